"""Days as people note them down, read from a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date as Day

_DAY = re.compile(r"\b(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4}))\b")


@dataclass(frozen=True)
class Dates:
    """Days read from a text, and the pieces that look like a date and are none."""

    days: tuple[Day, ...]
    unreadable: tuple[str, ...]


def dates(text: str) -> Dates:
    """Days as people note them, day before month: `3.2.2026`, `03/02/2026`, or `2026-02-03`."""
    days, unreadable = [], []
    for match in _DAY.finditer(text):
        year, month, day = match.group(1, 2, 3) if match.group(1) else match.group(6, 5, 4)
        try:
            days.append(Day(int(year), int(month), int(day)))
        except ValueError:
            unreadable.append(match.group())
    rest = _DAY.sub(" ", text)
    unreadable += re.findall(r"\S*\d\S*", rest)
    return Dates(tuple(sorted(set(days))), tuple(unreadable))
