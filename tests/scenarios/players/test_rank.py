"""Every colleague plays every scenario to its end, and scoring ranks them as their quality is."""

from __future__ import annotations

import os

import pytest

from scenarios import loader
from scenarios.client import Gender
from scenarios.players.colleagues import COLLEAGUES
from scenarios.players.rank import QUALITIES, TEAMS, Life, Ranking, Team, played, rank
from scenarios.players.reading import practice_in, worst
from scenarios.players.seen import ResponseSeen
from scenarios.players.tricks import TRICKS

LIBRARY = loader.library()
SEEDS_AT_FIRST, SEEDS_PROMISED = 40, 100
"""Seeds of the full check of every scenario here, and those that docs/scoring.md speaks of."""


@pytest.mark.parametrize("scenario_id", LIBRARY)
def test_every_colleague_plays_to_the_end(scenario_id: str) -> None:
    package = loader.builtin(scenario_id)
    for name in (one.name for one in COLLEAGUES):
        case = played(package, name, 1).played().case
        ends = ("closed",) if name in ("hasty", "harmful") else ("followed_up",)
        assert case.stage in ends, name
        assert case.meetings, name
        assert case.plan.agreed or name in ("hasty", "harmful"), name


def test_a_player_plays_the_same_twice() -> None:
    package = loader.builtin("lence_debts_and_care")
    for name in ("expert", "beginner"):
        one, other = played(package, name, 5), played(package, name, 5)
        assert [entry.deed for entry in one.log] == [entry.deed for entry in other.log]
        assert one.played().hash() == other.played().hash()


def test_qualities_differ_in_what_is_done() -> None:
    """What a quality means, seen in the log and not in the score."""
    package = loader.builtin("lence_debts_and_care")
    runs = {one.name: played(package, one.name, 1) for one in COLLEAGUES}

    def count(name: str, kind: str) -> int:
        return sum(entry.deed.kind == kind for entry in runs[name].log)

    told = [len(runs[one.name].played().case.told) for one in COLLEAGUES]
    assert told == sorted(told, reverse=True)
    assert told[0] > told[-1] + 10
    assert count("expert", "meet") > count("good", "meet") > count("beginner", "meet") > count("hasty", "meet")
    assert count("expert", "conference") == count("good", "conference") == 1
    assert count("beginner", "conference") == 0
    case = runs["harmful"].played().case
    assert any(moment.code == "enquiry_without_consent" for moment in case.moments)
    assert not any(
        moment.code in ("enquiry_without_consent", "plan_overruled")
        for name in ("expert", "good", "beginner")
        for moment in runs[name].played().case.moments
    )


@pytest.mark.parametrize("scenario_id", LIBRARY[::4])
def test_scoring_ranks_qualities_on_a_few_seeds(scenario_id: str) -> None:
    (found,) = rank([loader.builtin(scenario_id)], range(3))
    assert found.in_order == 3, found.lives
    assert not [trick for trick in found.tricks if trick.mean > trick.good + 15], found.tricks


def test_both_teams_know_the_same_qualities() -> None:
    assert [tuple(one.name for one in team) for team in TEAMS.values()] == [QUALITIES] * len(Team)


@pytest.mark.parametrize("scenario_id", LIBRARY[1::4])
def test_scoring_ranks_players_who_never_saw_the_rubric(scenario_id: str) -> None:
    """The second team: its expert plans too much at once for this rubric, so that the best two may be level."""
    (found,) = rank([loader.builtin(scenario_id)], range(3), team=Team.SECOND)
    for life in found.lives:
        expert, *others = (life.shares[name] for name in QUALITIES)
        assert min(expert, others[0]) > others[1] > others[2] > others[3], life
        assert expert > others[0] - 50, life
    assert not found.tricks


@pytest.mark.slow
def test_scoring_is_valid_over_the_library() -> None:
    """The promise of docs/scoring.md, 95 of 100 seeds: on forty of them, and on all where forty do not settle it."""
    packages, workers = [loader.builtin(scenario_id) for scenario_id in LIBRARY], os.cpu_count() or 1
    close = [one.scenario for one in rank(packages, range(SEEDS_AT_FIRST), workers=workers) if not one.valid]
    again = [package for package in packages if package.scenario.id in close]
    wrong = [one for one in rank(again, range(SEEDS_PROMISED), workers=workers) if not one.valid]
    assert not wrong, [(one.scenario, one.means, one.in_order, one.tricks, one.fallback) for one in wrong]


def test_a_ranking_needs_the_order_no_trick_that_pays_and_few_stock_replies() -> None:
    fair = {"expert": 900, "good": 800, "beginner": 600, "hasty": 300, "harmful": 100}
    calm = dict.fromkeys((one.name for one in TRICKS), 700)
    lives = [Life(seed=n, shares=fair | calm, fallbacks=5, sentences=100) for n in range(20)]
    assert Ranking(scenario="s", lives=tuple(lives)).valid
    tied = Life(seed=20, shares=fair | {"hasty": 100}, fallbacks=5, sentences=100)
    assert Ranking(scenario="s", lives=(*lives, tied)).in_order == 20
    assert Ranking(scenario="s", lives=(*lives, tied)).valid
    assert not Ranking(scenario="s", lives=(*lives[:9], tied)).valid
    paying = [one.model_copy(update={"shares": one.shares | {"pasted_text": 800}}) for one in lives]
    assert not Ranking(scenario="s", lives=tuple(paying)).valid
    hollow = [one.model_copy(update={"fallbacks": 15}) for one in lives]
    assert not Ranking(scenario="s", lives=tuple(hollow)).valid


@pytest.mark.slow
def test_workers_do_not_change_a_ranking() -> None:
    packages = [loader.builtin(name) for name in ("the_blue_folder", "lence_debts_and_care")]
    assert list(rank(packages, range(2), workers=2)) == list(rank(packages, range(2)))


def test_words_are_read_from_the_clients_side() -> None:
    """The same words mean different things, depending on who is meant by them."""
    woman = loader.builtin("lence_debts_and_care").scenario.client.profile
    assert practice_in("Ask her what she wants and go there with her", woman) > 5
    assert practice_in("Tell him everything, without asking her", woman) < -5
    assert practice_in("Ring her brother and ask him", woman) < 0
    man = woman.model_copy(update={"gender": Gender.MALE, "name": "Goran Lukić"})
    assert practice_in("Ask him what he wants and go there with him", man) > 5
    options = [ResponseSeen("a", "Decide together with her", 30), ResponseSeen("b", "Persuade her", 5)]
    assert worst(options, woman).id == "b"
