"""XLSForm out, results in; sheets out and in; what cannot be taken is named by sheet and cell."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Sequence

import openpyxl
import pytest
from pyxform.xls2xform import convert

from studio import ids
from studio.changes import SetField
from studio.documents import incoming, spreadsheet
from studio.errors import Invalid
from studio.identity import Actor
from toolkit import answer_sheets, xlsform
from toolkit.answer_sheets import Problem
from toolkit.assessment import Rating
from toolkit.instrument import Instrument
from toolkit.loader import instrument_words, instruments
from toolkit.services import assess, bring

Make = Callable[..., Actor]
STANDARDS = instruments()["icm-standards"]


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Ana")


@pytest.fixture
def assessment_id(manager: Actor) -> str:
    return assess.start(manager, "icm-standards", "Pilot", ids.new("ass"))


def _workbook(rows: Sequence[Sequence[object]], title: str = "Data") -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _csv(rows: Sequence[Sequence[object]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue().encode("utf-8-sig")


@pytest.mark.parametrize("instrument", instruments().values(), ids=lambda i: i.id)
def test_pyxform_takes_every_instrument(instrument: Instrument) -> None:
    words = instrument_words(instrument, "en")
    file = spreadsheet.render(xlsform.sheets(instrument, words, "en"))
    form = convert(xlsform=file, file_type=".xlsx", validate=False)
    assert form.warnings == []
    told = form.xform
    for node in instrument.scored():
        assert f"<{xlsform.question(node.id)}/>" in told
    for node in instrument.items():
        assert f"<{xlsform.question(node.id)}__comment/>" in told


KOBO = [
    ["start", "rater", "group_purpose/purpose_definition", "group_purpose/purpose_definition__comment"],
    ["2026-11-02", "Besa", 3.0, "we wrote it in May"],
    ["2026-11-03", "Dino", "na", ""],
]
ODK = [["SubmissionDate", *(name.replace("/", "-") for name in KOBO[0][1:])], *KOBO[1:]]


@pytest.mark.parametrize(
    "file", [_workbook(KOBO), _csv(KOBO), _csv(ODK), _csv(KOBO, ";")], ids=["kobo", "csv", "odk", "semicolon"]
)
def test_results_of_a_form_come_back(manager: Actor, assessment_id: str, file: bytes) -> None:
    returned = bring.look(manager, assessment_id, file)
    assert returned.problems == []
    assert [(each.label, each.answers["purpose-definition"]) for each in returned.submissions] == [
        ("Besa", Rating(score=3, comment="we wrote it in May")),
        ("Dino", Rating(applicable=False)),
    ]
    assert assess.load(manager, assessment_id).ratings == {}, "looking saves nothing"
    bring.bring_in(manager, assessment_id, file, 0)
    bring.bring_in(manager, assessment_id, file, 0)
    taken = assess.load(manager, assessment_id)
    assert taken.ratings == {"purpose-definition": Rating(score=3, comment="we wrote it in May")}
    assert taken.revision == 1


def test_an_answer_given_differently_is_kept(manager: Actor, assessment_id: str) -> None:
    own = SetField(path="items/purpose-definition/score", base=None, value=1)
    assess.save_ratings(manager, assessment_id, [own], "k")
    saved = bring.bring_in(manager, assessment_id, _csv(KOBO), 0)
    assert [conflict.path for conflict in saved.conflicts] == ["items/purpose-definition/score"]
    rating = assess.load(manager, assessment_id).ratings["purpose-definition"]
    assert (rating.score, rating.comment) == (1, "we wrote it in May")


def test_a_sheet_goes_out_and_comes_back_as_it_was() -> None:
    words = instrument_words(STANDARDS, "en")
    ratings = {
        "needs-whole": Rating(score=2, comment="=1+1", evidence="ten files"),
        "crisis-signs": Rating(applicable=False),
        "plan-aims": Rating(score=0),
    }
    file = spreadsheet.render(answer_sheets.sheets(STANDARDS, words, ratings, "en"))
    returned = answer_sheets.read(incoming.tables(file), STANDARDS, "en")
    assert returned is not None
    assert returned.problems == []
    assert [each.answers for each in returned.submissions] == [ratings]


def test_what_cannot_be_taken_is_named_by_sheet_and_cell() -> None:
    rows = [
        ["Our answers"],
        ["Id", "Level", "Comment"],
        ["needs-whole", "seven", "fine"],
        ["plan-aims", 3],
        ["made-up", 1],
        ["needs-method", 2, "x" * 20_001],
    ]
    returned = answer_sheets.read(incoming.tables(_workbook(rows, "Sheet 9")), STANDARDS, "en")
    assert returned is not None
    assert [(p.sheet, p.cell, p.code) for p in returned.problems] == [
        ("Sheet 9", "B3", "sheet_level_unknown"),
        ("Sheet 9", "A5", "sheet_id_unknown"),
        ("Sheet 9", "C6", "sheet_text_long"),
    ]
    (submission,) = returned.submissions
    assert submission.answers == {
        "needs-whole": Rating(comment="fine"),
        "plan-aims": Rating(score=3),
        "needs-method": Rating(score=2),
    }


def _with_entities() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook([["a"]]))) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            entity = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' if name == "xl/workbook.xml" else b""
            archive.writestr(name, entity + source.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"", "sheet_no_answers"),
        (b"a,b\n1,2\n", "sheet_no_answers"),
        (b"\xff\xfe\x00", "file_type_unknown"),
        (b"a\0b", "file_type_unknown"),
        (_with_entities(), "file_type_unknown"),
        (b"PK\x03\x04 not a zip", "file_damaged"),
        (_workbook([["id", "name"]]), "sheet_no_answers"),
    ],
)
def test_other_files_are_refused_with_a_reason(manager: Actor, assessment_id: str, file: bytes, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        bring.look(manager, assessment_id, file)
    assert refused.value.code == code


def test_cells_are_named_as_spreadsheets_do() -> None:
    assert [incoming.place(*at) for at in ((0, 0), (1, 25), (2, 26), (9, 701), (0, 702))] == [
        "A1",
        "Z2",
        "AA3",
        "ZZ10",
        "AAA1",
    ]


def test_no_more_problems_than_a_person_reads() -> None:
    rows = [["Id", "Level"], *([f"gone-{n}", 1] for n in range(100))]
    returned = answer_sheets.read(incoming.tables(_workbook(rows)), STANDARDS, "en")
    assert returned is not None
    assert len(returned.problems) == answer_sheets.MAX_PROBLEMS
    assert returned.problems[0] == Problem("Data", "A2", "gone-0", "sheet_id_unknown")
