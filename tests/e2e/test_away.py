"""While the server is gone the page says so in the studio's words, and goes on by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from studio import identity
from studio.languages import PSEUDO
from tests.e2e.conftest import Studio, beside, settled, sign_in_owner

pytestmark = pytest.mark.slow


def test_a_page_whose_server_is_gone_says_so_and_goes_on(make_studio: Callable[..., Studio], browser: Browser) -> None:
    studio = make_studio()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="en-GB")
    sign_in_owner(context, studio)
    page = context.new_page()
    page.goto(f"{studio.url}/account")
    settled(page)
    notice = page.get_by_test_id("icmAway")
    field = page.get_by_label("The same again")
    field.fill("half a pass")
    studio.kill()
    expect(notice).to_contain_text("The studio does not answer")
    expect(page.get_by_role("dialog")).to_have_count(0)
    studio.start()
    expect(notice).to_be_hidden()
    expect(field).to_have_value("half a pass")
    with beside(studio):
        owner = identity.local_owner()
        for session in identity.sessions(owner):
            identity.set_locale(identity.Actor(owner.person_id, owner.name, owner.role, session.id), PSEUDO)
    page.reload()
    settled(page)
    studio.kill()
    expect(notice).to_contain_text("⟦")
    with beside(studio):
        for session in identity.sessions(owner):
            identity.revoke_session(owner, session.id)
    studio.start()
    expect(notice).to_contain_text("⟦Ýóú áré šígñéd óút")
    context.close()
