"""Which topic a sentence is about: cues of topics and learned words are counted; phrases that say nothing go before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.reading.rules import Rules, TopicCue
from scenarios.reading.spelling import is_word

_BREAK = "."
_THROUGH = frozenset([",", '"', ":", ";"])
"""Signs that a phrase may run across."""
SPREAD = 1.2
"""How many points make one topic twice as likely as another, for the share that is shown."""
CUE = 0.6
"""How much a cue counts beside what is learned: the words of most cues have weights of their own."""
ENOUGH = 1.5
"""Points of learned words that make a topic where no cue does; below, a sentence goes on with the last topic."""


@dataclass(frozen=True)
class Hit:
    cue: TopicCue
    at: int
    words: str

    def inside(self, other: Hit) -> bool:
        """Whether another, longer hit for another topic covers this one: `child allowance` is not about children."""
        return (
            len(other.cue.stems) > len(self.cue.stems)
            and other.cue.topic != self.cue.topic
            and other.at <= self.at
            and other.at + len(other.cue.stems) >= self.at + len(self.cue.stems)
        )


def hits(found: list[str], rules: Rules) -> list[Hit]:
    """Every cue in the tokens, each once, except those inside a longer cue for another topic."""
    words = [token for token in _without_carriers(found, rules) if token not in _THROUGH]
    stems = _stems(words, rules)
    every: dict[tuple[str, tuple[str, ...]], Hit] = {}
    for at, first in enumerate(stems):
        for cue in rules.topics.get(first, ()):
            end = at + len(cue.stems)
            if (cue.topic, cue.stems) not in every and tuple(stems[at:end]) == cue.stems:
                every[cue.topic, cue.stems] = Hit(cue, at, " ".join(words[at:end]))
    return [hit for hit in every.values() if not any(hit.inside(other) for other in every.values())]


def learned(found: list[str], rules: Rules) -> dict[str, dict[str, float]]:
    """Words, alone or two in a row -> the points that they have learned to speak with for and against topics."""
    words = _without_carriers(found, rules)
    units = dict(_units(_stems(words, rules), words))
    return {said: rules.topic_weights[unit] for unit, said in units.items() if unit in rules.topic_weights}


def units_of(found: list[str], rules: Rules) -> set[str]:
    """What can learn to speak for a topic: the stems of a text, and stems that stand side by side."""
    stems = _stems(_without_carriers(found, rules), rules)
    return {unit for unit, _ in _units(stems, stems)}


def _units(stems: list[str], words: list[str]) -> Iterator[tuple[str, str]]:
    """Each stem, and each two with nothing between them, with the words behind them."""
    for at, (one, word) in enumerate(zip(stems, words, strict=True)):
        if one != _BREAK:
            yield one, word
            if at + 1 < len(stems) and stems[at + 1] != _BREAK:
                yield f"{one} {stems[at + 1]}", f"{word} {words[at + 1]}"


def _stems(words: list[str], rules: Rules) -> list[str]:
    return [rules.stem(word) if is_word(word) else _BREAK for word in words]


def _without_carriers(found: list[str], rules: Rules) -> list[str]:
    left, at = [], 0
    while at < len(found):
        for carrier in rules.carriers.get(found[at], ()):
            if tuple(found[at : at + len(carrier)]) == carrier:
                left.append(_BREAK)
                at += len(carrier)
                break
        else:
            left.append(found[at])
            at += 1
    return left


def points(found: list[Hit], said: dict[str, dict[str, float]]) -> dict[str, float]:
    """Points per topic that anything speaks for or against; none when no cue is there and words say too little."""
    total: dict[str, float] = {}
    for hit in found:
        total[hit.cue.topic] = total.get(hit.cue.topic, 0.0) + CUE * hit.cue.weight
    for weights in said.values():
        for topic, weight in weights.items():
            total[topic] = total.get(topic, 0.0) + weight
    return total if found or max(total.values(), default=0.0) >= ENOUGH else {}


def shares(total: dict[str, float]) -> dict[str, float]:
    """Points as shares of one."""
    top = max(total.values())
    raised = {topic: 2 ** ((value - top) / SPREAD) for topic, value in total.items()}
    whole = sum(raised.values())
    return {topic: value / whole for topic, value in raised.items()}
