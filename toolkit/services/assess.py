"""Start a round of assessment, answer items, agree on scores, read results.

Everybody answers alone first: until the round is closed a person's results hold nobody's answers but their own.

Answers are rows, one per rater and item. They are saved like fields of a document (`items/<item>/<field>` with the
value the rater saw), so that two browsers of one rater merge, and the same save twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from zlib import crc32

from pydantic import BaseModel, ValidationError
from sqlmodel import Session, col, func, select

from studio import audit, clock, versioned
from studio.changes import BadPath, Change, SetField, merge
from studio.content import ContentError
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.languages import SOURCE_LOCALE
from studio.refused import problem_of
from studio.rights import Level, grant, level_on, levels_of, require, require_level
from studio.versioned import Saved, Versioned
from toolkit import assessment, loader
from toolkit.assessment import Consensus, Rating, Results, Row
from toolkit.improvement import Plan
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.services import own as own_instruments
from toolkit.services.frozen import instrument_of, words_of
from toolkit.spread import Differences, differences
from toolkit.tables import AssessmentRow, ConsensusRow, PartnerRow, RatingRow, SeatRow

KIND = "assessment"
PLAN_KIND = "improvement_plan"
MAX_TITLE = 200
FOR_ONESELF = frozenset({"qualifications", "transferability", "dilemmas"})

_Answer = TypeVar("_Answer", Rating, Consensus)


@dataclass(frozen=True)
class Assessment:
    """An assessment as one rater meets it."""

    id: str
    title: str
    instrument: Instrument
    words: InstrumentWords
    plan_id: str
    level: Level
    """What the person may do: who began the round is its coordinator (owner)."""
    series_id: str
    number: int
    created_at: datetime
    closed_at: datetime | None
    alone: bool
    """Whether nobody else has a seat."""
    ratings: dict[str, Rating]
    """The rater's own answers by item id."""
    body: dict[str, Any]
    """The same answers as a document: `items` with `id` and fields."""
    revision: int

    @property
    def coordinated(self) -> bool:
        return self.level is Level.OWNER


@dataclass(frozen=True)
class Listed:
    id: str
    title: str
    number: int
    coordinated: bool
    closed: bool
    instrument_id: str
    instrument_version: str
    series_id: str
    created_at: datetime
    answered: int
    total: int


@dataclass(frozen=True)
class Findings:
    """Results of an assessment with what was agreed, as a document for its editors.

    Over the person's own answers while the round is open, over everybody's afterwards.
    """

    assessment: Assessment
    results: Results
    differences: Differences
    agreed: dict[str, Consensus]
    body: dict[str, Any]
    revision: int
    partners: dict[str, str]
    """Names of the partners that took part, by id."""


def start(actor: Actor, instrument_id: str, title: str, new_id: str) -> str:
    """Begin an assessment with a frozen copy of the instrument; `new_id` makes a second click harmless."""
    require(actor, "assessment.create")
    return _start(actor, instrument_id, title, new_id)


def start_own(actor: Actor, instrument_id: str, title: str, new_id: str) -> str:
    """Begin a look at oneself, which every account may: with one of the instruments made for it, without others."""
    require(actor, "form.create")
    if instrument_id not in FOR_ONESELF:
        raise NotFound("instrument_unknown", instrument=instrument_id)
    return _start(actor, instrument_id, title, new_id)


def own(actor: Actor, instrument_id: str) -> list[Listed]:
    """The actor's own checks with one instrument, newest first."""
    return [each for each in listed(actor) if each.coordinated and each.instrument_id == instrument_id]


def _start(actor: Actor, instrument_id: str, title: str, new_id: str) -> str:
    title = " ".join(title.split())
    if not 0 < len(title) <= MAX_TITLE:
        raise Invalid("title_unusable", maximum=MAX_TITLE)
    instrument, words = own_instruments.source(actor, instrument_id)
    with writing() as session:
        if session.get(AssessmentRow, new_id) is not None:
            require_level(session, actor, KIND, new_id, Level.OWNER)
            return new_id
        begin(session, actor, Plan(assessment_id=new_id, title=title), instrument, words, new_id)
    return new_id


def begin(
    session: Session,
    actor: Actor,
    plan: Plan,
    instrument: Instrument,
    words: InstrumentWords,
    series_id: str,
    number: int = 1,
) -> None:
    """Store a new round with its plan; the actor coordinates it and has a seat."""
    new_id = plan.assessment_id
    stored = versioned.create(
        session,
        actor,
        PLAN_KIND,
        plan.model_dump(mode="json"),
        title=plan.title,
        schema_number=plan.schema_number,
        prefix="plan",
    )
    session.add(
        AssessmentRow(
            id=new_id,
            title=plan.title,
            instrument_id=instrument.id,
            instrument_version=instrument.version,
            instrument=instrument.model_dump(mode="json"),
            words=words.model_dump(mode="json"),
            plan_id=stored.id,
            series_id=series_id,
            number=number,
        )
    )
    session.flush()
    session.add(SeatRow(assessment_id=new_id, person_id=actor.person_id))
    grant(session, actor.person_id, KIND, new_id, Level.OWNER)
    audit.record(session, actor, "assessment::started", new_id, instrument=instrument.id, number=number)


def listed(actor: Actor) -> list[Listed]:
    """The actor's assessments, newest first, with how many items the actor has answered."""
    with reading() as session:
        levels = levels_of(session, actor, KIND)
        rows = session.exec(
            select(AssessmentRow)
            .where(
                AssessmentRow.id.in_(levels),  # type: ignore[attr-defined]
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
            .order_by(AssessmentRow.created_at.desc())  # type: ignore[attr-defined]
        ).all()
        mine: dict[str, dict[str, Rating]] = {row.id: {} for row in rows}
        for rating in session.exec(
            select(RatingRow).where(col(RatingRow.assessment_id).in_(mine), RatingRow.rater_id == actor.person_id)
        ):
            mine[rating.assessment_id][rating.item_id] = _answer(rating, Rating)
        found = []
        for row in rows:
            instrument, own = instrument_of(row), mine[row.id]
            found.append(
                Listed(
                    row.id,
                    row.title,
                    row.number,
                    levels[row.id] is Level.OWNER,
                    row.closed_at is not None,
                    row.instrument_id,
                    row.instrument_version,
                    row.series_id,
                    clock.aware(row.created_at),
                    sum(assessment.answered(node, own[node.id]) for node in instrument.items() if node.id in own),
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
        if found.closed_at is not None:
            raise Invalid("round_closed")
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
    """Results with what was agreed: over all raters when the round is closed, before that over the actor's answers."""
    with reading() as session:
        return _findings(session, actor, assessment_id)


def save_consensus(actor: Actor, assessment_id: str, changes: Sequence[Change], key: str) -> Saved:
    """Write down what was agreed; only the coordinator does, when the round is closed. Paths as for answers."""
    with writing() as session:
        if existing(session, actor, assessment_id, Level.OWNER).closed_at is None:
            raise Invalid("round_open")
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
        row = existing(session, actor, assessment_id, Level.OWNER)
        row.deleted_at = clock.now()
        versioned.delete(session, actor, PLAN_KIND, row.plan_id)
        audit.record(session, actor, "assessment::deleted", assessment_id)


def existing(session: Session, actor: Actor, assessment_id: str, level: Level = Level.READER) -> AssessmentRow:
    """The row of an assessment for somebody who holds the level; locked when more than reading is meant."""
    require_level(session, actor, KIND, assessment_id, level)
    row = session.get(AssessmentRow, assessment_id, with_for_update=level > Level.READER or None)
    if row is None or row.deleted_at is not None:
        raise NotFound("assessment_unknown")
    return row


def _assessment(session: Session, actor: Actor, assessment_id: str, level: Level = Level.READER) -> Assessment:
    row = existing(session, actor, assessment_id, level)
    instrument = instrument_of(row)
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
        level=level_on(session, actor, KIND, row.id) or Level.READER,
        series_id=row.series_id,
        number=row.number,
        created_at=clock.aware(row.created_at),
        closed_at=clock.aware(row.closed_at) if row.closed_at else None,
        alone=session.exec(select(func.count()).where(SeatRow.assessment_id == row.id)).one() <= 1,
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
            return words_of(row)
    return words_of(row)


def _findings(session: Session, actor: Actor, assessment_id: str) -> Findings:
    found = _assessment(session, actor, assessment_id)
    agreed_rows = session.exec(select(ConsensusRow).where(ConsensusRow.assessment_id == assessment_id)).all()
    agreed = {row.item_id: _answer(row, Consensus) for row in agreed_rows}
    rated = rows_of(session, assessment_id, None if found.closed_at else actor.person_id)
    results = assessment.results(found.instrument, rated, agreed)
    seats = session.exec(select(SeatRow).where(SeatRow.assessment_id == assessment_id)).all()
    partners = session.exec(select(PartnerRow).where(PartnerRow.assessment_id == assessment_id)).all()
    return Findings(
        assessment=found,
        results=results,
        differences=differences(
            found.instrument, results, rated, {seat.person_id: seat.partner_id for seat in seats if seat.partner_id}
        ),
        agreed=agreed,
        body=_body(found.instrument, agreed, Consensus()),
        revision=sum(row.revision for row in agreed_rows),
        partners={row.id: row.name for row in partners},
    )


_COLUMNS = tuple(Rating.model_fields)


def rows_of(session: Session, assessment_id: str, rater_id: str | None = None) -> list[Row]:
    """Answers of one rater or of all, for each item in another order, so that nobody is known by their place."""
    wanted = select(  # columns, not rows: thirty raters of four hundred items are twelve thousand answers
        RatingRow.item_id, RatingRow.rater_id, *(getattr(RatingRow, name) for name in _COLUMNS)
    ).where(RatingRow.assessment_id == assessment_id)
    if rater_id is not None:
        wanted = wanted.where(RatingRow.rater_id == rater_id)
    # most answers hold no words and are one of few: equal ones are one object
    made: dict[tuple[Any, ...], Rating] = {}
    found = []
    for item, rater, *answer in session.exec(wanted):
        known = made.get(key := tuple(answer))
        if known is None:
            known = made[key] = Rating.model_construct(**dict(zip(_COLUMNS, answer, strict=True)))
        found.append(Row(item, rater, known))
    return sorted(found, key=lambda row: crc32(f"{row.item_id} {row.rater_id}".encode()))


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
            raise Invalid(code, **problem_of(error.errors(include_url=False)[0])) from error
        if answer.score is not None and answer.score not in instrument.scale.levels:
            raise Invalid(code)
        touched[item_id] = answer
    return merged, conflicts, touched


def _document(found: Assessment, body: dict[str, Any], revision: int) -> Versioned:
    return Versioned(found.id, KIND, found.title, 1, revision, body, clock.now())
