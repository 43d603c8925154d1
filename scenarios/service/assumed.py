"""Copies of the assumptions that trainers change, and the snapshot of one that a workshop or a run is pinned to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from scenarios.service import pins
from scenarios.tables import AssumptionsRow
from scenarios.weeks import evidence
from scenarios.weeks.believed import END, movable, moved
from scenarios.weeks.evidence import Evidence
from studio import audit, clock, ids
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, objects_of, require, require_level

KIND = "assumptions"
MAX_NAME = 80
MAX_PURPOSE = 500
MOST = 50
"""Copies one person can have."""


@dataclass(frozen=True)
class Own:
    """A copy: coefficient -> position in its interval, for those that were moved, and the evidence this gives."""

    id: str
    name: str
    purpose: str
    positions: dict[str, int]
    evidence: Evidence


def mine(actor: Actor) -> list[Own]:
    """The actor's copies, the oldest first; none for those who may not make any."""
    with reading() as session:
        return [_own(row) for row in _rows(session, actor)]


def make(actor: Actor, name: str, purpose: str, key: str) -> str:
    """A new copy of the studio's assumptions; the same key twice gives the same copy."""
    require(actor, "scenario.author")
    name, purpose = " ".join(name.split())[:MAX_NAME], purpose.strip()[:MAX_PURPOSE]
    if not name:
        raise Invalid("assumptions_unnamed")
    with writing() as session:
        before = session.exec(
            select(AssumptionsRow).where(AssumptionsRow.person_id == actor.person_id, AssumptionsRow.key == key)
        ).first()
        if before is not None:
            return before.id
        if len(_rows(session, actor)) >= MOST:
            raise Invalid("assumptions_too_many", limit=MOST)
        row = AssumptionsRow(
            id=ids.new("asm"), person_id=actor.person_id, key=key, name=name, purpose=purpose, positions={}
        )
        session.add(row)
        session.flush()
        grant(session, actor.person_id, KIND, row.id, Level.OWNER)
        audit.record(session, actor, "assumptions::made", row.id)
        return row.id


def move(actor: Actor, own_id: str, coefficient: str, position: int) -> None:
    """Put one coefficient at a position of its interval; 0 gives the studio's value back."""
    known = evidence.builtin().coefficients.get(coefficient)
    if known is None or not movable(known) or not -END <= position <= END:
        raise Invalid("assumption_unusable")
    with writing() as session:
        row = _row(session, actor, own_id)
        rest = {key: value for key, value in row.positions.items() if key != coefficient}
        positions = rest | ({coefficient: position} if position else {})
        if positions == row.positions:
            return
        row.positions, row.changed_at = positions, clock.now()
        audit.record(session, actor, "assumptions:coefficient:moved", own_id, coefficient=coefficient, to=position)


def remove(actor: Actor, own_id: str) -> None:
    """Put a copy away; runs and workshops that were pinned to it keep their snapshot."""
    with writing() as session:
        _row(session, actor, own_id).deleted_at = clock.now()
        audit.record(session, actor, "assumptions::removed", own_id)


def pinned(actor: Actor, own_id: str) -> str:
    """Keep the copy as it stands now and give its hash, for runs that begin with it."""
    with writing() as session:
        believed = _own(_row(session, actor, own_id)).evidence
        pins.keep(session, "evidence", believed)
        return believed.content_hash


def _rows(session: Session, actor: Actor) -> Sequence[AssumptionsRow]:
    return session.exec(
        select(AssumptionsRow)
        .where(col(AssumptionsRow.id).in_(objects_of(session, actor, KIND)), col(AssumptionsRow.deleted_at).is_(None))
        .order_by(col(AssumptionsRow.created_at))
    ).all()


def _row(session: Session, actor: Actor, own_id: str) -> AssumptionsRow:
    require_level(session, actor, KIND, own_id, Level.OWNER)
    row = session.get(AssumptionsRow, own_id, with_for_update=True)
    if row is None or row.deleted_at is not None:
        raise NotFound("assumptions_unknown")
    return row


def _own(row: AssumptionsRow) -> Own:
    return Own(row.id, row.name, row.purpose, dict(row.positions), moved(evidence.builtin(), row.positions))
