"""The state of a practice run as it follows from the log: who said and knows what, the plan, what the weeks brought.

`engine.Replay` changes it; everybody else reads it. It is a cache: `replay(inputs, log)` gives it again.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, fields, is_dataclass, replace
from typing import Literal, TypeVar

from pydantic import TypeAdapter

from scenarios.facts import Technique
from scenarios.plan import Activity, Aim, Answer, Rating, Wording
from scenarios.run import Note, Place
from toolkit.forms import ClosureReason, EmploymentResult

SUPPORT = "support"
"""The consent to being supported at all, beside the consents to an exchange with a partner."""


@dataclass(frozen=True)
class Known:
    """That a seat knows a fact, from whom, since when."""

    fact: str
    source: Literal["client", "file", "partner", "conference", "event", "seat", "trainer"]
    by: str
    """The partner, event or seat it came from; empty for the client."""
    sequence: int
    week: int


@dataclass(frozen=True)
class Turn:
    """One sentence and the client's answer; `reply` is a text key, or a typed text's id when a trainer answered."""

    sequence: int
    week: int
    seat: str
    technique: Technique
    topic: str
    reply: str = ""
    words: str = ""
    """Id of the typed text, when the sentence was typed."""
    told: tuple[str, ...] = ()
    marks: tuple[str, ...] = ()
    """What was noticed about the sentence: codes of `conversation.MARKS`."""
    by_trainer: bool = False
    trust: int = 0
    """Trust after it, as are the next two; hidden while practising."""
    motivation: int = 0
    stress: int = 0


@dataclass(frozen=True)
class Moment:
    """Something that happened, for the story of the case: `code` names it, views translate."""

    sequence: int
    week: int
    code: str
    subject: str = ""
    amount: int = 0
    seat: str = ""


@dataclass
class Meeting:
    sequence: int
    seat: str
    place: Place
    gained: int = 0
    closed_in_a_row: int = 0
    since_summary: int = 0
    said: list[str] = field(default_factory=list)
    """`technique topic` pairs of this meeting."""


@dataclass
class Enquiry:
    partner: str
    seat: str
    sequence: int
    asked: int
    due: int
    state: Literal["waiting", "answered", "refused"] = "waiting"


@dataclass
class OpenEvent:
    """An event that happened; `state` says whether it still waits for an answer."""

    event: str
    sequence: int
    week: int
    state: Literal["open", "answered", "ignored", "told"]
    response: str = ""
    answered_week: int = -1


@dataclass
class Noted:
    sequence: int
    seat: str
    week: int
    note: Note


@dataclass
class Proposal:
    """What the client said to the plan as it stood at `version`."""

    sequence: int
    week: int
    version: int
    answers: tuple[Answer, ...]

    @property
    def objections(self) -> tuple[Answer, ...]:
        return tuple(answer for answer in self.answers if answer.answer != "agrees")


@dataclass
class Agreed:
    sequence: int
    week: int
    version: int
    overruled: tuple[str, ...]
    """Activities put into force against the client's word."""
    activities: tuple[Activity, ...]
    aims: tuple[Aim, ...]


@dataclass
class Plan:
    aims: dict[str, Aim] = field(default_factory=dict)
    activities: dict[str, Activity] = field(default_factory=dict)
    version: int = 0
    """Counts changes; a proposal and an agreement hold for one version."""
    proposals: list[Proposal] = field(default_factory=list)
    agreements: list[Agreed] = field(default_factory=list)

    @property
    def agreed(self) -> Agreed | None:
        return self.agreements[-1] if self.agreements else None

    @property
    def answered(self) -> Proposal | None:
        """The client's answers to the plan as it stands now, if they were asked for."""
        last = self.proposals[-1] if self.proposals else None
        return last if last and last.version == self.version else None


@dataclass
class Closed:
    sequence: int
    week: int
    reason: ClosureReason
    result: EmploymentResult
    with_client: bool
    employed: bool
    summary: Wording | None
    lessons: Wording | None


@dataclass
class Followed:
    sequence: int
    week: int
    result: EmploymentResult
    new_case: bool
    note: Wording | None


@dataclass
class Curve:
    """Values week by week, the start first."""

    trust: list[int] = field(default_factory=list)
    motivation: list[int] = field(default_factory=list)
    stress: list[int] = field(default_factory=list)
    levels: list[tuple[int, ...]] = field(default_factory=list)
    employed: list[bool] = field(default_factory=list)


@dataclass
class Case:
    """Everything a run has come to; `levels`, `trust`, `motivation` and `stress` are hidden while practising."""

    week: int = 0
    sequence: int = 0
    stage: Literal["open", "closed", "followed_up", "finished"] = "open"
    trust: int = 0
    motivation: int = 0
    stress: int = 0
    levels: dict[str, int] = field(default_factory=dict)
    employed: bool = False
    services: dict[str, str] = field(default_factory=dict)
    """Service -> state in lower case: waiting, active, completed, dropped, refused, ended; absent if never referred."""
    service_since: dict[str, int] = field(default_factory=dict)
    service_reason: dict[str, int] = field(default_factory=dict)
    """Service -> `services.Refusal`, where it refused."""
    started: list[str] = field(default_factory=list)
    minutes_left: int = 0
    minutes_spent: int = 0
    meeting: Meeting | None = None
    told: list[str] = field(default_factory=list)
    """Facts the client has told, in order."""
    knowledge: dict[str, dict[str, Known]] = field(default_factory=dict)
    """Seat -> fact -> how it is known."""
    confidential: dict[str, int] = field(default_factory=dict)
    """Seat -> sequence at which it explained confidentiality; likewise `rights`."""
    rights: dict[str, int] = field(default_factory=dict)
    consent: dict[str, dict[str, str]] = field(default_factory=dict)
    """Seat -> partner (or `SUPPORT`) -> given, refused, withdrawn."""
    consented: dict[str, int] = field(default_factory=dict)
    """`seat partner` -> week in which the present answer was given."""
    said_lines: dict[str, int] = field(default_factory=dict)
    evaded: list[str] = field(default_factory=list)
    turns: list[Turn] = field(default_factory=list)
    taken_over: bool = False
    enquiries: list[Enquiry] = field(default_factory=list)
    ratings: dict[str, Rating] = field(default_factory=dict)
    plan: Plan = field(default_factory=Plan)
    events: dict[str, OpenEvent] = field(default_factory=dict)
    notes: list[Noted] = field(default_factory=list)
    meetings: list[tuple[int, int, str]] = field(default_factory=list)
    """(sequence, week, place) of every meeting that took place."""
    missed: list[tuple[int, int, str]] = field(default_factory=list)
    conferences: list[tuple[int, int, tuple[str, ...], bool]] = field(default_factory=list)
    """(sequence, week, partners, with the client)."""
    closed: Closed | None = None
    followed: Followed | None = None
    moments: list[Moment] = field(default_factory=list)
    curve: Curve = field(default_factory=Curve)

    def copy(self) -> Case:
        """A case that can go on without changing this one; frozen parts are shared."""
        return _twin(self)

    def knows(self, seat: str, fact: str) -> bool:
        return fact in self.knowledge.get(seat, {})

    def anybody_knows(self, fact: str) -> bool:
        return any(fact in facts for facts in self.knowledge.values())

    def consents(self, seat: str, partner: str) -> bool:
        return self.consent.get(seat, {}).get(partner) == "given"

    def note(self, code: str, subject: str = "", amount: int = 0, seat: str = "") -> None:
        self.moments.append(Moment(self.sequence, self.week, code, subject, amount, seat))

    def push(self, trust: int = 0, motivation: int = 0, stress: int = 0) -> None:
        self.trust = _scale(self.trust + trust)
        self.motivation = _scale(self.motivation + motivation)
        self.stress = _scale(self.stress + stress)

    def bring_forward(self) -> list[int]:
        """Weeks in which the file comes back to the desk, those still ahead."""
        weeks = (item.note.bring_forward for item in self.notes)
        return sorted({week for week in weeks if week is not None and week > self.week})


_Made = TypeVar("_Made")


def _twin(value: _Made) -> _Made:
    """A deep copy that leaves everything frozen as it is."""
    if isinstance(value, list):
        return [_twin(item) for item in value]  # type: ignore[return-value]
    if isinstance(value, dict):
        return {key: _twin(item) for key, item in value.items()}  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, Known | Turn | Moment | type):
        return replace(value, **{item.name: _twin(getattr(value, item.name)) for item in fields(value)})
    return value


_CASE: TypeAdapter[Case] = TypeAdapter(Case)


def canonical(case: Case) -> bytes:
    """The state as JSON whose bytes are the same on every machine; mappings stand in the order of the log."""
    return _CASE.dump_json(case)


def state_hash(case: Case) -> str:
    return hashlib.sha256(canonical(case)).hexdigest()


def _scale(value: int) -> int:
    return max(0, min(100, value))
