"""A manager and a partner agree on a section: invited by link, objected, revised, asked again, agreed."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership import service
from partnership.examples import example
from partnership.services import position
from partnership.transfer import write_json
from studio import identity
from studio.database import reading, writing
from studio.identity import Actor, Role
from studio.rights import Level, people_on
from studio.web import COOKIE
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import choose, visit

pytestmark = pytest.mark.slow

REASON = "The schools were never asked."
COUNTER = "The two secondary schools join the common plan."


@pytest.fixture
def table(browser: Browser, studio: Studio) -> tuple[Page, str]:
    """The manager's page and the id of a draft with two partners who must agree."""
    with beside(studio):
        with writing() as session:
            person = identity.add_person(session, "Mirela Manager")
            secret = identity.open_session(session, person.id, Role.MANAGER)
        manager = Actor(person.id, person.name, Role.MANAGER)
        draft = service.import_json(manager, write_json(example()).encode())
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    context.add_cookies([{"name": COOKIE, "value": secret, "url": studio.url}])
    return context.new_page(), draft


def invited(manager: Page, studio: Studio, draft: str, partner: str) -> str:
    """Make a link for a partner."""
    visit(manager, f"{studio.url}/agreement-invitations?id={draft}")
    expect(manager.get_by_text("opens on this computer only")).to_be_visible()
    if partner != example().partners[0].label():
        choose(manager, "Partner", partner)
        settled(manager)
    manager.get_by_role("button", name="Make the link").click()
    link = manager.get_by_text(re.compile(r"/invitation/")).first
    expect(link).to_be_visible()
    return str(link.text_content()).strip()


def came_in(browser: Browser, link: str, name: str) -> Page:
    """A partner on a telephone."""
    page = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB").new_page()
    page.goto(link)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Open the draft").click()
    settled(page)
    return page


def wait_for(page: Page, studio: Studio, draft: str, text: str) -> None:
    """Wait until a text is stored."""
    deadline = time.monotonic() + 15
    while text not in page.context.request.get(f"{studio.url}/agreements/{draft}/export.json").text():
        assert time.monotonic() < deadline, "was not stored"
        page.wait_for_timeout(50)


def position_on(page: Page, studio: Studio, draft: str, stance: str) -> None:
    visit(page, f"{studio.url}/agreement-section?id={draft}&section=strategy")
    page.get_by_role("radio", name=re.compile(rf"^{stance}\b")).first.check(force=True)
    settled(page)


def test_invited_objected_revised_asked_again_agreed(browser: Browser, studio: Studio, table: tuple[Page, str]) -> None:
    manager, draft = table
    links = [invited(manager, studio, draft, partner.label()) for partner in example().partners]
    assert len(set(links)) == len(links)
    partners = [came_in(browser, link, f"Partner Person {n}") for n, link in enumerate(links, 1)]
    expect(partners[0].get_by_text("12 sections wait for you.")).to_be_visible()

    # one objects, and is told what an objection needs
    objecting = partners[0]
    position_on(objecting, studio, draft, "Object")
    objecting.get_by_role("button", name="Take this position").click()
    expect(objecting.get_by_text("An objection needs two things")).to_be_visible()
    objecting.get_by_label("Why (an objection needs it)").fill(REASON)
    objecting.get_by_label("What should stand instead (an objection needs it)").fill(COUNTER)
    objecting.get_by_role("button", name="Take this position").click()
    expect(objecting.get_by_text(COUNTER).first).to_be_visible()
    for page in partners[1:]:
        position_on(page, studio, draft, "Agree")
        page.get_by_role("button", name="Take this position").click()
        expect(page.get_by_text("Your position:")).to_be_visible()

    # the agenda begins with the objection; the manager writes what was asked for
    visit(manager, f"{studio.url}/agreement-positions?id={draft}")
    expect(manager.get_by_text(COUNTER).first).to_be_visible()
    expect(manager.locator(".icm-consent td.blocked")).to_have_count(1)
    visit(manager, f"{studio.url}/agreement?id={draft}&section=strategy")
    manager.get_by_role("textbox", name="Common understanding of the problems").fill(COUNTER)
    manager.get_by_role("textbox", name="Short term").click()
    wait_for(manager, studio, draft, COUNTER)

    # everybody is asked again and sees what changed
    for page in partners:
        visit(page, f"{studio.url}/agreement-positions?id={draft}")
        expect(page.get_by_text("the text has changed: please look again").first).to_be_visible()
        position_on(page, studio, draft, "Agree")
        expect(page.locator("ins", has_text="secondary schools").first).to_be_visible()
        page.get_by_role("button", name="Take this position").click()
        expect(page.get_by_text("Your position:")).to_be_visible()

    visit(manager, f"{studio.url}/agreement-positions?id={draft}")
    row = manager.locator(".icm-consent tr", has_text="Strategy of the partnership")
    expect(row.locator("td.agreed")).to_have_count(1)
    expect(row.locator("td.agree")).to_have_count(len(partners))
    with beside(studio):
        actor = Actor(_owner(draft), "Mirela Manager", Role.MANAGER)
        assert position.overview(actor, draft).matrix.standing("strategy") == "agreed"


def _owner(draft: str) -> str:
    with reading() as session:
        return next(person for person, level in people_on(session, "agreement", draft).items() if level is Level.OWNER)
