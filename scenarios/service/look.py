"""Look at runs: load, list, progress, debrief. Nothing here changes a log."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from scenarios.debriefing.debrief import (
    Alteration,
    Compared,
    Debrief,
    WhatIf,
    debrief,
    found_facts,
    lived,
    needs_found,
    what_if,
)
from scenarios.debriefing.growth import Played
from scenarios.engine import Replay
from scenarios.invented.code import ClientCode
from scenarios.loader import Package
from scenarios.run import TRAINER, Entry, Pins, Run
from scenarios.scoring.planning import first_plan
from scenarios.scoring.practice import score
from scenarios.service import drafts, holding, pins
from scenarios.service.drafts import KIND, Draft
from scenarios.service.play import log, on_newer_engine, state
from scenarios.tables import ResultRow, RunRow, SeatRow, SnapshotRow, TextRow
from scenarios.weeks.engine import engine_hash
from scenarios.weeks.outcome import Outcome, Spread
from studio import clock, identity
from studio.database import leave_no_trace, reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import PSEUDO, SOURCE_LOCALE, pseudo
from studio.rights import Level, require_level


@dataclass(frozen=True)
class Loaded:
    """A run as a page needs it. `replay` is shared: read it, never change it."""

    id: str
    person_id: str
    seat: str
    context: str
    sequence: int
    stage: str
    replay: Replay
    package: Package
    texts: Mapping[str, str]
    draft: Draft
    newer_engine: bool
    """Whether the engine changed since the run began; it then continues on the new one."""
    held: bool
    """Whether the activity it belongs to was closed: it can be ended and looked at, nothing else."""


@dataclass(frozen=True)
class Progress:
    """Where a run stands, without replaying it."""

    run_id: str
    person_id: str
    scenario_id: str
    context: str
    stage: str
    """arriving, interview, plan, weeks, closed, followed_up, finished."""
    week: int
    sequence: int
    finished: bool
    changed_at: datetime
    created_at: datetime


def load(actor: Actor, run_id: str) -> Loaded:
    with reading() as session:
        row = _row(session, actor, run_id)
        replay, pinned = state(session, row), Pins.model_validate(row.pins)
        _, package = pins.inputs(session, pinned)
        seat = session.exec(
            select(SeatRow).where(SeatRow.run_id == run_id, SeatRow.person_id == actor.person_id)
        ).first()
        return Loaded(
            id=row.id,
            person_id=row.person_id,
            seat=seat.seat if seat else TRAINER,
            context=row.context,
            sequence=row.sequence,
            stage=row.stage,
            replay=replay,
            package=package,
            texts=_texts(session, run_id),
            draft=drafts.of(session, actor, run_id),
            newer_engine=on_newer_engine(pinned),
            held=bool(row.context) and holding.is_held(session, run_id),
        )


def _row(session: Session, actor: Actor, run_id: str) -> RunRow:
    require_level(session, actor, KIND, run_id, Level.READER)
    row = session.get(RunRow, run_id)
    if row is None or row.deleted_at is not None:
        raise NotFound("run_unknown")
    return row


def _texts(session: Session, run_id: str) -> dict[str, str]:
    return {row.id: row.text for row in session.exec(select(TextRow).where(TextRow.run_id == run_id))}


def entries(actor: Actor, run_id: str) -> list[Entry]:
    """The log of a run."""
    with reading() as session:
        _row(session, actor, run_id)
        return log(session, run_id)


def exported(actor: Actor, run_id: str) -> Run:
    """A run as a file, with everything that is needed to replay it anywhere."""
    with reading() as session:
        row = _row(session, actor, run_id)
        pinned = Pins.model_validate(row.pins)
        made, package = pins.inputs(session, pinned)
        return Run(
            pins=pinned,
            log=tuple(log(session, run_id)),
            texts=_texts(session, run_id),
            package=package,
            services=made.system,
            evidence=made.evidence,
            manners=made.manners,
        )


def mine(actor: Actor) -> list[Progress]:
    """The actor's own runs, the newest change first."""
    with reading() as session:
        rows = session.exec(
            select(RunRow)
            .where(RunRow.person_id == actor.person_id, RunRow.deleted_at == None)  # noqa: E711
            .order_by(RunRow.changed_at.desc())  # type: ignore[attr-defined]
        )
        return [_progress(row) for row in rows]


def titles(runs: Collection[Progress | Played], locale: str) -> dict[str, str]:
    """What runs are called, by the scenario they are pinned to; an invented client also goes by name and code."""
    with reading() as session:
        rows = session.exec(select(RunRow).where(RunRow.id.in_([run.run_id for run in runs])))  # type: ignore[attr-defined]
        pinned = {row.id: str(row.pins["scenario"]) for row in rows}
        unknown = {digest for digest in pinned.values() if (digest, locale) not in _TITLES}
        own, english = (SnapshotRow.body["texts", name, "title"].as_string() for name in (locale, SOURCE_LOCALE))  # type: ignore[index]
        client = SnapshotRow.body["scenario", "client", "profile", "name"].as_string()  # type: ignore[index]
        found = session.exec(select(SnapshotRow.hash, own, english, client).where(SnapshotRow.hash.in_(unknown)))  # type: ignore[attr-defined]
        for digest, title, source, name in found:
            _TITLES[digest, locale] = (title or (pseudo(source) if locale == PSEUDO else source), name)
    named = {}
    for run in runs:
        title, client = _TITLES.get((pinned.get(run.run_id, ""), locale), (run.scenario_id, ""))
        code = ClientCode.of_id(run.scenario_id)
        named[run.run_id] = f"{client}: {title} ({code})" if code else title
    return named


_TITLES: dict[tuple[str, str], tuple[str, str]] = {}
"""Content hash and language -> title and client's name; a snapshot never changes."""


def progress(run_ids: Collection[str]) -> dict[str, Progress]:
    """Where these runs stand; the caller has checked that its actor may know. One query."""
    with reading() as session:
        rows = session.exec(select(RunRow).where(RunRow.id.in_(run_ids)))  # type: ignore[attr-defined]
        return {row.id: _progress(row) for row in rows}


def heads(run_ids: Collection[str]) -> dict[str, int]:
    """The newest line of each run, for boards that ask every second."""
    with reading() as session:
        found = session.exec(select(RunRow.id, RunRow.sequence).where(RunRow.id.in_(run_ids)))  # type: ignore[attr-defined]
        return dict(found.all())


def is_held(run_id: str) -> bool:
    """Whether the activity a run belongs to is closed now, for a page that asks every other second."""
    with reading() as session:
        return holding.is_held(session, run_id)


def _progress(row: RunRow) -> Progress:
    if row.stage != "open":
        stage = row.stage
    elif row.planned:
        stage = "weeks"
    else:
        stage = "interview" if row.turns else "arriving"
    return Progress(
        run_id=row.id,
        person_id=row.person_id,
        scenario_id=row.scenario_id,
        context=row.context,
        stage=stage,
        week=row.week,
        sequence=row.sequence,
        finished=row.stage in ("followed_up", "finished"),
        changed_at=clock.aware(row.changed_at),
        created_at=clock.aware(row.created_at),
    )


def debriefed(actor: Actor, run_id: str) -> Debrief:
    """The debrief of a run as it stands now."""
    with reading() as session:
        _row(session, actor, run_id)
    return _result(run_id)


def _result(run_id: str) -> Debrief:
    """The kept debrief if it is the present one, else a new one, which is kept."""
    with reading() as session:
        row = session.get(RunRow, run_id)
        if row is None:
            raise NotFound("run_unknown")
        kept = session.get(ResultRow, run_id)
        finished = row.stage == "finished"
        if kept and kept.sequence == row.sequence and (finished or kept.engine == engine_hash()):
            return Debrief.model_validate(kept.body)
        replay, sequence = state(session, row), row.sequence
    made = debrief(replay)
    with writing() as session:
        kept = session.get(ResultRow, run_id, with_for_update=True) or ResultRow(
            run_id=run_id, sequence=0, engine="", body={}
        )
        kept.sequence, kept.engine, kept.body = sequence, engine_hash(), made.model_dump(mode="json")
        session.add(kept)
    return made


def asked_what_if(actor: Actor, run_id: str, change: Alteration) -> WhatIf:
    """The same run with one line changed and the same luck."""
    with reading() as session:
        row = _row(session, actor, run_id)
        replay, lines = state(session, row), log(session, run_id)
    try:
        return what_if(replay, lines, change)
    except KeyError as error:
        raise Invalid("what_if_line") from error


@dataclass(frozen=True)
class Summary:
    """A debrief in numbers and ids, for comparing participants of a workshop; words come from `words`."""

    run_id: str
    scenario_id: str
    package: Package
    stage: str
    weeks: int
    practice: dict[str, int]
    """Criterion -> share in thousandths."""
    share: int
    facts_found: tuple[str, ...]
    facts_missed: tuple[str, ...]
    needs_found: tuple[str, ...]
    needs_missed: tuple[str, ...]
    services: tuple[str, ...]
    """Services in the plan."""
    agreed: bool
    outcome: Outcome | None
    """None before the first week has passed."""
    spreads: dict[str, Spread]
    """employed_weeks, domains, trust, cost, staff_minutes: where the lived run lies among 200 lives."""


def debrief_summary(run_id: str) -> Summary:
    """The debrief of a run in short, from its first minute on. The caller has checked rights."""
    with reading() as session:
        row = session.get(RunRow, run_id)
        if row is None:
            raise NotFound("run_unknown")
        replay = state(session, row)
        _, package = pins.inputs(session, Pins.model_validate(row.pins))
        scenario_id, stage = row.scenario_id, _progress(row).stage
        sequence, kept = row.sequence, session.get(ResultRow, run_id)
    known = found_facts(replay)
    practice = score(replay)
    found, missed = needs_found(replay)
    _, activities = first_plan(replay)
    one = _kept_or_lived(replay, run_id, sequence, kept) if replay.case.week else None
    spreads = ("employed_weeks", "domains", "trust", "cost", "staff_minutes")
    return Summary(
        run_id=run_id,
        scenario_id=scenario_id,
        package=package,
        stage=stage,
        weeks=replay.case.week,
        practice={criterion.id: criterion.share for criterion in practice.criteria},
        share=practice.share,
        facts_found=known,
        facts_missed=tuple(f.id for f in replay.scenario.facts if f.corrected_by is None and f.id not in known),
        needs_found=found,
        needs_missed=missed,
        services=tuple(dict.fromkeys(one.service for one in activities if one.service)),
        agreed=replay.case.plan.agreed is not None,
        outcome=one.outcome if one else None,
        spreads={name: getattr(one.range, name) for name in spreads} if one else {},
    )


_LIVED: dict[tuple[str, int, str], Compared] = {}


def _kept_or_lived(replay: Replay, run_id: str, sequence: int, kept: ResultRow | None) -> Compared:
    """The run in its range of luck: from the kept debrief, else computed alone and remembered by this process."""
    if kept is not None and kept.sequence == sequence and kept.engine == engine_hash():
        return Debrief.model_validate(kept.body).compared[0]
    key = (run_id, sequence, engine_hash())
    if key not in _LIVED:
        while len(_LIVED) >= 500:
            _LIVED.pop(next(iter(_LIVED)))
        _LIVED[key] = lived(replay)
    return _LIVED[key]


def forget(session: Session, person_id: str) -> None:
    """Blank what was typed in every run this person has a seat in: a shared case is one conversation."""
    erase_texts(session, session.exec(select(SeatRow.run_id).where(SeatRow.person_id == person_id)).all())


identity.when_erased(forget)


def erase_texts(session: Session, run_ids: Collection[str]) -> int:
    """Blank what people typed in these runs, in the caller's transaction; replays give the same as before."""
    leave_no_trace(session)
    rows = session.exec(select(TextRow).where(TextRow.run_id.in_(run_ids)))  # type: ignore[attr-defined]
    count = 0
    for row in rows:
        row.text, count = "", count + 1
    drafts.erase(session, run_ids)
    return count
