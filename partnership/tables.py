"""Tables of the room: who was invited, what they said, what was voted. The agreement itself is a versioned document.

Names of people stand in `person` alone. What people write about the draft lies here, beside the document, so that it
can be erased without touching a revision.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from studio.tables import instant


def _agreement() -> Any:
    return Field(foreign_key="versioned_document.id", index=True)


class Invitation(SQLModel, table=True):
    """A link for people of one partner; the link holds the secret, the row its hash."""

    __tablename__ = "agreement_invitation"
    id: str = Field(primary_key=True)
    key: str = Field(unique=True)
    """Names the click that made it."""
    agreement_id: str = _agreement()
    partner: str
    """Id of the partner in the agreement."""
    note: str = ""
    """For whom it is, in the manager's words."""
    decides: bool
    """Whether its holder may take positions for the partner."""
    token_hash: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id")
    made_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)


class Guest(SQLModel, table=True):
    """Somebody who came in by an invitation and speaks for its partner."""

    __tablename__ = "agreement_guest"
    invitation_id: str = Field(primary_key=True, foreign_key="agreement_invitation.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True)
    granted: bool
    """Whether the access was given by the invitation, and ends with it."""
    came_at: datetime = instant()


class PositionRow(SQLModel, table=True):
    """A position as given; the newest of a partner on a section counts."""

    __tablename__ = "agreement_position"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_position_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    section: str
    partner: str
    revision: int
    """The text it was given on."""
    stance: str
    reason: str = ""
    counter: str = ""
    person_id: str = Field(foreign_key="person.id")
    """Who gave it, or who recorded it from a file."""
    sender: str = ""
    """For a file: who sent it and how, as the manager confirmed."""
    attachment_id: str | None = Field(default=None, foreign_key="attachment.id")
    at: datetime = instant()


class CommentRow(SQLModel, table=True):
    """A remark on a field or passage; `parent` is the remark it answers."""

    __tablename__ = "agreement_comment"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_comment_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    section: str
    path: str
    """The field, or the block of a passage; the section itself when empty."""
    quote: str = ""
    parent: str = Field(default="", index=True)
    text: str
    author: str = ""
    """Name of somebody without an account here (a comment that came in a Word file)."""
    person_id: str = Field(foreign_key="person.id")
    revision: int
    at: datetime = instant()
    resolved_at: datetime | None = instant(nullable=True)
    resolved_by: str = ""


class ProposalRow(SQLModel, table=True):
    """Changes somebody proposes; accepted, they become a revision with the proposer as author."""

    __tablename__ = "agreement_proposal"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_proposal_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    section: str
    changes: list[Any] = Field(sa_column=Column(JSON, nullable=False))
    reason: str = ""
    author: str = ""
    """Name of somebody without an account here (a change that came in a Word file)."""
    person_id: str = Field(foreign_key="person.id")
    revision: int
    at: datetime = instant()
    state: str = "open"
    """open, accepted, declined or withdrawn."""
    decided_at: datetime | None = instant(nullable=True)
    decided_by: str = ""
    answer: str = ""
    """Why it was declined."""


class NamedVersion(SQLModel, table=True):
    __tablename__ = "agreement_version"
    __table_args__ = (UniqueConstraint("agreement_id", "name", name="uq_agreement_version_name"),)
    id: str = Field(primary_key=True)
    agreement_id: str = _agreement()
    revision: int
    name: str
    person_id: str = Field(foreign_key="person.id")
    at: datetime = instant()


class Look(SQLModel, table=True):
    """The revision a person has seen."""

    __tablename__ = "agreement_look"
    agreement_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    revision: int
    at: datetime = instant()


class Note(SQLModel, table=True):
    """What somebody is writing and has not said yet: the reason of a position, a comment, a proposed text.

    `turn` counts what was said in this field before, `revision` the saves of the present turn.
    """

    __tablename__ = "agreement_note"
    agreement_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    place: str = Field(primary_key=True)
    text: str
    turn: int = 0
    revision: int = 0
    at: datetime = instant()


class Motion(SQLModel, table=True):
    """A question put to a body; `rule` is the body as it stood when the vote was opened."""

    __tablename__ = "agreement_motion"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_motion_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    rule: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    question: str
    revision: int
    person_id: str = Field(foreign_key="person.id")
    opened_at: datetime = instant()
    closed_at: datetime | None = instant(nullable=True)


class Ballot(SQLModel, table=True):
    __tablename__ = "agreement_ballot"
    motion_id: str = Field(primary_key=True, foreign_key="agreement_motion.id")
    seat: str = Field(primary_key=True)
    choice: str
    person_id: str = Field(foreign_key="person.id")
    at: datetime = instant()


class OfferedTemplate(SQLModel, table=True):
    """A template everybody who drafts agreements in this studio may start from."""

    __tablename__ = "agreement_template_offer"
    agreement_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    offered_at: datetime = instant()


class SigningRound(SQLModel, table=True):
    """A text put before its signatories; the text and its pages are stored files, known by their hashes."""

    __tablename__ = "agreement_signing_round"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_signing_round_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    revision: int
    text_sha256: str = Field(foreign_key="stored_file.sha256")
    pages: dict[str, str] = Field(sa_column=Column(JSON, nullable=False))
    """SHA-256 of the PDF that signatories are shown, by language."""
    status_before: str
    """What the text goes back to when the round is withdrawn."""
    person_id: str = Field(foreign_key="person.id")
    opened_at: datetime = instant()
    outcome: str = "open"
    """open, signed or withdrawn."""
    reason: str = ""
    """Why it was withdrawn."""
    closed_at: datetime | None = instant(nullable=True)


class SigningSeat(SQLModel, table=True):
    """A partner's signature in a round; the signatory's name stands in the text that is signed."""

    __tablename__ = "agreement_signing_seat"
    round_id: str = Field(primary_key=True, foreign_key="agreement_signing_round.id")
    partner: str = Field(primary_key=True)
    turn: int
    """Seats of one turn are asked together, those of the next when all of them have signed."""
    invitation_id: str | None = Field(default=None, foreign_key="agreement_invitation.id", index=True)
    """The personal link that counts."""
    state: str = "waiting"
    """waiting, signed or declined."""
    way: str = ""
    """typed or scan."""
    person_id: str | None = Field(default=None, foreign_key="person.id")
    """Who typed the name or declined; who brought the scan."""
    language: str = ""
    """The language the text was read in, where the name was typed."""
    paper_day: date | None = None
    """The day written on the paper, where there is a scan."""
    attachment_id: str | None = Field(default=None, foreign_key="attachment.id")
    reason: str = ""
    """Why it was declined."""
    at: datetime | None = instant(nullable=True)


class LaterDocument(SQLModel, table=True):
    """An amendment, accession, notice or annual programme (`document_id`) of a signed agreement."""

    __tablename__ = "agreement_later_document"
    document_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    agreement_id: str = _agreement()
    kind: str
    number: int
    made_at: datetime = instant()


class EntryRow(SQLModel, table=True):
    """A value of an indicator or the state of an action as reported; rows are only ever added."""

    __tablename__ = "agreement_entry"
    __table_args__ = (UniqueConstraint("agreement_id", "key", name="uq_agreement_entry_key"),)
    id: str = Field(primary_key=True)
    key: str
    agreement_id: str = _agreement()
    kind: str
    """indicator or action."""
    item: str
    """Id of the indicator or action in the agreement."""
    day: date
    value: str | None = None
    """Decimal text."""
    state: str | None = None
    source: str = ""
    note: str = ""
    corrects: str | None = Field(default=None, unique=True)
    """The entry it stands instead of; an entry is corrected once, its correction can be corrected again."""
    person_id: str = Field(foreign_key="person.id")
    at: datetime = instant()


class YearRow(SQLModel, table=True):
    """What the partners write about a year; see `partnership.yearbook`."""

    __tablename__ = "agreement_year"
    agreement_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    year: int = Field(primary_key=True)
    revision: int = 0
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    person_id: str = Field(foreign_key="person.id")
    at: datetime = instant()
