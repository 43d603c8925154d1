"""Replay: the same bytes for the same log, whatever is tried; a refused deed changes nothing; no impossible state."""

from __future__ import annotations

from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.caseload import package, rules, ways
from scenarios.caseload.agenda import today
from scenarios.caseload.deeds import DEED, Deed, Entry
from scenarios.caseload.outcome import outcome
from scenarios.caseload.practice import judged
from scenarios.caseload.replay import Caseload, Inputs, replay
from scenarios.weeks import evidence

from .conftest import SAWMILL, Played

EXERCISE = package.builtin(SAWMILL).exercise
PEOPLE = [*(person.id for person in EXERCISE.people), "nobody"]
EVENTS = [event.id for person in EXERCISE.people for event in person.events]
RESPONSES = [one.id for person in EXERCISE.people for event in person.events for one in event.responses]
SERVICES = [*(service.id for service in EXERCISE.services), "moon"]


def _deeds() -> st.SearchStrategy[Deed]:
    person = st.sampled_from(PEOPLE)

    def deed(kind: str, **fields: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
        return st.fixed_dictionaries({"kind": st.just(kind), "person": person, **fields})

    each = [
        deed("track", track=st.sampled_from(["intensive", "regular", "tracking"]), reason=st.just("one_need")),
        deed("close", reason=st.sampled_from(["handed_over", "other", "aims_reached"])),
        deed("contact", way=st.sampled_from(["call", "meeting", "assessment", "home"])),
        deed("contact", way=st.just("assessment")),
        deed("agree"),
        deed("refer", service=st.sampled_from(SERVICES), warm=st.booleans()),
        deed("refer", service=st.sampled_from(SERVICES), warm=st.booleans()),
        deed("end_service", service=st.sampled_from(SERVICES)),
        deed("conference"),
        deed("bring_forward", week=st.integers(1, 20), why=st.just("ask_how")),
        deed("respond", event=st.sampled_from(EVENTS), response=st.sampled_from(RESPONSES)),
        deed("reply"),
        deed("follow_up"),
        *[st.just({"kind": "advance"})] * 4,
    ]
    return st.one_of(each).map(DEED.validate_python)


def fresh(seed: int = 5) -> Inputs:
    return Inputs(EXERCISE, evidence.builtin(), rules.builtin(), seed)


def sound(load: Caseload) -> None:
    """What must be true of every state."""
    assert 0 <= load.minutes_left <= EXERCISE.weekly_minutes
    assert len(load.left_over) == load.week == len(load.plans)
    assert load.week <= EXERCISE.weeks
    spent = sum(card.minutes for card in load.cards.values())
    left = sum(load.left_over) + (load.minutes_left if not load.finished or load.week < EXERCISE.weeks else 0)
    weeks = load.week + (0 if load.finished and load.week == EXERCISE.weeks else 1)
    assert spent + left == weeks * EXERCISE.weekly_minutes
    assert spent - sum(card.pending.minutes for card in load.cards.values()) == int(load.world.minutes.sum())
    for name in ("trust", "motivation", "stress"):
        values = getattr(load.world, name)
        assert ((values >= 0) & (values <= 100)).all()
    for position, service in enumerate(EXERCISE.services):
        assert (load.world.status[:, position] == 2).sum() <= service.capacity
    for card in load.cards.values():
        assert all(0 <= level <= 4 for level in card.ratings.values())
        assert set(card.facts) <= {fact.id for fact in EXERCISE.person(card.person).facts}
        assert card.touched == sorted(set(card.touched))
        assert all(date.done is None or date.done >= date.week for date in card.dates)
        for event in card.events.values():
            assert event.known is None or event.known >= event.week
            assert (event.state == "answered") == (event.answered is not None)
        if card.ended is not None:
            assert card.ended.week <= load.week


@settings(max_examples=40)
@given(st.lists(_deeds(), max_size=90), st.integers(0, 2**31))
def test_whatever_is_tried_the_state_is_sound_and_replays_to_the_same_bytes(deeds: list[Deed], seed: int) -> None:
    load, log = Caseload(fresh(seed)), []
    for deed in deeds:
        before = load.hash()
        entry = Entry(sequence=len(log) + 1, deed=deed)
        twin = load.copy()
        refusal = twin.do(entry)
        assert load.hash() == before, "a copy that goes on changed what it was copied from"
        if refusal is None:
            load = twin
            log.append(entry)
        else:
            assert twin.hash() == before, f"refused ({refusal.code}), and changed something"
    sound(load)
    today(load)
    practice = judged(load)
    assert all(one.share is None or 0 <= one.share <= 1000 for one in practice.criteria)
    again = replay(fresh(seed), log)
    assert again.refusals == []
    assert again.hash() == load.hash()


def test_lines_that_are_refused_are_listed(played: Played) -> None:
    played.ok("contact", "ruza", way="call")
    wrong = Entry(sequence=2, deed=DEED.validate_python({"kind": "agree", "person": "ruza"}))
    again = replay(played.inputs, [*played.log, wrong])
    assert [(line, refusal.code) for line, refusal in again.refusals] == [(2, "not_assessed")]
    assert again.hash() == played.load.hash()


def test_one_decision_leaves_the_luck_of_others_as_it_was() -> None:
    quiet, busy = Played(fresh()), Played(fresh())
    busy.ok("contact", "senad", way="meeting")
    for one in (quiet, busy):
        one.weeks(3)
        one.ok("contact", "ruza", way="meeting")
        one.weeks(6)
    assert [one.reached for one in quiet.card("ruza").contacts] == [one.reached for one in busy.card("ruza").contacts]
    row = quiet.load.row("ruza")
    assert (quiet.load.world.points[row] == busy.load.world.points[row]).all()
    assert quiet.load.cards["senad"].contacts != busy.load.cards["senad"].contacts


def test_the_lived_world_is_the_first_of_the_range() -> None:
    player = ways.played(fresh(), "planned", 10)
    load, made = player.load, outcome(player.load, replicates=5)
    people = {one.person: one for one in made.people}
    for person in load.cards:
        row = load.row(person)
        assert people[person].employed_weeks.lived == int(load.world.employed_weeks[row])
        assert people[person].trust.lived == int(load.world.trust[row])
    assert made.sums[0].staff_minutes.lived == int(load.world.minutes.sum())
    assert made.sums[0].cost.lived == int(np.sum(load.world.cost))
    assert len(made.sums[0].trust.values) == 5
