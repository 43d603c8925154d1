"""Addressed luck: a random number is a function of where it is used, never the next of a shared stream.

The address is (seed, territory, week, purpose, subject, position). The same address gives the same number on
every machine, however a cohort is split, and asking twice meets the same luck.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]

_DRAWS_PER_BLOCK = 4
"""One Philox 4x64 counter value yields four 64-bit words, and `random()` uses one word per number."""

MILLION = 1_000_000
"""Chances are integers in parts per million."""


@lru_cache(maxsize=4096)
def address(purpose: str, subject: str) -> int:
    """The 64-bit address of what a number is for: the first 8 bytes of SHA-256 over purpose and subject."""
    text = f"{purpose}\x00{subject}".encode()
    return int.from_bytes(hashlib.sha256(text).digest()[:8], "big")


def _source(seed: int, territory: int, week: int, purpose: str, subject: str) -> np.random.Philox:
    """Where the numbers of an address come from."""
    return np.random.Philox(key=seed, counter=[0, week, address(purpose, subject), territory])


@lru_cache(maxsize=16_384)
def _first(seed: int, territory: int, week: int, purpose: str, subject: str) -> float:
    """The number of the life that was lived; kept, because a run and what is compared with it ask for it again."""
    return float(np.random.Generator(_source(seed, territory, week, purpose, subject)).random())


@dataclass(frozen=True)
class Luck:
    """All random numbers of one seed in one territory; `seed` and `territory` are integers from 0 to 2**64 - 1."""

    seed: int
    territory: int = 0

    def __post_init__(self) -> None:
        if not (0 <= self.seed < 2**64 and 0 <= self.territory < 2**64):
            raise ValueError("seed and territory are integers from 0 to 2**64 - 1")

    def draw(self, week: int, purpose: str, subject: str, count: int, start: int = 0) -> Floats:
        """Numbers in [0, 1) for positions `start` … `start + count - 1`; shape (count,).

        A position is replicate × clients + client; replicate 0 is the life that was lived.
        """
        if count == 1 and start == 0:
            return np.array([_first(self.seed, self.territory, week, purpose, subject)])
        bits = _source(self.seed, self.territory, week, purpose, subject)
        skip = start % _DRAWS_PER_BLOCK
        bits.advance(start // _DRAWS_PER_BLOCK)
        return np.random.Generator(bits).random(skip + count)[skip:]

    def happens(self, week: int, purpose: str, subject: str, chance: npt.NDArray[np.int64], start: int = 0) -> Bools:
        """Whether something of this chance (parts per million, one per position from `start`) happens."""
        numbers = self.draw(week, purpose, subject, len(chance), start)
        result: Bools = numbers * MILLION < chance
        return result
