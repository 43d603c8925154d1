"""A round of signing: opened on one text, asked turn by turn, signed by typed name or by a scanned page, or withdrawn.

While a round is open the text is refused every change, and the round does not lapse when somebody tries: who has signed
relies on the words standing still, and one stray keystroke must not undo signatures of others. Whoever wants another
text withdraws the round, with a reason that the signatories can read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from partnership import service
from partnership.composition import compose
from partnership.items import without_control_characters
from partnership.service import KIND
from partnership.services import access, invite, signing, version
from partnership.signatures import nameless, obstacles, same_name, text_of, turns_fit
from partnership.tables import Invitation, SigningRound, SigningSeat
from studio import audit, clock, files, ids, rights
from studio.database import writing
from studio.documents import pdf
from studio.errors import Conflicted, Forbidden, Invalid, NotFound
from studio.identity import Actor, Role
from studio.rights import Level
from studio.tables import Attachment, VersionedDocument

MAX_REASON = 2_000
SCANS = (files.PDF, files.PNG, files.JPEG)


def open_round(
    actor: Actor, agreement_id: str, *, revision: int, name: str, turns: Sequence[Sequence[str]], key: str
) -> str:
    """Put the present text before its signatories and return the round's id; the same `key` again opens nothing new.

    `revision` is what the actor has read and `name` what this version is called from now on. `turns` are partners by
    id: those of one turn are asked together, the next when all of them have signed.
    """
    loaded = service.load(actor, agreement_id)
    text = loaded.agreement.model_copy(update={"status": "signed"})
    shown = {code: pdf.render(compose(text, code)) for code in loaded.agreement.languages}
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        before = session.exec(
            select(SigningRound.id).where(SigningRound.agreement_id == agreement_id, SigningRound.key == key)
        ).first()
        if before is not None:
            return before
        session.get(VersionedDocument, agreement_id, with_for_update=True)  # two who open at once queue up
        agreement, now = access.current(session, actor, agreement_id, Level.OWNER)
        access.unsigned(agreement)
        if agreement.status == "template":
            raise Invalid("signing_template")
        if not now == revision == loaded.revision:
            raise Conflicted("signing_text_moved")
        if nameless(agreement) or obstacles(agreement):
            raise Invalid("signing_not_ready")
        if not turns_fit(agreement, turns):
            raise Invalid("signing_turns_incomplete")
        version.keep_name(session, actor, agreement_id, revision, name)
        row = SigningRound(
            id=ids.new("sig"),
            key=key,
            agreement_id=agreement_id,
            revision=revision,
            text_sha256=files.put(session, text_of(agreement)),
            pages={code: files.put(session, content) for code, content in shown.items()},
            status_before=agreement.status,
            person_id=actor.person_id,
        )
        session.add(row)
        session.flush()
        for number, partners in enumerate(turns, 1):
            session.add_all(SigningSeat(round_id=row.id, partner=partner, turn=number) for partner in partners)
        service.set_status(session, actor, agreement_id, "signing", f"{row.id}/open")
        audit.record(session, actor, "agreement:signing:opened", agreement_id, round=row.id, text=row.text_sha256)
        return row.id


def ask(actor: Actor, agreement_id: str, partner: str, *, days: int, key: str) -> str:
    """A new personal link for a partner's signatory whose turn it is; returns its secret, which is told once.

    An earlier link of this seat ends. Somebody who declined is asked anew.
    """
    with writing() as session:
        row = _open(session, actor, agreement_id, Level.OWNER)
        seat = _seat(session, row, partner)
        _in_turn(session, row, seat)
        found = signing.frozen(session, row).partner(partner)
        note = found.representative if found else ""
        link, secret = invite.make(session, actor, agreement_id, partner, days=days, decides=False, note=note, key=key)
        _end_link(session, actor, seat)
        seat.invitation_id, seat.state, seat.reason, seat.at, seat.person_id = link.id, "waiting", "", None, None
        audit.record(session, actor, "agreement:signing:asked", agreement_id, round=row.id, partner=partner)
        return secret


def take_back_link(actor: Actor, agreement_id: str, partner: str) -> None:
    """End the personal link of a seat; what was signed by it stays."""
    with writing() as session:
        row = _open(session, actor, agreement_id, Level.OWNER)
        _end_link(session, actor, _seat(session, row, partner))


def confirm(actor: Actor, agreement_id: str, partner: str, *, typed: str, text_sha256: str, language: str) -> None:
    """Sign for a partner by typing the signatory's name; again by the same person changes nothing.

    `text_sha256` is the hash of the text that was on the page, `language` the one it was read in.
    """
    with writing() as session:
        row = _round(session, actor, agreement_id)
        seat = _seat(session, row, partner)
        if seat.state == "signed" and seat.person_id == actor.person_id:
            return
        _may_answer(session, actor, row, seat)
        if text_sha256 != row.text_sha256:
            raise Conflicted("signing_text_moved")
        if any(each.state == "declined" for each in _seats(session, row)):
            raise Invalid("signing_stands_still")
        text = signing.frozen(session, row)
        found = text.partner(partner)
        if found is None or not same_name(typed, found.representative):
            raise Invalid("signing_other_name")
        seat.state, seat.way, seat.person_id, seat.at = "signed", "typed", actor.person_id, clock.now()
        seat.language = language if language in row.pages else text.prevailing_language
        audit.record(
            session, actor, "agreement:signing:signed", agreement_id, round=row.id, partner=partner, way="typed"
        )
        _complete(session, row)


def decline(actor: Actor, agreement_id: str, partner: str, reason: str) -> None:
    """Say that one does not sign, and why; the round stands still until its opener asks again or withdraws it."""
    with writing() as session:
        row = _round(session, actor, agreement_id)
        seat = _seat(session, row, partner)
        if seat.state == "declined" and seat.person_id == actor.person_id:
            return
        _may_answer(session, actor, row, seat)
        seat.reason, seat.state = _reason(reason), "declined"
        seat.person_id, seat.at = actor.person_id, clock.now()
        audit.record(session, actor, "agreement:signing:declined", agreement_id, round=row.id, partner=partner)


def bring_scan(
    actor: Actor, agreement_id: str, partners: Sequence[str], name: str, content: bytes, paper_day: date
) -> None:
    """Let a scanned page count as the signatures of these partners, whose turn it is; the owner vouches for it.

    `paper_day` is the day on the paper. The same page for the same partners again changes nothing.
    """
    with writing() as session:
        row = _round(session, actor, agreement_id)
        rights.require_level(session, actor, KIND, agreement_id, Level.OWNER)
        wanted = [_seat(session, row, partner) for partner in dict.fromkeys(partners)]
        if not wanted:
            raise Invalid("signing_seat_unknown")
        if all(_has_scan(session, seat, content) for seat in wanted):
            return
        if row.outcome != "open":
            raise Invalid("signing_closed")
        if paper_day > clock.today():
            raise Invalid("signing_day_ahead")
        for seat in wanted:
            _in_turn(session, row, seat)
        attached = files.attach(session, actor, KIND, agreement_id, name, content, types=SCANS)
        session.flush()
        for seat in wanted:
            seat.state, seat.way, seat.person_id, seat.at = "signed", "scan", actor.person_id, clock.now()
            seat.attachment_id, seat.paper_day, seat.reason = attached, paper_day, ""
            audit.record(
                session, actor, "agreement:signing:signed", agreement_id, round=row.id, partner=seat.partner, way="scan"
            )
        _complete(session, row)


def undo_scan(actor: Actor, agreement_id: str, partner: str) -> None:
    """Let a scan brought by mistake count no longer, as long as the round is open and no later turn has signed."""
    with writing() as session:
        row = _open(session, actor, agreement_id, Level.OWNER)
        seat = _seat(session, row, partner)
        if seat.way != "scan":
            raise Invalid("signing_no_scan")
        if any(each.turn > seat.turn and each.state == "signed" for each in _seats(session, row)):
            raise Invalid("signing_later_signed")
        seat.state, seat.way, seat.person_id, seat.at = "waiting", "", None, None
        seat.attachment_id, seat.paper_day = None, None
        audit.record(session, actor, "agreement:signing:undone", agreement_id, round=row.id, partner=partner)


def withdraw(actor: Actor, agreement_id: str, reason: str) -> None:
    """End an open round without result: the text may be changed again, and no signature on it counts any more.

    Personal links go on letting their holders in, so that they can read why.
    """
    with writing() as session:
        row = _open(session, actor, agreement_id, Level.OWNER)
        row.reason = _reason(reason)
        row.outcome, row.closed_at = "withdrawn", clock.now()
        service.set_status(session, actor, agreement_id, row.status_before, f"{row.id}/withdrawn")
        audit.record(session, actor, "agreement:signing:withdrawn", agreement_id, round=row.id)


def _complete(session: Session, row: SigningRound) -> None:
    if any(seat.state != "signed" for seat in _seats(session, row)):
        return
    row.outcome, row.closed_at = "signed", clock.now()
    opener = Actor(row.person_id, "", Role.MANAGER)  # the last signatory may not edit; the opener asked for this step
    service.set_status(session, opener, row.agreement_id, "signed", f"{row.id}/signed")
    audit.record(session, opener, "agreement:signing:completed", row.agreement_id, round=row.id, text=row.text_sha256)


def _round(session: Session, actor: Actor, agreement_id: str) -> SigningRound:
    """The newest round, held so that two people who answer at once queue up."""
    rights.require_level(session, actor, KIND, agreement_id, Level.READER)
    newest = session.exec(
        select(SigningRound)
        .where(SigningRound.agreement_id == agreement_id)
        .order_by(SigningRound.opened_at.desc())  # type: ignore[attr-defined]
        .with_for_update()
    ).first()
    if newest is None:
        raise Invalid("signing_closed")
    return newest


def _open(session: Session, actor: Actor, agreement_id: str, level: Level) -> SigningRound:
    rights.require_level(session, actor, KIND, agreement_id, level)
    row = _round(session, actor, agreement_id)
    if row.outcome != "open":
        raise Invalid("signing_closed")
    return row


def _seats(session: Session, row: SigningRound) -> Sequence[SigningSeat]:
    return session.exec(select(SigningSeat).where(SigningSeat.round_id == row.id)).all()


def _seat(session: Session, row: SigningRound, partner: str) -> SigningSeat:
    seat = session.get(SigningSeat, (row.id, partner))
    if seat is None:
        raise NotFound("signing_seat_unknown")
    return seat


def _in_turn(session: Session, row: SigningRound, seat: SigningSeat) -> None:
    if seat.state == "signed":
        raise Invalid("signing_done")
    if any(each.turn < seat.turn and each.state != "signed" for each in _seats(session, row)):
        raise Invalid("signing_not_their_turn")


def _may_answer(session: Session, actor: Actor, row: SigningRound, seat: SigningSeat) -> None:
    """Whether the holder of a personal link may sign or decline now."""
    if row.outcome != "open":
        raise Invalid("signing_closed")
    if not signing.holds(session, actor, seat):
        raise Forbidden("signing_not_asked")
    _in_turn(session, row, seat)


def _has_scan(session: Session, seat: SigningSeat, content: bytes) -> bool:
    held = session.get(Attachment, seat.attachment_id) if seat.attachment_id else None
    return held is not None and held.sha256 == hashlib.sha256(content).hexdigest()


def _end_link(session: Session, actor: Actor, seat: SigningSeat) -> None:
    link = session.get(Invitation, seat.invitation_id) if seat.invitation_id else None
    if link is not None:
        invite.end(session, actor, link)


def _reason(text: str) -> str:
    said = without_control_characters(text).strip()
    if not said:
        raise Invalid("signing_without_reason")
    if len(said) > MAX_REASON:
        raise Invalid("answer_too_long", maximum=MAX_REASON)
    return said
