"""What a client can tell: techniques and topics of a conversation, facts and the ways into them, lines.

Levels run from 0 (in crisis) to 4 (thriving); trust and stress from 0 to 100.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Self

from pydantic import Field, model_validator

from scenarios.client import DOMAINS, Frozen, Level, Percent

Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,47}$")]


def known(where: str, used: tuple[str, ...], allowed: tuple[str, ...] | list[str]) -> None:
    """A `ValueError` that names what is used and not declared."""
    if unknown := sorted(set(used) - set(allowed)):
        raise ValueError(f"{where}: unknown {', '.join(unknown)}")


def unique(where: str, ids: list[str]) -> None:
    if repeated := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValueError(f"{where}: used twice: {', '.join(repeated)}")


class Technique(StrEnum):
    """What an interviewer does with a sentence."""

    EXPLAIN = "explain"
    OPEN = "open"
    CLOSED = "closed"
    PROBE = "probe"
    REFLECT = "reflect"
    PARAPHRASE = "paraphrase"
    AFFIRM = "affirm"
    SUMMARISE = "summarise"
    INFORM = "inform"
    """Gives information after asking whether it is welcome."""
    ADVISE = "advise"
    CONFRONT = "confront"
    JUDGE = "judge"


GENERAL_TOPICS: tuple[str, ...] = (
    "welcome",
    "confidentiality",
    "rights",
    "everyday",
    "hopes",
    "strengths",
    "plan",
)
TOPICS: tuple[str, ...] = (*GENERAL_TOPICS, *DOMAINS)
"""What a sentence can be about: seven general topics and the sixteen domains."""


class FactKind(StrEnum):
    NEED = "need"
    STRENGTH = "strength"
    HOPE = "hope"
    """What the client wants, the raw material of an aim."""
    CIRCUMSTANCE = "circumstance"


class Sensitivity(StrEnum):
    ORDINARY = "ordinary"
    PRIVATE = "private"
    SENSITIVE = "sensitive"
    """Health, violence, offences, origin, belief: told only in confidence."""


class Key(Frozen):
    """One way into a fact through conversation; everything named must hold at once."""

    topics: Annotated[tuple[str, ...], Field(min_length=1)]
    techniques: tuple[Technique, ...] = (Technique.OPEN, Technique.PROBE, Technique.REFLECT)
    trust: Percent = 0
    private: bool = False
    """Nobody else can overhear: a private room, a home visit."""
    confidentiality: bool = False
    """The case manager has explained confidentiality and its limits."""
    consent: bool = False
    """The client has consented to being supported."""
    after: tuple[Id, ...] = ()
    """Facts the client has told before."""

    @model_validator(mode="after")
    def _known_topics(self) -> Self:
        known("topics", self.topics, TOPICS)
        return self


class Fact(Frozen):
    """Something true about the client (or, when `corrected_by` is set, something a file wrongly says)."""

    id: Id
    kind: FactKind = FactKind.NEED
    domain: str
    level: Level
    """The level of the domain that this fact alone would support."""
    sensitivity: Sensitivity = Sensitivity.ORDINARY
    known_by: tuple[Id, ...] = ()
    """Partners whose drawer holds it."""
    keys: tuple[Key, ...] = ()
    """Ways into it; any one of them is enough. Without keys only a partner can tell."""
    corrected_by: Id | None = None
    """The fact that shows that the file is wrong or out of date here."""
    evades: bool = False
    """Whether the client evades once (text `evaded`) before a key fits."""
    essential: bool = False
    """A plan that misses it misses the person."""

    @model_validator(mode="after")
    def _known_domain(self) -> Self:
        known("domain", (self.domain,), DOMAINS)
        return self


class Line(Frozen):
    """Something the client can say; a line without topics is a fallback for any topic."""

    id: Id
    topics: tuple[str, ...] = ()
    techniques: tuple[Technique, ...] = ()
    """Empty: after any technique."""
    trust: tuple[Percent, Percent] = (0, 100)
    """Lowest and highest trust at which it is said."""
    stress: tuple[Percent, Percent] = (0, 100)
    told: tuple[Id, ...] = ()
    """Facts the client has told before."""
    untold: tuple[Id, ...] = ()
    """Facts the client has not told yet."""
    again: bool = False
    """Whether it may be said more than once; fallbacks always may."""

    @model_validator(mode="after")
    def _check(self) -> Self:
        known("topics", self.topics, TOPICS)
        for name, (low, high) in (("trust", self.trust), ("stress", self.stress)):
            if low > high:
                raise ValueError(f"{name}: the lower bound {low} is above the upper bound {high}")
        return self

    @property
    def fallback(self) -> bool:
        return not self.topics
