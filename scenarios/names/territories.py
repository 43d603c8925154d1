"""Residents and places of a territory, as providers for Faker: `Faker().add_provider(NorthMacedonia)`.

Communities come as often as in the population that clients are drawn from; the same lists stand behind both.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import ClassVar

from faker.providers.person import Provider as PersonProvider

from scenarios.client import Gender
from scenarios.names.generation import GENERATIONS
from scenarios.names.people import TRADITIONS
from scenarios.names.places import Places
from scenarios.names.tradition import Tradition
from scenarios.population import population


class Residents(PersonProvider):
    """`name()`, `name_female()`, `first_name_male()`, `last_name()`, `city()`, `village()`, `language_code()` …"""

    territory: ClassVar[str] = "EU"

    def tradition(self) -> type[Tradition]:
        """The naming tradition of a resident, by the weights of the communities."""
        communities = population().territories[self.territory].communities
        weights = OrderedDict((name, one.weight) for name, one in communities.items() if one.weight)
        (name,) = self.random_elements(weights, length=1, use_weighting=True)
        chosen = communities[name]
        return TRADITIONS[self.random_element(chosen.traditions)]

    def _named(self, gender: Gender) -> str:
        random = self.generator.random
        generation = random.randrange(GENERATIONS)
        return self.tradition().full_name(gender, generation, random.random(), random.random())

    def name(self) -> str:
        return self._named(self.random_element((Gender.FEMALE, Gender.MALE)))

    def name_female(self) -> str:
        return self._named(Gender.FEMALE)

    def name_male(self) -> str:
        return self._named(Gender.MALE)

    def first_name(self) -> str:
        return self.name().split()[0]

    def first_name_female(self) -> str:
        return self.name_female().split()[0]

    def first_name_male(self) -> str:
        return self.name_male().split()[0]

    def last_name(self) -> str:
        return self.name().split()[-1]

    def last_name_female(self) -> str:
        return self.name_female().split()[-1]

    def last_name_male(self) -> str:
        return self.name_male().split()[-1]

    def city(self) -> str:
        return str(self.random_element(Places.towns[self.territory]))

    def village(self) -> str:
        return str(self.random_element(Places.villages[self.territory]))

    def language_code(self) -> str:
        """A language of the territory (ISO 639)."""
        return str(self.random_element(population().territories[self.territory].languages))


class Albania(Residents):
    territory = "AL"


class BosniaAndHerzegovina(Residents):
    territory = "BA"


class Kosovo(Residents):
    territory = "XK"


class Montenegro(Residents):
    territory = "ME"


class NorthMacedonia(Residents):
    territory = "MK"


class Serbia(Residents):
    territory = "RS"


class Europe(Residents):
    """No country in particular; every name is a mixture, every place made up."""


PROVIDERS: dict[str, type[Residents]] = {
    provider.territory: provider
    for provider in (Europe, Albania, BosniaAndHerzegovina, Kosovo, Montenegro, NorthMacedonia, Serbia)
}
