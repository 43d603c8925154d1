"""The result of one check, and small helpers every rule needs.

Every check names lines of the log: those that show it, else those that had the chance to, else, where nothing of the
kind is there, the line up to which the log was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise
from typing import TypeVar

from scenarios.client import Frozen
from scenarios.engine import Replay


class Check(Frozen):
    """One judgement: `earned` of `of` points, and the lines of the log it rests on."""

    code: str
    earned: int
    of: int
    lines: tuple[int, ...] = ()
    until: int = 0
    """Where no line can be named, because nothing of the kind was done: the last line that was read."""
    subject: str = ""
    """What it is about: a domain, fact, service, event or partner id."""
    found: int = 0
    wanted: int = 0

    @property
    def state(self) -> str:
        """met, partly or missed."""
        return "met" if self.earned >= self.of else ("partly" if self.earned > 0 else "missed")


def check(
    code: str,
    earned: int,
    of: int,
    lines: Iterable[int] = (),
    *,
    subject: str = "",
    found: int = 0,
    wanted: int = 0,
) -> Check:
    """A check whose points stay between nothing and everything; at most a dozen lines are quoted."""
    return Check(
        code=code,
        earned=max(0, min(of, earned)),
        of=of,
        lines=tuple(sorted(set(lines)))[:12],
        subject=subject,
        found=found,
        wanted=wanted,
    )


def read_until(one: Check, last: int) -> Check:
    """A check that names lines as it is; one that names none with the last line that was read."""
    return one if one.lines else one.model_copy(update={"until": last})


Done = TypeVar("Done")


def done(run: Replay, kind: type[Done], which: Callable[[Done], bool] = lambda _: True) -> list[int]:
    """Lines of the log with deeds of a kind."""
    return [entry.sequence for entry in run.log if isinstance(entry.deed, kind) and which(entry.deed)]


def part(of: int, found: int, wanted: int) -> int:
    """Points for `found` of `wanted`, rounded down; everything when nothing was wanted."""
    return of if wanted <= 0 else of * min(found, wanted) // wanted


def longest_gap(weeks: Sequence[int], first: int, last: int) -> int:
    """The longest stretch of weeks without an entry between `first` and `last`."""
    inside = [first, *sorted(week for week in weeks if first <= week <= last), last]
    return max(later - earlier for earlier, later in pairwise(inside))
