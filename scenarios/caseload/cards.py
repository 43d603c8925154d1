"""What a desk holds about each client: one card per person, and nothing that a case manager could not see.

Two lists are there for the debrief only and say so: what happened and was not known, and how things really stand.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, fields
from typing import Literal

from scenarios.caseload.deeds import Reason, Track, Why
from scenarios.caseload.exercise import Way
from toolkit.forms import ClosureReason

EventState = Literal["unseen", "open", "answered", "late", "never_seen"]
"""unseen: happened, and nobody at the desk knows; never_seen: and by now it has taken its course."""


@dataclass(frozen=True)
class Tracked:
    """A decision about the track."""

    week: int
    line: int
    track: Track
    reason: Reason
    text: str


@dataclass(frozen=True)
class Contacted:
    """A contact, or an attempt at one."""

    week: int
    line: int
    way: Way
    reached: bool
    said: str
    """Text key of what the person said, or of what the case manager found instead."""
    facts: tuple[str, ...] = ()
    rated: tuple[str, ...] = ()
    """Domains that the assessment showed."""
    found_out: tuple[str, ...] = ()
    """Events that came out."""


@dataclass(frozen=True)
class Dated:
    """A bring-forward date, and the week in which it was dealt with."""

    week: int
    line: int
    set_in: int
    why: Why
    text: str
    done: int | None = None


@dataclass(frozen=True)
class Written:
    """A message of the client's own."""

    week: int
    said: str
    answered: int | None = None
    """Week of the answer."""


@dataclass(frozen=True)
class Occurred:
    """Something that happened: an authored event, or a blow of life in a domain (`domain` set, nothing to choose)."""

    id: str
    week: int
    state: EventState
    crisis: bool
    domain: str = ""
    known: int | None = None
    """Week in which the desk came to know."""
    due: int | None = None
    """Last week to answer."""
    answered: int | None = None
    line: int = 0
    response: str = ""


@dataclass(frozen=True)
class News:
    """What partners or the register reported; `code` as of `state.Event`."""

    week: int
    code: str
    subject: str = ""
    amount: int = 0


@dataclass(frozen=True)
class Ended:
    """A closed case."""

    week: int
    line: int
    reason: ClosureReason
    employed: bool
    text: str
    follow_up_due: int | None = None
    followed_up: int | None = None
    result_employed: bool | None = None


@dataclass(frozen=True)
class Told:
    """Something done that leaves no list of its own: a referral, a conference, an agreed plan, a reply."""

    week: int
    line: int
    code: str
    subject: str = ""


@dataclass
class Pending:
    """What has been decided for a client for the coming step of the engine."""

    contact: int = 0
    refer: dict[str, bool] = field(default_factory=dict)
    """Service -> introduced in person."""
    end: tuple[str, ...] = ()
    conference: bool = False
    hurry: dict[str, int] = field(default_factory=dict)
    agree: bool = False
    minutes: int = 0
    trust: int = 0
    motivation: int = 0
    stress: int = 0
    points: dict[str, int] = field(default_factory=dict)


@dataclass
class Card:
    """One client at the desk."""

    person: str
    ratings: dict[str, int]
    """Domain -> level, as the case manager has it."""
    rated_in: dict[str, int] = field(default_factory=dict)
    """Domain -> week in which an assessment showed it; the others come from the register or from what was told."""
    facts: dict[str, int] = field(default_factory=dict)
    """Fact -> week in which it became known."""
    said: frozenset[str] = frozenset()
    """Lines that were said."""
    assessed: int | None = None
    agreed: int | None = None
    tracks: list[Tracked] = field(default_factory=list)
    contacts: list[Contacted] = field(default_factory=list)
    dates: list[Dated] = field(default_factory=list)
    messages: list[Written] = field(default_factory=list)
    events: dict[str, Occurred] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    touched: list[int] = field(default_factory=list)
    """Weeks in which something was done, each once."""
    minutes: int = 0
    minutes_by_week: list[int] = field(default_factory=list)
    ended: Ended | None = None
    pending: Pending = field(default_factory=Pending)

    def copy(self) -> Card:
        """A card that can be changed without changing this one; entries themselves never change."""
        twin = copy.copy(self)
        for item in fields(self):
            value = getattr(self, item.name)
            if isinstance(value, list | dict):
                setattr(twin, item.name, value.copy())
        twin.pending = copy.copy(self.pending)
        for name in ("refer", "hurry", "points"):
            setattr(twin.pending, name, getattr(self.pending, name).copy())
        return twin

    @property
    def track(self) -> Track | None:
        return self.tracks[-1].track if self.tracks else None

    @property
    def date(self) -> Dated | None:
        """The bring-forward date that stands."""
        return self.dates[-1] if self.dates and self.dates[-1].done is None else None

    @property
    def last_contact(self) -> int | None:
        """Week of the last contact in which the person was reached."""
        return next((one.week for one in reversed(self.contacts) if one.reached), None)

    @property
    def unanswered(self) -> list[Written]:
        return [one for one in self.messages if one.answered is None]

    @property
    def open_events(self) -> list[Occurred]:
        """What the desk knows of and has not answered."""
        return [one for one in self.events.values() if one.state == "open"]

    def needs(self, at_most: int = 1) -> list[str]:
        """Domains rated as a need, the lowest first."""
        found = [domain for domain, level in self.ratings.items() if level <= at_most]
        return sorted(found, key=lambda domain: self.ratings[domain])
