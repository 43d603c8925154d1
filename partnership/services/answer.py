"""Answering findings of the review: accepting one with a reason, taking the answer back."""

from __future__ import annotations

from partnership import service
from partnership.items import Accepted
from partnership.review import review
from partnership.review.answers import facts, place_of
from partnership.transfer import from_body
from studio import clock, ids, versioned
from studio.changes import AddItem, Change, RemoveItem
from studio.database import writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level

MAX_REASON = 2_000


def accept(actor: Actor, agreement_id: str, code: str, path: str, seen: str, because: str, key: str) -> None:
    """Accept a finding as it was seen (`facts`); answers to it that have lapsed make room."""
    reason = " ".join(because.split())
    if not reason:
        raise Invalid("answer_without_reason")
    if len(reason) > MAX_REASON:
        raise Invalid("answer_too_long", maximum=MAX_REASON)
    with writing() as session:
        stored = versioned.load(session, actor, service.KIND, agreement_id, Level.EDITOR)
        agreement = from_body(stored.body)
        here = {facts(agreement, each) for each in review(agreement) if place_of(each) == (code, path)}
        if not here:
            raise NotFound("finding_gone")
        if seen not in here:
            raise Invalid("finding_changed")
        answer = Accepted(
            id=ids.new("f"), code=code, path=path, facts=seen, because=reason, by=actor.name, on=clock.today()
        )
        changes: list[Change] = [
            RemoveItem(path=f"accepted/{old['id']}", base=old)
            for old in stored.body.get("accepted", [])
            if (old["code"], old["path"]) == (code, path) and old["facts"] not in here
        ]
        changes.append(AddItem(path="accepted", item=answer.model_dump(mode="json")))
        service.keep(session, actor, agreement_id, changes, key)


def withdraw(actor: Actor, agreement_id: str, answer_id: str, key: str) -> None:
    """Take an answer back; earlier revisions keep it. Nothing happens when it is gone already."""
    with writing() as session:
        stored = versioned.load(session, actor, service.KIND, agreement_id, Level.EDITOR)
        old = next((each for each in stored.body.get("accepted", []) if each["id"] == answer_id), None)
        if old is not None:
            service.keep(session, actor, agreement_id, [RemoveItem(path=f"accepted/{answer_id}", base=old)], key)
