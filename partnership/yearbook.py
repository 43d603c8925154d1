"""The yearly look back: answers to the critical questions (guidelines 4.3), wishes, decisions, a summary. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, Final

from pydantic import Field

from partnership.items import ItemId, Part, Text
from toolkit.instrument import Instrument
from toolkit.loader import cite, instrument_words, instruments

INSTRUMENT: Final = "critical-questions"
MAX_ANSWERS = 200


class Yearbook(Part):
    """What the partners write about one year; answers and wishes by question."""

    answers: Annotated[dict[ItemId, Text], Field(max_length=MAX_ANSWERS)] = {}
    wishes: Annotated[dict[ItemId, Text], Field(max_length=MAX_ANSWERS)] = {}
    """What should be done next year, one thing a line."""
    summary: Text = ""
    decisions: Text = ""

    def answered(self) -> list[str]:
        return [question for question in question_ids() if self.answers.get(question, "").strip()]

    def wish_lines(self) -> Iterator[str]:
        """Every wish, in the order of the questions."""
        for question in question_ids():
            yield from filter(None, (line.strip(" \t-•*") for line in self.wishes.get(question, "").splitlines()))


@dataclass(frozen=True)
class Question:
    id: str
    number: str
    phase: str
    area: str
    title: str
    text: str
    source: str


@lru_cache(maxsize=1)
def question_ids() -> tuple[str, ...]:
    return tuple(node.id for node in _instrument().items())


@lru_cache(maxsize=32)
def questions(locale: str) -> tuple[Question, ...]:
    """The critical questions in order, with the phase and area they belong to."""
    found, words = _instrument(), instrument_words(_instrument(), locale).nodes

    def question(node_id: str) -> Question:
        node = found.node(node_id)
        area = found.node(node.parent or node.id)
        phase = found.node(area.parent or area.id)
        return Question(
            id=node.id,
            number=node.ref,
            phase=words[phase.id].title,
            area=words[area.id].title,
            title=words[node.id].title,
            text=words[node.id].text,
            source="; ".join(cite(source, locale) for source in node.sources),
        )

    return tuple(question(node_id) for node_id in question_ids())


def _instrument() -> Instrument:
    return instruments()[INSTRUMENT]
