"""The owner makes accounts and helps somebody who has forgotten the password."""

from __future__ import annotations

from collections.abc import Callable

from studio import identity
from studio.identity import Actor
from studio.settings import ROOT
from tests.architecture.test_pages import Visitor

PAGE = ROOT / "home" / "views" / "administration.py"


def test_a_refused_account_keeps_what_was_typed_and_a_made_one_empties_the_form(actor: Callable[..., Actor]) -> None:
    owner = actor("owner", "Olga")
    page = Visitor(owner).opens(PAGE)
    page.text_input(key="administration_name_0").set_value("Ana")
    page.text_input(key="administration_login_0").set_value("ana")
    page.text_input(key="administration_password_0").set_value("short")
    page.button(key="administration_create_0").click().run()
    assert page.error
    assert page.text_input(key="administration_name_0").value == "Ana"
    page.text_input(key="administration_password_0").set_value("long enough for this")
    page.button(key="administration_create_0").click().run()
    assert not page.error
    assert page.text_input(key="administration_name_1").value == ""
    assert [one.login for one in identity.accounts(owner) if one.name == "Ana"] == ["ana"]


def test_the_owner_gives_a_new_password(actor: Callable[..., Actor]) -> None:
    owner = actor("owner", "Olga")
    ana = identity.create_account(
        owner, name="Ana", login="ana", password="the first password", role=identity.Role.TRAINEE
    )
    page = Visitor(owner).opens(PAGE)
    page.text_input(key=f"administration_new_password_{ana}").set_value("the second password")
    page.button(key=f"administration_set_{ana}").click().run()
    assert not page.exception
    assert [one.value for one in page.success if "new password holds" in one.value]
    assert identity.sign_in("ana", "the second password", device="phone")
