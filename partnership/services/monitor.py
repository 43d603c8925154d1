"""Monitoring of a signed agreement: values, states, corrections, and what is to be reported now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, select

from partnership.agreement import Agreement
from partnership.items import without_control_characters
from partnership.monitoring import NEEDS_REASON, STATES, Due, Entry, due
from partnership.service import KIND
from partnership.services import access, later
from partnership.spreadsheet.cells import Unreadable, decimal_text
from partnership.tables import EntryRow
from studio import audit, clock, identity, ids, rights
from studio.database import reading, writing
from studio.errors import Conflicted, Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_NOTE = 2_000
MAX_SOURCE = 500


@dataclass(frozen=True)
class Overview:
    """`agreement` is what holds now; `mine` are the indicators and actions the actor may report on."""

    agreement: Agreement
    entries: tuple[Entry, ...]
    names: dict[str, str]
    due: tuple[Due, ...]
    mine: frozenset[str]


def overview(actor: Actor, agreement_id: str) -> Overview:
    with reading() as session:
        text = _followed(session, actor, agreement_id)
        found = later.entries(session, agreement_id)
        names = identity.names(session, {entry.person for entry in found})
        mine = _mine(session, actor, agreement_id, text)
    return Overview(text, tuple(found), names, tuple(due(text, found, clock.today())), frozenset(mine))


def report_value(
    actor: Actor, agreement_id: str, indicator: str, day: date | None, value: str, source: str, note: str, key: str
) -> str:
    """Add a value of an indicator as measured on a day; the same `key` again adds nothing. Returns the entry's id."""
    row = EntryRow(kind="indicator", item=indicator, value=_figure(value), **_said(day, source, note, key))
    return _add(actor, agreement_id, row)


def report_state(
    actor: Actor, agreement_id: str, action: str, day: date | None, state: str, note: str, key: str
) -> str:
    """Say where an action stands since a day; being late and being stopped need a reason."""
    row = EntryRow(kind="action", item=action, state=_state(state, note), **_said(day, "", note, key))
    return _add(actor, agreement_id, row)


def correct(
    actor: Actor,
    agreement_id: str,
    entry_id: str,
    *,
    day: date | None = None,
    value: str = "",
    state: str = "",
    source: str = "",
    note: str,
    key: str,
) -> str:
    """Let a new entry stand instead of an earlier one, with the reason; without value and state it is taken back."""
    if not note.strip():
        raise Invalid("correction_without_reason")
    with writing() as session:
        text = _followed(session, actor, agreement_id)
        before = _told(session, agreement_id, key)
        if before:
            return before
        wrong = session.get(EntryRow, entry_id, with_for_update=True)
        if wrong is None or wrong.agreement_id != agreement_id:
            raise NotFound("entry_unknown")
        if session.exec(select(EntryRow.id).where(EntryRow.corrects == entry_id)).first() is not None:
            raise Conflicted("entry_corrected")
        row = EntryRow(kind=wrong.kind, item=wrong.item, **_said(day or wrong.day, source, note, key))
        row.value = _figure(value) if value.strip() and wrong.kind == "indicator" else None
        row.state = _state(state, note) if state and wrong.kind == "action" else None
        row.corrects = entry_id
        return _keep(session, actor, agreement_id, text, row)


def _add(actor: Actor, agreement_id: str, row: EntryRow) -> str:
    with writing() as session:
        text = _followed(session, actor, agreement_id)
        before = _told(session, agreement_id, row.key)
        if before:
            return before
        known = text.indicators if row.kind == "indicator" else text.actions
        if all(item.id != row.item for item in known):
            raise NotFound("reported_unknown")
        return _keep(session, actor, agreement_id, text, row)


def _keep(session: Session, actor: Actor, agreement_id: str, text: Agreement, row: EntryRow) -> str:
    if row.item not in _mine(session, actor, agreement_id, text):
        raise Forbidden("report_not_yours")
    row.id, row.agreement_id, row.person_id = ids.new("ent"), agreement_id, actor.person_id
    session.add(row)
    session.flush()
    verb = "corrected" if row.corrects else "reported"
    audit.record(session, actor, f"agreement:{row.kind}:{verb}", agreement_id, entry=row.id, item=row.item)
    return row.id


def _followed(session: Session, actor: Actor, agreement_id: str) -> Agreement:
    """What holds now of an agreement that is signed."""
    root = later.signed_root(session, actor, agreement_id)
    return later.in_force(session, agreement_id, root.text)


def _mine(session: Session, actor: Actor, agreement_id: str, text: Agreement) -> set[str]:
    """Editors report on everything, who speaks for a partner on what this partner owns or is responsible for."""
    if (rights.level_on(session, actor, KIND, agreement_id) or Level.READER) >= Level.EDITOR:
        return {item.id for item in (*text.indicators, *text.actions)}
    voices = set(access.seats(session, actor, agreement_id))
    owned = {indicator.id for indicator in text.indicators if indicator.owner in voices}
    return owned | {action.id for action in text.actions if voices & {*action.accountable(), *action.responsible()}}


def _told(session: Session, agreement_id: str, key: str) -> str | None:
    return session.exec(select(EntryRow.id).where(EntryRow.agreement_id == agreement_id, EntryRow.key == key)).first()


def _said(day: date | None, source: str, note: str, key: str) -> dict[str, Any]:
    if day is None:
        raise Invalid("entry_without_day")
    if day > clock.today():
        raise Invalid("entry_day_ahead")
    source, note = (without_control_characters(each).strip() for each in (source, note))
    if len(source) > MAX_SOURCE or len(note) > MAX_NOTE:
        raise Invalid("agreement_text_too_long", maximum=MAX_NOTE if len(note) > MAX_NOTE else MAX_SOURCE)
    return {"day": day, "source": source, "note": note, "key": key}


def _figure(value: str) -> str:
    try:
        return decimal_text(value.strip(), None)
    except Unreadable as error:
        raise Invalid("figure_unreadable", found=value.strip()[:80]) from error


def _state(state: str, note: str) -> str:
    if state not in STATES:
        raise Invalid("state_unknown")
    if state in NEEDS_REASON and not note.strip():
        raise Invalid("state_without_reason")
    return state
