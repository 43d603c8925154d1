"""Caseloads as files: export with everything a replay needs, and import, replayed before it is kept."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import ValidationError

from scenarios.caseload.deeds import Entry, Pins, Run
from scenarios.caseload.replay import Caseload, Inputs
from scenarios.service.caseloads import inputs_of, log_of, open_caseload, pin, row_of, started, texts_of
from scenarios.tables import CaseloadLogRow, CaseloadRow, CaseloadTextRow
from studio import ids
from studio.content import ContentError
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.rights import require


def exported(actor: Actor, caseload_id: str) -> Run:
    """A caseload as a file, with everything that is needed to replay it anywhere."""
    with reading() as session:
        row = row_of(session, actor, caseload_id)
        pins = Pins.model_validate(row.pins)
        inputs, package = inputs_of(session, pins)
        return Run(
            pins=pins,
            log=tuple(log_of(session, caseload_id)),
            texts=texts_of(session, caseload_id),
            package=package,
            evidence=inputs.evidence,
            rules=inputs.rules,
        )


def import_run(actor: Actor, content: bytes, key: str = "") -> str:
    """Store a caseload that was exported; Invalid `run_unusable` names the line that cannot be replayed.

    The same `key` again gives the same caseload.
    """
    require(actor, "practice.play")
    try:
        brought = Run.model_validate_json(content)
    except (ValidationError, RecursionError) as error:
        raise Invalid("run_unusable", problem=str(error).splitlines()[0]) from error
    pins = brought.pins
    for name, thing in (("package", brought.package), ("evidence", brought.evidence), ("rules", brought.rules)):
        if thing.content_hash != getattr(pins, name):
            raise Invalid("run_unusable", problem=f"{name} does not fit its hash")
    inputs = Inputs(brought.package.exercise, brought.evidence, brought.rules, pins.seed)
    load = _replayed(inputs, brought.log)
    with writing() as session:
        if found := started(session, actor, key):
            return found
        pin(session, inputs, brought.package)
        caseload_id = open_caseload(session, actor, pins, brought.package, key)
        for entry in brought.log:
            session.add(
                CaseloadLogRow(
                    caseload_id=caseload_id,
                    sequence=entry.sequence,
                    person_id=actor.person_id,
                    key=ids.new("key"),
                    deed=entry.deed.model_dump(mode="json"),
                )
            )
        named = {getattr(entry.deed, "text", "") for entry in brought.log} - {""}
        for text_id in sorted(named & set(brought.texts)):
            text = brought.texts[text_id]
            session.add(CaseloadTextRow(caseload_id=caseload_id, id=text_id, person_id=actor.person_id, text=text))
        row = session.get(CaseloadRow, caseload_id)
        assert row is not None
        row.sequence, row.week, row.finished = load.sequence, load.week, load.finished
    return caseload_id


def _replayed(inputs: Inputs, log: Iterable[Entry]) -> Caseload:
    """The state that follows from a foreign log; its evidence may be something no engine can work with."""
    line = 0
    try:
        load = Caseload(inputs)
        for entry in log:
            line = entry.sequence
            refusal = load.do(entry)
            if refusal:
                raise Invalid("run_unusable", problem=f"line {line}: {refusal.code}")
    except (ContentError, ArithmeticError, ValueError, IndexError) as error:
        raise Invalid("run_unusable", problem=f"line {line}: {error}") from error
    return load
