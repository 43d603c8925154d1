"""Start an assessment, answer items, agree on scores, read results.

Answers are rows, one per rater and item. They are saved like fields of a document (`items/<item>/<field>` with the
value the rater saw), so that two browsers of one rater merge, and the same save twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, select

from studio import audit, clock, versioned
from studio.changes import BadPath, Change, SetField, merge
from studio.content import ContentError
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE
from studio.rights import Level, grant, objects_of, require, require_level
from studio.versioned import Saved, Versioned
from toolkit import assessment, loader
from toolkit.assessment import Consensus, Rating, Results, Row
from toolkit.improvement import Plan
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.tables import AssessmentRow, ConsensusRow, RatingRow

KIND = "assessment"
PLAN_KIND = "improvement_plan"
MAX_TITLE = 200

_Answer = TypeVar("_Answer", Rating, Consensus)


@dataclass(frozen=True)
class Assessment:
    """An assessment as one rater meets it."""

    id: str
    title: str
    instrument: Instrument
    words: InstrumentWords
    plan_id: str
    created_at: datetime
    ratings: dict[str, Rating]
    """The rater's own answers by item id."""
    body: dict[str, Any]
    """The same answers as a document: `items` with `id` and fields."""
    revision: int


@dataclass(frozen=True)
class Listed:
    id: str
    title: str
    instrument_id: str
    instrument_version: str
    created_at: datetime
    answered: int
    total: int


@dataclass(frozen=True)
class Findings:
    """Results of an assessment with what was agreed, as a document for its editors."""

    assessment: Assessment
    results: Results
    agreed: dict[str, Consensus]
    body: dict[str, Any]
    revision: int


def start(actor: Actor, instrument_id: str, title: str, new_id: str) -> str:
    """Begin an assessment with a frozen copy of the instrument; `new_id` makes a second click harmless."""
    require(actor, "assessment.create")
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise Invalid("title_unusable", maximum=MAX_TITLE)
    instrument = loader.instruments().get(instrument_id)
    if instrument is None:
        raise NotFound("instrument_unknown", instrument=instrument_id)
    words = loader.instrument_words(instrument, SOURCE_LOCALE)
    with writing() as session:
        if session.get(AssessmentRow, new_id) is not None:
            require_level(session, actor, KIND, new_id, Level.OWNER)
            return new_id
        plan = versioned.create(
            session,
            actor,
            PLAN_KIND,
            Plan(assessment_id=new_id, title=title).model_dump(mode="json"),
            title=title,
            schema_number=1,
            prefix="plan",
        )
        session.add(
            AssessmentRow(
                id=new_id,
                title=title,
                instrument_id=instrument.id,
                instrument_version=instrument.version,
                instrument=instrument.model_dump(mode="json"),
                words=words.model_dump(mode="json"),
                plan_id=plan.id,
            )
        )
        grant(session, actor.person_id, KIND, new_id, Level.OWNER)
        audit.record(session, actor, "assessment::started", new_id, instrument=instrument.id)
    return new_id


def listed(actor: Actor) -> list[Listed]:
    """The actor's assessments, newest first, with how many items the actor has answered."""
    with reading() as session:
        rows = session.exec(
            select(AssessmentRow)
            .where(
                AssessmentRow.id.in_(objects_of(session, actor, KIND)),  # type: ignore[attr-defined]
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
            .order_by(AssessmentRow.created_at.desc())  # type: ignore[attr-defined]
        ).all()
        found = []
        for row in rows:
            instrument = Instrument.model_validate(row.instrument)
            own = _ratings(session, row.id, actor.person_id)
            found.append(
                Listed(
                    row.id,
                    row.title,
                    row.instrument_id,
                    row.instrument_version,
                    clock.aware(row.created_at),
                    sum(own[node.id].answered for node in instrument.items() if node.id in own),
                    len(instrument.items()),
                )
            )
        return found


def load(actor: Actor, assessment_id: str) -> Assessment:
    with reading() as session:
        return _assessment(session, actor, assessment_id)


def save_ratings(actor: Actor, assessment_id: str, changes: Sequence[Change], key: str) -> Saved:
    """Save the actor's own answers; `changes` set `items/<item>/<field>`.

    Conflicts are returned, the rest is stored. `key` is not needed: the same values again change nothing.
    """
    with writing() as session:
        found = _assessment(session, actor, assessment_id, Level.EDITOR)
        body, conflicts, touched = _merged(found.body, changes, found.instrument, Rating, "rating_unusable")
        for item_id, rating in touched.items():
            where = (assessment_id, actor.person_id, item_id)
            row = session.get(RatingRow, where) or RatingRow(
                assessment_id=assessment_id, rater_id=actor.person_id, item_id=item_id
            )
            _fill(row, rating)
            session.add(row)
            audit.record(session, actor, "assessment:rating:saved", assessment_id, item=item_id)
        return Saved(_document(found, body, found.revision + len(touched)), conflicts)


def findings(actor: Actor, assessment_id: str) -> Findings:
    """Results over all raters, with what was agreed."""
    with reading() as session:
        return _findings(session, actor, assessment_id)


def save_consensus(actor: Actor, assessment_id: str, changes: Sequence[Change], key: str) -> Saved:
    """Write down what was agreed; only the assessment's owner does. Paths as for answers."""
    with writing() as session:
        require_level(session, actor, KIND, assessment_id, Level.OWNER)
        found = _findings(session, actor, assessment_id)
        instrument = found.assessment.instrument
        body, conflicts, touched = _merged(found.body, changes, instrument, Consensus, "consensus_unusable")
        for item_id, consensus in touched.items():
            row = session.get(ConsensusRow, (assessment_id, item_id)) or ConsensusRow(
                assessment_id=assessment_id, item_id=item_id, person_id=actor.person_id
            )
            row.person_id = actor.person_id
            _fill(row, consensus)
            session.add(row)
            audit.record(session, actor, "assessment:consensus:saved", assessment_id, item=item_id)
        return Saved(_document(found.assessment, body, found.revision + len(touched)), conflicts)


def delete(actor: Actor, assessment_id: str) -> None:
    """Put an assessment away with its improvement plan; the rows stay."""
    with writing() as session:
        row = _row(session, actor, assessment_id, Level.OWNER)
        row.deleted_at = clock.now()
        versioned.delete(session, actor, PLAN_KIND, row.plan_id)
        audit.record(session, actor, "assessment::deleted", assessment_id)


def _row(session: Session, actor: Actor, assessment_id: str, level: Level = Level.READER) -> AssessmentRow:
    require_level(session, actor, KIND, assessment_id, level)
    row = session.get(AssessmentRow, assessment_id, with_for_update=level > Level.READER or None)
    if row is None or row.deleted_at is not None:
        raise NotFound("assessment_unknown")
    return row


def _assessment(session: Session, actor: Actor, assessment_id: str, level: Level = Level.READER) -> Assessment:
    row = _row(session, actor, assessment_id, level)
    instrument = Instrument.model_validate(row.instrument)
    ratings = _ratings(session, assessment_id, actor.person_id)
    revisions = session.exec(
        select(RatingRow.revision).where(
            RatingRow.assessment_id == assessment_id, RatingRow.rater_id == actor.person_id
        )
    )
    return Assessment(
        id=row.id,
        title=row.title,
        instrument=instrument,
        words=_words(row, instrument, actor.locale),
        plan_id=row.plan_id,
        created_at=clock.aware(row.created_at),
        ratings=ratings,
        body=_body(instrument, ratings, Rating()),
        revision=sum(revisions),
    )


def _words(row: AssessmentRow, instrument: Instrument, locale: str) -> InstrumentWords:
    """The frozen texts; in another language those of the same version, where it is still in the library."""
    current = loader.instruments().get(row.instrument_id)
    if locale != SOURCE_LOCALE and current == instrument:
        try:
            return loader.instrument_words(instrument, locale)
        except ContentError:  # the library changed its texts since: keep the frozen ones
            return InstrumentWords.model_validate(row.words)
    return InstrumentWords.model_validate(row.words)


def _findings(session: Session, actor: Actor, assessment_id: str) -> Findings:
    found = _assessment(session, actor, assessment_id)
    rows = session.exec(select(RatingRow).where(RatingRow.assessment_id == assessment_id)).all()
    agreed_rows = session.exec(select(ConsensusRow).where(ConsensusRow.assessment_id == assessment_id)).all()
    agreed = {row.item_id: _answer(row, Consensus) for row in agreed_rows}
    rated = [Row(row.item_id, row.rater_id, _answer(row, Rating)) for row in rows]
    return Findings(
        assessment=found,
        results=assessment.results(found.instrument, rated, agreed),
        agreed=agreed,
        body=_body(found.instrument, agreed, Consensus()),
        revision=sum(row.revision for row in agreed_rows),
    )


def _ratings(session: Session, assessment_id: str, rater_id: str) -> dict[str, Rating]:
    rows = session.exec(
        select(RatingRow).where(RatingRow.assessment_id == assessment_id, RatingRow.rater_id == rater_id)
    )
    return {row.item_id: _answer(row, Rating) for row in rows}


def _answer(row: RatingRow | ConsensusRow, model: type[_Answer]) -> _Answer:
    return model.model_validate({name: getattr(row, name) for name in model.model_fields})


def _fill(row: RatingRow | ConsensusRow, answer: BaseModel) -> None:
    for name, value in answer:
        setattr(row, name, value)
    row.revision += 1
    row.changed_at = clock.now()


def _body(instrument: Instrument, answers: dict[str, _Answer], none: _Answer) -> dict[str, Any]:
    return {"items": [{"id": n.id, **answers.get(n.id, none).model_dump(mode="json")} for n in instrument.items()]}


def _merged(
    body: dict[str, Any], changes: Sequence[Change], instrument: Instrument, model: type[_Answer], code: str
) -> tuple[dict[str, Any], list[Any], dict[str, _Answer]]:
    """The new body, conflicts, and the answers that changed, validated; Invalid when a change fits nothing."""
    if not all(isinstance(change, SetField) and change.path.startswith("items/") for change in changes):
        raise Invalid(code)
    try:
        merged, applied, conflicts = merge(body, changes)
    except BadPath as error:
        raise Invalid(code) from error
    items = {item["id"]: item for item in merged["items"]}
    touched: dict[str, _Answer] = {}
    for change in applied:
        item_id = change.path.split("/")[1]
        fields = {name: value for name, value in items[item_id].items() if name != "id"}
        try:
            answer = model.model_validate(fields, strict=True)
        except ValidationError as error:
            raise Invalid(code) from error
        if answer.score is not None and answer.score not in instrument.scale.levels:
            raise Invalid(code)
        touched[item_id] = answer
    return merged, conflicts, touched


def _document(found: Assessment, body: dict[str, Any], revision: int) -> Versioned:
    return Versioned(found.id, KIND, found.title, 1, revision, body, clock.now())
