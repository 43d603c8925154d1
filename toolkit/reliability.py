"""How far raters agree: Krippendorff's alpha for ordered levels, and what its size allows one to say.

K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and "Content Analysis" (4th ed., 2018), chapter
12, where the limits 0.667 and 0.800 stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

TENTATIVE = 0.667
RELIABLE = 0.800


class Reading(StrEnum):
    """What a coefficient allows one to say."""

    RELIABLE = "reliable"
    TENTATIVE = "tentative"
    LOW = "low"
    NO_VARIATION = "no_variation"
    """Everybody gave the same level everywhere: full agreement, but nothing a coefficient could measure."""
    TOO_FEW = "too_few"
    """No item was scored by two raters."""


@dataclass(frozen=True)
class Reliability:
    alpha: float | None
    reading: Reading
    items: int
    """Items that at least two raters scored; the others say nothing about agreement."""


def reliability(scores: Iterable[Sequence[int]], levels: Sequence[int]) -> Reliability:
    """Agreement over items; `scores` holds the levels each item was given, `levels` all levels in order."""
    compared = [given for given in scores if len(given) >= 2]
    items = len(compared)
    if not items:
        return Reliability(None, Reading.TOO_FEW, 0)
    found = alpha(np.array([[given.count(level) for level in levels] for given in compared], float))
    if found is None:
        return Reliability(None, Reading.NO_VARIATION, items)
    if found >= RELIABLE:
        return Reliability(found, Reading.RELIABLE, items)
    return Reliability(found, Reading.TENTATIVE if found >= TENTATIVE else Reading.LOW, items)


def alpha(counts: np.ndarray) -> float | None:
    """Ordinal alpha; `counts[i, l]` says how many raters gave item i the level l, at least two for each item.

    None where all scores are the same.
    """
    raters = counts.sum(axis=1)
    pairs = np.einsum("ic,ik->ick", counts, counts)
    diagonal = np.arange(counts.shape[1])
    pairs[:, diagonal, diagonal] -= counts
    coincidences = (pairs / (raters - 1)[:, None, None]).sum(axis=0)
    totals = coincidences.sum(axis=0)
    below = np.cumsum(totals) - totals / 2
    distance = np.subtract.outer(below, below) ** 2
    expected = (np.outer(totals, totals) * distance).sum() / (totals.sum() - 1)
    return None if expected == 0 else float(1 - (coincidences * distance).sum() / expected)
