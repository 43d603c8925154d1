"""A manager drafts an agreement: clicks, types, leaves, returns, repairs, exports, imports, and is not alone."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import docx
import pytest
from playwright.sync_api import APIResponse, Browser, BrowserContext, Page, expect

from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, pick_day, signed_in, visit, write

TITLE = "Valley of Lence <script>alert(1)</script>"
FORMULA = "=cmd()|' /C calc'!A0"
CLUB = 'Bridge <img src=x onerror="alert(2)"> Club'
PROSE = "Nobody here has to tell their story twice."
AIM = "Forty households keep a steady income"
ACTION = "One door for all questions"


@pytest.fixture
def manager(browser: Browser, studio: Studio) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, Role.MANAGER, "Mirela Manager") as context:
        yield context


def started(context: BrowserContext, studio: Studio, title: str = TITLE) -> Page:
    """A new draft from the template for several partners."""
    page = context.new_page()
    visit(page, f"{studio.url}/agreements")
    write(page, "Title", title)
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("heading", name=title, level=1)).to_be_visible()
    settled(page)
    return page


def agreement_id(page: Page) -> str:
    return parse_qs(urlsplit(page.url).query)["id"][0]


def section(page: Page, number: int) -> None:
    """Choose a section from the map."""
    page.get_by_role("radio", name=f"{number} ").first.check(force=True)
    expect(page.get_by_role("heading", level=2).filter(has_text=f"{number} ").first).to_be_visible()
    settled(page)


def export(page: Page, studio: Studio, name: str) -> APIResponse:
    """Fetch a file by the address of its link on the page."""
    href = page.get_by_role("link", name=name).get_attribute("href")
    assert href
    answer = page.context.request.get(f"{studio.url}{href}")
    assert answer.status == 200
    return answer


def body(page: Page, studio: Studio) -> Any:
    answer = page.context.request.get(f"{studio.url}/agreements/{agreement_id(page)}/export.json")
    assert answer.status == 200
    return answer.json()
