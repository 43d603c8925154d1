"""The person behind a client code: who was drawn, whom patterns fit, names around the person, luck by purpose."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np

from scenarios.client import TERRITORIES, Client
from scenarios.generate import draw, generate
from scenarios.invented.code import ClientCode
from scenarios.invented.content import Dial, Fits, Patterns, patterns, text_at, words
from scenarios.names.generation import generation
from scenarios.population import population
from scenarios.weeks.luck import Luck

SEED = 20_417
CANDIDATES = 160
"""People of the territory among whom the first is taken who fits the dial."""
_DIALS = 8
VOICES = ("brisk", "shy", "ironic", "talkative")
_HOUSEHOLD = {(1, False): "alone", (2, False): "couple", (2, True): "couple_children", (1, True): "single_parent"}

T = TypeVar("T")
S = TypeVar("S", bound=str)


@dataclass(frozen=True)
class Person:
    """A drawn client with everything that later choices look at."""

    code: ClientCode
    client: Client

    @classmethod
    def of(cls, code: ClientCode) -> Person:
        return cls(code, _drawn(code, patterns().difficulty[code.difficulty]))

    @property
    def patterns(self) -> Patterns:
        return patterns()

    @property
    def dial(self) -> Dial:
        return self.patterns.difficulty[self.code.difficulty]

    @property
    def levels(self) -> Mapping[str, int]:
        return self.client.levels

    # --- luck ---------------------------------------------------------------------------------------------------------

    def number(self, subject: str) -> float:
        """A number in [0, 1) that belongs to this client, this version of the patterns and this subject."""
        purpose = f"invented/{self.patterns.frame.version}/{self.code.difficulty}"
        luck = Luck(SEED, TERRITORIES.index(self.code.territory))
        return float(luck.draw(0, purpose, subject, 1, self.code.number)[0])

    def pick(self, subject: str, choices: Sequence[T]) -> T:
        return choices[int(self.number(subject) * len(choices))]

    def shuffled(self, subject: str, choices: Iterable[S]) -> list[S]:
        """The choices in an order of their own; what is added later does not disturb the others' luck."""
        return sorted(choices, key=lambda one: (self.number(f"{subject}/{one}"), one))

    # --- who it is ----------------------------------------------------------------------------------------------------

    @cached_property
    def voice(self) -> str:
        return self.pick("voice", VOICES)

    @cached_property
    def household(self) -> str:
        home = self.client.profile.household
        return _HOUSEHOLD.get((home.adults, bool(home.children)), "with_parents")

    @property
    def trade(self) -> str:
        """ISCO-08 code of the trade, if there are patterns for it."""
        occupation = self.client.profile.occupation
        return occupation if occupation in self.patterns.people.trades else ""

    @cached_property
    def pastime(self) -> str:
        pastimes = self.patterns.people.pastimes
        return self.pick("pastime", [name for name, one in pastimes.items() if self.fits(one.fits)])

    def fits(self, fits: Fits) -> bool:
        profile = self.client.profile
        children = profile.household.children
        return (
            fits.age[0] <= profile.age <= fits.age[1]
            and (fits.gender is None or fits.gender == profile.gender)
            and (fits.rural is None or fits.rural == profile.rural)
            and (not fits.household or self.household in fits.household)
            and (fits.children is None or fits.children == bool(children))
            and (fits.youngest is None or (bool(children) and fits.youngest[0] <= min(children) <= fits.youngest[1]))
            and (not fits.groups or bool(set(fits.groups) & set(profile.groups)))
            and profile.months_unemployed >= fits.months
            and (fits.trade is None or fits.trade == bool(self.trade))
            and all(self.levels[domain] >= level for domain, level in fits.at_least.items())
            and all(self.levels[domain] <= level for domain, level in fits.at_most.items())
        )

    # --- words --------------------------------------------------------------------------------------------------------

    def _given(self, subject: str, of: int) -> str:
        """A first name of the person's own community."""
        from scenarios.names.people import TRADITIONS  # here: Faker loads slowly

        communities = population().territories[self.code.territory].communities
        names = TRADITIONS[self.pick(f"{subject}/tradition", communities[self.client.profile.community].traditions)]
        woman = self.number(f"{subject}/woman") < 0.5
        own = self.client.profile.name.split()[0]
        choices = [name for name in (names.female if woman else names.male)[of] if name != own]
        return self.pick(f"{subject}/name", choices)

    def placeholders(self, locale: str) -> dict[str, str]:
        """What stands for the braces in texts: names, pronouns (capitalised too), things of this life."""
        profile = self.client.profile
        frame = words(locale)["frame"]
        own_generation = generation(profile.age)
        found: dict[str, str] = dict(text_at(locale, ("frame", "pronouns", profile.gender.value)))
        found |= {name.capitalize(): text.capitalize() for name, text in found.items()}
        kin = "sister" if self.number("sibling/woman") < 0.5 else "brother"
        thing = text_at(locale, ("people", "pastimes", self.pastime, "thing"))
        spell = profile.work_history[0].kind.value if profile.work_history else "unemployed"
        found |= {
            "name": profile.name,
            "first": profile.name.split()[0],
            "age": str(profile.age),
            "town": profile.municipality.split("/")[0],
            "friend": self._given("friend", own_generation),
            "neighbour": self._given("neighbour", 0),
            "kid": self._given("kid", 2),
            "sibling": frame["kin"][kin].format(given=self._given("sibling", own_generation)),
            "thing": thing,
            "trade": text_at(locale, ("people", "trades", self.trade, "name"))
            if self.trade
            else frame["trade"]["none"],
            "months": _months(frame["months"], profile.months_unemployed),
            "children": _children(frame["children"], len(profile.household.children)),
        }
        found["Sibling"] = found["sibling"][:1].upper() + found["sibling"][1:]
        found["where"] = frame["where"]["rural" if profile.rural else "town"].format_map(found)
        found["history"] = frame["history"][spell].format_map(found)
        found["household"] = frame["household"][self.household].format_map(found)
        return found


def _months(texts: Mapping[str, str], months: int) -> str:
    if months >= 24:
        return texts["years"].format(count=months // 12)
    return texts["none"] if not months else texts["one"] if months == 1 else texts["some"].format(count=months)


def _children(texts: Mapping[str, str], count: int) -> str:
    return texts.get({1: "one", 2: "two"}.get(count, "many"), "").format(count=count)


def _drawn(code: ClientCode, dial: Dial) -> Client:
    """The first of the candidates whose needs and crises lie in the dial's ranges, or the one that lies nearest."""
    start = (code.number * _DIALS + code.difficulty) * CANDIDATES
    levels = draw(code.territory, CANDIDATES, SEED, start).levels
    needs, crises = (levels <= 1).sum(axis=1), (levels == 0).sum(axis=1)
    off = sum(
        np.maximum(low - found, 0) + np.maximum(found - high, 0)
        for found, (low, high) in ((needs, dial.needs), (crises, dial.crises))
    )
    chosen = next(generate(code.territory, 1, SEED, start + int(np.argmin(off))))
    low, high = dial.trust
    luck = Luck(SEED, TERRITORIES.index(code.territory)).draw(0, "invented", "trust", 1, start)[0]
    trust = low + int(luck * (high - low + 1))
    return Client.model_validate({**chosen.model_dump(), "id": code.scenario_id, "trust": trust})
