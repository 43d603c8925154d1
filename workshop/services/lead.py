"""Leading a workshop: create it, give it a code, open and close activities, close it."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, func, select

from scenarios import service as practice
from scenarios.caseload.package import library as caseload_library
from scenarios.service import assumed
from studio import audit, clock, ids
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE
from studio.rights import Level, grant, objects_of, require
from workshop import cases, programme
from workshop.programme import Kind, State
from workshop.services import access
from workshop.services.access import KIND
from workshop.tables import Activity, JoinCode, Seat, Workshop


@dataclass(frozen=True)
class ActivityInfo:
    id: str
    kind: Kind
    parameters: dict[str, Any]
    state: State
    opened_at: datetime | None
    closed_at: datetime | None


@dataclass(frozen=True)
class WorkshopInfo:
    id: str
    title: str
    zone: str
    code: str
    """Empty once the workshop is closed."""
    seats: int
    revision: int
    created_at: datetime
    closed_at: datetime | None
    erased_at: datetime | None
    activities: tuple[ActivityInfo, ...] = ()


def create(actor: Actor, title: str, zone: str, key: str) -> str:
    """Open a workshop with a first join code; the same key twice gives the same workshop."""
    require(actor, "workshop.create")
    title, zone = programme.clean_title(title), programme.clean_zone(zone)
    with writing() as session:
        before = session.exec(select(Workshop).where(Workshop.key == key)).first()
        if before is not None:
            return access.led(session, actor, before.id).id
        workshop = Workshop(id=ids.new("wsp"), title=title, zone=zone, key=key)
        session.add(workshop)
        session.flush()
        _add_code(session, workshop)
        grant(session, actor.person_id, KIND, workshop.id, Level.OWNER)
        audit.record(session, actor, "workshop::created", workshop.id)
        return workshop.id


def workshops(actor: Actor) -> list[WorkshopInfo]:
    """The workshops the actor leads, the newest first."""
    with reading() as session:
        found = objects_of(session, actor, KIND)
        rows = session.exec(
            select(Workshop).where(col(Workshop.id).in_(found)).order_by(col(Workshop.created_at).desc())
        ).all()
        listed = [row.id for row in rows]
        codes, seats = _codes(session, listed), _seats(session, listed)
        return [_info(row, codes.get(row.id, ""), seats.get(row.id, 0)) for row in rows]


def load(actor: Actor, workshop_id: str) -> WorkshopInfo:
    """A workshop with its programme, for those who lead it."""
    with reading() as session:
        workshop = access.led(session, actor, workshop_id)
        code, seats = _codes(session, [workshop_id]).get(workshop_id, ""), _seats(session, [workshop_id])
        return _info(workshop, code, seats.get(workshop_id, 0), access.programme(session, workshop_id))


def new_code(actor: Actor, workshop_id: str) -> str:
    """Replace the join code: who has the old one cannot join any more, who is in stays in."""
    with writing() as session:
        workshop = access.led_open(session, actor, workshop_id)
        _end_codes(session, workshop)
        code = _add_code(session, workshop)
        workshop.revision += 1
        audit.record(session, actor, "workshop:code:renewed", workshop.id)
        return code


def add_scenario(
    actor: Actor, workshop_id: str, scenario_id: str, key: str, *, pair: bool = False, assumptions: str = ""
) -> str:
    """Add a scenario to the end of the programme, with luck that is the same for all who play it, alone or in pairs.

    `assumptions` is a copy of the actor's; it is kept as it stands now, whatever becomes of it later.
    """
    if not cases.can_be_added(scenario_id, SOURCE_LOCALE):
        raise Invalid("activity_unusable")
    if pair and (found := cases.found(scenario_id, SOURCE_LOCALE)) is not None and found.seats < 2:
        raise Invalid("no_second_seat")
    evidence = assumed.pinned(actor, assumptions) if assumptions else ""
    given = programme.parameters(
        Kind.SCENARIO,
        {"scenario": scenario_id, "seed": secrets.randbelow(2**31), "pair": pair, "evidence": evidence},
    )
    return _add_activity(actor, workshop_id, Kind.SCENARIO, given, key)


def add_caseload(actor: Actor, workshop_id: str, exercise_id: str, key: str, *, assumptions: str = "") -> str:
    """Add a caseload of the library, with luck that is the same for all; `assumptions` as for a scenario."""
    if exercise_id not in caseload_library():
        raise Invalid("activity_unusable")
    evidence = assumed.pinned(actor, assumptions) if assumptions else ""
    given = programme.parameters(
        Kind.CASELOAD, {"exercise": exercise_id, "seed": secrets.randbelow(2**31), "evidence": evidence}
    )
    return _add_activity(actor, workshop_id, Kind.CASELOAD, given, key)


def add_client(actor: Actor, workshop_id: str, typed: str, key: str) -> str:
    """Add the invented client of a code, as somebody types it."""
    return add_scenario(actor, workshop_id, practice.client_id(typed), key)


def _add_activity(actor: Actor, workshop_id: str, kind: Kind, parameters: dict[str, Any], key: str) -> str:
    with writing() as session:
        workshop = access.led_open(session, actor, workshop_id)
        present = access.programme(session, workshop.id)
        for activity in present:
            if activity.key == key:
                return activity.id
        if len(present) >= programme.MAX_ACTIVITIES:
            raise Invalid("activities_too_many", limit=programme.MAX_ACTIVITIES)
        position = 1 + max((activity.position for activity in present), default=0)
        added = Activity(
            id=ids.new("act"), workshop_id=workshop.id, key=key, position=position, kind=kind, parameters=parameters
        )
        session.add(added)
        workshop.revision += 1
        audit.record(session, actor, "workshop:activity:added", workshop.id, activity=added.id, kind=str(kind))
        return added.id


def open_activity(actor: Actor, workshop_id: str, activity_id: str) -> None:
    """Let participants begin; an activity that was closed opens again."""
    with writing() as session:
        workshop = access.led_open(session, actor, workshop_id)
        activity = access.activity_in(session, workshop.id, activity_id)
        if programme.state(activity.opened_at, activity.closed_at) is State.OPEN:
            return
        activity.opened_at, activity.closed_at = activity.opened_at or clock.now(), None
        workshop.revision += 1
        audit.record(session, actor, "workshop:activity:opened", workshop.id, activity=activity.id)


def close_activity(actor: Actor, workshop_id: str, activity_id: str) -> None:
    """Let nobody begin or decide any more; what people have begun they can end and look at."""
    with writing() as session:
        workshop = access.led_open(session, actor, workshop_id)
        activity = access.activity_in(session, workshop.id, activity_id)
        if programme.state(activity.opened_at, activity.closed_at) is not State.OPEN:
            return
        activity.closed_at = clock.now()
        workshop.revision += 1
        audit.record(session, actor, "workshop:activity:closed", workshop.id, activity=activity.id)


def close(actor: Actor, workshop_id: str) -> None:
    """End the workshop: its codes and its open activities end with it."""
    with writing() as session:
        workshop = access.led(session, actor, workshop_id, lock=True)
        if workshop.closed_at is not None:
            return
        workshop.closed_at = clock.now()
        _end_codes(session, workshop)
        for activity in access.programme(session, workshop.id):
            if programme.state(activity.opened_at, activity.closed_at) is State.OPEN:
                activity.closed_at = workshop.closed_at
        workshop.revision += 1
        audit.record(session, actor, "workshop::closed", workshop.id)


def _add_code(session: Session, workshop: Workshop) -> str:
    code = ids.join_code()
    while session.get(JoinCode, code) is not None:
        code = ids.join_code()
    session.add(JoinCode(code=code, workshop_id=workshop.id))
    return code


def _end_codes(session: Session, workshop: Workshop) -> None:
    valid = select(JoinCode).where(JoinCode.workshop_id == workshop.id, col(JoinCode.ended_at).is_(None))
    for row in session.exec(valid):
        row.ended_at = clock.now()


def _codes(session: Session, workshop_ids: Sequence[str]) -> dict[str, str]:
    """The valid join code of each workshop that has one."""
    valid = select(JoinCode.workshop_id, JoinCode.code).where(
        col(JoinCode.workshop_id).in_(workshop_ids), col(JoinCode.ended_at).is_(None)
    )
    return dict(session.exec(valid).all())


def _seats(session: Session, workshop_ids: Sequence[str]) -> dict[str, int]:
    """How many are in each workshop that has anybody."""
    present = select(Seat.workshop_id, func.count()).where(
        col(Seat.workshop_id).in_(workshop_ids), col(Seat.left_at).is_(None)
    )
    return dict(session.exec(present.group_by(col(Seat.workshop_id))).all())


def _info(workshop: Workshop, code: str, seats: int, activities: Sequence[Activity] = ()) -> WorkshopInfo:
    return WorkshopInfo(
        id=workshop.id,
        title=workshop.title,
        zone=workshop.zone,
        code=code,
        seats=seats,
        revision=workshop.revision,
        created_at=clock.aware(workshop.created_at),
        closed_at=_aware(workshop.closed_at),
        erased_at=_aware(workshop.erased_at),
        activities=tuple(activity_info(activity) for activity in activities),
    )


def activity_info(activity: Activity) -> ActivityInfo:
    return ActivityInfo(
        id=activity.id,
        kind=Kind(activity.kind),
        parameters=activity.parameters,
        state=programme.state(activity.opened_at, activity.closed_at),
        opened_at=_aware(activity.opened_at),
        closed_at=_aware(activity.closed_at),
    )


def _aware(instant: datetime | None) -> datetime | None:
    return instant if instant is None else clock.aware(instant)
