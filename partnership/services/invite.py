"""Inviting partners by link: making, revoking, coming in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, select

from partnership.service import KIND
from partnership.services import access
from partnership.tables import Guest, Invitation, SigningSeat
from studio import audit, clock, identity, ids, rights, throttle
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor, Role
from studio.rights import Level
from studio.tables import LoginSession, VersionedDocument

MAX_DAYS = 365
MAX_NOTE = 200
_BUCKET = "agreement-invitation"
_FREE_GUESSES = 30


@dataclass(frozen=True)
class Invited:
    """A link as its maker sees it afterwards; the secret is not kept."""

    id: str
    partner: str
    note: str
    decides: bool
    expires_at: datetime
    revoked: bool
    expired: bool
    people: tuple[str, ...]
    """Names of those who came in by it."""

    @property
    def open(self) -> bool:
        return not (self.revoked or self.expired)


@dataclass(frozen=True)
class Offer:
    """What somebody with the link is told before coming in."""

    agreement_id: str
    title: str
    partner: str
    decides: bool
    invited_by: str
    expires_at: datetime
    signs: bool
    """Whether the link asks its holder to sign."""


@dataclass(frozen=True)
class Entered:
    agreement_id: str
    secret: str
    """For the cookie of somebody new; empty for those who keep the session they have."""


def invite(actor: Actor, agreement_id: str, partner: str, *, days: int, decides: bool, note: str = "", key: str) -> str:
    """A new link for a partner; returns its secret, which is told once. The same `key` again makes no second link."""
    with writing() as session:
        agreement, _ = access.current(session, actor, agreement_id, Level.OWNER)
        access.known_partner(agreement, partner)
        return make(session, actor, agreement_id, partner, days=days, decides=decides, note=note, key=key)[1]


def make(
    session: Session,
    actor: Actor,
    agreement_id: str,
    partner: str,
    *,
    days: int,
    decides: bool,
    note: str = "",
    key: str,
) -> tuple[Invitation, str]:
    """A new link with its secret, in a transaction that is open already; the right is the caller's to check."""
    if not 1 <= days <= MAX_DAYS:
        raise Invalid("agreement_invitation_days", maximum=MAX_DAYS)
    if session.exec(select(Invitation.id).where(Invitation.key == key)).first() is not None:
        raise Invalid("agreement_invitation_told")
    secret = ids.token()
    row = Invitation(
        id=ids.new("inv"),
        key=key,
        agreement_id=agreement_id,
        partner=partner,
        note=" ".join(note.split())[:MAX_NOTE],
        decides=decides,
        token_hash=ids.token_hash(secret),
        person_id=actor.person_id,
        expires_at=clock.now() + timedelta(days=days),
    )
    session.add(row)
    session.flush()
    audit.record(session, actor, "agreement:invitation:made", agreement_id, invitation=row.id, decides=decides)
    return row, secret


def invitations(actor: Actor, agreement_id: str) -> list[Invited]:
    """Newest first; only owners see them."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        rows = session.exec(
            select(Invitation).where(Invitation.agreement_id == agreement_id).order_by(Invitation.made_at.desc())  # type: ignore[attr-defined]
        ).all()
        came = session.exec(select(Guest).where(Guest.invitation_id.in_([row.id for row in rows]))).all()  # type: ignore[attr-defined]
        names = identity.names(session, {guest.person_id for guest in came})
    now = clock.now()
    return [
        Invited(
            row.id,
            row.partner,
            row.note,
            row.decides,
            clock.aware(row.expires_at),
            row.revoked_at is not None,
            clock.aware(row.expires_at) <= now,
            tuple(names.get(guest.person_id, "") for guest in came if guest.invitation_id == row.id),
        )
        for row in rows
    ]


def revoke(actor: Actor, agreement_id: str, invitation_id: str) -> None:
    """End a link and the access of those who came in by it; what they said stays."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        row = session.get(Invitation, invitation_id, with_for_update=True)
        if row is None or row.agreement_id != agreement_id:
            raise NotFound("agreement_invitation_unknown")
        end(session, actor, row)


def end(session: Session, actor: Actor, row: Invitation) -> None:
    """End a link in a transaction that is open already; the right is the caller's to check."""
    if row.revoked_at is not None:
        return
    row.revoked_at = clock.now()
    session.flush()
    for guest in session.exec(select(Guest).where(Guest.invitation_id == row.id)):
        _end_access(session, guest, row.agreement_id)
    audit.record(session, actor, "agreement:invitation:revoked", row.agreement_id, invitation=row.id)


def _end_access(session: Session, guest: Guest, agreement_id: str) -> None:
    if not guest.granted or _other_ways_in(session, guest, agreement_id):
        return
    rights.withdraw(session, guest.person_id, KIND, agreement_id)
    for login in session.exec(select(LoginSession).where(LoginSession.person_id == guest.person_id)):
        if login.role == Role.PARTNER and login.context == agreement_id and login.revoked_at is None:
            login.revoked_at = clock.now()


def _other_ways_in(session: Session, guest: Guest, agreement_id: str) -> bool:
    """Whether the person holds another invitation that still stands; the access then goes on with that one."""
    other = session.exec(
        select(Guest)
        .join(Invitation, Invitation.id == Guest.invitation_id)  # type: ignore[arg-type]
        .where(Guest.person_id == guest.person_id, Invitation.agreement_id == agreement_id)
        .where(Invitation.revoked_at == None, Invitation.id != guest.invitation_id)  # noqa: E711
    ).first()
    if other is not None:
        other.granted = True
    return other is not None


def offer(secret: str) -> Offer:
    """What a link leads to; Invalid when it cannot be used. Guessing is slowed down, valid links never are."""
    with reading() as session:
        row = _row(session, secret)
        if row is not None:
            document = session.get(VersionedDocument, row.agreement_id)
            partner = _partner_name(document, row.partner)
            if document is not None and document.deleted_at is None and partner is not None:
                by = identity.names(session, {row.person_id}).get(row.person_id, "")
                until, signs = clock.aware(row.expires_at), _to_sign(session, row)
                return Offer(row.agreement_id, document.title, partner, row.decides, by, until, signs)
    throttle.check(_BUCKET)
    throttle.failed(_BUCKET, free=_FREE_GUESSES)
    raise Invalid("agreement_invitation_unusable")


def _row(session: Session, secret: str) -> Invitation | None:
    row = session.exec(select(Invitation).where(Invitation.token_hash == ids.token_hash(secret))).first()
    if row is None or row.revoked_at is not None or clock.aware(row.expires_at) <= clock.now():
        return None
    return row


def _partner_name(document: VersionedDocument | None, partner: str) -> str | None:
    found = next((each for each in document.body["partners"] if each["id"] == partner), None) if document else None
    return str(found["name"].strip() or found["short_name"].strip()) if found else None


def enter(actor: Actor | None, secret: str, name: str, *, device: str = "", locale: str = "en") -> Entered:
    """Come in by a link: as the account or the invited person one is already, else as somebody new with this name."""
    offered = offer(secret)
    with writing() as session:
        row = _row(session, secret)
        if row is None:
            raise Invalid("agreement_invitation_unusable")
        if actor is not None and rights.allowed(actor, "agreement.take_part"):
            _admit(session, actor, row)
            return Entered(offered.agreement_id, "")
        person = identity.add_person(session, name)
        guest = Actor(person.id, person.name, Role.PARTNER)
        _admit(session, guest, row)
        opened = identity.open_session(
            session, person.id, Role.PARTNER, context=row.agreement_id, locale=locale, device=device
        )
        return Entered(offered.agreement_id, opened)


def _admit(session: Session, actor: Actor, row: Invitation) -> None:
    if session.get(Guest, (row.id, actor.person_id)) is not None:
        return
    level = rights.level_on(session, actor, KIND, row.agreement_id)
    if level is Level.OWNER and not _to_sign(session, row):  # an owner may be a signatory as well
        raise Forbidden("agreement_invitation_own")
    if level is None:
        rights.grant(session, actor.person_id, KIND, row.agreement_id, Level.READER)
    session.add(Guest(invitation_id=row.id, person_id=actor.person_id, granted=level is None))
    audit.record(session, actor, "agreement:invitation:used", row.agreement_id, invitation=row.id)


def _to_sign(session: Session, row: Invitation) -> bool:
    """Whether the link asks somebody to sign."""
    return session.exec(select(SigningSeat.partner).where(SigningSeat.invitation_id == row.id)).first() is not None


def entered(actor: Actor, secret: str) -> bool:
    """Whether the actor came in by this link already."""
    with reading() as session:
        row = _row(session, secret)
        return row is not None and session.get(Guest, (row.id, actor.person_id)) is not None


def voices(actor: Actor, agreement_id: str) -> dict[str, bool]:
    """Partners the actor speaks for by invitation, and whether positions may be taken for them."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        return access.seats(session, actor, agreement_id)
