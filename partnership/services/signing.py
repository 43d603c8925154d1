"""Where the signing of an agreement stands; what can be done with a round is in `services.sign`."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, select

from partnership import sealing
from partnership.agreement import Agreement
from partnership.composition.record import compose_record, compose_signed
from partnership.export import ExportedFile
from partnership.service import KIND
from partnership.signatures import Round, Seat
from partnership.tables import Guest, Invitation, NamedVersion, SigningRound, SigningSeat
from partnership.transfer import from_body
from studio import audit, clock, files, identity, rights
from studio.database import reading, writing
from studio.documents.renderers import RENDERERS
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level
from studio.tables import Attachment, StoredFile


@dataclass(frozen=True)
class SignedText:
    """The text all partners have signed; it never changes."""

    agreement_id: str
    round_id: str
    revision: int
    text_sha256: str
    text: Agreement
    signed_at: datetime
    """When the last signature came in."""


def signed(actor: Actor, agreement_id: str) -> SignedText | None:
    """The signed text, for those who may read the agreement; None while it is not signed."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        return signed_text(session, agreement_id)


def signed_text(session: Session, agreement_id: str) -> SignedText | None:
    """The same in a transaction that is open already; the right is the caller's to check."""
    row = session.exec(
        select(SigningRound).where(SigningRound.agreement_id == agreement_id, SigningRound.outcome == "signed")
    ).first()
    if row is None or row.closed_at is None:
        return None
    return SignedText(
        agreement_id, row.id, row.revision, row.text_sha256, frozen(session, row), clock.aware(row.closed_at)
    )


def rounds(actor: Actor, agreement_id: str) -> list[Round]:
    """Every round of an agreement, newest first."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        rows = session.exec(
            select(SigningRound)
            .where(SigningRound.agreement_id == agreement_id)
            .order_by(SigningRound.opened_at.desc())  # type: ignore[attr-defined]
        ).all()
        return [_round(session, row) for row in rows]


def asked(actor: Actor, agreement_id: str) -> list[str]:
    """Partners for whom the actor holds a personal link of the open round that still works."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        held = session.exec(
            select(SigningSeat)
            .join(SigningRound, SigningRound.id == SigningSeat.round_id)  # type: ignore[arg-type]
            .where(SigningRound.agreement_id == agreement_id, SigningRound.outcome == "open")
        ).all()
        return [seat.partner for seat in held if holds(session, actor, seat)]


def holds(session: Session, actor: Actor, seat: SigningSeat) -> bool:
    """Whether the actor came in by the seat's personal link, and it works."""
    if seat.invitation_id is None or session.get(Guest, (seat.invitation_id, actor.person_id)) is None:
        return False
    link = session.get(Invitation, seat.invitation_id)
    return link is not None and link.revoked_at is None and clock.aware(link.expires_at) > clock.now()


@dataclass(frozen=True)
class Stored:
    media_type: str
    content: bytes


def stored(actor: Actor, agreement_id: str, sha256: str) -> Stored:
    """A file of a round by its hash: the text as data, its pages, a scan; NotFound for any other file."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.READER)
        rows = session.exec(select(SigningRound).where(SigningRound.agreement_id == agreement_id)).all()
        known = {digest for row in rows for digest in (row.text_sha256, *row.pages.values())}
        known |= {
            scan.sha256
            for row in rows
            for seat in session.exec(select(SigningSeat).where(SigningSeat.round_id == row.id))
            if seat.attachment_id and (scan := session.get(Attachment, seat.attachment_id))
        }
        if sha256 not in known:
            raise NotFound("attachment_unknown")
        content = frozen_bytes(session, sha256)
        row = session.get(StoredFile, sha256)
        return Stored(row.media_type if row else "", content)


def export(actor: Actor, agreement_id: str, round_id: str, kind: str, format_: str, language: str = "") -> ExportedFile:
    """The signed text with the record of its signatures (`signed`), or the record alone (`record`).

    Before all have signed only the record can be had.
    """
    found = next((each for each in rounds(actor, agreement_id) if each.id == round_id), None)
    if found is None or kind not in ("signed", "record") or format_ not in RENDERERS:
        raise NotFound("signing_unknown")
    if kind == "signed" and found.outcome != "signed":
        raise Invalid("signing_not_complete")
    chosen = language if language in found.text.languages else found.text.prevailing_language
    document = compose_signed(found, chosen) if kind == "signed" else compose_record(found, actor.locale)
    media_type, render = RENDERERS[format_]
    name = files.safe_name(f"{document.title}.{format_}", default=f"{kind}.{format_}")
    return ExportedFile(name, media_type, render(document))


def sealable(actor: Actor, agreement_id: str, round_id: str) -> None:
    """Raises unless the actor may read this round and all have signed."""
    found = next((each for each in rounds(actor, agreement_id) if each.id == round_id), None)
    if found is None:
        raise NotFound("signing_unknown")
    if found.outcome != "signed":
        raise Invalid("signing_not_complete")


def sealed(
    actor: Actor, agreement_id: str, round_id: str, certificate: bytes, password: str, so_far: bytes = b""
) -> ExportedFile:
    """The signed PDF with a seal of the actor's certificate behind it, which is used and not kept.

    `so_far` is the same PDF with seals of others. Invalid: `seal_of_another_text`, `certificate_unusable`.
    """
    signed_pdf = export(actor, agreement_id, round_id, "signed", "pdf")
    if len(so_far) > sealing.MAX_PDF or (so_far and not sealing.only_sealed(signed_pdf.content, so_far)):
        raise Invalid("seal_of_another_text")
    found = next(each for each in rounds(actor, agreement_id) if each.id == round_id)
    made = sealing.seal(
        so_far or signed_pdf.content,
        certificate,
        password,
        reason=f"SHA-256 {found.text_sha256}",
        place=found.text.legal.place,
    )
    with writing() as session:
        number = len(sealing.seals(made))
        audit.record(session, actor, "agreement:signing:sealed", agreement_id, round=round_id, number=number)
    return ExportedFile(signed_pdf.name, signed_pdf.media_type, made)


def frozen(session: Session, row: SigningRound) -> Agreement:
    """The text of a round as it was stored; NotFound when its bytes are not what was hashed."""
    return from_body(json.loads(frozen_bytes(session, row.text_sha256)))


def frozen_bytes(session: Session, sha256: str) -> bytes:
    stored = session.get(StoredFile, sha256)
    if stored is None or hashlib.sha256(stored.content).hexdigest() != sha256:
        raise NotFound("attachment_damaged")
    return stored.content


def _round(session: Session, row: SigningRound) -> Round:
    text = frozen(session, row)
    seats = session.exec(
        select(SigningSeat).where(SigningSeat.round_id == row.id).order_by(SigningSeat.turn)  # type: ignore[arg-type]
    ).all()
    names = identity.names(session, {row.person_id, *(seat.person_id for seat in seats if seat.person_id)})
    places = [partner.id for partner in text.partners]
    version = session.exec(
        select(NamedVersion.name)
        .where(NamedVersion.agreement_id == row.agreement_id, NamedVersion.revision == row.revision)
        .order_by(NamedVersion.at)  # type: ignore[arg-type]
    ).first()
    return Round(
        row.id,
        row.agreement_id,
        row.revision,
        version or "",
        row.text_sha256,
        row.pages,
        text,
        names.get(row.person_id, ""),
        clock.aware(row.opened_at),
        row.outcome,
        row.reason,
        clock.aware(row.closed_at) if row.closed_at else None,
        tuple(
            _seat(session, seat, text, names) for seat in sorted(seats, key=lambda s: (s.turn, places.index(s.partner)))
        ),
    )


def _seat(session: Session, row: SigningSeat, text: Agreement, names: dict[str, str]) -> Seat:
    partner = text.partner(row.partner)
    assert partner is not None  # a seat is made for a partner of the text
    link = session.get(Invitation, row.invitation_id) if row.invitation_id else None
    scan = session.get(Attachment, row.attachment_id) if row.attachment_id else None
    works = link is not None and link.revoked_at is None
    return Seat(
        row.partner,
        partner.name.strip(),
        partner.representative.strip(),
        partner.representative_function.strip(),
        row.turn,
        row.state,
        row.way,
        names.get(row.person_id or "", ""),
        row.language,
        row.paper_day,
        scan.sha256 if scan else "",
        row.reason,
        clock.aware(row.at) if row.at else None,
        clock.aware(link.expires_at) if link is not None and works else None,
    )
