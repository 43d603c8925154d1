"""What a case manager does with a caseload: the append-only log, and the pins it is replayed on.

A typed text lies in an erasable row; the log names it and never needs it.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from scenarios.caseload.exercise import MAX_WEEKS, Way
from scenarios.caseload.package import Package
from scenarios.caseload.rules import Rules
from scenarios.client import Frozen
from scenarios.facts import Id
from scenarios.services import ServiceId
from scenarios.weeks.evidence import Evidence
from toolkit.forms import ClosureReason

MAX_ENTRIES = 6000
MAX_TEXT = 2000
TextId = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{0,64}$")]
"""Names a typed text; empty: nothing was typed."""


class Track(StrEnum):
    """How closely a client is followed (case managing activities)."""

    INTENSIVE = "intensive"
    REGULAR = "regular"
    TRACKING = "tracking"


class Reason(StrEnum):
    """Why a client is on a track."""

    SEVERAL_NEEDS = "several_needs"
    CRISIS = "crisis"
    ONE_NEED = "one_need"
    IN_SERVICE = "in_service"
    AUTONOMOUS = "autonomous"
    IN_WORK = "in_work"
    CLIENT_ASKED = "client_asked"
    NOTHING_KNOWN = "nothing_known"


class Why(StrEnum):
    """Why a file is to come back to the desk."""

    ASK_HOW = "ask_how"
    CHECK_START = "check_start"
    CHECK_RESULT = "check_result"
    REVIEW_PLAN = "review_plan"
    ASSESS = "assess"
    AFTER_WORK = "after_work"


class PutOnTrack(Frozen):
    """Decide how closely a client is followed, or confirm it."""

    kind: Literal["track"] = "track"
    person: Id
    track: Track
    reason: Reason
    text: TextId = ""


class Close(Frozen):
    """Close a case, or hand it over."""

    kind: Literal["close"] = "close"
    person: Id
    reason: ClosureReason
    text: TextId = ""


class Contact(Frozen):
    kind: Literal["contact"] = "contact"
    person: Id
    way: Way


class Agree(Frozen):
    """Agree a short plan with the client, in a week in which they speak."""

    kind: Literal["agree"] = "agree"
    person: Id


class Refer(Frozen):
    kind: Literal["refer"] = "refer"
    person: Id
    service: ServiceId
    warm: bool = False


class EndService(Frozen):
    kind: Literal["end_service"] = "end_service"
    person: Id
    service: ServiceId


class Conference(Frozen):
    kind: Literal["conference"] = "conference"
    person: Id


class BringForward(Frozen):
    """Have the file back on the desk in this week."""

    kind: Literal["bring_forward"] = "bring_forward"
    person: Id
    week: Annotated[int, Field(ge=1, le=MAX_WEEKS)]
    why: Why
    text: TextId = ""


class Respond(Frozen):
    """Answer something that happened."""

    kind: Literal["respond"] = "respond"
    person: Id
    event: Id
    response: Id


class Reply(Frozen):
    """Answer everything this client wrote, in two lines."""

    kind: Literal["reply"] = "reply"
    person: Id


class FollowUp(Frozen):
    """Ask, twelve weeks after closure without work, how things are, and record the result."""

    kind: Literal["follow_up"] = "follow_up"
    person: Id


class Advance(Frozen):
    """Let a week pass."""

    kind: Literal["advance"] = "advance"


class Finish(Frozen):
    """End the exercise, wherever it stands."""

    kind: Literal["finish"] = "finish"


Deed = Annotated[
    PutOnTrack
    | Close
    | Contact
    | Agree
    | Refer
    | EndService
    | Conference
    | BringForward
    | Respond
    | Reply
    | FollowUp
    | Advance
    | Finish,
    Field(discriminator="kind"),
]
DEED: TypeAdapter[Deed] = TypeAdapter(Deed)


class Entry(Frozen):
    """One line of the log; `sequence` counts from 1 without gaps."""

    sequence: Annotated[int, Field(ge=1)]
    deed: Deed


class Pins(Frozen):
    """What a caseload is made of besides its log; every hash names a stored snapshot."""

    exercise_id: Id
    package: str
    """SHA-256 of the exercise with its texts, as are the next two of evidence and rules."""
    evidence: str
    rules: str
    engine: str
    """Hash of the code; another one replays the same log and says so."""
    reference_date: date
    seed: Annotated[int, Field(ge=0, lt=2**63)]


class Run(Frozen):
    """A played caseload as a file: pins, log, texts, and everything a replay needs."""

    schema_number: Literal[1] = 1
    pins: Pins
    log: Annotated[tuple[Entry, ...], Field(max_length=MAX_ENTRIES)] = ()
    texts: dict[str, Annotated[str, Field(max_length=MAX_TEXT)]] = Field(default_factory=dict)
    package: Package
    evidence: Evidence
    rules: Rules

    @model_validator(mode="after")
    def _without_gaps(self) -> Self:
        if [entry.sequence for entry in self.log] != list(range(1, len(self.log) + 1)):
            raise ValueError("log: the lines must be numbered 1, 2, 3 … without gaps")
        return self
