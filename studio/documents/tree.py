"""What every exporter walks over: a document with its prose parsed, its characters cleaned, its headings in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "right", "center"]
TextStyle: TypeAlias = Literal["normal", "lead", "note", "placeholder"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of characters in one form; a line break is "\\n"."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    link: str = ""


Inline: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """What stands in a document; `origin` is the path of the field it was written from, where that is known."""

    origin: str = field(default="", kw_only=True)


@dataclass(frozen=True, slots=True)
class Heading(Placed):
    """A heading; one with an anchor stands in the table of contents."""

    level: int
    text: Inline
    number: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Text(Placed):
    content: Inline
    style: TextStyle = "normal"


@dataclass(frozen=True, slots=True)
class Listing(Placed):
    ordered: bool
    items: tuple[tuple[Node, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class Quote(Placed):
    content: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class GridColumn:
    title: Inline
    share: float
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Grid(Placed):
    """A table with a repeated header row; `total` is a last row set apart, `note` explains its signs below."""

    caption: str
    columns: tuple[GridColumn, ...]
    rows: tuple[tuple[Inline, ...], ...]
    total: tuple[Inline, ...] = ()
    note: Inline = ()


@dataclass(frozen=True, slots=True)
class Facts(Placed):
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Party:
    party: str
    name: str
    function: str
    stamp: bool


@dataclass(frozen=True, slots=True)
class Signatures(Placed):
    place_and_date: str
    parties: tuple[Party, ...]


@dataclass(frozen=True, slots=True)
class PageBreak(Placed):
    pass


Node: TypeAlias = Heading | Text | Listing | Quote | Grid | Facts | Signatures | PageBreak


@dataclass(frozen=True, slots=True)
class Tree:
    """A document ready to be laid out."""

    title: str
    subtitle: str
    locale: str
    title_page: bool
    facts: tuple[tuple[str, str], ...]
    header: str
    footer: str
    author: str
    contents_title: str
    nodes: tuple[Node, ...]

    def contents(self) -> Iterator[Heading]:
        """Headings for the table of contents, down to level 2."""
        return (node for node in self.nodes if isinstance(node, Heading) and node.anchor and node.level <= 2)


_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ufeff\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)


def printable(text: str) -> str:
    """Text without characters that XML or PDF cannot carry or that turn the reading direction; breaks are "\\n"."""
    return _UNPRINTABLE.sub("", _BREAKS.sub("\n", text))


def inline(text: str) -> Inline:
    """Plain text as one span; nothing for an empty text."""
    return (Span(text),) if text else ()


def plain(content: Inline) -> str:
    return "".join(span.text for span in content)
