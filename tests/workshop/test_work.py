"""Taking part: waiting, beginning once, looking back."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from scenarios import service as practice
from scenarios.caseload.package import library as caseload_library
from scenarios.service import assumed, caseloads
from scenarios.weeks import evidence
from scenarios.weeks.believed import changes, movable
from studio import ids
from studio.errors import Invalid, NotFound
from workshop import cases
from workshop.programme import State
from workshop.services import join, lead, watch, work


@pytest.fixture
def activity(trainer, workshop_id, scenario_id):
    return lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))


def test_the_lobby_shows_what_is_open_and_who_leads(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    seen = work.lobby(arta, workshop_id)
    assert (seen.number, seen.led_by, seen.closed, seen.tasks) == (1, ("Teuta Trainer",), False, ())
    lead.open_activity(trainer, workshop_id, activity)
    (task,) = work.lobby(arta, workshop_id).tasks
    assert (task.activity.id, task.activity.state, task.object_id) == (activity, State.OPEN, "")
    lead.close(trainer, workshop_id)
    assert work.lobby(arta, workshop_id).closed


def test_a_prepared_or_closed_activity_is_not_begun(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    with pytest.raises(Invalid, match="activity_not_open"):
        work.begin(arta, workshop_id, activity)
    lead.open_activity(trainer, workshop_id, activity)
    lead.close_activity(trainer, workshop_id, activity)
    with pytest.raises(Invalid, match="activity_not_open"):
        work.begin(arta, workshop_id, activity)


def test_what_was_begun_stays_reachable_after_closing(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    lead.open_activity(trainer, workshop_id, activity)
    run_id = work.begin(arta, workshop_id, activity)
    lead.close(trainer, workshop_id)
    assert work.begin(arta, workshop_id, activity) == run_id
    assert work.lobby(arta, workshop_id).tasks[0].object_id == run_id


def test_a_closed_activity_is_held_until_it_opens_again(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    lead.open_activity(trainer, workshop_id, activity)
    run_id = work.begin(arta, workshop_id, activity)
    practice.decide(arta, run_id, {"kind": "advance"}, key="1")
    lead.close_activity(trainer, workshop_id, activity)
    assert practice.load(arta, run_id).held
    with pytest.raises(Invalid, match="run_held"):
        practice.decide(arta, run_id, {"kind": "advance"}, key="2")
    assert practice.debriefed(arta, run_id)
    lead.open_activity(trainer, workshop_id, activity)
    assert not practice.load(arta, run_id).held
    assert practice.decide(arta, run_id, {"kind": "advance"}, key="3").case.week == 2
    lead.close(trainer, workshop_id)
    assert practice.is_held(run_id)
    assert practice.decide(arta, run_id, {"kind": "finish"}, key="4").case.stage == "finished"


def test_a_caseload_is_held_with_its_activity_and_one_of_ones_own_never(trainer, guest, workshop_id):
    arta = guest("Arta")
    (exercise, *_) = caseload_library()
    added = lead.add_caseload(trainer, workshop_id, exercise, ids.new("key"))
    lead.open_activity(trainer, workshop_id, added)
    held, own = work.begin(arta, workshop_id, added), caseloads.start(arta, exercise, seed=1, key=ids.new("key"))
    lead.close_activity(trainer, workshop_id, added)
    assert (caseloads.load(arta, held).held, caseloads.load(arta, own).held) == (True, False)
    with pytest.raises(Invalid, match="run_held"):
        caseloads.decide(arta, held, {"kind": "advance"}, key="1")
    assert caseloads.decide(arta, own, {"kind": "advance"}, key="2").week == 1
    assert caseloads.decide(arta, held, {"kind": "finish"}, key="3").finished


def test_two_clicks_begin_one_run(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    lead.open_activity(trainer, workshop_id, activity)
    with ThreadPoolExecutor(8) as clicks:
        begun = set(clicks.map(lambda _: work.begin(arta, workshop_id, activity), range(8)))
    assert len(begun) == 1
    assert len(practice.mine(arta)) == 1


def test_everybody_gets_an_own_run(trainer, guest, workshop_id, activity):
    lead.open_activity(trainer, workshop_id, activity)
    people = [guest(f"Person {n}") for n in range(5)]
    with ThreadPoolExecutor(5) as room:
        begun = set(room.map(lambda person: work.begin(person, workshop_id, activity), people))
    assert len(begun) == 5
    assert all(activity in row.progress for row in watch.board(trainer, workshop_id).rows)


def test_strangers_neither_see_nor_begin(actor, trainer, guest, workshop_id, activity):
    lead.open_activity(trainer, workshop_id, activity)
    arta = guest("Arta")
    other = lead.create(trainer, "Other", "", ids.new("key"))
    elsewhere = lead.add_scenario(
        trainer, other, lead.load(trainer, workshop_id).activities[0].parameters["scenario"], "k"
    )
    lead.open_activity(trainer, other, elsewhere)
    for stranger in (actor("trainee"), actor("owner"), trainer):
        with pytest.raises(NotFound):
            work.lobby(stranger, workshop_id)
        with pytest.raises(NotFound):
            work.begin(stranger, workshop_id, activity)
    for workshop, wrong in ((other, elsewhere), (workshop_id, elsewhere), (workshop_id, "act_none")):
        with pytest.raises(NotFound):
            work.begin(arta, workshop, wrong)


def test_my_workshops_are_those_i_joined(actor, code, trainer, workshop_id):
    holder = actor("trainee", "Hana")
    assert work.my_workshops(holder) == []
    join.join(holder, code, "")
    assert [found.workshop_id for found in work.my_workshops(holder)] == [workshop_id]
    assert work.my_workshops(trainer) == []


def test_an_invented_client_is_met_by_everybody_with_the_same_luck(trainer, guest, workshop_id):
    with pytest.raises(Invalid, match="client_code_unusable"):
        lead.add_client(trainer, workshop_id, "MK-3", ids.new("key"))
    activity = lead.add_client(trainer, workshop_id, "mk-3-20417", ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    arta, ben = guest("Arta"), guest("Ben")
    one, other = (practice.load(who, work.begin(who, workshop_id, activity)) for who in (arta, ben))
    assert one.package == other.package
    assert one.replay.inputs.seed == other.replay.inputs.seed
    found = cases.found(one.package.scenario.id, "en")
    assert found is not None
    assert found.title.endswith("(MK-3-20417)")


def test_a_workshop_plays_under_a_copy_of_the_assumptions_as_it_was_when_added(
    trainer, workshop_id, scenario_id, guest
):
    base = evidence.builtin()
    first, second = [key for key, item in base.coefficients.items() if movable(item)][:2]
    own = assumed.make(trainer, "Winter", "", "k")
    assumed.move(trainer, own, first, -50)
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, "a", assumptions=own)
    assumed.move(trainer, own, second, 50)
    assumed.remove(trainer, own)
    lead.open_activity(trainer, workshop_id, activity)
    arta = guest("Arta")
    run = work.begin(arta, workshop_id, activity)
    assert changes(practice.load(arta, run).replay.inputs.evidence, base) == [first]


def test_a_caseload_of_a_workshop_is_played_under_a_copy_too(trainer, workshop_id, guest):
    base = evidence.builtin()
    first = next(key for key, item in base.coefficients.items() if movable(item))
    own = assumed.make(trainer, "Winter", "", "k")
    assumed.move(trainer, own, first, -50)
    activity = lead.add_caseload(trainer, workshop_id, caseload_library()[0], "a", assumptions=own)
    assumed.remove(trainer, own)
    lead.open_activity(trainer, workshop_id, activity)
    arta = guest("Arta")
    begun = work.begin(arta, workshop_id, activity)
    assert changes(caseloads.load(arta, begun).load.inputs.evidence, base) == [first]


def test_a_copy_of_somebody_else_cannot_be_added(trainer, workshop_id, scenario_id, actor):
    own = assumed.make(actor("trainer", "Sara"), "Hers", "", "k")
    with pytest.raises(NotFound):
        lead.add_scenario(trainer, workshop_id, scenario_id, "a", assumptions=own)
    with pytest.raises(NotFound):
        lead.add_caseload(trainer, workshop_id, caseload_library()[0], "b", assumptions=own)
    assert lead.load(trainer, workshop_id).activities == ()
