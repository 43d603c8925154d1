"""Learns for which topic words and pairs of words speak, from sentences of case managers and what clients tell.

`uv run python -m benchmarks.topic_weights` writes scenarios/content/reading/topic_weights.en.tsv; with `--writers` it
prints how well the sentences of each third of the writers are read with weights learned from the rest, and writes
nothing. A softmax over the words (as their stems) and neighbours of a text, each once, held at zero and beside what
the cues say: what is rare, or said of everything, or known by a cue, stays without weight.
"""

from __future__ import annotations

import argparse
import math
from collections import defaultdict
from dataclasses import replace

import numpy as np

from benchmarks.sentences import Sentence, descend, tokens, told, typed
from scenarios.facts import TOPICS
from scenarios.reading import topics
from scenarios.reading.rules import CONTENT, Rules, rules

HOLD = 0.5
"""How strongly a weight is held at zero."""
TEXTS, PAIR_TEXTS = 2, 4
"""In how many texts a word, or a pair, must stand to be learned; a scenario, with its names and motifs, is one text."""
POINTS = topics.SPREAD / math.log(2)
"""Points of the reader per unit of the logarithm of a chance."""
LEAST = 0.5
"""Points below which a weight is left out."""
HEAD = """# How much each word, or two in a row (as their stems), speaks for a topic, or, below zero, against it, in
# the points of topics.{language}.yaml. Learned by benchmarks/topic_weights.py from typed examples
# (tests/scenarios/typing) and from the clients' words in the library of scenarios; small weights are left out.
# Columns: word or pair, topic, points.
"""

Weights = dict[str, dict[str, float]]


def learn(found: list[Sentence], known: Rules) -> Weights:
    """Word or pair -> topic -> points."""
    said = [topics.units_of(tokens(one.text), known) for one in found]
    places: dict[str, set[str]] = defaultdict(set)
    for one, units in zip(found, said, strict=True):
        for unit in units:
            places[unit].add(one.text if one.writer.startswith(("utter", "pairs", "topics")) else one.writer)
    learned = sorted(unit for unit, where in places.items() if len(where) >= (PAIR_TEXTS if " " in unit else TEXTS))
    place = {unit: at for at, unit in enumerate(learned)}
    shown = np.zeros((len(said), len(learned) + 1), dtype=np.float32)
    shown[:, -1] = 1
    order = list(TOPICS)
    given = np.zeros((len(said), len(order)), dtype=np.float32)
    for at, (one, units) in enumerate(zip(found, said, strict=True)):
        shown[at, [place[unit] for unit in units if unit in place]] = 1
        for topic, points in topics.points(topics.hits(tokens(one.text), known), {}).items():
            given[at, order.index(topic)] = points / POINTS
    right = np.eye(len(order), dtype=np.float32)[[order.index(one.topic) for one in found]]
    start = np.zeros((len(learned) + 1, len(order)), dtype=np.float32)
    weights = descend(shown, right, start, HOLD, given) * POINTS
    return {
        unit: kept
        for unit in learned
        if (
            kept := {t: round(float(w), 1) for t, w in zip(order, weights[place[unit]], strict=True) if abs(w) >= LEAST}
        )
    }


def right_in(found: list[Sentence], known: Rules) -> float:
    """The share whose topic is read right."""
    right = 0
    for one in found:
        read = tokens(one.text)
        total = topics.points(topics.hits(read, known), topics.learned(read, known))
        right += bool(total) and max(total, key=lambda name: total[name]) == one.topic
    return right / len(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--writers", action="store_true", help="estimate by leaving writers out; writes nothing")
    known, sentences, clients = rules("en"), list(typed()), list(told())
    if parser.parse_args().writers:
        writers = sorted({one.writer for one in sentences})
        for part in range(3):
            out = set(writers[part::3])
            learned = replace(
                known, topic_weights=learn([o for o in sentences if o.writer not in out] + clients, known)
            )
            for writer in sorted(out):
                mine = [one for one in sentences if one.writer == writer]
                print(f"{writer}, learned from others: {right_in(mine, learned):.1%} of {len(mine)}", flush=True)
        return
    weights = learn(sentences + clients, known)
    rows = (f"{unit}\t{topic}\t{points}\n" for unit in sorted(weights) for topic, points in weights[unit].items())
    (CONTENT / "topic_weights.en.tsv").write_text(HEAD.format(language="en") + "".join(rows), encoding="utf-8")
    print(f"{len(weights)} words and pairs, {sum(map(len, weights.values()))} weights, {len(sentences)} sentences")


if __name__ == "__main__":
    main()
