"""Versioned documents: every change is a revision, nothing is overwritten silently.

A room hands in its own `check` (a pydantic model's validation), which sees the merged body before it is stored. All
functions take an open session, so that a room can store other rows in the same transaction.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from studio import audit, clock, ids
from studio.changes import CHANGES, BadPath, Change, Conflict, merge
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, objects_of, require_level
from studio.tables import Revision, VersionedDocument

SNAPSHOT_EVERY = 20
MAX_CHANGES = 500

Check = Callable[[dict[str, Any]], None]


@dataclass(frozen=True)
class Versioned:
    """A document as it stands at a revision."""

    id: str
    kind: str
    title: str
    schema_number: int
    revision: int
    body: dict[str, Any]
    changed_at: datetime


@dataclass(frozen=True)
class Saved:
    """What became of a save: the document now, and what a person must decide."""

    document: Versioned
    conflicts: list[Conflict] = field(default_factory=list)


@dataclass(frozen=True)
class RevisionInfo:
    number: int
    person_id: str
    at: datetime
    changes: list[Change]


def create(
    session: Session,
    actor: Actor,
    kind: str,
    body: dict[str, Any],
    *,
    title: str,
    schema_number: int,
    prefix: str,
    key: str = "",
) -> Versioned:
    """Store a new document as revision 1; the actor owns it. The same `key` again gives the same document."""
    made = f"created:{key or ids.new('key')}"
    before = session.exec(
        select(Revision.document_id).where(
            Revision.key == made, Revision.number == 1, Revision.person_id == actor.person_id
        )
    ).first()
    if before is not None:
        return _view(_row(session, kind, before))
    row = VersionedDocument(
        id=ids.new(prefix), kind=kind, title=title, schema_number=schema_number, revision=1, body=body
    )
    session.add(row)
    session.flush()
    session.add(
        Revision(
            document_id=row.id,
            number=1,
            person_id=actor.person_id,
            key=made,
            schema_number=schema_number,
            snapshot=body,
        )
    )
    grant(session, actor.person_id, kind, row.id, Level.OWNER)
    audit.record(session, actor, f"{kind}::created", row.id)
    return _view(row)


def load(session: Session, actor: Actor, kind: str, document_id: str, level: Level = Level.READER) -> Versioned:
    require_level(session, actor, kind, document_id, level)
    return _view(_row(session, kind, document_id))


def listed(session: Session, actor: Actor, kind: str) -> list[Versioned]:
    """The actor's documents of a kind, newest change first."""
    mine = objects_of(session, actor, kind)
    rows = session.exec(
        select(VersionedDocument)
        .where(VersionedDocument.id.in_(mine), VersionedDocument.deleted_at == None)  # type: ignore[attr-defined]  # noqa: E711
        .order_by(VersionedDocument.changed_at.desc())  # type: ignore[attr-defined]
    )
    return [_view(row) for row in rows]


def save(
    session: Session,
    actor: Actor,
    kind: str,
    document_id: str,
    changes: Sequence[Change],
    *,
    key: str,
    check: Check,
    title: Callable[[dict[str, Any]], str],
    author: str = "",
) -> Saved:
    """Merge changes into the newest state and store what changed as one revision.

    `key` names this save: the same key again changes nothing and returns the present state. Conflicts are returned, the
    other changes are stored. Invalid when a change fits nothing or the merged body fails `check`. `author` is the
    person who proposed the changes, where the actor takes over somebody else's.
    """
    require_level(session, actor, kind, document_id, Level.EDITOR)
    row = _row(session, kind, document_id, lock=True)
    if len(changes) > MAX_CHANGES:
        raise Invalid("too_many_changes", maximum=MAX_CHANGES)
    if (
        not key
        or session.exec(select(Revision.number).where(Revision.document_id == document_id, Revision.key == key)).first()
    ):
        return Saved(_view(row))
    try:
        body, applied, conflicts = merge(row.body, changes)
    except BadPath as error:
        raise Invalid("change_unusable", path=str(error)) from error
    if applied:
        check(body)
        number = row.revision + 1
        row.body, row.revision, row.changed_at, row.title = body, number, clock.now(), title(body)
        session.add(
            Revision(
                document_id=row.id,
                number=number,
                person_id=author or actor.person_id,
                key=key,
                schema_number=row.schema_number,
                changes=CHANGES.dump_python(applied, mode="json"),
                snapshot=body if number % SNAPSHOT_EVERY == 0 else None,
            )
        )
        audit.record(session, actor, f"{kind}:revision:saved", row.id, revision=number)
    return Saved(_view(row), conflicts)


def replace(
    session: Session,
    actor: Actor,
    kind: str,
    document_id: str,
    body: dict[str, Any],
    *,
    title: str,
    schema_number: int,
) -> Versioned:
    """Store a whole new body as one revision (restore, or a schema upgrade that goes with the next save)."""
    require_level(session, actor, kind, document_id, Level.EDITOR)
    row = _row(session, kind, document_id, lock=True)
    row.body, row.revision, row.changed_at = body, row.revision + 1, clock.now()
    row.title, row.schema_number = title, schema_number
    session.add(
        Revision(
            document_id=row.id,
            number=row.revision,
            person_id=actor.person_id,
            key=ids.new("rev"),
            schema_number=schema_number,
            snapshot=body,
        )
    )
    audit.record(session, actor, f"{kind}:revision:replaced", row.id, revision=row.revision)
    return _view(row)


def delete(session: Session, actor: Actor, kind: str, document_id: str) -> None:
    """Put a document away; its revisions stay."""
    require_level(session, actor, kind, document_id, Level.OWNER)
    _row(session, kind, document_id, lock=True).deleted_at = clock.now()
    audit.record(session, actor, f"{kind}::deleted", document_id)


def history(session: Session, actor: Actor, kind: str, document_id: str) -> list[RevisionInfo]:
    """All revisions, newest first."""
    require_level(session, actor, kind, document_id, Level.READER)
    rows = session.exec(
        select(Revision).where(Revision.document_id == document_id).order_by(Revision.number.desc())  # type: ignore[attr-defined]
    )
    return [RevisionInfo(r.number, r.person_id, clock.aware(r.at), CHANGES.validate_python(r.changes)) for r in rows]


def steps(session: Session, actor: Actor, kind: str, document_id: str) -> list[tuple[int, str, datetime]]:
    """Number, person and time of every revision, oldest first, without what they changed."""
    require_level(session, actor, kind, document_id, Level.READER)
    rows = session.exec(
        select(Revision.number, Revision.person_id, Revision.at)
        .where(Revision.document_id == document_id)
        .order_by(Revision.number)  # type: ignore[arg-type]
    )
    return [(number, person_id, clock.aware(at)) for number, person_id, at in rows]


def body_at(session: Session, actor: Actor, kind: str, document_id: str, number: int) -> tuple[dict[str, Any], int]:
    """Body and schema number as they stood at a revision: the last snapshot before it, and the changes since."""
    require_level(session, actor, kind, document_id, Level.READER)
    pinned = session.get(Revision, (document_id, number))
    if pinned is not None and pinned.snapshot is not None:
        return dict(pinned.snapshot), pinned.schema_number
    rows = list(
        session.exec(
            select(Revision)
            .where(Revision.document_id == document_id, Revision.number <= number)
            .where(Revision.number > number - SNAPSHOT_EVERY)  # a snapshot is among them
            .order_by(Revision.number)  # type: ignore[arg-type]
        )
    )
    if not rows or rows[-1].number != number:
        raise NotFound("revision_unknown", number=number)
    start = max(position for position, row in enumerate(rows) if row.snapshot is not None)
    body = dict(rows[start].snapshot or {})
    for row in rows[start + 1 :]:
        body, _, conflicts = merge(body, CHANGES.validate_python(row.changes))
        if conflicts:  # cannot happen: each was applied to exactly this state
            raise RuntimeError(f"revision {row.number} of {document_id} does not follow from the one before")
    return body, rows[-1].schema_number


def pin(session: Session, document_id: str, number: int, body: dict[str, Any]) -> None:
    """Keep the whole body with a revision that is looked up often; `body` is what `body_at` gives for it."""
    row = session.get(Revision, (document_id, number))
    if row is not None and row.snapshot is None:
        row.snapshot = body


def _row(session: Session, kind: str, document_id: str, lock: bool = False) -> VersionedDocument:
    row = session.get(VersionedDocument, document_id, with_for_update=lock or None)
    if row is None or row.kind != kind or row.deleted_at is not None:
        raise NotFound(f"{kind}_unknown")
    return row


def _view(row: VersionedDocument) -> Versioned:
    return Versioned(
        row.id, row.kind, row.title, row.schema_number, row.revision, row.body, clock.aware(row.changed_at)
    )
