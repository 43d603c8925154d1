"""An address that no page has is answered by a plain page of the studio, not by Streamlit."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.conftest import Studio, settled, sign_in_owner

pytestmark = pytest.mark.slow


def test_an_unknown_address_is_told_and_leads_home(studio: Studio, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    sign_in_owner(context, studio)
    page = context.new_page()
    page.goto(studio.url)
    settled(page)
    for address in ("/nonsense", "/agreements/nonsense", "/nonsense?id=1", "/home"):
        answer = page.goto(studio.url + address)
        assert answer is not None
        assert answer.status == 404
        expect(page.get_by_role("alert")).to_contain_text("There is no page at this address")
    page.get_by_role("link", name="Go to the start page").click()
    settled(page)
    expect(page.get_by_role("dialog")).to_have_count(0)
    for address in ("/account", "/agreement-templates", "/account/"):
        answer = page.goto(studio.url + address)
        assert answer is not None
        assert answer.status == 200
        settled(page)
        expect(page.get_by_role("dialog")).to_have_count(0)
    for address in ("/_stcore/health", "/_stcore/host-config", "/favicon.png"):
        assert context.request.get(studio.url + address).status == 200
    context.close()
