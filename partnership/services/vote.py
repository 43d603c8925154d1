"""Votes in the bodies of the partnership: opening, casting, closing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from partnership.items import Body, without_control_characters
from partnership.service import KIND
from partnership.services import access
from partnership.tables import Ballot, Motion
from partnership.voting import Choice, Outcome, decide, seats
from studio import audit, clock, ids, rights
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_QUESTION = 1_000


@dataclass(frozen=True)
class Vote:
    """A question with the ballots so far; `mine` are the seats the actor may vote for."""

    id: str
    body: Body
    question: str
    opened_at: datetime
    closed_at: datetime | None
    ballots: dict[str, Choice]
    outcome: Outcome
    mine: tuple[str, ...]


def open_vote(actor: Actor, agreement_id: str, body_id: str, question: str, key: str) -> str:
    """Put a question to a body; its rule counts as it stands now. The same `key` again gives the same vote."""
    question = without_control_characters(question).strip()
    if not question:
        raise Invalid("question_missing")
    if len(question) > MAX_QUESTION:
        raise Invalid("agreement_text_too_long", maximum=MAX_QUESTION)
    with writing() as session:
        agreement, revision = access.current(session, actor, agreement_id, Level.EDITOR)
        body = next((each for each in agreement.bodies if each.id == body_id), None)
        if body is None:
            raise Invalid("body_unknown")
        if not body.voting or not seats(body):
            raise Invalid("body_cannot_vote")
        before = session.exec(select(Motion.id).where(Motion.agreement_id == agreement_id, Motion.key == key)).first()
        if before is not None:
            return before
        row = Motion(
            id=ids.new("mot"),
            key=key,
            agreement_id=agreement_id,
            rule=body.model_dump(mode="json"),
            question=question,
            revision=revision,
            person_id=actor.person_id,
        )
        session.add(row)
        audit.record(session, actor, "agreement:vote:opened", agreement_id, vote=row.id, body=body_id)
        return row.id


def cast(actor: Actor, agreement_id: str, vote_id: str, seat: str, choice: Choice | None) -> None:
    """Cast a seat's ballot, change it, or take it back (None): the manager at a meeting, or who speaks for the seat."""
    with writing() as session:
        row = _motion(session, actor, agreement_id, vote_id)
        if row.closed_at is not None:
            raise Invalid("vote_closed")
        if seat not in seats(Body.model_validate(row.rule)):
            raise Invalid("vote_seat_unknown")
        level = rights.level_on(session, actor, KIND, agreement_id) or Level.READER
        if level < Level.EDITOR:
            access.require_voice(session, actor, agreement_id, seat)
        ballot = session.get(Ballot, (vote_id, seat))
        if choice is None:
            if ballot is not None:
                session.delete(ballot)
        elif ballot is None:
            session.add(Ballot(motion_id=vote_id, seat=seat, choice=choice, person_id=actor.person_id))
        else:
            ballot.choice, ballot.person_id, ballot.at = choice, actor.person_id, clock.now()
        audit.record(session, actor, "agreement:vote:cast", agreement_id, vote=vote_id, seat=seat)


def close(actor: Actor, agreement_id: str, vote_id: str) -> None:
    """End a vote; its ballots stay as they are."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        row = _motion(session, actor, agreement_id, vote_id)
        if row.closed_at is None:
            row.closed_at = clock.now()
            audit.record(session, actor, "agreement:vote:closed", agreement_id, vote=vote_id)


def votes(actor: Actor, agreement_id: str) -> list[Vote]:
    """Newest first."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        level = rights.level_on(session, actor, KIND, agreement_id) or Level.READER
        voices = access.seats(session, actor, agreement_id)
        rows = session.exec(
            select(Motion).where(Motion.agreement_id == agreement_id).order_by(Motion.opened_at.desc())  # type: ignore[attr-defined]
        ).all()
        cast_ones = session.exec(select(Ballot).where(Ballot.motion_id.in_([row.id for row in rows]))).all()  # type: ignore[attr-defined]
    found = []
    for row in rows:
        body = Body.model_validate(row.rule)
        ballots = {each.seat: Choice(each.choice) for each in cast_ones if each.motion_id == row.id}
        mine = tuple(seat for seat in seats(body) if level >= Level.EDITOR or voices.get(seat))
        closed = clock.aware(row.closed_at) if row.closed_at else None
        found.append(
            Vote(
                row.id,
                body,
                row.question,
                clock.aware(row.opened_at),
                closed,
                ballots,
                decide(body, ballots),
                () if closed else mine,
            )
        )
    return found


def _motion(session: Session, actor: Actor, agreement_id: str, vote_id: str) -> Motion:
    rights.require_level(session, actor, KIND, agreement_id, Level.READER)
    row = session.get(Motion, vote_id, with_for_update=True)
    if row is None or row.agreement_id != agreement_id:
        raise NotFound("vote_unknown")
    return row
