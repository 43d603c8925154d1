"""A synthetic client: who it is, where it stands in sixteen domains, and how it feels about it.

Levels run from 0 (in crisis) to 4 (thriving). Motivation, trust and stress run from 0 to 100.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, field_validator

from toolkit import domains as toolkit_domains

DOMAINS: tuple[str, ...] = tuple(domain.value for domain in toolkit_domains.DOMAINS)
"""Order of the domain axis of every array; `toolkit.domains` describes each of them."""

DOMAIN_INDEX: Mapping[str, int] = {domain: index for index, domain in enumerate(DOMAINS)}

TERRITORIES: tuple[str, ...] = ("EU", "AL", "BA", "XK", "ME", "MK", "RS")
"""Territory codes; the position in this tuple is part of the address of luck, so new ones go to the end.

EU is the neutral European territory, XK is Kosovo*.
"""

GROUPS: tuple[str, ...] = (
    "youth",
    "older",
    "long_term",
    "rural",
    "minority",
    "roma",
    "disability",
    "returnee",
    "single_parent",
    "released",
    "refugee",
    "social_assistance",
    "redundancy",
)
"""Target groups that services and agreements can name; the position is the bit in `Cohort.groups`."""

LEVELS = len(toolkit_domains.LEVELS)
Level = Annotated[int, Field(ge=0, le=LEVELS - 1)]
Percent = Annotated[int, Field(ge=0, le=100)]


class Frozen(BaseModel):
    """A value of the simulation: immutable, closed, written as JSON and hashed by its content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def content_hash(self) -> str:
        """SHA-256 (hex) over the canonical JSON: what a run pins."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()


class Gender(StrEnum):
    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class SpellKind(StrEnum):
    """What a stretch of working life was."""

    EMPLOYED = "employed"
    INFORMAL = "informal"
    FARM = "farm"
    ABROAD = "abroad"
    CARE = "care"
    EDUCATION = "education"
    UNEMPLOYED = "unemployed"


class Spell(Frozen):
    """A stretch of working life that ended `ended_months_ago` months before the reference date (0: it lasts)."""

    kind: SpellKind
    months: Annotated[int, Field(ge=1, le=720)]
    ended_months_ago: Annotated[int, Field(ge=0, le=720)]
    occupation: str = ""
    """ISCO-08 code, where there was one."""


class Household(Frozen):
    adults: Annotated[int, Field(ge=1, le=12)] = 1
    children: tuple[Annotated[int, Field(ge=0, le=17)], ...] = ()
    """Ages of the children."""


class Profile(Frozen):
    """What is visible of a client on paper. Synthetic people only."""

    name: Annotated[str, Field(max_length=200)]
    gender: Gender
    age: Annotated[int, Field(ge=15, le=74)]
    territory: str
    municipality: Annotated[str, Field(max_length=200)] = ""
    rural: bool = False
    community: str = ""
    """Id of the community whose names the person bears; it never enters ability or effort."""
    household: Household = Household()
    education: Annotated[int, Field(ge=0, le=8)] = 3
    """ISCED 2011 level."""
    occupation: str = ""
    """ISCO-08 code of the usual occupation, empty if there is none."""
    work_history: tuple[Spell, ...] = ()
    months_unemployed: Annotated[int, Field(ge=0, le=600)] = 0
    benefits: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    known_to: tuple[str, ...] = ()
    """Kinds of institutions that have a file on the person: pes, csw, health, …"""
    groups: tuple[str, ...] = ()
    """Target groups the person belongs to, of `GROUPS`."""

    @field_validator("territory")
    @classmethod
    def _known_territory(cls, value: str) -> str:
        if value not in TERRITORIES:
            raise ValueError(f"unknown territory {value!r}; one of {', '.join(TERRITORIES)}")
        return value

    @field_validator("groups")
    @classmethod
    def _known_groups(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if unknown := sorted(set(value) - set(GROUPS)):
            raise ValueError(f"unknown groups {', '.join(unknown)}; of {', '.join(GROUPS)}")
        return value


class Client(Frozen):
    """A client at the start: profile, true level per domain, and the hidden state of the person."""

    id: Annotated[str, Field(max_length=100)]
    profile: Profile
    levels: dict[str, Level]
    motivation: Percent = 50
    trust: Percent = 40
    stress: Percent = 50

    @field_validator("levels")
    @classmethod
    def _every_domain(cls, value: dict[str, int]) -> dict[str, int]:
        if set(value) != set(DOMAINS):
            missing, extra = sorted(set(DOMAINS) - set(value)), sorted(set(value) - set(DOMAINS))
            raise ValueError(f"levels: missing {missing}, unknown {extra}")
        return {domain: value[domain] for domain in DOMAINS}
