"""The sentences from which the reading of typed text learns, and how it learns; a held-out part is never read here."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "2")

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
import yaml
from numpy.typing import NDArray

from scenarios.loader import Package, builtin, library
from scenarios.reading.reader import tokens_of
from scenarios.reading.rules import rules
from studio.languages import SOURCE_LOCALE

FOLDER = Path(__file__).parents[1] / "tests/scenarios/typing"
STEPS = 150

Matrix = NDArray[np.float32]


class Sentence(NamedTuple):
    text: str
    topic: str
    technique: str
    """Empty where only the topic is labelled."""
    writer: str


def typed() -> Iterator[Sentence]:
    """The shown part of the labelled set, and the examples."""
    shown = FOLDER / "utterances.yaml"
    for file in (shown, *sorted((FOLDER / "examples").glob("pairs_*.yaml"))):
        for row in _read(file):
            yield Sentence(row["text"], row["topic"], row["technique"], file.stem)
    for file in sorted((FOLDER / "examples").glob("topics_*.yaml")):
        for topic, texts in _read(file).items():
            for text in texts:
                yield Sentence(text, topic, "", file.stem)


def told() -> Iterator[Sentence]:
    """What the library's clients tell and answer, where it belongs to one topic; the scenario is the writer."""
    for package in packages():
        known = package.texts[SOURCE_LOCALE]
        for fact in package.scenario.facts:
            for kind in ("note", "said", "record"):
                if text := known.get(f"facts.{fact.id}.{kind}"):
                    yield Sentence(text, fact.domain, "", package.scenario.id)
        for line in package.scenario.lines:
            if len(line.topics) == 1:
                yield Sentence(known[f"lines.{line.id}"], line.topics[0], "", package.scenario.id)


def packages() -> list[Package]:
    return [builtin(name) for name in library()]


@cache
def tokens(text: str) -> list[str]:
    """The tokens from which a text is read."""
    return tokens_of(text, rules("en"))


def _read(file: Path):  # type: ignore[no-untyped-def]
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def descend(shown: Matrix, right: Matrix, start: Matrix, hold: float, given: Matrix | float = 0.0) -> Matrix:
    """Weights that tell `right` from `shown` (a softmax, beside the sums that are `given`), held at `start`.

    Accelerated gradient descent on the logarithmic loss; each row of weights has a step of its own, as long as the
    rows of `shown` allow it (they must not be negative), so that rare words settle as soon as common ones.
    """
    width = (0.5 * (shown.T @ shown.sum(axis=1)) + hold)[:, None]
    weights, ahead, pace = start.copy(), start.copy(), 1.0
    for _ in range(STEPS):
        sums = shown @ ahead + given
        raised = np.exp(sums - sums.max(axis=1, keepdims=True))
        slope = shown.T @ (raised / raised.sum(axis=1, keepdims=True) - right) + hold * (ahead - start)
        stepped = ahead - slope / width
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead = stepped + (pace - 1) / faster * (stepped - weights)
        weights, pace = stepped, faster
    return weights
