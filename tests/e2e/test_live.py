"""The trainer acts in a participant's case: an event arrives by itself, and the client has another voice."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Studio, settled, sign_in_owner
from tests.e2e.test_workshop import joined

pytestmark = pytest.mark.slow


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    yield made
    made.close()


def led(context: BrowserContext, hall: Studio, title: str) -> tuple[Page, str]:
    """The trainer's page of a new workshop, and its join code."""
    sign_in_owner(context, hall)
    trainer = context.new_page()
    trainer.goto(f"{hall.url}/workshops")
    settled(trainer)
    trainer.get_by_label("Title").fill(title)
    trainer.get_by_role("button", name="Create workshop").click()
    expect(trainer.get_by_role("heading", name=title)).to_be_visible()
    settled(trainer)
    return trainer, trainer.locator("p[style*='letter-spacing']").inner_text().replace(" ", "")


def test_an_event_and_a_voice_from_the_trainer(
    make_studio: Callable[..., Studio], context: BrowserContext, phone: BrowserContext
) -> None:
    hall = make_studio()
    trainer, code = led(context, hall, "Thursday group")
    trainer.get_by_role("button", name="Add to the programme").click()
    trainer.get_by_role("button", name="Open activity").click()
    settled(trainer)

    ana = joined(phone, hall, code, "Ana")
    ana.get_by_role("button", name="Begin").click()
    settled(ana)
    ana.get_by_role("button", name="Begin a conversation").click()
    expect(ana.get_by_role("button", name="Say it")).to_be_visible()
    settled(ana)

    trainer.get_by_role("link", name="In the cases").click()
    expect(trainer.get_by_role("heading", name="Let something happen")).to_be_visible()
    settled(trainer)
    event = (
        trainer.get_by_role("combobox", name="What happens").input_value()
        or trainer.get_by_test_id("stSelectbox").filter(has_text="What happens").inner_text().split("\n")[-1]
    )
    trainer.get_by_role("button", name="Let it happen").click()
    expect(trainer.get_by_text("It happened in 1 case.")).to_be_visible()
    expect(ana.locator(".st-key-waiting_events").or_(ana.get_by_text(event)).first).to_be_visible(timeout=6_000)

    trainer.get_by_role("button", name="Speak for").click()
    expect(ana.get_by_text("The trainer speaks for the client now.")).to_be_visible(timeout=6_000)
    settled(ana)
    ana.get_by_role("button", name="Say it").click()
    expect(ana.get_by_text("… (is thinking)")).to_be_visible()
    answer = trainer.get_by_label("What the client says")
    expect(answer).to_be_visible(timeout=6_000)
    answer.fill("Who is <b>asking</b>?")
    trainer.get_by_role("button", name="Answer").click()
    expect(ana.get_by_text("Who is <b>asking</b>?")).to_be_visible(timeout=6_000)
    trainer.get_by_role("button", name="Hand the client back").click()
    expect(ana.get_by_text("The trainer speaks for the client now.")).to_have_count(0, timeout=6_000)
    for page in (ana, trainer):
        expect(page.get_by_test_id("stException")).to_have_count(0)


def test_two_phones_share_a_case(make_studio: Callable[..., Studio], context: BrowserContext, browser: Browser) -> None:
    hall = make_studio()
    trainer, code = led(context, hall, "Pairs")
    trainer.get_by_text("In pairs: two people share a case").click()
    settled(trainer)
    trainer.get_by_role("button", name="Add to the programme").click()
    expect(trainer.get_by_text("in pairs", exact=False).first).to_be_visible()
    trainer.get_by_role("button", name="Open activity").click()
    settled(trainer)

    phones = [browser.new_context(viewport={"width": 390, "height": 844}) for _ in range(2)]
    try:
        ana, ben = (joined(one, hall, code, name) for one, name in zip(phones, ("Ana", "Ben"), strict=True))
        ana.get_by_role("button", name="Begin").click()
        expect(ana.get_by_text("You sit as:")).to_be_visible()
        settled(ana)
        ben.get_by_role("button", name="Sit down with Ana").click(timeout=10_000)
        expect(ben.get_by_text("You sit as:")).to_be_visible()
        settled(ben)
        expect(ben.get_by_text("Two of you work on the case")).to_be_visible()
        assert ana.get_by_text("You sit as:").inner_text() != ben.get_by_text("You sit as:").inner_text()
        ana.get_by_role("button", name="Begin a conversation").click()
        ana.get_by_role("button", name="Say it").click()
        expect(ana.locator(".st-key-transcript")).to_contain_text("Open question")
        expect(ben.locator(".st-key-transcript")).to_contain_text("Open question", timeout=8_000)
        for page in (ana, ben):
            expect(page.get_by_test_id("stException")).to_have_count(0)
    finally:
        for one in phones:
            one.close()


def test_a_caseload_for_the_room(
    make_studio: Callable[..., Studio], context: BrowserContext, phone: BrowserContext
) -> None:
    hall = make_studio()
    trainer, code = led(context, hall, "Desks")
    trainer.get_by_text("Add a caseload").click()
    trainer.get_by_role("button", name="Add this caseload").click()
    trainer.get_by_role("button", name="Open activity").click()
    settled(trainer)
    ana = joined(phone, hall, code, "Ana")
    ana.get_by_role("button", name="Begin").click()
    expect(ana.get_by_role("button", name=re.compile("week", re.IGNORECASE)).first).to_be_visible()
    settled(ana)
    expect(ana.get_by_test_id("stException")).to_have_count(0)
    expect(trainer.get_by_test_id("stTable")).to_contain_text("has opened the case", timeout=6_000)
    trainer.get_by_role("link", name="Debrief").first.click()
    expect(trainer.get_by_text("1 of 1 participants have begun.")).to_be_visible()
    expect(trainer.get_by_text("Practice against the standards")).to_be_visible()
    expect(trainer.get_by_test_id("stException")).to_have_count(0)
