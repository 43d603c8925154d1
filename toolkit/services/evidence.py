"""Files beside an answer: kept by their SHA-256, with who keeps the original and until when it holds.

Until the round is closed only the rater who brought a file sees it, afterwards everybody who may see the round.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date as Day

from sqlmodel import Session, select

from studio import audit, files
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level
from studio.tables import Attachment, StoredFile
from toolkit.services.assess import existing
from toolkit.services.frozen import instrument_of
from toolkit.tables import EvidenceRow

TYPES = (files.PDF, files.DOCX, files.XLSX, files.PNG, files.JPEG)
MAX_FILES = 10
"""For one item, by one rater."""
MAX_OWNER = 200


@dataclass(frozen=True)
class Evidence:
    id: str
    item_id: str
    name: str
    owner: str
    expires_on: Day | None
    sha256: str
    mine: bool

    def expired(self, today: Day) -> bool:
        return self.expires_on is not None and self.expires_on < today


def add(
    actor: Actor,
    assessment_id: str,
    item_id: str,
    name: str,
    content: bytes,
    *,
    owner: str,
    expires_on: Day | None,
    new_id: str,
) -> str:
    """Put a file beside one's own answer; `new_id` makes a second click harmless."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.EDITOR)
        if session.get(EvidenceRow, new_id) is not None:
            return new_id
        if row.closed_at is not None:
            raise Invalid("round_closed")
        if item_id not in {node.id for node in instrument_of(row).items()}:
            raise Invalid("rating_unusable")
        mine = session.exec(
            select(EvidenceRow.id).where(
                EvidenceRow.assessment_id == row.id,
                EvidenceRow.item_id == item_id,
                EvidenceRow.person_id == actor.person_id,
            )
        ).all()
        if len(mine) >= MAX_FILES:
            raise Invalid("evidence_too_much", limit=MAX_FILES)
        found = files.media_type(content)
        if found not in TYPES:
            raise Invalid("file_type_wrong", found=found)
        digest = files.put(session, content)
        session.add(
            EvidenceRow(
                id=new_id,
                assessment_id=row.id,
                item_id=item_id,
                person_id=actor.person_id,
                sha256=digest,
                name=files.safe_name(name),
                owner=" ".join(owner.split())[:MAX_OWNER],
                expires_on=expires_on,
            )
        )
        audit.record(session, actor, "assessment:evidence:added", row.id, item=item_id, sha256=digest)
    return new_id


def remove(actor: Actor, assessment_id: str, evidence_id: str) -> None:
    """Take one's own file away while the round is open."""
    with writing() as session:
        row = existing(session, actor, assessment_id, Level.EDITOR)
        found = session.get(EvidenceRow, evidence_id)
        if found is None:
            return
        if found.assessment_id != row.id or found.person_id != actor.person_id:
            raise NotFound("attachment_unknown")
        if row.closed_at is not None:
            raise Invalid("round_closed")
        _drop(session, found)
        audit.record(session, actor, "assessment:evidence:removed", row.id, item=found.item_id)


def listed(actor: Actor, assessment_id: str) -> list[Evidence]:
    """The actor's files, or everybody's when the round is closed."""
    with reading() as session:
        row = existing(session, actor, assessment_id)
        wanted = select(EvidenceRow).where(EvidenceRow.assessment_id == row.id).order_by(EvidenceRow.sha256)
        if row.closed_at is None:
            wanted = wanted.where(EvidenceRow.person_id == actor.person_id)
        return [
            Evidence(e.id, e.item_id, e.name, e.owner, e.expires_on, e.sha256, e.person_id == actor.person_id)
            for e in session.exec(wanted)
        ]


def content(actor: Actor, assessment_id: str, evidence_id: str) -> tuple[str, str, bytes]:
    """Name, media type and bytes of a file one may see."""
    with reading() as session:
        row = existing(session, actor, assessment_id)
        found = session.get(EvidenceRow, evidence_id)
        if found is None or found.assessment_id != row.id:
            raise NotFound("attachment_unknown")
        if row.closed_at is None and found.person_id != actor.person_id:
            raise NotFound("attachment_unknown")
        stored = session.get(StoredFile, found.sha256)
        if stored is None or hashlib.sha256(stored.content).hexdigest() != stored.sha256:
            raise NotFound("attachment_damaged")
        return found.name, stored.media_type, stored.content


def forget(session: Session, assessment_id: str, person_id: str) -> None:
    """Take away every file a person brought to a round."""
    for found in session.exec(
        select(EvidenceRow).where(EvidenceRow.assessment_id == assessment_id, EvidenceRow.person_id == person_id)
    ).all():
        _drop(session, found)


def _drop(session: Session, found: EvidenceRow) -> None:
    """Delete the row, and the bytes when nothing else refers to them."""
    digest = found.sha256
    session.delete(found)
    session.flush()
    for other in (EvidenceRow.sha256, Attachment.sha256):
        if session.exec(select(other).where(other == digest)).first():
            return
    stored = session.get(StoredFile, digest)
    if stored is not None:
        session.delete(stored)
