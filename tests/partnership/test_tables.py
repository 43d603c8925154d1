"""Tables out and in: a round trip loses nothing, doubts name sheet, cell and remedy, hostile files are refused."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from icalendar import Calendar

from partnership import calendar, service
from partnership.agreement import Agreement
from partnership.examples import example
from partnership.export import export
from partnership.services import take_over
from partnership.spreadsheet.columns import LISTINGS
from partnership.spreadsheet.read import Table, read
from partnership.spreadsheet.written import workbook
from partnership.transfer import write_json
from partnership.wording import explain_cell
from studio.changes import AddItem, SetField
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import translator
from tests.partnership.drafts import changed, edited

Make = Callable[..., Actor]
T = translator("en")


def sheet(*rows: list[Any], title: str = "Plan") -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = title
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def taken(content: bytes, name: str, agreement: Agreement | None = None) -> Table:
    return read(content, name, agreement or example(), T)


@pytest.mark.parametrize("name", LISTINGS)
def test_what_was_written_says_nothing_new(name: str) -> None:
    table = taken(workbook(example(), "en"), name)
    assert (table.changes, table.problems, table.ignored) == ([], [], [])
    assert len(table.rows) == len(LISTINGS[name].items(example()))


@pytest.mark.parametrize("name", LISTINGS)
def test_a_table_fills_an_empty_draft(name: str) -> None:
    bare = changed(**{LISTINGS[name].path.replace("/", "__"): []})
    table = taken(workbook(example(), "en"), name, bare)
    made = [change.item for change in table.changes if isinstance(change, AddItem)]
    for item, there in zip(LISTINGS[name].items(example()), made, strict=True):
        before = item.model_dump(mode="json")
        for field in LISTINGS[name].fields:
            if field.name in before:
                assert there[field.name] == before[field.name]
    assert table.problems == []


@settings(max_examples=15)
@given(edited())
def test_any_draft_is_written_and_read(agreement: Agreement) -> None:
    content = workbook(agreement, "en")
    for name in LISTINGS:
        try:
            table = read(content, name, agreement, T)
        except Invalid:
            continue
        assert all(explain_cell(problem, T) for problem in table.problems)


def test_numbers_dates_and_words_as_people_write_them() -> None:
    content = sheet(
        ["My list of aims"],
        ["Aim", "BASELINE", "target ", "Until", "Colour"],
        ["Fewer queues", "1.250,50", "1,000", "31.12.2027", "red"],
        ["Warm rooms", 0, 12.5, date(2028, 6, 30), None],
    )
    table = taken(content, "aims")
    items = [change.item for change in table.changes if isinstance(change, AddItem)]
    assert [(i["baseline"], i["target"], i["due"]) for i in items] == [
        ("1250.5", "1000", "2027-12-31"),
        ("0", "12.5", "2028-06-30"),
    ]
    assert (table.ignored, table.added) == (["Colour"], 2)


def test_an_entry_of_the_same_name_is_changed_and_an_empty_cell_changes_nothing() -> None:
    table = taken(
        sheet(["Title of the action", "Start", "Accountable"], ["joint  needs assessment", None, "Town"]), "actions"
    )
    [change] = table.changes
    assert isinstance(change, SetField)
    assert (change.path, change.base, change.value) == ("actions/c_assess/roles/p_town", "I", "A")


@pytest.mark.parametrize(
    ("name", "rows", "cell", "remedy"),
    [
        ("aims", [["Aim", "Target"], ["A", "many"]], "B2", "number"),
        ("aims", [["Aim", "Until"], ["A", "31.02.2027"]], "B2", "31.12.2027"),
        ("budget", [["Cost", "Partner who bears it"], ["Rent", "The moon"]], "B2", "PES, CSW"),
        ("budget", [["Cost", "Amount"], ["Rent", -5]], "B2", "not negative"),
        ("budget", [["Cost", "Currency, if another one"], ["Rent", "Mark!"]], "B2", "EUR"),
        ("budget", [["Cost", "Year"], ["Rent", 27]], "B2", "2027"),
        ("indicators", [["Indicator", "Level"], ["Jobs", "very high"]], "B2", "Output, Outcome, Impact"),
        ("partners", [["Official name", "Address"], [None, "Main street"]], "A2", "name"),
        ("budget", [["Cost", "Amount"], ["Rent", "=1+1"]], "B2", "paste as values"),
    ],
)
def test_a_doubt_names_sheet_cell_and_remedy(name: str, rows: list[list[Any]], cell: str, remedy: str) -> None:
    [problem] = taken(sheet(*rows), name).problems
    said = explain_cell(problem, T)
    assert f"Sheet “Plan”, cell {cell}" in said
    assert remedy in said


def test_text_that_looks_like_a_formula_stays_text_both_ways() -> None:
    evil = '=HYPERLINK("http://example.org")'
    content = workbook(changed(aims__a_work__statement=evil), "en")
    cells = [cell for row in openpyxl.load_workbook(io.BytesIO(content))["Aims"].iter_rows() for cell in row]
    assert evil in [cell.value for cell in cells]
    assert all(cell.data_type != "f" for cell in cells)


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 250_000_000)
    return out.getvalue()


def with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sheet(["Aim"], ["A"]))) as source, zipfile.ZipFile(out, "w") as archive:
        for member in source.namelist():
            data = source.read(member)
            if member == "xl/workbook.xml":
                data = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + data
            archive.writestr(member, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "table_not_xlsx"),
        (b"Aim;Target\nA;1", "table_not_xlsx"),
        (b"PK\x03\x04 not a zip", "file_damaged"),
        (bomb(), "file_unpacks_too_large"),
        (with_entities(), "table_not_xlsx"),
        (sheet(["Aim"], ["A"])[:-40], "file_damaged"),
        (sheet(["Nothing", "of this"]), "table_without_headers"),
        (sheet(["Target", "Until"], [3, None]), "table_without_key"),
        (sheet(["Aim"], *[[f"A{n}"] for n in range(301)]), "table_too_long"),
        (b"x" * 5_000_001, "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_files_are_refused_with_a_reason(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        taken(content, "aims")


def test_a_table_is_taken_over_as_it_was_shown(actor: Make) -> None:
    manager, other = actor("manager", "Mirela"), actor("manager", "Goran")
    draft = service.import_json(manager, write_json(example()).encode())
    content = sheet(["Aim", "Target"], ["Warm rooms", 12])
    seen = take_over.look(manager, draft, "aims", content).digest
    with pytest.raises(Invalid, match="table_looked_different"):
        take_over.take(manager, draft, "aims", sheet(["Aim", "Target"], ["Warm rooms", 13]), seen, "k0")
    take_over.take(manager, draft, "aims", content, seen, "k")
    aims = service.load(manager, draft).agreement.aims
    assert (aims[-1].statement, str(aims[-1].target)) == ("Warm rooms", "12")
    assert take_over.look(manager, draft, "aims", content).changes == []
    with pytest.raises(Invalid, match="table_has_problems"):
        take_over.take(manager, draft, "aims", sheet(["Aim", "Target"], ["B", "x"]), seen, "k2")
    with pytest.raises(NotFound):
        take_over.look(other, draft, "aims", content)


def test_blank_cells_say_what_was_answered() -> None:
    agreement = changed(aims__a_work__baseline=None, answers={"aims.a_work.baseline": "unknown"})
    rows = list(openpyxl.load_workbook(io.BytesIO(workbook(agreement, "en")))["Aims"].iter_rows(values_only=True))
    assert "(not known yet)" in rows[1]
    assert taken(workbook(agreement, "en"), "aims", agreement).changes == []


def test_dates_for_a_calendar() -> None:
    found = calendar.events(example(), T)
    titles = [event.title for event in found]
    stones = sum(len(action.milestones) for action in example().actions)
    assert sum(title.startswith("Milestone: ") for title in titles) == stones
    reports = [event.day for event in found if event.id.startswith("r_quarter/")]
    assert (len(reports), reports[0], reports[-1]) == (8, date(2027, 3, 31), date(2028, 12, 31))
    board = next(body for body in example().bodies if body.id == "b_board")
    meetings = [event for event in found if event.id.startswith("b_board/")]
    assert len(meetings) == 2 * (board.meetings_per_year or 0)
    assert all(event.tentative for event in meetings)
    read_back = Calendar.from_ical(export(example(), "ics").content)
    uids = [str(entry["uid"]) for entry in read_back.walk("VEVENT")]
    assert len(uids) == len(set(uids)) == len(found)


@given(edited())
def test_any_draft_has_a_calendar(agreement: Agreement) -> None:
    assert Calendar.from_ical(calendar.render(agreement, "en"))


def test_sheets_are_called_by_what_they_list() -> None:
    names = openpyxl.load_workbook(io.BytesIO(workbook(example(), "en"))).sheetnames
    assert names == ["Actions", "Further costs", "Indicators", "Partners", "Aims", "Milestones", "All amounts"]
