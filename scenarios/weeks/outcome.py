"""Living a policy through the weeks, what came of it, and how much of that was luck."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAINS, Frozen
from scenarios.services import ServiceSystem
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Bools
from scenarios.weeks.policies import Lived, Logged, Policy, Skipped, View
from scenarios.weeks.state import Cohort, Ints, State, Tiny, Week

REPLICATES = 200
QUANTILES = (10, 25, 50, 75, 90)


@dataclass(frozen=True)
class Trace:
    """The weeks of a simulation. `weeks + 1` moments: before the first week and after each."""

    start: State
    end: State
    employed: Bools
    """(weeks + 1, rows)."""
    motivation: npt.NDArray[np.int16]
    """(weeks + 1, rows), like trust and stress."""
    trust: npt.NDArray[np.int16]
    stress: npt.NDArray[np.int16]
    levels: Tiny
    """(weeks + 1, rows, D)."""
    weeks: tuple[Week, ...]
    """What each week brought; empty if it was not kept."""
    skipped: tuple[Skipped, ...]

    def lived(self, row: int = 0) -> Lived:
        """Week -> what life did in this row: the knowledge of `Logged.lived`."""
        return {
            week.week: frozenset(DOMAINS[d] for d in np.flatnonzero(week.life[row]))
            | (frozenset({"job"}) if week.lost[row] else frozenset())
            for week in self.weeks
        }


def simulate(engine: Engine, policy: Policy, weeks: int, *, keep_weeks: bool = True) -> Trace:
    """Run a policy for this many weeks from the start; `keep_weeks=False` spares memory in large cohorts."""
    state, last = engine.start(), None
    start, states, kept, skipped = state, [state], [], []
    for _ in range(weeks):
        decisions, vanished = policy.decide(View.of(engine, state, last))
        state, last = engine.step(state, decisions)
        states.append(state)
        skipped += vanished
        if keep_weeks:
            kept.append(last)
    return Trace(
        start=start,
        end=state,
        employed=np.stack([item.employed for item in states]),
        motivation=np.stack([item.motivation for item in states]),
        trust=np.stack([item.trust for item in states]),
        stress=np.stack([item.stress for item in states]),
        levels=np.stack([item.levels for item in states]),
        weeks=tuple(kept),
        skipped=tuple(skipped),
    )


class Outcome(Frozen):
    """What came of one client: the outcome side of a debrief, never mixed with practice."""

    employed_weeks: int
    employed_at_end: bool
    first_job_week: int | None
    """Week (from 0) the first job began."""
    domains_gained: int
    """Levels gained over all domains; `domains_lost` counts the levels lost."""
    domains_lost: int
    levels: dict[str, int]
    motivation: int
    trust: int
    stress: int
    cost: int
    """Whole euros for services."""
    staff_minutes: int


def outcome(trace: Trace, row: int = 0) -> Outcome:
    """The outcome of one row."""
    change = trace.levels[-1, row].astype(int) - trace.levels[0, row]
    working = np.flatnonzero(trace.employed[1:, row])
    return Outcome(
        employed_weeks=int(trace.end.employed_weeks[row]),
        employed_at_end=bool(trace.employed[-1, row]),
        first_job_week=int(working[0]) if len(working) else None,
        domains_gained=int(change[change > 0].sum()),
        domains_lost=int(-change[change < 0].sum()),
        levels={domain: int(level) for domain, level in zip(DOMAINS, trace.levels[-1, row], strict=True)},
        motivation=int(trace.motivation[-1, row]),
        trust=int(trace.trust[-1, row]),
        stress=int(trace.stress[-1, row]),
        cost=int(trace.end.cost[row]),
        staff_minutes=int(trace.end.minutes[row]),
    )


class Spread(Frozen):
    """One measure over the replicates of a run: where the lived run stands among its other possible lives."""

    lived: int
    below: int
    """Replicates with a smaller value, of `replicates`; `equal` have the same one."""
    equal: int
    replicates: int
    quantiles: dict[int, int]
    """Percent -> value, for 10, 25, 50, 75 and 90."""
    values: tuple[int, ...]
    """All replicates in ascending order, the lived run not among them."""

    @classmethod
    def of(cls, values: Ints) -> Self:
        """From one value per row; row 0 is the lived run."""
        lived, others = int(values[0]), np.sort(values[1:], kind="stable")
        return cls(
            lived=lived,
            below=int((others < lived).sum()),
            equal=int((others == lived).sum()),
            replicates=len(others),
            quantiles={percent: int(others[(len(others) - 1) * percent // 100]) for percent in QUANTILES},
            values=tuple(int(value) for value in others),
        )


class Range(Frozen):
    """The range of luck of a run: the same conversation and decisions, the weeks lived again with other luck."""

    employed_weeks: Spread
    domains: Spread
    """Levels gained minus levels lost."""
    trust: Spread
    stress: Spread
    cost: Spread
    staff_minutes: Spread
    employed_at_end: int
    """Replicates that end in work, of `employed_weeks.replicates`."""


def range_of(trace: Trace) -> Range:
    """The range of a trace whose row 0 was lived and whose other rows are replicates of it."""
    change = (trace.levels[-1].astype(np.int64) - trace.levels[0]).sum(axis=1)
    return Range(
        employed_weeks=Spread.of(trace.end.employed_weeks.astype(np.int64)),
        domains=Spread.of(change),
        trust=Spread.of(trace.trust[-1].astype(np.int64)),
        stress=Spread.of(trace.stress[-1].astype(np.int64)),
        cost=Spread.of(trace.end.cost),
        staff_minutes=Spread.of(trace.end.minutes),
        employed_at_end=int(trace.employed[-1, 1:].sum()),
    )


def range_of_luck(
    system: ServiceSystem,
    evidence: Evidence,
    cohort: Cohort,
    seed: int,
    policy: Policy,
    weeks: int,
    replicates: int = REPLICATES,
) -> Range:
    """Replicates 1 … `replicates` around replicate 0, the lived run, for a cohort of one client."""
    if cohort.rows != 1:
        raise ValueError("the range of luck is about one client")
    if isinstance(policy, Logged) and policy.lived is None:
        lived = simulate(Engine(system, evidence, seed=seed, cohort=cohort), policy, weeks).lived()
        policy = replace(policy, lived=lived)
    engine = Engine(system, evidence, seed=seed, cohort=cohort.repeated(1 + replicates))
    return range_of(simulate(engine, policy, weeks))
