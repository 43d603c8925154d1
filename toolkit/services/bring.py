"""Answers that come back from a spreadsheet or a form, as the actor's own."""

from __future__ import annotations

from typing import Any

from studio.changes import Change, SetField
from studio.documents import incoming
from studio.errors import Invalid
from studio.identity import Actor
from studio.versioned import Saved
from toolkit import answer_sheets
from toolkit.answer_sheets import Returned
from toolkit.assessment import Rating
from toolkit.services import assess


def look(actor: Actor, assessment_id: str, content: bytes) -> Returned:
    """What a file holds for this assessment; nothing is saved. Invalid when it holds nothing for it."""
    found = assess.load(actor, assessment_id)
    returned = answer_sheets.read(incoming.tables(content), found.instrument, actor.locale)
    if returned is None:
        raise Invalid("sheet_no_answers", title=found.words.title)
    return returned


def bring_in(actor: Actor, assessment_id: str, content: bytes, which: int) -> Saved:
    """Save one submission of a file as the actor's answers; the same file twice changes nothing.

    What the actor has answered differently is kept and returned as a conflict.
    """
    submissions = look(actor, assessment_id, content).submissions
    if not 0 <= which < len(submissions):
        raise Invalid("sheet_no_answers", title=assess.load(actor, assessment_id).words.title)
    plain: dict[str, Any] = Rating().model_dump(mode="json")
    changes: list[Change] = [
        SetField(path=f"items/{item_id}/{name}", base=plain[name], value=value)
        for item_id, rating in submissions[which].answers.items()
        for name, value in rating.model_dump(mode="json").items()
        if value != plain[name]
    ]
    return assess.save_ratings(actor, assessment_id, changes, f"bring/{assessment_id}")
