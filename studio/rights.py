"""What a role may do, and what a person may do with one object."""

from __future__ import annotations

from enum import IntEnum

from sqlmodel import Session, select

from studio.errors import Forbidden, NotFound
from studio.identity import Actor, Role
from studio.tables import Grant

_STAFF = frozenset({Role.OWNER, Role.TRAINER, Role.MANAGER})
_ACCOUNTS = _STAFF | {Role.TRAINEE}
_PLAYERS = _ACCOUNTS | {Role.PARTICIPANT}
_EVERYONE = _PLAYERS | {Role.PARTNER}

RIGHTS: dict[str, frozenset[Role]] = {
    "agreement.create": _STAFF,
    "agreement.take_part": _ACCOUNTS | {Role.PARTNER},
    "assessment.create": _STAFF,
    "assessment.rate": _EVERYONE,
    "form.create": _ACCOUNTS,
    "toolkit.read": _EVERYONE,
    "practice.play": _PLAYERS,
    "scenario.author": _STAFF,
    "workshop.create": frozenset({Role.OWNER, Role.TRAINER}),
    "workshop.take_part": _PLAYERS,
    "people.manage": frozenset({Role.OWNER}),
    "studio.administer": frozenset({Role.OWNER}),
}


class Level(IntEnum):
    READER = 1
    EDITOR = 2
    OWNER = 3


def allowed(actor: Actor, right: str) -> bool:
    return actor.role in RIGHTS[right]


def require(actor: Actor, right: str) -> None:
    if not allowed(actor, right):
        raise Forbidden("role_insufficient", right=right)


def grant(session: Session, person_id: str, kind: str, object_id: str, level: Level) -> None:
    row = session.get(Grant, (person_id, kind, object_id))
    if row is None:
        session.add(Grant(person_id=person_id, kind=kind, object_id=object_id, level=level))
    else:
        row.level = level


def withdraw(session: Session, person_id: str, kind: str, object_id: str) -> None:
    row = session.get(Grant, (person_id, kind, object_id))
    if row is not None:
        session.delete(row)


def level_on(session: Session, actor: Actor, kind: str, object_id: str) -> Level | None:
    key = (actor.person_id, kind, object_id)
    row = session.info[key] = session.get(Grant, key)  # held, so that a session asks the database once
    return Level(row.level) if row else None


def require_level(session: Session, actor: Actor, kind: str, object_id: str, level: Level) -> None:
    """NotFound for strangers (they learn nothing), Forbidden for those who may see it but not do this."""
    held = level_on(session, actor, kind, object_id)
    if held is None:
        raise NotFound(f"{kind}_unknown")
    if held < level:
        raise Forbidden("level_insufficient", needed=int(level))


def levels_of(session: Session, actor: Actor, kind: str) -> dict[str, Level]:
    """Ids of the objects of a kind that the actor may see, with the level on each."""
    held = select(Grant.object_id, Grant.level).where(Grant.person_id == actor.person_id, Grant.kind == kind)
    return {object_id: Level(level) for object_id, level in session.exec(held)}


def objects_of(session: Session, actor: Actor, kind: str) -> list[str]:
    """Ids of the objects of a kind that the actor may see."""
    return list(levels_of(session, actor, kind))


def people_on(session: Session, kind: str, object_id: str) -> dict[str, Level]:
    """Person ids with their level on an object."""
    rows = session.exec(select(Grant).where(Grant.kind == kind, Grant.object_id == object_id))
    return {row.person_id: Level(row.level) for row in rows}
