"""A workshop's programme: kinds of activity with their parameters, and what state an activity is in; pure."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from studio.errors import Invalid

MAX_TITLE = 120
MAX_SEATS = 200
MAX_ACTIVITIES = 30


class State(StrEnum):
    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"


class Kind(StrEnum):
    """What is done in an activity."""

    SCENARIO = "scenario"
    """Everybody works on the same synthetic client."""
    CASELOAD = "caseload"
    """Everybody has the same desk with many clients."""


class Parameters(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScenarioParameters(Parameters):
    """The same scenario and the same seed for everybody: what differs between plans is then not luck."""

    scenario: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    seed: int = Field(ge=0, lt=2**63)
    pair: bool = False
    """Two people share one case, each on an own device, with what their own institution knows."""
    evidence: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    """Hash of the trainer's copy of the assumptions as it was kept; empty for the studio's."""


class CaseloadParameters(Parameters):
    """The same exercise and the same seed for everybody."""

    exercise: str = Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")
    seed: int = Field(ge=0, lt=2**63)
    evidence: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    """As for a scenario."""


PARAMETERS: dict[Kind, type[Parameters]] = {Kind.SCENARIO: ScenarioParameters, Kind.CASELOAD: CaseloadParameters}


def parameters(kind: str, given: dict[str, Any]) -> dict[str, Any]:
    """Checked parameters of an activity; Invalid when the kind does not exist or they do not fit it."""
    try:
        return PARAMETERS[Kind(kind)].model_validate(given).model_dump(mode="json")
    except (ValueError, ValidationError) as error:
        raise Invalid("activity_unusable") from error


def state(opened_at: datetime | None, closed_at: datetime | None) -> State:
    if opened_at is None:
        return State.PREPARED
    return State.OPEN if closed_at is None else State.CLOSED


def clean_title(title: str) -> str:
    """A title on one line without control characters; Invalid when nothing is left."""
    tidy = " ".join("".join(c if c.isprintable() else " " for c in title).split())[:MAX_TITLE]
    if not tidy:
        raise Invalid("workshop_title_missing")
    return tidy


@cache
def zones() -> tuple[str, ...]:
    """Every time zone by name; looked up once, because it means reading a folder of 600 files."""
    return tuple(sorted(available_timezones()))


def clean_zone(zone: str) -> str:
    """A known time zone; UTC where a browser tells none."""
    if zone and zone not in zones():
        raise Invalid("zone_unknown")
    return zone or "UTC"


def clean_code(code: str) -> str:
    """A join code as it is kept, however somebody types it: spaces, hyphens and case do not matter."""
    return "".join(c for c in code[:80] if c.isalnum()).upper()


def spaced(code: str) -> str:
    """A join code as people read it aloud: two groups of four."""
    return f"{code[:4]} {code[4:]}"
