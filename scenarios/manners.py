"""The rules of conversation as data: what a sentence does to a person, what things cost in minutes."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, model_validator

from scenarios.client import Frozen, Percent
from scenarios.facts import Technique, known
from studio.content import ContentError, read_yaml_file
from toolkit.sources import Source

CONTENT = Path(__file__).parent / "content" / "manners.yaml"

Step = Annotated[int, Field(ge=-30, le=30)]
COSTS: tuple[str, ...] = (
    "say",
    "desk",
    "private_room",
    "home",
    "phone",
    "ask_consent",
    "ask_view",
    "enquire",
    "share",
    "rate",
    "set_aim",
    "set_activity",
    "propose_plan",
    "agree_plan",
    "refer",
    "refer_warm",
    "end_service",
    "conference",
    "conference_partner",
    "note",
    "close",
)


class Push(Frozen):
    """What moves a person, in steps of the scales 0 to 100."""

    trust: Step = 0
    motivation: Step = 0
    stress: Step = 0


class Manners(Frozen):
    """Every rule of the conversation that is a number; the sentences stand in `manners.<locale>.yaml`."""

    urn: str
    version: str
    sources: tuple[Source, ...]
    techniques: dict[Technique, Push]
    confidentiality: Push
    """Once, when it is first explained; likewise `rights` and `hopes`."""
    rights: Push
    hopes: Push
    empty: Push
    """A technique that has nothing to work on: a summary of nothing, praise for nothing."""
    too_soon: Push
    """A private or sensitive subject before confidentiality was explained."""
    overheard: Push
    """A private or sensitive subject where others can hear."""
    repeated: Push
    """The same technique on the same topic again in one meeting."""
    interrogated: Push
    advised_early: Push
    asked_without_consent: Push
    agreed: Push
    overruled: Push
    met_privately: Push
    closed_early: Push
    trust_per_meeting: Percent
    """The most that one meeting can win."""
    closed_in_a_row: Annotated[int, Field(ge=1, le=20)]
    summary_after: Annotated[int, Field(ge=1, le=20)]
    """Things told since the last summary from which on another one is worth something."""
    consent_trust: Percent
    sensitive_consent_trust: Percent
    """For partners whose drawer holds something sensitive."""
    withdrawn_below: Percent
    """Trust below which the client takes consent back."""
    own_view_trust: Percent
    """From here on the client rates herself or himself as things are; below, one level better."""
    no_show: Annotated[tuple[Percent, ...], Field(min_length=5, max_length=5)]
    """Per cent, by motivation in five bands from low to high."""
    minutes: dict[str, Annotated[int, Field(ge=0, le=480)]]

    @model_validator(mode="after")
    def _complete(self) -> Manners:
        known("minutes", tuple(self.minutes), COSTS)
        if missing := [cost for cost in COSTS if cost not in self.minutes]:
            raise ValueError(f"minutes: missing {', '.join(missing)}")
        if missing := [technique for technique in Technique if technique not in self.techniques]:
            raise ValueError(f"techniques: missing {', '.join(missing)}")
        return self


@lru_cache(maxsize=1)
def builtin() -> Manners:
    """The rules that come with the studio."""
    try:
        return Manners.model_validate(read_yaml_file(CONTENT))
    except ValidationError as error:
        first = error.errors()[0]
        place = "/".join(str(part) for part in first["loc"])
        raise ContentError(f"{CONTENT.name}, {place}", first["msg"], "Mend that entry.") from error
