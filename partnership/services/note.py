"""What somebody is writing about an agreement and has not said yet; only they see it."""

from __future__ import annotations

from collections.abc import Iterable

from sqlmodel import select

from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.tables import Note
from studio import clock, rights
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level

MAX_NOTE = 20_000
MAX_PLACE = 500


def keep(actor: Actor, agreement_id: str, place: str, text: str) -> None:
    """Keep a text under the name of its field; an empty one is forgotten."""
    text = without_control_characters(text)
    if len(text) > MAX_NOTE or not 0 < len(place) <= MAX_PLACE:
        raise Invalid("agreement_text_too_long", maximum=MAX_NOTE)
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        row = session.get(Note, (agreement_id, actor.person_id, place))
        if not text:
            if row is not None:
                session.delete(row)
        elif row is None:
            session.add(Note(agreement_id=agreement_id, person_id=actor.person_id, place=place, text=text))
        else:
            row.text, row.at = text, clock.now()


def kept(actor: Actor, agreement_id: str) -> dict[str, str]:
    """The actor's texts by place."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        rows = session.exec(
            select(Note).where(Note.agreement_id == agreement_id, Note.person_id == actor.person_id)
        ).all()
    return {row.place: row.text for row in rows}


def forget(actor: Actor, agreement_id: str, places: Iterable[str]) -> None:
    """Drop texts that have been said."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        for place in places:
            row = session.get(Note, (agreement_id, actor.person_id, place))
            if row is not None:
                session.delete(row)
