"""The reader: topics in order, with diagrams and sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.content import ContentError, read_yaml_file, texts
from toolkit.loader import CONTENT
from toolkit.sources import Source


class Diagram(BaseModel):
    """A cycle of steps; labels are texts of the topic."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    steps: tuple[str, ...]


class Topic(BaseModel):
    """A page of the reader; `show` adds a list made from other content."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    sources: tuple[Source, ...]
    diagrams: tuple[Diagram, ...] = ()
    show: Literal[
        "",
        "standards",
        "activities",
        "domains",
        "sources",
        "qualifications",
        "transferability",
        "dilemmas",
        "countries",
    ] = ""


class TopicText(BaseModel):
    """A topic in one language; `diagrams` and `steps` are labels by id."""

    model_config = ConfigDict(frozen=True)

    title: str
    lead: str
    body: str
    diagrams: dict[str, str]
    steps: dict[str, str]


@lru_cache(maxsize=1)
def topics() -> Mapping[str, Topic]:
    try:
        found = [Topic.model_validate(row) for row in read_yaml_file(CONTENT / "reader" / "reader.yaml")]
    except ValidationError as error:
        raise ContentError("reader.yaml", str(error)) from error
    return {topic.id: topic for topic in found}


def topics_on(document: str, sections: Iterable[str]) -> tuple[str, ...]:
    """Topics written from these sections, or from the section one lies in: "5.4" also for "5.4, step 1"."""
    wanted = set(sections)
    return tuple(
        topic.id
        for topic in topics().values()
        if any(each.document == document and each.section.split(",")[0] in wanted for each in topic.sources)
    )


def topic_text(topic: Topic, locale: str) -> TopicText:
    words = texts(CONTENT / "reader" / "reader", locale)
    steps = {step for diagram in topic.diagrams for step in diagram.steps}
    return TopicText(
        title=words(f"{topic.id}.title"),
        lead=words(f"{topic.id}.lead"),
        body=words(f"{topic.id}.body"),
        diagrams={diagram.id: words(f"{topic.id}.diagrams.{diagram.id}") for diagram in topic.diagrams},
        steps={step: words(f"{topic.id}.steps.{step}") for step in sorted(steps)},
    )


def mermaid(diagram: Diagram, text: TopicText) -> str:
    """The cycle as a Mermaid flowchart."""
    names = [text.steps[step].replace('"', "#quot;") for step in diagram.steps]
    nodes = [f'  s{number}["{name}"]' for number, name in enumerate(names)]
    arrows = [f"  s{number} --> s{(number + 1) % len(names)}" for number in range(len(names))]
    return "\n".join(["flowchart TB", *nodes, *arrows])
