"""A trainer copies a scenario, changes what the client says, mends a finding, hears the words, and takes it along."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from studio.identity import Role
from tests.e2e.conftest import Studio, settled
from tests.e2e.walking import choose, export, signed_in, visit

pytestmark = pytest.mark.slow

WORDS = "I was born right here, and the book of births has an empty line where I should be."
HOSTILE = "<script>alert(1)</script> **The grey folder**"


def part(page: Page, name: str) -> None:
    page.get_by_role("radio", name=re.compile(name)).locator("xpath=ancestor::label").click()
    settled(page)
    expect(page.get_by_role("heading", level=2, name=re.compile(name))).to_be_visible()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()
    settled(page)


def area(page: Page, label: str, text: str) -> None:
    """Replace a long text by keyboard and leave it; it says when it is saved."""
    field = page.get_by_role("textbox", name=label, exact=True)
    field.click()
    page.keyboard.press("Control+A")
    page.keyboard.type(text)
    page.keyboard.press("Tab")
    expect(page.get_by_text("Saved", exact=True).first).to_be_visible()
    settled(page)


def test_a_scenario_from_copy_to_export_and_back(studio: Studio, browser: Browser, tmp_path: Path) -> None:
    with signed_in(browser, studio, Role.TRAINER, "Ana") as context:
        page = context.new_page()
        visit(page, f"{studio.url}/author")
        choose(page, "Scenario", "The blue folder")
        press(page, "Copy it")
        expect(page.get_by_role("heading", level=1)).to_have_text("The blue folder (copy)")
        expect(page.get_by_text("Can be played")).to_be_visible()
        title = page.get_by_role("textbox", name="Title", exact=True)
        title.fill(HOSTILE)
        title.press("Tab")
        expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)

        part(page, "Facts")
        page.get_by_role("button", name=re.compile(r"^1\. ")).click()
        settled(page)
        said = "What the client says when it comes out"
        area(page, said, " ")
        expect(page.get_by_text("Not written yet: What the client says").first).to_be_visible()
        expect(page.get_by_role("button", name="Try it")).to_be_disabled()
        part(page, "Checks")
        page.get_by_role("button", name=re.compile("^Open: Facts")).first.click()
        settled(page)
        area(page, said, WORDS)
        expect(page.get_by_text("Can be played")).to_be_visible()

        part(page, "Preview")
        expect(page.locator(".st-key-tried")).to_contain_text(WORDS)
        expect(page.get_by_text("This fact comes out")).to_be_visible()

        press(page, "Try it")
        press(page, "Begin a conversation")
        while page.get_by_role("button", name="Say it").count() == 0:
            press(page, "Begin a conversation")
        press(page, "Say it")
        expect(page.locator(".st-key-transcript")).to_contain_text(WORDS)

        page.go_back()
        visit(page, f"{studio.url}/author")
        page.get_by_role("link", name=HOSTILE).click()
        settled(page)
        part(page, "Offer, export, people")
        archive = export(page, studio, "Export as ZIP").body()
        with zipfile.ZipFile(io.BytesIO(archive)) as packed:
            texts = packed.read("the_blue_folder_copy/scenario.en.yaml").decode()
        assert "empty line where I should be" in " ".join(texts.split())
        kept = tmp_path / "kept.zip"
        kept.write_bytes(archive)

        visit(page, f"{studio.url}/author")
        page.locator("input[type=file]").set_input_files(kept)
        expect(page.get_by_text("kept.zip")).to_be_visible()
        press(page, "Import")
        expect(page.get_by_role("heading", level=1)).to_have_text(HOSTILE)
        expect(page.get_by_text("Can be played")).to_be_visible()
        part(page, "Preview")
        expect(page.locator(".st-key-tried")).to_contain_text(WORDS)
