"""The scenarios a trainer can choose from, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scenarios import loader
from studio.content import ContentError


@dataclass(frozen=True)
class CaseInfo:
    id: str
    title: str
    summary: str
    minutes: int
    """How long a participant needs."""
    difficulty: int
    """1 to 5."""


@lru_cache(maxsize=16)
def offered(locale: str) -> dict[str, CaseInfo]:
    """Scenario id -> what it is called and about, the easiest first; a scenario that cannot be read is left out."""
    found = []
    for scenario_id in loader.library():
        try:
            package = loader.builtin(scenario_id)
        except ContentError:
            continue
        words, scenario = package.words(locale), package.scenario
        found.append(CaseInfo(scenario.id, words("title"), words("summary"), scenario.minutes, scenario.difficulty))
    return {one.id: one for one in sorted(found, key=lambda one: (one.difficulty, one.title))}
