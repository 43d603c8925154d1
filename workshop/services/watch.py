"""The live board: who is there and how far everybody is, at most as old as the last look."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session, col, select

from scenarios import service as practice
from scenarios.service import caseloads_together
from studio import clock, identity
from studio.database import reading
from studio.identity import Actor
from workshop.services import access
from workshop.services.lead import ActivityInfo, activity_info
from workshop.tables import Seat, Work

Stamp = tuple[int, tuple[tuple[str, int], ...]]


@dataclass(frozen=True)
class BoardRow:
    seat_id: str
    number: int
    name: str
    """Empty once the personal data are deleted."""
    joined_at: datetime
    progress: dict[str, practice.Progress] = field(default_factory=dict)
    """Activity id -> how far the seat's work in it is; activities not begun are missing."""


@dataclass(frozen=True)
class Board:
    revision: int
    activities: tuple[ActivityInfo, ...]
    rows: tuple[BoardRow, ...]


_newest: dict[str, tuple[Stamp, Board]] = {}
"""Workshop id -> the board last computed, shared by everybody who watches it."""


def board(actor: Actor, workshop_id: str) -> Board:
    """Every seat with its progress; recomputed only when the workshop or one of its runs has moved."""
    with reading() as session:
        workshop = access.led(session, actor, workshop_id)
        seats = access.seats(session, workshop_id)
        works = works_of(session, seats)
        objects = [work.object_id for work in works]
        heads = practice.heads(objects) | caseloads_together.heads(objects)
        stamp = (workshop.revision, tuple(sorted(heads.items())))
        known = _newest.get(workshop_id)
        if known is not None and known[0] == stamp:
            return known[1]
        made = _board(session, workshop_id, workshop.revision, seats, works)
        _newest[workshop_id] = (stamp, made)
        return made


def forget(workshop_id: str) -> None:
    """Drop what is kept in memory, where names may still stand."""
    _newest.pop(workshop_id, None)


def works_of(session: Session, seats: list[Seat]) -> list[Work]:
    return list(session.exec(select(Work).where(col(Work.seat_id).in_([seat.id for seat in seats]))))


def _board(session: Session, workshop_id: str, revision: int, seats: list[Seat], works: list[Work]) -> Board:
    names = identity.names(session, {seat.person_id for seat in seats if seat.person_id})
    objects = [work.object_id for work in works]
    progress = practice.progress(objects) | caseloads_together.progress(objects)
    rows = [
        BoardRow(
            seat_id=seat.id,
            number=seat.number,
            name=names.get(seat.person_id or "", ""),
            joined_at=clock.aware(seat.joined_at),
            progress={
                work.activity_id: progress[work.object_id]
                for work in works
                if work.seat_id == seat.id and work.object_id in progress
            },
        )
        for seat in seats
    ]
    activities = tuple(activity_info(activity) for activity in access.programme(session, workshop_id))
    return Board(revision=revision, activities=activities, rows=tuple(rows))
