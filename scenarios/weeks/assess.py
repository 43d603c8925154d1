"""Assessment without a conversation: in cohorts, what a case manager sees is drawn with an evidenced quality."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAINS
from scenarios.weeks.compiled import NEUTRAL
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Luck
from scenarios.weeks.state import UNKNOWN, Cohort

HIDDEN = frozenset({"debt", "mental_health", "substance_use", "family_safety", "discrimination"})
"""Domains that people show only when asked well."""


def seen_permille(evidence: Evidence, domain: str) -> npt.NDArray[np.int64]:
    """(5,) chance in permille, by true level, that an ordinary assessment shows this domain."""
    by_level = evidence.table("assess.seen", 5)
    return by_level * evidence.number("assess.hidden") // NEUTRAL if domain in HIDDEN else by_level


def assessed(cohort: Cohort, evidence: Evidence, seed: int) -> Cohort:
    """The cohort with ratings and shares known as an ordinary assessment gives them.

    A domain is seen with a chance by its true level (`assess.seen`), lower where it is shameful (`assess.hidden`);
    an unseen one stays unrated.
    """
    luck = Luck(seed, cohort.territory)
    ratings, informed = np.full_like(cohort.levels, UNKNOWN), np.zeros_like(cohort.informed)
    for position, domain in enumerate(DOMAINS):
        permille = seen_permille(evidence, domain)[cohort.levels[:, position]]
        seen = luck.happens(0, "assess", domain, permille * 1000)
        ratings[seen, position] = cohort.levels[seen, position]
        informed[seen, position] = evidence.number("assess.informed")
    return replace(cohort, ratings=ratings, informed=informed)
