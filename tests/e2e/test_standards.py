"""A manager checks the standards, makes a gap an action, takes the report away; and fills a form."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import docx
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from studio import files
from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, export, pick_day, signed_in, visit, write

TITLE = "Spring <script>alert(1)</script>"
OWNER = "=cmd()|' /C calc'!A0"
COMMENT = "Two of three institutions say it alike."


@pytest.fixture
def manager(browser: Browser, studio: Studio) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, Role.MANAGER, "Mirela Manager") as context:
        yield context


def card(page: Page, heading: str) -> Locator:
    """The innermost container under a heading."""
    return page.get_by_test_id("stVerticalBlock").filter(has=page.get_by_role("heading", name=heading)).last


def answer(page: Page, criterion: str, level: str) -> None:
    """Pick a level by the words that describe it."""
    card(page, criterion).get_by_role("radio", name=level).check(force=True)


def test_a_check_from_the_first_answer_to_the_report(manager: BrowserContext, studio: Studio) -> None:
    page = manager.new_page()
    visit(page, f"{studio.url}/standards")
    write(page, "Title", TITLE)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    settled(page)

    # several answers, one with a comment, and on to the next standard straight from the field
    answer(page, "1.1 A shared definition", "There is a written definition")
    expect(page.get_by_text("1 of 31 answered")).to_be_visible()
    answer(page, "1.2 A purpose for every process", "Every action has a written purpose")
    expect(page.get_by_text("2 of 31 answered")).to_be_visible()
    answer(page, "1.4 Clients have a say", "Clients are not asked")
    expect(page.get_by_text("3 of 31 answered")).to_be_visible()
    page.get_by_text("Comment and evidence").first.click()
    page.get_by_role("textbox", name="Comment").first.fill(COMMENT)
    page.get_by_role("button", name="Next standard").click()
    expect(page.get_by_role("heading", name="2.1 The whole person")).to_be_visible()
    settled(page)
    answer(page, "2.1 The whole person", "3 In place")
    expect(page.get_by_text("4 of 31 answered")).to_be_visible()

    # everything is there again
    page.reload()
    settled(page)
    expect(page.get_by_text("4 of 31 answered")).to_be_visible()
    choose_standard(page, "1 Definition and purpose: 3 of 4")
    expect(page.get_by_role("radio", name="There is a written definition")).to_be_checked()
    page.get_by_text("Comment and evidence").first.click()
    expect(page.get_by_role("textbox", name="Comment").first).to_have_value(COMMENT)

    # results, and the most pressing gap becomes an action with owner and day
    page.get_by_role("link", name="Results", exact=True).click()
    expect(page.get_by_role("heading", name=f"Results: {TITLE}")).to_be_visible()
    settled(page)
    results = page.url
    gaps = page.get_by_role("button", name="Make it an action")
    expect(gaps).to_have_count(2)
    expect(page.get_by_text("level 0")).to_be_visible()
    card(page, "1.4 Clients have a say").get_by_role("button", name="Make it an action").click()
    expect(page.get_by_role("button", name="In the plan already")).to_have_count(1)
    page.get_by_role("link", name="Improvement plan").click()
    expect(page.get_by_role("textbox", name="What will be done")).to_have_value("Clients have a say")
    settled(page)
    write(page, "Owner", OWNER)
    expect(page.get_by_role("cell", name=OWNER)).to_be_visible()
    pick_day(page, "Due", "30.06.2027")
    expect(page.get_by_role("cell", name="30")).to_be_visible()

    # the report holds it, as text
    visit(page, results)
    expect(page.get_by_role("link", name="Spreadsheet")).to_be_visible()
    settled(page)
    sheets = export(page, studio, "Spreadsheet")
    assert sheets.headers["content-type"] == files.XLSX
    cells = {
        (cell.data_type, cell.value)
        for sheet in openpyxl.load_workbook(io.BytesIO(sheets.body()))
        for row in sheet.iter_rows()
        for cell in row
    }
    assert ("f", OWNER) not in cells
    assert {"Clients have a say", COMMENT, 4} <= {value for _, value in cells}
    assert any(kind == "s" and OWNER in str(value) for kind, value in cells)
    word = export(page, studio, "Word document")
    assert word.headers["content-type"] == files.DOCX
    written = "\n".join(docx.Document(io.BytesIO(word.body())).element.body.itertext())
    assert [each for each in (TITLE, OWNER, COMMENT, "Clients have a say") if each not in written] == []


def choose_standard(page: Page, standard: str) -> None:
    choose(page, "Standard", standard)
    expect(page.get_by_role("heading", name=f"{standard[0]}.1 ")).to_be_visible()
    settled(page)


@pytest.mark.slow
def test_a_protocol_is_filled_and_taken_away(manager: BrowserContext, studio: Studio) -> None:
    page = manager.new_page()
    visit(page, f"{studio.url}/forms")
    choose(page, "Form", "Implementation protocol")
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name="Implementation protocol", level=1)).to_be_visible()
    settled(page)
    missing = page.get_by_text("The plan has no aim.")
    expect(missing).to_be_visible()

    write(page, "Name of client", "Ajka <b>Test</b>")
    write(page, "Institution", OWNER)
    page.get_by_role("button", name="Add: Aims").click()
    page.get_by_role("textbox", name="Aim", exact=True).fill("Half a day of paid work by spring")
    write(page, "How we will know it is reached", "A contract of at least 20 hours")
    expect(missing).to_have_count(0)
    page.get_by_role("textbox", name="Lessons learnt").fill("Ask about debts first.")
    settled(page)
    page.get_by_role("button", name="Add: Activities").click()
    write(page, "Activity", "Debt advice")
    write(page, "Responsible partner", "Bridge Club")
    page.reload()
    settled(page)
    expect(page.get_by_role("textbox", name="Name of client")).to_have_value("Ajka <b>Test</b>")
    expect(page.get_by_role("textbox", name="Responsible partner")).to_have_value("Bridge Club")

    typed = ["Ajka <b>Test</b>", OWNER, "Half a day of paid work by spring", "A contract of at least 20 hours"]
    typed += ["Ask about debts first.", "Debt advice", "Bridge Club"]
    word = export(page, studio, "Word document")
    assert word.headers["content-type"] == files.DOCX
    written = "\n".join(docx.Document(io.BytesIO(word.body())).element.body.itertext())
    assert [each for each in typed if each not in written] == []
    paper = export(page, studio, "PDF")
    assert paper.headers["content-type"] == "application/pdf"
    printed = "".join("".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(paper.body())).pages).split())
    assert [each for each in typed if "".join(each.split()) not in printed] == []


@pytest.mark.slow
def test_thoughts_are_written_without_points_and_a_sheet_comes_back(
    manager: BrowserContext, studio: Studio, tmp_path: Path
) -> None:
    page = manager.new_page()
    visit(page, f"{studio.url}/standards")
    write(page, "Search the instruments", "dilemmas situations")
    page.get_by_role("link", name="Dilemmas").click()
    page.get_by_role("link", name="Start a check with it").click()
    write(page, "Title", "Our team")
    page.get_by_role("button", name="Start", exact=True).click()
    expect(page.get_by_role("heading", name="Our team", level=1)).to_be_visible()
    settled(page)

    # typed and left by reloading, without leaving the field
    box = page.get_by_role("textbox", name="Your thoughts").first
    with page.expect_response(lambda answer: answer.url.endswith("/save") and answer.ok):
        box.fill("Did he hear where confidentiality ends?")
    page.reload()
    settled(page)
    expect(page.get_by_role("textbox", name="Your thoughts").first).to_have_value(
        "Did he hear where confidentiality ends?"
    )

    # a sheet that somebody filled in on the train
    sheet = openpyxl.Workbook()
    assert sheet.active is not None
    for row in (["Id", "Level", "Comment"], ["dignity-no", "", "Ask about the mother."], ["gone", "", "x"]):
        sheet.active.append(row)
    sheet.save(tmp_path / "ours.xlsx")
    page.get_by_text("Answer elsewhere").click()
    page.locator("input[type=file]").set_input_files(tmp_path / "ours.xlsx")
    expect(page.get_by_text("Keep the ids of the sheet you downloaded.")).to_be_visible()
    page.get_by_role("button", name="Take these as my answers").click()
    expect(page.get_by_text("2 of 10 answered")).to_be_visible()
    page.get_by_role("link", name="Results").last.click()
    expect(page.get_by_text("Ask about the mother.")).to_be_visible()
    expect(page.get_by_text("8 questions have no thoughts yet.")).to_be_visible()
