"""Progress over runs: what is measured, standards practised, the case that suits next; only for oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from scenarios import loader, service
from scenarios.debriefing import growth
from scenarios.debriefing.growth import Played, next_case, standards, weakest
from scenarios.engine import Inputs
from scenarios.loader import Package
from scenarios.scoring.practice import Practice, score
from studio.errors import StudioError
from studio.identity import Actor

from .conftest import Player, good

Make = Callable[..., Actor]
NOW = datetime(2026, 3, 2, tzinfo=UTC)


def played(player: Player, run_id: str = "run_1", scenario_id: str = "garden") -> Played:
    return Played(run_id, scenario_id, NOW, True, score(player.run), growth.habits(player.run))


def test_habits_are_counted_from_what_was_said_and_done(player: Player) -> None:
    player.meet()
    player.say("open welcome", "closed income", "closed debt", "probe debt", "reflect debt", "inform rights")
    found = growth.habits(player.run)
    assert (found.open_questions, found.listening) == (50, 17)
    assert found.first_enquiry is None
    assert found.first_plan is None


def test_a_good_run_has_better_habits_than_an_empty_one(inputs: Inputs) -> None:
    empty, well = Player(inputs), Player(inputs)
    empty.ok("advance")
    good(well)
    nothing, much = growth.habits(empty.run), growth.habits(well.run)
    assert nothing.open_questions is nothing.needs is nothing.listening is None
    assert much.needs is not None
    assert much.needs >= 60
    assert much.first_enquiry == 0
    assert much.first_plan is not None


def test_standards_keep_the_latest_and_the_best(inputs: Inputs) -> None:
    empty, well = Player(inputs), Player(inputs)
    empty.ok("advance")
    good(well)
    found = {one.id: one for one in standards([played(well), played(empty)])}
    assert set(found) == {one.id for one in standards([])}
    consent = found["needs-consent"]
    assert consent.best > consent.latest
    assert consent.good
    assert not any(one.good or one.runs for one in standards([]))


def test_the_next_case_exercises_what_went_least_well(garden: Package, player: Player) -> None:
    player.ok("advance")
    last = played(player)
    lowest = weakest(last.practice)
    assert lowest
    assert all(one.share < growth.GOOD for one in last.practice.criteria if one.id in lowest)
    library = {name: loader.builtin(name).scenario for name in loader.library()}
    suggestion = next_case(last, [], library)
    assert suggestion is not None
    assert set(suggestion.criteria) <= set(lowest)
    other = next_case(last, [suggestion.scenario_id], library)
    assert other is not None
    assert other.scenario_id != suggestion.scenario_id
    assert next_case(last, library, library) is None


def test_after_a_weak_run_nothing_harder_is_suggested_while_there_is_a_choice(garden: Package) -> None:
    base = garden.scenario.model_copy(update={"difficulty": 2})
    library = {"hard": base.model_copy(update={"difficulty": 5}), "same": base}
    weak = Practice(share=200, criteria=())
    last = Played("run_1", "same", NOW, True, weak, growth.Habits(None, None, None, None, None))
    chosen = next_case(last, [], library)
    assert chosen is not None
    assert chosen.scenario_id == "same"


def test_only_own_runs_are_seen(actor: Make) -> None:
    ana, ben = actor("trainee", "Ana"), actor("trainee", "Ben")
    run = service.start_run(ana, loader.library()[0], seed=1)
    assert service.played(ana) == []
    service.decide(ana, run, {"kind": "meet", "place": "private_room"}, key="k1")
    assert [one.run_id for one in service.played(ana)] == [run]
    assert service.suggested(ana, run) is not None
    assert service.played(ben) == []
    assert service.suggested(ben, run) is None
    service.put_away(ana, run)
    assert service.played(ana) == []
    with pytest.raises(StudioError):
        service.load(ben, run)
