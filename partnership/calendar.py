"""Dates of an agreement for a calendar: milestones, reports, figures, meetings, evaluation, term."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from partnership.agreement import Agreement
from partnership.items import Frequency
from partnership.preparation import questions
from studio import clock
from studio.languages import Translator, translator

MAX_EVENTS = 2_000
MONTHS: dict[Frequency, int] = {"monthly": 1, "quarterly": 3, "half_yearly": 6, "yearly": 12}


@dataclass(frozen=True)
class Event:
    """A whole day; `tentative` where the agreement gives a rhythm and no date."""

    id: str
    day: date
    title: str
    note: str = ""
    tentative: bool = False


def events(agreement: Agreement, t: Translator) -> list[Event]:
    """Everything with a date, and what recurs within the term, by day."""
    found = [
        *_milestones(agreement, t),
        *_reports(agreement, t),
        *_figures(agreement, t),
        *_meetings(agreement, t),
        *_talks(agreement, t),
        *_term(agreement, t),
    ]
    return sorted(found, key=lambda event: (event.day, event.id))[:MAX_EVENTS]


def render(agreement: Agreement, locale: str) -> bytes:
    """The events as an iCalendar file; a later file brings the same events up to date."""
    from icalendar import Calendar
    from icalendar import Event as Entry

    t = translator(locale)
    calendar = Calendar()
    calendar.add("prodid", "-//ICM Studio//agreement//")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", agreement.title.strip() or t("Partnership agreement"))
    for event in events(agreement, t):
        entry = Entry()
        entry.add("uid", f"{_digest(agreement.title, event.id)}@icm-studio")
        entry.add("dtstamp", clock.now())
        entry.add("dtstart", event.day)
        entry.add("dtend", event.day + timedelta(days=1))
        entry.add("summary", event.title)
        entry.add("status", "TENTATIVE" if event.tentative else "CONFIRMED")
        entry.add("transp", "TRANSPARENT")
        if event.note:
            entry.add("description", event.note)
        calendar.add_component(entry)
    return bytes(calendar.to_ical())


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:32]


def _milestones(a: Agreement, t: Translator) -> Iterator[Event]:
    for action in a.actions:
        for stone in action.milestones:
            if stone.due and stone.due < date.max:
                who = ", ".join(filter(None, map(a.partner_label, action.accountable())))
                yield Event(
                    f"{action.id}/{stone.id}",
                    stone.due,
                    t("Milestone: {title}", title=_line(stone.title, t)),
                    t("Action: {title}", title=_line(action.title, t)) + (f" ({who})" if who else ""),
                )


def _reports(a: Agreement, t: Translator) -> Iterator[Event]:
    for report in a.monitoring.reports:
        who = a.partner_label(report.owner)
        for number, day in enumerate(period_ends(a, report.frequency), 1):
            title = t("Report due: {title}", title=_line(report.title, t))
            yield Event(f"{report.id}/{number}", day, title, who)


def _figures(a: Agreement, t: Translator) -> Iterator[Event]:
    for indicator in a.indicators:
        who = a.partner_label(indicator.owner)
        for number, day in enumerate(period_ends(a, indicator.frequency), 1):
            title = t("Figure due: {title}", title=_line(indicator.name, t))
            yield Event(f"{indicator.id}/{number}", day, title, who)


def _meetings(a: Agreement, t: Translator) -> Iterator[Event]:
    """Spread evenly, because the agreement says how often and not when."""
    start, end = a.term.start, a.term.end
    for body in a.bodies:
        per_year = min(body.meetings_per_year or 0, 52)
        if not start or not end or end < start or not per_year:
            continue
        step, number = 365 / per_year, 0
        while (day := start + timedelta(days=round(step * (number + 0.5)))) <= end and number < MAX_EVENTS:
            number += 1
            title = t("Meeting: {title}", title=_line(body.name, t))
            yield Event(f"{body.id}/{number}", day, title, t("The date is a proposal."), tentative=True)


def _talks(a: Agreement, t: Translator) -> Iterator[Event]:
    """Meetings of the preparation, and until when questions are to be clarified."""
    for meeting in a.meetings:
        if meeting.day:
            title = t("Meeting: {title}", title=_line(meeting.title, t))
            place = ", ".join(filter(None, (meeting.starts, meeting.place.strip())))
            yield Event(meeting.id, meeting.day, title, "\n\n".join(filter(None, (place, meeting.agenda.strip()))))
    known = questions(t.locale)
    for each in a.clarifications:
        if each.due and each.state in ("open", "under_way"):
            name = known[each.id].title if each.id in known else _line(each.title, t)
            yield Event(f"clarify/{each.id}", each.due, t("To be clarified: {question}", question=name))


def _term(a: Agreement, t: Translator) -> Iterator[Event]:
    single = (
        ("term/start", a.term.start, t("The agreement begins")),
        ("term/end", a.term.end, t("The agreement ends")),
        ("monitoring/evaluation_due", a.monitoring.evaluation_due, t("Evaluation due")),
    )
    for name, day, title in single:
        if day and day < date.max:
            yield Event(name, day, title)


def period_ends(a: Agreement, frequency: Frequency) -> Iterator[date]:
    """Last days of the reporting periods, counted from the beginning of the term; at the latest its end."""
    start, end = a.term.start, a.term.end
    if not start or not end or end < start or end.year > 2200:
        return
    months = MONTHS.get(frequency)
    if months is None:
        if frequency == "once":
            yield end
        return
    total = start.year * 12 + start.month - 1
    while True:
        total += months
        last = date(total // 12, total % 12 + 1, 1) - timedelta(days=1)
        yield min(last, end)
        if last >= end:
            return


def _line(text: str, t: Translator) -> str:
    return " ".join(text.split()) or t("(without name)")
