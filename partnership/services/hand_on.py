"""Putting what a Word copy brings before the partners: changed passages as proposals, comments as comments."""

from __future__ import annotations

from dataclasses import dataclass

from partnership.extent import section_of
from partnership.items import without_control_characters
from partnership.services import comment, propose, take_back
from partnership.services.take_back import State
from studio.changes import SetField
from studio.errors import Invalid
from studio.identity import Actor
from studio.languages import translator

MAX_SENDER = 200


@dataclass(frozen=True)
class HandedOn:
    proposals: int
    comments: int


def hand_on(actor: Actor, agreement_id: str, copy_id: str, sender: str) -> HandedOn:
    """Make proposals and comments under the names of those who wrote them; what was taken over already stays out.

    `sender` is who sent the copy, as the manager confirms; changes without a name in Word are theirs. Each proposal and
    comment is a transaction of its own under a key of its content, so that a second call, or a later copy with the
    same changes, adds only what is new.
    """
    sender = " ".join(without_control_characters(sender).split())[:MAX_SENDER]
    if not sender:
        raise Invalid("word_without_sender")
    t = translator(actor.locale)
    comparison = take_back.compared(actor, agreement_id, copy_id)
    reason = t("Came in a Word copy from {sender}.", sender=sender)
    proposals = [passage.proposed for passage in comparison.passages if passage.state in (State.OPEN, State.MOVED)]
    for each in proposals:
        change = SetField(path=each.path, base=each.before, value=each.after)
        author = each.author if each.tracked and each.author else sender
        propose.propose(actor, agreement_id, [change], reason, author=author, key=f"word:{each.key}")
    remarks = [each for each in comparison.comments if each.section]
    for remark in remarks:
        fits = remark.path and section_of(remark.path) == remark.section
        parent = ""
        for part, text in enumerate(_parts(remark.text)):  # Word knows no limit: what is longer goes on as an answer
            written = comment.comment(
                actor,
                agreement_id,
                remark.section,
                text,
                path=remark.path if fits else "",
                quote="" if parent else remark.quote,
                parent=parent,
                author=remark.author or sender,
                key=f"word:{remark.key}:{part}" if parent else f"word:{remark.key}",
            )
            parent = parent or written
    return HandedOn(len(proposals), len(remarks))


def _parts(text: str) -> list[str]:
    """A remark in pieces that a comment here can hold."""
    whole = without_control_characters(text).strip()
    pieces = [whole[at : at + comment.MAX_COMMENT] for at in range(0, len(whole), comment.MAX_COMMENT)]
    return [piece for piece in pieces if piece.strip()]
