"""One case from consent to debrief, played in the browser, with the server killed in the middle."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdf
import pytest
from docx import Document
from playwright.sync_api import BrowserContext, Locator, Page, expect

from scenarios import service
from studio import identity
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

SCENARIO = "lence_debts_and_care"


@pytest.fixture(scope="module")
def practice(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


def choose(page: Page, label: str, option: str) -> None:
    """Choose in a select box by typing."""
    box = page.get_by_label(label, exact=False).first
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    settled(page)


def press(page: Page, name: str, within: Locator | None = None) -> None:
    (within or page).get_by_role("button", name=name).first.click()
    settled(page)


def part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name).or_(page.get_by_role("button", name=name, exact=False)).first.click()
    settled(page)


def say(page: Page, topic: str, technique: str) -> None:
    choose(page, "What about?", topic)
    page.get_by_test_id("stPills").or_(page.get_by_label("How?")).get_by_text(technique, exact=True).first.click()
    settled(page)
    messages = page.get_by_test_id("stChatMessage")
    before = messages.count()
    press(page, "Say it")
    expect(messages).to_have_count(before + 2)


def at_case(practice: Studio, context: BrowserContext, seed: int, part: str = "talk") -> tuple[Page, str]:
    """The owner's page of a new case, and the run's id."""
    sign_in_owner(context, practice)
    with beside(practice):
        run_id = service.start_run(identity.local_owner(), SCENARIO, seed=seed)
    page = context.new_page()
    page.goto(f"{practice.url}/case?id={run_id}&part={part}")
    settled(page)
    return page, run_id


def test_a_case_from_consent_to_debrief(practice: Studio, context: BrowserContext) -> None:
    page, run_id = at_case(practice, context, seed=7)

    press(page, "Begin a conversation")
    say(page, "Confidentiality", "Explain")
    page.get_by_role("combobox", name="Exchange with these partners").fill("Centre for social work")
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")
    press(page, "Ask for consent")
    expect(page.get_by_text("given").first).to_be_visible()
    say(page, "Debt", "Open question")
    expect(page.locator(".st-key-transcript")).to_contain_text("Open question")

    practice.kill()
    practice.start()
    page.reload()
    settled(page)
    expect(page.locator(".st-key-transcript")).to_contain_text("Open question")

    part(page, "Needs")
    page.get_by_text("A priority of the plan").click()
    settled(page)

    part(page, "Plan")
    press(page, "Add an aim")
    page.get_by_label("What will be different?").fill("The letters are opened and sorted by April")
    press(page, "Save the aim")  # straight from the field: the text comes with the click
    expect(page.get_by_text("The letters are opened").first).to_be_visible()
    press(page, "Add an activity")
    press(page, "Save the activity")
    expect(page.get_by_role("button", name="Save the activity")).to_have_count(0)
    press(page, "Go through the plan")
    agree = page.get_by_role("button", name="Agree the plan")
    if agree.is_enabled():
        agree.click()
        settled(page)
    press(page, "Refer on paper")

    part(page, "Weeks")
    for week in range(1, 5):
        press(page, "Next week")
        expect(page.get_by_text(f"Week {week}, ").first).to_be_visible()
        settled(page)
        if page.get_by_role("button", name="Do it").count():
            expect(page.get_by_role("button", name="Do it").first).to_be_disabled()
            page.get_by_role("radiogroup", name="What do you do?").first.locator("label").first.click()
            settled(page)
            press(page, "Do it")

    part(page, "Closing")
    press(page, "Close the case")
    page.get_by_role("dialog").get_by_role("button", name="Close it").click()
    settled(page)
    part(page, "Closing")
    press(page, "Do the follow-up")
    page.get_by_role("link", name="Go to the debrief").click()
    settled(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Debrief")
    for name in ("Line by line", "Found and missed", "Notes and ethics", "Outcome and luck", "What if?", "Questions"):
        part(page, name)
        expect(page.get_by_test_id("stException")).to_have_count(0)
    part(page, "What if?")

    protocol = context.request.get(f"{practice.url}/practice/{run_id}/protocol.docx")
    paper = Document(io.BytesIO(protocol.body()))
    cells = [cell.text for table in paper.tables for row in table.rows for cell in row.cells]
    text = "\n".join([paragraph.text for paragraph in paper.paragraphs] + cells)
    assert "The letters are opened and sorted by April" in text
    assert "Lessons learnt" in text
    printed = context.request.get(f"{practice.url}/practice/{run_id}/protocol.pdf")
    pages = pypdf.PdfReader(io.BytesIO(printed.body())).pages
    assert "The letters are opened" in " ".join(" ".join(page.extract_text().split()) for page in pages)
    for name in ("debrief.docx", "debrief.pdf", "run.json"):
        assert context.request.get(f"{practice.url}/practice/{run_id}/{name}").status == 200


def test_two_clicks_are_one_decision(practice: Studio, context: BrowserContext) -> None:
    page, run_id = at_case(practice, context, seed=8)
    page.get_by_role("button", name="Begin a conversation").dblclick()
    settled(page)
    expect(page.get_by_role("button", name="Say it")).to_be_visible()
    with beside(practice):
        assert [entry.deed.kind for entry in service.entries(identity.local_owner(), run_id)] == ["meet"]


def test_a_note_is_not_filed_without_a_text_that_is_too_long(practice: Studio, context: BrowserContext) -> None:
    page, _ = at_case(practice, context, seed=9, part="notes")
    page.get_by_label("Background").fill("Letters that nobody opens. " * 900)
    page.get_by_label("Reason").fill("Debts")
    press(page, "Read over and file")
    refusal = page.get_by_text("Background: A text holds at most")
    expect(refusal).to_be_visible()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_label("Background").fill("Letters that nobody opens.")
    page.get_by_label("Reason").focus()
    expect(refusal).to_have_count(0)
    press(page, "Read over and file")
    expect(page.get_by_role("dialog")).to_contain_text("Letters that nobody opens.")
    expect(page.get_by_role("dialog")).to_contain_text("Debts")
