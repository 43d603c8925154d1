"""What journeys through the studio share: people who are signed in, and the ways they use a page."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from playwright.sync_api import APIResponse, Browser, BrowserContext, Dialog, Page, expect

from studio import identity
from studio.database import writing
from studio.identity import Role
from studio.web import COOKIE
from tests.e2e.conftest import Studio, beside, settled

expect.set_options(timeout=15_000)  # the first look at a page with charts loads big libraries


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
    """Pick one option of a list."""
    box = page.get_by_role("combobox", name=label, exact=True)
    box.focus()  # by keyboard: a list opened by mouse closes when the page still scrolls
    box.press("ArrowDown")
    page.get_by_role("option", name=option, exact=True).click()


def export(page: Page, studio: Studio, name: str) -> APIResponse:
    """Fetch a file by the address of its link on the page."""
    href = page.get_by_role("link", name=name).get_attribute("href")
    assert href
    answer = page.context.request.get(f"{studio.url}{href}")
    assert answer.status == 200
    return answer
