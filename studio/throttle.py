"""Slows down guessing: after some free failures each further one doubles the wait."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from studio import clock
from studio.database import reading, writing
from studio.errors import Unavailable
from studio.tables import Attempt

FREE_FAILURES = 5
LONGEST_WAIT = timedelta(minutes=5)
FORGET_AFTER = timedelta(hours=1)


def check(bucket: str) -> None:
    """Unavailable("too_many_attempts", seconds=…) while the bucket waits."""
    with reading() as session:
        row = session.get(Attempt, bucket)
        if row is None or row.blocked_until is None:
            return
        left = clock.aware(row.blocked_until) - clock.now()
    if left > timedelta(0):
        raise Unavailable("too_many_attempts", seconds=int(left.total_seconds()) + 1)


def failed(bucket: str, free: int = FREE_FAILURES) -> None:
    with writing() as session:
        row = session.get(Attempt, bucket, with_for_update=True)
        if row is None:
            row = Attempt(bucket=bucket)
            session.add(row)
        if clock.now() - clock.aware(row.since) > FORGET_AFTER:
            row.failures, row.since = 0, clock.now()
        row.failures += 1
        over = row.failures - free
        if over >= 0:
            row.blocked_until = clock.now() + min(timedelta(seconds=2 ** min(over, 12)), LONGEST_WAIT)


def forget(session: Session, bucket: str) -> None:
    row = session.get(Attempt, bucket)
    if row is not None:
        session.delete(row)
