"""Forms and reports as files: the template of the guidelines, blank forms, hostile text."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pypdf
import pytest
from docx import Document as Word

from studio.documents import docx, pdf, spreadsheet
from studio.documents.model import Table
from toolkit import form_documents, report
from toolkit.assessment import Rating, Results, Row, results
from toolkit.domains import DOMAINS
from toolkit.form_words import FormWords
from toolkit.forms import (
    FORMS,
    Aim,
    CaseFile,
    FormKind,
    NeedResult,
    Protocol,
    ProtocolActivity,
    Referral,
    ReferralState,
)
from toolkit.improvement import Action, Plan
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.loader import instrument_words, instruments

DAY = date(2026, 3, 2)
HOSTILE = "=cmd()|'<script>alert(1)</script> {{ x }} \u202e 🙂"

PROTOCOL = Protocol(
    id="p",
    client_name="Besa K.",
    case_manager="M. Lleshi",
    institution="Employment office",
    date=DAY,
    location="Elbasan",
    needs=(NeedResult(id="n", domain=DOMAINS[5], level=1, client_level=2, priority=True, finding="Four lenders."),),
    aims=(Aim(id="a", text="A payment plan", measure="signed", target_date=DAY),),
    activities=(
        ProtocolActivity(id="x", title="Debt advice", start=DAY, responsible_partner="Centre for social work"),
        ProtocolActivity(id="y", title="Language course", time_line="From autumn", responsible_partner="School"),
    ),
    results="Work pays.",
)


def _table(form: Protocol) -> Table:
    (found,) = [b for b in form_documents.compose(form, "en").blocks if isinstance(b, Table)]
    return found


def test_the_protocol_has_the_rows_of_the_guidelines_template() -> None:
    assert [row[0] for row in _table(PROTOCOL).rows] == [
        "Name of client",
        "Name of case manager and institution",
        "Date, location",
        "Needs assessment results",
        "Aims",
        "Activities",
        "Activity 1",
        "Activity 2",
        "Results",
        "Lessons learnt",
    ]


def test_the_protocol_says_who_does_what_by_when() -> None:
    rows = {row[0]: row for row in _table(PROTOCOL).rows}
    assert rows["Needs assessment results"][1] == "Debt: Struggling; client: Coping; priority. Four lenders."
    assert rows["Aims"][1] == "1. A payment plan (signed; by 2 March 2026)"
    assert rows["Activity 1"][2] == "2 March 2026\nCentre for social work"
    assert rows["Activity 2"][2] == "From autumn\nSchool"


@pytest.mark.parametrize("kind", FormKind)
def test_blank_forms_print_in_both_formats(kind: FormKind) -> None:
    document = form_documents.blank(kind, "en")
    assert document.title in _pdf_text(pdf.render(document))
    words = _word_text(docx.render(document))
    assert FormWords("en").label("client_name", kind) in words
    assert "Nothing recorded" not in words


def test_a_blank_protocol_has_four_activities_to_fill() -> None:
    rows = next(b for b in form_documents.blank(FormKind.PROTOCOL, "en").blocks if isinstance(b, Table)).rows
    assert [row[0] for row in rows if row[0].startswith("Activity ")] == [f"Activity {n}" for n in (1, 2, 3, 4)]


def test_a_blank_needs_assessment_lists_every_area() -> None:
    words = _word_text(docx.render(form_documents.blank(FormKind.NEEDS_ASSESSMENT, "en")))
    assert all(FormWords("en").choice(domain) in words for domain in DOMAINS)


@pytest.mark.parametrize("kind", FormKind)
def test_hostile_text_reaches_the_paper_unharmed(kind: FormKind) -> None:
    form = FORMS[kind](id="f", client_name=HOSTILE, case_manager=HOSTILE)
    document = form_documents.compose(form, "en")
    assert "<script>alert(1)</script>" in _word_text(docx.render(document))
    assert pdf.render(document).startswith(b"%PDF")


def test_a_case_file_holds_its_forms() -> None:
    referral = Referral(id="r", partner="Health centre").become(ReferralState.ACCEPTED, "s", DAY, "From Monday")
    form = CaseFile(id="f", client_name="Besa K.", protocols=(PROTOCOL,), referrals=(referral,))
    words = _word_text(docx.render(form_documents.compose(form, "en")))
    assert "A payment plan" in words
    assert "From Monday" in words


def _report_inputs() -> tuple[Instrument, InstrumentWords, Results, Plan]:
    instrument = instruments()["icm-standards"]
    rows = [
        Row("purpose-definition", "r1", Rating(score=1, comment=HOSTILE, evidence="Minutes of May")),
        Row("purpose-actions", "r1", Rating(score=4)),
    ]
    plan = Plan(
        assessment_id="ass",
        actions=(Action(id="act", item_id="purpose-definition", title="Agree a text", owner="Ana", due=DAY),),
    )
    return instrument, instrument_words(instrument, "en"), results(instrument, rows), plan


def test_the_report_says_gap_next_step_source_and_action() -> None:
    document = report.document("Pilot", *_report_inputs(), DAY, "en")
    words = _word_text(docx.render(document))
    assert "1.1 A shared definition" in words
    assert "Name two people, one from each main institution, to draft a definition of three lines" in words
    assert "Guidelines, 5.1" in words
    assert "Agree a text" in words
    assert "Minutes of May" in words
    assert "Pilot" in _pdf_text(pdf.render(document))


def test_the_workbook_holds_standards_criteria_and_actions() -> None:
    sheets = report.sheets(*_report_inputs(), "en")
    book = openpyxl.load_workbook(io.BytesIO(spreadsheet.render(sheets)))
    assert book.sheetnames == ["Standards", "Criteria", "Improvement plan"]
    assert book["Standards"].max_row == 9
    assert book["Criteria"].max_row == 32
    first = [cell.value for cell in book["Criteria"][2]]
    assert first[5:9] == ["Partly met", 1, 1, 0]
    assert str(first[9]).startswith("=cmd()|")
    assert all(cell.data_type != "f" for sheet in book for row in sheet for cell in row)
    assert [cell.value for cell in book["Improvement plan"][2]][3] == "Ana"


def _word_text(content: bytes) -> str:
    document = Word(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def _pdf_text(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages)


def test_blank_lists_leave_rows_to_write_in() -> None:
    tables = [b for b in form_documents.blank(FormKind.CONSENT, "en").blocks if isinstance(b, Table)]
    purposes = next(table for table in tables if len(table.columns) > 1)
    assert len(purposes.rows) == form_documents.BLANK_ROWS
