"""The facts of a year of the partnership, from which its annual report is written. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from partnership.agreement import Agreement
from partnership.items import Action, Indicator
from partnership.money import entries as amounts
from partnership.monitoring import Course, Entry, counting, course, latest, overdue
from partnership.yearbook import Yearbook


@dataclass(frozen=True)
class Decision:
    day: date
    body: str
    question: str
    outcome: str


@dataclass(frozen=True)
class Change:
    """A signed later document: its kind, what it is called, and the day it takes effect or was signed."""

    kind: str
    number: int
    partner: str
    year: int | None
    day: date | None


@dataclass(frozen=True)
class Done:
    """An action with what was last said about it by the end of the year, and everything said during it."""

    action: Action
    said: Entry | None
    during: tuple[Entry, ...]
    overdue: bool


@dataclass(frozen=True)
class Measured:
    """An indicator with its newest value by the end of the year, and all values measured in it."""

    indicator: Indicator
    said: Entry | None
    during: tuple[Entry, ...]
    course: Course


@dataclass(frozen=True)
class Annual:
    """Everything the report of a year says."""

    agreement: Agreement
    year: int
    until: date
    """The last day of the year, or today while the year is running."""
    actions: tuple[Done, ...]
    indicators: tuple[Measured, ...]
    planned: dict[str, Decimal]
    """Money and work planned for the year, by partner id or name of a source, in the budget's currency."""
    uncounted: int
    """Amounts whose exchange rate is missing."""
    changes: tuple[Change, ...]
    decisions: tuple[Decision, ...]
    book: Yearbook

    @property
    def running(self) -> bool:
        return self.until < date(self.year, 12, 31)


def annual(
    agreement: Agreement,
    year: int,
    entries: Iterable[Entry],
    book: Yearbook,
    changes: Iterable[Change],
    decisions: Iterable[Decision],
    today: date,
) -> Annual:
    """The facts as they stood at the end of the year, as far as they are known now."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    until = min(last, today)
    standing = counting(entries)

    def during(item: str) -> tuple[Entry, ...]:
        return tuple(entry for entry in standing if entry.item == item and first <= entry.day <= last)

    actions = tuple(
        Done(action, said := latest(standing, action.id, last), during(action.id), overdue(action, said, until))
        for action in agreement.actions
        if _touches(action, first, last) or during(action.id)
    )
    indicators = tuple(
        Measured(
            each,
            said := latest(standing, each.id, last),
            during(each.id),
            course(agreement, each, said),
        )
        for each in agreement.indicators
    )
    planned: dict[str, Decimal] = {}
    uncounted = 0
    for amount in amounts(agreement):
        if amount.year != year:
            continue
        if amount.value is None:
            uncounted += 1
        else:
            planned[amount.bearer] = planned.get(amount.bearer, Decimal(0)) + amount.value
    return Annual(
        agreement=agreement,
        year=year,
        until=until,
        actions=actions,
        indicators=indicators,
        planned=planned,
        uncounted=uncounted,
        changes=tuple(each for each in changes if each.day is None or first <= each.day <= last),
        decisions=tuple(each for each in decisions if first <= each.day <= last),
        book=book,
    )


def _touches(action: Action, first: date, last: date) -> bool:
    """Whether an action is planned for some of the year; one without dates may be."""
    return (action.start is None or action.start <= last) and (action.end is None or action.end >= first)
