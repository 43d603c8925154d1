"""Where a gap leads on to: something to read, something to practise, something to agree.

This room knows what there is to read. Rooms above it know scenarios and clauses; they register a finder at start.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from studio.identity import Actor
from toolkit.instrument import Instrument, Node
from toolkit.loader import FIRST, crosswalks
from toolkit.mapping import between
from toolkit.reader import topic_text, topics

READER = Path(__file__).parent / "views" / "reader.py"
MAX_EACH = 2


class Kind(StrEnum):
    READ = "read"
    PRACTISE = "practise"
    AGREE = "agree"


@dataclass(frozen=True)
class Onward:
    """One place to go on; `page` is the script of a page with the query it is opened with, `text` what to say there."""

    kind: Kind
    title: str
    text: str = ""
    page: Path | None = None
    query: dict[str, str] = field(default_factory=dict)


Finder = Callable[[Actor, Sequence[str]], Sequence[Onward]]
"""Gets the ids in the ICM standards that the gap stands for, the closest first."""

_finders: list[Finder] = []


def register(finder: Finder) -> None:
    if finder not in _finders:
        _finders.append(finder)


def onward(actor: Actor, instrument: Instrument, node: Node) -> list[Onward]:
    """All there is for one requirement, kind by kind."""
    standards = standards_of(instrument, node)
    heading = instrument.node(node.parent) if node.parent else node
    found = ([*_readings(actor.locale, node)] or [*_readings(actor.locale, heading)])[:MAX_EACH]
    for finder in _finders:
        found += finder(actor, standards)[:MAX_EACH]
    return found


def standards_of(instrument: Instrument, node: Node) -> tuple[str, ...]:
    """Ids in the ICM standards: of the requirement and of its heading, carried over from another instrument."""
    own = [each for each in (node.id, node.parent) if each]
    if instrument.id == FIRST:
        return tuple(own)
    links = between(crosswalks(), instrument.id, FIRST)
    return tuple(dict.fromkeys(link.target for each in own for link in links if link.source == each))


def _readings(locale: str, node: Node) -> Iterator[Onward]:
    """Topics written from the same places of the same documents, those that share most first."""
    wanted = {(source.document, part) for source in node.sources for part in _parts(source.section)}

    def shared(topic_id: str) -> int:
        sources = topics()[topic_id].sources
        return len(wanted & {(source.document, part) for source in sources for part in _parts(source.section)})

    for topic_id in sorted(topics(), key=lambda each: -shared(each)):
        if shared(topic_id):
            text = topic_text(topics()[topic_id], locale)
            yield Onward(Kind.READ, text.title, text.lead, READER, {"topic": topic_id})


def _parts(section: str) -> set[str]:
    """A section and what it lies in: "5.4, step 1" is also "5.4"."""
    return {section, section.split(",")[0]}
