"""Proposing changes of the text, and deciding on them: an accepted proposal is a revision by its author."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlmodel import Session, select

from partnership import service
from partnership.extent import section_of
from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.services import access
from partnership.tables import ProposalRow
from partnership.transfer import from_body, to_body
from studio import audit, clock, identity, ids, rights
from studio.changes import CHANGES, BadPath, Change, RemoveItem, SetField, find, merge
from studio.database import reading, writing
from studio.errors import Conflicted, Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_PROPOSED = 50
MAX_REASON = 4_000


class State(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True)
class Proposal:
    """`stale` when a field it changes says something else by now than its author saw."""

    id: str
    section: str
    changes: tuple[Change, ...]
    reason: str
    author: str
    own: bool
    at: datetime
    state: State
    answer: str
    stale: bool


def propose(
    actor: Actor, agreement_id: str, changes: Sequence[Change], reason: str, *, author: str = "", key: str
) -> str:
    """Propose changes to one section; returns the proposal's id. Nothing of it stands before somebody accepts it.

    `author` names somebody without access here whose change a manager brings along.
    """
    reason = without_control_characters(reason).strip()
    sections = {section_of(change.path) for change in changes}
    if not changes or len(changes) > MAX_PROPOSED or len(sections) != 1 or None in sections:
        raise Invalid("proposal_unusable")
    if len(reason) > MAX_REASON:
        raise Invalid("agreement_text_too_long", maximum=MAX_REASON)
    with writing() as session:
        agreement, revision = access.current(session, actor, agreement_id, Level.EDITOR if author else Level.READER)
        access.unsigned(agreement)
        before = session.exec(
            select(ProposalRow.id).where(ProposalRow.agreement_id == agreement_id, ProposalRow.key == key)
        ).first()
        if before is not None:
            return before
        try:
            merged, applied, conflicts = merge(to_body(agreement), changes)
            from_body(merged)
        except (BadPath, Invalid) as error:
            raise Invalid("proposal_unusable") from error
        if not applied and not conflicts:
            raise Invalid("proposal_changes_nothing")
        row = ProposalRow(
            id=ids.new("prp"),
            key=key,
            agreement_id=agreement_id,
            section=str(next(iter(sections))),
            changes=CHANGES.dump_python(list(changes), mode="json"),
            reason=reason,
            author=author.strip()[: identity.MAX_NAME],
            person_id=actor.person_id,
            revision=revision,
        )
        session.add(row)
        audit.record(session, actor, "agreement:proposal:made", agreement_id, proposal=row.id, section=row.section)
        return row.id


def proposals(actor: Actor, agreement_id: str, section: str = "") -> list[Proposal]:
    """Oldest first; of one section or of all."""
    with reading() as session:
        agreement, _ = access.current(session, actor, agreement_id)
        body = to_body(agreement)
        wanted = select(ProposalRow).where(ProposalRow.agreement_id == agreement_id)
        if section:
            wanted = wanted.where(ProposalRow.section == section)
        rows = session.exec(wanted.order_by(ProposalRow.at, ProposalRow.id)).all()  # type: ignore[arg-type]
        names = identity.names(session, {row.person_id for row in rows})
    found = []
    for row in rows:
        changes = CHANGES.validate_python(row.changes)
        found.append(
            Proposal(
                row.id,
                row.section,
                tuple(changes),
                row.reason,
                row.author or names.get(row.person_id, ""),
                row.person_id == actor.person_id,
                clock.aware(row.at),
                State(row.state),
                row.answer,
                row.state == State.OPEN and bool(merge(body, changes)[2]),
            )
        )
    return found


def accept(actor: Actor, agreement_id: str, proposal_id: str, *, over: bool = False) -> None:
    """Take a proposal over as a revision by its author.

    Conflicted when the text has moved since; `over` takes the proposed text all the same, the other one stays in the
    history. Accepting twice does nothing the second time.
    """
    with writing() as session:
        row = _row(session, agreement_id, proposal_id, actor, Level.EDITOR)
        if row.state == State.ACCEPTED:
            return
        _open(row)
        changes = CHANGES.validate_python(row.changes)
        if over:
            body = to_body(access.current(session, actor, agreement_id)[0])
            changes = [_rebased(change, body) for change in changes]
        saved = service.keep(
            session, actor, agreement_id, changes, f"proposal:{row.id}", author="" if row.author else row.person_id
        )
        if saved.conflicts:
            raise Conflicted("proposal_stale")
        _decided(session, actor, row, State.ACCEPTED)


def decline(actor: Actor, agreement_id: str, proposal_id: str, answer: str) -> None:
    """Say why a proposal is not taken over."""
    answer = without_control_characters(answer).strip()
    if not answer:
        raise Invalid("decline_without_reason")
    if len(answer) > MAX_REASON:
        raise Invalid("agreement_text_too_long", maximum=MAX_REASON)
    with writing() as session:
        row = _row(session, agreement_id, proposal_id, actor, Level.EDITOR)
        _open(row)
        row.answer = answer
        _decided(session, actor, row, State.DECLINED)


def withdraw(actor: Actor, agreement_id: str, proposal_id: str) -> None:
    """Take one's own proposal back."""
    with writing() as session:
        row = _row(session, agreement_id, proposal_id, actor, Level.READER)
        if row.person_id != actor.person_id:
            raise Forbidden("proposal_foreign")
        _open(row)
        _decided(session, actor, row, State.WITHDRAWN)


def _row(session: Session, agreement_id: str, proposal_id: str, actor: Actor, level: Level) -> ProposalRow:
    rights.require_level(session, actor, KIND, agreement_id, level)
    row = session.get(ProposalRow, proposal_id, with_for_update=True)
    if row is None or row.agreement_id != agreement_id:
        raise NotFound("proposal_unknown")
    return row


def _open(row: ProposalRow) -> None:
    if row.state != State.OPEN:
        raise Invalid("proposal_decided")


def _decided(session: Session, actor: Actor, row: ProposalRow, state: State) -> None:
    row.state, row.decided_at, row.decided_by = state, clock.now(), actor.person_id
    audit.record(session, actor, f"agreement:proposal:{state}", row.agreement_id, proposal=row.id)


def _rebased(change: Change, body: dict[str, object]) -> Change:
    if isinstance(change, (SetField, RemoveItem)):
        try:
            return change.model_copy(update={"base": find(body, change.path)})
        except KeyError:
            return change
    return change
