"""A caseload on a phone, from the list to the debrief, with the server killed in the middle."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pypdf
import pytest
from docx import Document
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scenarios.caseload.deeds import Run
from scenarios.service import caseloads
from studio import identity
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

pytestmark = pytest.mark.slow

THOUGHT = "Her husband answered for her twice"


@pytest.fixture(scope="module")
def desk(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True)
    yield made
    made.close()


def press(page: Page, name: str, exact: bool = False) -> None:
    page.get_by_role("button", name=name, exact=exact).first.click()
    settled(page)


def part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name)).first.click()
    settled(page)


def fits(page: Page) -> None:
    """Nothing is wider than the phone."""
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth + 1")


def test_a_caseload_from_the_list_to_the_debrief(desk: Studio, phone: BrowserContext) -> None:
    sign_in_owner(phone, desk)
    page = phone.new_page()
    page.goto(f"{desk.url}/caseloads")
    settled(page)
    fits(page)
    page.get_by_role("button", name="Begin", exact=True).first.dblclick()
    expect(page.get_by_role("heading", name="On the desk this week")).to_be_visible()
    settled(page)
    fits(page)

    page.locator(".st-key-today_ruza").get_by_role("button", name="Open the file").click()
    settled(page)
    expect(page.get_by_role("heading", name="Ruža Barišić")).to_be_visible()
    press(page, "Call (15 min)")
    expect(page.get_by_role("button", name="Call (15 min)").first).to_be_disabled()
    field = page.get_by_role("textbox", name="In your own words (optional)").first
    field.fill(THOUGHT)
    field.press("Tab")
    settled(page)
    desk.kill()
    desk.start()
    page.reload()
    settled(page)
    expect(page.get_by_role("heading", name="Ruža Barišić")).to_be_visible()
    expect(page.get_by_role("textbox", name="In your own words (optional)").first).to_have_value(THOUGHT)
    page.get_by_text("Close follow-up", exact=True).first.click()
    settled(page)
    press(page, "Put on this track")
    expect(page.get_by_text(THOUGHT).first).to_be_visible()
    press(page, "Set the date")
    fits(page)

    for week in range(2, 6):
        press(page, "Next week")
        expect(page.get_by_text(f"Week {week} of 16").first).to_be_visible()
    part(page, "All clients")
    expect(page.get_by_text("Close follow-up").first).to_be_visible()
    fits(page)
    part(page, "Services")
    expect(page.get_by_text("CNC course").first).to_be_visible()
    page.get_by_role("link", name="Debrief so far").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Debrief")
    settled(page)
    for name in ("Outcome and luck", "Attention and need", "What nobody knew", "Questions", "Practice"):
        part(page, name)
        expect(page.get_by_role("heading", name=name, exact=True)).to_be_visible(timeout=60_000)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        fits(page)

    with beside(desk):
        me = identity.local_owner()
        (one,) = caseloads.mine(me)
        kinds = [entry.deed.kind for entry in caseloads.entries(me, one.id)]
    assert kinds == ["contact", "track", "bring_forward", *["advance"] * 4]
    paper = phone.request.get(f"{desk.url}/caseload/{one.id}/debrief.docx")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(paper.body())).paragraphs)
    assert "Debrief: The last shift at Javor" in text
    assert "Attention and need" in text
    printed = phone.request.get(f"{desk.url}/caseload/{one.id}/debrief.pdf")
    assert len(pypdf.PdfReader(io.BytesIO(printed.body())).pages) >= 3
    run = Run.model_validate_json(phone.request.get(f"{desk.url}/caseload/{one.id}/run.json").body())
    assert THOUGHT in run.texts.values()


def test_a_stranger_gets_no_file(desk: Studio, browser: Browser) -> None:
    with beside(desk):
        caseload = caseloads.start(identity.local_owner(), "javor_sawmill")
    stranger = browser.new_context()
    for name in ("run.json", "debrief.docx", "debrief.pdf", "debrief.exe"):
        answer = stranger.request.get(f"{desk.url}/caseload/{caseload}/{name}", max_redirects=0)
        assert answer.status != 200
    stranger.close()
