"""My account: the own password, the devices."""

from __future__ import annotations

from collections.abc import Callable

from studio import identity
from studio.identity import Actor
from studio.settings import ROOT
from tests.architecture.test_pages import Visitor

PAGE = ROOT / "home" / "views" / "account.py"
FIRST, SECOND = "the first password", "the second password"


def signed_in(secret: str) -> Actor:
    found = identity.resolve(identity.session_of_secret(secret) or "")
    assert found is not None
    return found


def test_a_password_is_changed_by_who_knows_the_present_one(actor: Callable[..., Actor]) -> None:
    identity.create_account(actor("owner"), name="Ana", login="ana", password=FIRST, role=identity.Role.TRAINEE)
    page = Visitor(signed_in(identity.sign_in("ana", FIRST))).opens(PAGE)
    for present, refused in (("a guess", True), (FIRST, False)):
        page.text_input(key="account_present").set_value(present)
        page.text_input(key="account_first").set_value(SECOND)
        page.text_input(key="account_second").set_value(SECOND)
        page.button(key="account_change").click().run()
        assert not page.exception
        assert bool(page.error) == refused
        if refused:
            assert "ask the owner" in page.error[0].value
    assert identity.sign_in("ana", SECOND)


def test_the_link_of_a_start_asks_for_no_present_password(fresh_database: object) -> None:
    page = Visitor(signed_in(identity.use_link(identity.owner_link()))).opens(PAGE)
    assert "account_present" not in {field.key for field in page.text_input}
    page.text_input(key="account_first").set_value(SECOND)
    page.text_input(key="account_second").set_value(SECOND)
    page.button(key="account_change").click().run()
    assert page.success
    assert identity.sign_in("owner", SECOND)


def test_an_invited_partner_has_no_password_to_change(actor: Callable[..., Actor]) -> None:
    page = Visitor(actor("partner", "Petra")).opens(PAGE)
    assert not page.exception
    assert not page.text_input


def test_devices_are_called_by_name(actor: Callable[..., Actor]) -> None:
    identity.create_account(actor("owner"), name="Ana", login="ana", password=FIRST, role=identity.Role.TRAINEE)
    phone = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0"
    identity.sign_in("ana", FIRST, device=f"{phone:<130} EdgA/126.0")
    here = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0"
    page = Visitor(signed_in(identity.sign_in("ana", FIRST, device=here))).opens(PAGE)
    told = [one.value for one in page.markdown if "· signed in" in one.value]
    assert ["**Edge on Android**" in told[0], "**Firefox on Windows (this device)**" in told[1]] == [True, True]
    assert "Mozilla" not in "".join(one.value for one in page.markdown)
