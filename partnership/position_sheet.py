"""Position sheets: what a partner fills in who cannot reach the studio, and how a filled sheet is read. Pure.

A sheet carries a code: agreement, revision and partner. The code says on which text the positions are given; a sheet
without it cannot be placed. Positions are written in words of any language the studio offers.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement, SectionId
from partnership.consensus import Cell, Stance
from partnership.spreadsheet.read import sheets
from studio import files
from studio.documents import spreadsheet
from studio.documents.model import Bullets, Column, Document, Facts, Heading, Paragraph, Table
from studio.documents.spreadsheet import Sheet
from studio.errors import Invalid
from studio.languages import Translator, available, translator

_CODE = re.compile(r"\b(agr_[a-z2-9]{20})/(\d{1,9})/([A-Za-z0-9_-]{1,64})")


class _Cell(Protocol):
    """A cell of a workbook."""

    @property
    def value(self) -> object: ...


@dataclass(frozen=True)
class Code:
    agreement_id: str
    revision: int
    partner: str

    def __str__(self) -> str:
        return f"{self.agreement_id}/{self.revision}/{self.partner}"


@dataclass(frozen=True)
class Filled:
    """A row with a position; `place` is where a person finds it."""

    place: str
    section: SectionId
    stance: Stance
    reason: str
    counter: str


@dataclass(frozen=True)
class Problem:
    """A row that cannot be taken, by the code of a message: `position_unknown` or `objection_incomplete`."""

    place: str
    code: str
    found: str = ""


@dataclass
class Reading:
    code: Code
    filled: list[Filled] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


# -- going out --------------------------------------------------------------------------------------------------


def _rows(given: Mapping[SectionId, Cell], t: Translator) -> list[tuple[str, str, str, str, str]]:
    """Number, section, and the position that counts now, so that only what changed must be written."""
    stances, rows = labels.stances(t), []
    for number, (section, title) in enumerate(zip(SECTION_IDS, labels.sections(t).values(), strict=True), 1):
        cell = given[section]
        if cell.position is not None and cell.stance is not None:
            said = (stances[cell.stance], cell.position.reason, cell.position.counter)
        else:
            said = ("", "", "")
        rows.append((str(number), title, *said))
    return rows


def _columns(t: Translator) -> tuple[str, str, str, str, str]:
    return (
        t("No."),
        t("Section"),
        t("Position"),
        t("Why (an objection needs it)"),
        t("What should stand instead (an objection needs it)"),
    )


def document(agreement: Agreement, code: Code, given: Mapping[SectionId, Cell], t: Translator) -> Document:
    """The sheet for Word."""
    partner = agreement.partner_label(code.partner)
    shares = (0.6, 2.2, 1.6, 3.0, 3.0)
    return Document(
        title=t("Position sheet"),
        subtitle=agreement.title.strip(),
        locale=t.locale,
        header=t("Position sheet"),
        blocks=(
            Facts(rows=((t("Partner"), partner), (t("Code, please leave it as it is"), str(code)))),
            Paragraph(
                text=t(
                    "Write one of these into the column “Position” of each section. An empty field means no reply; no "
                    "reply is never counted as consent. Send the sheet back as a file."
                )
            ),
            Bullets(items=tuple(labels.stances(t).values())),
            Heading(level=2, text=t("Positions")),
            Table(
                columns=tuple(
                    Column(title=title, share=share) for title, share in zip(_columns(t), shares, strict=True)
                ),
                rows=tuple(_rows(given, t)),
            ),
        ),
    )


def workbook(agreement: Agreement, code: Code, given: Mapping[SectionId, Cell], t: Translator) -> bytes:
    """The sheet as XLSX; the code stands in every row, the words to choose from on a second sheet."""
    partner = agreement.partner_label(code.partner)
    rows = [(*row, str(code)) for row in _rows(given, t)]
    columns = (*_columns(t), t("Code, please leave it as it is"))
    return spreadsheet.render(
        [
            Sheet(partner or t("Positions"), columns, rows, widths=(6, 30, 22, 48, 48, 20)),
            Sheet(t("Words"), (t("Position"),), [(word,) for word in labels.stances(t).values()]),
        ]
    )


# -- coming back ------------------------------------------------------------------------------------------------


def read(content: bytes, t: Translator) -> Reading:
    """A filled sheet, DOCX or XLSX; Invalid when it is no sheet or its code is gone."""
    kind = files.media_type(content)
    if kind == files.XLSX:
        rows = [(t("row {row}", row=n), cells) for _, table in sheets(content) for n, cells in _cells(table)]
        texts = [text for _, cells in rows for text in cells]
    elif kind == files.DOCX:
        texts, rows = _word(content, t)
    else:
        raise Invalid("sheet_unreadable")
    rows = [row for row in rows if _section(row[1]) is not None]
    if not rows:
        raise Invalid("sheet_unreadable")
    codes = {match.groups() for text in texts for match in _CODE.finditer(text)}
    if len(codes) != 1:
        raise Invalid("sheet_without_code")
    agreement_id, revision, partner = codes.pop()
    reading = Reading(Code(agreement_id, int(revision), partner))
    for place, cells in rows:
        _take(reading, place, cells, t)
    return reading


def _cells(table: Sequence[Sequence[_Cell]]) -> Iterator[tuple[int, list[str]]]:
    for number, row in enumerate(table, 1):
        yield number, [_text(cell.value) for cell in row]


def _text(value: object) -> str:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "" if value is None else str(value).strip()


def _word(content: bytes, t: Translator) -> tuple[list[str], list[tuple[str, list[str]]]]:
    import docx  # here, because most starts of the studio read no document

    try:
        opened = docx.Document(io.BytesIO(content))
        rows = [
            (t("row {row}", row=number), [cell.text.strip() for cell in row.cells])
            for table in opened.tables
            for number, row in enumerate(table.rows, 1)
        ]
        texts = [paragraph.text for paragraph in opened.paragraphs]
    except files.DAMAGED as error:
        raise Invalid("file_damaged") from error
    return [*texts, *(text for _, cells in rows for text in cells)], rows


def _section(cells: list[str]) -> SectionId | None:
    number = cells[0].rstrip(". ") if len(cells) >= 5 else ""
    return SECTION_IDS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(SECTION_IDS) else None


def _take(reading: Reading, place: str, cells: list[str], t: Translator) -> None:
    section = _section(cells)
    if section is None:
        return
    where = f"{place}, {labels.sections(t)[section]}"
    said, reason, counter = cells[2:5]
    if not said:
        if reason or counter:
            reading.problems.append(Problem(where, "position_missing"))
        return
    stance = _stances().get(_plain(said))
    if stance is None:
        reading.problems.append(Problem(where, "position_unknown", said[:60]))
    elif stance is Stance.OBJECT and not (reason and counter):
        reading.problems.append(Problem(where, "objection_incomplete"))
    elif any(each.section == section for each in reading.filled):
        reading.problems.append(Problem(where, "position_twice"))
    else:
        reading.filled.append(Filled(where, section, stance, reason, counter))


def _plain(text: str) -> str:
    """For comparing: small letters without marks, punctuation and doubled spaces."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(c if c.isalnum() else " " for c in letters if not unicodedata.combining(c)).split())


def _stances() -> dict[str, Stance]:
    found = {_plain(stance): stance for stance in Stance}
    for locale in available():
        found |= {_plain(word): Stance(code) for code, word in labels.stances(translator(locale)).items()}
    return found
