"""Tables of the workshop room. Names of people stand in `person` alone; erasing a seat's person leaves its number."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from studio.tables import instant


class Workshop(SQLModel, table=True):
    """A trainer's workshop; every writer of this room counts `revision` up, so that live pages know when to look."""

    __tablename__ = "workshop"
    id: str = Field(primary_key=True)
    title: str
    zone: str
    """IANA name of the time zone in which its times are shown."""
    key: str = Field(unique=True)
    """Names the click that created it."""
    revision: int = 0
    created_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)
    erased_at: datetime | None = instant(nullable=True)


class JoinCode(SQLModel, table=True):
    """A code people join by. Codes are never used twice, so that an old one can be told from a wrong one."""

    __tablename__ = "workshop_code"
    code: str = Field(primary_key=True)
    workshop_id: str = Field(foreign_key="workshop.id", index=True)
    made_at: datetime = instant()
    ended_at: datetime | None = instant(nullable=True)


class Activity(SQLModel, table=True):
    """A step of the programme: its kind says what is done, `parameters` with what."""

    __tablename__ = "workshop_activity"
    id: str = Field(primary_key=True)
    workshop_id: str = Field(foreign_key="workshop.id", index=True)
    key: str = Field(unique=True)
    """Names the click that added it."""
    position: int
    kind: str
    parameters: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    opened_at: datetime | None = instant(nullable=True)
    closed_at: datetime | None = instant(nullable=True)


class Seat(SQLModel, table=True):
    """Somebody taking part; `number` is what remains when the personal data are deleted."""

    __tablename__ = "workshop_seat"
    __table_args__ = (
        UniqueConstraint("workshop_id", "person_id", name="uq_workshop_seat_person"),
        UniqueConstraint("workshop_id", "number", name="uq_workshop_seat_number"),
    )
    id: str = Field(primary_key=True)
    workshop_id: str = Field(foreign_key="workshop.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id", index=True)
    number: int
    guest: bool
    """Joined by code alone: the person exists for this workshop only and is erased with its personal data."""
    joined_at: datetime = instant()
    left_at: datetime | None = instant(nullable=True)


class Work(SQLModel, table=True):
    """What a seat does in an activity: the id of its run, or of another object of the activity's kind."""

    __tablename__ = "workshop_work"
    seat_id: str = Field(primary_key=True, foreign_key="workshop_seat.id")
    activity_id: str = Field(primary_key=True, foreign_key="workshop_activity.id")
    object_id: str = Field(index=True)
    started_at: datetime = instant()
