"""The patterns invented clients are made from: `content/invented/*.yaml` as types, and their texts per language."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, model_validator

from scenarios.client import DOMAINS, Frozen, Level
from scenarios.events import Effect, Principle
from scenarios.facts import Id, Sensitivity, known
from scenarios.scenario import PartnerKind
from scenarios.services import ServiceKind
from studio.content import ContentError, read_yaml_file
from studio.languages import PSEUDO, SOURCE_LOCALE, pseudo
from toolkit.sources import Source

CONTENT = Path(__file__).parent.parent / "content" / "invented"
FILES = ("difficulty", "events", "facts", "files", "frame", "partners", "people", "services", "stances", "voices")
LEVEL_KEYS = ("0", "1", "2", "3", "4")

Quality = Literal["good", "fair", "poor", "harmful"]
Range = tuple[int, int]
Weeks = Annotated[int, Field(ge=0, le=104)]
Minutes = Annotated[int, Field(ge=5, le=90)]


class Fits(Frozen):
    """Whom a pattern fits; everything left out fits everybody."""

    age: Range = (0, 120)
    gender: Literal["female", "male", "other"] | None = None
    rural: bool | None = None
    household: tuple[str, ...] = ()
    """Of alone, couple, couple_children, single_parent, with_parents."""
    children: bool | None = None
    youngest: Range | None = None
    """Age of the youngest child."""
    groups: tuple[str, ...] = ()
    """At least one of these target groups."""
    months: int = 0
    """At least so many months without work."""
    trade: bool | None = None
    at_least: dict[str, Level] = Field(default_factory=dict)
    at_most: dict[str, Level] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _known_domains(self) -> Fits:
        known("at_least", tuple(self.at_least), DOMAINS)
        known("at_most", tuple(self.at_most), DOMAINS)
        return self


class Pattern(Frozen):
    id: Id
    fits: Fits = Fits()


class DomainPatterns(Frozen):
    """What a client can have to tell in one domain."""

    sensitivity: Sensitivity
    urgency: Annotated[int, Field(ge=1, le=len(DOMAINS))]
    also: tuple[str, ...]
    drawers: tuple[Id, ...]
    levels: Annotated[tuple[tuple[Pattern, ...], ...], Field(min_length=5, max_length=5)]
    more: Annotated[tuple[Pattern, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _short_forms(cls, value: Any) -> Any:
        def patterns(given: list[Any]) -> list[Any]:
            return [{"id": one} if isinstance(one, str) else one for one in given]

        rest = {key: given for key, given in value.items() if key not in LEVEL_KEYS}
        levels = [patterns(value.get(key, [])) for key in LEVEL_KEYS]
        return {**rest, "levels": levels, "more": patterns(value.get("more", []))}

    @model_validator(mode="after")
    def _something_for_everybody(self) -> DomainPatterns:
        for level, patterns in enumerate(self.levels):
            if level < 4 and not any(pattern.fits == Fits() for pattern in patterns):
                raise ValueError(f"level {level} needs a fact that fits everybody")
        return self


class Strength(Frozen):
    domain: str
    topics: tuple[str, ...] = ("strengths", "everyday")
    fits: Fits = Fits()


class Hope(Frozen):
    domain: str
    wanted: Level = 4
    fits: Fits = Fits()


class People(Frozen):
    pastimes: dict[Id, Strength]
    trades: tuple[str, ...]
    strengths: dict[Id, Strength]
    hopes: dict[Id, Hope]


class WrongEntry(Frozen):
    domain: str
    level: Level
    partner: Id
    says_worse: bool = False
    """The file makes the person smaller, not the need."""


class DrawerFact(Frozen):
    domain: str
    partner: Id
    needs: Level = 4
    withheld: bool = False
    fits: Fits = Fits()


class Files(Frozen):
    wrong: dict[Id, WrongEntry]
    drawer: dict[Id, DrawerFact]


class PartnerPattern(Frozen):
    kind: PartnerKind
    reply: Annotated[int, Field(ge=0, le=8)]


class ServicePattern(Frozen):
    provider: Id
    kind: ServiceKind
    domains: tuple[str, ...]
    waiting: Weeks
    duration: Weeks
    hours: int
    cost: int
    capacity: int
    dropout: int
    rank: int
    general: bool = False
    need: dict[str, Level] = Field(default_factory=dict)
    at_least: dict[str, Level] = Field(default_factory=dict)
    months: int = 0
    groups: tuple[str, ...] = ()
    fits: Fits = Fits()

    @property
    def immediate(self) -> bool:
        """For a crisis only, and at once."""
        return 0 in self.need.values()


class StancePattern(Frozen):
    services: tuple[Id, ...]
    answer: Literal["refuses", "bargains"]
    domain: str
    highest: Level
    until: Literal["told", "trust", "week", "never"]


class EventPattern(Frozen):
    at_most: dict[str, Level]
    weeks: Range
    chance: Annotated[int, Field(ge=1, le=100)]
    minutes: tuple[Minutes, Minutes, Minutes, Minutes]
    """What the good, fair, poor and harmful answer take."""
    effect: Effect
    ignored: Effect
    crisis: bool = False
    inject: bool = False
    principle: Principle | None = None
    dilemma: bool = False
    gains: str = ""
    """Domain that a good answer gives back."""
    knows: str = ""
    """Domain whose first fact must be known."""
    fits: Fits = Fits()


class Dial(Frozen):
    """What one position of the difficulty dial means."""

    needs: Range
    crises: Range
    trust: Range
    keys: Annotated[int, Field(ge=-30, le=30)]
    drawers: int
    wrong: int
    waiting: int
    stances: int
    events: int
    minutes: int


class Frame(Frozen):
    version: Annotated[int, Field(ge=1)]
    sources: tuple[Source, ...]
    reference_date: date
    quality: dict[Quality, Effect]
    objectives: dict[Id, str]
    debrief: tuple[Id, ...]


class Patterns(Frozen):
    difficulty: dict[int, Dial]
    facts: dict[str, DomainPatterns]
    people: People
    files: Files
    partners: dict[Id, PartnerPattern]
    services: dict[Id, ServicePattern]
    stances: dict[Id, StancePattern]
    events: dict[Id, EventPattern]
    frame: Frame

    @model_validator(mode="after")
    def _check(self) -> Patterns:
        known("domains", tuple(self.facts), DOMAINS)
        partners, services = tuple(self.partners), tuple(self.services)
        for domain, patterns in self.facts.items():
            known(f"facts/{domain}/drawers", patterns.drawers, partners)
        entries: list[tuple[str, WrongEntry | DrawerFact]] = [*self.files.wrong.items(), *self.files.drawer.items()]
        for name, entry in entries:
            known(f"files/{name}", (entry.partner,), partners)
            known(f"files/{name}", (entry.domain,), DOMAINS)
        for name, service in self.services.items():
            known(f"services/{name}", (service.provider,), partners)
        for name, stance in self.stances.items():
            known(f"stances/{name}", stance.services, services)
        unanswered = set(DOMAINS) - {service.domains[0] for service in self.services.values() if not service.need}
        unanswered -= {d for s in self.services.values() for d, level in s.need.items() if level >= 1}
        if unanswered:
            raise ValueError(f"no lasting service for {', '.join(sorted(unanswered))}")
        return self


@lru_cache(maxsize=1)
def patterns() -> Patterns:
    """The built-in patterns."""
    names = [name for name in FILES if name != "voices"]
    try:
        return Patterns.model_validate({name: read_yaml_file(CONTENT / f"{name}.yaml") for name in names})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = "/".join(str(step) for step in first["loc"])
        raise ContentError(f"invented, {place}", first["msg"], "Mend that entry.") from error


def locales() -> tuple[str, ...]:
    """Languages that have texts of their own, English first."""
    found = sorted(path.name.split(".")[1] for path in CONTENT.glob("frame.*.yaml"))
    return (SOURCE_LOCALE, *(locale for locale in found if locale != SOURCE_LOCALE))


def meaning(locale: str, difficulty: int) -> str:
    """What a position of the difficulty dial means, in one or two sentences."""
    return str(text_at(locale, ("difficulty", str(difficulty))))


@lru_cache(maxsize=8)
def words(locale: str = SOURCE_LOCALE) -> Mapping[str, Any]:
    """All texts of a language by file; what it lacks is English, and a list counts only when it is as long."""
    english = {name: read_yaml_file(CONTENT / f"{name}.{SOURCE_LOCALE}.yaml") for name in FILES}
    if locale == SOURCE_LOCALE:
        return english
    if locale == PSEUDO:
        return {name: _made_up(texts) for name, texts in english.items()}
    own = {name: CONTENT / f"{name}.{locale}.yaml" for name in FILES}
    return {
        name: _merged(texts, read_yaml_file(own[name])) if own[name].exists() else texts
        for name, texts in english.items()
    }


def _made_up(node: Any) -> Any:
    if isinstance(node, dict):
        return {key: _made_up(inner) for key, inner in node.items()}
    return [_made_up(inner) for inner in node] if isinstance(node, list) else pseudo(str(node))


def _merged(english: Any, own: Any) -> Any:
    if isinstance(english, dict) and isinstance(own, dict):
        return {key: _merged(text, own[key]) if key in own else text for key, text in english.items()}
    if isinstance(english, list):
        return own if isinstance(own, list) and len(own) == len(english) else english
    return own or english


def text_at(locale: str, path: tuple[str | int, ...]) -> Any:
    """The text (or list, or mapping) at a path; `ContentError` names the path that is missing."""
    node: Any = words(locale)
    for step in path:
        try:
            node = node[step]
        except (KeyError, IndexError, TypeError):
            place = "/".join(map(str, path))
            raise ContentError(f"{path[0]}.{SOURCE_LOCALE}.yaml", f"has no text at {place}.", "Add it.") from None
    return node
