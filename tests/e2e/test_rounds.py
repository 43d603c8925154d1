"""A round: partners are invited, two raters answer on phones, results, consensus, a plan, and the report of it all."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import docx
import icalendar
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import export, pick_day, signed_in, visit, write

pytestmark = pytest.mark.slow

TITLE = "Vrbena valley, spring"
COMMENT = "Two of our three branches do it."


@pytest.fixture
def manager(browser: Browser, studio: Studio) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, Role.MANAGER, "Mirela Manager") as context:
        yield context


@contextmanager
def phone(browser: Browser) -> Iterator[Page]:
    """Somebody's telephone, with no session yet."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True)
    yield context.new_page()
    context.close()


def picture(page: Page, name: str) -> None:
    """Keep a picture of the page where `ICM_TEST_PICTURES` names a folder, to look at it."""
    if folder := os.environ.get("ICM_TEST_PICTURES"):
        height = page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollHeight || 844")
        size = page.viewport_size
        assert size
        page.set_viewport_size({"width": size["width"], "height": min(height + 80, 6000)})
        page.screenshot(path=Path(folder) / f"{name}.png")
        page.set_viewport_size(size)


def join(page: Page, address: str, name: str) -> None:
    page.goto(address)
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Begin").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    settled(page)


def answer(page: Page, level: str) -> None:
    page.get_by_role("radio", name=level).check(force=True)
    settled(page)


def test_a_round_from_the_invitation_to_the_report(browser: Browser, manager: BrowserContext, studio: Studio) -> None:
    page = manager.new_page()
    visit(page, f"{studio.url}/standards")
    write(page, "Title", TITLE)
    page.get_by_role("button", name="Start").click()
    expect(page.get_by_role("heading", name=TITLE, level=1)).to_be_visible()
    number = page.url.split("id=")[1]

    # the coordinator names a partner and gets a link
    visit(page, f"{studio.url}/assessment-round?id={number}")
    write(page, "Name of the partner", "Centre for Social Work")
    page.get_by_role("button", name="Add a partner").click()
    expect(page.get_by_role("heading", name="Centre for Social Work")).to_be_visible()
    settled(page)
    page.get_by_role("button", name="Make a link").click()
    address = page.get_by_test_id("stCode").inner_text().strip()
    assert "/invited/" in address
    picture(page, "round_open")

    # two people answer on their phones; one closes the browser on the way and goes on where she was
    with phone(browser) as besa, phone(browser) as ilir:
        besa.goto(address)
        picture(besa, "invited")
        join(besa, address, "Besa")
        answer(besa, "0 ")
        besa.get_by_text("Three lenses").click()
        besa.get_by_role("radiogroup", name="Agreed").get_by_text("Yes").click()
        settled(besa)
        besa.get_by_text("Comment and evidence").click()
        besa.get_by_role("textbox", name="Comment").fill(COMMENT)
        picture(besa, "rate")
        besa.get_by_role("button", name="Next criterion").click()
        expect(besa.get_by_role("heading", name="1.2")).to_be_visible()
        settled(besa)
        answer(besa, "3 ")
        join_again = besa.context.new_page()
        besa.close()
        join_again.goto(address)
        expect(join_again.get_by_text("2 of 31 answered")).to_be_visible()
        expect(join_again.get_by_role("heading", name="1.3")).to_be_visible()
        settled(join_again)
        join_again.get_by_role("button", name="I have finished").click()
        expect(join_again.get_by_text("You have said that you are finished")).to_be_visible()

        join(ilir, address, "Ilir")
        answer(ilir, "4 ")
        ilir.get_by_role("button", name="Next criterion").click()
        expect(ilir.get_by_role("heading", name="1.2")).to_be_visible()
        settled(ilir)
        answer(ilir, "3 ")

        # who has finished, not what was said
        visit(page, f"{studio.url}/assessment-round?id={number}")
        expect(page.get_by_text("Besa · finished")).to_be_visible()
        expect(page.get_by_text("Ilir · answering")).to_be_visible()
        visit(page, f"{studio.url}/assessment-results?id={number}")
        expect(page.get_by_text("Nothing answered yet")).to_be_visible()

        visit(page, f"{studio.url}/assessment-round?id={number}")
        page.get_by_role("button", name="Close the round").click()
        page.get_by_role("button", name="Close it now").click()
        expect(page.get_by_role("button", name="Begin the next round")).to_be_visible()
        picture(page, "round_closed")

        # the rater sees the results, without a way to change anything
        visit(ilir, f"{studio.url}/assessment-results?id={number}")
        expect(ilir.get_by_role("heading", name="How far you agree")).to_be_visible()
        expect(ilir.get_by_role("button", name="Make it an action")).to_have_count(0)
        picture(ilir, "results_phone")

    visit(page, f"{studio.url}/assessment-results?id={number}")
    expect(page.get_by_text("met for some, not for others")).to_be_visible()
    picture(page, "results")
    page.get_by_role("link", name="To the consensus meeting").click()
    expect(page.get_by_role("heading", name="1.1 A shared definition")).to_be_visible()
    settled(page)
    expect(page.get_by_text(COMMENT)).to_be_visible()
    expect(page.get_by_text("Besa")).to_have_count(0)
    answer(page, "2 ")
    page.get_by_role("textbox", name="Because").fill("One branch has it in writing.")
    page.get_by_role("textbox", name="Seen otherwise by").fill("The centre would say 1.")
    picture(page, "consensus")
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.get_by_text("1 of 1 differences settled")).to_be_visible()

    # the gap becomes an action with an owner and a day
    visit(page, f"{studio.url}/assessment-results?id={number}")
    page.get_by_role("button", name="Make it an action").first.click()
    expect(page.get_by_role("button", name="In the plan already")).to_have_count(1)
    visit(page, f"{studio.url}/assessment-plan?id={number}")
    write(page, "Owner", "Mirela")
    pick_day(page, "Due", "30.06.2027")
    expect(page.get_by_role("cell", name="30")).to_be_visible()
    picture(page, "plan")
    todos = icalendar.Calendar.from_ical(export(page, studio, "Calendar").body()).walk("VTODO")
    assert [str(todo["summary"]) for todo in todos] == ["Mirela: A shared definition"]

    visit(page, f"{studio.url}/assessment-results?id={number}")
    word = export(page, studio, "Word document")
    written = "\n".join(docx.Document(io.BytesIO(word.body())).element.body.itertext())
    told = [TITLE, COMMENT, "One branch has it in writing.", "The centre would say 1.", "Mirela", "Krippendorff"]
    assert [each for each in told if each not in written] == []
    assert [each for each in ("Besa", "Ilir") if each in written] == []
