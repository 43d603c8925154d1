"""The plan of a practice run: aims, activities, the client's answer to what is proposed. Pure rules.

The finished plan becomes the guidelines' implementation protocol (5.5, template) in `scenarios.case_file`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.client import DOMAINS, Frozen, Level
from scenarios.events import Week
from scenarios.facts import Id, known
from scenarios.scenario import Stance

CLIENT, CASE_MANAGER = "client", "case_manager"
"""Who can be responsible for an activity besides a partner."""


class Wording(Frozen):
    """A typed text as the log keeps it: where it lies, and its reading. Replay never needs the text itself."""

    text: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    words: Annotated[int, Field(ge=0, le=20_000)] = 0
    distinct: Annotated[int, Field(ge=0, le=20_000)] = 0
    mark: Annotated[int, Field(ge=0, le=0xFFFF)] = 0
    """Sixteen bits of a hash: enough to see that a text was pasted twice, too few to tell what it said."""

    @classmethod
    def of(cls, key: str, text: str) -> Self:
        """The reading of a text: how many words, how many different ones."""
        words = [word.strip(".,;:!?").lower() for word in text.split()[:20_000]]
        mark = int.from_bytes(hashlib.sha256(" ".join(words).encode()).digest()[:2], "big")
        return cls(text=key, words=len(words), distinct=len(set(words)), mark=mark)

    def says(self, least: int) -> bool:
        """Whether something is said here: at least so many different words."""
        return self.distinct >= least


class Measure(StrEnum):
    """How one will see that an aim is reached."""

    LEVEL = "level"
    """A domain reaches a level; the target is the level."""
    COUNT = "count"
    """Something has been done so many times."""
    DONE = "done"
    """Something is there that was not (a document, a place, an agreement)."""
    WORK = "work"
    """The client works; the target is weeks in work."""


class Aim(Frozen):
    id: Id
    domain: str
    text: Wording
    measure: Measure | None = None
    target: Annotated[int, Field(ge=0, le=1000)] | None = None
    by_week: Week | None = None
    hope: Id | None = None
    """The client's own hope (a fact) that this aim takes up."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        known("domain", (self.domain,), DOMAINS)
        return self

    @property
    def specific(self) -> bool:
        return self.text.says(4)

    @property
    def measurable(self) -> bool:
        needs_target = self.measure in (Measure.LEVEL, Measure.COUNT, Measure.WORK)
        return self.measure is not None and self.by_week is not None and not (needs_target and self.target is None)


class Activity(Frozen):
    """One line of the plan: a service of a partner, or a task of the pool of activities."""

    id: Id
    domain: str
    aims: tuple[Id, ...] = ()
    service: Id | None = None
    task: Id | None = None
    """Id in the toolkit's pool of activities, where it is not a service."""
    responsible: Id | None = None
    """A partner, the client or the case manager."""
    start_week: Week | None = None
    end_week: Week | None = None
    text: Wording | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        known("domain", (self.domain,), DOMAINS)
        if (self.service is None) == (self.task is None):
            raise ValueError("an activity is either a service or a task")
        if self.start_week is not None and self.end_week is not None and self.end_week < self.start_week:
            raise ValueError("the activity ends before it starts")
        return self

    @property
    def scheduled(self) -> bool:
        return self.start_week is not None and self.end_week is not None


class Rating(Frozen):
    """How the case manager reads a domain, and how the client sees it, where asked."""

    level: Level | None = None
    priority: bool = False
    client_level: Level | None = None
    week: Week = 0


class Answer(Frozen):
    """The client's answer to one proposed activity."""

    activity: Id
    answer: Literal["agrees", "bargains", "refuses"]
    stance: Id | None = None


def answer_to(
    activity: Activity,
    stances: Collection[Stance],
    *,
    trust: int,
    told: Collection[str],
    started: Collection[str],
    planned: Collection[str],
) -> Answer:
    """What the client says to an activity, given trust, what it has told, services started and services planned."""
    stance = next((one for one in stances if one.service == activity.service), None)
    if stance is None:
        return Answer(activity=activity.id, answer="agrees")
    content = (
        trust >= stance.until_trust
        or (stance.until_told and set(stance.until_told) <= set(told))
        or (stance.until_started and set(stance.until_started) <= set(started))
        or (stance.not_before is not None and (activity.start_week or 0) >= stance.not_before)
    )
    if content:
        return Answer(activity=activity.id, answer="agrees", stance=stance.id)
    if stance.answer == "bargains" and stance.offers in planned:
        return Answer(activity=activity.id, answer="agrees", stance=stance.id)
    return Answer(activity=activity.id, answer=stance.answer, stance=stance.id)
