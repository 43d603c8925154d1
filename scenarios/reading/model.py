"""What a typed sentence is read as, with reasons a person can check, or why it could not be read."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from scenarios.client import Frozen
from scenarios.facts import Technique

Share = Annotated[float, Field(ge=0, le=1)]
SURE = 0.5
"""A reading below this share is shown as unsure."""


class Why(StrEnum):
    """Why a text could not be read."""

    EMPTY = "empty"
    """Nothing but space."""
    SIGNS = "signs"
    """Signs or figures, no word."""
    LONG = "long"
    """More than a sentence or two can hold."""
    UNKNOWN = "unknown"
    """Hardly a word of the language: another language, or keys at random."""


class Unreadable(Frozen):
    why: Why


class Reason(Frozen):
    """One cue that spoke for a reading: the words in the sentence, or a form (`question`, `list` …) of the whole."""

    words: str = ""
    form: str = ""
    weight: float


class Guess(Frozen):
    """A technique or topic that was possible, and how much spoke for it beside the others."""

    name: str
    share: Share


class Reading(Frozen):
    technique: Technique
    topic: str
    technique_share: Share
    topic_share: Share
    technique_reasons: tuple[Reason, ...] = ()
    topic_reasons: tuple[Reason, ...] = ()
    other_techniques: tuple[Guess, ...] = ()
    other_topics: tuple[Guess, ...] = ()
    carried_over: bool = False
    """The sentence names no topic of its own; it goes on with the last one."""

    @property
    def sure(self) -> bool:
        return min(self.technique_share, self.topic_share) >= SURE
