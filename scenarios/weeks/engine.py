"""The engine of weeks: one step moves every row of a cohort by one week.

Deterministic to the byte: integers, comparisons, tables and addressed luck; no exponentials, logarithms or powers.
A single run is a cohort of one. `step` never changes the state it is given.
"""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

import numpy as np

from scenarios.services import ServiceSystem
from scenarios.weeks import person
from scenarios.weeks.compiled import Compiled
from scenarios.weeks.employment import Employment
from scenarios.weeks.enrolment import Enrolment
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Luck
from scenarios.weeks.state import POINTS_PER_LEVEL, Cohort, Decisions, State, Status, Week

_PARTS = ("luck", "state", "compiled", "enrolment", "employment", "person", "engine", "policies")
"""Modules whose text decides what a week does, beside the formats of clients and services."""


@lru_cache(maxsize=1)
def engine_hash() -> str:
    """SHA-256 (hex) over the source of the engine, the same on every system: what a run pins."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in (*(here / f"{part}.py" for part in _PARTS), here.parent / "client.py", here.parent / "services.py"):
        digest.update(file.read_text(encoding="utf-8").encode())
    return digest.hexdigest()


class Engine:
    """The weekly step for one cohort in one service system.

    `shared=False` is a practice run: queues carry drawn demand of other people. `shared=True` is a test-drive: the
    clients of each replicate compete for the places, and waits result from capacity.
    """

    def __init__(
        self, system: ServiceSystem, evidence: Evidence, *, seed: int, cohort: Cohort, shared: bool = False
    ) -> None:
        self.system, self.cohort, self.shared = system, cohort, shared
        self.luck = Luck(seed, cohort.territory)
        self.compiled = Compiled(system, evidence)
        self._ids = tuple(service.id for service in system.services)
        self._enrolment = Enrolment(cohort, self.compiled, self.luck, shared)
        self._employment = Employment(cohort, self.compiled, self.luck)

    def start(self) -> State:
        """The state before the first week."""
        cohort, rows, services = self.cohort, self.cohort.rows, len(self.system)
        never = np.full(rows, -1, np.int16)
        return State(
            week=0,
            points=(cohort.levels.astype(np.int16) * POINTS_PER_LEVEL + POINTS_PER_LEVEL // 2),
            cover=np.zeros_like(cohort.levels, np.int16),
            motivation=cohort.motivation.copy(),
            trust=cohort.trust.copy(),
            stress=cohort.stress.copy(),
            ratings=cohort.ratings.copy(),
            informed=cohort.informed.copy(),
            status=np.zeros((rows, services), np.int8),
            refusal=np.zeros((rows, services), np.int8),
            since=np.zeros((rows, services), np.int16),
            ahead=np.zeros((rows, services), np.int32),
            attended=np.zeros((rows, services), np.int16),
            missed=np.zeros((rows, services), np.int8),
            warm=np.zeros((rows, services), np.bool_),
            job=np.zeros(rows, np.int8),
            job_since=never.copy(),
            employed_weeks=np.zeros(rows, np.int16),
            last_contact=never.copy(),
            coordinated_from=never.copy(),
            coordinated_until=never.copy(),
            agreed=np.zeros(rows, np.bool_),
            cost=np.zeros(rows, np.int64),
            minutes=np.zeros(rows, np.int64),
        )

    def step(self, given: State, decisions: Decisions) -> tuple[State, Week]:
        """The state one week later, and what the week brought."""
        state, enrolment = given.copy(), self._enrolment
        before = given.levels
        happened = np.zeros(state.status.shape, np.uint8)
        refused = np.zeros(state.status.shape, np.int8)
        waited = np.zeros(state.status.shape, np.int16)

        person.listen(state, decisions, self.compiled)
        enrolment.end(state, decisions, happened)
        enrolment.refer(state, decisions, happened, refused)
        enrolment.hurry(state, decisions)
        enrolment.admit(state, before, happened, refused, waited)
        enrolment.cover(state)
        state.cost += (state.status == Status.ACTIVE).astype(np.int64) @ self.compiled.costs
        enrolment.attend(state, state.levels, happened)
        lost_points = person.life(state, self.compiled, self.luck)
        person.drift(state, self.compiled, state.levels, happened)
        found, lost = self._employment.week(state, state.levels)
        enrolment.job_ends_seeking(state, found, happened)
        person.job_changed(state, self.compiled, found, lost)
        enrolment.cover(state)
        state.week += 1
        return state, Week(
            week=given.week,
            system_ids=self._ids,
            services=happened,
            refusal=refused,
            waited=waited,
            life=lost_points,
            before=before,
            after=state.levels,
            found=found,
            lost=lost,
        )
