"""A manager drafts an agreement: clicks, types, leaves, returns, repairs, exports, imports, and is not alone."""

from __future__ import annotations

import io
import json
import re
import time
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
import openpyxl
import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from studio import files
from studio.identity import Role
from studio.widgets.frame import plain
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, export, pick_day, signed_in, visit, write

TITLE = "Valley of Lence <script>alert(1)</script>"
FORMULA = "=cmd()|' /C calc'!A0"
CLUB = 'Bridge <img src=x onerror="alert(2)"> Club'
PROSE = "Nobody here has to tell their story twice."
AIM = "Forty households keep a steady income"
ACTION = "One door for all questions"


@pytest.fixture
def manager(browser: Browser, studio: Studio) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, Role.MANAGER, "Mirela Manager") as context:
        yield context


def started(context: BrowserContext, studio: Studio, title: str = TITLE) -> Page:
    """A new draft from the template for several partners."""
    page = context.new_page()
    visit(page, f"{studio.url}/agreements")
    write(page, "Title", title)
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    settled(page)
    return page


def agreement_id(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["id"][0]


def section(page: Page, number: int) -> None:
    """Choose a section from the map."""
    page.get_by_role("radio", name=re.compile(rf"^{number} ")).check(force=True)
    expect(page.get_by_role("heading", level=2, name=re.compile(rf"^{number} "))).to_be_visible()
    settled(page)


def body(page: Page, studio: Studio) -> Any:
    answer = page.context.request.get(f"{studio.url}/agreements/{agreement_id(page)}/export.json")
    assert answer.status == 200
    return answer.json()


def expect_body(page: Page, studio: Studio, right: Callable[[Any], bool]) -> None:
    """Wait until what is stored is right."""
    deadline = time.monotonic() + 10
    while not right(found := body(page, studio)):
        assert time.monotonic() < deadline, found
        page.wait_for_timeout(50)


def test_an_agreement_from_the_first_click_to_the_files(manager: BrowserContext, studio: Studio) -> None:
    page = started(manager, studio)

    # prose, and the next section straight from the field
    page.get_by_role("textbox", name="Setting").fill(PROSE)
    page.get_by_role("button", name="2 Partners").click()
    expect(page.get_by_role("heading", name="2 Partners")).to_be_visible()
    settled(page)

    # two more partners; a finding says what is missing, why and after which source, and goes when it is mended
    nameless = page.get_by_test_id("stMarkdownContainer").filter(has_text="Error: Partner 4 has no name.")
    for name in (FORMULA, CLUB):
        page.get_by_role("button", name="Add partner").click()
        field = page.get_by_role("textbox", name="Official name", exact=True)
        expect(field).to_have_value("")
        settled(page)
        if name == FORMULA:
            expect(nameless).to_contain_text("Source: Guidelines 2017, section 4.4")
        field.fill(name)
        page.get_by_role("button", name="Close").click()
        expect(page.get_by_role("button", name=name)).to_be_visible()
        expect(nameless).to_have_count(0)

    # an aim with figures
    page.get_by_role("button", name="3 Aims and objectives").click()
    page.get_by_role("button", name="Add aim").click()
    page.get_by_role("textbox", name="Aim", exact=True).fill(AIM)
    write(page, "Baseline", "12")
    write(page, "Target", "40")
    write(page, "Unit", "households")
    pick_day(page, "Until", "31.12.2028")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name=f"{AIM} · 12 → 40 households")).to_be_visible()

    # an action one partner answers for
    section(page, 6)
    page.get_by_role("button", name="Add action").click()
    write(page, "Title of the action", ACTION)
    choose(page, f"Role of {plain(FORMULA)}", "Accountable and responsible")
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("button", name=f"1. {ACTION} · {FORMULA}")).to_be_visible()

    # all of it is there again
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="6 Work programme")).to_be_visible()
    expect(page.get_by_role("button", name=f"1. {ACTION} · {FORMULA}")).to_be_visible()
    section(page, 3)
    expect(page.get_by_role("button", name=f"{AIM} · 12 → 40 households")).to_be_visible()
    section(page, 2)
    for name in (FORMULA, CLUB):
        expect(page.get_by_role("button", name=name)).to_be_visible()
    section(page, 1)
    expect(page.get_by_role("textbox", name="Setting")).to_have_value(PROSE)

    files_carry_what_was_typed(page, studio)
    a_file_comes_back_as_it_left(page, studio)


def files_carry_what_was_typed(page: Page, studio: Studio) -> None:
    typed = [TITLE, PROSE, FORMULA, CLUB, AIM, ACTION]
    page.get_by_role("link", name="Preview and export").click()
    expect(page.get_by_role("article").get_by_text(CLUB).first).to_be_visible()
    settled(page)

    word = export(page, studio, "Word document")
    assert word.headers["content-type"] == files.DOCX
    document = docx.Document(io.BytesIO(word.body()))
    written = "\n".join(document.element.body.itertext())
    assert [each for each in typed if each not in written] == []

    paper = export(page, studio, "PDF")
    assert paper.headers["content-type"] == "application/pdf"
    printed = "".join("".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(paper.body())).pages).split())
    assert [each for each in typed if "".join(each.split()) not in printed] == []

    text = export(page, studio, "Markdown")
    assert text.headers["content-type"].startswith("text/markdown")
    assert "<script" not in text.text()
    assert "<img" not in text.text()
    assert PROSE in text.text()
    assert AIM in text.text()

    web = export(page, studio, "Web page")
    assert web.headers["content-type"].startswith("text/html")
    assert "<script" not in web.text()
    assert "<img" not in web.text()
    assert PROSE in web.text()

    data = export(page, studio, "Data (JSON)")
    assert data.headers["content-type"].startswith("application/json")
    assert data.json()["title"] == TITLE
    assert {FORMULA, CLUB} <= {partner["name"] for partner in data.json()["partners"]}
    [aim] = data.json()["aims"]
    assert (aim["baseline"], aim["target"], aim["unit"], aim["due"]) == ("12.00", "40.00", "households", "2028-12-31")


def a_file_comes_back_as_it_left(page: Page, studio: Studio) -> None:
    first, before = agreement_id(page), body(page, studio)
    visit(page, f"{studio.url}/agreements")
    page.locator("input[type=file]").set_input_files(
        {"name": "agreement.json", "mimeType": "application/json", "buffer": json.dumps(before).encode()}
    )
    expect(page.get_by_text("agreement.json")).to_be_visible()
    page.get_by_role("button", name="Import").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    settled(page)
    assert agreement_id(page) != first
    assert body(page, studio) == before


@pytest.fixture
def two(manager: BrowserContext, studio: Studio) -> tuple[Page, Page]:
    """Two tabs on the same draft."""
    page = started(manager, studio, "Two at one table")
    other = manager.new_page()
    visit(other, page.url)
    expect(other.get_by_role("textbox", name="Territory")).to_be_visible()
    return page, other


def test_two_tabs_in_one_field_ask_which_version_stands(two: tuple[Page, Page], studio: Studio) -> None:
    one, other = two
    write(one, "Territory", "Upper valley")
    expect_body(one, studio, lambda found: found["territory"]["names"] == "Upper valley")
    write(other, "Territory", "Lower valley")
    dialog = other.get_by_role("dialog", name="Two versions of the same field")
    expect(dialog.get_by_text("Lower valley")).to_be_visible()
    expect(dialog.get_by_text("Upper valley")).to_be_visible()
    assert body(other, studio)["territory"]["names"] == "Upper valley"
    dialog.get_by_role("button", name="Take my version").click()
    expect(dialog).to_have_count(0)
    expect(other.get_by_role("textbox", name="Territory")).to_have_value("Lower valley")
    assert body(other, studio)["territory"]["names"] == "Lower valley"

    # the first tab has not seen that, and takes it this time
    write(one, "Territory", "Whole valley")
    dialog = one.get_by_role("dialog", name="Two versions of the same field")
    dialog.get_by_role("button", name="Take the other version").click()
    expect(dialog).to_have_count(0)
    expect(one.get_by_role("textbox", name="Territory")).to_have_value("Lower valley")
    assert body(one, studio)["territory"]["names"] == "Lower valley"


def test_two_tabs_in_different_fields_are_both_kept(two: tuple[Page, Page], studio: Studio) -> None:
    one, other = two
    write(one, "Territory", "Upper valley")
    prose = other.get_by_role("textbox", name="Setting")
    prose.fill(PROSE)
    prose.press("Tab")
    expect(other.get_by_text("Saved", exact=True)).to_be_visible()
    settled(other)
    choose(other, "Geographical scale", "Region")
    expect_body(one, studio, lambda found: found["territory"]["scale"] == "region")
    expect_body(one, studio, lambda found: found["territory"]["names"] == "Upper valley")
    expect_body(one, studio, lambda found: found["sections"][0]["blocks"][0]["text"]["en"] == PROSE)
    expect(one.get_by_role("dialog")).to_have_count(0)
    expect(other.get_by_role("dialog")).to_have_count(0)
    one.reload()
    settled(one)
    expect(one.get_by_role("textbox", name="Setting")).to_have_value(PROSE)
    expect(one.get_by_role("textbox", name="Territory")).to_have_value("Upper valley")
    expect(one.get_by_role("combobox", name="Geographical scale")).to_have_value("Region")


def test_a_save_that_ends_late_does_not_turn_the_page_back(manager: BrowserContext, studio: Studio) -> None:
    page = started(manager, studio, "Late answer")
    held: list[Route] = []
    page.route("**/save", lambda route: held.append(route), times=1)
    page.get_by_role("textbox", name="Setting").fill(PROSE)
    page.get_by_role("button", name="2 Partners").click()
    expect(page.get_by_role("heading", name="2 Partners")).to_be_visible()
    for route in held:
        route.continue_()
    expect_body(page, studio, lambda found: found["sections"][0]["blocks"][0]["text"]["en"] == PROSE)
    settled(page)
    page.get_by_role("button", name="3 Aims and objectives").click()
    expect(page.get_by_role("button", name="Add aim")).to_be_visible()
    expect(page.get_by_role("heading", name="3 Aims and objectives")).to_be_in_viewport()


PASTED = "<h3>Why now</h3><p class=MsoNormal><b>Three</b> offices</p><ul><li>one door</li></ul>"
PASTE = """(area, html) => {
  const data = new DataTransfer()
  data.setData("text/html", html)
  data.setData("text/plain", "letters only")
  area.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }))
}"""


@pytest.mark.slow
def test_text_from_word_and_a_table_from_a_spreadsheet_come_in(manager: BrowserContext, studio: Studio) -> None:
    page = started(manager, studio, "Valley of Lence")
    setting = page.get_by_role("textbox", name="Setting")
    setting.fill("")
    setting.evaluate(PASTE, PASTED)
    expect(setting).to_have_value(re.compile(r"### Why now\s+\*\*Three\*\* offices\s+- one door"))
    expect_body(page, studio, lambda a: "**Three** offices" in str(a["sections"][0]["blocks"]))

    section(page, 3)
    page.get_by_text("Bring in from a spreadsheet").click()
    rows = [["Aim", "Target", "Until"], ["Warm rooms", "many", "31.12.2028"]]
    upload(page, rows)
    expect(page.get_by_text("cell B2: “many” cannot be taken over")).to_be_visible()
    rows[1][1] = "12"
    upload(page, rows)
    page.get_by_role("button", name="Take this over").click()
    expect(page.get_by_role("button", name="Warm rooms · ? → 12")).to_be_visible()
    expect_body(page, studio, lambda a: [aim["due"] for aim in a["aims"]][-1:] == ["2028-12-31"])


def upload(page: Page, rows: list[list[str]]) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(row)
    content = io.BytesIO()
    book.save(content)
    field = page.locator('input[type="file"][accept*="xlsx"]')
    field.set_input_files({"name": "aims.xlsx", "mimeType": files.XLSX, "buffer": content.getvalue()})
    settled(page)


@pytest.mark.slow
def test_a_finding_is_accepted_and_leads_to_its_field(manager: BrowserContext, studio: Studio) -> None:
    page = started(manager, studio, "Valley of Lence")
    page.get_by_role("link", name=re.compile("^Findings")).click()
    expect(page.get_by_role("heading", name="1 General introduction")).to_be_visible()
    choose(page, "Section", "12 Duration, validity and termination")
    expect(page.get_by_role("heading", name="1 General introduction")).to_have_count(0)
    entry = page.get_by_test_id("stVerticalBlock").filter(has_text="Nothing says how disputes are settled.").last
    entry.get_by_role("button", name="Accept with a reason").click()
    reason = page.get_by_role("textbox", name="The partners accept this because")
    reason.fill("The law on local self-government says it.")
    page.get_by_role("button", name="Accept", exact=True).click()
    expect(page.get_by_text("Nothing says how disputes are settled.")).to_have_count(0)
    expect_body(page, studio, lambda a: [each["by"] for each in a["accepted"]] == ["Mirela Manager"])
    page.get_by_role("link", name=re.compile("^Go to: Joining")).click()
    expect(page.get_by_role("heading", name="12 Duration, validity and termination")).to_be_visible()
    page.get_by_role("link", name="Back to the findings").click()
    expect(page.get_by_text("Nothing says how a new partner joins.")).to_be_visible()
    expect(page.get_by_role("heading", name="1 General introduction")).to_have_count(0)
