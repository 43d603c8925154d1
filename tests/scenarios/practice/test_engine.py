"""Replay: deterministic, refuses with a code, never an impossible state."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.case import canonical
from scenarios.client import DOMAINS
from scenarios.debriefing.debrief import lived_outcome
from scenarios.engine import Inputs, Replay, replay
from scenarios.facts import TOPICS, Technique
from scenarios.run import DEED, Entry
from scenarios.weeks.engine import Engine
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import Logged
from scenarios.weeks.state import Cohort

from .conftest import GARDEN, Player, good

ROOT = Path(__file__).resolve().parents[3]


def test_a_good_run_goes_from_consent_to_follow_up(player: Player) -> None:
    good(player)
    case = player.run.case
    assert case.stage == "followed_up"
    assert case.plan.agreed is not None
    assert case.plan.agreed.overruled == ()
    assert {"debt_advice", "home_care"} <= set(case.started)
    assert case.followed is not None
    assert case.followed.week == case.closed.week + 12  # type: ignore[union-attr]


def test_the_same_log_gives_the_same_bytes(player: Player) -> None:
    good(player, weeks=10)
    again = replay(player.inputs, player.log)
    assert again.refusals == []
    assert canonical(again.case) == canonical(player.run.case)
    assert again.hash() == player.run.hash()


def test_a_fresh_process_with_another_hash_seed_gives_the_same_bytes(player: Player, tmp_path: Path) -> None:
    good(player, weeks=8)
    file = tmp_path / "log.json"
    file.write_text(json.dumps([entry.model_dump(mode="json") for entry in player.log]), encoding="utf-8")
    code = (
        "import json,sys\n"
        "from pathlib import Path\n"
        "from scenarios import loader, manners\n"
        "from scenarios.weeks import evidence\n"
        "from scenarios.engine import Inputs, replay\n"
        "from scenarios.run import Entry\n"
        "scenario = loader.read(Path(sys.argv[1])).scenario\n"
        "inputs = Inputs(scenario, scenario.service_system, evidence.builtin(), manners.builtin(), 7)\n"
        "log = [Entry.model_validate(line) for line in json.loads(Path(sys.argv[2]).read_text(encoding='utf-8'))]\n"
        "print(replay(inputs, log).hash())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(GARDEN), str(file)],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
        env={"PYTHONHASHSEED": "12345", "PYTHONPATH": str(ROOT), "PATH": "", "SYSTEMROOT": _systemroot()},
    )
    assert done.stdout.strip() == player.run.hash()


def _systemroot() -> str:
    import os

    return os.environ.get("SYSTEMROOT", "")


def test_another_seed_gives_other_luck_and_the_same_conversation(inputs: Inputs) -> None:
    runs = []
    for seed in (1, 2):
        player = Player(Inputs(inputs.scenario, inputs.system, inputs.evidence, inputs.manners, seed))
        player.ok("meet", place="private_room")
        player.say("open welcome", "explain confidentiality", "open hopes")
        for _ in range(12):
            player.ok("advance")
        runs.append(player.run.case)
    assert [turn.reply for turn in runs[0].turns] == [turn.reply for turn in runs[1].turns]
    assert runs[0].curve != runs[1].curve


def test_the_lived_policy_lives_the_same_weeks_again(player: Player) -> None:
    good(player, weeks=16)
    run = player.run
    engine = Engine(
        run.inputs.system, run.inputs.evidence, seed=run.inputs.seed, cohort=Cohort.of([run.scenario.client])
    )
    trace = simulate(engine, Logged(run.plans), run.case.week)
    assert [tuple(levels[0]) for levels in trace.levels] == run.case.curve.levels
    assert [int(value[0]) for value in trace.trust] == run.case.curve.trust
    assert trace.skipped == ()
    assert lived_outcome(run).employed_at_end == run.case.employed


def test_a_refusal_names_its_code_and_changes_nothing(player: Player) -> None:
    assert player.refused("say", technique="open", topic="debt") == "no_meeting"
    assert player.refused("propose_plan") == "no_meeting"
    assert player.refused("refer", service="debt_advice") == "consent_missing"
    assert player.refused("refer", service="nothing") == "service_unknown"
    assert player.refused("enquire", partner="pes") == "own_partner"
    assert player.refused("respond", event="red_letter", response="read_together") == "event_not_open"
    assert player.refused("inject", event="cook_wanted") == "trainer_only"
    assert player.refused("say", seat="trainer", technique="open", topic="debt") == "not_for_trainer"
    assert player.refused("meet", seat="social_worker", place="phone") == "seat_unknown"
    assert player.refused("follow_up") == "not_closed"
    assert player.run.hash() == Replay(player.inputs).hash()


def test_time_is_scarce_and_returns_with_the_week(player: Player) -> None:
    player.ok("meet", place="home")
    spoken = 0
    while player.do("say", technique="open", topic=TOPICS[spoken % len(TOPICS)]) is None:
        spoken += 1
    assert spoken == (200 - 60) // 4
    assert player.refused("enquire", partner="csw") == "time_spent"
    player.ok("advance")
    player.ok("enquire", partner="csw")


IDS = st.sampled_from(
    [
        "pes",
        "csw",
        "clinic",
        "school",
        "debt_advice",
        "job_club",
        "public_works",
        "loans",
        "own_kitchen",
        "x",
        "a1",
        "s1",
    ]
)
WORDING = st.builds(
    lambda text, words: {"text": text, "words": words, "distinct": words // 2, "mark": words},
    st.sampled_from(["t1", "t2"]),
    st.integers(0, 50),
)
WEEK = st.integers(0, 104)
DEEDS: list[st.SearchStrategy[dict[str, Any]]] = [
    st.fixed_dictionaries(
        {"kind": st.just("meet"), "place": st.sampled_from(["desk", "private_room", "home", "phone"])}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("say"), "technique": st.sampled_from(list(Technique)), "topic": st.sampled_from(TOPICS)}
    ),
    st.fixed_dictionaries({"kind": st.just("ask_consent"), "partners": st.lists(IDS, max_size=4)}),
    st.fixed_dictionaries({"kind": st.just("ask_view"), "domain": st.sampled_from(DOMAINS) | IDS}),
    st.fixed_dictionaries({"kind": st.just("enquire"), "partner": IDS}),
    st.fixed_dictionaries(
        {"kind": st.just("share"), "seat": st.just("social_worker") | IDS, "facts": st.lists(IDS, min_size=1)}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("rate"),
            "domain": st.sampled_from(DOMAINS),
            "level": st.none() | st.integers(0, 4),
            "priority": st.booleans(),
        }
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("set_aim"),
            "aim": st.fixed_dictionaries(
                {
                    "id": st.sampled_from(["a1", "a2"]),
                    "domain": st.sampled_from(DOMAINS),
                    "text": WORDING,
                    "measure": st.sampled_from([None, "level", "count", "done", "work"]),
                    "target": st.none() | st.integers(0, 9),
                    "by_week": st.none() | WEEK,
                    "hope": st.none() | IDS,
                }
            ),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("drop_aim"), "aim": IDS}),
    st.fixed_dictionaries(
        {
            "kind": st.just("set_activity"),
            "activity": st.fixed_dictionaries(
                {
                    "id": st.sampled_from(["s1", "s2", "s3"]),
                    "domain": st.sampled_from(DOMAINS),
                    "service": st.sampled_from(["debt_advice", "job_club", "counselling", "public_works", "x"]),
                    "aims": st.lists(st.sampled_from(["a1", "a2"]), max_size=2, unique=True),
                    "responsible": st.none() | st.sampled_from(["csw", "client", "case_manager", "x"]),
                    "start_week": st.none() | st.integers(0, 20),
                }
            ),
        }
    ),
    st.fixed_dictionaries({"kind": st.just("drop_activity"), "activity": IDS}),
    st.just({"kind": "propose_plan"}),
    st.fixed_dictionaries({"kind": st.just("agree_plan"), "overrule": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("refer"), "service": IDS, "warm": st.booleans()}),
    st.fixed_dictionaries({"kind": st.just("end_service"), "service": IDS}),
    st.fixed_dictionaries(
        {
            "kind": st.just("respond"),
            "event": st.sampled_from(["red_letter", "mother_fell", "cook_wanted"]),
            "response": st.sampled_from(["read_together", "ask_neighbour", "emergency_care", "x"]),
        }
    ),
    st.fixed_dictionaries(
        {"kind": st.just("conference"), "partners": st.lists(IDS, min_size=1, max_size=3), "with_client": st.booleans()}
    ),
    st.fixed_dictionaries(
        {
            "kind": st.just("note"),
            "elements": st.dictionaries(st.sampled_from(["reason", "plan"]), WORDING),
            "bring_forward": st.none() | WEEK,
        }
    ),
    st.fixed_dictionaries({"kind": st.just("advance"), "weeks": st.integers(1, 4)}),
    st.fixed_dictionaries({"kind": st.just("close"), "reason": st.just("other"), "result": st.just("not_employed")}),
    st.fixed_dictionaries({"kind": st.just("follow_up"), "new_case": st.booleans()}),
    st.just({"kind": "finish"}),
    st.fixed_dictionaries({"kind": st.just("inject"), "event": st.sampled_from(["red_letter", "cook_wanted", "x"])}),
    st.fixed_dictionaries({"kind": st.just("take_over"), "on": st.booleans()}),
    st.fixed_dictionaries(
        {"kind": st.just("reply"), "text": WORDING, "tells": st.lists(IDS, max_size=2), "trust": st.integers(-30, 30)}
    ),
]
SEATS = st.sampled_from(["case_manager"] * 6 + ["social_worker"] * 3 + ["trainer"] * 2 + ["x"])
COMMON = st.sampled_from([DEEDS[0], DEEDS[1], DEEDS[18], DEEDS[13], DEEDS[2]])
"""Deeds without which most others are refused, drawn more often."""


@settings(max_examples=120)
@given(
    st.lists(st.tuples(SEATS, (COMMON | st.sampled_from(DEEDS)).flatmap(lambda deed: deed)), max_size=60),
    st.integers(0, 3),
)
def test_random_deeds_never_break_it(inputs: Inputs, deeds: list[tuple[str, dict[str, Any]]], seed: int) -> None:
    both = Inputs(
        inputs.scenario, inputs.system, inputs.evidence, inputs.manners, seed, ("case_manager", "social_worker")
    )
    run, log = Replay(both), []
    for seat, data in deeds:
        before, twin = canonical(run.case), run.copy()
        entry = Entry(sequence=len(log) + 1, seat=seat, deed=DEED.validate_python(data))
        refusal = run.do(entry)
        if refusal:
            assert canonical(run.case) == before, "a refusal changed the state"
        else:
            log.append(entry)
            possible(run)
        assert canonical(twin.case) == before, "a copy was changed"
    again = replay(both, log)
    assert again.refusals == []
    assert again.hash() == run.hash()


def possible(run: Replay) -> None:
    case = run.case
    assert all(0 <= value <= 100 for value in (case.trust, case.motivation, case.stress))
    assert all(0 <= level <= 4 for level in case.levels.values())
    assert 0 <= case.minutes_left <= run.scenario.weekly_minutes
    assert len(case.curve.trust) == case.week + 1
    assert set(case.told) <= {fact for facts in case.knowledge.values() for fact in facts}
    for seat, facts in case.knowledge.items():
        assert seat in run.inputs.played
        assert set(facts) <= set(run.scenario.fact_by_id)
    for enquiry in case.enquiries:
        assert enquiry.state != "waiting" or enquiry.due > case.week or case.stage != "open"
    for activity in case.plan.activities.values():
        assert set(activity.aims) <= set(case.plan.aims)
    assert (case.closed is not None) == (case.stage in ("closed", "followed_up") or case.closed is not None)
    for meeting in case.meetings:
        assert meeting[1] <= case.week


@pytest.mark.parametrize("times", [3])
def test_asking_again_meets_the_same_luck(inputs: Inputs, times: int) -> None:
    """Whether somebody comes in a week does not depend on how often one asks."""
    outcomes = []
    for extra in range(times):
        player = Player(inputs)
        player.ok("meet", place="desk")
        for _ in range(6):
            player.ok("advance")
        for _ in range(extra):
            player.ok("meet", place="desk")
        player.ok("meet", place="desk")
        outcomes.append(player.run.case.meeting is None)
    assert len(set(outcomes)) == 1
