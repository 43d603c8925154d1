"""The preparation of an agreement (guidelines, section 4, step 1): what partners clarify first, and their meetings.

Questions, their words and the passage an outcome belongs to are content (`content/preparation*.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import Field

from partnership.items import Item, Reference, References, Text
from studio.content import read_yaml_file, texts

_CONTENT = Path(__file__).resolve().parent / "content" / "preparation"

Approach = Literal["", "formal", "informal", "both"]
"""`both`: an agreement for what must be binding, and informal ways for the rest."""
APPROACHES: tuple[Approach, ...] = get_args(Approach)[1:]
ClarificationState = Literal["open", "under_way", "settled", "not_needed"]
STATES: tuple[ClarificationState, ...] = get_args(ClarificationState)


class Clarification(Item):
    """A question to settle before drafting; one of the guidelines' has the question's id, own ones have a title."""

    title: Text = ""
    owner: Reference = ""
    """The partner who sees to it."""
    person: Text = ""
    due: date | None = None
    state: ClarificationState = "open"
    outcome: Text = ""
    open_question: Text = ""
    belongs_to: Annotated[str, Field(max_length=100)] = ""
    """Clause an outcome of an own question belongs to."""
    taken: Text = ""
    """The outcome as it was last put into the draft."""


class Meeting(Item):
    title: Text = ""
    day: date | None = None
    starts: Annotated[str, Field(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")] = ""
    place: Text = ""
    partners: References = []
    others: Text = ""
    """Who else was there."""
    agenda: Text = ""
    decisions: Text = ""


@dataclass(frozen=True)
class Question:
    """A clarification the guidelines ask for; `target` is the clause its outcome belongs to."""

    id: str
    target: str
    title: str
    about: str


@dataclass(frozen=True)
class Group:
    """One of the two lists: all partners, or employment service and centre for social work first."""

    id: str
    title: str
    about: str
    source: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Way:
    """One side of the guided choice between a formal and an informal approach."""

    id: Approach
    title: str
    fits: str
    gains: tuple[str, ...]
    costs: tuple[str, ...]
    consequence: str


@lru_cache(maxsize=32)
def groups(locale: str) -> tuple[Group, ...]:
    words = texts(_CONTENT, locale)
    return tuple(
        Group(
            id=group["id"],
            title=words(f"{group['id']}.title"),
            about=words(f"{group['id']}.about"),
            source=words(f"{group['id']}.source"),
            questions=tuple(
                Question(
                    id=name,
                    target=target,
                    title=words(f"{group['id']}.questions.{name}.title"),
                    about=words(f"{group['id']}.questions.{name}.about"),
                )
                for name, target in group["questions"].items()
            ),
        )
        for group in _structure()["groups"]
    )


@lru_cache(maxsize=32)
def ways(locale: str) -> tuple[Way, ...]:
    words = texts(_CONTENT, locale)
    counts = _structure()["approaches"]
    return tuple(
        Way(
            id=each,
            title=words(f"approaches.{each}.title"),
            fits=words(f"approaches.{each}.fits"),
            gains=tuple(words(f"approaches.{each}.gains.g{n}") for n in range(1, counts[each]["gains"] + 1)),
            costs=tuple(words(f"approaches.{each}.costs.c{n}") for n in range(1, counts[each]["costs"] + 1)),
            consequence=words(f"approaches.{each}.consequence"),
        )
        for each in APPROACHES
    )


def approach_source(locale: str) -> str:
    return texts(_CONTENT, locale)("approaches.source")


def questions(locale: str) -> dict[str, Question]:
    return {question.id: question for group in groups(locale) for question in group.questions}


def to_clarify() -> list[Clarification]:
    """The guidelines' questions as an empty board."""
    return [Clarification(id=name) for group in _structure()["groups"] for name in group["questions"]]


def target_of(clarification: Clarification) -> str:
    """The clause an outcome belongs to; empty where nobody has said."""
    for group in _structure()["groups"]:
        if clarification.id in group["questions"]:
            return str(group["questions"][clarification.id])
    return clarification.belongs_to


@lru_cache(maxsize=1)
def _structure() -> dict[str, Any]:
    return dict(read_yaml_file(_CONTENT.with_suffix(".yaml")))
