"""Reads scenarios: the library that ships with the studio, a folder an author works in, or a stored package.

A scenario is a folder with `scenario.yaml` (structure) and `scenario.<locale>.yaml` (texts); English must be complete.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from scenarios.client import Frozen
from scenarios.scenario import Scenario
from studio.content import ContentError, read_yaml_file, texts
from studio.languages import PSEUDO, SOURCE_LOCALE, pseudo

LIBRARY = Path(__file__).parent / "content" / "library"
STRUCTURE = "scenario.yaml"


class Package(Frozen):
    """A scenario with its texts per language: what a run pins and what can be exported."""

    scenario: Scenario
    texts: dict[str, dict[str, str]]

    def words(self, locale: str) -> Words:
        return Words.of(self.texts, locale)


class Words:
    """The texts of one scenario in one language, English where there is no other."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts

    @classmethod
    def of(cls, texts: Mapping[str, Mapping[str, str]], locale: str) -> Words:
        """The words of one language from the texts of all."""
        english = texts[SOURCE_LOCALE]
        if locale == PSEUDO:
            return cls({key: pseudo(text) for key, text in english.items()})
        return cls({**english, **texts.get(locale, {})})

    def __call__(self, key: str) -> str:
        return self._texts[key]

    def get(self, key: str, default: str = "") -> str:
        return self._texts.get(key, default)

    def __contains__(self, key: str) -> bool:
        return key in self._texts


def library() -> list[str]:
    """Ids of the built-in scenarios."""
    return sorted(folder.parent.name for folder in LIBRARY.glob(f"*/{STRUCTURE}"))


@lru_cache(maxsize=64)
def builtin(scenario_id: str) -> Package:
    """A built-in scenario; KeyError when there is none of this id."""
    if scenario_id not in library():
        raise KeyError(scenario_id)
    return read(LIBRARY / scenario_id)


def read(path: Path) -> Package:
    """The scenario in a folder (or beside the given `scenario.yaml`), complete in English; `ContentError` otherwise."""
    file = path / STRUCTURE if path.is_dir() else path
    if not file.is_file():
        raise ContentError(str(file), "does not exist.", f"Name a folder that holds {STRUCTURE}.")
    scenario = parse(read_yaml_file(file), str(file))
    base = file.with_suffix("")
    found = {SOURCE_LOCALE: _texts(base, SOURCE_LOCALE)}
    for other in sorted(file.parent.glob(f"{base.name}.*.yaml")):
        locale = other.name.split(".")[1]
        found[locale] = _texts(base, locale)
    package = Package(scenario=scenario, texts=found)
    if missing := [key for key in text_keys(scenario) if not found[SOURCE_LOCALE].get(key)]:
        shown = ", ".join(missing[:10]) + (f" and {len(missing) - 10} more" if len(missing) > 10 else "")
        raise ContentError(f"{base}.en.yaml", f"has no text for {shown}.", "Add them.")
    return package


def parse(data: Any, place: str) -> Scenario:
    """A scenario from what YAML or JSON gave; every error names the place inside the file."""
    if not isinstance(data, dict):
        raise ContentError(place, "is not a scenario.", "It must be a mapping with id, client, facts and so on.")
    if isinstance(data.get("client"), dict):
        data = {**data, "client": {"id": str(data.get("id", "")), **data["client"]}}
    try:
        return Scenario.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = "/".join(_step(data, first["loc"], depth) for depth in range(len(first["loc"])))
        more = f" ({error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise ContentError(f"{place}, {where or 'top'}", f"{first['msg']}{more}.", "Mend it there.") from error


def schema() -> dict[str, Any]:
    """JSON Schema of `scenario.yaml`, for editors that check while one types."""
    made = Scenario.model_json_schema()
    made["$defs"]["Client"]["required"].remove("id")  # `parse` gives the client the scenario's id
    return made


def _step(data: Any, loc: tuple[int | str, ...], depth: int) -> str:
    """A step of a path: list items by their id where they have one."""
    for key in loc[: depth + 1]:
        try:
            data = data[key]
        except (KeyError, IndexError, TypeError):
            return str(loc[depth])
    if isinstance(loc[depth], int) and isinstance(data, dict) and "id" in data:
        return str(data["id"])
    return str(loc[depth])


def _texts(base: Path, locale: str) -> dict[str, str]:
    if not base.with_name(f"{base.name}.{SOURCE_LOCALE}.yaml").is_file():
        raise ContentError(f"{base}.en.yaml", "does not exist.", "Write the English texts there.")
    found = texts(base, locale)
    return {key: found(key) for key in found.keys()}  # noqa: SIM118 - not a mapping


def text_keys(scenario: Scenario) -> Iterator[str]:
    """Keys of every text the scenario needs in `scenario.en.yaml`."""
    yield from ("title", "summary", "opening", "reference.summary")
    for fact in scenario.facts:
        yield f"facts.{fact.id}.note"
        if fact.keys:
            yield f"facts.{fact.id}.said"
        if fact.evades:
            yield f"facts.{fact.id}.evaded"
    for line in scenario.lines:
        yield f"lines.{line.id}"
    for partner in scenario.partners:
        yield from (f"partners.{partner.id}.name", f"partners.{partner.id}.answer", f"partners.{partner.id}.refusal")
    for seat in scenario.seats:
        yield from (f"seats.{seat.id}.title", f"seats.{seat.id}.brief")
    for service in scenario.services:
        yield from (f"services.{service.id}.name", f"services.{service.id}.description")
    for stance in scenario.stances:
        yield f"stances.{stance.id}"
    for event in scenario.events:
        yield from (f"events.{event.id}.title", f"events.{event.id}.text")
        for response in event.responses:
            yield f"events.{event.id}.responses.{response.id}.label"
            yield f"events.{event.id}.responses.{response.id}.result"
    for objective in scenario.objectives:
        yield f"objectives.{objective.id}"
    for alternative in scenario.alternatives:
        yield f"alternatives.{alternative.id}"
    for question in scenario.debrief:
        yield f"debrief.{question}"


OPTIONAL_TEXTS: tuple[str, ...] = ("facts.{id}.record", "partners.{id}.position")
"""Texts an author may add: how a file words a fact, what a partner wants in a case conference."""
