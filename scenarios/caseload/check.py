"""Checks for authors of caseloads: what is written and can never be seen, and what a desk would miss."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from scenarios.caseload.exercise import Occasion, Person
from scenarios.caseload.package import Package, text_keys
from scenarios.services import ServiceKind
from studio.languages import SOURCE_LOCALE

HIGHEST_TRUST = 75
"""Trust that good casework reaches in the weeks of an exercise; what takes more is never told."""


@dataclass(frozen=True)
class Problem:
    severity: Literal["error", "warning"]
    place: str
    text: str


def problems(package: Package) -> list[Problem]:
    """Everything an author should look at, errors first."""
    exercise = package.exercise
    found = [problem for person in exercise.people for problem in _person(person, exercise.weeks)]
    needed = set(text_keys(exercise))
    for locale, texts in sorted(package.texts.items()):
        for key in sorted(set(texts) - needed):
            found.append(Problem("warning", f"caseload.{locale}.yaml, {key}", "is not used by the structure."))
        if locale != SOURCE_LOCALE and (missing := needed - set(texts)):
            found.append(
                Problem("warning", f"caseload.{locale}.yaml", f"lacks {len(missing)} texts; English is shown.")
            )
    answered = {domain for service in exercise.services for domain in service.domains}
    for person in exercise.people:
        for domain, level in person.levels.items():
            if level == 0 and domain not in answered:
                found.append(
                    Problem("warning", f"people/{person.id}", f"no service here answers the crisis in {domain}.")
                )
    if not any(service.kind is ServiceKind.JOB_SEARCH for service in exercise.services):
        found.append(Problem("warning", "services", "nothing here helps to look for work."))
    return sorted(found, key=lambda one: (one.severity, one.place))


def _person(person: Person, weeks: int) -> Iterator[Problem]:
    place = f"people/{person.id}"
    revealed = {name for event in person.events for name in event.reveals}
    revealed |= {name for event in person.events for one in event.responses for name in one.reveals}
    reachable = {fact.id for fact in person.facts if fact.file} | revealed
    while more := {
        fact.id
        for fact in person.facts
        if fact.ways and fact.trust <= HIGHEST_TRUST and fact.id not in reachable and set(fact.after) <= reachable
    }:
        reachable |= more
    for fact in person.facts:
        if fact.id not in reachable:
            yield Problem("error", f"{place}/facts/{fact.id}", "can never come to light.")
        if fact.corrected_by and not fact.file:
            yield Problem("error", f"{place}/facts/{fact.id}", "is corrected, but not on file.")
    for event in person.events:
        if event.weeks[0] > event.weeks[1] or event.weeks[0] >= weeks:
            yield Problem("error", f"{place}/events/{event.id}", "its weeks lie outside the exercise.")
        if not any(one.quality == "good" for one in event.responses):
            yield Problem("warning", f"{place}/events/{event.id}", "has no good answer.")
    for line in person.lines:
        if line.trust[0] > line.trust[1] or line.weeks[0] > line.weeks[1]:
            yield Problem("error", f"{place}/lines/{line.id}", "can never be said.")
    if person.voice >= 20 and not any(Occasion.MESSAGE in line.at for line in person.lines):
        yield Problem("warning", place, "would write, but has no line for a message.")
    if not any(Occasion.MISSED in line.at for line in person.lines):
        yield Problem("warning", place, "has no line for a contact that comes to nothing.")
