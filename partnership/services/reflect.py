"""The yearly look back, written together: questions, wishes, decisions, summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from partnership.agreement import Agreement
from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.services import access, later
from partnership.tables import YearRow
from partnership.yearbook import Yearbook, question_ids
from studio import audit, clock, rights
from studio.changes import BadPath, Change, Conflict, SetField, find, merge
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid
from studio.identity import Actor
from studio.rights import Level
from studio.tables import VersionedDocument


@dataclass(frozen=True)
class Year:
    """What is written about a year as the actor meets it."""

    agreement: Agreement
    year: int
    book: Yearbook
    revision: int
    editable: bool


@dataclass(frozen=True)
class SavedYear:
    revision: int
    conflicts: list[Conflict]


def load(actor: Actor, agreement_id: str, year: int) -> Year:
    with reading() as session:
        agreement = _signed(session, actor, agreement_id, year)
        row = session.get(YearRow, (agreement_id, year))
        may = _may_write(session, actor, agreement_id)
    book = Yearbook.model_validate(row.body) if row else Yearbook()
    return Year(agreement, year, book, row.revision if row else 0, may)


def save(actor: Actor, agreement_id: str, year: int, changes: Sequence[Change]) -> SavedYear:
    """Merge texts as their authors saw them; conflicts are returned and nothing is overwritten."""
    with writing() as session:
        _signed(session, actor, agreement_id, year)
        if not _may_write(session, actor, agreement_id):
            raise Forbidden("level_insufficient")
        session.get(VersionedDocument, agreement_id, with_for_update=True)  # two first writers of a year queue up
        row = session.get(YearRow, (agreement_id, year))
        before = row.body if row else Yearbook().model_dump(mode="json")
        try:
            body, applied, conflicts = merge(before, [_clean(change, before) for change in changes])
        except BadPath as error:
            raise Invalid("change_unusable", path=str(error)) from error
        if not applied:
            return SavedYear(row.revision if row else 0, conflicts)
        _check(body)
        if row is None:
            row = YearRow(agreement_id=agreement_id, year=year, body=body, person_id=actor.person_id)
            session.add(row)
        row.body, row.revision, row.person_id, row.at = body, row.revision + 1, actor.person_id, clock.now()
        audit.record(session, actor, "agreement:year:written", agreement_id, year=year, revision=row.revision)
        return SavedYear(row.revision, conflicts)


def _signed(session: Session, actor: Actor, agreement_id: str, year: int) -> Agreement:
    agreement = later.signed_root(session, actor, agreement_id).text
    if not 1990 <= year <= 2200:
        raise Invalid("year_unusable")
    return agreement


def _may_write(session: Session, actor: Actor, agreement_id: str) -> bool:
    """Those who edit the agreement, and those who speak for a partner."""
    level = rights.level_on(session, actor, KIND, agreement_id) or Level.READER
    return level >= Level.EDITOR or bool(access.seats(session, actor, agreement_id))


def _clean(change: Change, body: dict[str, Any]) -> Change:
    """Texts only; an empty text and one that nobody has written yet look alike to a person."""
    if not isinstance(change, SetField) or not isinstance(change.value, str):
        raise Invalid("change_unusable", path=change.path)
    base = change.base
    if base in ("", None):
        try:
            base = "" if find(body, change.path) == "" else None
        except KeyError:
            base = None
    return change.model_copy(update={"base": base, "value": without_control_characters(change.value)})


def _check(body: dict[str, Any]) -> None:
    try:
        book = Yearbook.model_validate(body)
    except ValidationError as error:
        kind = error.errors()[0]["type"]
        raise (
            Invalid("agreement_text_too_long", maximum=20_000)
            if kind == "string_too_long"
            else Invalid("change_unusable", path=".".join(map(str, error.errors()[0]["loc"])))
        ) from error
    known = set(question_ids())
    if not {*book.answers, *book.wishes} <= known:
        raise Invalid("change_unusable", path="answers")
