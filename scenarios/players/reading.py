"""Reads words the way a colleague would, with a small open lexicon (`content/players.en.yaml`): which answer to an
event is good practice, which service fits what somebody said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from scenarios.client import Profile
from scenarios.players.seen import ResponseSeen, pronouns
from studio.content import read_yaml_file

CONTENT = Path(__file__).parents[1] / "content" / "players.en.yaml"
KIN = (
    "(?:brother|sister|mother|father|husband|wife|son|daughter|parents|family|uncle|aunt|cousin|employer|boss|landlord"
    "|neighbour|partner|ex)"
)
OTHERS = f"somebody|him|her|them|the [a-z]+|(?:his|her|their) {KIN}"


@lru_cache(maxsize=1)
def _lexicon() -> dict[str, Any]:
    return dict(read_yaml_file(CONTENT))


@lru_cache(maxsize=256)
def _patterns(client: tuple[str, ...]) -> tuple[tuple[int, re.Pattern[str]], ...]:
    person = "(?:" + "|".join(map(re.escape, client)) + ")\\b"
    others = f"(?!{person}(?! {KIN}))(?:{OTHERS})"
    return tuple(
        (sign * entry["weight"], _pattern("|".join(entry["phrases"]), person, others))
        for sign, side in ((1, "good"), (-1, "bad"))
        for entry in _lexicon()[side]
    )


def _pattern(phrases: str, person: str, others: str) -> re.Pattern[str]:
    return re.compile(phrases.replace("CLIENT", person).replace("OTHER", others))


def practice_in(label: str, profile: Profile) -> int:
    """How much of good practice the words of an answer hold; every phrase counts once."""
    text = _somebody(label, profile).lower().replace("’", "'")
    return sum(weight for weight, pattern in _patterns(pronouns(profile)) if pattern.search(text))


def _somebody(label: str, profile: Profile) -> str:
    """The label with every other name replaced: a capital inside a sentence that is not the client's."""
    own = profile.name.split()

    def named(match: re.Match[str]) -> str:
        return match[0] if match[1] in own else "somebody"

    return re.sub(r"(?<=[a-zà-ž,] )([A-ZÀ-Ž][a-zà-ž]+)", named, label)


def best(responses: Iterable[ResponseSeen], profile: Profile) -> ResponseSeen:
    """The answer a careful colleague picks, by its words alone: length, minutes and place are no reasons."""
    return max(responses, key=lambda one: (practice_in(one.label, profile), one.id))


def worst(responses: Iterable[ResponseSeen], profile: Profile) -> ResponseSeen:
    return min(responses, key=lambda one: (practice_in(one.label, profile), one.id))


def quickest(responses: Iterable[ResponseSeen]) -> ResponseSeen:
    return min(responses, key=lambda one: (one.minutes, one.id))


@lru_cache(maxsize=1)
def _common() -> frozenset[str]:
    return frozenset(_lexicon()["common"].split())


@lru_cache(maxsize=4096)
def stems(text: str) -> frozenset[str]:
    """Content words, cut to five letters, so that `measuring` meets `measures`."""
    return frozenset(word[:5] for word in re.findall(r"[a-zà-ž]{4,}", text.lower()) if word not in _common())


def kinship(one: str, other: str) -> int:
    """How many content words two texts share."""
    return len(stems(one) & stems(other))
