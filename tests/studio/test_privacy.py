"""What could point to a real person is noticed; ordinary casework is not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.privacy import MOST, Trace, texts_of, traces

# Numbers that pass their checks and belong to nobody: serial number 000, and the examples of the libraries.
REAL_LOOKING = [
    ("ID 0101990710008, please call", (Trace.IDENTITY_NUMBER,)),
    ("her NID is J05101999I", (Trace.IDENTITY_NUMBER,)),
    ("ring 067 212 3456 after six", (Trace.PHONE,)),
    ("ring +389 72 345 678", (Trace.PHONE,)),
    ("mob. 061/123-456", (Trace.PHONE,)),
    ("write to mira.k@example.com", (Trace.EMAIL,)),
    ("IBAN MK07250120000058984", (Trace.BANK_ACCOUNT,)),
    ("to AL47 2121 1009 0000 0002 3569 8741 today", (Trace.BANK_ACCOUNT,)),
    ("a@b.al or 0101990710008", (Trace.IDENTITY_NUMBER, Trace.EMAIL)),
]


@pytest.mark.parametrize(("text", "expected"), REAL_LOOKING)
def test_identifiers_are_noticed(text: str, expected: tuple[Trace, ...]) -> None:
    assert traces([text]) == expected
    assert traces(["Nothing here.", f"before ({text}) after"]) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "She owes 24,500 denars since 01.02.2024 and 1.250,50 € in all.",
        "Meeting on 2026-03-02 at 09:30, room 12; protocol no. 08-1187/5.",
        "The letter has 13 digits: 1234567890123.",
        "From week 0 to week 26, 150 minutes; ISCO 7125, 0 - 4 points, 0.25 to 0.75.",
        "He lives at number 118 @ the corner",
    ],
)
def test_ordinary_notes_are_left_alone(text: str) -> None:
    assert traces([text]) == ()


@given(st.lists(st.text(max_size=300), max_size=5))
def test_any_text_can_be_looked_at(texts: list[str]) -> None:
    assert set(traces(texts)) <= set(Trace)


def test_a_huge_paste_is_looked_at_up_to_a_limit() -> None:
    assert traces(["x " * MOST + "a@b.al"]) == ()
    assert traces(["a@b.al " + "0 " * 2 * MOST]) == (Trace.EMAIL,)


def test_texts_of_a_document_are_found_wherever_they_lie() -> None:
    assert list(texts_of({"a": ["x", {"b": "y"}], "n": 3, "d": None})) == ["x", "y"]
