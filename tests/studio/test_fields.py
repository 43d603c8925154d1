"""Amounts as people in different countries type them."""

from __future__ import annotations

import pytest

from studio.widgets.fields import _amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1250", "1250.00"),
        ("1.250", "1250.00"),
        ("1.250,50", "1250.50"),
        ("1,250.5", "1250.50"),
        ("1 250,5 EUR", "1250.50"),
        ("0.125", "0.125"),
        ("-12,3", "-12.30"),
        (",5", "0.50"),
        ("12.345.678", "12345678.00"),
        ("", None),
        ("abc", None),
        ("--", "--"),
    ],
)
def test_amounts_are_read_without_losing_a_cent(typed: str, read: str | None) -> None:
    assert _amount(typed) == read
