"""A partner edits the Word copy with a tracked change and a comment; the manager brings it back and takes it over."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from partnership.examples import example
from partnership.transfer import write_json
from studio import files
from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import export, signed_in, visit
from tests.partnership.test_word_back import edited, paragraph, tracked

pytestmark = pytest.mark.slow


def changed(opened: Any) -> None:
    passage = paragraph(opened, "People stay without work")
    opened.add_comment([passage.runs[0]], "Who <b>exactly</b>?", "Nada Petrić", "NP")
    passage._p.append(tracked("ins", " Nobody had asked them.", "Nada Petrić"))


def test_a_word_copy_comes_back_and_nothing_is_taken_unseen(browser: Browser, studio: Studio) -> None:
    with signed_in(browser, studio, Role.MANAGER, "Wanda Word") as context:
        page = context.new_page()
        page.goto(f"{studio.url}/agreements")
        settled(page)
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
            {"name": "draft.json", "mimeType": "application/json", "buffer": write_json(example()).encode()}
        )
        settled(page)
        bring = page.get_by_role("button", name="Import")
        if bring.count():
            bring.click()
        expect(page.get_by_role("heading", name=example().title, level=1)).to_be_visible()
        draft = page.url.split("id=")[1].split("&")[0]

        visit(page, f"{studio.url}/agreement-preview?id={draft}")
        page.get_by_text("Word document for talks between partners").click()
        copy = export(page, studio, "Word document with these choices").body()
        visit(page, f"{studio.url}/agreement-word?id={draft}")
        page.get_by_test_id("stFileUploaderDropzoneInput").first.set_input_files(
            {"name": "Nada.docx", "mimeType": files.DOCX, "buffer": edited(changed, copy)}
        )
        settled(page)
        page.get_by_role("button", name="Compare with its draft").click()
        expect(page.locator("ins", has_text="Nobody had asked them.")).to_be_visible()
        expect(page.get_by_text("Nada Petrić").first).to_be_visible()
        expect(page.get_by_text("Who <b>exactly</b>?").first).to_be_visible()
        page.get_by_role("button", name="Take over").click()
        expect(page.get_by_text("The draft says this now.")).to_be_visible()
        visit(page, f"{studio.url}/agreement?id={draft}&section=strategy")
        expect(page.get_by_role("textbox", name="Common understanding", exact=False).first).to_have_value(
            example().strategy.understanding + " Nobody had asked them."
        )
