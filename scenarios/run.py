"""A practice run: what it is pinned to, and its append-only log of deeds, each with the seat that did it.

Same pins + seed + log = the same result, byte for byte. Typed text is logged as its reading (`plan.Wording`).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, TypeAdapter, model_validator

from scenarios.client import Frozen, Level
from scenarios.events import Week
from scenarios.facts import TOPICS, Id, Technique
from scenarios.loader import Package
from scenarios.manners import Manners
from scenarios.plan import Activity, Aim, Wording
from scenarios.services import ServiceSystem
from scenarios.weeks.evidence import Evidence
from toolkit.forms import ClosureReason, EmploymentResult, Side

TRAINER = "trainer"
"""The seat of whoever leads the exercise."""
MAX_ENTRIES = 3000
MAX_TEXT = 20_000

Change = Annotated[int, Field(ge=-30, le=30)]


class Place(StrEnum):
    DESK = "desk"
    """An open counter: others can hear."""
    PRIVATE_ROOM = "private_room"
    HOME = "home"
    PHONE = "phone"

    @property
    def private(self) -> bool:
        return self in (Place.PRIVATE_ROOM, Place.HOME)


class Meet(Frozen):
    """Begin a conversation; it lasts until another begins, or the week ends."""

    kind: Literal["meet"] = "meet"
    place: Place


class Say(Frozen):
    kind: Literal["say"] = "say"
    technique: Technique
    topic: Literal[TOPICS]  # type: ignore[valid-type]
    words: Wording | None = None
    """What was typed, when it was not picked; technique and topic are its reading, and all that replay needs."""


class AskConsent(Frozen):
    """Ask the client to consent to the support itself and to an exchange with these partners."""

    kind: Literal["ask_consent"] = "ask_consent"
    partners: Annotated[tuple[Id, ...], Field(max_length=20)] = ()


class AskView(Frozen):
    """Ask where the client would put herself or himself in a domain."""

    kind: Literal["ask_view"] = "ask_view"
    domain: Id


class Enquire(Frozen):
    kind: Literal["enquire"] = "enquire"
    partner: Id


class Share(Frozen):
    """Tell another seat what one knows."""

    kind: Literal["share"] = "share"
    seat: Id
    facts: Annotated[tuple[Id, ...], Field(min_length=1, max_length=200)]


class Rate(Frozen):
    kind: Literal["rate"] = "rate"
    domain: Id
    level: Level | None = None
    priority: bool = False


class SetAim(Frozen):
    kind: Literal["set_aim"] = "set_aim"
    aim: Aim


class DropAim(Frozen):
    kind: Literal["drop_aim"] = "drop_aim"
    aim: Id


class SetActivity(Frozen):
    kind: Literal["set_activity"] = "set_activity"
    activity: Activity


class DropActivity(Frozen):
    kind: Literal["drop_activity"] = "drop_activity"
    activity: Id


class ProposePlan(Frozen):
    """Go through the plan with the client, who answers every activity."""

    kind: Literal["propose_plan"] = "propose_plan"


class AgreePlan(Frozen):
    """Put the plan into force; `overrule` does so over the client's objections."""

    kind: Literal["agree_plan"] = "agree_plan"
    overrule: bool = False


class Refer(Frozen):
    """Send the client to a service: on paper, or introduced in person (`warm`)."""

    kind: Literal["refer"] = "refer"
    service: Id
    warm: bool = False


class EndService(Frozen):
    kind: Literal["end_service"] = "end_service"
    service: Id


class Respond(Frozen):
    kind: Literal["respond"] = "respond"
    event: Id
    response: Id


class Conference(Frozen):
    kind: Literal["conference"] = "conference"
    partners: Annotated[tuple[Id, ...], Field(min_length=1, max_length=20)]
    with_client: bool = True


class Action(Frozen):
    """What somebody is to do by a week, as a note records it."""

    side: Side
    text: Wording
    week: Week


class Note(Frozen):
    """A case note: its seven elements (brief 2011), actions, and the week in which the file comes back to the desk."""

    kind: Literal["note"] = "note"
    elements: dict[
        Literal["background", "reason", "observations", "content", "results", "impressions", "plan"], Wording
    ]
    actions: Annotated[tuple[Action, ...], Field(max_length=20)] = ()
    bring_forward: Week | None = None


class Advance(Frozen):
    """Let weeks pass; it stops early when something needs an answer or the file comes back to the desk."""

    kind: Literal["advance"] = "advance"
    weeks: Annotated[int, Field(ge=1, le=4)] = 1


class Close(Frozen):
    kind: Literal["close"] = "close"
    reason: ClosureReason
    result: EmploymentResult
    """What the case manager records."""
    summary: Wording | None = None
    lessons: Wording | None = None


class FollowUp(Frozen):
    """Let the twelve weeks after closure pass, ask how things are, and record the result."""

    kind: Literal["follow_up"] = "follow_up"
    new_case: bool = False
    note: Wording | None = None


class Finish(Frozen):
    """End the exercise, wherever it stands, and go to the debrief."""

    kind: Literal["finish"] = "finish"


class Inject(Frozen):
    """The trainer lets something happen."""

    kind: Literal["inject"] = "inject"
    event: Id


class TakeOver(Frozen):
    """The trainer speaks for the client, or hands the client back."""

    kind: Literal["take_over"] = "take_over"
    on: bool


class Reply(Frozen):
    """What the trainer says in the client's place; it may tell facts and move trust."""

    kind: Literal["reply"] = "reply"
    text: Wording
    tells: Annotated[tuple[Id, ...], Field(max_length=10)] = ()
    trust: Change = 0


Deed = Annotated[
    Meet
    | Say
    | AskConsent
    | AskView
    | Enquire
    | Share
    | Rate
    | SetAim
    | DropAim
    | SetActivity
    | DropActivity
    | ProposePlan
    | AgreePlan
    | Refer
    | EndService
    | Respond
    | Conference
    | Note
    | Advance
    | Close
    | FollowUp
    | Finish
    | Inject
    | TakeOver
    | Reply,
    Field(discriminator="kind"),
]
DEED: TypeAdapter[Deed] = TypeAdapter(Deed)
TRAINERS_DEEDS = (Inject, TakeOver, Reply)


class Entry(Frozen):
    """One line of the log; `sequence` counts from 1 without gaps."""

    sequence: Annotated[int, Field(ge=1)]
    seat: Id
    deed: Deed


class Pins(Frozen):
    """What a run is made of besides its log; every hash names a stored snapshot."""

    scenario_id: Id
    scenario: str
    """SHA-256 of the scenario with its texts, as are the next three of services, evidence and rules of conversation."""
    services: str
    evidence: str
    manners: str
    engine: str
    """Hash of the code of the engine; another one replays the same log and says so."""
    reference_date: date
    seed: Annotated[int, Field(ge=0, lt=2**63)]
    seats: Annotated[tuple[Id, ...], Field(min_length=1, max_length=8)]
    """The seats that are played."""


class Run(Frozen):
    """A run as a file: pins, log, texts and, so that it can be replayed anywhere, the snapshots it is pinned to."""

    schema_number: Literal[1] = 1
    pins: Pins
    log: Annotated[tuple[Entry, ...], Field(max_length=MAX_ENTRIES)] = ()
    texts: dict[str, Annotated[str, Field(max_length=MAX_TEXT)]] = Field(default_factory=dict)
    package: Package | None = None
    services: ServiceSystem | None = None
    evidence: Evidence | None = None
    manners: Manners | None = None

    @model_validator(mode="after")
    def _without_gaps(self) -> Self:
        if [entry.sequence for entry in self.log] != list(range(1, len(self.log) + 1)):
            raise ValueError("log: the lines must be numbered 1, 2, 3 … without gaps")
        return self
