"""Word copies that partners edited: bringing one back, seeing what changed, taking a passage over once it was seen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from partnership import word, word_back
from partnership.agreement import Agreement
from partnership.service import KIND, keep
from partnership.services import comment
from partnership.transfer import from_body, to_body
from partnership.word_back import ByHand, Proposed, Remarked, Returned
from studio import audit, clock, files, identity, ids, rights, versioned
from studio.changes import SetField, find
from studio.database import reading, writing
from studio.errors import Conflicted, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level
from studio.tables import Attachment, StoredFile

RETURNED = f"{KIND}:returned"
"""Kind of the attachment."""


class State(StrEnum):
    """Where a proposed passage stands by now."""

    OPEN = "open"
    TAKEN = "taken"
    """The draft says this already."""
    MOVED = "moved"
    """The draft says something else than the copy was made from."""
    GONE = "gone"
    """The draft has no such passage any more."""


@dataclass(frozen=True)
class Brought:
    id: str
    name: str
    at: datetime
    by: str


@dataclass(frozen=True)
class Passage:
    """A proposal beside what the draft says now."""

    proposed: Proposed
    state: State
    now: str


@dataclass(frozen=True)
class Comparison:
    revision: int
    passages: tuple[Passage, ...]
    comments: tuple[Remarked, ...]
    """Those that are not among the agreement's comments already."""
    by_hand: tuple[ByHand, ...]


def bring(actor: Actor, agreement_id: str, name: str, content: bytes) -> str:
    """Keep an edited copy of this agreement; returns its id, the same one for the same file. Nothing is taken over."""
    copy = word_back.identify(content)
    if copy.agreement_id != agreement_id:
        with reading() as session:
            rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        raise Invalid("word_other_agreement")
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        word_back.compare(content, copy, _base(session, actor, copy))
        digest = files.put(session, content)
        found = session.exec(
            select(Attachment).where(
                Attachment.kind == RETURNED, Attachment.object_id == agreement_id, Attachment.sha256 == digest
            )
        ).first()
        if found is not None:
            return found.id
        row = Attachment(
            id=ids.new("att"),
            sha256=digest,
            name=files.safe_name(name, default="copy.docx"),
            kind=RETURNED,
            object_id=agreement_id,
            person_id=actor.person_id,
        )
        session.add(row)
        audit.record(session, actor, "agreement:copy:brought", agreement_id, sha256=digest, revision=copy.revision)
        return row.id


def brought(actor: Actor, agreement_id: str) -> list[Brought]:
    """Copies that came back, newest first; those who edit see them."""
    with reading() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        rows = session.exec(
            select(Attachment)
            .where(Attachment.kind == RETURNED, Attachment.object_id == agreement_id)
            .order_by(col(Attachment.added_at).desc())
        ).all()
        names = identity.names(session, {row.person_id for row in rows})
    return [Brought(row.id, row.name, clock.aware(row.added_at), names.get(row.person_id, "")) for row in rows]


def compared(actor: Actor, agreement_id: str, copy_id: str) -> Comparison:
    """What a copy changes, and where the draft stands to it now."""
    with reading() as session:
        body = to_body(from_body(versioned.load(session, actor, KIND, agreement_id, Level.EDITOR).body))
        copy, returned = _compared(session, actor, agreement_id, copy_id)
    passages = tuple(_beside(proposed, body) for proposed in returned.proposals)
    known = {told for top in comment.comments(actor, agreement_id) for told in _told(top)}
    news = tuple(each for each in returned.comments if (each.author, _letters(each.text)) not in known)
    return Comparison(copy.revision, passages, news, returned.by_hand)


def _told(top: comment.Comment) -> Iterator[tuple[str, str]]:
    """Who said what: each remark, each answer, and a remark with the answers that `hand_on` lets it go on in."""
    whole = ""
    for each in (top, *top.replies):
        yield each.author, _letters(each.text)
        if each.author == top.author:
            whole += _letters(each.text)
            yield each.author, whole


def _letters(text: str) -> str:
    """A text without its spaces, which are lost where a long remark is parted."""
    return "".join(text.split())


def take(actor: Actor, agreement_id: str, copy_id: str, key: str, *, over: bool = False) -> None:
    """Take one passage over; Conflicted when the draft has moved since, unless `over`. Twice does no more than once."""
    with writing() as session:
        body = to_body(from_body(versioned.load(session, actor, KIND, agreement_id, Level.EDITOR).body))
        _, returned = _compared(session, actor, agreement_id, copy_id)
        proposed = next((each for each in returned.proposals if each.key == key), None)
        passage = _beside(proposed, body) if proposed else None
        if proposed is None or passage is None or passage.state is State.GONE:
            raise NotFound("word_passage_gone")
        if passage.state is State.TAKEN:
            return
        base = passage.now if over else proposed.before
        change = SetField(path=proposed.path, base=base, value=proposed.after)
        if keep(session, actor, agreement_id, [change], ids.new("key")).conflicts:
            raise Conflicted("word_passage_moved")
        audit.record(session, actor, "agreement:copy:taken_over", agreement_id, copy=copy_id, path=proposed.path)


def put_away(actor: Actor, agreement_id: str, copy_id: str) -> None:
    """Forget a copy; what was taken over stays."""
    with writing() as session:
        rights.require_level(session, actor, KIND, agreement_id, Level.EDITOR)
        session.delete(_row(session, agreement_id, copy_id))
        audit.record(session, actor, "agreement:copy:put_away", agreement_id, copy=copy_id)


def _row(session: Session, agreement_id: str, copy_id: str) -> Attachment:
    row = session.get(Attachment, copy_id)
    if row is None or row.kind != RETURNED or row.object_id != agreement_id:
        raise NotFound("attachment_unknown")
    return row


def _compared(session: Session, actor: Actor, agreement_id: str, copy_id: str) -> tuple[word.Copy, Returned]:
    stored = session.get(StoredFile, _row(session, agreement_id, copy_id).sha256)
    if stored is None:
        raise NotFound("attachment_damaged")
    copy = word_back.identify(stored.content)
    return copy, word_back.compare(stored.content, copy, _base(session, actor, copy))


def _base(session: Session, actor: Actor, copy: word.Copy) -> Agreement:
    try:
        body, _ = versioned.body_at(session, actor, KIND, copy.agreement_id, copy.revision)
    except NotFound as error:
        raise Invalid("word_revision_unknown", revision=copy.revision) from error
    base = from_body(body)
    if copy.language not in base.languages:
        raise Invalid("word_not_ours")
    return base


def _beside(proposed: Proposed, body: dict[str, Any]) -> Passage:
    try:
        now = str(find(body, proposed.path))
    except KeyError:
        return Passage(proposed, State.GONE, "")
    state = State.TAKEN if now == proposed.after else State.OPEN if now == proposed.before else State.MOVED
    return Passage(proposed, state, now)
