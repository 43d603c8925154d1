"""History of an agreement: sittings, named versions, differences, restoring, what is new to somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from partnership.agreement import SCHEMA_NUMBER
from partnership.differences import Difference, differences
from partnership.service import KIND, MAX_TITLE
from partnership.services import access
from partnership.sittings import Sitting, Step, sittings
from partnership.tables import Look, NamedVersion
from partnership.transfer import to_body
from studio import audit, clock, identity, ids, rights, versioned
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_NAME = 80


@dataclass(frozen=True)
class Named:
    id: str
    revision: int
    name: str
    by: str
    at: datetime


@dataclass(frozen=True)
class History:
    """`names` are of the people in it; `seen` is the revision the actor has looked at."""

    revision: int
    sittings: list[Sitting]
    names: dict[str, str]
    named: list[Named]
    seen: int
    level: Level


@dataclass(frozen=True)
class Comparison:
    """Two states of the agreement and how they differ."""

    before: dict[str, Any]
    after: dict[str, Any]
    differences: list[Difference]


def history(actor: Actor, agreement_id: str) -> History:
    with reading() as session:
        _, revision = access.current(session, actor, agreement_id)
        steps = [Step(*each) for each in versioned.steps(session, actor, KIND, agreement_id)]
        rows = session.exec(
            select(NamedVersion).where(NamedVersion.agreement_id == agreement_id).order_by(NamedVersion.revision.desc())  # type: ignore[attr-defined]
        ).all()
        names = identity.names(session, {step.person_id for step in steps} | {row.person_id for row in rows})
        return History(
            revision,
            sittings(steps),
            names,
            [Named(row.id, row.revision, row.name, names.get(row.person_id, ""), clock.aware(row.at)) for row in rows],
            _seen(session, actor, agreement_id, steps),
            rights.level_on(session, actor, KIND, agreement_id) or Level.READER,
        )


def _seen(session: Session, actor: Actor, agreement_id: str, steps: list[Step]) -> int:
    """What somebody wrote was seen by them as well."""
    look = session.get(Look, (agreement_id, actor.person_id))
    own = max((step.number for step in steps if step.person_id == actor.person_id), default=0)
    return max(own, look.revision if look else 0)


def compare(actor: Actor, agreement_id: str, before: int, after: int) -> Comparison:
    """Two revisions, whichever is older first."""
    with reading() as session:
        old, new = (access.body_at(session, actor, agreement_id, number) for number in (before, after))
    return Comparison(old, new, differences(old, new))


def saw(actor: Actor, agreement_id: str, revision: int) -> None:
    """Note that the actor has seen the text up to a revision; earlier looks are not forgotten."""
    with writing() as session:
        _, now = access.current(session, actor, agreement_id)
        if not 1 <= revision <= now:
            raise NotFound("revision_unknown", number=revision)
        row = session.get(Look, (agreement_id, actor.person_id))
        if row is None:
            session.add(Look(agreement_id=agreement_id, person_id=actor.person_id, revision=revision))
        elif row.revision < revision:
            row.revision, row.at = revision, clock.now()


def name(actor: Actor, agreement_id: str, revision: int, name: str) -> None:
    """Give a revision a name to find it again; a name stands for one revision."""
    with writing() as session:
        keep_name(session, actor, agreement_id, revision, name)


def keep_name(session: Session, actor: Actor, agreement_id: str, revision: int, name: str) -> None:
    """Name a revision in a transaction that is open already."""
    name = identity.clean_name(name)[:MAX_NAME]
    rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
    body, _ = versioned.body_at(session, actor, KIND, agreement_id, revision)
    held = session.exec(
        select(NamedVersion).where(NamedVersion.agreement_id == agreement_id, NamedVersion.name == name)
    ).first()
    if held is not None:
        if held.revision == revision:
            return
        raise Invalid("version_name_taken", name=name, revision=held.revision)
    versioned.pin(session, agreement_id, revision, body)
    session.add(
        NamedVersion(
            id=ids.new("ver"), agreement_id=agreement_id, revision=revision, name=name, person_id=actor.person_id
        )
    )
    audit.record(session, actor, "agreement:version:named", agreement_id, revision=revision)


def restore(actor: Actor, agreement_id: str, revision: int) -> int:
    """Let an earlier text stand again, as a new revision; returns its number. Nothing in between is lost.

    The state of the text (draft, circulated …) stays as it is now.
    """
    with writing() as session:
        agreement, now = access.current(session, actor, agreement_id, Level.EDITOR)
        access.unsigned(agreement)
        body = access.body_at(session, actor, agreement_id, revision) | {"status": agreement.status}
        if body == to_body(agreement):
            return now
        stored = versioned.replace(
            session,
            actor,
            KIND,
            agreement_id,
            body,
            title=str(body["title"])[:MAX_TITLE],
            schema_number=SCHEMA_NUMBER,
        )
        audit.record(session, actor, "agreement:version:restored", agreement_id, revision=revision)
        return stored.revision
