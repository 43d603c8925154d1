"""A page that was open while the server was restarted: the first thing somebody does on it counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership import service
from studio import ids
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import manager_of, visit

pytestmark = pytest.mark.slow


def restarted(studio: Studio, page: Page) -> None:
    """Killed and started again; the page has found the new server."""
    with page.expect_websocket():
        studio.kill()
        studio.start()
    expect(page.get_by_role("radio").first).to_be_enabled()


def section(page: Page, number: int) -> None:
    page.get_by_role("radio", name=f"{number} ").locator("xpath=ancestor::label").first.click()


def test_the_first_word_click_and_choice_after_a_restart(make_studio: Callable[..., Studio], browser: Browser) -> None:
    studio = make_studio()

    def draft(actor: object) -> str:
        return service.create(actor, "multi-partner", "Pilot", key=ids.new("key"))  # type: ignore[arg-type]

    page, manager, made = manager_of(browser, studio, draft)

    def stored() -> object:
        with beside(studio):
            return service.load(manager, made).agreement

    visit(page, f"{studio.url}/agreement?id={made}")
    territory = page.get_by_role("textbox", name="Territory", exact=True)
    restarted(studio, page)
    territory.fill("Two valleys")
    territory.press("Tab")
    settled(page)
    assert stored().territory.names == "Two valleys"  # type: ignore[attr-defined]

    restarted(studio, page)
    section(page, 3)
    expect(page.get_by_role("button", name="Add aim").first).to_be_visible()
    settled(page)

    before = len(stored().aims)  # type: ignore[attr-defined]
    restarted(studio, page)
    page.get_by_role("button", name="Add aim").first.click()
    settled(page)
    assert len(stored().aims) == before + 1  # type: ignore[attr-defined]
    page.context.close()
