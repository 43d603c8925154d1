"""YAML that an author is typing: kept while it is typed, taken over when it is right, never lost when it is wrong.

A place is an entry (`facts/loans`), the whole structure (`structure`) or the texts of a language (`texts/en`). What was
there when typing began is kept beside it, so that another author's changes of the same fields are met as conflicts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from scenarios.authoring import by_hand, sketch, transfer
from scenarios.service import authoring
from scenarios.service.authoring import KIND, Draft
from scenarios.tables import PendingRow
from studio import clock, ids, versioned
from studio.changes import Change, Conflict, SetField
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level, require_level

MAX_PLACES = 40


@dataclass(frozen=True)
class Typed:
    """What is typed at a place; `revision` counts its saves."""

    text: str
    revision: int


def typed(actor: Actor, draft_id: str) -> dict[str, Typed]:
    """What the actor is typing into this draft, by place."""
    with reading() as session:
        require_level(session, actor, KIND, draft_id, Level.READER)
        row = session.get(PendingRow, (draft_id, actor.person_id))
        body = row.body if row else {}
        return {place: Typed(entry["text"], row.revision if row else 0) for place, entry in body.items()}


def begin(actor: Actor, draft_id: str, place: str, locale: str) -> None:
    """Start typing at a place, from what stands there now; what is being typed there already stays."""
    draft = authoring.load(actor, draft_id)
    text = by_hand.text_of(draft.body, place, locale)
    with writing() as session:
        row = _row(session, actor, draft_id)
        if place not in row.body:
            if len(row.body) >= MAX_PLACES:
                raise Invalid("scenario_too_many_open")
            entry = {"text": text, "base": text, "locale": locale, "revision": draft.revision}
            _keep(session, row, {**row.body, place: entry})


def keep(actor: Actor, draft_id: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Save what is being typed: `{"revision", "conflicts"}` as the writing component expects it."""
    with writing() as session:
        row = _row(session, actor, draft_id)
        conflicts: list[Conflict] = []
        for change in changes:
            if not isinstance(change, SetField) or not isinstance(change.value, str) or change.path not in row.body:
                raise Invalid("change_unusable", path=change.path)
            if len(change.value) > transfer.MAX_FILE_BYTES:
                raise Invalid("scenario_too_large", limit=1.5)
            entry = row.body[change.path]
            if entry["text"] not in (change.base, change.value):
                conflicts.append(
                    Conflict(
                        path=change.path, reason="changed", base=change.base, mine=change.value, theirs=entry["text"]
                    )
                )
            else:
                _keep(session, row, {**row.body, change.path: {**entry, "text": change.value}})
        return {"revision": row.revision, "conflicts": [one.model_dump(mode="json") for one in conflicts]}


def take_over(actor: Actor, draft_id: str, place: str) -> list[Conflict]:
    """Make the draft what is typed at a place. Invalid says where it is wrong; then everything stays as it is."""
    draft = authoring.load(actor, draft_id)
    with writing() as session:
        row = _row(session, actor, draft_id)
        entry = row.body.get(place)
        if entry is None:
            return []
        if place == "structure" or place.startswith("texts/"):
            _replace(session, actor, draft, place, entry)
            conflicts: list[Conflict] = []
        else:
            changes = by_hand.changes(draft.body, place, entry["base"], entry["text"], entry["locale"])
            conflicts = versioned.save(
                session,
                actor,
                KIND,
                draft_id,
                changes,
                key=ids.new("key"),
                check=authoring.check_body,
                title=authoring.title_of,
            ).conflicts
        _keep(session, row, {name: kept for name, kept in row.body.items() if name != place})
        return conflicts


def _replace(session: Session, actor: Actor, draft: Draft, place: str, entry: Mapping[str, Any]) -> None:
    now = versioned.load(session, actor, KIND, draft.id, Level.EDITOR)
    if now.revision != entry["revision"]:
        raise Invalid("scenario_moved_on")
    body = by_hand.whole(now.body, place, entry["text"])
    if draft.played and (gone := by_hand.lost_ids(now.body, body)):
        raise Invalid("scenario_ids_played", ids=gone)
    versioned.replace(
        session,
        actor,
        KIND,
        draft.id,
        body,
        title=authoring.title_of(body),
        schema_number=sketch.SCHEMA_NUMBER,
    )


def discard(actor: Actor, draft_id: str, place: str) -> None:
    """Stop typing at a place; the draft stays as it is."""
    with writing() as session:
        row = _row(session, actor, draft_id)
        _keep(session, row, {name: kept for name, kept in row.body.items() if name != place})


def _row(session: Session, actor: Actor, draft_id: str) -> PendingRow:
    require_level(session, actor, KIND, draft_id, Level.EDITOR)
    row = session.get(PendingRow, (draft_id, actor.person_id), with_for_update=True)
    return row or PendingRow(draft_id=draft_id, person_id=actor.person_id, body={})


def _keep(session: Session, row: PendingRow, body: dict[str, Any]) -> None:
    row.body, row.revision, row.changed_at = body, row.revision + 1, clock.now()
    session.add(row)
    session.flush()
