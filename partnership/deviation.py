"""How far a passage has moved from the model text it started from. Pure."""

from __future__ import annotations

from typing import Literal

from partnership.items import Block
from partnership.sections import GAP

Deviation = Literal["unchanged", "completed", "changed", "own"]
"""`completed`: only the places in square brackets were filled in."""
MAX_FILLING = 500
"""Characters that may stand in the place of one pair of brackets before it counts as a change."""


def deviation(text: str, model: str) -> Deviation:
    if not model.strip():
        return "own"
    if _even(text) == _even(model):
        return "unchanged"
    return "completed" if _is_filled_in(_even(text), GAP.split(_even(model))) else "changed"


def _is_filled_in(text: str, parts: list[str]) -> bool:
    """Whether the text is the model's parts in their order, with something short in each place between them."""
    gaps, first, last = len(parts) - 1, parts[0], parts[-1]
    if not gaps or not text.startswith(first) or not text.endswith(last):
        return False
    if len(text) > sum(map(len, parts)) + gaps * MAX_FILLING:
        return False
    place, end = len(first), len(text) - len(last)
    for part in parts[1:-1]:
        place = text.find(part, place + 1, end)
        if place < 0:
            return False
        place += len(part)
    return place < end


def model_of(block: Block, clause_model: str) -> str:
    """What the passage started from: the own template it came with, else the clause's model text."""
    return block.model or clause_model


def _even(text: str) -> str:
    return " ".join(text.split())
