"""The work programme in time: periods of the term, and what each action does in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.items import Action

MAX_PERIODS = 12
"""Columns a table of a printed page can hold."""
_MONTHS = (3, 6, 12, 24, 60)


@dataclass(frozen=True)
class Period:
    """From the first day of a month to the last day of one."""

    start: date
    end: date
    months: int

    def label(self) -> str:
        """`Q1 2027`, `1–6/2027`, `2027`, `2027–28`."""
        if self.months == 3:
            return f"Q{(self.start.month + 2) // 3} {self.start.year}"
        if self.months == 6:
            return f"{self.start.month}–{self.end.month}/{self.start.year}"
        years = f"{self.start.year}"
        return years if self.end.year == self.start.year else f"{years}–{self.end.year % 100:02d}"

    def holds(self, day: date | None) -> bool:
        return day is not None and self.start <= day <= self.end


def dated(agreement: Agreement) -> list[Action]:
    """Actions whose start and end are known and in order: those that can be drawn."""
    return [a for a in agreement.actions if a.start and a.end and a.start <= a.end]


def span(agreement: Agreement) -> tuple[date, date] | None:
    """First and last day of what is planned: the term, and actions and milestones that reach beyond it."""
    days = [agreement.term.start, agreement.term.end]
    for action in dated(agreement):
        days += [action.start, action.end, *(stone.due for stone in action.milestones)]
    known = [day for day in days if day is not None]
    return (min(known), max(known)) if len(known) > 1 else None


def periods(agreement: Agreement) -> list[Period]:
    """Quarters of the plan, or longer periods where quarters would be too many; none while nothing is dated."""
    planned = span(agreement)
    if planned is None:
        return []
    first, last = planned
    months = next((each for each in _MONTHS if _count(first, last, each) <= MAX_PERIODS), _MONTHS[-1])
    found: list[Period] = []
    start = _floor(first, months)
    while start <= last and len(found) < MAX_PERIODS:
        following = _later(start, months)
        found.append(Period(start, following - timedelta(days=1), months))
        if following.year > date.max.year - 100:
            break
        start = following
    return found


def runs_in(action: Action, period: Period) -> bool:
    return bool(action.start and action.end and action.start <= period.end and action.end >= period.start)


def _count(first: date, last: date, months: int) -> int:
    start = _floor(first, months)
    return ((last.year - start.year) * 12 + last.month - start.month) // months + 1


def _floor(day: date, months: int) -> date:
    """The beginning of the period of a calendar in which a day lies; periods longer than a year begin with its year."""
    return date(day.year, (day.month - 1) // months * months + 1 if months < 12 else 1, 1)


def _later(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(min(total // 12, date.max.year), total % 12 + 1, 1)
