"""Deleting personal data: names and what people typed go, numbers and results stay."""

from __future__ import annotations

from sqlmodel import Session

from studio import audit, clock, identity
from studio.database import writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from workshop.services import access, watch
from workshop.tables import Seat


def erase(actor: Actor, workshop_id: str) -> int:
    """Erase everybody who joined by code, and part account holders from their results; the number of people.

    Account holders keep their account and their own runs. Invalid while the workshop is open.
    """
    with writing() as session:
        workshop = access.led(session, actor, workshop_id, lock=True)
        if workshop.closed_at is None:
            raise Invalid("workshop_open")
        people = [seat for seat in access.seats(session, workshop_id) if seat.person_id is not None]
        _part(session, actor, people)
        workshop.erased_at = workshop.erased_at or clock.now()
        workshop.revision += 1
        audit.record(session, actor, "workshop:people:erased", workshop_id, people=len(people))
    watch.forget(workshop_id)
    return len(people)


def remove(actor: Actor, workshop_id: str, seat_id: str) -> None:
    """Ask somebody to leave: the seat, the name and what was typed go; only the number is not given again."""
    with writing() as session:
        workshop = access.led(session, actor, workshop_id, lock=True)
        seat = session.get(Seat, seat_id)
        if seat is None or seat.workshop_id != workshop_id:
            raise NotFound("seat_unknown")
        if seat.left_at is None:
            _part(session, actor, [seat])
            seat.left_at = clock.now()
            workshop.revision += 1
            audit.record(session, actor, "workshop:seat:removed", workshop_id, number=seat.number)
    watch.forget(workshop_id)


def _part(session: Session, actor: Actor, seats: list[Seat]) -> None:
    """Part people from their seats; those who joined by code are erased with everything they typed."""
    for seat in seats:
        person_id, seat.person_id = seat.person_id, None
        if seat.guest and person_id is not None:
            identity.erase_person(session, actor, person_id)
