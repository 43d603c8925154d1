"""Many runs of one activity side by side: what each found and missed, how plans differ, what came of them; pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Luck:
    """One measure of a lived run within what the same decisions could have led to."""

    lived: int
    low: int
    """The 10th, 50th and 90th percentile of the run's other possible lives."""
    middle: int
    high: int


@dataclass(frozen=True)
class Ending:
    """What a run's weeks have led to so far."""

    employed_weeks: Luck
    employed_at_end: bool
    domains: Luck
    """Levels gained minus levels lost, over all domains."""
    trust: int
    cost: int
    """Whole euros for services."""
    staff_minutes: int


@dataclass(frozen=True)
class Result:
    """What one seat's run has come to; `criteria` and `practice` are shares in thousandths."""

    number: int
    name: str
    stage: str
    weeks: int
    practice: int
    criteria: dict[str, int]
    needs_found: tuple[str, ...]
    needs_missed: tuple[str, ...]
    facts_found: tuple[str, ...]
    facts_missed: tuple[str, ...]
    services: tuple[str, ...]
    agreed: bool
    """Whether a plan came into force."""
    ending: Ending | None
    """None before the first week has passed."""


@dataclass(frozen=True)
class Shared:
    """Something some have and others have not: numbers of their seats."""

    subject: str
    by: tuple[int, ...]
    without: tuple[int, ...]


@dataclass(frozen=True)
class Spread:
    """A criterion over the group, shares in thousandths."""

    criterion: str
    low: int
    middle: int
    high: int


def needs(results: Sequence[Result]) -> list[Shared]:
    """Domains in need, those that most overlooked first."""
    return _overlooked_first(results, lambda one: one.needs_found, lambda one: one.needs_missed)


def facts(results: Sequence[Result]) -> list[Shared]:
    """Facts that matter most, those that most overlooked first."""
    return _overlooked_first(results, lambda one: one.facts_found, lambda one: one.facts_missed)


def services(results: Sequence[Result]) -> list[Shared]:
    """Services in plans, those that most chose first; runs without a plan are left out."""
    planned = [one for one in results if one.services]
    return sorted(
        _shared(planned, lambda one: one.services, lambda one: ()), key=lambda found: (-len(found.by), found.subject)
    )


def practice(results: Sequence[Result]) -> list[Spread]:
    """Every criterion with its lowest, middle and highest share, in the order of the first result."""
    criteria = list(results[0].criteria) if results else []
    spreads = []
    for criterion in criteria:
        shares = sorted(one.criteria[criterion] for one in results if criterion in one.criteria)
        spreads.append(Spread(criterion, shares[0], shares[(len(shares) - 1) // 2], shares[-1]))
    return spreads


Ids = Callable[[Result], Iterable[str]]


def _overlooked_first(results: Sequence[Result], has: Ids, lacks: Ids) -> list[Shared]:
    return sorted(_shared(results, has, lacks), key=lambda found: (len(found.by) - len(found.without), found.subject))


def _shared(results: Sequence[Result], has: Ids, lacks: Ids) -> list[Shared]:
    """Every subject anybody has or lacks; a seat that does not name it lacks it."""
    subjects = {subject for one in results for subject in (*has(one), *lacks(one))}
    return [
        Shared(
            subject=subject,
            by=tuple(one.number for one in results if subject in has(one)),
            without=tuple(one.number for one in results if subject not in has(one)),
        )
        for subject in sorted(subjects)
    ]
