"""Texts in the making: saved while they are typed, emptied when they are filed in the log."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, select

from scenarios.run import MAX_TEXT
from scenarios.tables import DraftRow
from studio import clock
from studio.changes import BadPath, Change, SetField, merge
from studio.database import writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import Level, require_level

KIND = "run"
"""What grants on runs are called."""
PLACES = (
    *(f"note_{part}" for part in ("background", "reason", "observations", "content", "results", "impressions", "plan")),
    "note_client",
    "note_case_manager",
    "summary",
    "lessons",
    "follow_up",
    "say",
    "guide",
)
"""Where people type during a run; `guide` keeps whether hints are hidden."""
PLANNED = re.compile(r"(aim|activity)_[a-z0-9_]{1,48}")
"""Where an aim or activity is written or changed, by its id."""


@dataclass(frozen=True)
class Draft:
    revision: int
    body: Mapping[str, str]

    def text(self, place: str) -> str:
        return self.body.get(place, "")


def of(session: Session, actor: Actor, run_id: str) -> Draft:
    """What the actor is typing into this run."""
    row = session.get(DraftRow, (run_id, actor.person_id))
    return Draft(row.revision, _whole(row.body)) if row else Draft(0, _whole({}))


def _whole(body: Mapping[str, Any]) -> dict[str, str]:
    own = [place for place in body if PLANNED.fullmatch(place)]
    return {place: str(body.get(place, "")) for place in (*PLACES, *own)}


def _named(changes: Sequence[Change]) -> dict[str, str]:
    """Places that hold nothing yet."""
    return {change.path: "" for change in changes}


def fit(text: str) -> None:
    """Refuse a text that is too long to be kept."""
    if len(text) > MAX_TEXT:
        raise Invalid("text_too_long", maximum=MAX_TEXT)


def save_draft(actor: Actor, run_id: str, changes: Sequence[Change]) -> dict[str, Any]:
    """Save what is being typed: `{"revision", "conflicts"}` as the writing component expects it."""
    for change in changes:
        known = change.path in PLACES or PLANNED.fullmatch(change.path)
        if not isinstance(change, SetField) or not known or not isinstance(change.value, str):
            raise Invalid("change_unusable", path=change.path)
        fit(change.value)
    with writing() as session:
        require_level(session, actor, KIND, run_id, Level.EDITOR)
        row = session.get(DraftRow, (run_id, actor.person_id), with_for_update=True)
        if row is None:
            row = DraftRow(run_id=run_id, person_id=actor.person_id, body={})
        try:
            body, applied, conflicts = merge({**_named(changes), **_whole(row.body)}, list(changes))
        except BadPath as error:
            raise Invalid("change_unusable", path=str(error)) from error
        if applied:
            row.body, row.revision, row.changed_at = body, row.revision + 1, clock.now()
            session.add(row)
        return {"revision": row.revision, "conflicts": [one.model_dump(mode="json") for one in conflicts]}


def empty(session: Session, actor: Actor, run_id: str, places: Collection[str]) -> None:
    """Empty the drafts at these places, because they are filed now."""
    row = session.get(DraftRow, (run_id, actor.person_id), with_for_update=True)
    if row is not None and places:
        row.body = {place: text for place, text in row.body.items() if place not in places}
        row.revision, row.changed_at = row.revision + 1, clock.now()


def erase(session: Session, run_ids: Collection[str]) -> None:
    for row in session.exec(select(DraftRow).where(DraftRow.run_id.in_(run_ids))):  # type: ignore[attr-defined]
        row.body, row.revision = {}, row.revision + 1
