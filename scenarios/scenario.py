"""The scenario format: a synthetic client, its facts and voice, partners, services, events and a reference plan.

Structure only: texts stand in `scenario.<locale>.yaml` under the keys that `loader.text_keys` names. Levels run from 0
(in crisis) to 4 (thriving), trust, motivation and stress from 0 to 100, weeks from the run's start.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.client import DOMAINS, Client, Frozen
from scenarios.events import Event, Week
from scenarios.facts import Fact, FactKind, Id, Line, known, unique
from scenarios.services import Service, ServiceSystem
from toolkit.sources import Source


class PartnerKind(StrEnum):
    PES = "pes"
    CSW = "csw"
    MUNICIPALITY = "municipality"
    HEALTH = "health"
    SCHOOL = "school"
    NGO = "ngo"
    EMPLOYER = "employer"
    TRAINING = "training"
    JUSTICE = "justice"
    REGISTRY = "registry"
    OTHER = "other"


class Partner(Frozen):
    """An institution of the local partnership."""

    id: Id
    kind: PartnerKind
    reply_weeks: Annotated[int, Field(ge=0, le=12)] = 1
    """Weeks until a consented enquiry is answered; 0: at once."""
    withholds: tuple[Id, ...] = ()
    """Facts it knows and tells only in a case conference."""
    shortens: dict[Id, Annotated[int, Field(ge=1, le=52)]] = Field(default_factory=dict)
    """Service -> weeks of waiting it can save when it sits in a case conference."""


class Stance(Frozen):
    """How the client answers when a service is proposed; without a stance it agrees."""

    id: Id
    service: Id
    answer: Literal["refuses", "bargains"]
    until_trust: Annotated[int, Field(ge=0, le=101)] = 101
    """From this trust on the client agrees after all; 101: never."""
    until_told: tuple[Id, ...] = ()
    """Or once all these facts have been told and can be taken into account."""
    until_started: tuple[Id, ...] = ()
    """Or once all these services have started (a child in kindergarten, for example)."""
    offers: Id | None = None
    """The service the client would take instead."""
    not_before: Week | None = None
    """The week from which the client would agree."""


class Seat(Frozen):
    """A chair at the table: who plays it knows what its partner's drawer holds."""

    id: Id
    partner: Id
    knows: tuple[Id, ...] = ()
    """Further facts in its hands at the start."""


class Objective(Frozen):
    """What a trainee should be able to do afterwards, and what shows it."""

    id: Id
    criterion: str
    """A criterion of `CRITERIA` that this scenario exercises."""
    facts: tuple[Id, ...] = ()
    """Facts that must be found for it."""
    services: tuple[Id, ...] = ()
    """Services of which at least one must be planned for it."""

    @model_validator(mode="after")
    def _known_criterion(self) -> Self:
        known("criterion", (self.criterion,), CRITERIA)
        return self


class ReferenceActivity(Frozen):
    service: Id
    domain: str
    week: Week
    """Week of the referral."""

    @model_validator(mode="after")
    def _known_domain(self) -> Self:
        known("domain", (self.domain,), DOMAINS)
        return self


class Reference(Frozen):
    """A good plan for this client, by the authors; not the only one."""

    priorities: Annotated[tuple[str, ...], Field(min_length=1, max_length=6)]
    """Domains the plan must answer, the most pressing first."""
    hopes: tuple[Id, ...] = ()
    """Hopes (facts) that an aim should take up."""
    enquiries: tuple[Id, ...] = ()
    """Partners worth asking."""
    activities: Annotated[tuple[ReferenceActivity, ...], Field(min_length=1)]
    contact_weeks: Annotated[int, Field(ge=1, le=12)] = 2
    """Weeks between contacts."""
    weeks: Annotated[int, Field(ge=4, le=92)] = 26
    """Length of the plan; the follow-up is twelve weeks later."""

    @model_validator(mode="after")
    def _known_domains(self) -> Self:
        known("priorities", self.priorities, DOMAINS)
        return self


class Alternative(Frozen):
    """Services that answer the same need as well as the reference does."""

    id: Id
    instead_of: Id
    any_of: Annotated[tuple[Id, ...], Field(min_length=1)]


CRITERIA: tuple[str, ...] = (
    "consent",
    "interview",
    "needs",
    "strengths",
    "partners",
    "aims",
    "coverage",
    "order",
    "voice",
    "contact",
    "update",
    "notes",
    "closure",
    "ethics",
)
"""What practice is judged by; the order is that of the debrief."""


class Scenario(Frozen):
    """A whole scenario: what an author writes in `scenario.yaml`."""

    schema_number: Literal[1] = 1
    id: Id
    version: Annotated[int, Field(ge=1)] = 1
    difficulty: Annotated[int, Field(ge=1, le=5)]
    minutes: Annotated[int, Field(ge=5, le=480)]
    """Time a trainee needs, for the gallery."""
    reference_date: date
    """The day of week 0; ages and dates in texts refer to it."""
    weekly_minutes: Annotated[int, Field(ge=30, le=2400)] = 150
    """The case manager's time for this client in one week."""
    sources: Annotated[tuple[Source, ...], Field(min_length=1)]
    client: Client
    partners: Annotated[tuple[Partner, ...], Field(min_length=1, max_length=20)]
    seats: Annotated[tuple[Seat, ...], Field(min_length=1, max_length=8)]
    """The first seat is the case manager who plays alone."""
    facts: Annotated[tuple[Fact, ...], Field(min_length=1, max_length=200)]
    lines: Annotated[tuple[Line, ...], Field(min_length=1, max_length=1000)]
    services: Annotated[tuple[Service, ...], Field(min_length=1, max_length=60)]
    stances: tuple[Stance, ...] = ()
    events: tuple[Event, ...] = ()
    objectives: Annotated[tuple[Objective, ...], Field(min_length=1, max_length=12)]
    reference: Reference
    alternatives: tuple[Alternative, ...] = ()
    rubric: dict[str, Annotated[int, Field(ge=0, le=10)]] = Field(default_factory=dict)
    """Criterion -> weight; 1 where nothing is said, 0 leaves a criterion out."""
    debrief: Annotated[tuple[Id, ...], Field(min_length=1)]
    """Questions for the debrief."""

    @model_validator(mode="after")
    def _references(self) -> Self:
        for name, ids in (
            ("facts", [fact.id for fact in self.facts]),
            ("services", [service.id for service in self.services]),
            ("partners", [partner.id for partner in self.partners]),
            ("lines", [line.id for line in self.lines]),
            ("events", [event.id for event in self.events]),
            ("seats", [seat.id for seat in self.seats]),
            ("stances", [stance.id for stance in self.stances]),
            ("objectives", [objective.id for objective in self.objectives]),
            ("alternatives", [alternative.id for alternative in self.alternatives]),
            ("debrief", list(self.debrief)),
        ):
            unique(name, ids)
        for where, unknown in self.dangling():
            raise ValueError(f"{where}: unknown {', '.join(unknown)}")
        known("rubric", tuple(self.rubric), CRITERIA)
        _ = self.service_system  # it has rules of its own
        return self

    def dangling(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Places that name facts, services or partners which are not there, with the ids."""
        for uses, things in (
            (self._uses_of_facts(), self.facts),
            (self._uses_of_services(), self.services),
            (self._uses_of_partners(), self.partners),
        ):
            there = {thing.id for thing in things}
            for where, used in uses:
                if unknown := tuple(sorted(set(used) - there)):
                    yield where, unknown

    def _uses_of_facts(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for fact in self.facts:
            yield f"facts/{fact.id}/corrected_by", (fact.corrected_by,) if fact.corrected_by else ()
            for number, key in enumerate(fact.keys):
                yield f"facts/{fact.id}/keys/{number}/after", key.after
        for line in self.lines:
            yield f"lines/{line.id}", (*line.told, *line.untold)
        for partner in self.partners:
            yield f"partners/{partner.id}/withholds", partner.withholds
        for event in self.events:
            yield f"events/{event.id}", (*event.reveals, *event.when.known, *event.when.unknown)
            for response in event.responses:
                yield f"events/{event.id}/responses/{response.id}/reveals", response.reveals
        for stance in self.stances:
            yield f"stances/{stance.id}/until_told", stance.until_told
        for seat in self.seats:
            yield f"seats/{seat.id}/knows", seat.knows
        for objective in self.objectives:
            yield f"objectives/{objective.id}/facts", objective.facts
        yield "reference/hopes", self.reference.hopes

    def _uses_of_services(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for service in self.services:
            yield f"services/{service.id}/prerequisites", service.prerequisites.services
        for partner in self.partners:
            yield f"partners/{partner.id}/shortens", tuple(partner.shortens)
        for stance in self.stances:
            offers = (stance.offers,) if stance.offers else ()
            yield f"stances/{stance.id}", (stance.service, *offers, *stance.until_started)
        for event in self.events:
            yield f"events/{event.id}/when", (*event.when.started, *event.when.not_started)
        for objective in self.objectives:
            yield f"objectives/{objective.id}/services", objective.services
        yield "reference/activities", tuple(activity.service for activity in self.reference.activities)
        for alternative in self.alternatives:
            yield f"alternatives/{alternative.id}", (alternative.instead_of, *alternative.any_of)

    def _uses_of_partners(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for fact in self.facts:
            yield f"facts/{fact.id}/known_by", fact.known_by
        for seat in self.seats:
            yield f"seats/{seat.id}/partner", (seat.partner,)
        for service in self.services:
            yield f"services/{service.id}/provider", (service.provider,)
        yield "reference/enquiries", self.reference.enquiries

    @cached_property
    def what_matters(self) -> dict[str, tuple[str, ...]]:
        """Domain -> ids of the facts that are true there and matter for help: not hopes, not what turns out wrong."""
        return {
            domain: tuple(
                fact.id
                for fact in self.facts
                if fact.domain == domain and fact.kind is not FactKind.HOPE and not fact.corrected_by
            )
            for domain in DOMAINS
        }

    @cached_property
    def fact_by_id(self) -> dict[str, Fact]:
        return {fact.id: fact for fact in self.facts}

    @cached_property
    def partner_by_id(self) -> dict[str, Partner]:
        return {partner.id: partner for partner in self.partners}

    @cached_property
    def event_by_id(self) -> dict[str, Event]:
        return {event.id: event for event in self.events}

    @cached_property
    def seat_by_id(self) -> dict[str, Seat]:
        return {seat.id: seat for seat in self.seats}

    @cached_property
    def service_system(self) -> ServiceSystem:
        return ServiceSystem(services=self.services)

    def drawer(self, partner_id: str) -> tuple[str, ...]:
        """Facts that a partner's files hold."""
        return tuple(fact.id for fact in self.facts if partner_id in fact.known_by)

    def weight(self, criterion: str) -> int:
        return self.rubric.get(criterion, 1)
