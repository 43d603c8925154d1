"""Client codes: `MK-3-20417` is client number 20417 of North Macedonia at difficulty 3, for everybody who types it."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from typing import Self

from scenarios.client import TERRITORIES

MAX_NUMBER = 999_999
DIFFICULTIES = (1, 2, 3, 4, 5)
_TYPED = re.compile(r"([A-Z]{2})\s*[-_ –]?\s*([1-5])\s*[-_ –]\s*([0-9]{1,6})")
_ID = re.compile(r"invented_([a-z]{2})_([1-5])_([1-9][0-9]{0,5})")


@dataclass(frozen=True)
class ClientCode:
    territory: str
    difficulty: int
    number: int

    def __post_init__(self) -> None:
        if self.territory not in TERRITORIES:
            raise ValueError(f"unknown territory {self.territory!r}; one of {', '.join(TERRITORIES)}")
        if self.difficulty not in DIFFICULTIES or not 1 <= self.number <= MAX_NUMBER:
            raise ValueError(f"difficulty is 1 to 5, number 1 to {MAX_NUMBER}")

    def __str__(self) -> str:
        return f"{self.territory}-{self.difficulty}-{self.number}"

    @property
    def scenario_id(self) -> str:
        return f"invented_{self.territory.lower()}_{self.difficulty}_{self.number}"

    @classmethod
    def of_id(cls, scenario_id: str) -> Self | None:
        """The code of an invented scenario; None for any other scenario."""
        found = _ID.fullmatch(scenario_id)
        if not found or found[1].upper() not in TERRITORIES:
            return None
        return cls(found[1].upper(), int(found[2]), int(found[3]))

    @classmethod
    def somebody(cls, territory: str, difficulty: int) -> Self:
        """Anybody of this territory and difficulty."""
        return cls(territory, difficulty, 1 + secrets.randbelow(MAX_NUMBER))

    @classmethod
    def typed(cls, text: str) -> Self:
        """A code as somebody types it; case and spaces do not matter. ValueError when it is none."""
        found = _TYPED.fullmatch(text.strip().upper())
        if not found:
            raise ValueError(f"{text.strip()[:40]!r} is not a client code like MK-3-20417")
        return cls(found[1], int(found[2]), int(found[3]))
