"""The trainer in the room's cases: events arrive once, the client is spoken for, and nobody else can do it."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from scenarios import service as practice
from scenarios.engine import Replay
from scenarios.run import Meet, Place, Rate, Say, Share
from scenarios.service import look, pins
from studio import ids
from studio.database import reading
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from workshop.services import erase, join, lead, live, report, watch, work

Guest = Callable[[str], Actor]


@pytest.fixture
def activity(trainer: Actor, workshop_id: str, scenario_id: str) -> str:
    added = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, added)
    return added


def talks(person: Actor, run_id: str) -> None:
    """Begin a conversation and say a first sentence."""
    practice.decide(person, run_id, Meet(place=Place.DESK), key=ids.new("key"))
    says(person, run_id)


def says(person: Actor, run_id: str) -> None:
    practice.decide(person, run_id, Say(technique="open", topic="hopes"), key=ids.new("key"))


def first_event(actor: Actor, run_id: str) -> str:
    return practice.load(actor, run_id).replay.scenario.events[0].id


def replayed(actor: Actor, run_id: str) -> Replay:
    """The run from its log alone."""
    with reading() as session:
        row = look._row(session, actor, run_id)
        made, _ = pins.inputs(session, pins.Pins.model_validate(row.pins))
    again = Replay(made)
    for entry in practice.entries(actor, run_id):
        assert again.do(entry) is None
    return again


def test_an_event_happens_once_in_everybodys_case(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    people = [guest("Arta"), guest("Blerim")]
    runs = [work.begin(person, workshop_id, activity) for person in people]
    assert [table.run_id for table in live.tables(trainer, workshop_id)] == runs
    event, key = first_event(people[0], runs[0]), ids.new("key")
    for _ in range(2):
        assert live.inject(trainer, workshop_id, runs, event, key).reached == (1, 2)
    for person, run_id in zip(people, runs, strict=True):
        case = practice.load(person, run_id).replay.case
        assert case.events[event].state
        assert [entry.seat for entry in practice.entries(person, run_id)] == ["trainer"]
    again = live.inject(trainer, workshop_id, runs[:1], event, ids.new("key"))
    assert (again.reached, again.missed) == ((), (1,))


def test_the_trainer_speaks_for_the_client_and_hands_back(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    arta = guest("Arta")
    run_id = work.begin(arta, workshop_id, activity)
    talks(arta, run_id)
    for _ in range(2):
        live.take_over(trainer, workshop_id, run_id, True, ids.new("key"))
    says(arta, run_id)
    with pytest.raises(Invalid, match="answer_awaited"):
        says(arta, run_id)
    seen = live.look(trainer, workshop_id, run_id)
    fact = seen.replay.scenario.facts[0].id
    key = ids.new("key")
    for _ in range(2):
        live.reply(trainer, workshop_id, run_id, " I would rather <b>not</b>. ", tells=[fact], trust=10, key=key)
    after = practice.load(arta, run_id)
    turn = after.replay.case.turns[-1]
    assert turn.by_trainer
    assert after.texts[turn.reply] == "I would rather <b>not</b>."
    assert fact in after.replay.case.knowledge[after.seat]
    live.take_over(trainer, workshop_id, run_id, False, ids.new("key"))
    says(arta, run_id)
    assert not practice.load(arta, run_id).replay.case.turns[-1].by_trainer
    assert replayed(arta, run_id).case == practice.load(arta, run_id).replay.case
    assert sum(entry.deed.kind == "take_over" for entry in practice.entries(arta, run_id)) == 2


@pytest.mark.parametrize(("text", "trust"), [("  ", 0), ("x" * 2_001, 0), ("Yes", 99)])
def test_replies_that_cannot_be_said(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str, text: str, trust: int
) -> None:
    run_id = work.begin(guest("Arta"), workshop_id, activity)
    with pytest.raises(Invalid, match="reply_unusable"):
        live.reply(trainer, workshop_id, run_id, text, trust=trust, key=ids.new("key"))


def test_nobody_else_acts_in_a_case(
    actor: Callable[..., Actor], trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    arta, other = guest("Arta"), actor("trainer", "Other")
    run_id = work.begin(arta, workshop_id, activity)
    event = first_event(arta, run_id)
    elsewhere = lead.create(other, "Elsewhere", "Europe/Skopje", ids.new("key"))
    for who, where in ((other, workshop_id), (arta, workshop_id), (other, elsewhere)):
        for call in (
            lambda who, where: live.inject(who, where, [run_id], event, ids.new("key")),
            lambda who, where: live.take_over(who, where, run_id, True, ids.new("key")),
            lambda who, where: live.reply(who, where, run_id, "Yes", key=ids.new("key")),
            lambda who, where: live.look(who, where, run_id),
        ):
            with pytest.raises(NotFound):
                call(who, where)
    assert practice.entries(arta, run_id) == []
    lead.close(trainer, workshop_id)
    with pytest.raises(Invalid, match="workshop_closed"):
        live.inject(trainer, workshop_id, [run_id], event, ids.new("key"))


def test_what_the_trainer_said_is_erased_with_the_rest(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str, everything: Callable[[], bytes]
) -> None:
    arta = guest("Arta")
    run_id = work.begin(arta, workshop_id, activity)
    talks(arta, run_id)
    live.take_over(trainer, workshop_id, run_id, True, ids.new("key"))
    says(arta, run_id)
    live.reply(trainer, workshop_id, run_id, "Marmalade and thunder", key=ids.new("key"))
    assert b"Marmalade and thunder" in everything()
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    assert b"Marmalade and thunder" not in everything()


# --- pairs -------------------------------------------------------------------------------------------------------


@pytest.fixture
def pairs(trainer: Actor, workshop_id: str, scenario_id: str) -> str:
    added = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"), pair=True)
    lead.open_activity(trainer, workshop_id, added)
    return added


def test_two_share_a_case_and_know_different_things(trainer: Actor, guest: Guest, workshop_id: str, pairs: str) -> None:
    arta, blerim = guest("Arta"), guest("Blerim")
    run_id = work.begin(arta, workshop_id, pairs)
    assert work.waiting(arta, workshop_id, pairs) == []
    [free] = work.waiting(blerim, workshop_id, pairs)
    assert (free.run_id, free.name) == (run_id, "Arta")
    for _ in range(2):
        assert work.sit_down(blerim, workshop_id, pairs, run_id) == run_id
    first, second = practice.load(arta, run_id), practice.load(blerim, run_id)
    assert (first.seat, second.seat) == tuple(first.replay.inputs.played)
    assert first.seat != second.seat
    talks(arta, run_id)
    with pytest.raises(Invalid, match="no_meeting"):
        says(blerim, run_id)
    knowledge = practice.load(blerim, run_id).replay.case.knowledge
    mine = set(knowledge.get(second.seat, {})) - set(knowledge.get(first.seat, {}))
    if mine:
        fact = sorted(mine)[0]
        practice.decide(blerim, run_id, Share(seat=first.seat, facts=(fact,)), key=ids.new("key"))
        assert fact in practice.load(arta, run_id).replay.case.knowledge[first.seat]
    assert replayed(arta, run_id).case == practice.load(arta, run_id).replay.case
    board = watch.board(trainer, workshop_id)
    assert {row.progress[pairs].run_id for row in board.rows} == {run_id}
    assert len(report.compare(trainer, workshop_id, pairs).results) == 1


def test_only_one_gets_the_free_seat(guest: Guest, workshop_id: str, pairs: str) -> None:
    arta, others = guest("Arta"), [guest(name) for name in ("Blerim", "Cveta", "Dren", "Elma")]
    run_id = work.begin(arta, workshop_id, pairs)

    def tries(person: Actor) -> str:
        try:
            return work.sit_down(person, workshop_id, pairs, run_id)
        except Invalid as error:
            return error.code

    with ThreadPoolExecutor(4) as pool:
        found = sorted(pool.map(tries, others))
    assert found == ["pair_full", "pair_full", "pair_full", run_id]


def test_decisions_of_two_at_once_are_all_kept(guest: Guest, workshop_id: str, pairs: str) -> None:
    arta, blerim = guest("Arta"), guest("Blerim")
    run_id = work.begin(arta, workshop_id, pairs)
    work.sit_down(blerim, workshop_id, pairs, run_id)
    domains = list(practice.load(arta, run_id).replay.case.levels)[:4]

    def rates(person: Actor) -> None:
        for domain in domains if person is arta else reversed(domains):
            practice.decide(person, run_id, Rate(domain=domain, level=2), key=ids.new("key"))

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(rates, (arta, blerim)))
    entries = practice.entries(arta, run_id)
    assert [entry.sequence for entry in entries] == list(range(1, 9))
    assert len({entry.seat for entry in entries}) == 2


def test_nobody_sits_down_from_outside(
    actor: Callable[..., Actor], guest: Guest, workshop_id: str, pairs: str, activity: str
) -> None:
    arta = guest("Arta")
    run_id, alone = work.begin(arta, workshop_id, pairs), work.begin(arta, workshop_id, activity)
    with pytest.raises(NotFound):
        work.sit_down(actor("trainee", "Outsider"), workshop_id, pairs, run_id)
    blerim = guest("Blerim")
    with pytest.raises(NotFound):
        work.sit_down(blerim, workshop_id, pairs, alone)
    with pytest.raises(Invalid, match="pair_full"):
        work.sit_down(blerim, workshop_id, activity, alone)
    with pytest.raises(NotFound):
        practice.load(blerim, run_id)


def test_a_case_for_one_is_no_case_for_pairs(trainer: Actor, workshop_id: str) -> None:
    alone = practice.client_id("MK-3-20417")
    with pytest.raises(Invalid, match="no_second_seat"):
        lead.add_scenario(trainer, workshop_id, alone, ids.new("key"), pair=True)
    assert lead.add_scenario(trainer, workshop_id, alone, ids.new("key"))


def test_a_pair_is_one_table_and_nobody_leads_their_own_case(
    trainer: Actor, code: str, guest: Guest, workshop_id: str, pairs: str
) -> None:
    run_id = work.begin(guest("Arta"), workshop_id, pairs)
    work.sit_down(guest("Blerim"), workshop_id, pairs, run_id)
    [table] = live.tables(trainer, workshop_id)
    assert table.people == ((1, "Arta"), (2, "Blerim"))
    join.join(trainer, code, "")
    own = work.begin(trainer, workshop_id, pairs)
    assert own not in {table.run_id for table in live.tables(trainer, workshop_id)}
    with pytest.raises(NotFound):
        live.take_over(trainer, workshop_id, own, True, ids.new("key"))
