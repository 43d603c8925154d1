"""Reads and validates the content of this room, once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.content import ContentError, Texts, read_yaml_file, texts
from studio.languages import SOURCE_LOCALE
from toolkit.activities import Activity
from toolkit.domains import LEVELS, Domain, Level
from toolkit.instrument import (
    Instrument,
    InstrumentWords,
    Node,
    NodeWords,
    Problem,
    Theme,
    needed_texts,
    optional_texts,
    step_texts,
    structure_problems,
)
from toolkit.mapping import Crosswalk, Model
from toolkit.sources import BROUGHT, Source

CONTENT = Path(__file__).parent / "content"
FIRST = "icm-standards"

_Content = TypeVar("_Content", bound=BaseModel)


class DomainText(BaseModel):
    """A domain in words; `anchors` describe the five levels, in order."""

    model_config = ConfigDict(frozen=True)

    title: str
    about: str
    group: str
    anchors: tuple[str, ...]


class ActivityText(BaseModel):
    model_config = ConfigDict(frozen=True)

    title: str
    about: str
    watch: str


@lru_cache(maxsize=32)
def domain_texts(locale: str) -> Mapping[Domain, DomainText]:
    """Title, description and level anchors of every domain, in order."""
    words = texts(CONTENT / "domains", locale)
    groups = {row["id"]: row["group"] for row in _rows("domains")}
    return {
        domain: DomainText(
            title=words(f"{domain}.title"),
            about=words(f"{domain}.about"),
            group=words(f"groups.{groups[domain]}"),
            anchors=tuple(words(f"{domain}.levels.{level:d}") for level in LEVELS),
        )
        for domain in Domain
    }


def level_name(level: Level | None, locale: str) -> str:
    """The name of a step, or a dash where nobody rated."""
    return "–" if level is None else texts(CONTENT / "domains", locale)(f"steps.{level:d}")


@lru_cache(maxsize=1)
def activities() -> Mapping[str, Activity]:
    """The pool of activities by id."""
    found: dict[str, Activity] = {}
    for row in _rows("activities"):
        try:
            activity = Activity.model_validate(row)
        except ValidationError as error:
            raise ContentError("activities.yaml", f"{row.get('id')}: {error}") from error
        found[activity.id] = activity
    return found


def activity_text(activity_id: str, locale: str) -> ActivityText:
    words = activity_words(locale)
    return ActivityText(
        title=words(f"{activity_id}.title"),
        about=words(f"{activity_id}.about"),
        watch=words(f"{activity_id}.watch"),
    )


def activity_words(locale: str) -> Texts:
    """All texts of the pool, with `phases.<phase>` and `providers.<provider>`."""
    return texts(CONTENT / "activities", locale)


@lru_cache(maxsize=1)
def source_ids() -> frozenset[str]:
    return frozenset(row["id"] for row in _rows("sources"))


def cite(source: Source, locale: str) -> str:
    """A source in a few words: "Guidelines, 4.2"."""
    if source.document == BROUGHT:
        return source.section
    words = texts(CONTENT / "sources", locale)
    return f"{words(f'{source.document}.short')}, {source.section}"


def reference(document: str, locale: str) -> str:
    """A document as a list of references gives it: author, title, year."""
    words = texts(CONTENT / "sources", locale)
    year = next(row["year"] for row in _rows("sources") if row["id"] == document)
    parts = [words(f"{document}.author"), words(f"{document}.title"), str(year) if year else ""]
    return ". ".join(part for part in parts if part)


@lru_cache(maxsize=1)
def instruments() -> Mapping[str, Instrument]:
    """The instruments that come with the studio, by id: the ICM standards, then theme by theme."""
    files = sorted(p for p in (CONTENT / "instruments").glob("*.yaml") if p.suffixes == [".yaml"])
    found = sorted(map(read_instrument, files), key=lambda i: (i.id != FIRST, list(Theme).index(i.theme)))
    return {instrument.id: instrument for instrument in found}


def read_instrument(path: Path) -> Instrument:
    """One instrument file; ContentError says what is wrong where."""
    return _validated(Instrument, path)


@lru_cache(maxsize=200)
def instrument_words(instrument: Instrument, locale: str, folder: Path = CONTENT / "instruments") -> InstrumentWords:
    """All texts of an instrument in one language; ContentError when one is missing."""
    words = texts(folder / instrument.id, locale)
    levels = tuple(instrument.scale.levels)
    return InstrumentWords(
        locale=locale,
        title=words("title"),
        about=words("about"),
        levels=tuple(words(f"levels.{level}") for level in levels),
        nodes={
            node.id: NodeWords(
                title=words(f"nodes.{node.id}.title"),
                text=words(f"nodes.{node.id}.text"),
                evidence=words.get(f"nodes.{node.id}.evidence"),
                anchors=tuple(
                    words(f"nodes.{node.id}.anchors.{level}") for level in levels if node.assessable and not node.prompt
                ),
                steps=_steps(words, node, levels),
            )
            for node in instrument.nodes
        },
    )


def _steps(words: Texts, node: Node, levels: tuple[int, ...]) -> tuple[str, ...]:
    steps = tuple(words.get(f"nodes.{node.id}.steps.{level}") for level in levels)
    return steps if any(steps) else ()


@lru_cache(maxsize=1)
def models() -> Mapping[str, Model]:
    """Models of other documents, to which mappings lead."""
    return {row["id"]: Model.model_validate(row) for row in _rows("models")}


def model_words(locale: str) -> Texts:
    """`<model>.title` and `<model>.steps.<step>`."""
    return texts(CONTENT / "models", locale)


@lru_cache(maxsize=1)
def crosswalks() -> tuple[Crosswalk, ...]:
    """The mappings that come with the studio."""
    return tuple(read_crosswalk(path) for path in sorted((CONTENT / "mappings").glob("*.yaml")))


def read_crosswalk(path: Path) -> Crosswalk:
    """One mapping file; ContentError says what is wrong where."""
    return _validated(Crosswalk, path)


def check(path: Path) -> list[Problem]:
    """Everything wrong with an instrument file and its English texts; an empty list is a clean bill."""
    instrument = read_instrument(path)
    found = list(structure_problems(instrument, source_ids()))
    words = texts(path.with_suffix(""), SOURCE_LOCALE)
    needed, steps = dict(needed_texts(instrument)), dict(step_texts(instrument))
    if any(words.get(key) for key in steps):
        needed |= steps
    found += [
        Problem(code="text_missing", node=node, detail=key)
        for key, node in needed.items()
        if not words.get(key).strip()
    ]
    orphans = sorted(set(words.keys()) - needed.keys() - set(optional_texts(instrument)))
    return found + [Problem(code="text_orphan", detail=key) for key in orphans]


def _validated(model: type[_Content], path: Path) -> _Content:
    try:
        return model.model_validate(read_yaml_file(path))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"])
        raise ContentError(
            path.name, f"{where or 'the file'}: {first['msg']}.", "docs/instrument-format.md says what stands there."
        ) from error


@lru_cache(maxsize=8)
def _rows(name: str) -> list[dict[str, Any]]:
    rows = read_yaml_file(CONTENT / f"{name}.yaml")
    if not isinstance(rows, list) or not all(isinstance(row, dict) and "id" in row for row in rows):
        raise ContentError(f"{name}.yaml", "must be a list of entries with an id.")
    return rows
