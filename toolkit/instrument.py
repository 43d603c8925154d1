"""Instruments as data: standards to check oneself against, with written anchors for every level.

An instrument is a tree of nodes with immutable ids. Its texts live beside it, keyed by node id:
`title`, `about`, `levels.<n>`, and per node `title`, `text`, `evidence` and `anchors.<n>`.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from toolkit.sources import Source

NodeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")]

SCHEMA_NUMBER: Final = 1


class Importance(StrEnum):
    MANDATORY = "mandatory"
    RECOMMENDED = "recommended"
    OPTIONAL = "optional"


class Method(StrEnum):
    """How one finds out: look at papers, ask people, watch it happen."""

    EXAMINE = "examine"
    INTERVIEW = "interview"
    OBSERVE = "observe"


class Direction(StrEnum):
    UP = "up"
    DOWN = "down"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Scale(_Part):
    """Levels in rising order; `met` is the level at which a requirement counts as met."""

    levels: tuple[int, ...] = Field(min_length=2)
    direction: Direction = Direction.UP
    met: int

    def rank(self, score: int) -> int:
        """How many levels above the worst one a score stands, whichever way the scale runs."""
        position = self.levels.index(score)
        return position if self.direction is Direction.UP else len(self.levels) - 1 - position

    def best(self) -> int:
        return self.levels[-1] if self.direction is Direction.UP else self.levels[0]


class Node(_Part):
    """A requirement, or a heading over requirements; only `assessable` nodes are rated."""

    id: NodeId
    parent: NodeId | None = None
    ref: str
    assessable: bool = False
    importance: Importance = Importance.MANDATORY
    weight: float = Field(default=1.0, gt=0, le=10)
    methods: tuple[Method, ...] = ()
    sources: tuple[Source, ...] = ()
    depends_on: tuple[NodeId, ...] = ()


class Instrument(_Part):
    """A framework of requirements; an assessment keeps a frozen copy of it."""

    schema_number: Literal[1] = SCHEMA_NUMBER
    id: NodeId
    urn: str
    version: str
    kind: Literal["scored", "reflective"] = "scored"
    scale: Scale
    sources: tuple[Source, ...] = ()
    nodes: tuple[Node, ...]

    def node(self, node_id: str) -> Node:
        """KeyError for an id this instrument does not have."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def groups(self) -> tuple[Node, ...]:
        """The headings (standards), in order."""
        return tuple(node for node in self.nodes if not node.assessable)

    def items(self, group_id: str | None = None) -> tuple[Node, ...]:
        """The requirements, of one heading or of all."""
        return tuple(n for n in self.nodes if n.assessable and group_id in (None, n.parent))


class NodeWords(_Part):
    title: str
    text: str = ""
    evidence: str = ""
    anchors: tuple[str, ...] = ()
    """One for each level of the scale, in the scale's order."""


class InstrumentWords(_Part):
    """An instrument's texts in one language."""

    locale: str
    title: str
    about: str
    levels: tuple[str, ...]
    nodes: dict[str, NodeWords]


class Problem(_Part):
    """A defect of an instrument; `code` and `node` say what and where."""

    code: Literal[
        "id_twice",
        "parent_unknown",
        "parent_is_item",
        "dependency_unknown",
        "dependency_circle",
        "met_not_a_level",
        "levels_not_rising",
        "no_items",
        "heading_empty",
        "source_missing",
        "source_unknown",
        "method_missing",
        "text_missing",
        "text_orphan",
    ]
    node: str = ""
    detail: str = ""


def structure_problems(instrument: Instrument, known_sources: frozenset[str]) -> Iterator[Problem]:
    """Defects of the structure alone."""
    seen: dict[str, Node] = {}
    for node in instrument.nodes:
        if node.id in seen:
            yield Problem(code="id_twice", node=node.id)
        seen[node.id] = node
    levels = instrument.scale.levels
    if list(levels) != sorted(set(levels)):
        yield Problem(code="levels_not_rising", detail=str(levels))
    if instrument.scale.met not in levels:
        yield Problem(code="met_not_a_level", detail=str(instrument.scale.met))
    if not instrument.items():
        yield Problem(code="no_items")
    for node in instrument.nodes:
        parent = seen.get(node.parent) if node.parent else None
        if node.parent and parent is None:
            yield Problem(code="parent_unknown", node=node.id, detail=node.parent)
        if parent is not None and parent.assessable:
            yield Problem(code="parent_is_item", node=node.id, detail=parent.id)
        if not node.assessable and not instrument.items(node.id):
            yield Problem(code="heading_empty", node=node.id)
        if not node.sources:
            yield Problem(code="source_missing", node=node.id)
        for source in node.sources:
            if source.document not in known_sources:
                yield Problem(code="source_unknown", node=node.id, detail=source.document)
        if node.assessable and not node.methods:
            yield Problem(code="method_missing", node=node.id)
        for other in node.depends_on:
            if other not in seen:
                yield Problem(code="dependency_unknown", node=node.id, detail=other)
    yield from _circles(seen)


def _circles(nodes: dict[str, Node]) -> Iterator[Problem]:
    for start in nodes.values():
        waiting, met = list(start.depends_on), set[str]()
        while waiting:
            here = waiting.pop()
            if here == start.id:
                yield Problem(code="dependency_circle", node=start.id)
                break
            if here in nodes and here not in met:
                met.add(here)
                waiting += nodes[here].depends_on


def needed_texts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Every text id the instrument needs, with the node it belongs to."""
    for key in ("title", "about", *(f"levels.{level}" for level in instrument.scale.levels)):
        yield key, ""
    for node in instrument.nodes:
        yield f"nodes.{node.id}.title", node.id
        yield f"nodes.{node.id}.text", node.id
        if node.assessable:
            yield f"nodes.{node.id}.evidence", node.id
            for level in instrument.scale.levels:
                yield f"nodes.{node.id}.anchors.{level}", node.id
