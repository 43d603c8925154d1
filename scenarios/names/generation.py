"""Generations of first names."""

from typing import Final

GENERATIONS: Final = 3
"""Older (50 and over), middle (30 to 49), younger (under 30)."""


def generation(age: int) -> int:
    """0 for people of 50 and over, 1 from 30 to 49, 2 under 30."""
    return 0 if age >= 50 else 1 if age >= 30 else 2
