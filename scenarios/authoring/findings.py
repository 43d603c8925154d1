"""What a draft still lacks or contradicts, and every finding of `scenarios.lint`, by section and entry; pure.

Places are paths inside the draft (`facts/loans/domain`, `client/levels/debt`); texts are named by their key
(`texts/facts.loans.said`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import BaseModel, ValidationError

from scenarios.authoring import sketch
from scenarios.client import DOMAINS, Client
from scenarios.events import Event
from scenarios.facts import Fact, Line
from scenarios.lint import Finding, lint
from scenarios.loader import Package, text_keys
from scenarios.scenario import (
    Alternative,
    Objective,
    Partner,
    Reference,
    Scenario,
    Seat,
    Stance,
)
from scenarios.services import Service, ServiceSystem
from studio.languages import SOURCE_LOCALE

Section = Literal["about", "client", "facts", "voice", "partners", "services", "stances", "events", "goals", "debrief"]
SECTIONS: tuple[Section, ...] = (
    "about",
    "client",
    "facts",
    "voice",
    "partners",
    "services",
    "stances",
    "events",
    "goals",
    "debrief",
)
"""Parts of a scenario in the order of writing."""

LISTS: dict[str, type[BaseModel]] = {
    "partners": Partner,
    "seats": Seat,
    "facts": Fact,
    "lines": Line,
    "services": Service,
    "stances": Stance,
    "events": Event,
    "objectives": Objective,
    "alternatives": Alternative,
}
_SECTION_OF: dict[str, Section] = {
    "client": "client",
    "facts": "facts",
    "lines": "voice",
    "partners": "partners",
    "seats": "partners",
    "services": "services",
    "stances": "stances",
    "events": "events",
    "objectives": "goals",
    "reference": "goals",
    "alternatives": "goals",
    "rubric": "goals",
    "debrief": "debrief",
}
NEEDED = ("facts", "lines", "partners", "seats", "services", "objectives", "debrief", "sources")
"""Lists of which a scenario needs at least one entry."""


@dataclass(frozen=True)
class Checked:
    """A draft with everything that can be said about it."""

    findings: tuple[Finding, ...]
    scenario: Scenario
    """The sound part of the draft, not validated as a whole: for trying sentences and for counting."""
    package: Package | None
    """The finished scenario; None while something is missing that a run needs."""

    @property
    def offerable(self) -> bool:
        """Whether it may be offered to others: complete and without findings of severity error."""
        return self.package is not None and not any(finding.severity == "error" for finding in self.findings)


def check(body: Mapping[str, Any], scenario_id: str) -> Checked:
    """Everything there is to say about a draft; `scenario_id` stands for the client where an id is needed."""
    structure, texts = sketch.to_format(body)
    structure["client"]["id"] = structure.get("id", scenario_id)
    sound, found = _shape(structure)
    found += _references(sound, structure)
    found += list(_texts(sound, texts))
    package = None
    if not found:
        try:
            scenario = Scenario.model_validate(structure)
        except ValidationError as error:  # what only the whole can get wrong
            found = [_finding(structure, problem) for problem in error.errors(include_url=False)]
        else:
            package = Package(scenario=scenario, texts={SOURCE_LOCALE: {}} | texts)
            sound = scenario
    found += list(_translations(sound, texts))
    if package is not None:
        found += lint(package)
    return Checked(tuple(found), sound, package)


def section_of(finding: Finding) -> Section:
    """The part of the draft in which a finding is mended."""
    place = finding.place.removeprefix("texts/")
    first = place.replace(".", "/").split("/")[0]
    return _SECTION_OF.get(first, "about")


def entry_of(finding: Finding) -> str:
    """The entry a finding leads to, as `list/id`; empty where it leads to a field of a section."""
    parts = finding.place.removeprefix("texts/").replace(".", "/", 1 if finding.place.startswith("texts/") else 0)
    steps = parts.split("/")
    if steps[0] in LISTS and len(steps) > 1:
        # the rest of a text key is separated by dots: `facts/loans.said`
        return f"{steps[0]}/{steps[1].split('.')[0]}"
    return ""


# -- what is missing -------------------------------------------------------------------------------------------------


def _shape(structure: dict[str, Any]) -> tuple[Scenario, list[Finding]]:
    """The entries that are sound, and a finding for every gap."""
    found: list[Finding] = []
    sound: dict[str, Any] = {}
    for name, model in LISTS.items():
        kept = []
        for item in structure.get(name, []):
            made, problems = _validated(model, item, f"{name}/{item['id']}")
            found += problems
            if made is not None:
                kept.append(made)
        sound[name] = tuple(kept)
    client, problems = _validated(Client, structure["client"], "client")
    found += [_levels(structure) if one.place == "client/levels" else one for one in problems]
    reference, problems = _validated(Reference, structure["reference"], "reference")
    found += problems
    sound["client"] = client
    sound["reference"] = reference or _as_far(Reference, structure["reference"])
    found += [Finding("error", "needed", name) for name in NEEDED if not structure.get(name)]
    sound["rubric"] = structure.get("rubric", {})
    sound["debrief"] = tuple(structure.get("debrief", ()))
    for name in ("id", "difficulty", "minutes", "reference_date"):
        if structure.get(name) is None:
            found.append(Finding("error", "missing", name))
    for number, source in enumerate(structure["sources"], 1):
        if not source.get("document") or not source.get("section"):
            found.append(Finding("error", "source_incomplete", f"sources/{number}"))
    weekly = structure.get("weekly_minutes", 150)
    return Scenario.model_construct(weekly_minutes=weekly, **sound), found


def _validated(model: type[BaseModel], data: dict[str, Any], place: str) -> tuple[Any, list[Finding]]:
    try:
        return model.model_validate(data), []
    except ValidationError as error:
        return None, [_finding(data, problem, place) for problem in error.errors(include_url=False)]


def _finding(data: Any, problem: Any, place: str = "") -> Finding:
    inner = sketch.place_of(data, problem["loc"])
    whole = "/".join(part for part in (place, inner) if part) or "id"
    if problem["type"] == "missing":
        return Finding("error", "missing", whole)
    if problem["type"] == "too_short":
        return Finding("error", "needed", whole)
    message = str(problem.get("ctx", {}).get("error", problem["msg"]))
    if "as `standing`" in message:
        return Finding("error", "standing_missing", whole)
    if "at least one domain" in message:
        return Finding("error", "needed", whole)
    return Finding("error", "contradictory", whole, {"problem": message})


def _levels(structure: dict[str, Any]) -> Finding:
    given = structure["client"].get("levels", {})
    missing = [domain for domain in DOMAINS if given.get(domain) is None]
    return Finding("error", "levels_missing", "client/levels", {"domains": missing})


def _as_far(model: type[BaseModel], data: dict[str, Any]) -> Any:
    """A reference plan with gaps: what it names can still be looked up."""
    found: dict[str, Any] = {"priorities": (), "hopes": (), "enquiries": (), "activities": ()}
    for name in ("priorities", "hopes", "enquiries"):
        found[name] = tuple(data.get(name, ()))
    return model.model_construct(**found)


def _references(sound: Scenario, structure: dict[str, Any]) -> list[Finding]:
    """References to what is not there; an entry that is there and unfinished has its own findings."""
    there = {item["id"] for name in LISTS for item in structure.get(name, [])}
    found = []
    for where, unknown in sound.dangling():
        if gone := [one for one in unknown if one not in there]:
            found.append(Finding("error", "gone", where, {"ids": gone}))
    try:
        ServiceSystem(services=sound.services)
    except ValidationError as error:
        problem = error.errors(include_url=False)[0]
        message = str(problem.get("ctx", {}).get("error", problem["msg"]))
        if "own prerequisite" in message:
            found.append(Finding("error", "own_prerequisite", f"services/{message.split(':')[0]}"))
    return found


def _texts(sound: Scenario, texts: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    english = texts.get(SOURCE_LOCALE, {})
    for key in text_keys(sound):
        if not english.get(key):
            yield Finding("error", "text_missing", f"texts/{key}")


def _translations(sound: Scenario, texts: Mapping[str, Mapping[str, str]]) -> Iterator[Finding]:
    wanted = set(text_keys(sound)) & set(texts.get(SOURCE_LOCALE, {}))
    for locale, found in texts.items():
        if locale != SOURCE_LOCALE and (open_ := len(wanted - set(found))):
            yield Finding("note", "untranslated", "languages", {"locale": locale, "count": open_})
