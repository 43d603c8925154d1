"""What became of a signed agreement: values of indicators, states of actions, and what is to be reported now. Pure.

Nothing that was reported is changed or removed: a mistake is corrected by a later entry that names the earlier one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal, get_args

from partnership.agreement import Agreement
from partnership.calendar import period_ends
from partnership.items import Action, Indicator

ActionState = Literal["planned", "under_way", "late", "done", "stopped"]
STATES: tuple[ActionState, ...] = get_args(ActionState)
NEEDS_REASON: tuple[ActionState, ...] = ("late", "stopped")
FINISHED: tuple[ActionState, ...] = ("done", "stopped")
Course = Literal["unmeasured", "no_target", "reached", "on_course", "behind", "worse"]
SLACK = Decimal("0.1")
"""How far a value may lie behind an even course from baseline to target before it is called behind."""


@dataclass(frozen=True)
class Entry:
    """Something reported: a value of an indicator, or where an action stands. `corrects` names an earlier entry.

    An entry with neither value nor state takes back the one it corrects.
    """

    id: str
    kind: Literal["indicator", "action"]
    item: str
    day: date
    value: Decimal | None
    state: ActionState | None
    source: str
    note: str
    person: str
    at: datetime
    corrects: str = ""

    @property
    def empty(self) -> bool:
        return self.value is None and self.state is None


@dataclass(frozen=True)
class Due:
    """Something to report now; `since` is the day it was due, `missed` how many periods have no figure."""

    kind: Literal["indicator", "action"]
    item: str
    since: date
    missed: int = 1


def counting(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that stand: neither corrected nor taken back, oldest first."""
    found = list(entries)
    corrected = {entry.corrects for entry in found if entry.corrects}
    standing = [entry for entry in found if entry.id not in corrected and not entry.empty]
    return sorted(standing, key=lambda entry: (entry.day, entry.at, entry.id))


def latest(entries: Iterable[Entry], item: str, until: date | None = None) -> Entry | None:
    """The newest entry that stands for an indicator or action, up to a day."""
    found = [entry for entry in counting(entries) if entry.item == item and (until is None or entry.day <= until)]
    return found[-1] if found else None


def way(indicator: Indicator, value: Decimal) -> Decimal | None:
    """How much of the way from baseline to target is done, 1 for all of it; None where the two do not say."""
    start, goal = indicator.baseline, indicator.target
    if start is None or goal is None or start == goal:
        return None
    return (value - start) / (goal - start)


def course(agreement: Agreement, indicator: Indicator, entry: Entry | None) -> Course:
    """Where an indicator stands against baseline, target and an even course through the term."""
    if entry is None or entry.value is None:
        return "unmeasured"
    goal = indicator.target
    if goal is None:
        return "no_target"
    done = way(indicator, entry.value)
    if done is None:
        return "reached" if entry.value >= goal else "behind"
    if done >= 1:
        return "reached"
    if done < 0:
        return "worse"
    passed = elapsed(agreement, entry.day)
    return "behind" if passed is not None and done < passed - SLACK else "on_course"


def elapsed(agreement: Agreement, day: date) -> Decimal | None:
    """How much of the term has passed on a day, between 0 and 1; None while the term is open."""
    start, end = agreement.term.start, agreement.term.end
    if start is None or end is None or end <= start:
        return None
    passed = Decimal((day - start).days) / Decimal((end - start).days)
    return min(max(passed, Decimal(0)), Decimal(1))


def overdue(action: Action, entry: Entry | None, today: date) -> bool:
    """Whether an action's last day has passed and nobody has said how it ended."""
    if action.end is None or action.end >= today:
        return False
    return entry is None or entry.state in ("planned", "under_way")


def due(agreement: Agreement, entries: Sequence[Entry], today: date) -> list[Due]:
    """What is to be reported now, longest waiting first."""
    standing = counting(entries)
    found = [each for indicator in agreement.indicators if (each := _figure(agreement, indicator, standing, today))]
    for action in agreement.actions:
        said = latest(standing, action.id)
        if overdue(action, said, today) and action.end:
            found.append(Due("action", action.id, action.end))
        elif said is None and action.start and action.start <= today:
            found.append(Due("action", action.id, action.start))
    return sorted(found, key=lambda each: (each.since, each.item))


def _figure(agreement: Agreement, indicator: Indicator, standing: Sequence[Entry], today: date) -> Due | None:
    """A value counts for the period its day lies in; the last period that has ended asks for one."""
    start = agreement.term.start
    if start is None:
        return None
    days = [entry.day for entry in standing if entry.item == indicator.id]
    missing: list[date] = []
    for end in period_ends(agreement, indicator.frequency):
        if end > today:
            break
        if not any(start <= day <= end for day in days):
            missing.append(end)
        start = end + timedelta(days=1)
    if not missing or any(day > missing[-1] for day in days):
        return None  # a newer figure than the gap: nobody measures the past again
    return Due("indicator", indicator.id, missing[-1], len(missing))
