"""Hints: they follow the case, end when done, and rest on nothing that is hidden."""

from __future__ import annotations

from scenarios.engine import Replay
from scenarios.guide import hints, outdated

from .conftest import Player, good

SEAT = "case_manager"


def codes(player: Player) -> list[str]:
    return [hint.code for hint in hints(player.run, SEAT)]


def test_hints_follow_the_case_from_the_first_meeting_to_the_debrief(player: Player) -> None:
    assert codes(player) == ["meet"]
    player.ok("meet", place="private_room")
    assert codes(player) == ["confidentiality", "talk"]
    player.say("open welcome", "explain confidentiality", "explain rights", "open strengths")
    assert codes(player)[:2] == ["support", "hopes"]
    player.ok("ask_consent", partners=["csw"])
    player.say("open hopes")
    assert codes(player)[0] == "enquire"
    player.ok("enquire", partner="csw")
    assert codes(player)[0] == "rate"
    areas = hints(player.run, SEAT)[0].about
    for area in areas:
        player.ok("rate", domain=area, level=1)
    assert codes(player)[0] == "priorities"
    player.ok("rate", domain="debt", level=0, priority=True)
    assert codes(player) == ["view", "aim"]
    player.ok("close", reason="other", result="not_employed")
    assert codes(player) == ["follow_up"]
    player.ok("follow_up")
    assert codes(player) == ["debrief"]


def test_after_a_refused_consent_the_hint_says_what_helps(player: Player) -> None:
    player.ok("meet", place="private_room")
    player.say("open welcome", "open strengths", "open hopes", "explain rights")
    player.ok("ask_consent", partners=["csw"])
    assert "csw" in player.run.case.consent[SEAT]
    assert codes(player) == ["confidentiality", "consent_unexplained"]
    player.say("explain confidentiality")
    assert codes(player)[0] == "consent_again"
    player.run.case.trust = 5
    player.ok("ask_consent", partners=["csw"])
    assert codes(player)[0] == "consent_time"
    player.run.case.trust = 90
    player.ok("ask_consent", partners=["csw"])
    assert codes(player)[0] == "enquire"


def test_an_open_event_comes_first(player: Player) -> None:
    player.meet()
    while not any(one.state == "open" for one in player.run.case.events.values()):
        player.ok("advance")
    assert codes(player)[0] == "answer_event"


def test_old_ratings_and_those_before_a_crisis_are_looked_at_again(player: Player) -> None:
    player.meet()
    player.ok("rate", domain="debt", level=1, priority=True)
    assert outdated(player.run.case) == ()
    for _ in range(12):
        player.run.case.events.clear()
        player.ok("advance")
    assert outdated(player.run.case) == ("debt",)
    player.ok("rate", domain="debt", level=2, priority=True)
    assert outdated(player.run.case) == ()
    player.run.case.week += 1
    player.run.case.note("crisis", "winter")
    assert outdated(player.run.case) == ("debt",)


def test_hints_rest_on_what_is_known(player: Player) -> None:
    """Every area, partner and service named was heard of, rated, consented to or planned before."""
    good(player, weeks=10)
    again = Replay(player.inputs)
    for entry in player.log:
        again.do(entry)
        case = again.case
        heard = {again.scenario.fact_by_id[fact].domain for fact in case.knowledge[SEAT]}
        consented = set(case.consent.get(SEAT, {}))
        planned = {one.service for one in case.plan.activities.values()}
        for hint in hints(again, SEAT):
            assert set(hint.about) <= heard | set(case.ratings) | consented | planned, hint
