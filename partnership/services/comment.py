"""Remarks on fields and passages: writing, answering, settling."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from partnership.agreement import SECTION_IDS
from partnership.extent import section_of
from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.services import access
from partnership.tables import CommentRow
from studio import audit, clock, identity, ids, rights
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_COMMENT = 4_000
MAX_QUOTE = 1_000
MAX_PATH = 400


@dataclass(frozen=True)
class Comment:
    id: str
    section: str
    path: str
    quote: str
    text: str
    author: str
    own: bool
    at: datetime
    resolved: bool
    replies: tuple[Comment, ...] = ()


def comment(
    actor: Actor,
    agreement_id: str,
    section: str,
    text: str,
    *,
    path: str = "",
    quote: str = "",
    parent: str = "",
    author: str = "",
    key: str,
) -> str:
    """Write a remark on a section, one of its fields or a passage of it, or answer one; returns its id.

    `author` names somebody without access here whose remark a manager brings along.
    """
    text, quote = (without_control_characters(each).strip() for each in (text, quote))
    if not text:
        raise Invalid("comment_empty")
    if len(text) > MAX_COMMENT:
        raise Invalid("agreement_text_too_long", maximum=MAX_COMMENT)
    if section not in SECTION_IDS or len(path) > MAX_PATH or (path and section_of(path) != section):
        raise Invalid("section_unknown")
    with writing() as session:
        agreement, revision = access.current(session, actor, agreement_id, Level.EDITOR if author else Level.READER)
        access.unsigned(agreement)
        before = session.exec(
            select(CommentRow.id).where(CommentRow.agreement_id == agreement_id, CommentRow.key == key)
        ).first()
        if before is not None:
            return before
        if parent and _row(session, agreement_id, parent).parent:
            raise Invalid("comment_unknown")  # answers have no answers
        row = CommentRow(
            id=ids.new("com"),
            key=key,
            agreement_id=agreement_id,
            section=section,
            path=path,
            quote=quote if len(quote) <= MAX_QUOTE else quote[: MAX_QUOTE - 1] + "…",  # it only shows the place
            parent=parent,
            text=text,
            author=author.strip()[: identity.MAX_NAME],
            person_id=actor.person_id,
            revision=revision,
        )
        session.add(row)
        audit.record(session, actor, "agreement:comment:written", agreement_id, comment=row.id, section=section)
        return row.id


def comments(actor: Actor, agreement_id: str, section: str = "") -> list[Comment]:
    """Remarks with their answers, oldest first; of one section or of all."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        wanted = select(CommentRow).where(CommentRow.agreement_id == agreement_id)
        if section:
            wanted = wanted.where(CommentRow.section == section)
        rows = session.exec(wanted.order_by(CommentRow.at, CommentRow.id)).all()  # type: ignore[arg-type]
        names = identity.names(session, {row.person_id for row in rows})

    def shown(row: CommentRow) -> Comment:
        return Comment(
            row.id,
            row.section,
            row.path,
            row.quote,
            row.text,
            row.author or names.get(row.person_id, ""),
            row.person_id == actor.person_id,
            clock.aware(row.at),
            row.resolved_at is not None,
            tuple(shown(each) for each in rows if each.parent == row.id),
        )

    return [shown(row) for row in rows if not row.parent]


def resolve(actor: Actor, agreement_id: str, comment_id: str, resolved: bool = True) -> None:
    """Settle a remark, or open it again; its author may, and those who edit the agreement."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        row = _row(session, agreement_id, comment_id)
        level = rights.level_on(session, actor, KIND, agreement_id) or Level.READER
        if row.person_id != actor.person_id and level < Level.EDITOR:
            raise Forbidden("comment_foreign")
        row.resolved_at = clock.now() if resolved else None
        row.resolved_by = actor.person_id if resolved else ""
        verb = "resolved" if resolved else "reopened"
        audit.record(session, actor, f"agreement:comment:{verb}", agreement_id, comment=row.id)


def _row(session: Session, agreement_id: str, comment_id: str) -> CommentRow:
    row = session.get(CommentRow, comment_id)
    if row is None or row.agreement_id != agreement_id:
        raise NotFound("comment_unknown")
    return row
