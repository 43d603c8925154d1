"""Generated caseloads: people of a territory drawn with a seed, put together from content patterns to a full exercise.

The same territory, number, seed, difficulty and length give the same exercise; once made it is pinned like any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenarios.caseload.exercise import MAX_PEOPLE, Exercise, Way
from scenarios.caseload.package import Package
from scenarios.client import DOMAINS, TERRITORIES, Client
from scenarios.generate import generate
from scenarios.loader import Words
from scenarios.weeks.assess import HIDDEN
from scenarios.weeks.luck import Luck
from studio.content import read_yaml_file, texts
from studio.languages import SOURCE_LOCALE

CONTENT = Path(__file__).parents[1] / "content" / "caseload_patterns"
FEWEST = 8
LENGTHS = (12, 16, 26, 52)
"""Weeks a generated caseload may last."""
MINUTES_EACH = {1: 45, 2: 38, 3: 32, 4: 26, 5: 21}
"""Difficulty -> minutes a week for each client."""
_PLACES = {1: 150, 2: 120, 3: 100, 4: 80, 5: 60}
"""Difficulty -> per cent of the usual places."""
_STALE = {1: 5, 2: 10, 3: 20, 4: 30, 5: 40}
"""Difficulty -> per cent of register entries that are one level too good."""
_REGISTER = ("work_experience", "skills", "job_search", "digital_language", "physical_health", "mobility")
_NOTES = ("refugee", "released", "returnee", "redundancy", "single_parent", "roma", "disability", "youth", "older",
          "social_assistance", "long_term", "rural")  # fmt: skip
_MOODS = {"low": (0, 34), "middle": (35, 54), "high": (55, 100)}
_IN_PERSON = (Way.MEETING, Way.ASSESSMENT, Way.HOME)


def drawn(
    territory: str, people: int, seed: int, *, difficulty: int = 3, weeks: int = 16, first_day: date = date(2026, 3, 2)
) -> Package:
    """A caseload of so many people; ValueError for what cannot be drawn."""
    if not FEWEST <= people <= MAX_PEOPLE:
        raise ValueError(f"a caseload has {FEWEST} to {MAX_PEOPLE} people")
    if difficulty not in MINUTES_EACH:
        raise ValueError("difficulty is 1 to 5")
    if weeks not in LENGTHS:
        raise ValueError(f"a caseload lasts {', '.join(map(str, LENGTHS))} weeks")
    structure = read_yaml_file(CONTENT.with_name(f"{CONTENT.name}.yaml"))
    clients = list(generate(territory, people, seed))
    maker = _Maker(Luck(seed, TERRITORIES.index(territory)), difficulty)
    exercise = Exercise.model_validate(
        {
            "id": "drawn",
            "territory": territory,
            "difficulty": difficulty,
            "minutes": min(600, 20 + people * weeks // 6),
            "reference_date": first_day,
            "weeks": weeks,
            "weekly_minutes": people * MINUTES_EACH[difficulty],
            "sources": structure["sources"],
            "partners": structure["partners"],
            "services": [_service(row, people, difficulty) for row in structure["services"]],
            "people": [maker.person(client, number) for number, client in enumerate(clients)],
            "debrief": structure["debrief"],
            "objectives": structure["objectives"],
        }
    )
    return Package(exercise=exercise, texts=pattern_texts())


def pattern_texts() -> dict[str, dict[str, str]]:
    """All pattern sentences per language: what a generated caseload is told in."""
    locales = sorted({path.name.split(".")[1] for path in CONTENT.parent.glob(f"{CONTENT.name}.*.yaml")})
    found = {}
    for locale in locales:
        one = texts(CONTENT, locale)
        found[locale] = {key: one(key) for key in one.keys()}  # noqa: SIM118 - not a mapping
    return found


def drawn_words(locale: str) -> Words:
    """The words of every generated caseload."""
    return Words.of(pattern_texts(), locale)


@lru_cache(maxsize=1)
def _keys() -> tuple[str, ...]:
    return tuple(sorted(texts(CONTENT, SOURCE_LOCALE).keys()))


def _variants(prefix: str) -> list[str]:
    return [key for key in _keys() if key.startswith(f"{prefix}.") or key == prefix]


def _service(row: Mapping[str, Any], people: int, difficulty: int) -> dict[str, Any]:
    given = dict(row)
    starts = given.pop("starts_per_ten") * people * _PLACES[difficulty]
    return {**given, "capacity": max(1, starts * given["duration_weeks"] // (16 * 1000) + 1)}


class _Maker:
    """Puts people together; every choice has its own address of luck."""

    def __init__(self, luck: Luck, difficulty: int) -> None:
        self.luck, self.difficulty = luck, difficulty

    def number(self, subject: str, position: int) -> float:
        return float(self.luck.draw(0, "caseload/draw", subject, 1, position)[0])

    def pick(self, prefix: str, position: int) -> str:
        choices = _variants(prefix)
        return choices[int(self.number(prefix, position) * len(choices))]

    def person(self, client: Client, position: int) -> dict[str, Any]:
        groups = client.profile.groups
        return {
            "id": f"p{position + 1}",
            "profile": client.profile.model_dump(mode="json"),
            "levels": client.levels,
            "motivation": client.motivation,
            "trust": client.trust,
            "stress": client.stress,
            "voice": self.voice(client, position),
            "registered": self.registered(client, position),
            "facts": list(self.facts(client, position)),
            "lines": list(self.lines(position)),
            "note": f"notes.{next((group for group in _NOTES if group in groups), 'other')}",
        }

    def voice(self, client: Client, position: int) -> int:
        """The harder the caseload, the quieter those who are in trouble."""
        crises = sum(level == 0 for level in client.levels.values())
        loud = 10 + int(self.number("voice", position) * 80)
        return max(3, loud - min(crises, 3) * 6 * self.difficulty)

    def registered(self, client: Client, position: int) -> dict[str, int]:
        found = {}
        for domain in _REGISTER:
            stale = self.number(f"register/{domain}", position) * 100 < _STALE[self.difficulty]
            found[domain] = min(4, client.levels[domain] + stale)
        return found

    def facts(self, client: Client, position: int) -> Iterator[dict[str, Any]]:
        for domain in DOMAINS:
            level = client.levels[domain]
            if level <= 1:
                hidden = domain in HIDDEN
                yield {
                    "id": f"{domain}_need",
                    "domain": domain,
                    "level": level,
                    "ways": (Way.MEETING, Way.HOME) if hidden else _IN_PERSON,
                    "trust": 45 if hidden else 25,
                    "text": self.pick(f"facts.{domain}.{level}", position),
                }
            elif level >= 3 and _variants(f"strengths.{domain}") and self.number(f"shows/{domain}", position) < 0.5:
                yield {
                    "id": f"{domain}_strength",
                    "domain": domain,
                    "level": level,
                    "kind": "strength",
                    "ways": _IN_PERSON,
                    "text": self.pick(f"strengths.{domain}", position),
                }

    def lines(self, position: int) -> Iterator[dict[str, Any]]:
        for way in Way:
            for mood, trust in _MOODS.items():
                key = self.pick(f"lines.{way.value}.{mood}", position)
                met = 1 if way is Way.MEETING and mood != "low" else 0
                yield {"id": f"{way.value}_{mood}", "at": [way.value], "trust": trust, "met": met, "text": key}
            yield {"id": f"{way.value}_again", "at": [way.value], "again": True, "text": f"lines.{way.value}.again"}
        yield {"id": "missed", "at": ["missed"], "again": True, "text": self.pick("lines.missed.again", position)}
        messages = _variants("lines.message.again")
        start = int(self.number("messages", position) * len(messages))
        for number, key in enumerate(messages[start:] + messages[:start]):
            last = number == len(messages) - 1
            yield {"id": f"message_{number}", "at": ["message"], "again": last, "text": key}
