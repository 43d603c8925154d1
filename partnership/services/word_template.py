"""The institution's own Word template of an agreement: bringing it, choosing one brought before, leaving it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from partnership.service import KIND
from studio import audit, clock, files, ids, rights
from studio.database import reading, writing
from studio.documents import docx
from studio.errors import NotFound
from studio.identity import Actor
from studio.rights import Level
from studio.tables import Attachment, StoredFile

TEMPLATE = f"{KIND}:template"
"""Kind of the attachment; an agreement has one at most."""


@dataclass(frozen=True)
class Template:
    id: str
    name: str
    at: datetime


def bring(actor: Actor, agreement_id: str, name: str, content: bytes) -> None:
    """Check a template and use it for this agreement from now on; TemplateError says what is wrong and where."""
    docx.check(content)
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        _use(session, actor, agreement_id, name, files.put(session, content))


def choose(actor: Actor, agreement_id: str, template_id: str) -> None:
    """Use a template that another agreement of the actor has."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        row = session.get(Attachment, template_id)
        if row is None or row.kind != TEMPLATE or rights.level_on(session, actor, KIND, row.object_id) is None:
            raise NotFound("attachment_unknown")
        _use(session, actor, agreement_id, row.name, row.sha256)


def leave(actor: Actor, agreement_id: str) -> None:
    """Back to the studio's own look."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        _forget(session, agreement_id)
        audit.record(session, actor, "agreement:template:left", agreement_id)


def chosen(actor: Actor, agreement_id: str) -> Template | None:
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        row = _row(session, agreement_id)
        return _template(row) if row else None


def elsewhere(actor: Actor, agreement_id: str) -> list[Template]:
    """Templates of the actor's other agreements, each file once, newest first."""
    with reading() as session:
        others = set(rights.objects_of(session, actor, KIND)) - {agreement_id}
        here = _row(session, agreement_id)
        rows = session.exec(
            select(Attachment)
            .where(Attachment.kind == TEMPLATE, col(Attachment.object_id).in_(others))
            .order_by(col(Attachment.added_at))
        )
        by_file = {row.sha256: _template(row) for row in rows}
        if here is not None:
            by_file.pop(here.sha256, None)
    return list(by_file.values())[::-1]


def content_of(session: Session, agreement_id: str) -> bytes | None:
    """The template's bytes for writing a file; the caller has checked the right."""
    row = _row(session, agreement_id)
    stored = session.get(StoredFile, row.sha256) if row else None
    return stored.content if stored else None


def _row(session: Session, agreement_id: str) -> Attachment | None:
    return session.exec(
        select(Attachment).where(Attachment.kind == TEMPLATE, Attachment.object_id == agreement_id)
    ).first()


def _template(row: Attachment) -> Template:
    return Template(row.id, row.name, clock.aware(row.added_at))


def _use(session: Session, actor: Actor, agreement_id: str, name: str, digest: str) -> None:
    _forget(session, agreement_id)
    session.add(
        Attachment(
            id=ids.new("att"),
            sha256=digest,
            name=files.safe_name(name, default="template.docx"),
            kind=TEMPLATE,
            object_id=agreement_id,
            person_id=actor.person_id,
        )
    )
    audit.record(session, actor, "agreement:template:chosen", agreement_id, sha256=digest)


def _forget(session: Session, agreement_id: str) -> None:
    row = _row(session, agreement_id)
    if row is not None:
        session.delete(row)
        session.flush()
