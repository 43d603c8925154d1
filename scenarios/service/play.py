"""Start a run, decide, import a run. One call is one transaction; the same key twice does nothing twice."""

from __future__ import annotations

import secrets
from collections.abc import Collection, Mapping
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session, col, select

from scenarios.engine import Replay
from scenarios.plan import Wording
from scenarios.run import DEED, MAX_ENTRIES, MAX_TEXT, TRAINER, Deed, Entry, Pins, Run
from scenarios.service import authoring, drafts, holding, memory, pins
from scenarios.service.drafts import KIND
from scenarios.tables import LogRow, RunRow, SeatRow, TextRow
from scenarios.weeks.engine import engine_hash
from studio import audit, clock, ids
from studio.database import writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, require, require_level
from studio.settings import settings


def start_run(
    actor: Actor,
    scenario_id: str,
    *,
    seed: int | None = None,
    context: str = "",
    key: str = "",
    pair: bool = False,
    evidence: str = "",
) -> str:
    """Begin a run and return its id; it belongs to the actor. The same `key` again gives the same run.

    A `pair` plays the scenario's first two seats, each with what its institution knows; the second is free at first.
    `evidence` is the hash of a copy of the assumptions that was kept (`assumed.pinned`); the studio's own without it.
    """
    require(actor, "practice.play")
    written = authoring.is_authored(scenario_id)
    package = authoring.package_of(actor, scenario_id) if written else pins.package_of(scenario_id)
    with writing() as session:
        found = session.exec(select(RunRow).where(RunRow.person_id == actor.person_id, RunRow.key == key)).first()
        if key and found:
            return found.id
        seats = tuple(seat.id for seat in package.scenario.seats[:2]) if pair else ()
        if pair and len(seats) < 2:
            raise Invalid("no_second_seat")
        luck = secrets.randbelow(2**31) if seed is None else seed
        believed = pins.kept_evidence(session, evidence) if evidence else None
        pinned = pins.pin(session, package, seed=luck, seats=seats, believed=believed)
        return _open(session, actor, pinned.model_dump(mode="json"), scenario_id, context, key or ids.new("key"))


def _open(session: Session, actor: Actor, pinned: dict[str, Any], scenario_id: str, context: str, key: str) -> str:
    run_id = ids.new("run")
    session.add(
        RunRow(id=run_id, person_id=actor.person_id, key=key, scenario_id=scenario_id, context=context, pins=pinned)
    )
    session.flush()
    session.add(SeatRow(run_id=run_id, seat=pinned["seats"][0], person_id=actor.person_id))
    grant(session, actor.person_id, KIND, run_id, Level.OWNER)
    audit.record(session, actor, "run::started", run_id, scenario=scenario_id, context=context)
    return run_id


def decide(
    actor: Actor,
    run_id: str,
    deed: Deed | Mapping[str, Any],
    *,
    key: str,
    texts: Mapping[str, str] | None = None,
    filed: Collection[str] = (),
    seen: int | None = None,
) -> Replay:
    """Add a line to the log and return the state after it.

    `texts` are the typed texts that the deed's wordings name; the drafts at the places `filed` are emptied. `seen` is
    the last line the person had seen: Invalid `run_moved_on` when the run went on meanwhile. A deed the engine refuses
    raises Invalid with its code.
    """
    with writing() as session:
        require_level(session, actor, KIND, run_id, Level.EDITOR)
        row = session.get(RunRow, run_id, with_for_update=True)
        if row is None or row.deleted_at is not None:
            raise NotFound("run_unknown")
        before = state(session, row)
        known = session.exec(select(LogRow.sequence).where(LogRow.run_id == run_id, LogRow.key == key)).first()
        if known is not None:
            return before
        if seen is not None and seen != row.sequence:
            raise Invalid("run_moved_on")
        if row.sequence >= MAX_ENTRIES:
            raise Invalid("run_too_long")
        filled = _filled(session, actor, run_id, deed, texts or {})
        if row.context:
            holding.require_free(session, run_id, filled.kind)
        entry = Entry(sequence=row.sequence + 1, seat=_seat(session, actor, run_id), deed=filled)
        after = before.copy()
        refusal = after.do(entry)
        if refusal:
            raise Invalid(refusal.code, **refusal.parameters)
        session.add(
            LogRow(
                run_id=run_id,
                sequence=entry.sequence,
                seat=entry.seat,
                person_id=actor.person_id,
                key=key,
                deed=filled.model_dump(mode="json"),
            )
        )
        _keep_up(row, after)
        drafts.empty(session, actor, run_id, filed)
        audit.record(session, actor, f"run:{filled.kind}:decided", run_id, line=entry.sequence)
    memory.remember(settings().url(), run_id, entry.sequence, after)
    return after


def _keep_up(row: RunRow, after: Replay) -> None:
    case = after.case
    row.sequence, row.stage, row.week, row.changed_at = case.sequence, case.stage, case.week, clock.now()
    row.turns, row.planned = len(case.turns), case.plan.agreed is not None


def _seat(session: Session, actor: Actor, run_id: str) -> str:
    """The seat the actor plays; whoever may edit a run without having a seat is its trainer."""
    row = session.exec(select(SeatRow).where(SeatRow.run_id == run_id, SeatRow.person_id == actor.person_id)).first()
    return row.seat if row else TRAINER


def state(session: Session, row: RunRow) -> Replay:
    """The state of a run at its newest line; shared, so take a copy before changing it."""
    database = settings().url()
    found = memory.recall(database, row.id, row.sequence)
    if found is None:
        made, _ = pins.inputs(session, Pins.model_validate(row.pins))
        found = Replay(made)
        for entry in log(session, row.id):
            found.do(entry)
        memory.remember(database, row.id, row.sequence, found)
    return found


def log(session: Session, run_id: str) -> list[Entry]:
    rows = session.exec(select(LogRow).where(LogRow.run_id == run_id).order_by(LogRow.sequence))  # type: ignore[arg-type]
    return [Entry(sequence=row.sequence, seat=row.seat, deed=DEED.validate_python(row.deed)) for row in rows]


def _filled(
    session: Session, actor: Actor, run_id: str, deed: Deed | Mapping[str, Any], texts: Mapping[str, str]
) -> Deed:
    """The deed with the reading of every text it names, whatever reading it came with; new texts are stored."""
    data = dict(deed) if isinstance(deed, Mapping) else deed.model_dump(mode="json")
    try:
        return DEED.validate_python(_read(session, actor, run_id, data, texts))
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        place = "/".join(str(step) for step in first["loc"])
        raise Invalid("deed_unusable", problem=f"{place}: {first['msg']}") from error


def _read(session: Session, actor: Actor, run_id: str, node: Any, texts: Mapping[str, str]) -> Any:
    if isinstance(node, list | tuple):
        return [_read(session, actor, run_id, item, texts) for item in node]
    if not isinstance(node, Mapping):
        return node
    if "text" in node and isinstance(node["text"], str) and set(node) <= set(Wording.model_fields):
        return _wording(session, actor, run_id, node["text"], texts).model_dump(mode="json")
    return {name: _read(session, actor, run_id, item, texts) for name, item in node.items()}


def _wording(session: Session, actor: Actor, run_id: str, text_id: str, texts: Mapping[str, str]) -> Wording:
    row = session.get(TextRow, (run_id, text_id))
    if text_id not in texts:
        if row is None:
            raise Invalid("text_missing", text=text_id)
        return Wording.of(text_id, row.text)
    text = texts[text_id]
    if len(text) > MAX_TEXT:
        raise Invalid("text_too_long", maximum=MAX_TEXT)
    if row is not None and row.text != text:
        raise Invalid("text_missing", text=text_id)  # a text never changes under its id: the log has read it
    if row is None:
        session.add(TextRow(run_id=run_id, id=text_id, person_id=actor.person_id, text=text))
        session.flush()
    return Wording.of(text_id, text)


def import_run(actor: Actor, content: bytes) -> str:
    """Store a run that was exported as JSON; it is replayed and checked line by line before it is kept."""
    require(actor, "practice.play")
    try:
        brought = Run.model_validate_json(content)
    except (ValidationError, RecursionError) as error:
        raise Invalid("run_unusable", problem=str(error).splitlines()[0]) from error
    things = {
        "package": (brought.package, brought.pins.scenario),
        "services": (brought.services, brought.pins.services),
        "evidence": (brought.evidence, brought.pins.evidence),
        "manners": (brought.manners, brought.pins.manners),
    }
    with writing() as session:
        for kind, (thing, digest) in things.items():
            if thing is not None:
                if thing.content_hash != digest:
                    raise Invalid("run_unusable", problem=f"{kind} does not fit its hash")
                pins.keep(session, kind, thing)
        made, _ = pins.inputs(session, brought.pins)
        replayed = Replay(made)
        for entry in brought.log:
            refusal = replayed.do(entry)
            if refusal:
                raise Invalid("run_unusable", problem=f"line {entry.sequence}: {refusal.code}")
        pinned = brought.pins.model_dump(mode="json")
        run_id = _open(session, actor, pinned, brought.pins.scenario_id, "", ids.new("key"))
        for entry in brought.log:
            session.add(
                LogRow(
                    run_id=run_id,
                    sequence=entry.sequence,
                    seat=entry.seat,
                    person_id=actor.person_id,
                    key=ids.new("key"),
                    deed=entry.deed.model_dump(mode="json"),
                )
            )
        for text_id, text in brought.texts.items():
            session.add(TextRow(run_id=run_id, id=text_id, person_id=actor.person_id, text=text))
        row = session.get(RunRow, run_id)
        assert row is not None
        _keep_up(row, replayed)
        return run_id


def let_lead(session: Session, actor: Actor, run_id: str, person_id: str) -> None:
    """Let somebody without a seat send events and take the client over (a workshop's trainer)."""
    row = session.get(RunRow, run_id)
    if row is None:
        raise NotFound("run_unknown")
    if row.person_id == person_id:
        raise Forbidden("level_insufficient", needed=int(Level.EDITOR))
    grant(session, person_id, KIND, run_id, Level.EDITOR)
    audit.record(session, actor, "run:leader:added", run_id)


def sit_down(session: Session, actor: Actor, run_id: str) -> str:
    """Take the free seat of a pair's run; the id of the seat. Who sits there already stays; `pair_full` otherwise.

    Who may come to the table is the caller's to check.
    """
    row = session.get(RunRow, run_id, with_for_update=True)
    if row is None or row.deleted_at is not None:
        raise NotFound("run_unknown")
    taken = {seat.seat: seat.person_id for seat in session.exec(select(SeatRow).where(SeatRow.run_id == run_id))}
    for seat, person_id in taken.items():
        if person_id == actor.person_id:
            return seat
    free = [seat for seat in row.pins["seats"] if seat not in taken]
    if not free:
        raise Invalid("pair_full")
    session.add(SeatRow(run_id=run_id, seat=free[0], person_id=actor.person_id))
    grant(session, actor.person_id, KIND, run_id, Level.EDITOR)
    audit.record(session, actor, "run:seat:taken", run_id, seat=free[0])
    return str(free[0])


def free_seats(session: Session, run_ids: Collection[str]) -> dict[str, str]:
    """The free seat of each of these runs that has one."""
    rows = session.exec(select(RunRow).where(col(RunRow.id).in_(run_ids), col(RunRow.deleted_at).is_(None))).all()
    taken: dict[str, set[str]] = {}
    for seat in session.exec(select(SeatRow).where(col(SeatRow.run_id).in_(run_ids))):
        taken.setdefault(seat.run_id, set()).add(seat.seat)
    free = {row.id: [seat for seat in row.pins["seats"] if seat not in taken.get(row.id, set())] for row in rows}
    return {run_id: seats[0] for run_id, seats in free.items() if seats}


def put_away(actor: Actor, run_id: str) -> None:
    """Take a run out of the lists; its log stays."""
    with writing() as session:
        require_level(session, actor, KIND, run_id, Level.OWNER)
        row = session.get(RunRow, run_id, with_for_update=True)
        if row is None or row.deleted_at is not None:
            raise NotFound("run_unknown")
        row.deleted_at = clock.now()
        audit.record(session, actor, "run::deleted", run_id)


def on_newer_engine(pinned: Pins) -> bool:
    """Whether the engine changed since the run began."""
    return pinned.engine != engine_hash()
