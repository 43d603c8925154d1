"""Practice is judged by what was done: the good run wins, tricks do not."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios.client import DOMAINS
from scenarios.criteria import criteria, criterion_words
from scenarios.debriefing.debrief import Instead, Remove, compare, debrief, lived_outcome, what_if
from scenarios.engine import Inputs
from scenarios.facts import TOPICS
from scenarios.run import Refer
from scenarios.scenario import CRITERIA
from scenarios.scoring.check import Check
from scenarios.scoring.practice import RULES, score

from .conftest import Player, good


def nothing(player: Player) -> None:
    for _ in range(12):
        player.ok("advance")


def hasty(player: Player) -> None:
    """Closed questions, advice, a service, done."""
    player.ok("meet", place="desk")
    player.say("closed job_search", "closed income", "advise job_search", "closed mobility")
    player.ok("rate", domain="job_search", level=1, priority=True)
    one = {"id": "s", "domain": "job_search", "service": "job_club", "start_week": 5, "end_week": 9}
    player.ok("set_activity", activity=one)
    player.ok("propose_plan")
    player.ok("agree_plan")
    player.ok("refer", service="job_club")
    while player.run.case.week < 8:
        player.ok("advance")
    player.ok("close", reason="plan_completed", result="not_employed")


def harmful(player: Player) -> None:
    """Judges, asks behind the client's back, forces a plan."""
    player.ok("meet", place="desk")
    player.say("judge income", "confront debt", "judge job_search", "advise everyday")
    player.ok("enquire", partner="csw")
    one = {"id": "s", "domain": "income", "service": "public_works", "start_week": 1, "end_week": 9}
    player.ok("set_activity", activity=one)
    player.ok("propose_plan")
    player.ok("agree_plan", overrule=True)
    player.ok("refer", service="public_works")
    while player.run.case.week < 8:
        player.ok("advance")
    player.ok("close", reason="other", result="employed")


def everything(player: Player) -> None:
    """Every box ticked: all partners asked, the worst level everywhere, every service booked, one text pasted."""
    player.ok("meet", place="private_room")
    player.say("explain confidentiality", "explain rights")
    player.ok("ask_consent", partners=["csw", "clinic", "school"])
    for partner in ("csw", "clinic", "school"):
        player.ok("enquire", partner=partner)
    for domain in DOMAINS:
        player.ok("rate", domain=domain, level=0, priority=True)
    player.ok("advance")
    player.meet()
    text = player.wording("The situation of the client will improve very soon")
    for number, domain in enumerate(DOMAINS[:16]):
        aim = {"id": f"a{number}", "domain": domain, "text": text, "measure": "level", "target": 4, "by_week": 10}
        if player.do("set_aim", aim=aim):
            player.ok("advance")
            player.meet()
            player.ok("set_aim", aim=aim)
    for service in player.inputs.system.services:
        one = {
            "id": service.id,
            "domain": service.domains[0],
            "service": service.id,
            "responsible": service.provider,
            "start_week": 4,
            "end_week": 16,
        }
        player.ok("set_activity", activity=one)
    player.ok("propose_plan")
    player.ok("agree_plan", overrule=bool(player.run.case.plan.answered.objections))  # type: ignore[union-attr]
    for service in player.inputs.system.services:
        player.do("refer", service=service.id)
    element = player.wording("All went well and everything was discussed")
    while player.run.case.week < 20:
        player.do("conference", partners=["pes", "csw"])
        parts = ("background", "reason", "observations", "content", "results", "impressions", "plan")
        player.do("note", elements=dict.fromkeys(parts, element), bring_forward=player.run.case.week + 1)
        player.ok("advance")
    player.ok("close", reason="plan_completed", result="not_employed")
    player.ok("follow_up", new_case=True)


def asks_everything(player: Player) -> None:
    """Every topic in one technique, no plan."""
    while player.run.case.week < 6:
        player.ok("meet", place="private_room")
        for topic in TOPICS:
            if player.run.case.meeting is None or player.do("say", technique="open", topic=topic):
                break
        player.ok("advance")


@pytest.mark.parametrize("seed", range(5))
def test_known_qualities_rank_as_they_should(inputs: Inputs, seed: int) -> None:
    shares = {}
    plays: tuple[Callable[[Player], None], ...] = (good, everything, asks_everything, hasty, harmful, nothing)
    for play in plays:
        player = Player(Inputs(inputs.scenario, inputs.system, inputs.evidence, inputs.manners, seed))
        play(player)
        shares[play.__name__] = score(player.run).share
    assert shares["good"] > 800, shares
    for trick in ("everything", "asks_everything"):
        assert shares["good"] > shares[trick] + 200, shares
    assert shares["good"] > shares["hasty"] > shares["harmful"], shares
    assert shares["hasty"] > shares["nothing"], shares


def test_every_check_has_words_and_every_word_a_check(inputs: Inputs) -> None:
    words, meant = criterion_words("en"), criteria()
    assert tuple(meant) == CRITERIA == tuple(RULES)
    seen = set()
    for play in (good, hasty, harmful, everything):
        player = Player(inputs)
        play(player)
        for criterion in score(player.run).criteria:
            for one in criterion.checks:
                seen.add((criterion.id, one.code))
                assert one.code in meant[criterion.id].checks
                assert 0 <= one.earned <= one.of
                assert all(1 <= line <= len(player.log) for line in one.lines)
                if one.state == "met":
                    assert one.lines, one
                assert one.until == (0 if one.lines else len(player.log))
    for criterion in meant.values():
        assert words(f"{criterion.id}.title")
        for code in criterion.checks:
            assert words(f"checks.{code}.expected")
            assert words(f"checks.{code}.next")
    elsewhere = {"event_answered"}  # every event of this scenario is a dilemma
    assert {code for _, code in seen} | elsewhere == {code for one in meant.values() for code in one.checks}


def test_guessing_levels_without_knowing_anything_earns_nothing(player: Player) -> None:
    for domain, level in player.run.scenario.client.levels.items():
        player.ok("rate", domain=domain, level=level)
    needs = next(criterion for criterion in score(player.run).criteria if criterion.id == "needs")
    own_file = {"work_experience", "debt"}
    for one in needs.checks:
        if one.code == "need_rated" and one.subject not in own_file:
            assert one.earned == 0, one


def test_missed_facts_say_what_would_have_opened_them(player: Player) -> None:
    player.ok("meet", place="desk")
    player.say("closed debt", "open everyday")
    player.ok("advance")
    missed = {one.fact: one for one in debrief(player.run, replicates=3).missed}
    talk = next(way for way in missed["loans"].ways if way.kind == "talk")
    assert set(talk.lacked) >= {"technique", "private", "confidentiality", "trust"}
    drawer = next(way for way in missed["loans"].ways if way.kind == "partner")
    assert drawer.lacked == ("consent", "enquiry")
    assert missed["eviction_plan"].ways[0].lacked == ("consent", "conference")
    assert "topic" in next(way for way in missed["no_cv"].ways if way.kind == "talk").lacked


def test_the_reference_plan_beats_no_plan(player: Player) -> None:
    good(player, weeks=16)
    found = {one.policy: one for one in compare(player.run, replicates=60)}
    assert found["run"].outcome == lived_outcome(player.run)
    assert found["reference"].range.domains.quantiles[50] > found["no_plan"].range.domains.quantiles[50]
    assert found["run"].range.domains.quantiles[50] > found["no_plan"].range.domains.quantiles[50]


def test_a_what_if_changes_one_line_and_keeps_the_luck(player: Player) -> None:
    good(player, weeks=16)
    line = next(entry.sequence for entry in player.log if isinstance(entry.deed, Refer))
    without = what_if(player.run, player.log, Remove(line=line))
    assert "debt_advice" in player.run.case.started
    assert "debt_advice" not in without.run.case.started
    assert without.run.case.week == player.run.case.week
    assert without.after.cost < without.before.cost
    same = player.log[line - 1].deed
    unchanged = what_if(player.run, player.log, Instead(line=line, deed=same))
    assert unchanged.skipped == ()
    assert unchanged.after == unchanged.before
    assert unchanged.run.hash() == player.run.hash()


def test_a_what_if_lists_what_fell_away(player: Player) -> None:
    good(player, weeks=10)
    line = next(entry.sequence for entry in player.log if entry.deed.kind == "ask_consent")
    told = what_if(player.run, player.log, Remove(line=line))
    assert "consent_missing" in {refusal.code for _, refusal in told.skipped}
    with pytest.raises(KeyError):
        what_if(player.run, player.log, Remove(line=10_000))


def checks_of(player: Player, criterion: str) -> dict[str, Check]:
    judged = next(one for one in score(player.run).criteria if one.id == criterion)
    return {one.code: one for one in judged.checks}


def test_a_case_closed_in_the_middle_of_services_names_their_referrals(inputs: Inputs) -> None:
    long, short = Player(inputs), Player(inputs)
    good(long)
    good(short, weeks=5)
    assert not long.run.case.closed.employed  # type: ignore[union-attr]
    assert not short.run.case.closed.employed  # type: ignore[union-attr]
    assert checks_of(long, "closure")["nothing_left_open"].earned == 3
    left = checks_of(short, "closure")["nothing_left_open"]
    assert left.earned < 3
    assert left.subject
    deeds = {entry.sequence: entry.deed for entry in short.log}
    assert {deeds[line].service for line in left.lines} == set(left.subject.split())  # type: ignore[union-attr]


def test_the_first_agreement_is_no_review(player: Player) -> None:
    hasty(player)
    assert not player.run.case.closed.employed  # type: ignore[union-attr]
    reviewed = checks_of(player, "update")["reviewed"]
    assert reviewed.earned == 0
    assert [player.log[line - 1].deed.kind for line in reviewed.lines] == ["agree_plan"]


def test_a_short_case_without_work_earns_contact_in_proportion(inputs: Inputs) -> None:
    long, short = Player(inputs), Player(inputs)
    good(long)
    good(short, weeks=5)
    kept, begun = (checks_of(player, "contact")["contact_kept"] for player in (long, short))
    assert begun.found <= kept.found, "as often as in the long case"
    assert begun.earned < kept.earned
