"""Deleting personal data: names and what people typed go, numbers and results stay."""

from __future__ import annotations

from sqlmodel import Session

from studio import audit, clock, identity
from studio.database import writing
from studio.errors import Invalid
from studio.identity import Actor
from workshop import practice
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
        _erase_texts(session, [seat for seat in people if seat.guest])
        for seat in people:
            person_id, seat.person_id = seat.person_id, None
            if seat.guest and person_id is not None:
                identity.erase_person(session, actor, person_id)
        workshop.erased_at = workshop.erased_at or clock.now()
        workshop.revision += 1
        audit.record(session, actor, "workshop:people:erased", workshop_id, people=len(people))
    watch.forget(workshop_id)
    return len(people)


def _erase_texts(session: Session, seats: list[Seat]) -> None:
    practice.erase_texts(session, [work.object_id for work in watch.works_of(session, seats)])
