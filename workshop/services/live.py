"""The trainer in the cases of a workshop: let something happen, speak for the client, hand the client back.

Everything is a line of the participant's log, made by the trainer's seat, so that a replay needs nobody.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scenarios import service as practice
from scenarios.run import Deed, Inject, Reply, TakeOver
from scenarios.service import Loaded
from studio import identity, ids
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import level_on
from workshop.programme import Kind
from workshop.services import access
from workshop.tables import Activity, Seat, Work

MAX_REPLY = 2_000
TRUST = (-10, 0, 10)
"""How a reply may move trust: a little down, not at all, a little up."""


@dataclass(frozen=True)
class Table:
    """A case somebody works on; `people` are who sits at it, by number and name: one, or the two of a pair."""

    run_id: str
    activity_id: str
    people: tuple[tuple[int, str], ...]

    @property
    def number(self) -> int:
        return self.people[0][0]


@dataclass(frozen=True)
class Sent:
    """What became of an event: numbers of those it reached, and of those where it could not happen any more."""

    reached: tuple[int, ...]
    missed: tuple[int, ...]


def tables(actor: Actor, workshop_id: str) -> list[Table]:
    """Every case that others have begun, in the order of the seats."""
    with reading() as session:
        access.led(session, actor, workshop_id)
        return _tables(session, actor, workshop_id)


def look(actor: Actor, workshop_id: str, run_id: str) -> Loaded:
    """One case as its trainer sees it; the first look is noted."""
    with reading() as session:
        access.led(session, actor, workshop_id)
        known = {table.run_id for table in _tables(session, actor, workshop_id)}
        entered = run_id in known and level_on(session, actor, practice.KIND, run_id) is not None
    if not entered:
        _enter(actor, workshop_id, [run_id])
    return practice.load(actor, run_id)


def inject(actor: Actor, workshop_id: str, run_ids: Collection[str], event: str, key: str) -> Sent:
    """Let an event happen in these cases; `key` makes a second click harmless. Where it has happened it is left out."""
    reached, missed = [], []
    for table in _enter(actor, workshop_id, run_ids):
        try:
            practice.decide(actor, table.run_id, Inject(event=event), key=f"{key}/{table.run_id}")
        except Invalid:
            missed.append(table.number)
        else:
            reached.append(table.number)
    return Sent(tuple(reached), tuple(missed))


def take_over(actor: Actor, workshop_id: str, run_id: str, on: bool, key: str) -> None:
    """Speak for the client from the next sentence on, or hand the client back; the same again changes nothing."""
    _enter(actor, workshop_id, [run_id])
    if practice.load(actor, run_id).replay.case.taken_over != on:
        practice.decide(actor, run_id, TakeOver(on=on), key=key)


def reply(
    actor: Actor, workshop_id: str, run_id: str, text: str, *, tells: Collection[str] = (), trust: int = 0, key: str
) -> None:
    """Answer in the client's place; Invalid `reply_unusable` for an empty or long text, `nothing_to_answer`."""
    said = text.strip()
    if not 0 < len(said) <= MAX_REPLY or trust not in TRUST:
        raise Invalid("reply_unusable", maximum=MAX_REPLY)
    _enter(actor, workshop_id, [run_id])
    text_id = ids.new("txt")
    deed: Deed = Reply.model_validate({"text": {"text": text_id}, "tells": tuple(tells), "trust": trust})
    practice.decide(actor, run_id, deed, key=key, texts={text_id: said})


def _enter(actor: Actor, workshop_id: str, run_ids: Collection[str]) -> list[Table]:
    """The cases of this workshop among these, with the right to act in them; NotFound for any other."""
    with writing() as session:
        access.led_open(session, actor, workshop_id)
        known = {table.run_id: table for table in _tables(session, actor, workshop_id)}
        if unknown := set(run_ids) - known.keys():
            raise NotFound("run_unknown", run=sorted(unknown)[0])
        for run_id in run_ids:
            if level_on(session, actor, practice.KIND, run_id) is None:
                practice.let_lead(session, actor, run_id, actor.person_id)
        return [known[run_id] for run_id in run_ids]


def _tables(session: Session, actor: Actor, workshop_id: str) -> list[Table]:
    """The cases of a workshop but those the actor plays, because nobody speaks for their own client."""
    seats = {seat.id: seat for seat in access.seats(session, workshop_id)}
    names = identity.names(session, {seat.person_id for seat in seats.values() if seat.person_id})
    works = session.exec(
        select(Work)
        .join(Activity, col(Activity.id) == Work.activity_id)
        .where(col(Work.seat_id).in_(seats), Activity.kind == Kind.SCENARIO)
        .order_by(col(Work.started_at))
    ).all()
    sitting: dict[tuple[str, str], list[Seat]] = {}
    for work in works:
        sitting.setdefault((work.object_id, work.activity_id), []).append(seats[work.seat_id])
    found = [
        Table(run_id, activity_id, tuple((seat.number, names.get(seat.person_id or "", "")) for seat in people))
        for (run_id, activity_id), people in sitting.items()
        if actor.person_id not in {seat.person_id for seat in people}
    ]
    return sorted(found, key=lambda table: table.number)
