"""All criteria together: the practice side of a debrief, never mixed with the outcome."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scenarios.client import Frozen
from scenarios.engine import Replay
from scenarios.scenario import CRITERIA
from scenarios.scoring import following, listening, planning
from scenarios.scoring.check import Check, read_until

RULES: dict[str, Callable[[Replay], Iterator[Check]]] = {
    "consent": listening.consent,
    "interview": listening.interview,
    "needs": listening.needs,
    "strengths": listening.strengths,
    "partners": listening.partners,
    "aims": planning.aims,
    "coverage": planning.coverage,
    "order": planning.order,
    "voice": planning.voice,
    "contact": following.contact,
    "update": following.update,
    "notes": following.notes,
    "closure": following.closure,
    "ethics": following.ethics,
}


class Criterion(Frozen):
    """One criterion with its checks; `share` is earned of possible points in thousandths."""

    id: str
    weight: int
    share: int
    checks: tuple[Check, ...]


class Practice(Frozen):
    """Practice of a run; `share` is the weighted mean in thousandths, for comparing runs of one person."""

    share: int
    criteria: tuple[Criterion, ...]


def score(run: Replay) -> Practice:
    """Judge a run against the standards, criterion by criterion."""
    criteria = []
    for name in CRITERIA:
        checks = tuple(read_until(one, run.case.sequence) for one in RULES[name](run))
        possible = sum(one.of for one in checks)
        share = 1000 * sum(one.earned for one in checks) // possible if possible else 0
        criteria.append(Criterion(id=name, weight=run.scenario.weight(name), share=share, checks=checks))
    weight = sum(one.weight for one in criteria)
    total = sum(one.share * one.weight for one in criteria) // weight if weight else 0
    return Practice(share=total, criteria=tuple(criteria))
