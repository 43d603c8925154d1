"""What somebody is writing about an agreement and has not said yet; only they see it.

A field is written in again and again: each time something was said, its next turn begins. What is saved late for an
earlier turn has been said already and is let go.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlmodel import Session, select

from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.tables import Note
from studio import clock, rights
from studio.changes import Conflict, SetField
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level

MAX_NOTE = 20_000


@dataclass(frozen=True)
class Kept:
    """A text in the making: which turn of its field it belongs to, and how often it was saved in it."""

    text: str = ""
    turn: int = 0
    revision: int = 0


@dataclass(frozen=True)
class Saved:
    revision: int
    conflicts: tuple[Conflict, ...] = ()


def save(actor: Actor, agreement_id: str, turn: int, changes: Sequence[SetField]) -> Saved:
    """Keep a text under the name of its field (the path of the changes).

    A change whose base is neither what was kept nor its own value comes back as a conflict: it was written elsewhere.
    """
    if not changes:
        raise Invalid("change_unusable", path="")
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        row = _row(session, actor, agreement_id, changes[0].path)
        if row.turn != turn:
            return Saved(row.revision)
        conflicts = [found for change in changes if (found := _change(row, change)) is not None]
        if not conflicts:
            session.add(row)
        return Saved(row.revision, tuple(conflicts))


def _row(session: Session, actor: Actor, agreement_id: str, place: str) -> Note:
    found = session.get(Note, (agreement_id, actor.person_id, place), with_for_update=True)
    return found or Note(agreement_id=agreement_id, person_id=actor.person_id, place=place, text="", turn=0, revision=0)


def _change(row: Note, change: SetField) -> Conflict | None:
    base, value = (without_control_characters(str(text or "")) for text in (change.base, change.value))
    if change.path != row.place:
        raise Invalid("change_unusable", path=change.path)
    if len(value) > MAX_NOTE:
        raise Invalid("agreement_text_too_long", maximum=MAX_NOTE)
    if row.revision and row.text not in (base, value):
        return Conflict(path=row.place, reason="changed", base=base, mine=value, theirs=row.text)
    row.text, row.revision, row.at = value, row.revision + 1, clock.now()
    return None


def kept(actor: Actor, agreement_id: str) -> dict[str, Kept]:
    """The actor's texts by place, with the turns of fields in which something was said before."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        rows = session.exec(
            select(Note).where(Note.agreement_id == agreement_id, Note.person_id == actor.person_id)
        ).all()
    return {row.place: Kept(row.text, row.turn, row.revision) for row in rows}


def forget(actor: Actor, agreement_id: str, places: Iterable[str]) -> None:
    """Drop texts that have been said, and begin the next turn of their fields."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        for place in places:
            row = _row(session, actor, agreement_id, place)
            row.text, row.turn, row.revision, row.at = "", row.turn + 1, 0, clock.now()
            session.add(row)
