"""The local service system: what partners offer, to whom, how many at a time, and how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, field_validator, model_validator

from scenarios.client import DOMAINS, GROUPS, Frozen, Gender, Level

ServiceId = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_.-]{0,63}$")]


class ServiceKind(StrEnum):
    """What a service does; its effects are the coefficients `kind.<kind>.*` of the evidence."""

    JOB_SEARCH = "job_search"
    TRAINING = "training"
    WORK_PRACTICE = "work_practice"
    PUBLIC_WORKS = "public_works"
    WAGE_SUBSIDY = "wage_subsidy"
    SUPPORTED_EMPLOYMENT = "supported_employment"
    COUNSELLING = "counselling"
    TREATMENT = "treatment"
    DEBT_ADVICE = "debt_advice"
    BENEFIT = "benefit"
    CARE = "care"
    HOUSING = "housing"
    TRANSPORT = "transport"
    LEGAL = "legal"
    PROTECTION = "protection"
    MEDIATION = "mediation"
    PEER_GROUP = "peer_group"


KINDS: tuple[ServiceKind, ...] = tuple(ServiceKind)


class Refusal(IntEnum):
    """Why a provider does not take a client; 0 means it does."""

    NONE = 0
    AGE = 1
    GENDER = 2
    EDUCATION = 3
    MONTHS_UNEMPLOYED = 4
    GROUP = 5
    NEED = 6
    """The client does not have the need this service is for."""
    PREREQUISITE_LEVEL = 7
    PREREQUISITE_SERVICE = 8
    EMPLOYED = 9


def _known_domains(domains: Mapping[str, int] | tuple[str, ...]) -> None:
    if unknown := sorted(set(domains) - set(DOMAINS)):
        raise ValueError(f"unknown domains {', '.join(unknown)}")


class Eligibility(Frozen):
    """Whom a provider takes; everything left out is open to all."""

    age_min: Annotated[int, Field(ge=0, le=120)] = 0
    age_max: Annotated[int, Field(ge=0, le=120)] = 120
    gender: Gender | None = None
    education_max: Annotated[int, Field(ge=0, le=8)] = 8
    months_unemployed_min: Annotated[int, Field(ge=0, le=600)] = 0
    groups: tuple[str, ...] = ()
    """At least one of these target groups; empty: any client."""
    need: dict[str, Level] = Field(default_factory=dict)
    """Domain -> highest level at which the need counts (only people at or below it)."""
    while_employed: bool = False
    """Whether people in a job may still start."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        _known_domains(self.need)
        if unknown := sorted(set(self.groups) - set(GROUPS)):
            raise ValueError(f"unknown groups {', '.join(unknown)}")
        if self.age_min > self.age_max:
            raise ValueError("age_min is above age_max")
        return self


class Prerequisites(Frozen):
    """What must be in place before a client can start."""

    levels: dict[str, Level] = Field(default_factory=dict)
    """Domain -> lowest level needed."""
    services: tuple[ServiceId, ...] = ()
    """Services that must have been completed."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        _known_domains(self.levels)
        return self


class Service(Frozen):
    """One service of one partner. Its name is a text of the catalogue or agreement it comes from."""

    id: ServiceId
    provider: Annotated[str, Field(min_length=1, max_length=100)]
    """Id of the partner that offers it."""
    kind: ServiceKind
    domains: tuple[str, ...]
    """Domains it works on, the main one first."""
    capacity: Annotated[int, Field(ge=0, le=1_000_000)]
    """Clients it can serve in the same week."""
    waiting_weeks: Annotated[int, Field(ge=0, le=260)] = 0
    """Stated wait from referral to start."""
    duration_weeks: Annotated[int, Field(ge=1, le=260)]
    hours_per_week: Annotated[int, Field(ge=0, le=60)] = 2
    """What it asks of the client's week."""
    cost_per_week: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    """Whole euros per client and week."""
    dropout: Annotated[int, Field(ge=0, le=95)] = 20
    """Percent of ordinary clients who leave before the end."""
    eligibility: Eligibility = Eligibility()
    prerequisites: Prerequisites = Prerequisites()

    @field_validator("domains")
    @classmethod
    def _domains(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        _known_domains(value)
        if not value or len(set(value)) != len(value):
            raise ValueError("name at least one domain, each once")
        return value


class ServiceSystem(Frozen):
    """The services within reach of the clients of one territory; the order is the service axis of every array."""

    services: tuple[Service, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        ids = [service.id for service in self.services]
        if len(set(ids)) != len(ids):
            raise ValueError("two services have the same id")
        for service in self.services:
            if unknown := sorted(set(service.prerequisites.services) - set(ids)):
                raise ValueError(f"{service.id}: unknown prerequisite services {', '.join(unknown)}")
            if service.id in service.prerequisites.services:
                raise ValueError(f"{service.id}: is its own prerequisite")
        return self

    @cached_property
    def index(self) -> Mapping[str, int]:
        """Position of each service on the service axis."""
        return {service.id: position for position, service in enumerate(self.services)}

    def __len__(self) -> int:
        return len(self.services)

    def service(self, service_id: str) -> Service:
        return self.services[self.index[service_id]]

    @property
    def providers(self) -> tuple[str, ...]:
        """Providers in order of first appearance."""
        return tuple(dict.fromkeys(service.provider for service in self.services))
