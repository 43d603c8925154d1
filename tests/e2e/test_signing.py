"""An agreement is signed: one partner on a phone, the next turn on paper; then nobody changes it."""

from __future__ import annotations

import io
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from partnership import service
from partnership.examples import example
from partnership.sealing import seals
from partnership.services import signing
from partnership.transfer import write_json
from studio.identity import Actor
from tests.e2e.conftest import Studio, beside, settled
from tests.e2e.walking import choose, choose_several, export, manager_of, visit
from tests.partnership.signed import PASSWORD, certificate

pytestmark = pytest.mark.slow

SCAN = b"%PDF-1.7\n% a page with stamps\n"


@pytest.fixture
def desk(browser: Browser, studio: Studio) -> tuple[Page, Actor, str]:
    """The manager's page, the manager, and an agreement of two partners."""
    return manager_of(browser, studio, lambda who: service.import_json(who, write_json(example()).encode()))


def test_signed_on_a_phone_then_on_paper_then_nobody_edits(
    browser: Browser, studio: Studio, desk: tuple[Page, Actor, str]
) -> None:
    page, manager, draft = desk
    first, *others = example().partners

    # the manager opens a round in two turns
    visit(page, f"{studio.url}/agreement-signing?id={draft}")
    expect(page.get_by_text("Nothing keeps this text from being signed.")).to_be_visible()
    for partner in others:
        choose(page, f"Turn of {partner.label()} ({partner.representative})", "2")
        settled(page)
    page.get_by_role("button", name="Open the round").click()
    expect(page.get_by_text("0 of 7 partners have signed")).to_be_visible()
    expect(page.get_by_text("Asked when everybody before has signed.")).to_have_count(6)
    page.get_by_role("button", name="Make the personal link").click()
    link = page.get_by_text(re.compile(r"/invitation/")).first
    expect(link).to_be_visible()

    # the signatory reads and signs on a phone; another name is not taken
    phone = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB", has_touch=True).new_page()
    phone.goto(str(link.text_content()).strip())
    phone.get_by_label("Your name").fill(first.representative)
    phone.get_by_role("button", name="Read the agreement").click()
    settled(phone)
    phone.get_by_role("link", name="To the signature").click()
    field = phone.get_by_label(f"Type the name: {first.representative}")
    field.fill("Somebody Else")
    phone.get_by_role("button", name="Sign the agreement").click()
    expect(phone.get_by_text("is not the name of the signatory")).to_be_visible()
    field.fill(first.representative.upper())
    phone.get_by_role("button", name="Sign the agreement").click()
    expect(phone.get_by_text(f"Signed for {first.name}")).to_be_visible()

    # the others sign on paper
    visit(page, f"{studio.url}/agreement-signing?id={draft}")
    expect(page.get_by_text("1 of 7 partners have signed")).to_be_visible()
    page.get_by_text("Signed on paper: bring the scanned page").click()
    choose_several(page, "Whose signatures are on the page", [partner.name for partner in others])
    page.keyboard.press("Escape")
    page.get_by_test_id("stFileUploaderDropzoneInput").set_input_files(
        {"name": "signatures.pdf", "mimeType": "application/pdf", "buffer": SCAN}
    )
    settled(page)
    page.get_by_text("I have the signed original").click()
    settled(page)
    page.get_by_role("button", name="Let the signatures count").click()
    expect(page.get_by_text("All partners have signed.").first).to_be_visible()

    # the signed document ends with the record; text and hash belong together
    with beside(studio):
        found = signing.signed(manager, draft)
    assert found is not None
    said = "".join(
        each.extract_text() for each in PdfReader(io.BytesIO(export(page, studio, "Signed PDF").body())).pages
    )
    assert "Record of signing" in said
    assert found.text_sha256 in re.sub(r"\s|\u200b", "", said)
    data = page.context.request.get(f"{studio.url}/agreements/{draft}/signing/files/{found.text_sha256}")
    assert data.status == 200

    # a partner seals it with a certificate of its own
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Seal with a certificate").click()
    door = opened.value
    door.get_by_label("Certificate (.p12 or .pfx)").set_input_files(
        {"name": "service.p12", "mimeType": "application/x-pkcs12", "buffer": certificate("Employment Service")}
    )
    door.get_by_label("Password of the certificate").fill("wrong")
    door.get_by_role("button", name="Seal and download").click()
    expect(door.get_by_role("alert")).to_contain_text("Check the file")
    door.get_by_label("Certificate (.p12 or .pfx)").set_input_files(
        {"name": "service.p12", "mimeType": "application/x-pkcs12", "buffer": certificate("Employment Service")}
    )
    door.get_by_label("Password of the certificate").fill(PASSWORD)
    with door.expect_download() as sealed:
        door.get_by_role("button", name="Seal and download").click()
    assert [seal.intact for seal in seals(sealed.value.path().read_bytes())] == [True]

    # an edit is refused, and the page says what to do
    visit(page, f"{studio.url}/agreement?id={draft}")
    expect(page.get_by_label("Title of the agreement")).to_be_disabled()
    answer = page.evaluate(
        """async id => { const r = await fetch(`/agreements/${id}/save`, {method: "POST", body: JSON.stringify(
        {key: "late", changes: [{op: "set", path: "legal/place", base: "Vrbena", value: "Kalina"}]})});
        return [r.status, (await r.json()).message]; }""",
        draft,
    )
    assert answer[0] == 422
    assert "amendment" in answer[1]
