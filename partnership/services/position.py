"""Taking positions on sections, and where the partners stand together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, func, select

from partnership import extent
from partnership.agreement import SCHEMA_NUMBER, SECTION_IDS, Agreement, SectionId
from partnership.consensus import MAX_REASON, Matrix, Position, Stance, Topic, agenda
from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.services import access
from partnership.tables import CommentRow, PositionRow, ProposalRow
from partnership.transfer import from_body, to_body
from studio import audit, clock, identity, ids, rights, versioned
from studio.database import reading, writing
from studio.errors import Conflicted, Invalid
from studio.identity import Actor
from studio.rights import Level


@dataclass(frozen=True)
class Overview:
    """Where the partners stand; `voices` are those the actor speaks for and whether positions may be taken."""

    agreement: Agreement
    revision: int
    level: Level
    matrix: Matrix
    agenda: list[Topic]
    voices: dict[str, bool]


def take(
    actor: Actor,
    agreement_id: str,
    partner: str,
    section: SectionId,
    stance: Stance,
    *,
    reason: str = "",
    counter: str = "",
    revision: int,
    key: str,
) -> None:
    """Take a position on a section as it was read at `revision`. Conflicted when it says something else by now."""
    with writing() as session:
        agreement, now = access.current(session, actor, agreement_id)
        access.unsigned(agreement)
        access.known_partner(agreement, partner)
        access.require_voice(session, actor, agreement_id, partner)
        body = to_body(agreement)
        seen = body if revision == now else access.body_at(session, actor, agreement_id, revision)
        if extent.content(seen, section) != extent.content(body, section):
            raise Conflicted("position_text_moved")
        row = checked(actor, agreement_id, partner, section, stance, reason, counter, revision, key)
        store(session, actor, [row])


def checked(
    actor: Actor,
    agreement_id: str,
    partner: str,
    section: str,
    stance: Stance,
    reason: str,
    counter: str,
    revision: int,
    key: str,
) -> PositionRow:
    """A position as it may be stored; Invalid when an objection does not say why and what should stand instead."""
    reason, counter = (without_control_characters(text).strip() for text in (reason, counter))
    if section not in SECTION_IDS:
        raise Invalid("section_unknown")
    if max(len(reason), len(counter)) > MAX_REASON:
        raise Invalid("agreement_text_too_long", maximum=MAX_REASON)
    if stance is Stance.OBJECT and not (reason and counter):
        raise Invalid("objection_incomplete")
    return PositionRow(
        id=ids.new("pos"),
        key=key,
        agreement_id=agreement_id,
        section=section,
        partner=partner,
        revision=revision,
        stance=stance,
        reason=reason,
        counter=counter,
        person_id=actor.person_id,
        at=clock.now(),
    )


def store(session: Session, actor: Actor, rows: Iterable[PositionRow]) -> None:
    """Store positions once each, and keep the text they were given on at hand."""
    for row in rows:
        known = select(PositionRow.id).where(PositionRow.agreement_id == row.agreement_id, PositionRow.key == row.key)
        if session.exec(known).first() is not None:
            continue
        body, _ = versioned.body_at(session, actor, KIND, row.agreement_id, row.revision)
        versioned.pin(session, row.agreement_id, row.revision, body)
        session.add(row)
        session.flush()
        audit.record(
            session,
            actor,
            "agreement:position:taken",
            row.agreement_id,
            section=row.section,
            partner=row.partner,
            stance=str(row.stance),
            revision=row.revision,
            file=row.attachment_id is not None,
        )


def overview(actor: Actor, agreement_id: str) -> Overview:
    """Matrix and agenda as they stand."""
    with reading() as session:
        agreement, revision = access.current(session, actor, agreement_id)
        given = positions_of(session, agreement_id)
        partners = [partner.id for partner in agreement.partners]
        matrix = Matrix(partners, given, _lapsed(session, actor, agreement_id, to_body(agreement), given))
        return Overview(
            agreement,
            revision,
            rights.level_on(session, actor, KIND, agreement_id) or Level.READER,
            matrix,
            agenda(matrix, _questions(session, agreement_id)),
            access.seats(session, actor, agreement_id),
        )


def positions_of(session: Session, agreement_id: str) -> list[Position]:
    """Every position ever given, oldest first."""
    rows = session.exec(
        select(PositionRow).where(PositionRow.agreement_id == agreement_id).order_by(PositionRow.at)  # type: ignore[arg-type]
    ).all()
    names = identity.names(session, {row.person_id for row in rows})
    return [
        Position(
            row.id,
            row.partner,
            next(section for section in SECTION_IDS if section == row.section),
            Stance(row.stance),
            row.reason,
            row.counter,
            row.revision,
            row.sender or names.get(row.person_id, ""),
            clock.aware(row.at),
            by_file=row.attachment_id is not None,
        )
        for row in rows
    ]


def _lapsed(
    session: Session, actor: Actor, agreement_id: str, body: dict[str, Any], given: list[Position]
) -> list[str]:
    """Ids of positions whose section says something else than when they were given."""
    by_revision: dict[int, list[Position]] = {}
    for position in {(position.partner, position.section): position for position in given}.values():
        by_revision.setdefault(position.revision, []).append(position)
    now = {section: extent.content(body, section) for section in SECTION_IDS}
    lapsed: list[str] = []
    for revision, here in by_revision.items():
        then, number = versioned.body_at(session, actor, KIND, agreement_id, revision)
        if number == SCHEMA_NUMBER:  # reading every body as a model costs 20 ms each
            here = [each for each in here if extent.content(then, each.section) != now[each.section]]
        if here:  # perhaps it differs only because fields were added since
            then = to_body(from_body(then))
            lapsed += [each.id for each in here if extent.content(then, each.section) != now[each.section]]
    return lapsed


def _questions(session: Session, agreement_id: str) -> dict[str, int]:
    """Open comments and proposals per section."""
    found: dict[str, int] = {}
    comments = session.exec(
        select(CommentRow.section, func.count())
        .where(CommentRow.agreement_id == agreement_id, CommentRow.parent == "", CommentRow.resolved_at == None)  # noqa: E711
        .group_by(CommentRow.section)
    )
    proposals = session.exec(
        select(ProposalRow.section, func.count())
        .where(ProposalRow.agreement_id == agreement_id, ProposalRow.state == "open")
        .group_by(ProposalRow.section)
    )
    for section, count in [*comments, *proposals]:
        found[section] = found.get(section, 0) + count
    return found
