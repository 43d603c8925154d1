"""Coordinate a round: the partners and their raters, closing it, and the round after it.

The coordinator sees who has finished, never what somebody answered.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, delete, func, select

from studio import audit, clock, identity
from studio.database import leave_no_trace, reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant, require_level, withdraw
from studio.tables import Account
from toolkit.instrument import Instrument, InstrumentWords
from toolkit.renewal import Renewal, renewal
from toolkit.services import evidence, improve, own
from toolkit.services.assess import KIND, MAX_TITLE, PLAN_KIND, begin, existing
from toolkit.services.frozen import instrument_of, words_of
from toolkit.tables import AssessmentRow, InvitationRow, PartnerRow, RatingRow, SeatRow

MAX_PARTNERS = 20
MAX_RATERS = 60


class Stage(StrEnum):
    """How far a rater is."""

    NOT_BEGUN = "not_begun"
    ANSWERING = "answering"
    FINISHED = "finished"


@dataclass(frozen=True)
class Partner:
    id: str
    name: str


@dataclass(frozen=True)
class Rater:
    """A rater as the coordinator sees one; the name is empty when the person was erased."""

    person_id: str
    name: str
    partner_id: str
    stage: Stage
    guest: bool


@dataclass(frozen=True)
class Invitation:
    id: str
    partner_id: str
    expires_at: datetime
    usable: bool


@dataclass(frozen=True)
class Round:
    """A round as its coordinator sees it."""

    id: str
    title: str
    number: int
    closed_at: datetime | None
    compare: bool
    partners: tuple[Partner, ...]
    raters: tuple[Rater, ...]
    invitations: tuple[Invitation, ...]
    next_id: str
    """The round after this one, if it has begun."""

    def seat(self, person_id: str) -> Rater | None:
        return next((rater for rater in self.raters if rater.person_id == person_id), None)


def load(actor: Actor, assessment_id: str) -> Round:
    with reading() as session:
        require_level(session, actor, KIND, assessment_id, Level.OWNER)
        row = existing(session, actor, assessment_id)
        partners = session.exec(
            select(PartnerRow).where(PartnerRow.assessment_id == row.id).order_by(PartnerRow.position)  # type: ignore[arg-type]
        ).all()
        invitations = session.exec(
            select(InvitationRow).where(InvitationRow.assessment_id == row.id).order_by(InvitationRow.made_at)  # type: ignore[arg-type]
        ).all()
        following = session.exec(
            select(AssessmentRow.id).where(
                AssessmentRow.series_id == row.series_id,
                AssessmentRow.number == row.number + 1,
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
        ).first()
        return Round(
            id=row.id,
            title=row.title,
            number=row.number,
            closed_at=clock.aware(row.closed_at) if row.closed_at else None,
            compare=row.compare,
            partners=tuple(Partner(each.id, each.name) for each in partners),
            raters=_raters(session, row.id),
            invitations=tuple(
                Invitation(
                    each.id,
                    each.partner_id,
                    clock.aware(each.expires_at),
                    each.revoked_at is None and clock.aware(each.expires_at) > clock.now(),
                )
                for each in invitations
            ),
            next_id=following or "",
        )


def add_partner(actor: Actor, assessment_id: str, name: str, new_id: str) -> str:
    """Name an institution that takes part; `new_id` makes a second click harmless."""
    name = _line(name)
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        present = session.exec(select(PartnerRow).where(PartnerRow.assessment_id == row.id)).all()
        if any(partner.id == new_id for partner in present):
            return new_id
        if len(present) >= MAX_PARTNERS:
            raise Invalid("partners_too_many", limit=MAX_PARTNERS)
        if any(partner.name.casefold() == name.casefold() for partner in present):
            raise Invalid("partner_twice", name=name)
        position = 1 + max((partner.position for partner in present), default=0)
        session.add(PartnerRow(id=new_id, assessment_id=row.id, name=name, position=position))
        audit.record(session, actor, "assessment:partner:added", row.id, partner=new_id)
    return new_id


def remove_partner(actor: Actor, assessment_id: str, partner_id: str) -> None:
    """Take out a partner nobody answers for; its links go with it."""
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        partner = partner_of(session, row.id, partner_id)
        if session.exec(select(SeatRow.person_id).where(SeatRow.partner_id == partner_id)).first():
            raise Invalid("partner_has_raters", name=partner.name)
        session.exec(delete(InvitationRow).where(InvitationRow.partner_id == partner_id))  # type: ignore[arg-type]
        session.delete(partner)
        audit.record(session, actor, "assessment:partner:removed", row.id, partner=partner_id)


def answer_for(actor: Actor, assessment_id: str, partner_id: str) -> None:
    """Say which partner the coordinator answers for; empty for none."""
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        if partner_id:
            partner_of(session, row.id, partner_id)
        seat = seat_of(session, row.id, actor.person_id)
        seat.partner_id = partner_id or None
        audit.record(session, actor, "assessment:seat:moved", row.id)


def finish(actor: Actor, assessment_id: str, finished: bool = True) -> None:
    """Say that one has answered what one can, or that one goes on after all."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.EDITOR)
        if row.closed_at is not None:
            raise Invalid("round_closed")
        seat = seat_of(session, row.id, actor.person_id)
        if (seat.finished_at is not None) != finished:
            seat.finished_at = clock.now() if finished else None
            audit.record(session, actor, f"assessment:seat:{'finished' if finished else 'resumed'}", row.id)


def finished(actor: Actor, assessment_id: str) -> bool:
    """Whether the actor has said so."""
    with reading() as session:
        existing(session, actor, assessment_id)
        seat = session.get(SeatRow, (assessment_id, actor.person_id))
        return seat is not None and seat.finished_at is not None


def remove_rater(actor: Actor, assessment_id: str, person_id: str) -> None:
    """Take a rater out of an open round with everything they answered."""
    with writing() as session:
        row = open_round(session, actor, assessment_id)
        if person_id == actor.person_id:
            raise Invalid("rater_own")
        seat = seat_of(session, row.id, person_id)
        evidence.forget(session, row.id, person_id)
        session.exec(
            delete(RatingRow).where(RatingRow.assessment_id == row.id, RatingRow.rater_id == person_id)  # type: ignore[arg-type]
        )
        guest = seat.guest
        session.delete(seat)
        session.flush()
        withdraw(session, person_id, KIND, row.id)
        withdraw(session, person_id, PLAN_KIND, row.plan_id)
        if guest:
            _erase_if_gone(session, actor, person_id)
        audit.record(session, actor, "assessment:seat:removed", row.id)


def close(actor: Actor, assessment_id: str) -> None:
    """End answering: from now on everybody who took part sees the results of all. There is no way back."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.OWNER)
        if row.closed_at is not None:
            return
        if not session.exec(select(func.count()).where(RatingRow.assessment_id == row.id)).one():
            raise Invalid("round_empty")
        row.closed_at = clock.now()
        for seat in session.exec(select(SeatRow).where(SeatRow.assessment_id == row.id)):
            if seat.person_id != actor.person_id:
                grant(session, seat.person_id, PLAN_KIND, row.plan_id, Level.READER)
        for link in session.exec(select(InvitationRow).where(InvitationRow.assessment_id == row.id)):
            link.revoked_at = link.revoked_at or clock.now()
        audit.record(session, actor, "assessment:round:closed", row.id)


def next_round(actor: Actor, assessment_id: str, new_id: str) -> str:
    """Begin the round after a closed one: newest version of the instrument, same partners, actions still open."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.OWNER)
        if row.closed_at is None:
            raise Invalid("round_open")
        following = session.exec(
            select(AssessmentRow.id).where(
                AssessmentRow.series_id == row.series_id,
                AssessmentRow.number == row.number + 1,
                AssessmentRow.deleted_at == None,  # noqa: E711
            )
        ).first()
        if following is not None:
            return following
        plan = improve.carried(session, actor, row.plan_id, new_id, row.number)
        instrument, words = _newest(actor, row)
        begin(
            session,
            actor,
            plan,
            instrument,
            words,
            row.series_id,
            row.number + 1,
        )
        for each in session.exec(select(PartnerRow).where(PartnerRow.assessment_id == row.id)).all():
            copied = PartnerRow(
                id=f"{new_id}-{each.position}", assessment_id=new_id, name=each.name, position=each.position
            )
            session.add(copied)
            if seat_of(session, row.id, actor.person_id).partner_id == each.id:
                session.flush()
                seat_of(session, new_id, actor.person_id).partner_id = copied.id
        return new_id


def _newest(actor: Actor, row: AssessmentRow) -> tuple[Instrument, InstrumentWords]:
    """The instrument as it is now; as it was in the last round where it was put away or belongs to somebody else."""
    frozen = _frozen(row)
    try:
        found = own.source(actor, row.instrument_id)
    except NotFound:
        return frozen
    return frozen if found[0].version == row.instrument_version else found


@dataclass(frozen=True)
class Renewed:
    """What the instrument of a round changes against that of the round before; titles by id."""

    renewal: Renewal
    before: str
    after: str
    titles: dict[str, str]


def renewed(actor: Actor, assessment_id: str) -> Renewed | None:
    """The change for the coordinator; None for a first round, and where nothing changed."""
    with reading() as session:
        row = existing(session, actor, assessment_id, Level.OWNER)
        last = session.exec(
            select(AssessmentRow).where(
                AssessmentRow.series_id == row.series_id, AssessmentRow.number == row.number - 1
            )
        ).first()
        if last is None:
            return None
        require_level(session, actor, KIND, last.id, Level.OWNER)
        (before, told_before), (after, told_after) = _frozen(last), _frozen(row)
    found = renewal(before, told_before, after, told_after)
    titles = {
        node.id: f"{node.ref} {words.nodes[node.id].title}"
        for instrument, words in ((before, told_before), (after, told_after))
        for node in instrument.items()
    }
    return Renewed(found, before.version, after.version, titles) if found.anything else None


def _frozen(row: AssessmentRow) -> tuple[Instrument, InstrumentWords]:
    return instrument_of(row), words_of(row)


def allow_comparison(actor: Actor, assessment_id: str, allowed: bool) -> None:
    """Let figures stand beside those of others who said so too, or take that back."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.OWNER)
        if row.compare != allowed:
            row.compare = allowed
            audit.record(session, actor, "assessment:comparison:changed", row.id, allowed=allowed)


def erase_guests(actor: Actor, assessment_id: str) -> int:
    """Erase what people without an account typed and who they are; levels stay. How many people that were."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.OWNER)
        if row.closed_at is None:
            raise Invalid("round_open")
        leave_no_trace(session)
        erased = 0
        for seat in session.exec(
            select(SeatRow).where(SeatRow.assessment_id == row.id, SeatRow.erased_at == None)  # noqa: E711
        ).all():
            if session.get(Account, seat.person_id) is not None or seat.person_id == actor.person_id:
                continue
            _blank(session, seat)
            withdraw(session, seat.person_id, KIND, row.id)
            withdraw(session, seat.person_id, PLAN_KIND, row.plan_id)
            if seat.guest:
                _erase_if_gone(session, actor, seat.person_id)
            erased += 1
        audit.record(session, actor, "assessment:people:erased", row.id, people=erased)
        return erased


def partner_of(session: Session, assessment_id: str, partner_id: str) -> PartnerRow:
    partner = session.get(PartnerRow, partner_id)
    if partner is None or partner.assessment_id != assessment_id:
        raise NotFound("round_partner_unknown")
    return partner


def seat_of(session: Session, assessment_id: str, person_id: str) -> SeatRow:
    seat = session.get(SeatRow, (assessment_id, person_id))
    if seat is None:
        raise NotFound("rater_unknown")
    return seat


def open_round(session: Session, actor: Actor, assessment_id: str) -> AssessmentRow:
    """The row of a round that is not closed, for its coordinator."""
    row = existing(session, actor, assessment_id, Level.OWNER)
    if row.closed_at is not None:
        raise Invalid("round_closed")
    return row


def _raters(session: Session, assessment_id: str) -> tuple[Rater, ...]:
    seats = session.exec(
        select(SeatRow).where(SeatRow.assessment_id == assessment_id).order_by(SeatRow.joined_at)  # type: ignore[arg-type]
    ).all()
    begun = set(session.exec(select(RatingRow.rater_id).where(RatingRow.assessment_id == assessment_id).distinct()))
    names = identity.names(session, {seat.person_id for seat in seats})

    def stage(seat: SeatRow) -> Stage:
        if seat.finished_at is not None:
            return Stage.FINISHED
        return Stage.ANSWERING if seat.person_id in begun else Stage.NOT_BEGUN

    return tuple(
        Rater(seat.person_id, names.get(seat.person_id, ""), seat.partner_id or "", stage(seat), seat.guest)
        for seat in seats
    )


def _blank(session: Session, seat: SeatRow) -> None:
    """Take away what somebody typed and brought to a round; levels stay."""
    seat.erased_at = clock.now()
    evidence.forget(session, seat.assessment_id, seat.person_id)
    for rating in session.exec(
        select(RatingRow).where(RatingRow.assessment_id == seat.assessment_id, RatingRow.rater_id == seat.person_id)
    ):
        rating.comment = rating.evidence = ""
    session.flush()


def forget(session: Session, person_id: str) -> None:
    """Blank what this person typed in every round."""
    for seat in session.exec(
        select(SeatRow).where(SeatRow.person_id == person_id, SeatRow.erased_at == None)  # noqa: E711
    ).all():
        _blank(session, seat)


identity.when_erased(forget)


def _erase_if_gone(session: Session, actor: Actor, person_id: str) -> None:
    """Erase a guest who sits in no other round."""
    elsewhere = select(SeatRow.assessment_id).where(SeatRow.person_id == person_id, SeatRow.erased_at == None)  # noqa: E711
    if session.exec(elsewhere).first() is None:
        identity.erase_person(session, actor, person_id)


def _line(name: str) -> str:
    name = " ".join(name.split())
    if not 0 < len(name) <= MAX_TITLE:
        raise Invalid("title_unusable", maximum=MAX_TITLE)
    return name
