"""The one place that asks for the time: instants are UTC and aware."""

from datetime import UTC, date, datetime


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().date()


def aware(instant: datetime) -> datetime:
    """An instant read from a database that keeps no zone (SQLite), as the UTC it was written in."""
    return instant if instant.tzinfo else instant.replace(tzinfo=UTC)
