"""Invite a partner's people by a link, and join by it: with the own account, or with a name alone.

A link belongs to one partner of one round, ends by itself, and can be ended earlier. Only its hash is kept, so it is
shown once; another one can always be made.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, func, select

from studio import audit, clock, identity, ids
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor, Role
from studio.rights import Level, grant, level_on
from toolkit.services.assess import KIND
from toolkit.services.rounds import MAX_RATERS, open_round, partner_of
from toolkit.tables import AssessmentRow, InvitationRow, PartnerRow, SeatRow

MAX_DAYS = 90


@dataclass(frozen=True)
class Offer:
    """What somebody with a link is invited to."""

    assessment_id: str
    title: str
    partner: str


@dataclass(frozen=True)
class Joined:
    assessment_id: str
    secret: str
    """For the cookie of somebody new; empty for those who keep the session they have."""


def invite(actor: Actor, assessment_id: str, partner_id: str, days: int, new_id: str) -> str:
    """Make a link for a partner's people and return its secret; empty when `new_id` was made by an earlier click."""
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("invitation_days", maximum=MAX_DAYS)
    secret = ids.token()
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        partner_of(session, row.id, partner_id)
        if session.get(InvitationRow, new_id) is not None:
            return ""
        session.add(
            InvitationRow(
                id=new_id,
                assessment_id=row.id,
                partner_id=partner_id,
                token_hash=ids.token_hash(secret),
                expires_at=clock.now() + timedelta(days=days),
            )
        )
        audit.record(session, actor, "assessment:invitation:made", row.id, partner=partner_id)
    return secret


def revoke(actor: Actor, assessment_id: str, invitation_id: str) -> None:
    """End a link; those who joined by it stay."""
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        link = session.get(InvitationRow, invitation_id)
        if link is None or link.assessment_id != row.id:
            raise NotFound("invitation_unknown")
        if link.revoked_at is None:
            link.revoked_at = clock.now()
            audit.record(session, actor, "assessment:invitation:revoked", row.id)


def offer(secret: str) -> Offer:
    """What a link invites to; Invalid when it has ended."""
    with reading() as session:
        row, partner, _ = _usable(session, secret)
        return Offer(row.id, row.title, partner.name)


def seated(actor: Actor, secret: str) -> str:
    """Id of the round of a link if the actor has a seat there, else empty; also when the link has ended."""
    with reading() as session:
        link = session.exec(select(InvitationRow).where(InvitationRow.token_hash == ids.token_hash(secret))).first()
        if link is None or level_on(session, actor, KIND, link.assessment_id) is None:
            return ""
        return link.assessment_id


def join(actor: Actor | None, secret: str, name: str, key: str, *, device: str = "", locale: str = "en") -> Joined:
    """Take a seat by a link; `key` names the form that was sent, so that sending it twice takes one seat.

    Who is signed in keeps that identity, and who has a seat there keeps it; `name` is for everybody else.
    Invalid: the link has ended, no name, round full.
    """
    with writing() as session:
        row, partner, _ = _usable(session, secret, lock=True)
        if actor is not None:
            if level_on(session, actor, KIND, row.id) is None:
                known = session.exec(select(SeatRow).where(SeatRow.person_id == actor.person_id, SeatRow.guest)).first()
                _seat(session, row, partner, actor, guest=known is not None, key=None)
            return Joined(row.id, "")
        before = session.exec(select(SeatRow).where(SeatRow.key == key, SeatRow.assessment_id == row.id)).first()
        if before is not None and key:
            person_id = before.person_id
        else:
            person = identity.add_person(session, name)
            person_id = person.id
            guest = Actor(person.id, person.name, Role.PARTICIPANT)
            _seat(session, row, partner, guest, guest=True, key=key or None)
        opened = identity.open_session(
            session, person_id, Role.PARTICIPANT, context=row.id, locale=locale, device=device
        )
        return Joined(row.id, opened)


def _usable(session: Session, secret: str, lock: bool = False) -> tuple[AssessmentRow, PartnerRow, InvitationRow]:
    link = session.exec(select(InvitationRow).where(InvitationRow.token_hash == ids.token_hash(secret))).first()
    if link is None or link.revoked_at is not None or clock.aware(link.expires_at) <= clock.now():
        raise Invalid("invitation_ended")
    row = session.get(AssessmentRow, link.assessment_id, with_for_update=lock or None)
    partner = session.get(PartnerRow, link.partner_id)
    if row is None or partner is None or row.deleted_at is not None or row.closed_at is not None:
        raise Invalid("invitation_ended")
    return row, partner, link


def _seat(
    session: Session, row: AssessmentRow, partner: PartnerRow, actor: Actor, *, guest: bool, key: str | None
) -> None:
    taken = session.exec(select(func.count()).where(SeatRow.assessment_id == row.id)).one()
    if taken >= MAX_RATERS:
        raise Invalid("round_full", limit=MAX_RATERS)
    session.add(SeatRow(assessment_id=row.id, person_id=actor.person_id, partner_id=partner.id, guest=guest, key=key))
    grant(session, actor.person_id, KIND, row.id, Level.EDITOR)
    audit.record(session, actor, "assessment:seat:taken", row.id, partner=partner.id)
