"""People, passwords, sessions, links, guessing."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from sqlmodel import select

from studio import clock, identity
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound, Unavailable
from studio.identity import Actor, Role
from studio.tables import Account, LoginSession, Person

Make = Callable[..., Actor]
PASSWORD = "four calm grey herons"
NEW_PASSWORD = "another long pass phrase"


def account(owner: Actor, login: str = "ana", role: Role = Role.TRAINER) -> str:
    return identity.create_account(owner, name="Ana", login=login, password=PASSWORD, role=role)


def test_sign_in_gives_a_session_that_resolves_to_the_person(actor: Make) -> None:
    person_id = account(actor("owner"))
    secret = identity.sign_in(" ANA ", PASSWORD)
    session_id = identity.session_of_secret(secret)
    assert session_id is not None
    found = identity.resolve(session_id)
    assert found is not None
    assert (found.person_id, found.role, found.name) == (person_id, Role.TRAINER, "Ana")


def test_secrets_and_passwords_are_stored_hashed(actor: Make) -> None:
    account(actor("owner"))
    secret = identity.sign_in("ana", PASSWORD)
    with reading() as session:
        stored = session.exec(select(Account.password_hash)).all()
        tokens = session.exec(select(LoginSession.token_hash)).all()
    assert all(PASSWORD not in text and text.startswith("$argon2id$v=19$m=19456,t=2,p=1$") for text in stored)
    assert secret not in tokens


@pytest.mark.parametrize("login", ["ana", "nobody"])
def test_wrong_passwords_are_slowed_down_for_known_and_unknown_names(actor: Make, login: str) -> None:
    account(actor("owner"))
    for _ in range(5):
        with pytest.raises(Invalid):
            identity.sign_in(login, "wrong password")
    with pytest.raises(Unavailable) as refused:
        identity.sign_in(login, PASSWORD)
    assert refused.value.code == "too_many_attempts"


def test_after_waiting_the_right_password_works_and_forgets_the_failures(actor: Make) -> None:
    account(actor("owner"))
    for _ in range(5):
        with pytest.raises(Invalid):
            identity.sign_in("ana", "wrong password")
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        assert identity.sign_in("ana", PASSWORD)
        with pytest.raises(Invalid):
            identity.sign_in("ana", "wrong password")


def test_a_revoked_or_expired_session_is_nobody(actor: Make) -> None:
    ana = actor()
    other = actor("manager", "Other")
    with pytest.raises(NotFound):
        identity.revoke_session(other, ana.session_id)
    assert identity.resolve(ana.session_id) is not None
    identity.revoke_session(ana, ana.session_id)
    assert identity.resolve(ana.session_id) is None
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert identity.resolve(other.session_id) is None


def test_a_session_in_use_does_not_expire(actor: Make) -> None:
    account(actor("owner"))
    secret = identity.sign_in("ana", PASSWORD)
    start = clock.now()
    for days in range(10, 100, 10):
        with time_machine.travel(start + timedelta(days=days)):
            assert identity.session_of_secret(secret) is not None


def test_a_link_works_once_and_not_for_ever(actor: Make) -> None:
    secret = identity.owner_link()
    assert identity.use_link(secret)
    with pytest.raises(Invalid):
        identity.use_link(secret)
    late = identity.owner_link()
    with time_machine.travel(clock.now() + timedelta(hours=13)), pytest.raises(Invalid):
        identity.use_link(late)
    with pytest.raises(Invalid):
        identity.use_link("never-issued")


def test_two_starts_make_one_owner(fresh_database: object) -> None:
    identity.owner_link()
    identity.owner_link()
    with reading() as session:
        assert len(session.exec(select(Account).where(Account.role == Role.OWNER)).all()) == 1


def test_a_link_clicked_twice_at_once_opens_one_session(fresh_database: object) -> None:
    secret = identity.owner_link()

    def click(_: int) -> bool:
        try:
            identity.use_link(secret)
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(click, range(8))) == 1


@pytest.mark.parametrize("role", ["trainer", "manager", "trainee", "participant"])
def test_only_the_owner_manages_people(actor: Make, role: str) -> None:
    who = actor(role)
    with pytest.raises(Forbidden):
        account(who)
    with pytest.raises(Forbidden):
        identity.accounts(who)
    with pytest.raises(Forbidden):
        identity.set_password(who, actor("manager", "Victim").person_id, PASSWORD)
    with pytest.raises(Forbidden):
        identity.set_active(who, actor("manager", "Victim").person_id, False)


def test_a_new_password_ends_the_other_sessions(actor: Make) -> None:
    account(actor("owner"))
    stolen = identity.sign_in("ana", PASSWORD)
    mine = identity.session_of_secret(identity.sign_in("ana", PASSWORD))
    assert mine is not None
    me = identity.resolve(mine)
    assert me is not None
    identity.change_password(me, PASSWORD, NEW_PASSWORD)
    assert identity.session_of_secret(stolen) is None
    assert identity.resolve(mine) is not None
    assert identity.sign_in("ana", NEW_PASSWORD)


def signed_in(secret: str) -> Actor:
    found = identity.resolve(identity.session_of_secret(secret) or "")
    assert found is not None
    return found


def test_an_open_browser_is_not_enough_to_change_the_password(actor: Make) -> None:
    account(actor("owner"))
    me = signed_in(identity.sign_in("ana", PASSWORD))
    for guess in ("", *["wrong password"] * 4):
        with pytest.raises(Invalid, match="password_present_wrong"):
            identity.change_password(me, guess, NEW_PASSWORD)
    with pytest.raises(Unavailable, match="too_many_attempts"):
        identity.change_password(me, PASSWORD, NEW_PASSWORD)
    with pytest.raises(Unavailable, match="too_many_attempts"):  # guesses at both doors are counted together
        identity.sign_in("ana", PASSWORD)
    with time_machine.travel(clock.now() + timedelta(minutes=6)):
        identity.change_password(me, PASSWORD, NEW_PASSWORD)
        assert identity.sign_in("ana", NEW_PASSWORD)


def test_who_has_just_come_by_the_link_of_the_start_need_not_know_the_password(fresh_database: object) -> None:
    me = signed_in(identity.use_link(identity.owner_link()))
    identity.change_password(me, "", PASSWORD)
    with time_machine.travel(clock.now() + timedelta(minutes=31)):
        with pytest.raises(Invalid, match="password_present_wrong"):
            identity.change_password(me, "", NEW_PASSWORD)
        identity.change_password(me, PASSWORD, NEW_PASSWORD)
        by_password = signed_in(identity.sign_in("owner", NEW_PASSWORD))
        with pytest.raises(Invalid, match="password_present_wrong"):
            identity.change_password(by_password, "", PASSWORD)


def test_an_owner_gives_new_passwords_to_others_only(actor: Make) -> None:
    owner = actor("owner")
    person_id = account(owner)
    identity.set_password(owner, person_id, NEW_PASSWORD)
    assert identity.sign_in("ana", NEW_PASSWORD)
    with pytest.raises(Invalid, match="password_own"):
        identity.set_password(owner, owner.person_id, NEW_PASSWORD)


def test_closing_an_account_ends_it_everywhere(actor: Make) -> None:
    owner = actor("owner")
    person_id = account(owner)
    secret = identity.sign_in("ana", PASSWORD)
    identity.set_active(owner, person_id, False)
    assert identity.session_of_secret(secret) is None
    with pytest.raises(Invalid):
        identity.sign_in("ana", PASSWORD)


@pytest.mark.parametrize(
    ("login", "password", "name"),
    [("a", PASSWORD, "Ana"), ("with space", PASSWORD, "Ana"), ("ana", "short", "Ana"), ("ana", PASSWORD, " \n\t ")],
)
def test_unusable_accounts_are_refused(actor: Make, login: str, password: str, name: str) -> None:
    with pytest.raises(Invalid):
        identity.create_account(actor("owner"), name=name, login=login, password=password, role=Role.TRAINEE)


def test_a_login_is_taken_once(actor: Make) -> None:
    owner = actor("owner")
    account(owner)
    with pytest.raises(Invalid):
        account(owner, "ANA")


def test_erasing_leaves_no_name_and_no_way_in(actor: Make) -> None:
    owner = actor("owner")
    person_id = account(owner)
    secret = identity.sign_in("ana", PASSWORD)
    with writing() as session:
        identity.erase_person(session, owner, person_id)
    assert identity.session_of_secret(secret) is None
    with reading() as session:
        row = session.get(Person, person_id)
        assert row is not None
        assert (row.name, session.get(Account, person_id)) == ("", None)


def test_the_link_at_start_lets_in_an_owner_whose_account_is_open(fresh_database: object) -> None:
    first = identity.local_owner()
    second = identity.create_account(first, name="Second", login="second", password="a long password", role=Role.OWNER)
    now = Actor(second, "Second", Role.OWNER)
    identity.set_active(now, first.person_id, active=False)
    secret = identity.use_link(identity.owner_link())
    assert identity.resolve(identity.session_of_secret(secret) or "").person_id == second
