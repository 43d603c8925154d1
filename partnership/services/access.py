"""Who may say what about an agreement; shared by the services of this room."""

from __future__ import annotations

from typing import Any

from sqlmodel import Session, select

from partnership.agreement import Agreement
from partnership.service import KIND, unfixed
from partnership.tables import Guest, Invitation
from partnership.transfer import from_body, to_body
from studio import versioned
from studio.errors import Forbidden, Invalid
from studio.identity import Actor
from studio.rights import Level


def current(session: Session, actor: Actor, agreement_id: str, level: Level = Level.READER) -> tuple[Agreement, int]:
    """The agreement and its revision, for those who hold the level."""
    stored = versioned.load(session, actor, KIND, agreement_id, level)
    return from_body(stored.body), stored.revision


def body_at(session: Session, actor: Actor, agreement_id: str, revision: int) -> dict[str, Any]:
    """The agreement as it stood, in the present schema."""
    body, _ = versioned.body_at(session, actor, KIND, agreement_id, revision)
    return to_body(from_body(body))


def unsigned(agreement: Agreement) -> None:
    """A text that is signed, or being signed, is nobody's draft any more."""
    unfixed({"status": agreement.status})


def seats(session: Session, actor: Actor, agreement_id: str) -> dict[str, bool]:
    """Partners the actor speaks for by invitation, and whether positions may be taken for them."""
    rows = session.exec(
        select(Invitation)
        .join(Guest, Guest.invitation_id == Invitation.id)  # type: ignore[arg-type]
        .where(Guest.person_id == actor.person_id, Invitation.agreement_id == agreement_id)
        .where(Invitation.revoked_at == None)  # noqa: E711
    )
    found: dict[str, bool] = {}
    for row in rows:
        found[row.partner] = found.get(row.partner, False) or row.decides
    return found


def require_voice(session: Session, actor: Actor, agreement_id: str, partner: str) -> None:
    """Only those whom an invitation says so decide for a partner; nobody decides for another one."""
    if not seats(session, actor, agreement_id).get(partner):
        raise Forbidden("voice_missing")


def known_partner(agreement: Agreement, partner: str) -> None:
    if agreement.partner(partner) is None:
        raise Invalid("agreement_partner_unknown")
