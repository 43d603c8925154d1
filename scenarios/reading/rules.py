"""The rules of a language, from `content/reading/`: spelling, cues of techniques with weights, cues of topics."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Self

from pydantic import Field, TypeAdapter

from scenarios.client import Frozen
from scenarios.facts import TOPICS, Technique
from scenarios.reading.spelling import NEXT, START, Spelling, is_word, stem, tokens
from studio.content import read_yaml_file

CONTENT = Path(__file__).parents[1] / "content" / "reading"
STEMMERS = {"en": "english"}
"""Languages that have rules and a labelled set, and the stemmer of each; typing is offered in these only."""
NEUTRAL = "neutral"
"""The groups that speak for no technique by themselves."""
GRADES = {"strong": 3.0, "clear": 1.5, "hint": 0.5}
PHRASE = 0.2
"""What each further word of a phrase adds, as a share of its grade."""
COMMON = {"strong": 0.7, "clear": 0.4, "hint": 0.4}
"""What is left of a cue that is one of the most common words."""
COMMON_PHRASE = 0.45
"""What is left of a phrase that is made of such words only: `who helps you` says less than `brandy`."""

Weights = dict[Technique, float]


class Group(Frozen):
    """Turns of phrase that do the same."""

    id: str
    any: tuple[str, ...] = Field(min_length=1)
    weight: float = 0.8
    """How much it speaks for its technique before anything is learned; examples may move it."""


@dataclass(frozen=True)
class LearnedWeights:
    """What `benchmarks/reading_weights.py` learned: how much each thing speaks for or against each technique."""

    bias: Weights
    cues: dict[str, Weights]
    forms: dict[str, Weights]
    words: dict[str, Weights]
    pairs: dict[str, Weights]
    begins: dict[str, Weights]

    @classmethod
    def of(cls, rows: Iterable[list[str]]) -> Self:
        """From rows of kind, name, technique and weight."""
        tables: dict[str, dict[str, Weights]] = {one.name: {} for one in fields(cls)}
        for kind, name, technique, weight in rows:
            tables[kind].setdefault(name, {})[Technique(technique)] = float(weight)
        bias = tables.pop("bias").get("", {})
        return cls(bias=bias, **tables)


@dataclass(frozen=True)
class Cue:
    """A group of patterns, ready to be looked for."""

    name: str
    technique: str
    patterns: tuple[re.Pattern[str], ...]
    weight: float


@dataclass(frozen=True)
class TopicCue:
    topic: str
    stems: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class Rules:
    language: str
    spelling: Spelling
    openings: re.Pattern[str]
    cues: tuple[Cue, ...]
    weights: LearnedWeights
    topics: dict[str, tuple[TopicCue, ...]]
    """First stem -> the cues that begin with it."""
    topic_weights: dict[str, dict[str, float]]
    """Stem, or two in a row -> the points learned for and against topics (`benchmarks/topic_weights.py`)."""
    carriers: dict[str, tuple[tuple[str, ...], ...]]
    """First word -> the turns of phrase that begin with it and say nothing about a topic, longest first."""
    vocabulary: frozenset[str]
    by_letter: dict[str, list[str]]
    """First letter -> known words, for slips of the finger."""

    def stem(self, word: str) -> str:
        return stem(word, STEMMERS[self.language])


def languages() -> tuple[str, ...]:
    return tuple(STEMMERS)


def _load(name: str, language: str) -> object:
    return read_yaml_file(CONTENT / f"{name}.{language}.yaml")


def _rows(name: str, language: str) -> Iterator[list[str]]:
    """The rows of a table that was learned: tabs between the columns, comments at its head."""
    for line in (CONTENT / f"{name}.{language}.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


@lru_cache(maxsize=8)
def rules(language: str) -> Rules:
    """The rules of a language that `languages()` names; read once."""
    spelling = Spelling.model_validate(_load("spelling", language))
    cues = tuple(_cues(_load("techniques", language)))
    weights = LearnedWeights.of(_rows("weights", language))
    topics, cue_words = _topics(_load("topics", language), spelling, STEMMERS[language])
    topic_weights: dict[str, dict[str, float]] = {}
    for unit, topic, points in _rows("topic_weights", language):
        topic_weights.setdefault(unit, {})[topic] = float(points)
    carriers = _carriers(_load("carriers", language), spelling)
    said = (word for known in (cue_words, *carriers.values()) for phrase in known for word in phrase)
    drawn = (word for cue in cues for pattern in cue.patterns for word in re.findall(r"[a-z]{2,}", pattern.pattern))
    right = TypeAdapter(list[str]).validate_python(_load("words", language))
    vocabulary = frozenset([*spelling.common, *said, *drawn, *right])
    by_letter: dict[str, list[str]] = {}
    for word in sorted(vocabulary):
        by_letter.setdefault(word[0], []).append(word)
    return Rules(
        language, spelling, _openings(spelling), cues, weights, topics, topic_weights, carriers, vocabulary, by_letter
    )


def _openings(spelling: Spelling) -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, spelling.openings), key=len, reverse=True))
    return re.compile(rf"(?<=[{START}{NEXT}] )(?:(?:{words}) (?:, )?)+")


def _cues(content: object) -> Iterator[Cue]:
    lists = TypeAdapter(dict[str, str]).validate_python(content.pop("lists"))  # type: ignore[attr-defined]
    for technique, groups in TypeAdapter(dict[str, tuple[Group, ...]]).validate_python(content).items():
        if technique != NEUTRAL:
            Technique(technique)
        for group in groups:
            yield Cue(
                f"{technique}: {group.id}", technique, tuple(pattern(one, lists) for one in group.any), group.weight
            )


def pattern(written: str, lists: dict[str, str]) -> re.Pattern[str]:
    """A pattern as the content file writes it (its head explains the signs), for a line of `spelling.sentences`."""
    for name, words in lists.items():
        written = written.replace(f"{{{name}}}", words)
    drawn = re.sub(r"(?<!\\)\((?!\?)", "(?:", written.strip())
    drawn = drawn.replace(" ... ", r" (?:\S+ ){0,14}?").replace("~", f"[{START}{NEXT}]")
    return re.compile(rf"(?:^|(?<= ))(?:{drawn})(?= |$)")


def _topics(
    content: object, spelling: Spelling, language: str
) -> tuple[dict[str, tuple[TopicCue, ...]], list[list[str]]]:
    best: dict[tuple[str, tuple[str, ...]], str] = {}
    words: list[list[str]] = []
    for topic, grades in TypeAdapter(dict[str, dict[str, tuple[str, ...]]]).validate_python(content).items():
        if topic not in TOPICS:
            raise ValueError(f"unknown topic {topic}")
        for grade, phrases in grades.items():
            for phrase in phrases:
                said = [token for token in tokens(phrase, spelling) if is_word(token)]
                words.append(said)
                key = topic, tuple(stem(word, language) for word in said)
                best[key] = max(best.get(key, grade), grade, key=lambda one: GRADES[one])
    shared: dict[tuple[str, ...], int] = {}
    for _, stems in best:
        shared[stems] = shared.get(stems, 0) + 1
    common = {stem(word, language) for word in spelling.common}
    found: dict[str, list[TopicCue]] = {}
    for (topic, stems), grade in best.items():
        weight = GRADES[grade] * (1 + PHRASE * (len(stems) - 1)) / shared[stems] ** 0.5
        if common.issuperset(stems):
            weight *= COMMON[grade] if len(stems) == 1 else COMMON_PHRASE
        found.setdefault(stems[0], []).append(TopicCue(topic, stems, round(weight, 3)))
    return {first: tuple(cues) for first, cues in found.items()}, words


def _carriers(content: object, spelling: Spelling) -> dict[str, tuple[tuple[str, ...], ...]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in TypeAdapter(list[str]).validate_python(content):
        said = tuple(tokens(phrase, spelling))
        found.setdefault(said[0], []).append(said)
    return {first: tuple(sorted(known, key=len, reverse=True)) for first, known in found.items()}
