"""Joining by a code: a whole room at once, wrong codes, people with accounts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from studio import clock, identity, ids
from studio.database import reading
from studio.errors import Invalid, Unavailable
from studio.identity import Role
from studio.tables import Account
from workshop import programme
from workshop.services import join, lead
from workshop.tables import Seat


def seats(workshop_id):
    with reading() as session:
        return session.exec(select(Seat).where(Seat.workshop_id == workshop_id)).all()


def test_a_code_and_a_name_are_enough(guest, workshop_id):
    arta = guest("  Arta \n")
    assert (arta.name, arta.role, arta.context) == ("Arta", Role.PARTICIPANT, workshop_id)
    (seat,) = seats(workshop_id)
    assert (seat.person_id, seat.number, seat.guest) == (arta.person_id, 1, True)


def test_case_spaces_and_hyphens_do_not_matter(code, workshop_id):
    for typed in (code.lower(), f" {code[:4]} {code[4:]} ", f"{code[:4]}-{code[4:]}"):
        assert join.join(None, typed, "Arta").workshop_id == workshop_id


def test_forty_people_arrive_at_the_same_moment(code, workshop_id):
    with ThreadPoolExecutor(40) as room:
        joined = list(room.map(lambda n: join.join(None, code, f"Person {n}"), range(40)))
    assert len({one.secret for one in joined}) == 40
    assert sorted(seat.number for seat in seats(workshop_id)) == list(range(1, 41))


def test_joining_again_keeps_the_seat(guest, code, workshop_id):
    arta = guest("Arta")
    again = join.join(arta, code, "Another name")
    assert again == join.Joined(workshop_id, "")
    assert len(seats(workshop_id)) == 1
    assert identity.resolve(arta.session_id).name == "Arta"


def test_a_participant_of_another_workshop_becomes_somebody_new(guest, trainer):
    arta = guest("Arta")
    other = lead.create(trainer, "Other", "", ids.new("key"))
    joined = join.join(arta, lead.load(trainer, other).code, "Arta")
    assert joined.secret
    (seat,) = seats(other)
    assert seat.person_id != arta.person_id


@pytest.mark.parametrize("role", ["trainee", "manager", "trainer", "owner"])
def test_an_account_holder_joins_as_the_same_person(actor, code, workshop_id, role):
    holder = actor(role, "Holder")
    for _ in range(2):
        assert join.join(holder, code, "") == join.Joined(workshop_id, "")
    (seat,) = seats(workshop_id)
    assert (seat.person_id, seat.guest) == (holder.person_id, False)


def test_trainers_who_join_their_own_workshop_still_lead_it(trainer, code, workshop_id):
    join.join(trainer, code, "")
    assert [led.id for led in lead.workshops(trainer)] == [workshop_id]
    newer = lead.new_code(trainer, workshop_id)
    assert newer != code
    assert lead.load(trainer, workshop_id).code == newer
    lead.close(trainer, workshop_id)
    assert lead.load(trainer, workshop_id).closed_at is not None


def test_nobody_gets_an_account_by_joining(guest):
    guest("Arta")
    with reading() as session:
        assert session.exec(select(Account)).all() == []


@pytest.mark.parametrize("wrong", ["", "ABCD", "AAAAAAAA", "' OR 1=1 --", "😀" * 8, "A" * 10_000])
def test_a_wrong_code_is_told(workshop_id, wrong):
    with pytest.raises(Invalid, match="join_code_unknown"):
        join.join(None, wrong, "Arta")
    assert seats(workshop_id) == []


def test_a_replaced_or_closed_code_is_told_apart(trainer, code, workshop_id):
    newer = lead.new_code(trainer, workshop_id)
    with pytest.raises(Invalid, match="join_code_ended"):
        join.join(None, code, "Arta")
    join.join(None, newer, "Arta")
    lead.close(trainer, workshop_id)
    with pytest.raises(Invalid, match="join_code_ended"):
        join.join(None, newer, "Besa")
    assert len(seats(workshop_id)) == 1


def test_a_name_is_needed_and_nothing_is_left_without_one(code, workshop_id):
    for nothing in ("", " \t\n", "\u200b\u0000"):
        with pytest.raises(Invalid, match="name_missing"):
            join.join(None, code, nothing)
    assert seats(workshop_id) == []


def test_a_workshop_is_full_at_some_point(code, monkeypatch):
    monkeypatch.setattr(join, "MAX_SEATS", 2)
    join.join(None, code, "A")
    join.join(None, code, "B")
    with pytest.raises(Invalid, match="workshop_full"):
        join.join(None, code, "C")


def spend_the_budget():
    for _ in range(join.WRONG_CODES):
        with pytest.raises(Invalid):
            join.join(None, "WRONGONE", "Guesser")


def test_guessing_waits_and_the_right_code_never_does(code):
    spend_the_budget()
    with pytest.raises(Unavailable) as refused:
        join.join(None, "WRONGTWO", "Guesser")
    assert refused.value.code == "too_many_attempts"
    assert 0 < refused.value.parameters["seconds"] <= 61
    join.join(None, code, "Arta")


def test_the_budget_returns_after_a_minute(code):
    spend_the_budget()
    with (
        time_machine.travel(clock.now() + join.WRONG_CODES_PER + timedelta(seconds=1)),
        pytest.raises(Invalid, match="join_code_unknown"),
    ):
        join.join(None, "WRONGTWO", "Guesser")


def test_right_codes_spend_nothing(code):
    for n in range(join.WRONG_CODES + 5):
        join.join(None, code, f"Person {n}")
    with pytest.raises(Invalid, match="join_code_unknown"):
        join.join(None, "WRONGONE", "Typo")


@given(st.text(max_size=200))
def test_a_typed_code_keeps_letters_and_digits(typed):
    tidy = programme.clean_code(typed)
    assert programme.clean_code(tidy) == tidy
    assert not any(c.isspace() or c == "-" for c in tidy)
