"""Preparation: the outcome of a clarification goes into the draft."""

from __future__ import annotations

from typing import Any

from partnership import service
from partnership.agreement import Agreement, SectionId
from partnership.items import Block
from partnership.preparation import Clarification, target_of
from partnership.transfer import from_body
from studio import ids, versioned
from studio.changes import AddItem, Change, SetField, find
from studio.database import writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level


def take_over(actor: Actor, agreement_id: str, clarification_id: str, key: str) -> None:
    """Append an outcome to the passage it belongs to; the passage remembers where it came from.

    Nothing is overwritten: a passage that exists keeps its text, and where there is none a new one is added. An outcome
    that stands in the draft already is not put there twice.
    """
    with writing() as session:
        stored = versioned.load(session, actor, service.KIND, agreement_id, Level.EDITOR)
        agreement = from_body(stored.body)
        found = next((each for each in agreement.clarifications if each.id == clarification_id), None)
        if found is None:
            raise NotFound("clarification_gone")
        if not target_of(found):
            raise Invalid("clarification_without_place")
        if not found.outcome.strip():
            raise Invalid("clarification_without_outcome")
        if not is_in_draft(found):
            saved = service.keep(session, actor, agreement_id, _changes(agreement, stored.body, found), key)
            if saved.conflicts:
                raise Invalid("clarification_try_again")


def is_in_draft(clarification: Clarification) -> bool:
    """Whether the outcome as it stands was put into the draft."""
    outcome = clarification.outcome.strip()
    return bool(outcome) and clarification.taken.strip() == outcome


def section_of(clarification: Clarification) -> SectionId | None:
    """The section an outcome belongs to."""
    name = target_of(clarification).partition(".")[0]
    return next((section.id for section in Agreement().sections if section.id == name), None)


def _changes(agreement: Agreement, body: dict[str, Any], found: Clarification) -> list[Change]:
    target, language, outcome = target_of(found), agreement.prevailing_language, found.outcome.strip()
    blocks = f"sections/{target.partition('.')[0]}/blocks"
    block = next((b for b in agreement.section(target.partition(".")[0]).blocks if b.clause == target), None)
    taken = f"clarifications/{found.id}/taken"
    changes: list[Change] = [SetField(path=taken, base=_seen(body, taken), value=found.outcome)]
    if block is None:
        text = dict.fromkeys(agreement.languages, "") | {language: outcome}
        fresh = Block(id=ids.new("b"), clause=target, text=text, origins=[found.id])
        return [*changes, AddItem(path=blocks, item=fresh.model_dump(mode="json"))]
    path, origins = f"{blocks}/{block.id}/text/{language}", f"{blocks}/{block.id}/origins"
    written = block.text.get(language, "").rstrip()
    changes.append(SetField(path=path, base=_seen(body, path), value=f"{written}\n\n{outcome}".strip()))
    if found.id not in block.origins:
        changes.append(SetField(path=origins, base=_seen(body, origins), value=[*block.origins, found.id]))
    return changes


def _seen(body: dict[str, Any], path: str) -> Any:
    """The stored value, None where a field was never written."""
    try:
        return find(body, path)
    except KeyError:
        return None
