"""Taking part: what waits for me in a workshop, and beginning my work in an open activity."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from scenarios import service as practice
from scenarios.service import caseloads, holding
from studio import audit, identity, rights
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from workshop.programme import Kind, State
from workshop.services import access
from workshop.services.lead import ActivityInfo, activity_info
from workshop.tables import Activity, Seat, Work, Workshop


@dataclass(frozen=True)
class Task:
    """An activity as one participant sees it; `object_id` is the own run once it has begun, empty before."""

    activity: ActivityInfo
    object_id: str


@dataclass(frozen=True)
class Lobby:
    """A workshop as one participant sees it. Activities appear when they open."""

    workshop_id: str
    title: str
    zone: str
    led_by: tuple[str, ...]
    number: int
    closed: bool
    tasks: tuple[Task, ...]


@dataclass(frozen=True)
class FreeSeat:
    """A case somebody has begun and that waits for a second person; `seat` is the id of the free seat."""

    run_id: str
    number: int
    name: str
    seat: str


@dataclass(frozen=True)
class SeatInfo:
    workshop_id: str
    title: str
    closed: bool


def my_workshops(actor: Actor) -> list[SeatInfo]:
    """The workshops the actor takes part in, the newest first."""
    with reading() as session:
        rows = session.exec(
            select(Workshop)
            .join(Seat, col(Seat.workshop_id) == Workshop.id)
            .where(Seat.person_id == actor.person_id)
            .order_by(col(Seat.joined_at).desc())
        )
        return [SeatInfo(row.id, row.title, row.closed_at is not None) for row in rows]


def lobby(actor: Actor, workshop_id: str) -> Lobby:
    """What waits for the actor; cheap enough to be asked every other second by a whole room."""
    with reading() as session:
        seat = access.seated(session, actor, workshop_id)
        workshop = access.existing(session, workshop_id)
        begun = {work.activity_id: work.object_id for work in session.exec(select(Work).where(Work.seat_id == seat.id))}
        leaders = rights.people_on(session, access.KIND, workshop_id)
        names = identity.names(session, set(leaders))
        shown = [activity_info(activity) for activity in access.programme(session, workshop_id)]
        return Lobby(
            workshop_id=workshop_id,
            title=workshop.title,
            zone=workshop.zone,
            led_by=tuple(sorted(name for name in names.values() if name)),
            number=seat.number,
            closed=workshop.closed_at is not None,
            tasks=tuple(
                Task(activity, begun.get(activity.id, "")) for activity in shown if activity.state is not State.PREPARED
            ),
        )


def begin(actor: Actor, workshop_id: str, activity_id: str) -> str:
    """The actor's run in an activity, begun now if it has not been yet: once per seat, however often one clicks."""
    with reading() as session:
        seat = access.seated(session, actor, workshop_id)
        activity = access.activity_in(session, workshop_id, activity_id)
        if (work := session.get(Work, (seat.id, activity.id))) is not None:
            return work.object_id
        _require_open(activity_info(activity))
    object_id = _start(actor, workshop_id, activity_info(activity))
    with writing() as session:
        workshop = access.existing(session, workshop_id, lock=True)
        if (work := session.get(Work, (seat.id, activity_id))) is not None:
            return work.object_id
        session.add(Work(seat_id=seat.id, activity_id=activity_id, object_id=object_id))
        workshop.revision += 1
        audit.record(session, actor, "workshop:work:begun", workshop_id, activity=activity_id, object=object_id)
        return object_id


def waiting(actor: Actor, workshop_id: str, activity_id: str) -> list[FreeSeat]:
    """Cases of pairs in an activity where the second seat is free, in the order in which they began."""
    with reading() as session:
        access.seated(session, actor, workshop_id)
        access.activity_in(session, workshop_id, activity_id)
        seats = {seat.id: seat for seat in access.seats(session, workshop_id)}
        names = identity.names(session, {seat.person_id for seat in seats.values() if seat.person_id})
        works = session.exec(
            select(Work)
            .where(Work.activity_id == activity_id, col(Work.seat_id).in_(seats))
            .order_by(col(Work.started_at))
        ).all()
        free = practice.free_seats(session, [work.object_id for work in works])
        return [
            FreeSeat(work.object_id, seat.number, names.get(seat.person_id or "", ""), free[work.object_id])
            for work in works
            for seat in [seats[work.seat_id]]
            if work.object_id in free and seat.person_id != actor.person_id
        ]


def sit_down(actor: Actor, workshop_id: str, activity_id: str, run_id: str) -> str:
    """Take the free seat of a case in an open activity; the run. Once per seat in the workshop, first come."""
    with writing() as session:
        workshop = access.existing(session, workshop_id, lock=True)
        seat = access.seated(session, actor, workshop_id)
        activity = access.activity_in(session, workshop_id, activity_id)
        if (work := session.get(Work, (seat.id, activity.id))) is not None:
            return work.object_id
        _require_open(activity_info(activity))
        here = session.exec(select(Work).where(Work.activity_id == activity_id, Work.object_id == run_id)).first()
        if here is None:
            raise NotFound("run_unknown")
        practice.sit_down(session, actor, run_id)
        session.add(Work(seat_id=seat.id, activity_id=activity_id, object_id=run_id))
        workshop.revision += 1
        audit.record(session, actor, "workshop:work:shared", workshop_id, activity=activity_id, object=run_id)
        return run_id


def _require_open(activity: ActivityInfo) -> None:
    if activity.state is not State.OPEN:
        raise Invalid("activity_not_open")


def _held(session: Session, object_id: str) -> bool:
    """Whether the activity that a run belongs to is closed."""
    closed = select(Work.object_id).join(Activity, col(Activity.id) == Work.activity_id)
    return (
        session.exec(closed.where(Work.object_id == object_id, col(Activity.closed_at).is_not(None))).first()
        is not None
    )


holding.register(_held)


def _start(actor: Actor, workshop_id: str, activity: ActivityInfo) -> str:
    match activity.kind:
        case Kind.SCENARIO:
            return practice.start_run(
                actor,
                activity.parameters["scenario"],
                seed=activity.parameters["seed"],
                context=workshop_id,
                key=activity.id,
                pair=activity.parameters.get("pair", False),
                evidence=activity.parameters.get("evidence", ""),
            )
        case Kind.CASELOAD:
            return caseloads.start(
                actor,
                activity.parameters["exercise"],
                seed=activity.parameters["seed"],
                key=activity.id,
                evidence=activity.parameters.get("evidence", ""),
            )
