"""Two clicks in a row begin one thing and lead to it, however far the first one has come."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from scenarios import service
from scenarios.service import caseloads
from studio import identity
from studio.identity import Actor
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner
from toolkit.services import fill

pytestmark = pytest.mark.slow

Begun = Callable[[Actor], list[str]]
BEGINNINGS: dict[str, tuple[str, str, str, Begun]] = {
    "case": ("practice", ".st-key-begin_lence_debts_and_care", "case", lambda me: [r.run_id for r in service.mine(me)]),
    "caseload": (
        "caseloads",
        ".st-key-caseload_draw",
        "caseload",
        lambda me: [one.id for one in caseloads.mine(me)],
    ),
    "form": ("forms", ".st-key-form_begin", "form", lambda me: [one.document.id for one in fill.listed(me)]),
}


@pytest.fixture(scope="module")
def studio(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


@pytest.mark.parametrize("pause", [120, 450])
@pytest.mark.parametrize("what", BEGINNINGS)
def test_two_clicks_begin_one_and_lead_to_it(studio: Studio, context: BrowserContext, what: str, pause: int) -> None:
    address, button, leads_to, begun = BEGINNINGS[what]
    sign_in_owner(context, studio)
    with beside(studio):
        me = identity.local_owner()
        before = begun(me)
    page = context.new_page()
    page.goto(f"{studio.url}/{address}")
    settled(page)
    page.locator(f"{button} button").evaluate("(e, pause) => { e.click(); setTimeout(() => e.click(), pause) }", pause)
    expect(page).to_have_url(re.compile(f"/{leads_to}\\?id="))
    settled(page)
    expect(page.get_by_test_id("stException")).to_have_count(0)
    with beside(studio):
        (new,) = set(begun(me)) - set(before)
    expect(page).to_have_url(re.compile(new))
    if what == "case":  # nothing of the second click is left over to lead away again
        page.get_by_role("link", name="Practice", exact=True).first.click()
        expect(page.locator(button)).to_be_visible()
        settled(page)
        expect(page).to_have_url(re.compile(f"/{address}$"))
