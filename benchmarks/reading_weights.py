"""Learns how much each cue of a technique weighs, from typed examples, never from a held-out part.

`uv run python -m benchmarks.reading_weights` writes scenarios/content/reading/weights.en.tsv and prints how well each
writer's sentences are read with weights learned from the others. A small softmax: every cue starts with the weight its
author gave it (for its own technique) and is moved only as far as the examples ask for, so a cue that no example shows
keeps its author's weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np

from benchmarks.sentences import Matrix, descend, tokens, typed
from scenarios.facts import Technique
from scenarios.reading.rules import CONTENT, NEUTRAL, Rules, rules
from scenarios.reading.spelling import sentences
from scenarios.reading.techniques import FORMS, Feature, features

HOLD = 2.0
"""How strongly a weight is held at its start."""
LEAST = 0.05
"""Weights nearer to zero are left out."""
WORDS, PAIRS, BEGINS = 5, 5, 4
"""How many examples must show a plain word, two in a row, or a first word, for it to be learned."""
HEAD = """# How much each cue of a technique (techniques.{language}.yaml), form, plain word and pair of words speaks for
# a technique, or, below zero, against it. Learned from typed examples (tests/scenarios/typing) by
# benchmarks/reading_weights.py; weights near zero are left out. Columns: kind, name, technique, weight.
"""


def learn(found: list[list[Feature]], labels: list[str], known: Rules) -> dict[tuple[str, str], Matrix]:
    """Weights per (kind, name), in the order of `Technique`."""
    order = list(Technique)
    counted: dict[str, Counter[str]] = {"words": Counter(), "pairs": Counter(), "begins": Counter()}
    for row in found:
        for feature in row:
            if feature.kind in counted:
                counted[feature.kind][feature.name] += 1
    keys = [("cues", cue.name) for cue in known.cues] + [("forms", name) for name in FORMS]
    keys += [("words", word) for word, times in sorted(counted["words"].items()) if times >= WORDS]
    keys += [("pairs", pair) for pair, times in sorted(counted["pairs"].items()) if times >= PAIRS]
    keys += [("begins", word) for word, times in sorted(counted["begins"].items()) if times >= BEGINS]
    keys.append(("bias", ""))
    place = {key: at for at, key in enumerate(keys)}
    start = np.zeros((len(keys), len(order)), dtype=np.float32)
    for cue in known.cues:
        if cue.technique != NEUTRAL:
            start[place["cues", cue.name], order.index(Technique(cue.technique))] = cue.weight
    shown = np.zeros((len(found), len(keys)), dtype=np.float32)
    shown[:, -1] = 1
    for at, row in enumerate(found):
        for feature in row:
            if (feature.kind, feature.name) in place:
                shown[at, place[feature.kind, feature.name]] = feature.strength
    right = np.eye(len(order), dtype=np.float32)[[order.index(Technique(label)) for label in labels]]
    weights = descend(shown, right, start, HOLD)
    return {key: weights[at] for key, at in place.items()}


def rows_of(learned: dict[tuple[str, str], Matrix]) -> Iterator[str]:
    """Rows of kind, name, technique and weight."""
    for (kind, name), row in learned.items():
        for technique, weight in zip(Technique, row, strict=True):
            if abs(weight) >= LEAST:
                yield f"{kind}\t{name}\t{technique}\t{weight:.2f}\n"


def right_in(found: list[list[Feature]], labels: list[str], learned: dict[tuple[str, str], Matrix]) -> float:
    """The share that is read right with these weights."""
    right = 0
    for row, label in zip(found, labels, strict=True):
        sums = learned["bias", ""].copy()
        for feature in row:
            if (feature.kind, feature.name) in learned:
                sums += learned[feature.kind, feature.name] * feature.strength
        right += list(Technique)[int(sums.argmax())] == label
    return right / len(found)


def main() -> None:
    known = rules("en")
    rows = [sentence for sentence in typed() if sentence.technique]
    found = [features(known.openings.sub("", sentences(tokens(row.text))), known) for row in rows]
    for writer in sorted({row.writer for row in rows}):
        mine, others = ([at for at, row in enumerate(rows) if (row.writer == writer) is own] for own in (True, False))
        learned = learn([found[at] for at in others], [rows[at].technique for at in others], known)
        share = right_in([found[at] for at in mine], [rows[at].technique for at in mine], learned)
        print(f"{writer}, learned from the others: {share:.1%} of {len(mine)}")
    written = "".join(rows_of(learn(found, [row.technique for row in rows], known)))
    (CONTENT / "weights.en.tsv").write_text(HEAD.format(language="en") + written, encoding="utf-8")


if __name__ == "__main__":
    main()
