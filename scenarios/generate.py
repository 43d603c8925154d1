"""Generated clients: endless, seeded, reproducible draws from the documented joint distribution of a territory.

Drawn as arrays by position, so that client number n is the same however many are drawn and wherever one starts;
objects are made at the edge.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from scenarios.client import (
    DOMAIN_INDEX,
    DOMAINS,
    GROUPS,
    LEVELS,
    TERRITORIES,
    Client,
    Gender,
    Household,
    Profile,
    Spell,
    SpellKind,
)
from scenarios.names.generation import generation
from scenarios.population import CLUSTERS, HOUSEHOLDS, Population, Situation, Territory, population
from scenarios.weeks.luck import Bools, Floats, Luck
from scenarios.weeks.state import D, Ints

BATCH = 4096
_YOUTH, _OLDER, _LONG_TERM = 30, 55, 12
"""Under 30 is youth, 55 and over is older, twelve months without work is long-term."""
_STEPS = 1000
_COLUMNS = (
    *("situation", "community", "woman", "age", "education", "months", "rural", "household", "children"),
    *("motivation", "trust", "stress"),
)
_NUMBERS = ("first", "last", "tradition", "place", "occupation", "ages", "spell")
_ADULTS = dict(zip(HOUSEHOLDS, (1, 2, 2, 1, 3), strict=True))


@dataclass(frozen=True)
class _Draws:
    """Numbers of a stretch of positions, by what they are for."""

    luck: Luck
    start: int
    count: int

    def number(self, subject: str) -> Floats:
        return self.luck.draw(0, "generate", subject, self.count, self.start)

    def spread(self, subject: str) -> Ints:
        """About standard normal, in thousandths: the sum of three numbers, from -3000 to 3000."""
        total = self.number(f"{subject}/1") + self.number(f"{subject}/2") + self.number(f"{subject}/3")
        return ((total - 1.5) * 2 * _STEPS).astype(np.int64)

    def pick(self, subject: str, weights: npt.NDArray[np.int64]) -> Ints:
        """Position by weight; weights (choices,) for all or (count, choices) for each."""
        cumulated = np.cumsum(np.atleast_2d(weights), axis=1)
        aim = (self.number(subject) * cumulated[:, -1]).astype(np.int64)
        chosen: Ints = (cumulated <= aim[:, None]).sum(axis=1)
        return chosen

    def between(self, subject: str, low: Ints, high: Ints) -> Ints:
        """Whole numbers from low to high, both included."""
        return low + (self.number(subject) * (high - low + 1)).astype(np.int64)


@dataclass(frozen=True)
class Drawn:
    """Generated clients as arrays, shape (count,) unless said otherwise."""

    start: int
    situation: Ints
    community: Ints
    woman: Bools
    age: Ints
    education: Ints
    months: Ints
    rural: Bools
    household: Ints
    children: Ints
    levels: Ints
    """(count, D)."""
    motivation: Ints
    trust: Ints
    stress: Ints


def draw(territory: str, count: int, seed: int, start: int = 0) -> Drawn:
    """Clients number `start` … `start + count - 1` of this territory and seed, as arrays."""

    people = population()
    where = people.territories[territory]
    situations = list(people.situations.values())
    draws = _Draws(Luck(seed, TERRITORIES.index(territory)), start, count)
    situation = draws.pick("situation", np.array(where.situations, np.int64))
    community = draws.pick("community", np.array([item.weight for item in where.communities.values()], np.int64))

    def column(values: list[int]) -> Ints:
        return np.array(values, np.int64)[situation]

    age = draws.between(
        "age", column([item.age[0] for item in situations]), column([item.age[1] for item in situations])
    )
    months = _months(draws, situations, situation, age)
    household = draws.pick("household", np.array([item.household for item in situations], np.int64)[situation])
    parents = np.isin(household, (HOUSEHOLDS.index("couple_children"), HOUSEHOLDS.index("single_parent")))
    children = np.where(parents, 1 + draws.pick("children", np.array([8, 7, 3, 1], np.int64)), 0)
    rural = draws.number("rural") * _STEPS < column([item.rural for item in situations])
    education = draws.pick("education", np.array([item.education for item in situations], np.int64)[situation])
    points = _points(draws, people, where, situation, community)
    _link(points, people, age, education, rural, household, children)
    levels = np.clip(points // 100, 0, LEVELS - 1)
    burden = ((LEVELS - 1 - levels) ** 2).sum(axis=1)
    return Drawn(
        start=start,
        situation=situation,
        community=community,
        woman=draws.number("gender") * _STEPS < column([item.women for item in situations]),
        age=age,
        education=education,
        months=months,
        rural=rural,
        household=household,
        children=children,
        levels=levels,
        motivation=np.clip(56 - months // 12 + draws.spread("motivation") * 16 // _STEPS, 5, 95),
        trust=np.clip(40 + draws.spread("trust") * 14 // _STEPS, 5, 80),
        stress=np.clip(15 + burden // 2 + draws.spread("stress") * 10 // _STEPS, 5, 95),
    )


def _months(draws: _Draws, situations: list[Situation], situation: Ints, age: Ints) -> Ints:
    """Months without work: short spells are more frequent than long ones, and nobody is out of work as a child."""
    low = np.array([item.months[0] for item in situations], np.int64)[situation]
    high = np.array([item.months[1] for item in situations], np.int64)[situation]
    number = draws.number("months")
    months = low + ((high - low) * number * number).astype(np.int64)
    return np.minimum(months, np.maximum((age - 15) * 12, 1))


def _points(draws: _Draws, people: Population, where: Territory, situation: Ints, community: Ints) -> Ints:
    """(count, D) points of the domains: burdens that people share across domains, their situation, and their own."""
    general = draws.spread("general")
    clusters = {cluster: draws.spread(f"cluster/{cluster}") for cluster in CLUSTERS}
    points = np.zeros((draws.count, D), np.int64)
    for position, domain in enumerate(DOMAINS):
        spread = people.domains[domain]
        moved = spread.general * general + spread.shared * clusters[spread.cluster]
        moved += spread.own * draws.spread(f"own/{domain}")
        shift = np.array([item.shift.get(domain, 0) for item in people.situations.values()], np.int64)
        points[:, position] = spread.mean + shift[situation] + moved // _STEPS
    faced = np.array([item.discrimination for item in where.communities.values()], np.int64)
    points[:, DOMAIN_INDEX["discrimination"]] += faced[community]
    return points


def _link(
    points: Ints, people: Population, age: Ints, education: Ints, rural: Bools, household: Ints, children: Ints
) -> None:
    """What weighs on what: from circumstances to domains, then from income to debt to mental health."""
    links = people.links

    def weigh(domain: str, where: npt.NDArray[np.bool_], change: int) -> None:
        points[:, DOMAIN_INDEX[domain]] += np.where(where, change, 0)

    def in_crisis(domain: str) -> Bools:
        low: Bools = points[:, DOMAIN_INDEX[domain]] < 100
        return low

    weigh("mobility", rural, links.rural_mobility)
    weigh("skills", education <= 2, links.basic_schooling_skills)
    weigh("digital_language", age >= _OLDER, links.older_digital)
    weigh("care_duties", children > 0, links.children_care)
    weigh("income", household == HOUSEHOLDS.index("single_parent"), links.single_parent_income)
    weigh("debt", in_crisis("income"), links.crisis_of_income_debt)
    weigh("mental_health", in_crisis("debt"), links.debt_mental_health)
    weigh("mental_health", in_crisis("family_safety"), links.violence_mental_health)


def generate(territory: str, count: int, seed: int, start: int = 0) -> Iterator[Client]:
    """Clients of this territory, one after the other; the same arguments give the same people.

    Raises ValueError for an unknown territory, a negative count or a seed outside 0 … 2**64 - 1.
    """
    if territory not in TERRITORIES:
        raise ValueError(f"unknown territory {territory!r}; one of {', '.join(TERRITORIES)}")
    if count < 0 or start < 0:
        raise ValueError("count and start are not negative")
    Luck(seed)
    for first in range(start, start + count, BATCH):
        yield from _people(territory, min(BATCH, start + count - first), seed, first)


def generate_jsonl(territory: str, count: int, seed: int, start: int = 0) -> Iterator[str]:
    """The same clients as lines of JSON, without line ends."""
    for client in generate(territory, count, seed, start):
        yield client.model_dump_json()


def _people(territory: str, count: int, seed: int, start: int) -> Iterator[Client]:
    """One batch as objects; values are the generator's own and are not validated again."""
    from scenarios.names.people import TRADITIONS  # here: Faker loads slowly, most starts invent nobody
    from scenarios.names.places import Places

    people = population()
    where = people.territories[territory]
    situations, communities = list(people.situations.values()), list(where.communities.items())
    drawn = draw(territory, count, seed, start)
    draws = _Draws(Luck(seed, TERRITORIES.index(territory)), start, count)
    columns = [getattr(drawn, name).tolist() for name in _COLUMNS]
    numbers = [draws.number(f"name/{name}").tolist() for name in _NUMBERS]
    levels = [dict(zip(DOMAINS, row, strict=True)) for row in drawn.levels.tolist()]
    for position, level, column, number in zip(
        range(start, start + count), levels, zip(*columns, strict=True), zip(*numbers, strict=True), strict=True
    ):
        kind, of, woman, age, education, months, rural, household, children, motivation, trust, stress = column
        first, last, of_names, of_places, of_work, of_children, of_spell = number
        community_id, community = communities[of]
        situation = situations[kind]
        gender = Gender.FEMALE if woman else Gender.MALE
        tradition = TRADITIONS[_chosen(community.traditions, of_names)]
        occupation = _chosen(situation.occupations, of_work)
        profile = Profile.model_construct(
            name=tradition.full_name(gender, generation(age), first, last),
            gender=gender,
            age=age,
            territory=territory,
            municipality=_chosen((Places.villages if rural else Places.towns)[territory], of_places),
            rural=rural,
            community=community_id,
            household=_household(household, children, age, of_children),
            education=education,
            occupation=occupation,
            work_history=_history(situation.spell, age, months, occupation, of_spell),
            months_unemployed=months,
            benefits=("social_assistance",) if level["income"] == 0 else (),
            languages=tuple(dict.fromkeys((tradition.language, where.languages[0]))),
            known_to=_known_to(level),
            groups=_groups(situation.groups + community.groups, age, months, rural, household, level),
        )
        yield Client.model_construct(
            id=f"{territory}-{seed}-{position}",
            profile=profile,
            levels=level,
            motivation=motivation,
            trust=trust,
            stress=stress,
        )


def _chosen(choices: tuple[str, ...], number: float) -> str:
    return choices[int(number * len(choices))] if choices else ""


def _household(kind: int, children: int, age: int, number: float) -> Household:
    oldest = max(0, min(17, age - 19))
    first = int(number * (oldest + 1))
    ages = tuple(max(0, first - 3 * position) for position in range(children))
    return Household.model_construct(adults=_ADULTS[HOUSEHOLDS[kind]], children=ages)


def _history(kind: SpellKind, age: int, months: int, occupation: str, number: float) -> tuple[Spell, ...]:
    """The last spell before unemployment, as long as the age allows, and the present one."""
    spells: list[Spell] = []
    room = max(0, (age - 16) * 12 - months)
    if kind is not SpellKind.UNEMPLOYED and room >= 3:
        length = 3 + int(number * min(room - 3, 240))
        spells.append(Spell.model_construct(kind=kind, months=length, ended_months_ago=months, occupation=occupation))
    if months:
        spells.append(
            Spell.model_construct(kind=SpellKind.UNEMPLOYED, months=months, ended_months_ago=0, occupation="")
        )
    return tuple(spells)


def _known_to(level: dict[str, int]) -> tuple[str, ...]:
    known = ["pes"]
    if min(level["income"], level["housing"], level["family_safety"]) == 0:
        known.append("csw")
    if min(level["physical_health"], level["mental_health"]) <= 1:
        known.append("health")
    return tuple(known)


def _groups(
    given: tuple[str, ...], age: int, months: int, rural: bool, household: int, level: dict[str, int]
) -> tuple[str, ...]:
    """Target groups in the order of `GROUPS`: those of situation and community, and those that follow from facts."""
    member = set(given)
    if age < _YOUTH:
        member.add("youth")
    if age >= _OLDER:
        member.add("older")
    if months >= _LONG_TERM:
        member.add("long_term")
    if rural:
        member.add("rural")
    if HOUSEHOLDS[household] == "single_parent":
        member.add("single_parent")
    if level["income"] == 0:
        member.add("social_assistance")
    return tuple(group for group in GROUPS if group in member)
