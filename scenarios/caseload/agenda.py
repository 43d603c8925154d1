"""Today's desk: which files want something this week, why, and in which order. A pure function of what is known."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import Track
from scenarios.caseload.replay import Caseload

Code = Literal[
    "crisis",
    "event",
    "follow_up",
    "date_overdue",
    "job_lost",
    "dropped",
    "refused",
    "missed",
    "not_assessed",
    "date_due",
    "silent",
    "message",
    "no_track",
    "job_found",
    "completed",
    "no_date",
]
Ground = Literal["crisis", "in_work", "working_in_crisis", "area_in_crisis", "several_needs", "manages", "some_need"]
"""Why a track fits."""
WEIGHTS: dict[str, int] = {
    "crisis": 1000,
    "event": 400,
    "follow_up": 300,
    "date_overdue": 250,
    "job_lost": 240,
    "dropped": 220,
    "silent": 200,
    "missed": 160,
    "refused": 150,
    "date_due": 140,
    "not_assessed": 180,
    "no_track": 60,
    "job_found": 50,
    "completed": 50,
    "message": 40,
    "no_date": 10,
}
"""How much each reason weighs; how late something is comes on top. How loud somebody is weighs little."""
_NEWS: tuple[Code, ...] = ("job_lost", "dropped", "refused", "missed", "job_found", "completed")
_LATE = 20
"""For every week that something is late."""


@dataclass(frozen=True)
class Reason:
    code: Code
    weeks: int = 0
    """Weeks left, weeks late or weeks of silence."""
    subject: str = ""
    """Event, service or the reason of a date."""


@dataclass(frozen=True)
class Item:
    """A file on the desk, with all reasons why it lies there, the heaviest first."""

    person: str
    reasons: tuple[Reason, ...]
    weight: int


def today(load: Caseload) -> list[Item]:
    """The files on the desk this week, the heaviest first; people who want nothing are not on it."""
    found = []
    for person, card in load.cards.items():
        reasons = [(reason, weight) for reason in reasons_of(load, card) for weight in [_weight(reason)]]
        if reasons:
            reasons.sort(key=lambda one: -one[1])
            total = reasons[0][1] + sum(weight for _, weight in reasons[1:]) // 10
            found.append(Item(person, tuple(reason for reason, _ in reasons), total))
    return sorted(found, key=lambda item: (-item.weight, load.row(item.person)))


def _weight(reason: Reason) -> int:
    if reason.code in ("crisis", "event"):
        return WEIGHTS[reason.code] + _LATE * max(0, 4 - reason.weeks)
    return WEIGHTS[reason.code] + _LATE * min(reason.weeks, 10)


def reasons_of(load: Caseload, card: Card) -> list[Reason]:
    """Why this file lies on the desk this week."""
    if card.ended is not None:
        due = card.ended.follow_up_due
        if due is not None and card.ended.followed_up is None and due <= load.week:
            return [Reason("follow_up", load.week - due)]
        return []
    reasons = [
        Reason("crisis" if event.crisis else "event", (event.due or load.week) - load.week, event.id)
        for event in card.open_events
    ]
    reasons += [Reason(code, 0, subject) for code, subject in _unread(load, card)]
    if card.date is not None and card.date.week <= load.week:
        late = load.week - card.date.week
        reasons.append(Reason("date_overdue" if late else "date_due", late, card.date.why))
    if card.unanswered:
        reasons.append(Reason("message", load.week - card.unanswered[0].week))
    silence = silent_weeks(load, card)
    allowed = contact_weeks(load, card)
    if silence >= allowed:
        reasons.append(Reason("silent", silence - allowed))
    if card.assessed is None:
        reasons.append(Reason("not_assessed", max(0, load.week - load.rules.assess_weeks + 1)))
    elif card.track is None:
        reasons.append(Reason("no_track"))
    if card.track is not None and card.date is None:
        reasons.append(Reason("no_date"))
    return reasons


def _unread(load: Caseload, card: Card) -> list[tuple[Code, str]]:
    """News since the file was last looked at, of the last weeks."""
    since = card.touched[-1] if card.touched else -1
    first = load.week - load.rules.change_weeks
    return [
        (code, news.subject)
        for news in card.news
        if news.week > since and news.week >= first
        for code in _NEWS
        if code == news.code
    ]


def silent_weeks(load: Caseload, card: Card) -> int:
    """Weeks since the person was last reached, or since the beginning."""
    return load.week - (card.last_contact or 0)


def contact_weeks(load: Caseload, card: Card) -> int:
    """How long a silence may last on the client's track."""
    return load.rules.contact_weeks[card.track or "new"]


def known_track(load: Caseload, card: Card) -> Track:
    """The track that fits what is known: the rule by which triage is judged, and which a plan of hours can follow."""
    return known_ground(load, card)[0]


def known_ground(load: Caseload, card: Card) -> tuple[Track, Ground]:
    """The track that fits what is known, and on what ground.

    A crisis, a domain in crisis or three needs call for close follow-up; somebody in work, or without a need and able
    to look for work alone, for tracking.
    """
    lowest = [level for level in card.ratings.values() if level <= 1]
    if any(event.crisis for event in card.open_events):
        return Track.INTENSIVE, "crisis"
    if load.employed(card.person):
        return (Track.REGULAR, "working_in_crisis") if 0 in lowest else (Track.TRACKING, "in_work")
    if 0 in lowest:
        return Track.INTENSIVE, "area_in_crisis"
    if len(lowest) >= 3:
        return Track.INTENSIVE, "several_needs"
    if not lowest and card.ratings.get("job_search", 0) >= 3:
        return Track.TRACKING, "manages"
    return Track.REGULAR, "some_need"
