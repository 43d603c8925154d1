"""Figures of closed rounds side by side: one partnership over time, and with others where both agreed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlmodel import Session, select

from studio import clock
from studio.database import reading
from studio.identity import Actor
from studio.rights import objects_of
from toolkit import assessment
from toolkit.assessment import Consensus
from toolkit.services.assess import KIND, existing, rows_of
from toolkit.services.frozen import instrument_of
from toolkit.tables import AssessmentRow, ConsensusRow

MAX_OTHERS = 20
"""Partnerships one is compared with, the newest first."""


@dataclass(frozen=True)
class Means:
    """A closed round in figures; `standards` holds means by standard id, without those nobody scored."""

    number: int
    closed_at: datetime
    mean: float | None
    floor: float | None
    standards: Mapping[str, float]


@dataclass(frozen=True)
class Beside:
    """One standard beside those of other partnerships."""

    own: float | None
    lowest: float
    median: float
    highest: float
    others: int


def trend(actor: Actor, assessment_id: str) -> list[Means]:
    """The closed rounds of a series that the actor may see and that share the instrument's scale, oldest first.

    Empty before the second of them.
    """
    with reading() as session:
        row = existing(session, actor, assessment_id)
        rows = session.exec(
            select(AssessmentRow)
            .where(
                AssessmentRow.series_id == row.series_id,
                AssessmentRow.id.in_(objects_of(session, actor, KIND)),  # type: ignore[attr-defined]
                AssessmentRow.instrument_id == row.instrument_id,
                AssessmentRow.closed_at != None,  # noqa: E711
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
            .order_by(AssessmentRow.number)  # type: ignore[arg-type]
        ).all()
        scale = row.instrument["scale"]
        alike = [each for each in rows if each.instrument["scale"] == scale]
        return [_means(session, each) for each in alike] if len(alike) > 1 else []


def beside_others(actor: Actor, assessment_id: str) -> dict[str, Beside]:
    """Standards by id beside other partnerships' newest closed rounds with the same instrument.

    Empty unless the actor's round is closed and both sides agreed.
    """
    with reading() as session:
        row = existing(session, actor, assessment_id)
        if row.closed_at is None or not row.compare:
            return {}
        others: dict[str, Means] = {}
        for each in session.exec(
            select(AssessmentRow)
            .where(
                AssessmentRow.series_id != row.series_id,
                AssessmentRow.instrument_id == row.instrument_id,
                AssessmentRow.instrument_version == row.instrument_version,
                AssessmentRow.compare,
                AssessmentRow.closed_at != None,  # noqa: E711
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
            .order_by(AssessmentRow.closed_at.desc())  # type: ignore[union-attr]
        ):
            if each.series_id not in others and len(others) < MAX_OTHERS:
                others[each.series_id] = _means(session, each)
        own = _means(session, row).standards
        found: dict[str, Beside] = {}
        for group in instrument_of(row).groups():
            theirs = [other.standards[group.id] for other in others.values() if group.id in other.standards]
            if theirs:
                found[group.id] = Beside(own.get(group.id), min(theirs), median(theirs), max(theirs), len(theirs))
        return found


def _means(session: Session, row: AssessmentRow) -> Means:
    agreed = {
        each.item_id: Consensus(score=each.score, applicable=each.applicable)
        for each in session.exec(select(ConsensusRow).where(ConsensusRow.assessment_id == row.id))
    }
    found = assessment.results(instrument_of(row), rows_of(session, row.id), agreed)
    assert row.closed_at is not None
    return Means(
        row.number,
        clock.aware(row.closed_at),
        found.mean,
        found.floor,
        {group.node.id: group.mean for group in found.groups if group.mean is not None},
    )
