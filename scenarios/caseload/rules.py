"""The rules of a case manager's desk as data: what contacts cost and open, how often contact is due."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from scenarios.caseload.exercise import Effect, Way
from scenarios.client import Frozen, Percent
from studio.content import ContentError, read_yaml_file
from toolkit.sources import Source

CONTENT = Path(__file__).parents[1] / "content" / "caseload_rules.yaml"

Minutes = Annotated[int, Field(ge=0, le=480)]
Weeks = Annotated[int, Field(ge=1, le=52)]


class ContactRule(Frozen):
    """What one way of contact takes and gives; minutes come on top of those of the evidence (`minutes.*`)."""

    extra_minutes: Minutes = 0
    missed_minutes: Minutes
    """What it takes when nobody comes or answers."""
    missed: Annotated[tuple[Percent, ...], Field(min_length=5, max_length=5)]
    """Per cent, by motivation in five bands from low to high."""
    tells: Annotated[int, Field(ge=0, le=10)]
    """Facts a person tells at most."""
    effect: Effect = Effect()
    """Once in four weeks at most."""


class Rules(Frozen):
    """Every number of the desk that is not the engine's; all are assumptions of a teaching model."""

    urn: str
    version: str
    sources: tuple[Source, ...]
    contacts: dict[Way, ContactRule]
    reply_minutes: Minutes
    track_minutes: Minutes
    bring_forward_minutes: Minutes
    close_minutes: Minutes
    follow_up_minutes: Minutes
    end_service_minutes: Minutes
    contact_weeks: dict[str, Weeks]
    """Track -> weeks between contacts at most; `new` for clients who are on none yet."""
    assess_weeks: Weeks
    """Weeks until everyone should have been assessed."""
    forgotten_weeks: Weeks
    """After so many weeks without anything done a client counts as forgotten."""
    crisis_weeks: Weeks
    """Weeks to get in touch after something serious happened in a client's life."""
    change_weeks: Weeks
    """Weeks within which a change is to be looked at."""
    follow_up_weeks: Weeks
    effect_pause: Weeks
    """Weeks until the same way of contact does a person good again."""
    reached_in_crisis: Effect
    """What it does when the case manager gets in touch in time; `points` are given back in the domain hit."""
    points_back: Annotated[int, Field(ge=0, le=200)]
    left_alone: Effect
    """What it does when nobody does."""
    answered: Effect
    """A reply to what a client wrote."""
    speaks_up_from: Percent
    """Voice from which people report by themselves what has gone wrong."""

    @model_validator(mode="after")
    def _complete(self) -> Rules:
        if missing := [way for way in Way if way not in self.contacts]:
            raise ValueError(f"contacts: missing {', '.join(missing)}")
        if set(self.contact_weeks) != {"new", "intensive", "regular", "tracking"}:
            raise ValueError("contact_weeks: needs new, intensive, regular, tracking and nothing else")
        return self


@lru_cache(maxsize=1)
def builtin() -> Rules:
    """The rules that come with the studio."""
    try:
        return Rules.model_validate(read_yaml_file(CONTENT))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise ContentError(f"{CONTENT.name}, {place}", first["msg"], "Mend that entry.") from error
