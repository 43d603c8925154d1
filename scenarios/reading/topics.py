"""Which topic a sentence is about: words of topics are counted; turns of phrase that say nothing go before."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.reading.rules import Rules, TopicCue
from scenarios.reading.spelling import is_word

_BREAK = "."
_THROUGH = frozenset([",", '"', ":", ";"])
"""Signs that a phrase may run across."""
SPREAD = 1.2
"""How many points make one topic twice as likely as another, for the share that is shown."""


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
    stems = [rules.stem(word) if is_word(word) else _BREAK for word in words]
    every: dict[tuple[str, tuple[str, ...]], Hit] = {}
    for at, first in enumerate(stems):
        for cue in rules.topics.get(first, ()):
            end = at + len(cue.stems)
            if (cue.topic, cue.stems) not in every and tuple(stems[at:end]) == cue.stems:
                every[cue.topic, cue.stems] = Hit(cue, at, " ".join(words[at:end]))
    return [hit for hit in every.values() if not any(hit.inside(other) for other in every.values())]


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


def points(found: list[Hit]) -> dict[str, float]:
    """Points per topic, only topics that have any."""
    total: dict[str, float] = {}
    for hit in found:
        total[hit.cue.topic] = total.get(hit.cue.topic, 0.0) + hit.cue.weight
    return total


def shares(total: dict[str, float]) -> dict[str, float]:
    """Points as shares of one."""
    top = max(total.values())
    raised = {topic: 2 ** ((value - top) / SPREAD) for topic, value in total.items()}
    whole = sum(raised.values())
    return {topic: value / whole for topic, value in raised.items()}
