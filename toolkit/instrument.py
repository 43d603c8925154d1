"""Instruments as data: standards to check oneself against, with written anchors for every level.

An instrument is a tree of nodes with immutable ids. Its texts live beside it, keyed by node id:
`title`, `about`, `levels.<n>`, and per node `title`, `text`, `evidence` and `anchors.<n>`.

A prompt is a node answered in words: it has no anchors, and an instrument of prompts alone (`reflective`) no scale.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from studio.languages import SOURCE_LOCALE
from toolkit.sources import OWN, Source

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
    """Levels in rising order (a reflective instrument has none); a requirement counts as met from level `met` on."""

    levels: tuple[int, ...] = ()
    direction: Direction = Direction.UP
    met: int = 0

    def rank(self, score: int) -> int:
        """How many levels above the worst one a score stands, whichever way the scale runs."""
        position = self.levels.index(score)
        return position if self.direction is Direction.UP else len(self.levels) - 1 - position

    def best(self) -> int:
        return self.levels[-1] if self.direction is Direction.UP else self.levels[0]


class Node(_Part):
    """A requirement, or a heading over requirements; only `assessable` nodes are answered, `prompt` in words alone."""

    id: NodeId
    parent: NodeId | None = None
    ref: str
    assessable: bool = False
    prompt: bool = False
    importance: Importance = Importance.MANDATORY
    weight: float = Field(default=1.0, gt=0, le=10)
    methods: tuple[Method, ...] = ()
    sources: tuple[Source, ...] = ()
    depends_on: tuple[NodeId, ...] = ()

    @property
    def extension(self) -> bool:
        """Whether the reference documents lack this and the studio adds it."""
        return bool(self.sources) and all(source.document == OWN for source in self.sources)


class Theme(StrEnum):
    """What an instrument is about, in the order of the library."""

    CASEWORK = "casework"
    PARTNERSHIP = "partnership"
    PEOPLE = "people"
    ORGANISATION = "organisation"
    REFLECTION = "reflection"


class Instrument(_Part):
    """A framework of requirements; an assessment keeps a frozen copy of it."""

    schema_number: Literal[1] = SCHEMA_NUMBER
    id: NodeId
    urn: str
    version: str
    locale: str = SOURCE_LOCALE
    """The language its texts were written in first."""
    provider: str = "ICM Studio"
    theme: Theme = Theme.CASEWORK
    kind: Literal["scored", "reflective"] = "scored"
    scale: Scale = Scale()
    sources: tuple[Source, ...] = ()
    nodes: tuple[Node, ...]

    def node(self, node_id: str) -> Node:
        """KeyError for an id this instrument does not have."""
        for node in self.nodes:
            if node.id == node_id:
                return node
        raise KeyError(node_id)

    def groups(self) -> tuple[Node, ...]:
        """The headings that have requirements of their own (standards), in order."""
        filled = {node.parent for node in self.nodes if node.assessable}
        return tuple(node for node in self.nodes if node.id in filled)

    def items(self, group_id: str | None = None) -> tuple[Node, ...]:
        """The requirements, of one heading or of all."""
        return tuple(n for n in self.nodes if n.assessable and group_id in (None, n.parent))

    def scored(self, group_id: str | None = None) -> tuple[Node, ...]:
        """The requirements that are given a level."""
        return tuple(node for node in self.items(group_id) if not node.prompt)


class NodeWords(_Part):
    title: str
    text: str = ""
    evidence: str = ""
    anchors: tuple[str, ...] = ()
    """One for each level of the scale, in the scale's order."""
    steps: tuple[str, ...] = ()
    """How to begin from each level towards the next better one, in the scale's order; empty at the best. Or nothing."""


class InstrumentWords(_Part):
    """An instrument's texts in one language."""

    locale: str
    title: str
    about: str
    levels: tuple[str, ...]
    nodes: dict[str, NodeWords]

    def found(self, words: str) -> bool:
        """Whether every word stands somewhere in title, description or nodes, in any case."""
        parts = [self.title, self.about, *(f"{node.title} {node.text}" for node in self.nodes.values())]
        text = " ".join(parts).casefold()
        return all(word in text for word in words.casefold().split())


class Problem(_Part):
    """A defect of an instrument; `code` and `node` say what and where."""

    code: Literal[
        "id_twice",
        "parent_unknown",
        "parent_is_item",
        "parent_missing",
        "parent_circle",
        "dependency_unknown",
        "dependency_circle",
        "kind_unfit",
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
    if levels and instrument.scale.met not in levels:
        yield Problem(code="met_not_a_level", detail=str(instrument.scale.met))
    reflective = instrument.kind == "reflective"
    if (reflective and (levels or instrument.scored())) or (not reflective and len(levels) < 2):
        yield Problem(code="kind_unfit", detail=instrument.kind)
    if not instrument.items():
        yield Problem(code="no_items")
    for node in instrument.nodes:
        parent = seen.get(node.parent) if node.parent else None
        if node.parent and parent is None:
            yield Problem(code="parent_unknown", node=node.id, detail=node.parent)
        if node.assessable and not node.parent:
            yield Problem(code="parent_missing", node=node.id)
        if parent is not None and parent.assessable:
            yield Problem(code="parent_is_item", node=node.id, detail=parent.id)
        if not node.assessable and not any(other.parent == node.id for other in instrument.nodes):
            yield Problem(code="heading_empty", node=node.id)
        if not node.sources:
            yield Problem(code="source_missing", node=node.id)
        for source in node.sources:
            if source.document not in known_sources:
                yield Problem(code="source_unknown", node=node.id, detail=source.document)
        if node.assessable and not node.prompt and not node.methods:
            yield Problem(code="method_missing", node=node.id)
        for other in node.depends_on:
            if other not in seen:
                yield Problem(code="dependency_unknown", node=node.id, detail=other)
    for each in _circling({node.id: node.depends_on for node in seen.values()}):
        yield Problem(code="dependency_circle", node=each)
    for each in _circling({node.id: (node.parent,) if node.parent else () for node in seen.values()}):
        yield Problem(code="parent_circle", node=each)


def _circling(led: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    """The ids that lead back to themselves."""
    for start in led:
        waiting, met = list(led[start]), set[str]()
        while waiting:
            here = waiting.pop()
            if here == start:
                yield start
                break
            if here in led and here not in met:
                met.add(here)
                waiting += led[here]


def needed_texts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Every text id the instrument needs, with the node it belongs to."""
    for key in ("title", "about", *(f"levels.{level}" for level in instrument.scale.levels)):
        yield key, ""
    for node in instrument.nodes:
        yield f"nodes.{node.id}.title", node.id
        yield f"nodes.{node.id}.text", node.id
        if node.assessable and not node.prompt:
            yield f"nodes.{node.id}.evidence", node.id
            for level in instrument.scale.levels:
                yield f"nodes.{node.id}.anchors.{level}", node.id


def optional_texts(instrument: Instrument) -> Iterator[str]:
    """Text ids an instrument may have: what to weigh when thinking about a prompt."""
    for node in instrument.items():
        if node.prompt:
            yield f"nodes.{node.id}.evidence"


def step_texts(instrument: Instrument) -> Iterator[tuple[str, str]]:
    """Text ids with their node: how to begin from each level but the best. An instrument has all of them or none."""
    for node in instrument.scored():
        for level in instrument.scale.levels:
            if level != instrument.scale.best():
                yield f"nodes.{node.id}.steps.{level}", node.id
