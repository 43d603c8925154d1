"""From desks to the engine and back: what was decided in a week as arrays, and what the week brought to each card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scenarios.caseload import moves
from scenarios.caseload.cards import Card, News, Occurred, Pending, Written
from scenarios.caseload.exercise import Occasion, Person
from scenarios.client import DOMAIN_INDEX, DOMAINS
from scenarios.weeks.state import (
    UNKNOWN,
    Contact,
    Decisions,
    Happening,
    Referring,
    Status,
    Week,
    level_of,
)

if TYPE_CHECKING:
    from scenarios.caseload.replay import Caseload

SERIOUS = 1
"""A blow that leaves a domain at this level or below wants an answer."""
_REPORTED = frozenset({"started", "completed", "dropped", "refused", "job_found", "job_lost"})
_MOST_POINTS = 499


def decided(load: Caseload) -> Decisions:
    """Everything decided for the coming week; minutes are those that the engine does not count itself."""
    rows, index = len(load.exercise.people), load.exercise.system.index
    found = Decisions.blank(rows, len(index))
    found.ratings = np.full((rows, len(DOMAINS)), UNKNOWN, np.int8)
    found.informed = np.full((rows, len(DOMAINS)), UNKNOWN, np.int8)
    shift = {name: np.zeros(rows, np.int16) for name in ("trust", "motivation", "stress")}
    points = np.zeros((rows, len(DOMAINS)), np.int16)
    for row, card in enumerate(load.cards.values()):
        pending = card.pending
        found.contact[row] = pending.contact
        for service, warm in pending.refer.items():
            found.refer[row, index[service]] = Referring.WARM if warm else Referring.PAPER
        for service in pending.end:
            found.end[row, index[service]] = True
        for service, weeks in pending.hurry.items():
            found.hurry[row, index[service]] = weeks
        found.conference[row], found.agree[row] = pending.conference, pending.agree
        for domain, level in card.ratings.items():
            found.ratings[row, DOMAIN_INDEX[domain]] = level
        for domain, share in load.informed(card).items():
            found.informed[row, DOMAIN_INDEX[domain]] = share
        for name, values in shift.items():
            values[row] = max(-100, min(100, getattr(pending, name)))
        for domain, change in pending.points.items():
            points[row, DOMAIN_INDEX[domain]] = max(-_MOST_POINTS, min(_MOST_POINTS, change))
        found.minutes[row] = pending.minutes - _counted(load, pending)
    found.shift = {**shift, "points": points}
    return found


def _counted(load: Caseload, pending: Pending) -> int:
    """Minutes that the engine counts itself for what was decided."""
    number = load.inputs.evidence.number
    minutes = {Contact.NONE: 0, Contact.CALL: number("minutes.call"), Contact.MEETING: number("minutes.meeting")}[
        Contact(pending.contact)
    ]
    minutes += sum(number("minutes.warm" if warm else "minutes.paper") for warm in pending.refer.values())
    minutes += number("minutes.conference") if pending.conference else 0
    return minutes + (number("minutes.agree") if pending.agree else 0)


def happened(load: Caseload, week: Week) -> None:
    """Bring what the week did to the cards: news, blows of life, authored events, messages, what ran out of time."""
    for row, (name, card) in enumerate(load.cards.items()):
        card.minutes_by_week.append(card.pending.minutes)
        card.pending = Pending()
        person = load.exercise.person(name)
        _report(load, card, week, row)
        if card.ended is not None:
            continue
        _run_out(load, card, person)
        _strike(load, card, person, week, row)
        _befall(load, card, person)
        _write(load, card, person)


def _report(load: Caseload, card: Card, week: Week, row: int) -> None:
    """News of partners and the register; a person who missed sessions is reported once they add up."""
    card.news += [
        News(load.week, event.code, event.subject, event.amount)
        for event in week.events(row)
        if event.code in _REPORTED
    ]
    missing = np.flatnonzero((week.services[row] & Happening.MISSED) != 0)
    for position in missing:
        if load.world.missed[row, position] == 2:
            card.news.append(News(load.week, "missed", week.system_ids[position], 2))


def _run_out(load: Caseload, card: Card, person: Person) -> None:
    """What nobody answered in time, or never heard of, takes its course."""
    for event in list(card.events.values()):
        authored = person.event_by_id.get(event.id)
        ignored = authored.ignored if authored else load.rules.left_alone
        if event.state == "open" and event.due is not None and load.week > event.due:
            card.events[event.id] = replace(event, state="late")
            moves.feel(card, ignored)
        elif event.state == "unseen":
            if authored and authored.known_by == "partner":
                moves.know(load, card, event.id)
                continue
            weeks = 2 * (authored.answer_weeks if authored else load.rules.crisis_weeks)
            if load.week - event.week > weeks:
                card.events[event.id] = replace(event, state="never_seen")
                moves.feel(card, ignored)


def _strike(load: Caseload, card: Card, person: Person, week: Week, row: int) -> None:
    """Blows of life: those who speak up report them, partners who are there notice, the rest comes out in a contact."""
    levels = level_of(load.world.points[row])
    for position in np.flatnonzero(week.life[row]):
        domain = DOMAINS[position]
        if levels[position] > SERIOUS:
            continue
        event = Occurred(
            f"life_{domain}_{load.week}", load.week, "unseen", crisis=bool(levels[position] == 0), domain=domain
        )
        card.events[event.id] = event
        if person.voice >= load.rules.speaks_up_from or _noticed(load, row, domain):
            moves.know(load, card, event.id)


def _noticed(load: Caseload, row: int, domain: str) -> bool:
    """Whether a partner that works with the person in this domain is there to see it."""
    return any(
        domain in service.domains and load.world.status[row, position] == Status.ACTIVE
        for position, service in enumerate(load.exercise.services)
    )


def _befall(load: Caseload, card: Card, person: Person) -> None:
    """Authored events whose time has come."""
    for event in person.events:
        due = event.weeks[0] <= load.week <= event.weeks[1] and event.id not in card.events
        if not due or (event.employed is not None and event.employed != load.employed(person.id)):
            continue
        if load.number("event", event.id, person.id) * 100 >= event.chance:
            continue
        card.events[event.id] = Occurred(event.id, load.week, "unseen", event.crisis)
        moves.feel(card, event.effect)
        if event.known_by == "client":
            moves.know(load, card, event.id)


def _write(load: Caseload, card: Card, person: Person) -> None:
    """People write as it is their way: the loud every other week, the quiet hardly ever."""
    percent = person.voice * person.voice * 6 // 1000
    if load.number("message", "writes", person.id) * 100 < percent:
        said = moves.speak(load, card, person, Occasion.MESSAGE)
        if said:
            card.messages.append(Written(load.week, said))
