"""Learns for which topic each word speaks, from sentences of case managers and from what the library's clients tell.

`uv run python -m benchmarks.topic_weights` writes scenarios/content/reading/topic_weights.en.yaml. A softmax over the
words of a text (each once, as its stem), held at zero: a word that is rare, or said of everything, stays
without weight. The held-out parts of the labelled set are never read here.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")

import math
from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import yaml

from benchmarks.reading_weights import SHOWN, descend
from scenarios.facts import TOPICS
from scenarios.loader import builtin, library
from scenarios.reading.reader import tokens_of
from scenarios.reading.rules import CONTENT, Rules, rules
from scenarios.reading.topics import SPREAD, stems_of
from studio.languages import SOURCE_LOCALE

EXAMPLES = SHOWN.with_name("examples.yaml")
SOURCES = 2
"""In how many places a word must stand to be learned; a scenario, with its names and motifs, is one place."""
POINTS = SPREAD / math.log(2)
"""Points of the reader per unit of the logarithm of a chance."""
LEAST = 0.4
"""Points below which a weight is left out."""
HEAD = """# How much each word (as its stem) speaks for a topic, or, below zero, against it, in the points of
# topics.{language}.yaml. Learned from tests/scenarios/typing/utterances.yaml and examples.yaml and from the clients'
# words in the library of scenarios by benchmarks/topic_weights.py; small weights are left out.
"""


class Text(NamedTuple):
    text: str
    topic: str
    source: str


def texts() -> Iterator[Text]:
    """Texts with their topic: typed sentences, then what clients tell and answer."""
    for row in yaml.safe_load(SHOWN.read_text(encoding="utf-8")):
        yield Text(row["text"], row["topic"], row["text"])
    for topic, sentences in yaml.safe_load(EXAMPLES.read_text(encoding="utf-8")).items():
        for sentence in sentences:
            yield Text(sentence, topic, sentence)
    for package in map(builtin, library()):
        known = package.texts[SOURCE_LOCALE]
        for fact in package.scenario.facts:
            for kind in ("note", "said", "record"):
                if told := known.get(f"facts.{fact.id}.{kind}"):
                    yield Text(told, fact.domain, package.scenario.id)
        for line in package.scenario.lines:
            if len(line.topics) == 1:
                yield Text(known[f"lines.{line.id}"], line.topics[0], package.scenario.id)


def learn(found: list[Text], known: Rules) -> dict[str, dict[str, float]]:
    """Stem -> topic -> points."""
    said = [stems_of(tokens_of(one.text, known), known) for one in found]
    places: dict[str, set[str]] = defaultdict(set)
    for one, stems in zip(found, said, strict=True):
        for stem in stems:
            places[stem].add(one.source)
    learned = sorted(stem for stem, where in places.items() if len(where) >= SOURCES)
    place = {stem: at for at, stem in enumerate(learned)}
    shown = np.zeros((len(said), len(learned) + 1))
    shown[:, -1] = 1
    for at, stems in enumerate(said):
        shown[at, [place[stem] for stem in stems if stem in place]] = 1
    order = list(TOPICS)
    right = np.eye(len(order))[[order.index(one.topic) for one in found]]
    weights = descend(shown, right, np.zeros((len(learned) + 1, len(order)))) * POINTS
    return {
        stem: kept
        for stem in learned
        if (
            kept := {t: round(float(w), 1) for t, w in zip(order, weights[place[stem]], strict=True) if abs(w) >= LEAST}
        )
    }


def main() -> None:
    learned = learn(list(texts()), rules("en"))
    written = yaml.safe_dump(learned, sort_keys=True, default_flow_style=None, width=118)
    (CONTENT / "topic_weights.en.yaml").write_text(HEAD.format(language="en") + written, encoding="utf-8")
    print(f"{len(learned)} words, {sum(map(len, learned.values()))} weights")


if __name__ == "__main__":
    main()
