"""A document as a tree that every exporter (Word, PDF, Markdown, HTML) renders.

Rooms compose a `Document`; they never call an exporter's library themselves. Text is plain unless a
block says otherwise; exporters escape it for their own format.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Block(BaseModel):
    """What a document consists of; frozen so that a composed document can be cached by value."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Passage(Block):
    """A block that may say which field it was written from; a Word file carries that as a hidden bookmark."""

    origin: str = ""
    """The field's path."""


class Heading(Passage):
    """A heading; `number` is printed as given ("6", "6.1"), so that numbers agree in every format."""

    kind: Literal["heading"] = "heading"
    level: int = Field(ge=1, le=4)
    text: str
    number: str = ""


class Paragraph(Passage):
    """Plain text; line breaks are kept."""

    kind: Literal["paragraph"] = "paragraph"
    text: str
    style: Literal["normal", "lead", "note", "placeholder"] = "normal"


class Prose(Passage):
    """Markdown written by people; exporters clean it, raw HTML never passes."""

    kind: Literal["prose"] = "prose"
    markdown: str


class Bullets(Block):
    kind: Literal["bullets"] = "bullets"
    items: tuple[str, ...]
    ordered: bool = False


class Column(Block):
    """A table column; `share` is its relative width."""

    title: str
    share: float = Field(default=1.0, gt=0)
    align: Literal["left", "right", "center"] = "left"


class Table(Block):
    """A table with a repeated header row; every row has as many cells as there are columns."""

    kind: Literal["table"] = "table"
    caption: str = ""
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...]
    total: tuple[str, ...] = ()
    """A last row set apart, for sums; empty for none."""
    note: str = ""
    """What the signs in the table mean; it never stands on a page without a row."""

    @model_validator(mode="after")
    def _cells_match_columns(self) -> Self:
        rows = (*self.rows, self.total) if self.total else self.rows
        if wrong := [row for row in rows if len(row) != len(self.columns)]:
            raise ValueError(f"a row has {len(wrong[0])} cells for {len(self.columns)} columns")
        return self


class Facts(Block):
    """Label and value pairs (a form's head, a title page's details)."""

    kind: Literal["facts"] = "facts"
    rows: tuple[tuple[str, str], ...]


class Signature(Block):
    party: str
    name: str = ""
    function: str = ""
    stamp: bool = False
    """Whether room for a stamp (M.P.) is drawn."""


class Signatures(Block):
    """A signature block per party, kept together on a page where it fits."""

    kind: Literal["signatures"] = "signatures"
    place_and_date: str = ""
    parties: tuple[Signature, ...]


class PageBreak(Block):
    kind: Literal["page_break"] = "page_break"


AnyBlock = Annotated[
    Heading | Paragraph | Prose | Bullets | Table | Facts | Signatures | PageBreak,
    Field(discriminator="kind"),
]


class Document(Block):
    """A whole document; `locale` sets language metadata, `words` the exporter's own few words."""

    title: str
    subtitle: str = ""
    locale: str = "en"
    title_page: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    """Shown on the title page, or under the title where there is none."""
    header: str = ""
    footer: str = ""
    author: str = ""
    contents_title: str = ""
    """Heading of a table of contents; empty for none."""
    blocks: tuple[AnyBlock, ...]
