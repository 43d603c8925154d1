"""Mappings between instruments: which requirements mean the same, and what an answer to one says about the other.

A mapping leads from one instrument to another, or to the steps of a model described elsewhere. Its relation reads "the
source is … of the target": a superset asks everything the target asks and more, so where it is met the target is met;
a subset asks a part, so it can carry a partial answer at most; what merely intersects carries nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from toolkit.assessment import Rating
from toolkit.instrument import Instrument, NodeId
from toolkit.sources import Source


class Relation(StrEnum):
    EQUAL = "equal"
    SUPERSET = "superset"
    SUBSET = "subset"
    INTERSECTS = "intersects"

    def inverse(self) -> Relation:
        """The same relation, read from the target."""
        return {Relation.SUPERSET: Relation.SUBSET, Relation.SUBSET: Relation.SUPERSET}.get(self, self)


class Confidence(StrEnum):
    """How sure the author of a mapping is."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Link(_Part):
    """One requirement or heading of the source with one of the target."""

    source: NodeId
    target: NodeId
    relation: Relation
    confidence: Confidence = Confidence.MEDIUM

    def inverse(self) -> Link:
        return Link(
            source=self.target, target=self.source, relation=self.relation.inverse(), confidence=self.confidence
        )


class Crosswalk(_Part):
    """All links from one instrument to another instrument or a model."""

    schema_number: Literal[1] = 1
    id: NodeId
    urn: str
    version: str
    source: NodeId
    target: NodeId
    links: tuple[Link, ...]


class Model(_Part):
    """Steps of casework as a document outside this studio lists them; texts: `title` and `steps.<step>`."""

    id: NodeId
    sources: tuple[Source, ...]
    steps: tuple[NodeId, ...]


@dataclass(frozen=True)
class Suggestion:
    """A level that follows from an answer given elsewhere; a person confirms it or does not."""

    item_id: str
    score: int
    origin: str
    """The item it was answered at."""
    relation: Relation
    confidence: Confidence


def between(crosswalks: Iterable[Crosswalk], source: str, target: str) -> tuple[Link, ...]:
    """All links from one instrument to another, those written the other way round included."""
    found: list[Link] = []
    for crosswalk in crosswalks:
        if (crosswalk.source, crosswalk.target) == (source, target):
            found += crosswalk.links
        elif (crosswalk.source, crosswalk.target) == (target, source):
            found += [link.inverse() for link in crosswalk.links]
    return tuple(found)


_STRENGTH: Final = {Relation.EQUAL: 0, Relation.SUPERSET: 1, Relation.SUBSET: 2}
_SURE: Final = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}


def carried(
    source: Instrument, target: Instrument, links: Iterable[Link], ratings: Mapping[str, Rating]
) -> dict[str, Suggestion]:
    """What answers to `source` say about `target`, by item id; the strongest link of an item counts.

    Answers that do not apply or were not given carry nothing.
    """
    items = {node.id for node in target.scored()}
    asked = {node.id for node in source.scored()}
    found: dict[str, Suggestion] = {}
    for link in sorted(links, key=lambda link: (_STRENGTH.get(link.relation, 3), _SURE[link.confidence])):
        rating = ratings.get(link.source, Rating())
        if link.relation is Relation.INTERSECTS or link.target not in items or link.source not in asked:
            continue
        if rating.score is None or not rating.applicable or link.target in found:
            continue
        score = _level(source, target, rating.score, link.relation)
        found[link.target] = Suggestion(link.target, score, link.source, link.relation, link.confidence)
    return found


def _level(source: Instrument, target: Instrument, score: int, relation: Relation) -> int:
    """The level of the target's scale: met stays met, less stays in proportion, a part is never the whole."""
    if relation is Relation.EQUAL and source.scale == target.scale:
        return score
    rank, met = source.scale.rank(score), source.scale.rank(source.scale.met)
    goal = target.scale.rank(target.scale.met)
    reached = goal if rank >= met else rank * goal // met
    if relation is Relation.SUBSET:
        reached = max(0, min(reached, goal - 1))
    return next(level for level in target.scale.levels if target.scale.rank(level) == reached)


class MappingProblem(_Part):
    code: Literal["instrument_unknown", "node_unknown", "link_twice", "no_links"]
    place: str


def mapping_problems(
    crosswalk: Crosswalk, instruments: Mapping[str, Instrument], models: Mapping[str, Model]
) -> Iterator[MappingProblem]:
    """Ends that lead nowhere, and links written twice."""
    if crosswalk.source not in instruments or crosswalk.target not in {*instruments, *models}:
        yield MappingProblem(code="instrument_unknown", place=f"{crosswalk.source} {crosswalk.target}")
        return
    sources = {node.id for node in instruments[crosswalk.source].nodes}
    if crosswalk.target in models:
        targets = set(models[crosswalk.target].steps)
    else:
        targets = {node.id for node in instruments[crosswalk.target].nodes}
    seen: set[tuple[str, str]] = set()
    for link in crosswalk.links:
        if link.source not in sources:
            yield MappingProblem(code="node_unknown", place=link.source)
        if link.target not in targets:
            yield MappingProblem(code="node_unknown", place=link.target)
        if (link.source, link.target) in seen:
            yield MappingProblem(code="link_twice", place=f"{link.source} {link.target}")
        seen.add((link.source, link.target))
    if not crosswalk.links:
        yield MappingProblem(code="no_links", place=crosswalk.id)
