"""Learns how much each cue of a technique weighs, from the shown part of the labelled set, never from the other.

`uv run python -m benchmarks.reading_weights` writes scenarios/content/reading/weights.en.yaml and prints a fivefold
estimate. A small softmax: every cue starts with the weight its author gave it (for its own technique) and is moved only
as far as the examples ask for, so a cue that no example shows keeps its author's weight.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections import Counter
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from scenarios.facts import Technique
from scenarios.reading.rules import CONTENT, NEUTRAL, LearnedWeights, Rules, Weights, rules
from scenarios.reading.spelling import sentences, tokens
from scenarios.reading.techniques import FORMS, Feature, features

SHOWN = Path(__file__).parents[1] / "tests/scenarios/typing/utterances.yaml"
HOLD = 2.0
"""How strongly a weight is held at its start."""
WORDS, BEGINS = 5, 4
"""How many examples must show a plain word, or a first word, for it to be learned."""
STEPS = 200
HEAD = """# How much each cue of a technique (techniques.{language}.yaml), form and plain word speaks for
# a technique, or, below zero, against it. Learned from tests/scenarios/typing/utterances.yaml by
# benchmarks/reading_weights.py; weights near zero are left out.
"""

Matrix = NDArray[np.float64]


def learn(found: list[list[Feature]], labels: list[str], known: Rules) -> dict[tuple[str, str], Matrix]:
    """Weights per (kind, name), in the order of `Technique`."""
    order = list(Technique)
    counted: dict[str, Counter[str]] = {"words": Counter(), "begins": Counter()}
    for row in found:
        for feature in row:
            if feature.kind in counted:
                counted[feature.kind][feature.name] += 1
    keys = [("cues", cue.name) for cue in known.cues] + [("forms", name) for name in FORMS]
    keys += [("words", word) for word, times in sorted(counted["words"].items()) if times >= WORDS]
    keys += [("begins", word) for word, times in sorted(counted["begins"].items()) if times >= BEGINS]
    keys.append(("bias", ""))
    place = {key: at for at, key in enumerate(keys)}
    start = np.zeros((len(keys), len(order)))
    for cue in known.cues:
        if cue.technique != NEUTRAL:
            start[place["cues", cue.name], order.index(Technique(cue.technique))] = cue.weight
    shown = np.zeros((len(found), len(keys)))
    shown[:, -1] = 1
    for at, row in enumerate(found):
        for feature in row:
            if (feature.kind, feature.name) in place:
                shown[at, place[feature.kind, feature.name]] = feature.strength
    right = np.eye(len(order))[[order.index(Technique(label)) for label in labels]]
    weights = descend(shown, right, start)
    return {key: weights[at] for key, at in place.items()}


def descend(shown: Matrix, right: Matrix, start: Matrix) -> Matrix:
    """Accelerated gradient descent on the logarithmic loss, held at the start by a quadratic term."""
    width = 0.5 * float(np.linalg.norm(shown, 2)) ** 2 + HOLD
    weights, ahead, pace = start.copy(), start.copy(), 1.0
    for _ in range(STEPS):
        sums = shown @ ahead
        raised = np.exp(sums - sums.max(axis=1, keepdims=True))
        slope = shown.T @ (raised / raised.sum(axis=1, keepdims=True) - right) + HOLD * (ahead - start)
        stepped = ahead - slope / width
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = stepped + (pace - 1) / faster * (stepped - weights)
        weights, pace = stepped, faster
    return weights


def as_weights(learned: dict[tuple[str, str], Matrix]) -> LearnedWeights:
    tables: dict[str, dict[str, Weights]] = {"cues": {}, "forms": {}, "words": {}, "begins": {}}
    bias: Weights = {}
    for (kind, name), row in learned.items():
        kept = {
            technique: round(float(value), 2)
            for technique, value in zip(Technique, row, strict=True)
            if abs(value) >= 0.05
        }
        if kind == "bias":
            bias = kept
        elif kept:
            tables[kind][name] = kept
    return LearnedWeights(bias=bias, **tables)


def estimate(found: list[list[Feature]], rows: list[dict[str, str]], known: Rules, parts: int = 5) -> float:
    """The share read right when each fifth is read with weights learned from the other four."""
    at = np.random.default_rng(0).permutation(len(rows)) % parts
    right = 0
    for part in range(parts):
        others = [row for row in range(len(rows)) if at[row] != part]
        learned = learn([found[row] for row in others], [rows[row]["technique"] for row in others], known)
        for row in (row for row in range(len(rows)) if at[row] == part):
            sums = learned["bias", ""].copy()
            for feature in found[row]:
                if (feature.kind, feature.name) in learned:
                    sums += learned[feature.kind, feature.name] * feature.strength
            read = list(Technique)[int(sums.argmax())]
            right += read in (rows[row]["technique"], rows[row].get("also_technique"))
    return right / len(rows)


def main() -> None:
    rows = yaml.safe_load(SHOWN.read_text(encoding="utf-8"))
    known = rules("en")
    found = [features(known.openings.sub("", sentences(tokens(row["text"], known.spelling))), known) for row in rows]
    print(f"fivefold estimate on the shown part: {estimate(found, rows, known):.3f}")
    learned = as_weights(learn(found, [row["technique"] for row in rows], known))
    written = yaml.safe_dump(learned.model_dump(mode="json"), sort_keys=False, default_flow_style=None, width=118)
    (CONTENT / "weights.en.yaml").write_text(HEAD.format(language="en") + written, encoding="utf-8")


if __name__ == "__main__":
    main()
