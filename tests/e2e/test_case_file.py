"""Case files are reviewed: a sample of paper files from the draw to the workbook, and a run's own file."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, expect

from home import demo
from scenarios import service as practice
from scenarios.loader import library
from studio import identity
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner
from tests.e2e.walking import choose, export, visit

pytestmark = pytest.mark.slow


def test_paper_files_from_the_draw_to_the_workbook(studio: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, studio)
    page = context.new_page()
    visit(page, f"{studio.url}/forms")
    choose(page, "Form", "Review of case files")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Review of case files", level=1)).to_be_visible()
    settled(page)
    expect(page.get_by_text("No file has been reviewed.")).to_be_visible()

    page.get_by_text("Draw files by lot").click()
    page.get_by_label("How many to read").fill("2")
    page.get_by_role("button", name="Draw", exact=True).click()
    expect(page.get_by_role("heading", name="Result over 2 files")).to_be_visible()
    settled(page)
    page.get_by_role("textbox", name="Days with an entry").fill("3.2.2026, 20.4.2026")
    choose(page, "Notes: plan", "Partly")
    settled(page)
    expect(page.get_by_text("76 days without an entry, 3 February 2026 to 20 April 2026")).to_be_visible()

    book = openpyxl.load_workbook(io.BytesIO(export(page, studio, "Spreadsheet").body()))
    rows = [[cell.value for cell in row] for row in book["Files"].iter_rows(min_row=2)]
    assert any(row[1] == "Notes: plan" and row[2] == "Partly" for row in rows)
    assert any("76 days" in str(row[3]) for row in rows)
    assert export(page, studio, "PDF").body().startswith(b"%PDF")


def test_a_run_shows_its_file_against_the_standard(studio: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, studio)
    with beside(studio):
        owner = identity.local_owner()
        demo.practise(owner, library()[0])
        run_id = practice.mine(owner)[0].run_id
    page = context.new_page()
    visit(page, f"{studio.url}/debrief?id={run_id}")
    page.get_by_role("radio", name="Case file").or_(page.get_by_role("button", name="Case file", exact=True)).click()
    expect(page.get_by_role("heading", name="What needs work")).to_be_visible()
    expect(page.get_by_text("days without an entry").first).to_be_visible()
    expect(page.get_by_text("missing in: Case note").first).to_be_visible()
    answer = page.context.request.get(f"{studio.url}/practice/{run_id}/case-file.pdf")
    assert answer.body().startswith(b"%PDF")
