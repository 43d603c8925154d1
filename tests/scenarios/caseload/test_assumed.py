"""Caseloads under a trainer's copy of the assumptions: pinned when begun, told in the debrief."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from scenarios.caseload.document import compose
from scenarios.service import assumed, caseloads
from scenarios.weeks import evidence
from scenarios.weeks.assumptions import changed
from scenarios.weeks.believed import END, changes, movable
from studio.documents.model import Table
from studio.errors import NotFound
from studio.identity import Actor
from studio.languages import translator

from .conftest import SAWMILL
from .test_views import fine, opened, texts

BASE = evidence.builtin()
JOBS = [key for key, item in BASE.coefficients.items() if movable(item) and key.startswith("job.")]
TOLD = "These lives were lived under changed assumptions."


@pytest.fixture
def trainer(actor: Callable[..., Actor]) -> Actor:
    return actor("trainer", "Tea Trainer")


@pytest.fixture
def own(trainer: Actor) -> str:
    """A copy in which work is hard to find."""
    made = assumed.make(trainer, "No jobs", "", "k1")
    for key in JOBS:
        assumed.move(trainer, made, key, -END)
    return made


def believed(actor: Actor, caseload: str) -> list[str]:
    return changes(caseloads.load(actor, caseload).load.inputs.evidence, BASE)


def test_ready_and_drawn_caseloads_keep_the_copy_they_began_with(trainer: Actor, own: str) -> None:
    kept = assumed.pinned(trainer, own)
    begun = [
        caseloads.start(trainer, SAWMILL, seed=3, evidence=kept),
        caseloads.start_drawn(trainer, "RS", 8, seed=3, evidence=kept),
    ]
    assumed.move(trainer, own, JOBS[0], END)
    assumed.remove(trainer, own)
    caseloads.forget()
    assert [believed(trainer, one) for one in begun] == [JOBS, JOBS]
    assert believed(trainer, caseloads.start(trainer, SAWMILL, seed=3)) == []
    with pytest.raises(NotFound):
        caseloads.start(trainer, SAWMILL, evidence="0" * 64)


def test_the_debrief_says_what_was_changed_on_paper_too(trainer: Actor, own: str) -> None:
    caseload = caseloads.start(trainer, SAWMILL, seed=3, evidence=assumed.pinned(trainer, own))
    plain = caseloads.start(trainer, SAWMILL, seed=3)
    for one in (caseload, plain):
        caseloads.decide(trainer, one, {"kind": "advance"}, key=f"a{one}")
    assert TOLD in texts(opened(trainer, "caseload_debrief", id=caseload, part="outcome"))
    assert TOLD not in texts(opened(trainer, "caseload_debrief", id=plain, part="outcome"))
    loaded, t = caseloads.load(trainer, caseload), translator("en")
    paper = compose(loaded.load, loaded.package, caseloads.outcome_of(trainer, caseload), t, "Tea")
    rows = [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]
    moved = changed(loaded.load.inputs.evidence, t)
    assert len(moved) == len(JOBS)
    assert {(one.what, one.here, one.studio) for one in moved} <= set(rows)


def test_on_the_page_a_copy_is_chosen_for_what_begins(trainer: Actor, own: str, actor: Callable[..., Actor]) -> None:
    at = opened(trainer, "caseloads")
    at.selectbox(key="caseload_assumptions").set_value(own).run()
    at.button(key=f"caseload_begin_{SAWMILL}").click().run()
    fine(at)
    (begun,) = caseloads.mine(trainer)
    assert believed(trainer, begun.id) == JOBS
    others = opened(actor("trainee", "Tin Trainee"), "caseloads")
    assert "caseload_assumptions" not in [one.key for one in others.selectbox]
