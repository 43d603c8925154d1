"""Positions by file: sheets go out, come back filled in, and count once the sender is confirmed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
import openpyxl
import pytest

from partnership import service
from partnership.consensus import Stance
from partnership.examples import example
from partnership.refusals import explain_row
from partnership.services import position, sheet
from partnership.transfer import write_json
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from tests.partnership.test_partners import UNDERSTANDING, guest, link, reword, say

People = Callable[..., Actor]
Rows = dict[int, tuple[str, str, str]]
"""By number of the section: position, reason, counter-proposal."""


@pytest.fixture
def manager(actor: People) -> Actor:
    return actor("manager", "Mirela")


@pytest.fixture
def draft(manager: Actor) -> str:
    return service.import_json(manager, write_json(example()).encode())


def in_word(content: bytes, rows: Rows) -> bytes:
    opened = docx.Document(io.BytesIO(content))
    for table in opened.tables:
        for row in table.rows:
            if row.cells[0].text.isdecimal() and int(row.cells[0].text) in rows:
                for cell, text in zip(row.cells[2:5], rows[int(row.cells[0].text)], strict=True):
                    cell.text = text
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def in_excel(content: bytes, rows: Rows) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for row in book.worksheets[0].iter_rows(min_row=2):
        for cell, text in zip(row[2:5], rows.get(int(row[0].value), ("", "", "")), strict=True):
            cell.value = text or cell.value
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


FILL = {"docx": in_word, "xlsx": in_excel}
GOOD: Rows = {
    4: ("OBJECT!", "No schools.", "With schools."),
    7: ("agree  with reservation", "Late.", ""),
    1: ("Agree", "", ""),
}


def filled(manager: Actor, draft: str, format_: str, rows: Rows) -> bytes:
    return FILL[format_](sheet.blank(manager, draft, "p_csw", format_).content, rows)


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_a_sheet_comes_back_and_counts_with_its_sender(manager: Actor, draft: str, format_: str) -> None:
    content = filled(manager, draft, format_, GOOD)
    seen = sheet.look(manager, draft, content)
    assert (seen.partner, seen.revision, seen.problems, seen.moved) == ("p_csw", 1, [], frozenset())
    assert position.overview(manager, draft).matrix.missing("p_csw") != []
    with pytest.raises(Invalid, match="sender_missing"):
        sheet.take(manager, draft, f"sheet.{format_}", content, " ")
    assert sheet.take(manager, draft, f"sheet.{format_}", content, "The director, by e-mail") == 3
    row = position.overview(manager, draft).matrix
    assert [row.cell("p_csw", s).stance for s in ("introduction", "strategy", "budget", "aims")] == [
        Stance.AGREE, Stance.OBJECT, Stance.RESERVATION, None,
    ]  # fmt: skip
    given = row.cell("p_csw", "strategy").position
    assert given is not None
    assert (given.reason, given.counter, given.given_by, given.by_file) == (
        "No schools.", "With schools.", "The director, by e-mail", True,
    )  # fmt: skip


@pytest.mark.parametrize("format_", ["docx", "xlsx"])
def test_problems_name_place_and_remedy_and_nothing_counts(manager: Actor, draft: str, format_: str) -> None:
    rows: Rows = {2: ("maybe", "", ""), 3: ("Object", "Why", ""), 5: ("", "Only a reason", ""), 1: ("Agree", "", "")}
    content = filled(manager, draft, format_, rows)
    seen = sheet.look(manager, draft, content)
    told = [explain_row(problem, translator("en")) for problem in seen.problems]
    assert [problem.code for problem in seen.problems] == [
        "position_unknown", "objection_incomplete", "position_missing",
    ]  # fmt: skip
    assert told[0].startswith("row 3, Partners: “maybe” is not a position. Write one of: Agree,")
    with pytest.raises(Invalid, match="sheet_has_problems"):
        sheet.take(manager, draft, "sheet", content, "Somebody")
    assert len(position.overview(manager, draft).matrix.missing("p_csw")) == 12


def test_a_text_that_changed_meanwhile_is_told_and_the_position_lapses(manager: Actor, draft: str) -> None:
    content = filled(manager, draft, "xlsx", GOOD)
    reword(manager, draft, UNDERSTANDING, "Changed meanwhile", "r")
    assert sheet.look(manager, draft, content).moved == {"strategy"}
    sheet.take(manager, draft, "sheet.xlsx", content, "The director")
    found = position.overview(manager, draft).matrix
    assert found.cell("p_csw", "strategy").lapsed
    assert found.cell("p_csw", "introduction").stance is Stance.AGREE


def test_the_same_file_twice_counts_once_and_a_new_sheet_holds_what_stands(manager: Actor, draft: str) -> None:
    content = filled(manager, draft, "xlsx", GOOD)
    sheet.take(manager, draft, "sheet.xlsx", content, "The director")
    denis = guest(link(manager, draft))
    say(denis, draft, Stance.AGREE, "k")
    sheet.take(manager, draft, "sheet.xlsx", content, "The director")
    assert position.overview(manager, draft).matrix.cell("p_csw", "strategy").stance is Stance.AGREE
    again = sheet.look(manager, draft, sheet.blank(manager, draft, "p_csw", "docx").content)
    assert [each.section for each in again.filled] == ["introduction", "strategy", "budget"]


def test_files_that_are_no_sheets_are_refused(manager: Actor, draft: str) -> None:
    empty = io.BytesIO()
    docx.Document().save(empty)
    codeless = docx.Document(io.BytesIO(filled(manager, draft, "docx", GOOD)))
    for table in codeless.tables:
        for row in table.rows:
            for cell in row.cells:
                if draft in cell.text:
                    cell.text = ""
    without = io.BytesIO()
    codeless.save(without)
    broken = io.BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("word/document.xml", "<not xml")
    cases = {
        "sheet_unreadable": [empty.getvalue(), b"%PDF-1.7"],
        "sheet_without_code": [without.getvalue(), service.export(manager, draft, "docx").content],
        "file_damaged": [broken.getvalue()],
        "file_type_unknown": [b"MZ\x90", b""],
    }
    for code, contents in cases.items():
        for content in contents:
            with pytest.raises(Invalid, match=code):
                sheet.look(manager, draft, content)


def test_a_sheet_counts_only_where_it_belongs_and_for_those_who_edit(manager: Actor, draft: str) -> None:
    content = filled(manager, draft, "xlsx", GOOD)
    other = service.import_json(manager, write_json(example()).encode(), key="other")
    with pytest.raises(Invalid, match="sheet_other_agreement"):
        sheet.look(manager, other, content)
    denis = guest(link(manager, draft))
    assert sheet.blank(denis, draft, "p_csw", "xlsx").content
    with pytest.raises(Forbidden):
        sheet.look(denis, draft, content)
    with pytest.raises(Forbidden):
        sheet.take(denis, draft, "sheet.xlsx", content, "I")
    with pytest.raises(NotFound):
        sheet.blank(denis, other, "p_csw", "xlsx")
