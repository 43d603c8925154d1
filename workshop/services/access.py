"""Who may reach a workshop: its trainers through grants, participants through their seat. Strangers learn nothing."""

from __future__ import annotations

from sqlmodel import Session, col, select

from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, require_level
from workshop.tables import Activity, Seat, Workshop

KIND = "workshop"


def led(session: Session, actor: Actor, workshop_id: str, *, lock: bool = False) -> Workshop:
    """The workshop, for those who lead it; `lock` it before writing, and count its revision up."""
    require_level(session, actor, KIND, workshop_id, Level.EDITOR)
    return existing(session, workshop_id, lock=lock)


def led_open(session: Session, actor: Actor, workshop_id: str) -> Workshop:
    """The workshop, locked for writing, as long as it is not closed."""
    found = led(session, actor, workshop_id, lock=True)
    if found.closed_at is not None:
        raise Invalid("workshop_closed")
    return found


def existing(session: Session, workshop_id: str, *, lock: bool = False) -> Workshop:
    found = session.get(Workshop, workshop_id, with_for_update=lock)
    if found is None:
        raise NotFound("workshop_unknown")
    return found


def seat_of(session: Session, actor: Actor, workshop_id: str) -> Seat | None:
    return session.exec(select(Seat).where(Seat.workshop_id == workshop_id, Seat.person_id == actor.person_id)).first()


def seated(session: Session, actor: Actor, workshop_id: str) -> Seat:
    """The actor's seat, for those who take part."""
    found = seat_of(session, actor, workshop_id)
    if found is None:
        raise NotFound("workshop_unknown")
    return found


def activity_in(session: Session, workshop_id: str, activity_id: str) -> Activity:
    found = session.get(Activity, activity_id)
    if found is None or found.workshop_id != workshop_id:
        raise NotFound("activity_unknown")
    return found


def programme(session: Session, workshop_id: str) -> list[Activity]:
    """The activities in their order."""
    statement = select(Activity).where(Activity.workshop_id == workshop_id)
    return list(session.exec(statement.order_by(col(Activity.position), col(Activity.id))))


def seats(session: Session, workshop_id: str) -> list[Seat]:
    """The seats in the order of arrival, without those who were asked to leave."""
    present = select(Seat).where(Seat.workshop_id == workshop_id, col(Seat.left_at).is_(None))
    return list(session.exec(present.order_by(col(Seat.number))))
