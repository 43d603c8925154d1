"""A manager takes an instrument as a workbook, changes it, brings it back, and checks with it."""

from __future__ import annotations

import io

import openpyxl
import pytest
from playwright.sync_api import Browser, expect

from studio import files
from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, export, signed_in, visit

pytestmark = pytest.mark.slow


def renamed(content: bytes, title: str, row: str = "") -> bytes:
    """The workbook with another title, and with a word in a cell where it cannot stand."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    facts, _, requirements = book.worksheets
    facts.cell(2, 2).value = title
    if row:
        head = next(cell.column for cell in requirements[1] if cell.value == "Kind of row")
        requirements.cell(3, head).value = row
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_an_instrument_changed_in_a_spreadsheet_is_used_in_a_check(browser: Browser, studio: Studio) -> None:
    with signed_in(browser, studio, Role.MANAGER, "Olga Own") as context:
        page = context.new_page()
        visit(page, f"{studio.url}/own-instruments")
        workbook = export(page, studio, "Example workbook (short)").body()
        upload = page.get_by_test_id("stFileUploaderDropzoneInput")

        upload.set_input_files({"name": "a.xlsx", "mimeType": files.XLSX, "buffer": renamed(workbook, "Ours", "poem")})
        expect(page.get_by_text("Requirements D3: “poem”")).to_be_visible()
        expect(page.get_by_text("Nothing has been kept.")).to_be_visible()
        settled(page)
        visit(page, f"{studio.url}/own-instruments")
        upload.set_input_files(
            {"name": "b.xlsx", "mimeType": files.XLSX, "buffer": renamed(workbook, "Our own <b>rules</b>")}
        )
        page.get_by_role("button", name="Keep it").click()
        expect(page.get_by_role("link", name="Our own <b>rules</b>")).to_be_visible()
        settled(page)

        visit(page, f"{studio.url}/standards")
        choose(page, "Instrument", "Our own <b>rules</b>")
        page.get_by_label("Title", exact=True).fill("First try")
        page.get_by_role("button", name="Start", exact=True).click()
        expect(page.get_by_role("heading", name="First try", level=1)).to_be_visible()
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
