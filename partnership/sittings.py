"""History as people remember it: who worked on the text, when, from which revision to which. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

PAUSE = timedelta(minutes=30)
"""A longer break ends a sitting."""


@dataclass(frozen=True)
class Step:
    number: int
    person_id: str
    at: datetime


@dataclass(frozen=True)
class Sitting:
    """Revisions that one person saved without a long break; `first` and `last` are inclusive."""

    person_id: str
    first: int
    last: int
    began: datetime
    ended: datetime

    @property
    def saves(self) -> int:
        return self.last - self.first + 1


def sittings(steps: Iterable[Step]) -> list[Sitting]:
    """Newest first; every revision lies in exactly one sitting."""
    found: list[Sitting] = []
    for step in sorted(steps, key=lambda step: step.number):
        last = found[-1] if found else None
        if last is not None and last.person_id == step.person_id and step.at - last.ended <= PAUSE:
            found[-1] = Sitting(last.person_id, last.first, step.number, last.began, step.at)
        else:
            found.append(Sitting(step.person_id, step.number, step.number, step.at, step.at))
    return found[::-1]
