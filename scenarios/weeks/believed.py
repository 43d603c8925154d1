"""Assumptions of one's own: the studio's evidence with coefficients moved inside their intervals.

What is believed about a number is its interval, so that is how far a copy may go. A position says where in it the value
lies: −100 is the low end, 0 the studio's value, 100 the high end. Positions survive a new version of the evidence.
"""

from __future__ import annotations

from collections.abc import Mapping

from scenarios.weeks.evidence import Coefficient, Evidence

END = 100
"""Position of the high end; the low end is its negative."""


def placed(coefficient: Coefficient, position: int) -> Coefficient:
    """A coefficient with its value at a position."""
    return coefficient.at((position + END) / (2 * END))


def movable(coefficient: Coefficient) -> bool:
    return coefficient.low != coefficient.high


def moved(evidence: Evidence, positions: Mapping[str, int]) -> Evidence:
    """The evidence with some coefficients at other positions; the same evidence where nothing is moved.

    Ids that this version of the evidence no longer has are passed over.
    """
    changed = {
        key: placed(item, positions[key]) for key, item in evidence.coefficients.items() if positions.get(key, 0) != 0
    }
    if not changed:
        return evidence
    return evidence.model_copy(
        update={"urn": f"{evidence.urn}:changed", "coefficients": {**evidence.coefficients, **changed}}
    )


def changes(evidence: Evidence, base: Evidence) -> list[str]:
    """Ids of the coefficients whose value is another one than in `base`, in the order of the file."""
    return [
        key
        for key, item in evidence.coefficients.items()
        if key not in base.coefficients or item.value != base.coefficients[key].value
    ]
