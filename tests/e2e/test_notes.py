"""Comments in the making survive closed tabs and killed servers, and are sent whole, once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership import service
from partnership.examples import example
from partnership.services import comment
from partnership.transfer import write_json
from studio.identity import Actor
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import manager_of, visit

pytestmark = pytest.mark.slow

FIELD = "Your comment"


@pytest.fixture(scope="module")
def desk(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


@pytest.fixture
def section(browser: Browser, desk: Studio) -> tuple[Page, Actor, str]:
    page, manager, draft = manager_of(
        browser, desk, lambda who: service.import_json(who, write_json(example()).encode())
    )
    visit(page, address(desk, draft))
    return page, manager, draft


def address(desk: Studio, draft: str) -> str:
    return f"{desk.url}/agreement-section?id={draft}&section=aims"


def sent(desk: Studio, manager: Actor, draft: str) -> list[str]:
    with beside(desk):
        return [one.text for one in comment.comments(manager, draft, "aims")]


def send_untouched(page: Page, text: str) -> None:
    """The field is not entered again before the text is sent."""
    expect(page.get_by_label(FIELD)).to_have_value(text)
    page.get_by_role("button", name="Send the comment").click()
    expect(page.get_by_label(FIELD)).to_have_value("")
    settled(page)
    page.reload()
    settled(page)
    expect(page.get_by_label(FIELD)).to_have_value("")


def test_a_comment_half_typed_is_there_after_its_tab_was_closed(desk: Studio, section: tuple[Page, Actor, str]) -> None:
    page, manager, draft = section
    text = "Who counts as young here? " * 6 + "Not sai"
    page.get_by_label(FIELD).press_sequentially(text)
    page.close(run_before_unload=True)
    again = page.context.new_page()
    visit(again, address(desk, draft))
    send_untouched(again, text)
    assert sent(desk, manager, draft) == [text]


def test_a_comment_typed_while_the_server_was_away_is_sent_whole(
    desk: Studio, section: tuple[Page, Actor, str]
) -> None:
    page, manager, draft = section
    page.get_by_label(FIELD).press_sequentially("Before.")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    desk.kill()
    page.get_by_label(FIELD).press_sequentially(" During.")
    expect(page.get_by_text("Not saved yet")).to_be_visible()
    page.close()
    desk.start()
    again = page.context.new_page()
    visit(again, address(desk, draft))
    send_untouched(again, "Before. During.")
    assert sent(desk, manager, draft) == ["Before. During."]


def test_straight_from_the_field_a_comment_is_sent_with_its_last_word(
    desk: Studio, section: tuple[Page, Actor, str]
) -> None:
    page, manager, draft = section
    for text in ("The first one, typed fast", "And a second one"):
        page.get_by_label(FIELD).press_sequentially(text)
        page.get_by_role("button", name="Send the comment").click()
        expect(page.get_by_label(FIELD)).to_have_value("")
        settled(page)
    assert sent(desk, manager, draft) == ["The first one, typed fast", "And a second one"]
