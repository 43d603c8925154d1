"""How far a passage is from its model text."""

from __future__ import annotations

import pytest

from partnership.deviation import deviation

MODEL = "In [year] the partners met in [place]. They agreed."


@pytest.mark.parametrize(
    ("text", "model", "state"),
    [
        (MODEL, MODEL, "unchanged"),
        ("In  [year] the partners\nmet in [place]. They agreed.", MODEL, "unchanged"),
        ("In 2026 the partners met in Vrbena. They agreed.", MODEL, "completed"),
        ("In 2026 the partners met in [place]. They agreed.", MODEL, "completed"),
        ("In the partners met in Vrbena. They agreed.", MODEL, "changed"),
        ("In 2026 the partners quarrelled in Vrbena. They agreed.", MODEL, "changed"),
        ("In 2026 the partners met in Vrbena. They agreed. And left.", MODEL, "changed"),
        (f"In 2026 the partners met in {'x' * 1200}. They agreed.", MODEL, "changed"),
        ("", MODEL, "changed"),
        ("They agreed.", "They agree.", "changed"),
        ("Own words", "", "own"),
    ],
)
def test_states(text: str, model: str, state: str) -> None:
    assert deviation(text, model) == state
