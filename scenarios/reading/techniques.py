"""Which technique a sentence is: named cues and forms that are there or not, each with a weight, added up."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from scenarios.facts import Technique
from scenarios.reading.rules import Rules, Weights
from scenarios.reading.spelling import END, NEXT, START

FORMS: dict[str, Callable[[str], bool]] = {
    "question": lambda line: "?" in line,
    "question_end": lambda line: line.endswith(f"? {END}"),
    "exclamation": lambda line: "!" in line,
    "commas": lambda line: line.count(" , ") >= 2,
    "list": lambda line: line.count(" , ") >= 3,
    "sentences": lambda line: f" {NEXT} " in line,
    "short": lambda line: len(line.split()) <= 9,
    "middling": lambda line: len(line.split()) >= 16,
    "long": lambda line: len(line.split()) >= 24,
    "very_long": lambda line: len(line.split()) >= 32,
    "figures": lambda line: re.search(r" \d", line) is not None,
}
"""Forms of a sentence that need no word of any language."""
WORD = 0.5
"""How much a plain word, or two in a row, counts beside a cue."""


@dataclass(frozen=True)
class Feature:
    """Something found in a sentence: where its weights stand, and the words that show it."""

    kind: str
    name: str
    words: str = ""
    strength: float = 1.0


def features(line: str, rules: Rules) -> list[Feature]:
    """What is found in a line made by `spelling.sentences` with its openings taken off."""
    found = [Feature("forms", name) for name, holds in FORMS.items() if holds(line)]
    for cue in rules.cues:
        shown = [match.group() for match in (one.search(line) for one in cue.patterns) if match]
        if shown:
            found.append(Feature("cues", cue.name, _words(min(shown, key=_plainness))))
    words = line.split()
    said = dict.fromkeys(word for word in words if word.isalpha())
    found.extend(Feature("words", word, word, WORD) for word in said)
    pairs = dict.fromkeys(pair for pair in pairwise(words) if any(word.isalpha() for word in pair))
    found.extend(Feature("pairs", " ".join(pair), _words(" ".join(pair)), WORD) for pair in pairs)
    if len(words) > 2:
        found.append(Feature("begins", words[1], words[1]))
    return found


def _plainness(shown: str) -> tuple[bool, int]:
    words = _words(shown).split()
    return (not 2 <= len(words) <= 5, len(words))


_SIGNS = frozenset([START, NEXT, END, ",", ".", "?", "!", '"', ":", ";"])


def _words(shown: str) -> str:
    """The words of a match without the signs."""
    return " ".join(token for token in shown.split() if token not in _SIGNS)


def scores(found: list[Feature], rules: Rules) -> tuple[dict[Technique, float], list[tuple[Feature, Weights]]]:
    """The sum per technique, and each feature that has weights with what it adds."""
    total = dict.fromkeys(Technique, 0.0)
    for technique, weight in rules.weights.bias.items():
        total[technique] += weight
    used = []
    for feature in found:
        table: dict[str, Weights] = getattr(rules.weights, feature.kind)
        if weights := table.get(feature.name):
            added = {technique: weight * feature.strength for technique, weight in weights.items()}
            used.append((feature, added))
            for technique, weight in added.items():
                total[technique] += weight
    return total, used


def shares(total: dict[Technique, float]) -> dict[Technique, float]:
    """Sums as shares of one (softmax)."""
    top = max(total.values())
    raised = {technique: math.exp(value - top) for technique, value in total.items()}
    whole = sum(raised.values())
    return {technique: value / whole for technique, value in raised.items()}
