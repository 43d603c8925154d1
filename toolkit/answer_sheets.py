"""Answers on a sheet: written for people who work in a spreadsheet, read back, and read from the results of an XLSForm.

A form's results have one row for each submission and a column for each question, with groups in front of the name
(`group/name` in KoboToolbox, `group-name` in ODK) or without. A sheet of one's own has one row for each requirement.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from studio.documents.incoming import Incoming, place
from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import SOURCE_LOCALE, Translator, translator
from toolkit.assessment import MAX_COMMENT, Rating
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.xlsform import COMMENT, EVIDENCE, NOT_APPLICABLE, RATER, question

TIMES: Final = ("_submission_time", "SubmissionDate", "end")
MAX_PROBLEMS: Final = 30
HEADER_WITHIN: Final = 10
"""Rows from the top among which the header is looked for."""


@dataclass(frozen=True)
class Submission:
    """One set of answers by item id; `label` says whose or which."""

    label: str
    answers: dict[str, Rating]


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken: where it is, what stands there, what would do."""

    sheet: str
    cell: str
    found: str
    code: str


@dataclass
class Returned:
    """What a file holds; cells with a problem are left out, everything else is read."""

    submissions: list[Submission] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def heads(t: Translator) -> tuple[str, ...]:
    return (t("Id"), t("Number"), t("Title"), t("Requirement"), t("Level"), t("Comment"), t("Evidence"))


def sheets(instrument: Instrument, words: InstrumentWords, ratings: dict[str, Rating], locale: str) -> list[Sheet]:
    """The answers given so far, with the levels of each requirement beside them."""
    t = translator(locale)
    columns = [
        *heads(t),
        *(f"{level} {name}" for level, name in zip(instrument.scale.levels, words.levels, strict=True)),
    ]
    rows: list[list[Cell]] = []
    for node in instrument.items():
        own, rating = words.nodes[node.id], ratings.get(node.id, Rating())
        level: Cell = rating.score if rating.applicable else NOT_APPLICABLE
        rows.append([node.id, node.ref, own.title, own.text, level, rating.comment, rating.evidence, *own.anchors])
    return [Sheet(t("Answers"), columns, rows)]


def read(tables: Sequence[Incoming], instrument: Instrument, locale: str) -> Returned | None:
    """The answers in a file, or None when no table of it has columns of this instrument."""
    for table in tables:
        for position, header in enumerate(table.rows[:HEADER_WITHIN]):
            found = _own_sheet(table, position, header, instrument, locale) or _form(
                table, position, header, instrument
            )
            if found is not None:
                return found
    return None


def _form(table: Incoming, position: int, header: Sequence[str], instrument: Instrument) -> Returned | None:
    names = [name.replace("-", "/").rsplit("/", 1)[-1] for name in header]
    columns = {name: column for column, name in enumerate(names)}
    if not any({question(n.id), question(n.id) + COMMENT} & columns.keys() for n in instrument.items()):
        return None
    found = Returned()
    for number, row in enumerate(table.rows[position + 1 :], position + 1):
        if not any(row):
            continue
        answers: dict[str, Rating] = {}
        for node in instrument.items():
            name = question(node.id)
            at = (columns.get(name), columns.get(name + COMMENT), columns.get(name + EVIDENCE))
            rating = _rating(table, number, row, at, instrument, found.problems)
            if rating != Rating():
                answers[node.id] = rating
        label = next((_cell(row, columns.get(name)) for name in (RATER, *TIMES) if _cell(row, columns.get(name))), "")
        found.submissions.append(Submission(label or str(number + 1), answers))
    return found


def _own_sheet(
    table: Incoming, position: int, header: Sequence[str], instrument: Instrument, locale: str
) -> Returned | None:
    columns: dict[int, int] = {}
    for words in (heads(translator(locale)), heads(translator(SOURCE_LOCALE))):
        known = [name.casefold() for name in words]
        for column, name in enumerate(header):
            if name.casefold() in known:
                columns.setdefault(known.index(name.casefold()), column)
    if not {0, 4} <= columns.keys():
        return None
    found, answers, ids = Returned(), {}, {node.id for node in instrument.items()}
    for number, row in enumerate(table.rows[position + 1 :], position + 1):
        item_id = _cell(row, columns[0])
        if not item_id:
            continue
        if item_id not in ids:
            _mind(found.problems, table, number, columns[0], item_id, "sheet_id_unknown")
            continue
        at = (columns[4], columns.get(5), columns.get(6))
        rating = _rating(table, number, row, at, instrument, found.problems)
        if rating != Rating():
            answers[item_id] = rating
    found.submissions.append(Submission(table.title, answers))
    return found


def _rating(
    table: Incoming,
    number: int,
    row: Sequence[str],
    at: tuple[int | None, int | None, int | None],
    instrument: Instrument,
    problems: list[Problem],
) -> Rating:
    level = _cell(row, at[0]).removesuffix(".0")
    score, applicable = None, level.casefold() not in (NOT_APPLICABLE, "n/a")
    if level and applicable:
        if level in map(str, instrument.scale.levels):
            score = int(level)
        else:
            _mind(problems, table, number, at[0] or 0, level, "sheet_level_unknown")
    texts = []
    for column in at[1:]:
        text = _cell(row, column)
        if len(text) > MAX_COMMENT:
            _mind(problems, table, number, column or 0, f"{text[:40]}…", "sheet_text_long")
            text = ""
        texts.append(text)
    return Rating(score=score, applicable=applicable, comment=texts[0], evidence=texts[1])


def _mind(problems: list[Problem], table: Incoming, row: int, column: int, found: str, code: str) -> None:
    if len(problems) < MAX_PROBLEMS:
        problems.append(Problem(table.title, place(row, column), found[:80], code))


def _cell(row: Sequence[str], column: int | None) -> str:
    return row[column] if column is not None and column < len(row) else ""
