"""A caseload exercise as content: the people, what is on file about them, what they say, what happens, the services.

Structure stands in `caseload.yaml`, every sentence in `caseload.<locale>.yaml`. A generated caseload is the same type.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.client import DOMAINS, TERRITORIES, Client, Frozen, Level, Percent, Profile
from scenarios.facts import FactKind, Id, known, unique
from scenarios.scenario import PartnerKind
from scenarios.services import Service, ServiceSystem
from toolkit.sources import Source

MAX_PEOPLE = 40
MAX_WEEKS = 52

Step = Annotated[int, Field(ge=-30, le=30)]
WeekNumber = Annotated[int, Field(ge=0, le=MAX_WEEKS)]


class Way(StrEnum):
    """How a case manager reaches a client; each is possible once per client and week."""

    CALL = "call"
    MEETING = "meeting"
    ASSESSMENT = "assessment"
    """A first or repeated assessment meeting: it yields ratings."""
    HOME = "home"


class Occasion(StrEnum):
    """When a line is said: at a contact, in a message of the client's own, or where a contact came to nothing."""

    CALL = "call"
    MEETING = "meeting"
    ASSESSMENT = "assessment"
    HOME = "home"
    MESSAGE = "message"
    MISSED = "missed"


class Effect(Frozen):
    """What something does to a person: steps of the scales 0 to 100, and points per domain (100 = one level)."""

    trust: Step = 0
    motivation: Step = 0
    stress: Step = 0
    points: dict[str, Annotated[int, Field(ge=-200, le=200)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _domains(self) -> Self:
        known("points", tuple(self.points), DOMAINS)
        return self


class Fact(Frozen):
    """Something true (or wrongly on file) about a person. `level` is what it says about its domain."""

    id: Id
    domain: str
    level: Level
    kind: FactKind = FactKind.NEED
    file: bool = False
    """On file from the start."""
    ways: tuple[Way, ...] = ()
    """Contacts in which the person may tell it."""
    trust: Percent = 0
    """Trust it takes."""
    after: tuple[Id, ...] = ()
    """Facts that must be known before."""
    corrected_by: Id | None = None
    """Set where the file is wrong: the fact that says how it really is."""
    text: Annotated[str, Field(max_length=120)] = ""
    """Key of its sentence, where it is not the usual one."""

    @model_validator(mode="after")
    def _reachable(self) -> Self:
        known("domain", (self.domain,), DOMAINS)
        if not self.file and not self.ways:
            raise ValueError(f"{self.id}: is neither on file nor told in any contact")
        return self


class Line(Frozen):
    """Something the person says, in its own words. Lines are tried in order; each is said once, unless `again`."""

    id: Id
    at: Annotated[tuple[Occasion, ...], Field(min_length=1)]
    trust: tuple[Percent, Percent] = (0, 100)
    told: tuple[Id, ...] = ()
    untold: tuple[Id, ...] = ()
    employed: bool | None = None
    weeks: tuple[WeekNumber, WeekNumber] = (0, MAX_WEEKS)
    met: Annotated[int, Field(ge=0, le=50)] = 0
    """Contacts there must have been before."""
    again: bool = False
    text: Annotated[str, Field(max_length=120)] = ""


class Response(Frozen):
    id: Id
    quality: Literal["good", "fair", "poor", "harmful"]
    minutes: Annotated[int, Field(ge=0, le=240)] = 0
    effect: Effect = Effect()
    reveals: tuple[Id, ...] = ()


class Happening(Frozen):
    """Something that happens to a person once, and wants an answer while there is time."""

    id: Id
    crisis: bool = False
    weeks: tuple[WeekNumber, WeekNumber]
    chance: Annotated[int, Field(ge=1, le=100)] = 100
    """Per cent in each of these weeks."""
    employed: bool | None = None
    known_by: Literal["client", "partner", "contact"] = "client"
    """Who brings it to the desk: the client at once, a partner a week later, or nobody until there is a contact."""
    effect: Effect = Effect()
    reveals: tuple[Id, ...] = ()
    answer_weeks: Annotated[int, Field(ge=1, le=8)] = 2
    """Weeks to answer, from the week in which the desk knows."""
    responses: Annotated[tuple[Response, ...], Field(min_length=2, max_length=5)]
    ignored: Effect = Effect()


class Person(Frozen):
    """One client of the caseload."""

    id: Id
    profile: Profile
    levels: dict[str, Level]
    motivation: Percent = 50
    trust: Percent = 40
    stress: Percent = 50
    voice: Percent = 40
    """How often the person writes or rings unasked; what has gone wrong is reported by people of 50 and more."""
    registered: dict[str, Level] = Field(default_factory=dict)
    """What the register says: domain -> level, right or wrong."""
    facts: tuple[Fact, ...] = ()
    lines: tuple[Line, ...] = ()
    events: tuple[Happening, ...] = ()
    note: Annotated[str, Field(max_length=120)] = ""
    """Key of the entry on file, where it is not the usual one."""

    @model_validator(mode="after")
    def _whole(self) -> Self:
        known("registered", tuple(self.registered), DOMAINS)
        for name in ("facts", "lines", "events"):
            unique(name, [one.id for one in getattr(self, name)])
        facts = [fact.id for fact in self.facts]
        for fact in self.facts:
            named = (*fact.after, *((fact.corrected_by,) if fact.corrected_by else ()))
            known(f"facts/{fact.id}", named, facts)
            if fact.id in fact.after:
                raise ValueError(f"facts/{fact.id}: comes after itself")
        for line in self.lines:
            known(f"lines/{line.id}", (*line.told, *line.untold), facts)
        for event in self.events:
            unique(f"events/{event.id}", [one.id for one in event.responses])
            revealed = (*event.reveals, *(name for one in event.responses for name in one.reveals))
            known(f"events/{event.id}", revealed, facts)
        for way in Way:
            if not any(way.value in line.at and line.again and line.trust == (0, 100) for line in self.lines):
                raise ValueError(f"lines: needs one for {way.value} that can always be said (again, no conditions)")
        return self

    @cached_property
    def client(self) -> Client:
        """The person as the engine needs it; the levels are checked there."""
        return Client(
            id=self.id,
            profile=self.profile,
            levels=self.levels,
            motivation=self.motivation,
            trust=self.trust,
            stress=self.stress,
        )

    @cached_property
    def fact_by_id(self) -> Mapping[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def event_by_id(self) -> Mapping[str, Happening]:
        return {event.id: event for event in self.events}


class Partner(Frozen):
    id: Id
    kind: PartnerKind
    shortens: dict[Id, Annotated[int, Field(ge=1, le=52)]] = Field(default_factory=dict)
    """Service -> weeks of waiting it can save when it sits in a case conference."""


class Exercise(Frozen):
    """A caseload: everything but the luck."""

    id: Id
    version: Annotated[int, Field(ge=1)] = 1
    territory: str
    difficulty: Annotated[int, Field(ge=1, le=5)] = 3
    minutes: Annotated[int, Field(ge=5, le=600)] = 60
    """How long it takes to play."""
    reference_date: date
    weeks: Annotated[int, Field(ge=4, le=MAX_WEEKS)] = 16
    weekly_minutes: Annotated[int, Field(ge=60, le=2400)] = 600
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    partners: Annotated[tuple[Partner, ...], Field(min_length=1, max_length=20)]
    services: Annotated[tuple[Service, ...], Field(min_length=1, max_length=30)]
    people: Annotated[tuple[Person, ...], Field(min_length=2, max_length=MAX_PEOPLE)]
    debrief: tuple[Id, ...] = ()
    """Ids of questions to discuss."""
    objectives: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _whole(self) -> Self:
        known("territory", (self.territory,), TERRITORIES)
        for name in ("partners", "people"):
            unique(name, [one.id for one in getattr(self, name)])
        partners = [partner.id for partner in self.partners]
        for service in self.services:
            known(f"services/{service.id}/provider", (service.provider,), partners)
        for partner in self.partners:
            known(f"partners/{partner.id}/shortens", tuple(partner.shortens), [one.id for one in self.services])
        for person in self.people:
            if person.profile.territory != self.territory:
                raise ValueError(f"people/{person.id}: lives in {person.profile.territory}, not in {self.territory}")
            try:
                _ = person.client
            except ValueError as error:
                raise ValueError(f"people/{person.id}: {error}") from error
        _ = self.system
        return self

    @cached_property
    def system(self) -> ServiceSystem:
        return ServiceSystem(services=self.services)

    @cached_property
    def position(self) -> Mapping[str, int]:
        """Position of each person on the client axis."""
        return {person.id: number for number, person in enumerate(self.people)}

    def person(self, person_id: str) -> Person:
        return self.people[self.position[person_id]]
