"""Tables that every room shares: people, sign-in, grants, audit, files, versioned documents."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Column, DateTime, LargeBinary, UniqueConstraint
from sqlmodel import Field, SQLModel

from studio import clock

NAMING = {
    "ix": "ix_%(column_0_label)s",
    "uq": "uq_%(table_name)s_%(column_0_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
SQLModel.metadata.naming_convention = NAMING


def instant(*, nullable: bool = False, index: bool = False) -> Any:
    """A column type for UTC instants; SQLite gives them back without zone, see `clock.aware`."""
    if nullable:
        return Field(default=None, sa_type=DateTime(timezone=True), nullable=True, index=index)
    return Field(default_factory=clock.now, sa_type=DateTime(timezone=True), nullable=False, index=index)


class Person(SQLModel, table=True):
    """Somebody; the only place a name is kept. Erasing blanks the row, everything else holds only the id."""

    __tablename__ = "person"
    id: str = Field(primary_key=True)
    name: str
    created_at: datetime = instant()
    erased_at: datetime | None = instant(nullable=True)


class Account(SQLModel, table=True):
    """A way to prove being a person: sign-in name and password."""

    __tablename__ = "account"
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    login: str = Field(unique=True)
    """Compared in lower case."""
    password_hash: str
    role: str
    locale: str = "en"
    active: bool = True
    created_at: datetime = instant()


class LoginSession(SQLModel, table=True):
    """A signed-in browser; the cookie holds the secret, the row its hash."""

    __tablename__ = "login_session"
    id: str = Field(primary_key=True)
    token_hash: str = Field(unique=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    role: str
    context: str = ""
    """Id of the workshop or agreement a guest came to; empty for account holders."""
    locale: str = "en"
    device: str = ""
    by_link: bool = False
    """Opened by the link that a start prints, that is by somebody at the computer the studio runs on."""
    created_at: datetime = instant()
    seen_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant(nullable=True)


class OneTimeLink(SQLModel, table=True):
    """A link that signs somebody in once."""

    __tablename__ = "one_time_link"
    token_hash: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id")
    expires_at: datetime = instant()
    used_at: datetime | None = instant(nullable=True)


class Grant(SQLModel, table=True):
    """What a person may do with one object."""

    __tablename__ = "access_grant"
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    kind: str = Field(primary_key=True)
    object_id: str = Field(primary_key=True, index=True)
    level: int
    granted_at: datetime = instant()


class Attempt(SQLModel, table=True):
    """Counts failures in a bucket (a sign-in name, join codes), so that guessing becomes slow."""

    __tablename__ = "attempt"
    bucket: str = Field(primary_key=True)
    failures: int = 0
    since: datetime = instant()
    blocked_until: datetime | None = instant(nullable=True)


class AuditEvent(SQLModel, table=True):
    """What was done, by whom, to what: `action` is `subject:part:verb`; details hold no free text of people."""

    __tablename__ = "audit_event"
    id: int | None = Field(default=None, primary_key=True)
    at: datetime = instant(index=True)
    person_id: str = Field(index=True)
    action: str
    object_id: str = Field(default="", index=True)
    details: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class StoredFile(SQLModel, table=True):
    """Bytes by their SHA-256, so that one backup of the database holds everything."""

    __tablename__ = "stored_file"
    sha256: str = Field(primary_key=True)
    media_type: str
    size: int
    content: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class Attachment(SQLModel, table=True):
    """A file under a name at an object; rights are those of the object."""

    __tablename__ = "attachment"
    id: str = Field(primary_key=True)
    sha256: str = Field(foreign_key="stored_file.sha256")
    name: str
    kind: str
    object_id: str = Field(index=True)
    person_id: str
    added_at: datetime = instant()


class VersionedDocument(SQLModel, table=True):
    """The newest state of a document whose every change is kept."""

    __tablename__ = "versioned_document"
    id: str = Field(primary_key=True)
    kind: str = Field(index=True)
    title: str
    schema_number: int
    revision: int
    body: dict[str, Any] = Field(sa_column=Column(JSON, nullable=False))
    created_at: datetime = instant()
    changed_at: datetime = instant()
    deleted_at: datetime | None = instant(nullable=True)


class Revision(SQLModel, table=True):
    """One saved change; `key` makes a repeated save harmless, every so often the whole body is kept."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("document_id", "key"),)
    document_id: str = Field(primary_key=True, foreign_key="versioned_document.id")
    number: int = Field(primary_key=True)
    person_id: str
    at: datetime = instant()
    key: str
    schema_number: int
    changes: list[Any] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    snapshot: dict[str, Any] | None = Field(default=None, sa_column=Column(JSON, nullable=True))
