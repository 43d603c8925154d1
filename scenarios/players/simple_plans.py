"""Whether a simple plan does better in the simulation than the reference plan of a scenario, under the same luck.

Tried are, with the contact, the trust and the knowledge of the reference: the reference without one activity, each
service alone, and every service at once; and a case manager by standing rules who has the true ratings. That is a
bounded search, and a hint to the author: a catalogue in which less gives more teaches the wrong thing.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from scenarios.client import Frozen
from scenarios.loader import Package
from scenarios.scenario import Scenario
from scenarios.weeks import evidence
from scenarios.weeks.engine import Engine
from scenarios.weeks.outcome import Trace, simulate
from scenarios.weeks.policies import Policy, StandingRules, Step, reference_plan
from scenarios.weeks.state import Cohort

REPLICATES = 100
LEVELS, WEEKS = 50, 150
"""Hundredths of a level and of a week in work that make a difference clear, if two standard errors lie in it."""


class Better(Frozen):
    """A simple plan that beats the reference: mean differences in hundredths."""

    plan: str
    levels: int
    """Levels gained minus lost, more than under the reference."""
    weeks: int
    """Weeks in work, more than under the reference."""


def better_plans(package: Package) -> list[Better]:
    """Simple plans that gain clearly in levels or weeks in work and lose in neither; the best first."""
    scenario = package.scenario
    reference = _lived(scenario, _plan(scenario, _steps(scenario)))
    found = []
    for name, policy in _simple(scenario):
        levels, weeks = _difference(_lived(scenario, policy), reference)
        if (_clear(levels, LEVELS) and weeks.mean() > -1) or (_clear(weeks, WEEKS) and levels.mean() > -0.25):
            found.append(Better(plan=name, levels=round(100 * levels.mean()), weeks=round(100 * weeks.mean())))
    return sorted(found, key=lambda one: (-one.levels, -one.weeks, one.plan))


def _steps(scenario: Scenario) -> list[Step]:
    return [Step(one.week, one.service) for one in scenario.reference.activities]


def _simple(scenario: Scenario) -> Iterator[tuple[str, Policy]]:
    steps = _steps(scenario)
    for one in steps:
        yield f"without {one.service}", _plan(scenario, [other for other in steps if other is not one])
    for service in scenario.services:
        yield f"only {service.id}", _plan(scenario, [Step(1, service.id)])
    yield "every service at once", _plan(scenario, [Step(1, service.id) for service in scenario.services])
    yield "standing rules", StandingRules(contact_every=scenario.reference.contact_weeks, warm=True)


def _plan(scenario: Scenario, steps: list[Step]) -> Policy:
    return reference_plan(
        steps,
        client=scenario.client,
        evidence=evidence.builtin(),
        contact_weeks=scenario.reference.contact_weeks,
        weeks=scenario.reference.weeks,
        priorities=scenario.reference.priorities,
    )


def _lived(scenario: Scenario, policy: Policy) -> Trace:
    """A hundred lives; every policy meets the same luck, because luck is addressed."""
    cohort = Cohort.of([scenario.client], ratings=scenario.client.levels).repeated(REPLICATES)
    engine = Engine(scenario.service_system, evidence.builtin(), seed=1, cohort=cohort)
    return simulate(engine, policy, scenario.reference.weeks, keep_weeks=False)


def _difference(one: Trace, other: Trace) -> tuple[np.ndarray, np.ndarray]:
    """Per life: levels gained minus lost and weeks in work, more in the one than in the other."""
    levels = one.levels[-1].astype(int).sum(axis=1) - other.levels[-1].astype(int).sum(axis=1)
    weeks = one.end.employed_weeks.astype(int) - other.end.employed_weeks.astype(int)
    return levels, weeks


def _clear(values: np.ndarray, hundredths: int) -> bool:
    error = values.std() / np.sqrt(len(values))
    return bool(values.mean() * 100 >= hundredths and values.mean() > 2 * error)
