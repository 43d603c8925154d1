"""From the first clarification to an agreement of two institutions with its annex, in a browser."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import docx
import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, export, signed_in, visit, write

pytestmark = pytest.mark.slow

OUTCOME = "312 people stand in both registers; nine of twelve had two plans."


@pytest.fixture
def manager(browser: Browser, studio: Studio) -> Iterator[BrowserContext]:
    with signed_in(browser, studio, Role.MANAGER, "Mirela Manager") as context:
        yield context


def test_two_institutions_from_the_board_to_the_document(manager: BrowserContext, studio: Studio) -> None:
    page = manager.new_page()
    visit(page, f"{studio.url}/agreements")
    page.get_by_role("radio", name=re.compile("Agreement between employment service")).check(force=True)
    write(page, "Title", "Two houses")
    page.get_by_role("button", name="Start the draft").click()
    expect(page.get_by_role("heading", name="Two houses", level=1)).to_be_visible()
    settled(page)
    draft = page.url

    # the board: the way of working, a question with its outcome, and into the draft
    page.get_by_role("link", name="Preparation").click()
    expect(page.get_by_role("heading", name="What to clarify")).to_be_visible()
    settled(page)
    choose(page, "Formal or informal", "Formal - a signed agreement")
    expect(page.get_by_text("Draft all twelve sections")).to_be_visible()
    page.get_by_role("button", name="Local problems, their causes").click()
    settled(page)
    take = page.get_by_role("button", name="Put the outcome into the draft")
    expect(take).to_be_disabled()
    page.get_by_role("textbox", name="Outcome").fill(OUTCOME)
    page.get_by_role("textbox", name="Question still open").click()
    expect(take).to_be_enabled()
    take.click()
    expect(page.get_by_role("button", name="The outcome stands in the draft")).to_be_disabled()
    page.get_by_role("link", name="1 General introduction").click()
    settled(page)
    expect(page.get_by_role("textbox", name="Problems and context")).to_have_value(re.compile(re.escape(OUTCOME)))
    expect(page.get_by_text("From the preparation: Local problems")).to_be_visible()

    # the annex: planned by the template, begun here
    visit(page, f"{draft}&section=additional_documents&item=annexes/x_data")
    page.get_by_role("button", name="Begin with the model text").click()
    expect(page.get_by_role("textbox", name="Heading").first).to_have_value("Parties and their part")
    settled(page)

    # both come out in Word, together and alone
    alone = docx.Document(io.BytesIO(export(page, studio, "Word document").body()))
    assert alone.paragraphs[0].text == "Agreement on sharing client data"
    visit(page, draft.replace("/agreement?", "/agreement-preview?"))
    whole = docx.Document(io.BytesIO(export(page, studio, "Word document").body()))
    text = "\n".join(paragraph.text for paragraph in whole.paragraphs)
    assert OUTCOME in text
    assert "Agreement on sharing client data" in text
    assert "How long data are kept" in text
