"""Joining by a code: a name and eight characters are enough, and a room of forty arrives at the same moment.

Wrong codes spend one budget for the whole studio (a room is one network address, so addresses say nothing); a valid
code is looked up first and never waits.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import Session, func, select

from studio import audit, clock, identity, ids
from studio.database import reading, writing
from studio.errors import Invalid, Unavailable
from studio.identity import Actor, Role
from studio.rights import require
from studio.tables import Attempt
from workshop.programme import MAX_SEATS, clean_code
from workshop.services import access
from workshop.tables import JoinCode, Seat, Workshop

WRONG_CODES = 30
WRONG_CODES_PER = timedelta(minutes=1)
_BUCKET = "workshop-code"


@dataclass(frozen=True)
class Joined:
    workshop_id: str
    secret: str
    """For the cookie of somebody new; empty for those who keep the session they have."""


def join(actor: Actor | None, code: str, name: str, *, device: str = "", locale: str = "en") -> Joined:
    """Take a seat in the workshop with this code.

    An account holder takes it as the person they are, and somebody who has a seat there keeps it; `name` is for
    everybody else. Invalid: unknown or ended code, no name, workshop full. Unavailable: too many wrong codes.
    """
    if actor is not None:
        require(actor, "workshop.take_part")
    code = clean_code(code)
    with reading() as session:
        known = session.get(JoinCode, code) is not None
    if not known:
        _spend()
        raise Invalid("join_code_unknown")
    with writing() as session:
        row = session.get(JoinCode, code)
        if row is None or row.ended_at is not None:
            raise Invalid("join_code_ended")
        workshop = access.existing(session, row.workshop_id, lock=True)
        if actor is not None and access.seat_of(session, actor, workshop.id) is not None:
            return Joined(workshop.id, "")
        if actor is not None and actor.role is not Role.PARTICIPANT:
            _seat(session, workshop, actor, guest=False)
            return Joined(workshop.id, "")
        person = identity.add_person(session, name)
        guest = Actor(person.id, person.name, Role.PARTICIPANT)
        _seat(session, workshop, guest, guest=True)
        secret = identity.open_session(
            session, person.id, Role.PARTICIPANT, context=workshop.id, locale=locale, device=device
        )
        return Joined(workshop.id, secret)


def joined(actor: Actor, code: str) -> str:
    """Id of the workshop with this code if the actor has a seat there, else empty."""
    with reading() as session:
        row = session.get(JoinCode, clean_code(code))
        return row.workshop_id if row and access.seat_of(session, actor, row.workshop_id) else ""


def _seat(session: Session, workshop: Workshop, actor: Actor, *, guest: bool) -> None:
    taken = session.exec(select(func.max(Seat.number)).where(Seat.workshop_id == workshop.id)).one() or 0
    if taken >= MAX_SEATS:
        raise Invalid("workshop_full", limit=MAX_SEATS)
    seat = Seat(id=ids.new("seat"), workshop_id=workshop.id, person_id=actor.person_id, number=taken + 1, guest=guest)
    session.add(seat)
    workshop.revision += 1
    audit.record(session, actor, "workshop:seat:taken", workshop.id, number=seat.number)


def _spend() -> None:
    """Count a wrong code; Unavailable while this minute's budget is spent."""
    with reading() as session:
        _refuse_if_spent(session.get(Attempt, _BUCKET))
    with writing() as session:
        row = session.get(Attempt, _BUCKET, with_for_update=True)
        _refuse_if_spent(row)
        if row is None:
            row = Attempt(bucket=_BUCKET)
            session.add(row)
        if _left(row) <= timedelta(0):
            row.failures, row.since = 0, clock.now()
        row.failures += 1


def _refuse_if_spent(row: Attempt | None) -> None:
    if row is not None and row.failures >= WRONG_CODES and (left := _left(row)) > timedelta(0):
        raise Unavailable("too_many_attempts", seconds=int(left.total_seconds()) + 1)


def _left(row: Attempt) -> timedelta:
    """What is left of the minute the budget is counted in."""
    return clock.aware(row.since) + WRONG_CODES_PER - clock.now()
