"""A case played by typing: sentences are read, shown, corrected and said; a reload in the middle loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scenarios import service
from scenarios.run import Say
from studio import identity
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

pytestmark = pytest.mark.slow

SCENARIO = "lence_debts_and_care"
FIELD = "Say it in your own words"


@pytest.fixture(scope="module")
def practice(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


@pytest.fixture
def page(practice: Studio, context: BrowserContext) -> Page:
    sign_in_owner(context, practice)
    with beside(practice):
        run_id = service.start_run(identity.local_owner(), SCENARIO, seed=7)
    opened = context.new_page()
    opened.goto(f"{practice.url}/case?id={run_id}")
    settled(opened)
    opened.get_by_role("button", name="Begin a conversation").click()
    settled(opened)
    return opened


def said(practice: Studio, page: Page) -> list[tuple[str, str]]:
    run_id = page.url.split("id=")[1].split("&")[0]
    with beside(practice):
        entries = service.entries(identity.local_owner(), run_id)
    return [(str(entry.deed.technique), entry.deed.topic) for entry in entries if isinstance(entry.deed, Say)]


def say_this(page: Page) -> None:
    messages = page.get_by_test_id("stChatMessage")
    before = messages.count()
    page.get_by_role("button", name="Say this").click()
    expect(messages).to_have_count(before + 2)
    settled(page)


def test_a_case_played_by_typing(practice: Studio, page: Page) -> None:
    field, reading = page.get_by_label(FIELD), page.locator(".st-key-typed_reading")
    field.fill("Everything you tell me stays between us, only if somebody is in danger I must speak to my supervisor")
    field.press("Enter")
    expect(reading).to_contain_text("Read as Explain on Confidentiality")
    say_this(page)
    expect(page.locator(".st-key-transcript")).to_contain_text("only if somebody is in danger")
    expect(field).to_have_value("")

    field.press_sequentially("do you owe money to the bank")
    expect(page.get_by_text("Saved", exact=True)).to_be_visible()
    practice.kill()
    practice.start()
    page.reload()
    settled(page)
    expect(page.locator(".st-key-transcript")).to_contain_text("only if somebody is in danger")
    expect(field).to_have_value("do you owe money to the bank")
    page.get_by_role("button", name="How does it come across?").click()
    expect(reading).to_contain_text("Read as Closed question on Debt")
    settled(page)
    box = reading.get_by_role("combobox", name="Technique")
    box.fill("Open question")
    page.get_by_role("option", name="Open question").click()
    settled(page)
    say_this(page)

    field.fill("and what happened then?")
    field.press("Enter")
    expect(reading).to_contain_text("it goes on with Debt")
    say_this(page)
    assert said(practice, page) == [("explain", "confidentiality"), ("open", "debt"), ("probe", "debt")]


def test_said_at_once_by_enter(practice: Studio, page: Page) -> None:
    page.get_by_text("Enter says it at once").click()
    settled(page)
    field, messages = page.get_by_label(FIELD), page.get_by_test_id("stChatMessage")
    field.fill("do you owe money to the bank?")
    field.press("Enter")
    expect(messages).to_have_count(2)
    expect(field).to_have_value("")
    field.fill("danas je lijepo vrijeme zar ne")
    field.press("Enter")
    expect(page.get_by_text("This could not be read")).to_be_visible()
    expect(field).to_have_value("danas je lijepo vrijeme zar ne")
    assert said(practice, page) == [("closed", "debt")]
