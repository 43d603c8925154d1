"""The pool of activities a partnership chooses from when it plans with a client (guidelines 4.2 and 5.4)."""

from __future__ import annotations

from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from toolkit.domains import Domain
from toolkit.sources import Source


class Phase(StrEnum):
    """Where in the casework cycle an activity belongs."""

    ASSESSMENT = "assessment"
    PLANNING = "planning"
    SERVICE = "service"
    COORDINATION = "coordination"
    CLOSURE = "closure"


class Provider(StrEnum):
    """The kind of institution that usually provides an activity."""

    CASE_MANAGER = "case_manager"
    PES = "pes"
    CSW = "csw"
    HEALTH = "health"
    EDUCATION = "education"
    MUNICIPALITY = "municipality"
    NGO = "ngo"
    EMPLOYER = "employer"


class Activity(BaseModel):
    """An activity of the pool; its texts are `title`, `about` and `watch` (what to look out for)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    phase: Phase
    domains: tuple[Domain, ...] = ()
    providers: tuple[Provider, ...]
    sources: tuple[Source, ...]
