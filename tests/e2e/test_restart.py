"""A page that was open while the server was restarted: the first thing somebody does on it counts."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership import service
from partnership.agreement import Agreement
from studio import ids
from studio.changes import SetField, find
from studio.identity import Actor
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import manager_of, visit

pytestmark = pytest.mark.slow


def restarted(studio: Studio, page: Page, meanwhile: Callable[[], None] = lambda: None) -> None:
    """Killed and started again, with something happening in between; the page has found the new server."""
    with page.expect_websocket():
        studio.kill()
        meanwhile()
        studio.start()
    expect(page.get_by_role("radio").first).to_be_enabled()


def draft(actor: Actor) -> str:
    return service.create(actor, "multi-partner", "Pilot", key=ids.new("key"))


def section(page: Page, number: int) -> None:
    page.get_by_role("radio", name=f"{number} ").locator("xpath=ancestor::label").first.click()


def test_the_first_word_click_and_choice_after_a_restart(make_studio: Callable[..., Studio], browser: Browser) -> None:
    studio = make_studio()
    page, manager, made = manager_of(browser, studio, draft)

    def stored() -> Agreement:
        with beside(studio):
            return service.load(manager, made).agreement

    visit(page, f"{studio.url}/agreement?id={made}")
    territory = page.get_by_role("textbox", name="Territory", exact=True)
    restarted(studio, page)
    territory.fill("Two valleys")
    territory.press("Tab")
    settled(page)
    assert stored().territory.names == "Two valleys"

    restarted(studio, page)
    section(page, 3)
    expect(page.get_by_role("button", name="Add aim").first).to_be_visible()
    settled(page)

    before = len(stored().aims)
    restarted(studio, page)
    page.get_by_role("button", name="Add aim").first.click()
    settled(page)
    assert len(stored().aims) == before + 1
    page.context.close()


def test_what_was_being_typed_when_the_server_died_is_saved_once_it_is_back(
    make_studio: Callable[..., Studio], browser: Browser
) -> None:
    studio = make_studio()
    page, manager, made = manager_of(browser, studio, draft)
    visit(page, f"{studio.url}/agreement?id={made}")
    territory = page.get_by_role("textbox", name="Territory", exact=True)
    territory.press_sequentially("Two valleys")
    restarted(studio, page, lambda: expect(territory).to_be_disabled())
    settled(page)
    with beside(studio):
        assert service.load(manager, made).agreement.territory.names == "Two valleys"
    page.context.close()


def test_what_somebody_else_wrote_meanwhile_is_not_saved_over(
    make_studio: Callable[..., Studio], browser: Browser
) -> None:
    studio = make_studio()
    page, manager, made = manager_of(browser, studio, draft)

    def stored() -> Agreement:
        with beside(studio):
            return service.load(manager, made).agreement

    def write(path: str, value: str) -> None:
        with beside(studio):
            body = service.load(manager, made).body
            service.save(manager, made, [SetField(path=path, base=find(body, path), value=value)], ids.new("key"))

    visit(page, f"{studio.url}/agreement?id={made}")
    territory = page.get_by_role("textbox", name="Territory", exact=True)

    restarted(studio, page, lambda: write("territory/names", "Theirs"))
    section(page, 3)
    settled(page)
    section(page, 1)
    expect(territory).to_have_value("Theirs")
    assert stored().territory.names == "Theirs"

    restarted(studio, page, lambda: write("territory/names", "Theirs again"))
    territory.fill("Mine")
    territory.press("Tab")
    expect(page.get_by_text("Which version shall stand?")).to_be_visible()
    assert stored().territory.names == "Theirs again"
    page.get_by_role("button", name="Take my version").click()
    expect(page.get_by_text("Which version shall stand?")).to_have_count(0)
    settled(page)
    assert stored().territory.names == "Mine"

    # fields that the page shows only because of a choice made on it
    section(page, 3)
    page.get_by_role("button", name="Add aim").first.click()
    settled(page)
    (aim,) = stored().aims
    restarted(studio, page, lambda: write(f"aims/{aim.id}/unit", "Theirs"))
    page.get_by_role("button", name="Add aim").first.click()
    settled(page)
    section(page, 1)
    settled(page)
    assert stored().aims[0].unit == "Theirs"
    assert len(stored().aims) == 2
    page.context.close()
