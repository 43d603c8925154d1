"""The scenarios a trainer can choose from, in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from scenarios import loader
from scenarios.invented.build import invent
from scenarios.invented.code import ClientCode
from scenarios.service import editions
from scenarios.service.authoring import Edition
from studio.content import ContentError


@dataclass(frozen=True)
class CaseInfo:
    id: str
    title: str
    summary: str
    minutes: int
    """How long a participant needs."""
    difficulty: int
    """1 to 5."""
    seats: int
    """How many can play it together."""


def offered(locale: str) -> dict[str, CaseInfo]:
    """Scenario id -> what it is called and about: the library, then what people of this studio offer."""
    return library(locale) | {edition.id: _of_edition(edition, locale) for edition in editions.offered()}


def found(scenario_id: str, locale: str) -> CaseInfo | None:
    """A scenario of a programme, also one that is not offered any more, or an invented client."""
    if code := ClientCode.of_id(scenario_id):
        return _of_code(code, locale)
    if scenario_id in library(locale):
        return library(locale)[scenario_id]
    return next((_of_edition(edition, locale) for edition in editions.known([scenario_id])), None)


def can_be_added(scenario_id: str, locale: str) -> bool:
    """Whether a programme can take it: what is offered, and every invented client."""
    return ClientCode.of_id(scenario_id) is not None or scenario_id in offered(locale)


def _of_code(code: ClientCode, locale: str) -> CaseInfo:
    package = invent(code)
    words, scenario = package.words(locale), package.scenario
    title = f"{scenario.client.profile.name}: {words('title')} ({code})"
    return CaseInfo(scenario.id, title, words("summary"), scenario.minutes, scenario.difficulty, len(scenario.seats))


def _of_edition(edition: Edition, locale: str) -> CaseInfo:
    words, scenario = edition.package.words(locale), edition.package.scenario
    title = f"{words('title')} ({edition.author})" if edition.author else words("title")
    return CaseInfo(edition.id, title, words("summary"), scenario.minutes, scenario.difficulty, len(scenario.seats))


@lru_cache(maxsize=16)
def library(locale: str) -> dict[str, CaseInfo]:
    """Scenario id -> what it is called and about, the easiest first; a scenario that cannot be read is left out."""
    listed = []
    for scenario_id in loader.library():
        try:
            package = loader.builtin(scenario_id)
        except ContentError:
            continue
        words, scenario = package.words(locale), package.scenario
        listed.append(
            CaseInfo(
                scenario.id,
                words("title"),
                words("summary"),
                scenario.minutes,
                scenario.difficulty,
                len(scenario.seats),
            )
        )
    return {one.id: one for one in sorted(listed, key=lambda one: (one.difficulty, one.title))}
