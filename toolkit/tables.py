"""Tables of this room: assessments with a frozen instrument, ratings, consensus.

Forms and improvement plans are versioned documents.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from studio.tables import instant


class AssessmentRow(SQLModel, table=True):
    """An assessment; `instrument` and `words` are the instrument as it was when the assessment began."""

    __tablename__ = "assessment"
    id: str = Field(primary_key=True)
    title: str
    instrument_id: str = Field(index=True)
    instrument_version: str
    instrument: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    words: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    plan_id: str = Field(foreign_key="versioned_document.id")
    """The improvement plan."""
    created_at: datetime = instant()
    deleted_at: datetime | None = instant(nullable=True)


class RatingRow(SQLModel, table=True):
    """One rater's answer to one item; `revision` counts its saves."""

    __tablename__ = "rating"
    assessment_id: str = Field(primary_key=True, foreign_key="assessment.id")
    rater_id: str = Field(primary_key=True, foreign_key="person.id")
    item_id: str = Field(primary_key=True)
    score: int | None = None
    applicable: bool = True
    later: bool = False
    comment: str = ""
    evidence: str = ""
    revision: int = 0
    changed_at: datetime = instant()


class ConsensusRow(SQLModel, table=True):
    """What raters agreed on for one item; `person_id` wrote it down."""

    __tablename__ = "consensus"
    assessment_id: str = Field(primary_key=True, foreign_key="assessment.id")
    item_id: str = Field(primary_key=True)
    person_id: str
    score: int | None = None
    applicable: bool = True
    reason: str = ""
    dissent: str = ""
    revision: int = 0
    changed_at: datetime = instant()
