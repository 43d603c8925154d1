"""Copies of the assumptions: numbers stay in their intervals, runs keep the copy they began with."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from scenarios import service
from scenarios.debriefing.debrief import debrief
from scenarios.debriefing.document import compose
from scenarios.service import assumed
from scenarios.weeks import evidence
from scenarios.weeks.assumptions import changed
from scenarios.weeks.believed import END, changes, movable, moved
from scenarios.weeks.evidence import Coefficient
from studio.documents.model import Table
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor, Role
from studio.languages import translator
from studio.settings import ROOT

Make = Callable[..., Actor]
SCENARIO = "lence_debts_and_care"
BASE = evidence.builtin()
MOVABLE = [key for key, item in BASE.coefficients.items() if movable(item)]
FIXED = [key for key, item in BASE.coefficients.items() if not movable(item)]


@given(st.dictionaries(st.sampled_from(sorted(BASE.coefficients)), st.integers(-END, END)))
def test_a_moved_number_stays_in_its_interval_and_the_ends_are_the_ends(positions: dict[str, int]) -> None:
    found = moved(BASE, positions)
    for key, item in found.coefficients.items():
        Coefficient.model_validate(item.model_dump())
        position = positions.get(key, 0)
        if position in (-END, 0, END):
            base = BASE.coefficients[key]
            assert item.value == {-END: base.low, 0: base.value, END: base.high}[position]
    assert set(changes(found, BASE)) <= {key for key, position in positions.items() if position}
    assert (found is BASE) == (not any(positions.values()))


def test_a_key_of_an_older_version_is_passed_over() -> None:
    assert moved(BASE, {"gone.since": 50}) is BASE


@pytest.fixture
def trainer(actor: Make) -> Actor:
    return actor(Role.TRAINER, "Tea Trainer")


def test_a_copy_is_made_once_moved_and_put_away(trainer: Actor) -> None:
    own = assumed.make(trainer, "  Hills \n in winter ", "Fewer jobs.", "k1")
    assert assumed.make(trainer, "Other", "", "k1") == own
    key = MOVABLE[0]
    assumed.move(trainer, own, key, -40)
    (found,) = assumed.mine(trainer)
    assert (found.name, found.purpose, found.positions) == ("Hills in winter", "Fewer jobs.", {key: -40})
    assumed.move(trainer, own, key, 0)
    assert assumed.mine(trainer)[0].evidence == BASE
    assumed.remove(trainer, own)
    assert assumed.mine(trainer) == []
    with pytest.raises(NotFound):
        assumed.pinned(trainer, own)


def test_copies_that_were_put_away_leave_room_for_new_ones(trainer: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(assumed, "MOST", 2)
    made = [assumed.make(trainer, f"Copy {one}", "", f"k{one}") for one in range(2)]
    with pytest.raises(Invalid):
        assumed.make(trainer, "One too many", "", "k2")
    assumed.remove(trainer, made[0])
    assumed.make(trainer, "There is room again", "", "k3")


def test_what_cannot_be_is_refused_and_changes_nothing(trainer: Actor) -> None:
    with pytest.raises(Invalid, match="assumptions_unnamed"):
        assumed.make(trainer, " \t", "", "k0")
    own = assumed.make(trainer, "Mine", "", "k1")
    impossible = [("no.such", 10), (MOVABLE[0], END + 1), (MOVABLE[0], -END - 1), *((key, 5) for key in FIXED[:1])]
    for key, position in impossible:
        with pytest.raises(Invalid, match="assumption_unusable"):
            assumed.move(trainer, own, key, position)
    assert assumed.mine(trainer)[0].positions == {}


def test_strangers_and_trainees_have_no_part_in_it(trainer: Actor, actor: Make) -> None:
    own = assumed.make(trainer, "Mine", "", "k1")
    other = actor(Role.TRAINER, "Sara Stranger")
    assert assumed.mine(other) == []
    for deed in (
        lambda: assumed.move(other, own, MOVABLE[0], 10),
        lambda: assumed.remove(other, own),
        lambda: assumed.pinned(other, own),
    ):
        with pytest.raises(NotFound):
            deed()
    with pytest.raises(Forbidden):
        assumed.make(actor(Role.TRAINEE, "Tin Trainee"), "Mine", "", "k2")


def test_a_run_keeps_the_copy_it_began_with(trainer: Actor) -> None:
    own = assumed.make(trainer, "No jobs", "", "k1")
    for key in MOVABLE:
        if key.startswith("job."):
            assumed.move(trainer, own, key, -END)
    run = service.start_run(trainer, SCENARIO, seed=3, evidence=assumed.pinned(trainer, own))
    before = service.load(trainer, run).replay.inputs.evidence
    assert changes(before, BASE)
    assumed.move(trainer, own, MOVABLE[0], END)
    assumed.remove(trainer, own)
    assert service.load(trainer, run).replay.inputs.evidence == before
    plain = service.start_run(trainer, SCENARIO, seed=3)
    assert service.load(trainer, plain).replay.inputs.evidence == BASE


def test_the_debrief_says_what_was_changed(trainer: Actor) -> None:
    own = assumed.make(trainer, "No jobs", "", "k1")
    key = next(key for key in MOVABLE if key.startswith("job."))
    assumed.move(trainer, own, key, -END)
    run = service.start_run(trainer, SCENARIO, seed=3, evidence=assumed.pinned(trainer, own))
    service.decide(trainer, run, {"kind": "advance", "weeks": 2}, key="a")
    (told,) = changed(service.load(trainer, run).replay.inputs.evidence, translator("en"))
    assert told.here != told.studio
    loaded = service.load(trainer, run)
    paper = compose(debrief(loaded.replay, replicates=3), loaded.replay, loaded.package, {}, translator("en"), "Tea")
    rows = [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]
    assert (told.what, told.here, told.studio) in rows


def page_of(who: Actor) -> AppTest:
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=60)
    at.user = {"session": who.session_id}
    at.run()
    at.switch_page("../scenarios/views/assumptions.py").run()
    assert not at.exception
    return at


def test_on_the_page_a_copy_is_made_a_number_moved_and_a_case_begun(trainer: Actor) -> None:
    at = page_of(trainer)
    assert not at.slider
    at.text_input(key="assumed_name").input("Valley <b>")
    at.button(key="assumed_make").click().run()
    assert not at.exception
    (own,) = assumed.mine(trainer)
    at.slider[0].set_value(-30).run()
    at.run()
    assert not at.exception
    ((moved_key, position),) = assumed.mine(trainer)[0].positions.items()
    assert position == -30
    assert at.slider(key=f"{own.id}/{moved_key}").value == -30
    assert "1 number was moved." in [one.value for one in at.markdown]
    at.button(key="assumed_begin").click().run()
    (begun,) = service.mine(trainer)
    assert changes(service.load(trainer, begun.run_id).replay.inputs.evidence, BASE) == [moved_key]


def test_trainees_read_the_page_and_change_nothing(actor: Make) -> None:
    at = page_of(actor(Role.TRAINEE, "Tin Trainee"))
    assert not at.text_input
    assert not at.slider
