"""Judging: good casework is told from poor, practice from outcome, and every criterion can be met and missed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from scenarios.caseload import rules, ways
from scenarios.caseload.drawn import drawn
from scenarios.caseload.outcome import Sums, outcome
from scenarios.caseload.practice import Practice, criteria, criterion_words, judged
from scenarios.caseload.replay import Inputs
from scenarios.weeks import evidence
from toolkit.loader import cite, instruments

from .conftest import Played


def shares(practice: Practice) -> dict[str, int | None]:
    return {one.id: one.share for one in practice.criteria}


def found(practice: Practice, code: str) -> dict[str, object]:
    """A check as it was judged; empty where it did not arise."""
    return next((one.model_dump() for item in practice.criteria for one in item.checks if one.code == code), {})


@pytest.fixture(scope="module")
def made(sawmill_inputs: Inputs) -> list[dict[str, Sums]]:
    """Way -> what came of it, under three different lucks of the people."""
    found = []
    for seed in (1, 2, 5):
        player = ways.played(replace(sawmill_inputs, seed=seed), "planned", 16)
        found.append({one.way: one for one in outcome(player.load, replicates=60).sums})
    return found


@pytest.fixture(scope="module")
def sawmill_inputs() -> Inputs:
    from scenarios.caseload import package

    from .conftest import SAWMILL

    return Inputs(package.builtin(SAWMILL).exercise, evidence.builtin(), rules.builtin(), seed=5)


def test_every_criterion_names_a_standard_a_source_and_words_for_its_checks() -> None:
    nodes = {node.id for node in instruments()["icm-standards"].nodes}
    words = criterion_words("en")
    for name, meaning in criteria().items():
        assert set(meaning.standards) <= nodes
        assert meaning.sources
        assert all(cite(source, "en") for source in meaning.sources)
        assert words(f"{name}.title")
        assert words(f"{name}.why")
        for code in meaning.checks:
            assert words(f"checks.{code}.expected")
            assert words(f"checks.{code}.next")


def test_the_ways_of_working_rank_in_practice(sawmill_inputs: Inputs) -> None:
    share = {way: judged(ways.played(sawmill_inputs, way, 16).load).share for way in ways.WAYS}
    assert share["planned"] > share["equal"] > share["first_come"] > share["nothing"]
    assert share["planned"] >= 800
    assert share["loudest"] < share["equal"]
    assert share["nothing"] < 150


def test_the_ways_of_working_rank_in_outcome(made: list[dict[str, Sums]]) -> None:
    def middle_of(measure: str) -> dict[str, int]:
        return {way: sum(getattr(one[way], measure).quantiles[50] for one in made) for way in made[0]}

    middle = middle_of("needs")
    assert middle["run"] > middle["equal"] > middle["loudest"] > middle["nothing"]
    assert middle["equal"] > middle["first_come"] > middle["nothing"]
    trust = middle_of("trust")
    assert trust["run"] > trust["loudest"] > trust["nothing"]
    weeks = middle_of("employed_weeks")
    assert min(weeks["run"], weeks["equal"]) > weeks["nothing"]
    crises = middle_of("crises")
    assert crises["run"] <= crises["equal"] < crises["loudest"] < crises["nothing"]
    assert all(one["run"].staff_minutes.lived <= 16 * 240 for one in made)


def test_planned_work_does_better_on_generated_caseloads_as_well() -> None:
    gained = dict.fromkeys(("run", "loudest", "nothing"), 0)
    for seed in (1, 2, 3):
        package = drawn("RS", 16, seed, difficulty=4, weeks=16)
        inputs = Inputs(package.exercise, evidence.builtin(), rules.builtin(), seed)
        lived = outcome(ways.played(inputs, "planned", 16).load, replicates=20)
        for one in lived.sums:
            if one.way in gained:
                gained[one.way] += one.needs.quantiles[50]
    assert gained["run"] > gained["loudest"] > gained["nothing"]


def test_nobody_is_judged_before_there_was_time(played: Played) -> None:
    practice = judged(played.load)
    assert set(shares(practice).values()) == {None}
    assert practice.share == 0


def test_assessing_everybody_in_time_is_met_and_one_forgotten_is_named(played: Played) -> None:
    order = ["ruza", "ivo", "nikola", "zoran", "mirela", "emina", "dragan"]
    for _ in range(4):
        for person in [one for one in order if played.card(one).assessed is None][:3]:
            played.do("contact", person, way="assessment")
        played.weeks(1)
    check = found(judged(played.load), "assessed_in_time")
    assert "senad" in str(check["subject"])
    assert check["found"] == sum(card.assessed is not None and card.assessed < 4 for card in played.load.cards.values())
    assert check["lines"]


def test_a_date_kept_late_is_not_kept_and_a_date_moved_in_time_does_not_count(played: Played) -> None:
    played.ok("bring_forward", "emina", week=2, why="ask_how")
    played.ok("bring_forward", "dragan", week=2, why="ask_how")
    played.ok("bring_forward", "zoran", week=3, why="ask_how")
    played.weeks(2)
    played.ok("contact", "emina", way="call")
    played.ok("bring_forward", "zoran", week=9, why="review_plan")
    played.weeks(3)
    played.ok("contact", "dragan", way="call")
    assert played.card("dragan").dates[0].done == 5
    check = found(judged(played.load), "date_kept")
    assert (check["found"], check["wanted"], check["subject"]) == (1, 2, "dragan")


def test_a_late_crisis_is_named_and_what_nobody_knew_is_not_blamed(played: Played) -> None:
    played.weeks(16)
    check = found(judged(played.load), "crisis_in_time")
    assert "ivo" in str(check["subject"])
    assert "ruza" not in str(check["subject"])
    assert check["found"] == 0


def test_attention_for_the_loud_only_is_seen(played: Played) -> None:
    for _ in range(10):
        for person in ("senad", "zoran"):
            played.do("contact", person, way="meeting")
            played.do("contact", person, way="call")
        played.weeks(1)
    practice = judged(played.load)
    quiet = found(practice, "quiet_seen")
    assert quiet["earned"] == 0
    assert "ruza" in str(quiet["subject"])
    assert found(practice, "hours_used")["earned"] < 4
    assert found(practice, "nobody_forgotten")["earned"] < 4


def test_closing_to_shorten_the_list_is_not_closing(played: Played) -> None:
    played.ok("contact", "ruza", way="meeting")
    card = played.load.cards["ruza"] = played.card("ruza").copy()
    card.ratings["housing"] = 0
    played.ok("close", "ruza", reason="aims_reached")
    played.ok("close", "emina", reason="moved_away")
    practice = judged(played.load)
    assert found(practice, "closed_with_ground")["subject"] == "ruza"
    assert found(practice, "not_closed_in_trouble")["subject"] == "ruza"
    played.weeks(15)
    assert found(judged(played.load), "followed_up")["found"] == 0
    played.ok("follow_up", "ruza")
    assert found(judged(played.load), "followed_up")["found"] == 1


@pytest.mark.parametrize("way", ["planned", "loudest", "equal", "first_come", "nothing"])
def test_every_judgement_names_the_lines_it_rests_on(sawmill_inputs: Inputs, way: str) -> None:
    player = ways.played(sawmill_inputs, way, 16)
    for one in (one for criterion in judged(player.load).criteria for one in criterion.checks):
        assert one.lines or one.state == "missed", one
        assert one.until == (0 if one.lines else len(player.log))
        assert all(1 <= line <= len(player.log) for line in one.lines)
