"""The weeks of a case as lines and points: appointments, enquiries, referrals, services, events, what is still to come.

Pure: what the case manager can know, in the order of rows; `views.calendar` draws it and puts it into words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scenarios.case import Case, Moment
from scenarios.engine import Replay
from scenarios.story import visible

Row = Literal["contact", "enquiry", "service", "event", "conference", "plan", "desk", "work"]


@dataclass(frozen=True)
class Bar:
    """Something that lasts: waiting, running, being asked, being in work; `end` is the week it ended, or this one."""

    row: Row
    subject: str
    state: str
    start: int
    end: int


@dataclass(frozen=True)
class Point:
    """Something that happened in a week, or will: `ahead` marks what is still to come."""

    row: Row
    subject: str
    state: str
    week: int
    ahead: bool = False


_POINTS: dict[str, tuple[Row, str]] = {
    "met": ("contact", "met"),
    "no_show": ("contact", "no_show"),
    "event": ("event", "event"),
    "crisis": ("event", "crisis"),
    "conference": ("conference", "conference"),
    "plan_agreed": ("plan", "agreed"),
    "plan_updated": ("plan", "agreed"),
    "plan_overruled": ("plan", "overruled"),
    "proposed": ("plan", "discussed"),
    "noted": ("desk", "noted"),
    "bring_forward": ("desk", "back"),
    "missed": ("service", "missed"),
    "completed": ("service", "completed"),
    "dropped": ("service", "dropped"),
    "refused": ("service", "refused"),
}
_BEGINS = ("referred", "referred_warm")
_ENDS = ("started", "completed", "dropped", "ended", "refused", "service_ended")


def bars(case: Case) -> tuple[Bar, ...]:
    """What lasts, row by row."""
    return (*_enquiries(case), *_services(case), *_work(case))


def _enquiries(case: Case) -> Iterator[Bar]:
    for one in case.enquiries:
        end = one.asked if one.state == "refused" else min(one.due, max(case.week, one.asked))
        yield Bar("enquiry", one.partner, one.state, one.asked, end)


def _services(case: Case) -> Iterator[Bar]:
    for service in case.services:
        own = [m for m in case.moments if m.subject == service and m.code in (*_BEGINS, *_ENDS)]
        since, state = -1, ""
        for moment in own:
            if since >= 0:
                yield Bar("service", service, state, since, moment.week)
            since, state = _next(moment)
        if since >= 0:
            yield Bar("service", service, state, since, case.week)


def _next(moment: Moment) -> tuple[int, str]:
    """What begins with a moment of a service; nothing where it ends."""
    if moment.code in _BEGINS:
        return moment.week, "waiting"
    return (moment.week, "active") if moment.code == "started" else (-1, "")


def _work(case: Case) -> Iterator[Bar]:
    since = -1
    for week, employed in enumerate((*case.curve.employed, False)):
        if employed and since < 0:
            since = week
        elif not employed and since >= 0:
            yield Bar("work", "", "employed", since, min(week, case.week))
            since = -1


def points(case: Case) -> tuple[Point, ...]:
    """What happened in one week, and what is still to come."""
    found = [
        Point(_POINTS[m.code][0], m.subject, _POINTS[m.code][1], m.week) for m in case.moments if m.code in _POINTS
    ]
    ahead = [Point("desk", "", "back", week, ahead=True) for week in case.bring_forward()]
    return (*found, *ahead)


def newest(run: Replay) -> tuple[Moment, ...]:
    """What the last stretch of weeks brought, as far as a case manager can know."""
    if not run.passed:
        return ()
    last = max(run.passed)
    return tuple(moment for moment in visible(run.case.moments) if moment.sequence == last)
