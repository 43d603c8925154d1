"""A workshop: a trainer's laptop, two phones, one case, a debrief, deletion."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.e2e.conftest import Studio, settled, sign_in_owner

HOSTILE = "=cmd() <script>alert(1)</script>"


@pytest.fixture(scope="module")
def hall(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


@pytest.fixture
def phone(browser: Browser) -> Iterator[Callable[[], BrowserContext]]:
    made: list[BrowserContext] = []

    def make() -> BrowserContext:
        made.append(browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True))
        return made[-1]

    yield make
    for context in made:
        context.close()


def joined(context: BrowserContext, hall: Studio, code: str, name: str) -> Page:
    page = context.new_page()
    page.goto(f"{hall.url}/join?code={code}")
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Join").click()
    settled(page)
    return page


def test_a_workshop_from_code_to_deletion(
    hall: Studio, context: BrowserContext, phone: Callable[[], BrowserContext]
) -> None:
    sign_in_owner(context, hall)
    trainer = context.new_page()
    trainer.goto(f"{hall.url}/workshops")
    settled(trainer)
    trainer.get_by_label("Title").fill("Tuesday group")
    trainer.get_by_role("button", name="Create workshop").click()
    expect(trainer.get_by_role("heading", name="Tuesday group")).to_be_visible()
    settled(trainer)
    expect(trainer.get_by_role("img", name="QR code")).to_be_visible()
    code = trainer.locator("p[style*='letter-spacing']").inner_text().replace(" ", "")
    assert len(code) == 8
    trainer.get_by_role("button", name="Add to the programme").click()
    expect(trainer.get_by_role("button", name="Open activity")).to_be_visible()

    ana, ben = phone(), phone()
    first = joined(ana, hall, code.lower(), "Ana")
    expect(first.get_by_text("Please wait a moment")).to_be_visible()
    joined(ben, hall, f"{code[:4]} {code[4:]}", HOSTILE)
    expect(trainer.get_by_text("2 people are here.")).to_be_visible(timeout=5_000)

    trainer.get_by_role("button", name="Open activity").click()
    first.get_by_role("button", name="Begin").click()
    settled(first)
    first.get_by_role("button", name="Begin a conversation").click()
    expect(first.get_by_role("button", name="Say it")).to_be_visible()
    board = trainer.get_by_test_id("stTable")
    expect(board).to_contain_text("has opened the case")
    first.get_by_role("button", name="Say it").click()
    settled(first)
    expect(board).not_to_contain_text("has opened the case")

    first.get_by_role("radio", name="Weeks").or_(first.get_by_role("button", name="Weeks")).first.click()
    settled(first)
    first.get_by_role("button", name="Next week").click()
    settled(first)
    expect(board).to_contain_text("week 1", ignore_case=True)

    trainer.get_by_role("button", name="Close activity").click()
    settled(trainer)
    trainer.get_by_role("link", name="Debrief").first.click()
    settled(trainer)
    expect(trainer.get_by_role("heading", level=1)).to_be_visible()
    expect(trainer.get_by_role("heading", name="To talk about")).to_be_visible(timeout=20_000)
    expect(trainer.get_by_test_id("stException")).to_have_count(0)

    trainer.goto(f"{hall.url}/workshops")
    settled(trainer)
    trainer.get_by_text("Tuesday group").first.click()
    settled(trainer)
    link = trainer.get_by_role("link", name="Results (CSV)").get_attribute("href")
    csv = context.request.get(f"{hall.url}{link}")
    text = csv.body().decode("utf-8-sig")
    assert "Ana" in text
    assert "\n=cmd" not in text
    assert ",=cmd" not in text
    assert ana.request.get(f"{hall.url}{link}").status in (403, 404)

    trainer.get_by_role("button", name="Close the workshop…").click()
    trainer.get_by_role("dialog").get_by_role("button", name="Close the workshop").click()
    settled(trainer)
    trainer.get_by_role("button", name="Delete personal data…").click()
    trainer.get_by_role("dialog").get_by_role("button", name="Delete for good").click()
    expect(trainer.get_by_text("The personal data were deleted")).to_be_visible()
    assert "Ana" not in context.request.get(f"{hall.url}{link}").text()
    answer = ana.request.get(f"{hall.url}/", headers={"accept": "text/html"}, max_redirects=0)
    assert answer.headers["location"].startswith("/sign-in")


def test_a_wrong_code_says_what_to_do(hall: Studio, phone: Callable[[], BrowserContext]) -> None:
    page = phone().new_page()
    page.goto(f"{hall.url}/join")
    page.get_by_label("Join code").fill("WRONGONE")
    page.get_by_label("Your name").fill("Ana")
    page.get_by_role("button", name="Join").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Your name")).to_have_value("Ana")
