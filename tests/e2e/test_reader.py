"""A trainee reads: search, a topic, a dilemma chosen first, a look at oneself, a table put side by side."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import signed_in, visit


@pytest.mark.slow
def test_a_trainee_reads_chooses_and_looks_at_themselves(browser: Browser, studio: Studio) -> None:
    with signed_in(browser, studio, Role.TRAINEE, "Reading Trainee") as context:
        page = context.new_page()
        page.set_viewport_size({"width": 390, "height": 844})
        visit(page, f"{studio.url}/toolkit")
        search = page.get_by_label("Search")
        search.fill("welding")
        search.press("Enter")
        page.get_by_role("link", name="A very good course").click()
        settled(page)
        expect(page.get_by_text("He stays away in the third week")).to_have_count(0)
        page.get_by_text("Put him on the list; he will thank you later").click()
        expect(page.get_by_text("He stays away in the third week")).to_be_visible()
        expect(page.get_by_text("The code of ethics does not allow this way.")).to_be_visible()
        expect(page.get_by_role("heading", name="The other ways")).to_be_visible()

        visit(page, f"{studio.url}/toolkit?topic=qualifications")
        page.get_by_role("button", name="Look at myself").click()
        expect(page.get_by_text("0 of 22 answered").or_(page.get_by_text(" answered")).first).to_be_visible()
        settled(page)
        page.get_by_text("Degree or agreed equivalent.").click()
        expect(page.get_by_text("1 of ").first).to_be_visible()
        visit(page, f"{studio.url}/toolkit?topic=qualifications")
        page.get_by_role("link", name="Result").click()
        expect(page.get_by_role("heading", name="Results: My qualifications", exact=False)).to_be_visible()
        settled(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)

        visit(page, f"{studio.url}/country-tables?table=skills")
        words = page.get_by_label("Search in the table")
        words.fill("mediation spanish")
        words.press("Enter")
        expect(page.get_by_text("No country has all of this.")).to_be_visible()
        settled(page)
        words.fill("mediation")
        words.press("Enter")
        expect(page.get_by_text("a qualification in psychology or teaching")).to_be_visible()
        answer = page.context.request.get(f"{studio.url}/country-tables/skills/table.csv")
        assert "Bac +2" in answer.text()
