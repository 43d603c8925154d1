"""Instruments people bring: structure and texts in one, checked as those of the studio are.

An own instrument has one language. Its id is given by the studio, so that two of the same name stay apart; ids of its
nodes are its author's and stay.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, Literal, Self

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator

from studio.content import ContentError, read_yaml
from studio.errors import Invalid
from toolkit.answer_sheets import Problem as Flaw
from toolkit.instrument import Instrument, InstrumentWords, NodeWords, Problem, needed_texts, structure_problems
from toolkit.loader import source_ids
from toolkit.sources import BROUGHT, Source

MAX_NODES: Final = 400
MAX_TEXT: Final = 4_000
MAX_TITLE: Final = 200
MAX_LEVELS: Final = 12
MAX_YAML: Final = 1
"""Megabytes of YAML, which is slow to read."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
"""What makes text look other than it is; letters written from the right need none of these."""


def _plain(text: str) -> str:
    """Texts are shown as Markdown to people who trust the studio: pictures and links behind words stay words."""
    return _CONTROL.sub("", text).replace("](", "] (").replace("![", "! [").strip()


def _plain_sources(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    return tuple(Source(document=each.document, section=_plain(each.section)) for each in sources)


class OwnInstrument(BaseModel):
    """The exchange format: `icm schema own-instrument` prints its JSON Schema."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_number: Literal[1] = 1
    instrument: Instrument
    words: InstrumentWords

    @field_validator("instrument")
    @classmethod
    def _disarm_structure(cls, instrument: Instrument) -> Instrument:
        """Numbers and sources are the author's words too."""
        nodes = tuple(
            node.model_copy(update={"ref": _plain(node.ref), "sources": _plain_sources(node.sources)})
            for node in instrument.nodes
        )
        sources = _plain_sources(instrument.sources)
        return instrument.model_copy(
            update={"nodes": nodes, "sources": sources, "provider": _plain(instrument.provider)}
        )

    @field_validator("words")
    @classmethod
    def _disarm(cls, words: InstrumentWords) -> InstrumentWords:
        nodes = {
            node_id: NodeWords(
                title=_plain(node.title),
                text=_plain(node.text),
                evidence=_plain(node.evidence),
                anchors=tuple(map(_plain, node.anchors)),
            )
            for node_id, node in words.nodes.items()
        }
        return words.model_copy(
            update={
                "title": _plain(words.title)[:MAX_TITLE],
                "about": _plain(words.about),
                "levels": tuple(map(_plain, words.levels)),
                "nodes": nodes,
            }
        )

    @model_validator(mode="after")
    def _together(self) -> Self:
        """Words for exactly the nodes there are, and one for every level."""
        scale = self.instrument.scale.levels
        if {node.id for node in self.instrument.nodes} != set(self.words.nodes) or len(self.words.levels) != len(scale):
            raise ValueError("structure and texts do not belong together")
        return self

    def named(self, own_id: str, version: str) -> OwnInstrument:
        """The same under the studio's id and with a version."""
        instrument = self.instrument.model_copy(
            update={
                "id": own_id,
                "urn": f"urn:icm-studio:instrument:own:{own_id}",
                "version": version,
                "locale": self.words.locale,
            }
        )
        return self.model_copy(update={"instrument": instrument})


@dataclass
class Brought:
    """What a file holds: an instrument if it could be put together, cells that could not be taken, what is wrong."""

    own: OwnInstrument | None = None
    flaws: list[Flaw] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def usable(self) -> bool:
        return self.own is not None and not self.flaws and not self.problems


def problems(own: OwnInstrument) -> list[Problem]:
    """Defects of structure and missing texts, in the codes of `icm instrument check`."""
    instrument, words = own.instrument, own.words
    found = list(structure_problems(instrument, source_ids()))
    present = {"title": words.title, "about": words.about}
    present |= {f"levels.{level}": name for level, name in zip(instrument.scale.levels, words.levels, strict=False)}
    for node_id, node in words.nodes.items():
        present |= {f"nodes.{node_id}.{name}": getattr(node, name) for name in ("title", "text", "evidence")}
        anchors = zip(instrument.scale.levels, node.anchors, strict=False)
        present |= {f"nodes.{node_id}.anchors.{level}": text for level, text in anchors}
    optional = (".evidence", ".text")  # an author may leave these to the reader
    return found + [
        Problem(code="text_missing", node=node, detail=key)
        for key, node in needed_texts(instrument)
        if not present.get(key, "").strip() and not key.endswith(optional) and key != "about"
    ]


def check_size(own: OwnInstrument) -> None:
    """Invalid `instrument_too_large` for more than a person answers."""
    instrument, words = own.instrument, own.words
    if len(instrument.nodes) > MAX_NODES:
        raise Invalid("instrument_too_large", maximum=MAX_NODES)
    if len(instrument.scale.levels) > MAX_LEVELS:
        raise Invalid("instrument_many_levels", maximum=MAX_LEVELS)
    texts = [words.about, *words.levels, instrument.provider, *(each.section for each in instrument.sources)]
    for node in instrument.nodes:
        texts += [node.ref, *(each.section for each in node.sources)]
    for told in words.nodes.values():
        texts += [told.title, told.text, told.evidence, *told.anchors]
    longest = max(texts, key=len)
    if len(longest) > MAX_TEXT:
        raise Invalid("instrument_text_long", maximum=MAX_TEXT, beginning=longest[:40])


def from_json(content: bytes) -> Brought:
    """An instrument as the studio writes it out; Invalid `instrument_unreadable` for anything else."""
    try:
        own = OwnInstrument.model_validate_json(content)
    except (ValidationError, RecursionError) as error:
        raise Invalid("instrument_unreadable") from error
    check_size(own)
    return Brought(own, problems=problems(own))


def from_yaml(content: bytes) -> Brought | None:
    """The same as YAML; None for text that is no mapping of `instrument` and `words`."""
    if len(content) > MAX_YAML * 1_000_000:
        return None
    try:
        data = read_yaml(content.decode("utf-8-sig"), "")
    except (UnicodeDecodeError, ContentError):
        return None
    if not isinstance(data, dict) or not {"instrument", "words"} <= data.keys():
        return None
    try:
        own = OwnInstrument.model_validate(data)
    except (ValidationError, RecursionError) as error:
        raise Invalid("instrument_unreadable") from error
    check_size(own)
    return Brought(own, problems=problems(own))


def to_yaml(own: OwnInstrument) -> bytes:
    """An instrument to read and change in an editor, and to bring back."""
    data = {"schema_number": own.schema_number} | own.model_dump(mode="json", exclude_defaults=True)
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120).encode()


def cited(sources: tuple[Source, ...]) -> str:
    """Sources as an author writes them: `guidelines: 4.2`, or words of one's own."""
    return "; ".join(s.section if s.document == BROUGHT else f"{s.document}: {s.section}" for s in sources)


def sources_of(text: str, otherwise: str) -> tuple[Source, ...]:
    """The way back; where nothing is said, the instrument itself is the source."""
    found = []
    for part in filter(None, (piece.strip() for piece in text.split(";"))):
        document, colon, section = part.partition(":")
        known = colon and document.strip() in source_ids() - {BROUGHT} and section.strip()
        found.append(
            Source(document=document.strip(), section=section.strip())
            if known
            else Source(document=BROUGHT, section=part)
        )
    return tuple(found) or (Source(document=BROUGHT, section=otherwise),)
