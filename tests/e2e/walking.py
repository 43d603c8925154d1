"""What journeys through the studio share: people who are signed in, and the ways they use a page."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator

from playwright.sync_api import APIResponse, Browser, BrowserContext, Dialog, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from studio import identity
from studio.database import writing
from studio.identity import Actor, Role
from studio.web import COOKIE
from tests.e2e.conftest import Studio, beside, settled

expect.set_options(timeout=15_000)  # the first look at a page with charts loads big libraries
OPENINGS = 5


@contextlib.contextmanager
def signed_in(browser: Browser, studio: Studio, role: Role, name: str) -> Iterator[BrowserContext]:
    """A browser of a new person; a script that gets to run in it, or an error in its console, fails the test."""
    with beside(studio), writing() as session:
        person = identity.add_person(session, name)
        secret = identity.open_session(session, person.id, role)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_cookies([{"name": COOKIE, "value": secret, "url": studio.url}])
    ran: list[str] = []

    def shown(dialog: Dialog) -> None:
        ran.append(dialog.message)
        dialog.dismiss()

    context.on("dialog", shown)
    context.on("weberror", lambda error: ran.append(str(error.error)))
    try:
        yield context
    finally:
        context.close()
    assert not ran, ran


def manager_of(browser: Browser, studio: Studio, draft: Callable[[Actor], str]) -> tuple[Page, Actor, str]:
    """The page of a new manager, the manager, and the agreement that `draft` makes for them."""
    with beside(studio):
        with writing() as session:
            person = identity.add_person(session, "Mirela Manager")
            secret = identity.open_session(session, person.id, Role.MANAGER)
        manager = Actor(person.id, person.name, Role.MANAGER)
        made = draft(manager)
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_cookies([{"name": COOKIE, "value": secret, "url": studio.url}])
    return context.new_page(), manager, made


def visit(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def write(page: Page, label: str, text: str) -> None:
    """Type into a short field and leave it by keyboard."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.fill(text)
    field.press("Tab")


def pick_day(page: Page, label: str, day: str) -> None:
    """Type a day (`31.12.2028`) into a date field."""
    page.get_by_role("spinbutton", name=f"day, {label}").press_sequentially(day.replace(".", ""))
    for _ in ("to the calendar", "out of the field"):
        page.keyboard.press("Tab")


def choose(page: Page, label: str, option: str) -> None:
    """Pick one option of a list. A list closes when the page still scrolls under it; then it is opened again."""
    box = page.get_by_role("combobox", name=label, exact=True)
    wanted = page.get_by_role("option", name=option, exact=True)
    for _ in range(OPENINGS):
        box.focus()
        box.press("ArrowDown")
        with contextlib.suppress(PlaywrightTimeout):
            wanted.click(timeout=3_000)
            return
    raise AssertionError(f"{label}: no option {option}")


def choose_several(page: Page, label: str, options: Iterable[str]) -> None:
    """Pick options of a list that takes several, each until it stands among the chosen ones."""
    chosen = page.get_by_test_id("stMultiSelect").filter(has_text=label)
    for option in options:
        for _ in range(OPENINGS):
            choose(page, label, option)
            settled(page)
            if option in chosen.inner_text():
                break
        expect(chosen).to_contain_text(option)


def export(page: Page, studio: Studio, name: str) -> APIResponse:
    """Fetch a file by the address of its link on the page."""
    href = page.get_by_role("link", name=name).get_attribute("href")
    assert href
    answer = page.context.request.get(f"{studio.url}{href}")
    assert answer.status == 200
    return answer
