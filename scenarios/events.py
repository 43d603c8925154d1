"""What can happen to a client: effects, conditions, events and ways to answer them.

Chances in per cent per week, weeks from the run's start; effects are added to the present values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.client import DOMAINS, Frozen, Level, Percent
from scenarios.facts import Id, known, unique

Week = Annotated[int, Field(ge=0, le=104)]
Change = Annotated[int, Field(ge=-100, le=100)]


class Effect(Frozen):
    """What happens to the client: changes that are added to the present values."""

    levels: dict[str, Annotated[int, Field(ge=-4, le=4)]] = Field(default_factory=dict)
    motivation: Change = 0
    trust: Change = 0
    stress: Change = 0

    @model_validator(mode="after")
    def _known_domains(self) -> Self:
        known("levels", tuple(self.levels), DOMAINS)
        return self


class Condition(Frozen):
    """When an event can happen; everything named must hold at once."""

    weeks: tuple[Week, Week] = (1, 104)
    at_most: dict[str, Level] = Field(default_factory=dict)
    """Domain -> highest true level."""
    at_least: dict[str, Level] = Field(default_factory=dict)
    """Domain -> lowest true level."""
    known: tuple[Id, ...] = ()
    """Facts that some seat knows."""
    unknown: tuple[Id, ...] = ()
    """Facts that no seat knows."""
    started: tuple[Id, ...] = ()
    """Services the client has started."""
    not_started: tuple[Id, ...] = ()
    planned: bool | None = None
    """Whether a plan has been agreed."""
    trust: tuple[Percent, Percent] = (0, 100)
    stress: tuple[Percent, Percent] = (0, 100)

    @model_validator(mode="after")
    def _known_domains(self) -> Self:
        known("at_most", tuple(self.at_most), DOMAINS)
        known("at_least", tuple(self.at_least), DOMAINS)
        return self


class Principle(StrEnum):
    """Principles of the code of ethics (guidelines 5.6)."""

    CONFIDENTIALITY = "confidentiality"
    DIGNITY = "dignity"
    OBJECTIVITY = "objectivity"
    INFORMATION = "information"
    WELFARE = "welfare"


class Response(Frozen):
    """One way to answer an event."""

    id: Id
    quality: Literal["good", "fair", "poor", "harmful"] = "fair"
    principle: Principle | None = None
    """The ethical principle at stake, if any."""
    minutes: Annotated[int, Field(ge=0, le=240)] = 20
    effect: Effect = Effect()
    reveals: tuple[Id, ...] = ()


def in_order_of_showing(event: str, responses: Sequence[Response]) -> tuple[Response, ...]:
    """Answers to an event as people see them: always in the same order, which is not the author's (best first)."""
    return tuple(sorted(responses, key=lambda one: hashlib.sha256(f"{event} {one.id}".encode()).digest()))


class Event(Frozen):
    """Something that happens to the client: by chance, or when a trainer sends it (`inject`)."""

    id: Id
    inject: bool = False
    crisis: bool = False
    when: Condition = Condition()
    chance: Annotated[int, Field(ge=0, le=100)] = 100
    """Per cent per week in which `when` holds; an event happens once at most."""
    effect: Effect = Effect()
    reveals: tuple[Id, ...] = ()
    responses: tuple[Response, ...] = ()
    answer_weeks: Annotated[int, Field(ge=1, le=12)] = 1
    """Weeks in which an answer is still in time."""
    ignored: Effect = Effect()
    """What follows when nobody answered in time."""
    standing: Id | None = None
    """The response used where nobody can be asked: what-if, range of luck."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        ids = [response.id for response in self.responses]
        unique("responses", ids)
        if self.standing is not None:
            known("standing", (self.standing,), ids)
        elif ids:
            raise ValueError(f"event {self.id}: name one of its responses as `standing`")
        return self

    @property
    def offered(self) -> tuple[Response, ...]:
        return in_order_of_showing(self.id, self.responses)
