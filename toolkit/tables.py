"""Tables of this room: rounds of assessment with a frozen instrument, who rates for whom, ratings, evidence, consensus.

Forms and improvement plans are versioned documents.
"""

from __future__ import annotations

from datetime import date as Day
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column
from sqlmodel import Field, SQLModel

from studio.tables import instant


class AssessmentRow(SQLModel, table=True):
    """A round of assessment; `instrument` and `words` are the instrument as it was when the round began."""

    __tablename__ = "assessment"
    id: str = Field(primary_key=True)
    title: str
    instrument_id: str = Field(index=True)
    instrument_version: str
    instrument: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    words: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    plan_id: str = Field(foreign_key="versioned_document.id")
    """The improvement plan."""
    series_id: str = Field(index=True)
    """Id of the first round; later rounds of the same partnership carry it on."""
    number: int = 1
    """Which round of the series."""
    compare: bool = False
    """Whether figures may stand, without names, beside those of others who said so too."""
    created_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)
    """From then on answers stand, and everybody who took part sees the results."""
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
    agreed: int | None = None
    practised: int | None = None
    works: int | None = None
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


class PartnerRow(SQLModel, table=True):
    """An institution that takes part in a round."""

    __tablename__ = "assessment_partner"
    id: str = Field(primary_key=True)
    assessment_id: str = Field(foreign_key="assessment.id", index=True)
    name: str
    position: int


class SeatRow(SQLModel, table=True):
    """A rater of a round and the partner the rater answers for."""

    __tablename__ = "assessment_seat"
    assessment_id: str = Field(primary_key=True, foreign_key="assessment.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True)
    partner_id: str | None = Field(default=None, foreign_key="assessment_partner.id")
    key: str | None = Field(default=None, unique=True)
    """Names the form by which somebody joined, so that sending it twice takes one seat."""
    guest: bool = False
    """Joined by a link alone: the person exists for rounds only and is erased with their personal data."""
    joined_at: datetime = instant()
    finished_at: datetime | None = instant(nullable=True)
    erased_at: datetime | None = instant(nullable=True)


class InvitationRow(SQLModel, table=True):
    """A link by which people of one partner join a round; only the hash of its secret is kept."""

    __tablename__ = "assessment_invitation"
    id: str = Field(primary_key=True)
    assessment_id: str = Field(foreign_key="assessment.id", index=True)
    partner_id: str = Field(foreign_key="assessment_partner.id")
    token_hash: str = Field(unique=True)
    made_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)


class EvidenceRow(SQLModel, table=True):
    """A file a rater put beside an answer: what it is, who keeps it, until when it holds."""

    __tablename__ = "assessment_evidence"
    id: str = Field(primary_key=True)
    assessment_id: str = Field(foreign_key="assessment.id", index=True)
    item_id: str
    person_id: str = Field(foreign_key="person.id")
    sha256: str = Field(foreign_key="stored_file.sha256")
    name: str
    owner: str = ""
    expires_on: Day | None = None
    added_at: datetime = instant()
