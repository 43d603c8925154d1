"""Offer a scenario of one's own to everybody of this studio, take it back, and play what is offered.

An edition is a snapshot: whoever plays it, in a workshop above all, meets the same client whatever its author changes
meanwhile. `scn_…` names a draft (its authors try it), `edt_…` an edition; other ids belong to the library.
"""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import col, select

from scenarios.service import authoring, pins
from scenarios.service.authoring import KIND, Edition, edition_of
from scenarios.tables import EditionRow
from studio import audit, clock, ids, rights
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level


def offer(actor: Actor, draft_id: str) -> str:
    """Offer the draft as it stands now; the edition offered before makes room for it. Returns the edition's id."""
    draft = authoring.load(actor, draft_id)
    if not draft.checked.offerable or draft.checked.package is None:
        raise Invalid("scenario_unfinished", count=draft.errors)
    package = draft.checked.package
    with writing() as session:
        rights.require_level(session, actor, KIND, draft_id, Level.OWNER)
        rows = list(session.exec(select(EditionRow).where(EditionRow.draft_id == draft_id)))
        for row in rows:
            if row.withdrawn_at is None:
                if row.package == package.content_hash:
                    return row.id
                row.withdrawn_at = clock.now()
        pins.keep(session, "package", package)
        made = EditionRow(
            id=ids.new(authoring.EDITION),
            draft_id=draft_id,
            number=1 + max((row.number for row in rows), default=0),
            revision=draft.revision,
            person_id=actor.person_id,
            package=package.content_hash,
        )
        session.add(made)
        audit.record(session, actor, "scenario_draft:edition:offered", draft_id, edition=made.id)
        return made.id


def take_back(actor: Actor, draft_id: str) -> None:
    """Out of the gallery; runs go on, and workshops that chose it keep it."""
    with writing() as session:
        rights.require_level(session, actor, KIND, draft_id, Level.OWNER)
        if row := authoring.offered_row(session, draft_id):
            row.withdrawn_at = clock.now()
            audit.record(session, actor, "scenario_draft:edition:withdrawn", draft_id, edition=row.id)


def offered() -> list[Edition]:
    """What the people of this studio offer to everybody, the newest first."""
    with reading() as session:
        rows = session.exec(
            select(EditionRow).where(col(EditionRow.withdrawn_at).is_(None)).order_by(col(EditionRow.offered_at).desc())
        )
        return [edition_of(session, row) for row in rows]


def known(edition_ids: Collection[str]) -> list[Edition]:
    """These editions, taken back or not."""
    with reading() as session:
        rows = session.exec(select(EditionRow).where(col(EditionRow.id).in_(edition_ids)))
        return [edition_of(session, row) for row in rows]
