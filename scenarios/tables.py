"""Tables of this room: pinned snapshots, runs, their append-only log, erasable texts, kept results."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from studio.tables import instant


class SnapshotRow(SQLModel, table=True):
    """Something runs are pinned to, once, under the SHA-256 of its content."""

    __tablename__ = "practice_snapshot"
    hash: str = Field(primary_key=True)
    kind: str
    """package, services, evidence, manners."""
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class RunRow(SQLModel, table=True):
    """A practice run; `stage`, `week` and `sequence` are kept up by each decision so that boards need no replay."""

    __tablename__ = "practice_run"
    __table_args__ = (UniqueConstraint("person_id", "key"),)
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    key: str
    """Names the start: the same key again gives the same run."""
    scenario_id: str
    context: str = Field(default="", index=True)
    """The workshop it belongs to, empty for practice alone."""
    pins: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    stage: str = "open"
    week: int = 0
    sequence: int = 0
    turns: int = 0
    planned: bool = False
    created_at: datetime = instant()
    changed_at: datetime = instant()
    deleted_at: datetime | None = instant(nullable=True)


class SeatRow(SQLModel, table=True):
    """Who plays which seat of a run."""

    __tablename__ = "practice_seat"
    run_id: str = Field(primary_key=True, foreign_key="practice_run.id")
    seat: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id")


class LogRow(SQLModel, table=True):
    """One line of a log; never changed, never deleted."""

    __tablename__ = "practice_log"
    __table_args__ = (UniqueConstraint("run_id", "key"),)
    run_id: str = Field(primary_key=True, foreign_key="practice_run.id")
    sequence: int = Field(primary_key=True)
    seat: str
    person_id: str
    key: str
    deed: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = instant()


class TextRow(SQLModel, table=True):
    """A text somebody typed; it can be blanked, because replay needs only its reading."""

    __tablename__ = "practice_text"
    run_id: str = Field(primary_key=True, foreign_key="practice_run.id")
    id: str = Field(primary_key=True)
    person_id: str = Field(index=True)
    text: str
    at: datetime = instant()


class DraftRow(SQLModel, table=True):
    """What a person is typing into a run and has not filed yet, by place; it survives a closed tab."""

    __tablename__ = "practice_draft"
    run_id: str = Field(primary_key=True, foreign_key="practice_run.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    revision: int = 0
    changed_at: datetime = instant()


class ResultRow(SQLModel, table=True):
    """The debrief of a run as it stood at `sequence`, computed by `engine`."""

    __tablename__ = "practice_result"
    run_id: str = Field(primary_key=True, foreign_key="practice_run.id")
    sequence: int
    engine: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class CaseloadRow(SQLModel, table=True):
    """A played caseload; `week`, `finished`, `sequence` are kept up by each decision so that lists need no replay."""

    __tablename__ = "caseload"
    __table_args__ = (UniqueConstraint("person_id", "key"),)
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    key: str
    """Names the start: the same key again gives the same caseload."""
    exercise_id: str
    people: int
    weeks: int
    pins: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    week: int = 0
    finished: bool = False
    sequence: int = 0
    created_at: datetime = instant()
    changed_at: datetime = instant()
    deleted_at: datetime | None = instant(nullable=True)


class CaseloadLogRow(SQLModel, table=True):
    """One line of a caseload's log; never changed, never deleted."""

    __tablename__ = "caseload_log"
    __table_args__ = (UniqueConstraint("caseload_id", "key"),)
    caseload_id: str = Field(primary_key=True, foreign_key="caseload.id")
    sequence: int = Field(primary_key=True)
    person_id: str
    key: str
    deed: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    at: datetime = instant()


class CaseloadTextRow(SQLModel, table=True):
    """A text somebody typed at a caseload's desk; it can be blanked, because replay never needs it."""

    __tablename__ = "caseload_text"
    caseload_id: str = Field(primary_key=True, foreign_key="caseload.id")
    id: str = Field(primary_key=True)
    person_id: str = Field(index=True)
    text: str
    at: datetime = instant()


class CaseloadDraftRow(SQLModel, table=True):
    """What a person has typed at a caseload's desk and not filed yet, by place; it survives a closed tab."""

    __tablename__ = "caseload_draft"
    caseload_id: str = Field(primary_key=True, foreign_key="caseload.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    changed_at: datetime = instant()


class CaseloadResultRow(SQLModel, table=True):
    """The outcome of a caseload as it stood at `sequence`, computed by `engine`."""

    __tablename__ = "caseload_result"
    caseload_id: str = Field(primary_key=True, foreign_key="caseload.id")
    sequence: int
    engine: str
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))


class EditionRow(SQLModel, table=True):
    """A scenario of this studio as its author offered it to everybody; its package never changes."""

    __tablename__ = "scenario_edition"
    __table_args__ = (UniqueConstraint("draft_id", "number"),)
    id: str = Field(primary_key=True)
    draft_id: str = Field(index=True, foreign_key="versioned_document.id")
    number: int
    """Counts the editions of one draft."""
    revision: int
    """The draft's revision that was offered."""
    person_id: str = Field(foreign_key="person.id")
    package: str = Field(foreign_key="practice_snapshot.hash")
    offered_at: datetime = instant()
    withdrawn_at: datetime | None = instant(nullable=True)


class AssumptionsRow(SQLModel, table=True):
    """A person's copy of the evidence: which coefficients are moved where in their intervals."""

    __tablename__ = "practice_assumptions"
    __table_args__ = (UniqueConstraint("person_id", "key"),)
    id: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    key: str
    """Names the making: the same key again gives the same copy."""
    name: str
    purpose: str
    positions: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Coefficient -> −100 (low end) to 100 (high end); those at 0 are left out."""
    created_at: datetime = instant()
    changed_at: datetime = instant()
    deleted_at: datetime | None = instant(nullable=True)


class PendingRow(SQLModel, table=True):
    """YAML that an author is typing and has not taken over yet, by place; `base` is what it began from."""

    __tablename__ = "scenario_pending"
    draft_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    """Place -> `{"base", "text", "revision", "locale"}`."""
    revision: int = 0
    changed_at: datetime = instant()
