"""Reads caseloads: the library that ships with the studio, or a folder an author works in.

A caseload is a folder with `caseload.yaml` (structure) and `caseload.<locale>.yaml` (texts); English must be complete.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.caseload.exercise import Exercise, Fact, Line, Person
from scenarios.client import Frozen
from scenarios.loader import Words
from studio.content import ContentError, read_yaml_file, texts
from studio.languages import SOURCE_LOCALE

LIBRARY = Path(__file__).parents[1] / "content" / "caseloads"
STRUCTURE = "caseload.yaml"


class Package(Frozen):
    """A caseload with its texts per language: what a run pins and what can be exported."""

    exercise: Exercise
    texts: dict[str, dict[str, str]]

    def words(self, locale: str) -> Words:
        return Words.of(self.texts, locale)


def note_key(person: Person) -> str:
    """Key of what the file says first about a person."""
    return person.note or f"people.{person.id}.note"


def fact_key(person: Person, fact: Fact) -> str:
    return fact.text or f"people.{person.id}.facts.{fact.id}"


def line_key(person: Person, line: Line) -> str:
    return line.text or f"people.{person.id}.lines.{line.id}"


def text_keys(exercise: Exercise) -> Iterator[str]:
    """Keys of every text that the caseload needs."""
    yield from ("title", "summary", "opening")
    for partner in exercise.partners:
        yield f"partners.{partner.id}.name"
    for service in exercise.services:
        yield from (f"services.{service.id}.name", f"services.{service.id}.description")
    for person in exercise.people:
        yield note_key(person)
        for fact in person.facts:
            yield fact_key(person, fact)
        for line in person.lines:
            yield line_key(person, line)
        for event in person.events:
            place = f"people.{person.id}.events.{event.id}"
            yield from (f"{place}.title", f"{place}.text", f"{place}.ignored")
            for response in event.responses:
                yield from (f"{place}.responses.{response.id}.label", f"{place}.responses.{response.id}.result")
    for objective in exercise.objectives:
        yield f"objectives.{objective}"
    for question in exercise.debrief:
        yield f"debrief.{question}"


def library() -> list[str]:
    """Ids of the built-in caseloads."""
    return sorted(folder.parent.name for folder in LIBRARY.glob(f"*/{STRUCTURE}"))


@lru_cache(maxsize=16)
def builtin(exercise_id: str) -> Package:
    """A built-in caseload; KeyError when there is none of this id."""
    if exercise_id not in library():
        raise KeyError(exercise_id)
    return read(LIBRARY / exercise_id)


def read(path: Path) -> Package:
    """The caseload in a folder (or beside the given `caseload.yaml`), complete in English; `ContentError` otherwise."""
    file = path / STRUCTURE if path.is_dir() else path
    if not file.is_file():
        raise ContentError(str(file), "does not exist.", f"Name a folder that holds {STRUCTURE}.")
    exercise = parse(read_yaml_file(file), str(file))
    base = file.with_suffix("")
    if not base.with_name(f"{base.name}.{SOURCE_LOCALE}.yaml").is_file():
        raise ContentError(f"{base}.en.yaml", "does not exist.", "Write the English texts there.")
    locales = {SOURCE_LOCALE} | {other.name.split(".")[1] for other in file.parent.glob(f"{base.name}.*.yaml")}
    found = {}
    for locale in sorted(locales):
        one = texts(base, locale)
        found[locale] = {key: one(key) for key in one.keys()}  # noqa: SIM118 - not a mapping
    if missing := [key for key in text_keys(exercise) if not found[SOURCE_LOCALE].get(key)]:
        shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
        raise ContentError(f"{base}.en.yaml", f"has no text for {shown}.", "Add them.")
    return Package(exercise=exercise, texts=found)


def parse(data: Any, place: str) -> Exercise:
    """A caseload from what YAML or JSON gave; the error names the place inside the file."""
    if not isinstance(data, dict):
        raise ContentError(place, "is not a caseload.", "It must be a mapping with id, people, services and so on.")
    try:
        return Exercise.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(str(step) for step in first["loc"])
        more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise ContentError(f"{place}, {where or 'top'}", f"{first['msg']}{more}.", "Mend it there.") from error
