"""Checks of a scenario beyond its shape: facts nobody can reach, dead services, objectives nobody can meet.

Rules return codes and parameters; `wording` puts them into words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from scenarios.facts import Fact, FactKind, Technique
from scenarios.loader import OPTIONAL_TEXTS, Package, text_keys
from scenarios.scenario import Scenario
from scenarios.services import Refusal
from scenarios.weeks.engine import Engine
from scenarios.weeks.enrolment import not_eligible
from scenarios.weeks.evidence import builtin
from scenarios.weeks.state import Cohort
from studio.languages import SOURCE_LOCALE, Translator

HIGHEST_TRUST = 90
"""More than this nobody wins in a run."""
FEW_FACTS, FEW_LINES = 25, 120
FEW_EVENTS = 4
"""With fewer events that have a good answer, nothing can be said about what good answers have in common."""


@dataclass(frozen=True)
class Finding:
    """Something an author should look at; `place` is a path inside the scenario."""

    severity: Literal["error", "warning", "note"]
    code: str
    place: str
    parameters: dict[str, object] = field(default_factory=dict)


def lint(package: Package) -> list[Finding]:
    """All findings, errors first."""
    found = [finding for rule in RULES for finding in rule(package.scenario)]
    found += [*_unused_texts(package), *_given_away(package)]
    order = {"error": 0, "warning": 1, "note": 2}
    return sorted(found, key=lambda finding: (order[finding.severity], finding.code, finding.place))


def tellable(scenario: Scenario) -> set[str]:
    """Facts the client can be brought to tell."""
    reached: set[str] = set()
    while True:
        more = {
            fact.id
            for fact in scenario.facts
            if fact.id not in reached
            and any(key.trust <= HIGHEST_TRUST and set(key.after) <= reached for key in fact.keys)
        }
        if not more:
            return reached
        reached |= more


def reachable(scenario: Scenario) -> set[str]:
    """Facts that can come to be known at all: told, in a drawer, in a seat's hands, or shown by an event."""
    events = {fact for event in scenario.events for fact in event.reveals}
    answers = {fact for event in scenario.events for response in event.responses for fact in response.reveals}
    drawers = {fact.id for fact in scenario.facts if fact.known_by}
    hands = {fact for seat in scenario.seats for fact in seat.knows}
    return tellable(scenario) | events | answers | drawers | hands


def closed_services(scenario: Scenario) -> dict[str, Refusal]:
    """Services that would not take this client as it stands at the start, with the reason."""
    engine = Engine(scenario.service_system, builtin(), seed=0, cohort=Cohort.of([scenario.client]))
    state = engine.start()
    reasons: dict[str, Refusal] = {}
    for service, offer in zip(scenario.services, engine.compiled.offers, strict=True):
        why = Refusal(int(np.asarray(not_eligible(engine.cohort, state, engine.compiled, offer))[0]))
        if why is not Refusal.NONE:
            reasons[service.id] = why
    return reasons


def _facts(scenario: Scenario) -> Iterator[Finding]:
    reached = reachable(scenario)
    for fact in scenario.facts:
        place = f"facts/{fact.id}"
        if fact.id not in reached:
            yield Finding("error", "fact_unreachable", place)
        if fact.corrected_by is not None:
            if fact.corrected_by not in reached:
                yield Finding("error", "correction_unreachable", place, {"fact": fact.corrected_by})
            if fact.keys:
                yield Finding("warning", "wrong_entry_told", place)
        if fact.essential and fact.domain not in scenario.reference.priorities:
            yield Finding("warning", "essential_not_priority", place, {"domain": fact.domain})
    for kind in (FactKind.STRENGTH, FactKind.HOPE):
        if not any(fact.kind is kind for fact in scenario.facts):
            yield Finding("warning", "kind_missing", "facts", {"kind": kind.value})


def _levels(scenario: Scenario) -> Iterator[Finding]:
    for domain, level in scenario.client.levels.items():
        needs = [fact for fact in scenario.facts if fact.domain == domain and _counts(fact)]
        if level <= 1 and not any(fact.level <= level for fact in needs):
            yield Finding("warning", "level_unsupported", f"client/levels/{domain}", {"level": level})
    for domain in scenario.reference.priorities:
        if scenario.client.levels[domain] > 2:
            yield Finding("warning", "priority_without_need", "reference/priorities", {"domain": domain})


def _counts(fact: Fact) -> bool:
    return fact.corrected_by is None and fact.kind in (FactKind.NEED, FactKind.CIRCUMSTANCE)


def _lines(scenario: Scenario) -> Iterator[Finding]:
    can_tell = tellable(scenario)
    for technique in Technique:
        if not any(
            line.fallback
            and (not line.techniques or technique in line.techniques)
            and line.trust == (0, 100)
            and line.stress == (0, 100)
            and not line.told
            and not line.untold
            for line in scenario.lines
        ):
            yield Finding("error", "fallback_missing", "lines", {"technique": technique.value})
    for line in scenario.lines:
        if set(line.told) & set(line.untold) or not set(line.told) <= can_tell:
            yield Finding("warning", "line_never_said", f"lines/{line.id}")


def _services(scenario: Scenario) -> Iterator[Finding]:
    closed = closed_services(scenario)
    planned = {activity.service for activity in scenario.reference.activities}
    for service, why in closed.items():
        if service in planned:
            yield Finding("error", "reference_refused", f"services/{service}", {"reason": why.name.lower()})
        else:
            yield Finding("warning", "service_dead", f"services/{service}", {"reason": why.name.lower()})
    for number, activity in enumerate(scenario.reference.activities):
        if activity.domain not in scenario.service_system.service(activity.service).domains:
            place = f"reference/activities/{number}"
            yield Finding("warning", "activity_beside_domain", place, {"service": activity.service})
    answered = {domain for one in planned for domain in scenario.service_system.service(one).domains}
    for domain in scenario.reference.priorities:
        if domain not in answered:
            yield Finding("warning", "priority_unanswered", "reference/priorities", {"domain": domain})


def _objectives(scenario: Scenario) -> Iterator[Finding]:
    reached, closed = reachable(scenario), closed_services(scenario)
    for objective in scenario.objectives:
        place = f"objectives/{objective.id}"
        if not set(objective.facts) <= reached or (objective.services and set(objective.services) <= set(closed)):
            yield Finding("error", "objective_unmeetable", place)
        if scenario.weight(objective.criterion) == 0:
            yield Finding("warning", "objective_without_weight", place, {"criterion": objective.criterion})


def _events(scenario: Scenario) -> Iterator[Finding]:
    for event in scenario.events:
        if not event.inject and (event.chance == 0 or event.when.weeks[0] > event.when.weeks[1]):
            yield Finding("warning", "event_never", f"events/{event.id}")


def _size(scenario: Scenario) -> Iterator[Finding]:
    if len(scenario.facts) < FEW_FACTS:
        yield Finding("note", "few_facts", "facts", {"count": len(scenario.facts), "wanted": FEW_FACTS})
    own = len([fact for fact in scenario.facts if fact.keys]) + len(scenario.lines)
    if own < FEW_LINES:
        yield Finding("note", "few_lines", "lines", {"count": own, "wanted": FEW_LINES})


RULES: tuple[Callable[[Scenario], Iterator[Finding]], ...] = (
    _facts,
    _levels,
    _lines,
    _services,
    _objectives,
    _events,
    _size,
)


def _unused_texts(package: Package) -> Iterator[Finding]:
    scenario = package.scenario
    record, position = OPTIONAL_TEXTS
    optional = {record.format(id=fact.id) for fact in scenario.facts}
    optional |= {position.format(id=partner.id) for partner in scenario.partners}
    used = set(text_keys(scenario)) | optional
    for key in package.texts[SOURCE_LOCALE]:
        if key not in used:
            yield Finding("warning", "text_unused", key)


def _given_away(package: Package) -> Iterator[Finding]:
    """Whether the good answers to events are known by their length or their minutes, without reading them."""
    texts = package.texts[SOURCE_LOCALE]
    longest = slowest = total = 0
    for event in package.scenario.events:
        good = [one for one in event.responses if one.quality == "good"]
        others = [one for one in event.responses if one.quality != "good"]
        if good and others:
            words = {
                one.id: len(texts.get(f"events.{event.id}.responses.{one.id}.label", "")) for one in event.responses
            }
            longest += max(words[one.id] for one in good) > max(words[one.id] for one in others)
            slowest += max(one.minutes for one in good) > max(one.minutes for one in others)
            total += 1
    for code, count in (("good_answer_longest", longest), ("good_answer_slowest", slowest)):
        if total >= FEW_EVENTS and 2 * count > total:
            yield Finding("note", code, "events", {"count": count, "total": total})


_WORDS: dict[str, Callable[[Translator, dict[str, Any]], str]] = {
    "fact_unreachable": lambda t, p: t("Nobody can find this out. Add a key, a partner that knows it, or an event."),
    "correction_unreachable": lambda t, p: t("The correcting fact {fact} cannot be found out.", **p),
    "wrong_entry_told": lambda t, p: t("The client tells what only a wrong file says. Remove the keys."),
    "essential_not_priority": lambda t, p: t("Essential, but {domain} is no priority of the reference plan.", **p),
    "kind_missing": lambda t, p: t("There is no fact of kind {kind}.", **p),
    "level_unsupported": lambda t, p: t("No fact supports level {level} here; nobody could rate it right.", **p),
    "priority_without_need": lambda t, p: t("{domain} is a priority, but its true level is above 2.", **p),
    "fallback_missing": lambda t, p: t("No fallback without conditions for the technique {technique}.", **p),
    "line_never_said": lambda t, p: t("The conditions of this line can never hold."),
    "reference_refused": lambda t, p: t(
        "The reference plan uses it, but it does not take this client ({reason}).", **p
    ),
    "service_dead": lambda t, p: t("It does not take this client ({reason}).", **p),
    "activity_beside_domain": lambda t, p: t("The service {service} does not work on this domain.", **p),
    "priority_unanswered": lambda t, p: t("No activity of the reference plan answers {domain}.", **p),
    "objective_unmeetable": lambda t, p: t("Nobody can meet this objective."),
    "objective_without_weight": lambda t, p: t("The criterion {criterion} has weight 0.", **p),
    "event_never": lambda t, p: t("This event can never happen."),
    "few_facts": lambda t, p: t("{count} facts; a full scenario has at least {wanted}.", **p),
    "few_lines": lambda t, p: t("{count} lines of the client; a full scenario has at least {wanted}.", **p),
    "good_answer_longest": lambda t, p: t(
        "The good answer is the longest in {count} of {total} events: people learn its length, not its sense.", **p
    ),
    "good_answer_slowest": lambda t, p: t(
        "The good answer takes the most minutes in {count} of {total} events: people learn to choose by time.", **p
    ),
    "text_unused": lambda t, p: t("Nothing in the structure uses this text; look for a slip in the key."),
}


def wording(finding: Finding, t: Translator) -> str:
    return _WORDS[finding.code](t, finding.parameters)
