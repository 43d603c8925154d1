"""After signing: figures and states reported, a look back, the annual report, an amendment, a joiner, next year."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from partnership import service
from partnership.examples import example
from partnership.transfer import write_json
from studio.identity import Actor
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import choose, manager_of, visit
from tests.partnership.signed import signed_by_all

pytestmark = pytest.mark.slow
WISH = "A bus from the villages on Tuesdays"


@pytest.fixture
def desk(browser: Browser, studio: Studio) -> tuple[Page, Actor, str]:
    """The manager's page, the manager, and a signed agreement."""
    return manager_of(
        browser, studio, lambda who: signed_by_all(who, service.import_json(who, write_json(example()).encode()))
    )


def test_a_year_with_a_signed_agreement(studio: Studio, desk: tuple[Page, Actor, str]) -> None:
    page, manager, draft = desk
    indicator, action = example().indicators[0], example().actions[0]

    # a figure and a state are reported
    visit(page, f"{studio.url}/agreement-monitoring?id={draft}")
    page.get_by_role("button", name=re.compile(re.escape(indicator.name[:30]))).last.click()
    page.get_by_label("Figure", exact=True).fill("12")
    page.get_by_role("button", name="Report the figure").click()
    expect(page.get_by_text("1 entry")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Close").click()
    page.get_by_role("button", name=re.compile(re.escape(action.title[:30]))).last.click()
    choose(page, "Where it stands", "Under way")
    settled(page)
    page.get_by_role("button", name="Report the state").click()
    expect(page.get_by_text("1 entry")).to_be_visible()

    # the look back: an answer, and a wish
    visit(page, f"{studio.url}/agreement-reflection?id={draft}")
    page.get_by_label("Our answer").fill("People without a register were not found by us.")
    page.get_by_label("What we wish for next year because of this").fill(WISH)
    page.get_by_role("button", name="Next question").click()
    expect(page.get_by_text(re.compile("1 of .* questions have an answer"))).to_be_visible()
    expect(page.get_by_text(WISH)).to_be_visible()

    # the report holds both
    visit(page, f"{studio.url}/agreement-annual?id={draft}")
    page.get_by_label("The year in our own words").fill("A first year, slow and honest.")
    page.get_by_label("Decisions of the bodies, with their dates").click()
    settled(page)
    href = page.get_by_role("link", name="Markdown").get_attribute("href")
    report = page.context.request.get(f"{studio.url}{href}").text()
    for each in ("A first year, slow and honest.", "not found by us", indicator.name, "12"):
        assert each in report

    # what comes later are documents of their own
    visit(page, f"{studio.url}/agreement-later?id={draft}")
    page.get_by_role("button", name="Draft an amendment").click()
    expect(page.get_by_label("Title of the agreement")).to_be_enabled()
    visit(page, f"{studio.url}/agreement-later?id={draft}")
    expect(page.get_by_text("Amendment No. 1")).to_be_visible()
    page.get_by_label("Official name of the institution").fill("Red Cross Vrbena")
    page.get_by_label("Official name of the institution").press("Tab")
    settled(page)
    page.get_by_role("button", name="Draft the accession").click()
    expect(page.get_by_label("Title of the agreement")).to_be_enabled()
    visit(page, f"{studio.url}/agreement-later?id={draft}")
    expect(page.get_by_text("Accession of Red Cross Vrbena")).to_be_visible()
    page.get_by_role("button", name="Draft the notice").click()
    expect(page.get_by_label("Title of the agreement")).to_be_enabled()
    visit(page, f"{studio.url}/agreement-later?id={draft}")
    expect(page.get_by_text("Notice of leaving by")).to_be_visible()
    visit(page, f"{studio.url}/agreement-reflection?id={draft}")
    page.get_by_role("link", name="Make next year's work programme").click()
    expect(page.get_by_role("heading", name="Work programme for a further year")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Draft the work programme").click()
    expect(page.get_by_label("Title of the agreement")).to_be_enabled()

    with beside(studio):
        loaded = service.load(manager, draft).agreement
        programme = next(
            service.load(manager, each.id).agreement
            for each in service.listed(manager)
            if service.load(manager, each.id).agreement.link.kind == "renewal"
        )
    assert loaded.status == "signed"
    assert any(WISH in each.title for each in programme.actions)
