"""The audit trail: who did what to what, in the same transaction as the deed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import Session, select

from studio.tables import AuditEvent

if TYPE_CHECKING:
    from studio.identity import Actor


def record(session: Session, actor: Actor, action: str, object_id: str = "", **details: object) -> None:
    """Note an action, named `subject:part:verb` (`agreement:revision:saved`); details hold codes, ids and numbers."""
    session.add(AuditEvent(person_id=actor.person_id, action=action, object_id=object_id, details=details))


def newest(session: Session, limit: int = 200) -> list[AuditEvent]:
    statement = select(AuditEvent).order_by(AuditEvent.id.desc()).limit(limit)  # type: ignore[union-attr]
    return list(session.exec(statement))
