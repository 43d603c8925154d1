"""What can be done with caseloads: begin, decide, look, debrief, put away. One call is one transaction."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, select

from scenarios.caseload import package as library
from scenarios.caseload import rules
from scenarios.caseload.deeds import DEED, MAX_ENTRIES, MAX_TEXT, Deed, Entry, Pins
from scenarios.caseload.drawn import drawn, drawn_words
from scenarios.caseload.outcome import Outcome, outcome
from scenarios.caseload.package import Package
from scenarios.caseload.replay import Caseload, Inputs, engine_hash
from scenarios.caseload.rules import Rules
from scenarios.client import TERRITORIES, Frozen
from scenarios.service import holding
from scenarios.service.pins import kept_evidence
from scenarios.tables import (
    CaseloadDraftRow,
    CaseloadLogRow,
    CaseloadResultRow,
    CaseloadRow,
    CaseloadTextRow,
    SnapshotRow,
)
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.evidence import builtin as studios_evidence
from studio import audit, clock, identity, ids
from studio.content import ContentError
from studio.database import leave_no_trace, reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, require, require_level
from studio.settings import settings

KIND = "caseload"
MOST_KEPT = 64


@dataclass(frozen=True)
class Loaded:
    """A caseload as a page needs it. `load` is shared: read it, never change it."""

    id: str
    person_id: str
    sequence: int
    load: Caseload
    package: Package
    texts: Mapping[str, str]
    drafts: Mapping[str, str]
    """What the actor has typed and not filed yet, by place (`track/ruza`)."""
    newer_engine: bool
    held: bool
    """Whether the activity it belongs to was closed: it can be ended and looked at, nothing else."""


@dataclass(frozen=True)
class Listed:
    """Where a caseload stands, without replaying it."""

    id: str
    exercise_id: str
    people: int
    week: int
    weeks: int
    finished: bool
    changed_at: datetime


# --- begin -----------------------------------------------------------------------------------------------------------


def start(actor: Actor, exercise_id: str, *, seed: int | None = None, key: str = "", evidence: str = "") -> str:
    """Begin a caseload of the library; the same `key` again gives the same one.

    `evidence` is the hash of a copy of the assumptions that was kept (`assumed.pinned`); the studio's own without it.
    """
    require(actor, "practice.play")
    try:
        package = library.builtin(exercise_id)
    except KeyError:
        raise NotFound("caseload_unknown") from None
    except ContentError as error:
        raise Invalid("scenario_unusable", problem=str(error)) from error
    return _start(actor, lambda: package, secrets.randbelow(2**31) if seed is None else seed, key, evidence)


def start_drawn(
    actor: Actor,
    territory: str,
    people: int,
    *,
    difficulty: int = 3,
    weeks: int = 16,
    seed: int | None = None,
    key: str = "",
    evidence: str = "",
) -> str:
    """Begin a caseload of generated people; `key` and `evidence` as in `start`."""
    require(actor, "practice.play")
    chosen = secrets.randbelow(2**31) if seed is None else seed
    if territory not in TERRITORIES or not 0 <= chosen < 2**63:
        raise Invalid("caseload_undrawable")

    def make() -> Package:
        try:
            return drawn(territory, people, chosen, difficulty=difficulty, weeks=weeks)
        except ValueError as error:
            raise Invalid("caseload_undrawable") from error

    return _start(actor, make, chosen, key, evidence)


def _start(actor: Actor, make: Callable[[], Package], seed: int, key: str, evidence: str) -> str:
    with writing() as session:
        if found := started(session, actor, key):
            return found
        package = make()
        believed = kept_evidence(session, evidence) if evidence else studios_evidence()
        pinned = Inputs(package.exercise, believed, rules.builtin(), seed)
        return open_caseload(session, actor, pin(session, pinned, package), package, key)


def started(session: Session, actor: Actor, key: str) -> str | None:
    """The caseload that was begun with this key."""
    mine = select(CaseloadRow.id).where(CaseloadRow.person_id == actor.person_id, CaseloadRow.key == key)
    return session.exec(mine).first() if key else None


def pin(session: Session, inputs: Inputs, package: Package) -> Pins:
    """Keep snapshots of everything a caseload needs, and name them."""
    for kind, thing in (("caseload", package), ("evidence", inputs.evidence), ("caseload_rules", inputs.rules)):
        if session.get(SnapshotRow, thing.content_hash) is None:
            session.add(SnapshotRow(hash=thing.content_hash, kind=kind, body=thing.model_dump(mode="json")))
            session.flush()
    return Pins(
        exercise_id=inputs.exercise.id,
        package=package.content_hash,
        evidence=inputs.evidence.content_hash,
        rules=inputs.rules.content_hash,
        engine=engine_hash(),
        reference_date=inputs.exercise.reference_date,
        seed=inputs.seed,
    )


def open_caseload(session: Session, actor: Actor, pins: Pins, package: Package, key: str = "") -> str:
    """A new caseload without a log; it belongs to the actor."""
    caseload_id, exercise = ids.new("csl"), package.exercise
    session.add(
        CaseloadRow(
            id=caseload_id,
            person_id=actor.person_id,
            key=key or ids.new("key"),
            exercise_id=exercise.id,
            people=len(exercise.people),
            weeks=exercise.weeks,
            pins=pins.model_dump(mode="json"),
        )
    )
    session.flush()
    grant(session, actor.person_id, KIND, caseload_id, Level.OWNER)
    audit.record(session, actor, "caseload::started", caseload_id, exercise=exercise.id)
    return caseload_id


_validated: OrderedDict[str, Frozen] = OrderedDict()
_lock = threading.Lock()


def _snapshot(session: Session, digest: str, model: type[Frozen]) -> Any:
    """A kept snapshot, validated once per process: it never changes."""
    with _lock:
        known = _validated.get(digest)
    if known is not None:
        return known
    row = session.get(SnapshotRow, digest)
    if row is None:
        raise NotFound("snapshot_missing")
    thing = model.model_validate(row.body)
    with _lock:
        _validated[digest] = thing
        while len(_validated) > 4 * MOST_KEPT:
            _validated.popitem(last=False)
    return thing


def inputs_of(session: Session, pins: Pins) -> tuple[Inputs, Package]:
    package: Package = _snapshot(session, pins.package, Package)
    believed: Evidence = _snapshot(session, pins.evidence, Evidence)
    desk: Rules = _snapshot(session, pins.rules, Rules)
    return Inputs(package.exercise, believed, desk, pins.seed), package


# --- decide ----------------------------------------------------------------------------------------------------------


def decide(
    actor: Actor,
    caseload_id: str,
    deed: Deed | Mapping[str, Any],
    *,
    key: str,
    text: str = "",
    seen: int | None = None,
) -> Caseload:
    """Add a line to the log and return the state after it; the same `key` twice does nothing twice.

    `text` is what was typed to it (the deed then names it). `seen` is the last line the person had seen: Invalid
    `run_moved_on` when the caseload went on meanwhile. A deed the rules refuse raises Invalid with its code.
    """
    filled = _deed(deed)
    if len(text) > MAX_TEXT:
        raise Invalid("text_too_long", maximum=MAX_TEXT)
    with writing() as session:
        require_level(session, actor, KIND, caseload_id, Level.EDITOR)
        row = session.get(CaseloadRow, caseload_id, with_for_update=True)
        if row is None or row.deleted_at is not None:
            raise NotFound("caseload_unknown")
        before = _state(session, row)
        known = select(CaseloadLogRow.sequence).where(
            CaseloadLogRow.caseload_id == caseload_id, CaseloadLogRow.key == key
        )
        if session.exec(known).first() is not None:
            return before
        if seen is not None and seen != row.sequence:
            raise Invalid("run_moved_on")
        if row.sequence >= MAX_ENTRIES:
            raise Invalid("run_too_long")
        holding.require_free(session, caseload_id, filled.kind)
        line = row.sequence + 1
        if "text" in type(filled).model_fields:
            filled = filled.model_copy(update={"text": f"t{line}" if text.strip() else ""})
        entry, after = Entry(sequence=line, deed=filled), before.copy()
        refusal = after.do(entry)
        if refusal:
            raise Invalid(refusal.code, **refusal.parameters)
        session.add(
            CaseloadLogRow(
                caseload_id=caseload_id,
                sequence=line,
                person_id=actor.person_id,
                key=key,
                deed=filled.model_dump(mode="json"),
            )
        )
        if "text" in type(filled).model_fields:
            _empty_draft(session, actor, caseload_id, _place(filled))
        if getattr(filled, "text", ""):
            session.add(
                CaseloadTextRow(caseload_id=caseload_id, id=f"t{line}", person_id=actor.person_id, text=text.strip())
            )
        row.sequence, row.week, row.finished, row.changed_at = line, after.week, after.finished, clock.now()
        audit.record(session, actor, f"caseload:{filled.kind}:decided", caseload_id, line=line)
    _remember(caseload_id, line, after)
    return after


def _deed(deed: Deed | Mapping[str, Any]) -> Deed:
    data = dict(deed) if isinstance(deed, Mapping) else deed.model_dump(mode="json")
    try:
        return DEED.validate_python(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(step) for step in first["loc"])
        raise Invalid("deed_unusable", problem=f"{place}: {first['msg']}") from error


DRAFTED = ("track", "bring_forward", "close")
"""Deeds to which something can be typed."""


def _place(deed: Deed) -> str:
    return f"{deed.kind}/{getattr(deed, 'person', '')}"


def save_draft(actor: Actor, caseload_id: str, kind: str, person: str, text: str) -> None:
    """Keep what was typed to a deed that is not done yet."""
    if kind not in DRAFTED:
        raise Invalid("change_unusable", path=kind)
    if len(text) > MAX_TEXT:
        raise Invalid("text_too_long", maximum=MAX_TEXT)
    with writing() as session:
        require_level(session, actor, KIND, caseload_id, Level.EDITOR)
        row = session.get(CaseloadRow, caseload_id)
        if row is None or row.deleted_at is not None:
            raise NotFound("caseload_unknown")
        if person not in _state(session, row).cards:
            raise Invalid("person_unknown")
        draft = session.get(CaseloadDraftRow, (caseload_id, actor.person_id), with_for_update=True)
        if draft is None:
            draft = CaseloadDraftRow(caseload_id=caseload_id, person_id=actor.person_id, body={})
        draft.body, draft.changed_at = {**draft.body, f"{kind}/{person}": text}, clock.now()
        session.add(draft)


def _drafts(session: Session, actor: Actor, caseload_id: str) -> dict[str, str]:
    row = session.get(CaseloadDraftRow, (caseload_id, actor.person_id))
    return {place: str(text) for place, text in row.body.items()} if row else {}


def _empty_draft(session: Session, actor: Actor, caseload_id: str, place: str) -> None:
    row = session.get(CaseloadDraftRow, (caseload_id, actor.person_id), with_for_update=True)
    if row is not None and place in row.body:
        row.body = {other: text for other, text in row.body.items() if other != place}


_replays: OrderedDict[tuple[str, str], tuple[int, Caseload]] = OrderedDict()


def _state(session: Session, row: CaseloadRow) -> Caseload:
    """The state at the newest line; shared, so take a copy before changing it."""
    with _lock:
        found = _replays.get((settings().url(), row.id))
    if found is not None and found[0] == row.sequence:
        return found[1]
    inputs, _ = inputs_of(session, Pins.model_validate(row.pins))
    load = Caseload(inputs)
    for entry in log_of(session, row.id):
        load.do(entry)
    _remember(row.id, row.sequence, load)
    return load


def _remember(caseload_id: str, sequence: int, load: Caseload) -> None:
    key = (settings().url(), caseload_id)
    with _lock:
        known = _replays.get(key)
        if known is None or known[0] <= sequence:
            _replays[key] = (sequence, load)
            _replays.move_to_end(key)
        while len(_replays) > MOST_KEPT:
            _replays.popitem(last=False)


def forget() -> None:
    """What a killed server forgets."""
    with _lock:
        _replays.clear()


def log_of(session: Session, caseload_id: str) -> list[Entry]:
    rows = session.exec(
        select(CaseloadLogRow).where(CaseloadLogRow.caseload_id == caseload_id).order_by(CaseloadLogRow.sequence)  # type: ignore[arg-type]
    )
    return [Entry(sequence=row.sequence, deed=DEED.validate_python(row.deed)) for row in rows]


# --- look ------------------------------------------------------------------------------------------------------------


def row_of(session: Session, actor: Actor, caseload_id: str) -> CaseloadRow:
    require_level(session, actor, KIND, caseload_id, Level.READER)
    return _existing(session, caseload_id)


def _existing(session: Session, caseload_id: str) -> CaseloadRow:
    row = session.get(CaseloadRow, caseload_id)
    if row is None or row.deleted_at is not None:
        raise NotFound("caseload_unknown")
    return row


def load(actor: Actor, caseload_id: str) -> Loaded:
    with reading() as session:
        row = row_of(session, actor, caseload_id)
        pins = Pins.model_validate(row.pins)
        _, package = inputs_of(session, pins)
        return Loaded(
            id=row.id,
            person_id=row.person_id,
            sequence=row.sequence,
            load=_state(session, row),
            package=package,
            texts=texts_of(session, caseload_id),
            drafts=_drafts(session, actor, caseload_id),
            newer_engine=pins.engine != engine_hash(),
            held=holding.is_held(session, caseload_id),
        )


def texts_of(session: Session, caseload_id: str) -> dict[str, str]:
    rows = session.exec(select(CaseloadTextRow).where(CaseloadTextRow.caseload_id == caseload_id))
    return {row.id: row.text for row in rows}


def entries(actor: Actor, caseload_id: str) -> list[Entry]:
    """The log of a caseload."""
    with reading() as session:
        row_of(session, actor, caseload_id)
        return log_of(session, caseload_id)


def mine(actor: Actor) -> list[Listed]:
    """The actor's own caseloads, the newest change first."""
    with reading() as session:
        rows = session.exec(
            select(CaseloadRow)
            .where(CaseloadRow.person_id == actor.person_id, CaseloadRow.deleted_at == None)  # noqa: E711
            .order_by(CaseloadRow.changed_at.desc())  # type: ignore[attr-defined]
        )
        return [
            Listed(row.id, row.exercise_id, row.people, row.week, row.weeks, row.finished, clock.aware(row.changed_at))
            for row in rows
        ]


def title(exercise_id: str, locale: str) -> str:
    """Title of a caseload; all generated ones bear the same."""
    if exercise_id in library.library():
        return library.builtin(exercise_id).words(locale)("title")
    return drawn_words(locale)("title")


def outcome_of(actor: Actor, caseload_id: str) -> Outcome:
    """What came of it in its range of luck: the kept one if it is the present one, else computed and kept."""
    with reading() as session:
        row_of(session, actor, caseload_id)
    return outcome_kept(caseload_id)


def outcome_kept(caseload_id: str) -> Outcome:
    """The same for callers that have checked the right."""
    with reading() as session:
        row = _existing(session, caseload_id)
        kept = session.get(CaseloadResultRow, caseload_id)
        if kept and kept.sequence == row.sequence and (row.finished or kept.engine == engine_hash()):
            return Outcome.model_validate(kept.body)
        lived, sequence = _state(session, row), row.sequence
    made = outcome(lived)
    with writing() as session:
        kept = session.get(CaseloadResultRow, caseload_id, with_for_update=True) or CaseloadResultRow(
            caseload_id=caseload_id, sequence=0, engine="", body={}
        )
        kept.sequence, kept.engine, kept.body = sequence, engine_hash(), made.model_dump(mode="json")
        session.add(kept)
    return made


def played(caseload_id: str) -> tuple[Caseload, Package]:
    """A caseload as it stands, shared: read it, never change it. For callers that have checked the right."""
    with reading() as session:
        row = _existing(session, caseload_id)
        _, package = inputs_of(session, Pins.model_validate(row.pins))
        return _state(session, row), package


# --- put away --------------------------------------------------------------------------------------------------------


def put_away(actor: Actor, caseload_id: str) -> None:
    """Take a caseload out of the lists; its log stays."""
    with writing() as session:
        require_level(session, actor, KIND, caseload_id, Level.OWNER)
        row = session.get(CaseloadRow, caseload_id, with_for_update=True)
        if row is None or row.deleted_at is not None:
            raise NotFound("caseload_unknown")
        row.deleted_at = clock.now()
        audit.record(session, actor, "caseload::deleted", caseload_id)


def erase_texts(session: Session, person_id: str) -> int:
    """Blank what a person typed at any desk, in the caller's transaction; replays give the same as before."""
    leave_no_trace(session)
    count = 0
    for row in session.exec(select(CaseloadTextRow).where(CaseloadTextRow.person_id == person_id)):
        row.text, count = "", count + 1
    for draft in session.exec(select(CaseloadDraftRow).where(CaseloadDraftRow.person_id == person_id)):
        draft.body = {}
    return count


identity.when_erased(erase_texts)
