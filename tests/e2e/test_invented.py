"""An invented client in the browser: somebody new, one sentence, a killed server, and the same one again by code."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, expect

from tests.e2e.conftest import Studio, settled, sign_in_owner
from tests.e2e.test_practice import choose, press, say

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def practice(make_studio: Callable[..., Studio]) -> Studio:
    return make_studio()


def test_somebody_new_is_still_there_and_comes_back_by_code(practice: Studio, context: BrowserContext) -> None:
    sign_in_owner(context, practice)
    page = context.new_page()
    page.goto(f"{practice.url}/practice")
    settled(page)
    page.get_by_role("tab", name="A new client").click()
    choose(page, "Territory", "Montenegro")
    page.locator(".st-key-invent").get_by_role("radio", name="3").or_(
        page.locator(".st-key-invent").get_by_role("button", name="3", exact=True)
    ).first.click()
    settled(page)
    expect(page.locator(".st-key-invent")).to_contain_text("Four or five needs")
    press(page, "Meet somebody new")
    expect(page.get_by_role("button", name="Begin a conversation")).to_be_visible()
    name = page.get_by_role("heading", level=1).inner_text().split(":")[0]
    press(page, "Begin a conversation")
    say(page, "Strengths", "Open question")
    answer = page.get_by_test_id("stChatMessage").last.inner_text()
    assert len(answer) > 10

    practice.kill()
    practice.start()
    page.reload()
    settled(page)
    expect(page.locator(".st-key-transcript")).to_contain_text(answer.strip().splitlines()[-1])

    page.goto(f"{practice.url}/practice")
    settled(page)
    page.get_by_role("tab", name="My runs").click()
    row = page.get_by_text(re.compile(rf"{re.escape(name)}: .* \(ME-3-[0-9]+\)")).first
    expect(row).to_be_visible()
    found = re.search(r"ME-3-[0-9]+", row.inner_text())
    assert found
    page.get_by_role("tab", name="A new client").click()
    page.get_by_text("Meet the client of a code").click()
    page.get_by_role("textbox", name="Client code").fill(found[0])
    page.get_by_role("textbox", name="Client code").press("Tab")
    settled(page)
    press(page, "Meet this client")
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.get_by_test_id("stChatMessage")).to_have_count(0)
