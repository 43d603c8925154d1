"""Answers given in one check, offered in another; nothing is taken over until the rater says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.changes import SetField
from studio.errors import Invalid
from studio.identity import Actor
from studio.versioned import Saved
from toolkit import loader
from toolkit.mapping import Suggestion, between, carried
from toolkit.renewal import renewal
from toolkit.services import assess
from toolkit.services.assess import Assessment, Listed

LOOKED_AT = 5
"""How many of the actor's latest checks are looked at."""


@dataclass(frozen=True)
class Offer:
    """A level that follows from the rater's own answer elsewhere."""

    suggestion: Suggestion
    assessment_id: str
    title: str
    """The check it was given in."""
    criterion: str
    """The criterion it was given to: number and title."""
    number: int = 0
    """The round it was given in, where it is an earlier one of the same partnership."""


def offers(actor: Actor, assessment_id: str) -> dict[str, Offer]:
    """Offers by item of the assessment, from the actor's own other checks, the newest first."""
    found = assess.load(actor, assessment_id)
    offered: dict[str, Offer] = {}
    for listed in _related(found, assess.listed(actor)):
        other = assess.load(actor, listed.id)
        earlier = other.series_id == found.series_id
        if earlier:
            links = renewal(other.instrument, other.words, found.instrument, found.words).links()
        else:
            links = between(loader.crosswalks(), other.instrument.id, found.instrument.id)
        for item_id, suggestion in carried(other.instrument, found.instrument, links, other.ratings).items():
            node = other.instrument.node(suggestion.origin)
            criterion = f"{node.ref} {other.words.nodes[node.id].title}"
            number = other.number if earlier else 0
            offered.setdefault(item_id, Offer(suggestion, other.id, other.title, criterion, number))
    return offered


def take_over(actor: Actor, assessment_id: str, item_id: str, comment: str) -> Saved:
    """Answer an item as it is offered; `comment` says where it comes from and stands where nothing was written yet.

    An answer that was given meanwhile is kept: the conflict is returned.
    """
    offer = offers(actor, assessment_id).get(item_id)
    if offer is None:
        raise Invalid("rating_unusable")
    changes = [
        SetField(path=f"items/{item_id}/score", base=None, value=offer.suggestion.score),
        SetField(path=f"items/{item_id}/comment", base="", value=comment),
    ]
    return assess.save_ratings(actor, assessment_id, changes, f"carry/{assessment_id}/{item_id}")


def _related(found: Assessment, mine: Sequence[Listed]) -> list[Listed]:
    """The actor's answers in the round before, then the latest answered checks with a mapped instrument."""
    mapped = {
        end for c in loader.crosswalks() for end in (c.source, c.target) if found.instrument.id in (c.source, c.target)
    }
    before = [
        one for one in mine if one.series_id == found.series_id and one.number == found.number - 1 and one.answered
    ]
    return (
        before
        + [
            one
            for one in mine
            if one.id != found.id and one.answered and one.instrument_id in mapped - {found.instrument.id}
        ][:LOOKED_AT]
    )
