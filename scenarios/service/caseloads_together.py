"""Caseloads of a whole workshop: where each stands and what came of it. The workshop checks rights itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import col, select

from scenarios.caseload.outcome import Sums
from scenarios.caseload.package import Package
from scenarios.caseload.practice import judged
from scenarios.service.caseloads import outcome_kept, played
from scenarios.service.look import Progress
from scenarios.tables import CaseloadRow
from studio import clock
from studio.database import reading


@dataclass(frozen=True)
class Desk:
    """What one desk has come to: practice in thousandths, per criterion where it arose, and the outcome in sum."""

    package: Package
    people: int
    week: int
    practice: int
    criteria: dict[str, int]
    sums: Sums | None
    """None before the first week has passed."""
    untouched: int
    """Clients nobody has had any contact with."""


def progress(caseload_ids: Collection[str]) -> dict[str, Progress]:
    """Where these caseloads stand. One query."""
    with reading() as session:
        rows = session.exec(select(CaseloadRow).where(col(CaseloadRow.id).in_(caseload_ids)))
        return {row.id: _progress(row) for row in rows}


def heads(caseload_ids: Collection[str]) -> dict[str, int]:
    """The newest line of each caseload."""
    with reading() as session:
        found = session.exec(select(CaseloadRow.id, CaseloadRow.sequence).where(col(CaseloadRow.id).in_(caseload_ids)))
        return dict(found.all())


def desk(caseload_id: str) -> Desk:
    """A desk as the group looks back on it."""
    load, package = played(caseload_id)
    practice = judged(load)
    made = outcome_kept(caseload_id) if load.week else None
    return Desk(
        package=package,
        people=len(load.inputs.exercise.people),
        week=load.week,
        practice=practice.share,
        criteria={one.id: one.share for one in practice.criteria if one.share is not None},
        sums=made.sums[0] if made else None,
        untouched=sum(not each.contacts for each in made.people) if made else 0,
    )


def _progress(row: CaseloadRow) -> Progress:
    return Progress(
        run_id=row.id,
        person_id=row.person_id,
        scenario_id=row.exercise_id,
        context="",
        stage="finished" if row.finished else "weeks" if row.week else "arriving",
        week=row.week,
        sequence=row.sequence,
        finished=row.finished,
        changed_at=clock.aware(row.changed_at),
        created_at=clock.aware(row.created_at),
    )
