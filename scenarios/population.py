"""The documented joint distribution that generated clients are drawn from: `content/population.yaml` as types."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, ValidationError, model_validator

from scenarios.client import DOMAINS, GROUPS, TERRITORIES, Frozen, SpellKind
from scenarios.weeks.evidence import Standing
from studio.content import ContentError, read_yaml_file

CONTENT = Path(__file__).parent / "content" / "population.yaml"

HOUSEHOLDS = ("alone", "couple", "couple_children", "single_parent", "with_parents")
CLUSTERS = ("work", "household", "health", "social")
ISCED_LEVELS = 9

Points = Annotated[int, Field(ge=-499, le=499)]
Weight = Annotated[int, Field(ge=0, le=100_000)]
Permille = Annotated[int, Field(ge=0, le=1000)]


class DomainSpread(Frozen):
    """Mean of a domain, and what one standard deviation of each burden moves it, in points."""

    cluster: str
    mean: Points
    general: Annotated[int, Field(ge=0, le=300)]
    shared: Annotated[int, Field(ge=0, le=300)]
    own: Annotated[int, Field(ge=0, le=300)]


class Situation(Frozen):
    """A way of life from which people come to a case manager."""

    age: tuple[int, int]
    women: Permille
    education: Annotated[tuple[Weight, ...], Field(min_length=ISCED_LEVELS, max_length=ISCED_LEVELS)]
    months: tuple[int, int]
    rural: Permille
    household: Annotated[tuple[Weight, ...], Field(min_length=len(HOUSEHOLDS), max_length=len(HOUSEHOLDS))]
    groups: tuple[str, ...]
    spell: SpellKind
    occupations: tuple[str, ...]
    shift: dict[str, Points]


class Community(Frozen):
    weight: Weight
    traditions: Annotated[tuple[str, ...], Field(min_length=1)]
    discrimination: Annotated[int, Field(ge=-300, le=0)] = 0
    """Points of the domain `discrimination` lost to how others treat the community; nothing else depends on it."""
    groups: tuple[str, ...] = ()


class Territory(Frozen):
    situations: tuple[Weight, ...]
    languages: tuple[str, ...]
    communities: dict[str, Community]


class Links(Frozen):
    """Points by which one thing weighs on another."""

    rural_mobility: Points
    basic_schooling_skills: Points
    older_digital: Points
    children_care: Points
    single_parent_income: Points
    crisis_of_income_debt: Points
    debt_mental_health: Points
    violence_mental_health: Points


class Population(Frozen):
    urn: str
    version: str
    standing: Standing
    domains: dict[str, DomainSpread]
    situations: dict[str, Situation]
    territories: dict[str, Territory]
    links: Links

    @model_validator(mode="after")
    def _check(self) -> Self:
        from scenarios.names.people import TRADITIONS  # here: Faker loads slowly, most starts invent nobody

        def known(where: str, used: set[str], all_: tuple[str, ...] | dict[str, object]) -> None:
            if wrong := sorted(used - set(all_)):
                raise ValueError(f"{where}: unknown {', '.join(wrong)}")

        if set(self.domains) != set(DOMAINS) or set(self.territories) != set(TERRITORIES):
            raise ValueError("every domain and every territory must be there, and no other")
        known("clusters", {domain.cluster for domain in self.domains.values()}, CLUSTERS)
        for name, situation in self.situations.items():
            known(name, set(situation.groups), GROUPS)
            known(name, set(situation.shift), DOMAINS)
        for name, territory in self.territories.items():
            if len(territory.situations) != len(self.situations):
                raise ValueError(f"{name}: one weight for each situation")
            for community in territory.communities.values():
                known(name, set(community.traditions), tuple(TRADITIONS))
                known(name, set(community.groups), GROUPS)
        return self


@lru_cache(maxsize=1)
def population() -> Population:
    """The built-in population."""
    try:
        return Population.model_validate(read_yaml_file(CONTENT))
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise ContentError(f"{CONTENT.name}, {place}", first["msg"], "Mend that entry.") from error
