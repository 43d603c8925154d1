"""Generated clients: reproducible, plausible, joint, and fair."""

import itertools
import json
from collections import Counter

import numpy as np
import pytest
from faker import Faker
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.client import DOMAIN_INDEX, DOMAINS, TERRITORIES, Client, Gender
from scenarios.generate import draw, generate, generate_jsonl
from scenarios.names.generation import GENERATIONS, generation
from scenarios.names.people import TRADITIONS, Macedonian
from scenarios.names.places import Places
from scenarios.names.territories import PROVIDERS, NorthMacedonia
from scenarios.population import Population, population


@settings(max_examples=30, deadline=None)
@given(territory=st.sampled_from(TERRITORIES), seed=st.integers(0, 2**64 - 1), start=st.integers(0, 5000))
def test_client_number_n_is_the_same_wherever_one_starts(territory, seed, start):
    some = list(generate(territory, 7, seed, start=start))
    again = list(generate(territory, 4, seed, start=start + 3))
    assert some[3:] == again
    assert [client.id for client in some] == [f"{territory}-{seed}-{start + n}" for n in range(7)]


@pytest.mark.parametrize("territory", TERRITORIES)
def test_generated_clients_are_valid_and_survive_the_round_trip(territory):
    for line in generate_jsonl(territory, 300, 8):
        client = Client.model_validate_json(line)
        assert client.model_dump_json() == line
        profile = client.profile
        assert profile.territory == territory
        assert profile.community in population().territories[territory].communities
        assert profile.municipality in (Places.villages if profile.rural else Places.towns)[territory]
        assert profile.months_unemployed <= max((profile.age - 15) * 12, 1)
        assert all(profile.age - age >= 15 for age in profile.household.children)
        assert sum(spell.months for spell in profile.work_history) <= (profile.age - 15) * 12 + 12
        assert ("rural" in profile.groups) == profile.rural
        assert ("long_term" in profile.groups) == (profile.months_unemployed >= 12)


def test_batches_join_without_a_seam():
    many = list(generate("AL", 4100, 2))
    assert many[4090:] == list(generate("AL", 10, 2, start=4090))
    assert len({client.id for client in many}) == 4100


def test_other_seeds_are_other_people():
    first, second = (list(generate("RS", 20, seed)) for seed in (1, 2))
    assert [client.levels for client in first] != [client.levels for client in second]
    assert len({client.profile.name for client in first}) > 15


def test_difficulties_come_together():
    drawn = draw("MK", 20_000, 4)

    def together(one, other):
        return np.corrcoef(drawn.levels[:, DOMAIN_INDEX[one]], drawn.levels[:, DOMAIN_INDEX[other]])[0, 1]

    assert together("income", "debt") > 0.3
    assert together("debt", "mental_health") > 0.1
    assert together("physical_health", "mental_health") > 0.2
    assert together("skills", "job_search") > 0.1
    needs = (drawn.levels <= 1).sum(axis=1)
    alone = sum((drawn.levels[:, d] <= 1).mean() * (1 - (drawn.levels[:, d] <= 1).mean()) for d in range(16))
    assert needs.var() > 1.3 * alone, "no more spread than independent draws would have"
    assert 3 <= np.median(needs) <= 6


def test_community_decides_names_and_faced_discrimination_and_nothing_else(monkeypatch):
    """The same people in a territory where everybody belongs to another community."""
    base = population()
    territory = base.territories["RS"]
    roma = territory.communities["roma"].model_copy(update={"weight": 10_000_000})
    others = {name: item.model_copy(update={"weight": 0}) for name, item in territory.communities.items()}
    changed = territory.model_copy(update={"communities": {**others, "roma": roma}})
    monkeypatch.setattr(
        "scenarios.generate.population",
        lambda: base.model_copy(update={"territories": {**base.territories, "RS": changed}}),
    )
    as_roma = draw("RS", 3000, 6)
    monkeypatch.undo()
    as_drawn = draw("RS", 3000, 6)
    faced = DOMAIN_INDEX["discrimination"]
    others_than_faced = [d for d in range(len(DOMAINS)) if d != faced]
    assert (as_roma.levels[:, others_than_faced] == as_drawn.levels[:, others_than_faced]).all()
    assert as_roma.levels[:, faced].mean() < as_drawn.levels[:, faced].mean() - 0.5
    for name in ("motivation", "age", "education", "months"):
        assert (getattr(as_roma, name) == getattr(as_drawn, name)).all(), name


def test_names_fit_community_gender_and_generation():
    for client in itertools.islice(generate("MK", 2000, 3), 2000):
        profile = client.profile
        community = population().territories["MK"].communities[profile.community]
        first, last = profile.name.split()
        traditions = [TRADITIONS[name] for name in community.traditions]
        firsts = [
            (item.female if profile.gender is Gender.FEMALE else item.male)[generation(profile.age)]
            for item in traditions
        ]
        assert any(first in names for names in firsts)
        if profile.community == "macedonian":
            assert last.endswith("ska" if profile.gender is Gender.FEMALE else "ski")


def test_every_community_and_situation_occurs():
    drawn = draw("XK", 20_000, 1)
    communities = population().territories["XK"].communities
    counts = Counter(drawn.community.tolist())
    total = sum(item.weight for item in communities.values())
    for position, item in enumerate(communities.values()):
        assert counts[position] / 20_000 == pytest.approx(item.weight / total, abs=0.01)
    assert len(set(drawn.situation.tolist())) >= 10


@pytest.mark.parametrize("name", sorted(TRADITIONS))
def test_every_tradition_is_a_provider_for_faker(name):
    tradition = TRADITIONS[name]
    assert len(tradition.female) == len(tradition.male) == GENERATIONS
    assert all(len(set(names)) == len(names) >= 10 for names in (*tradition.female, *tradition.male))
    faker = Faker()
    faker.seed_instance(1)
    faker.add_provider(tradition)
    assert faker.name_female().split()[1] in tradition.last_names_female
    assert faker.first_name_male() in tradition.first_names_male


def test_places_are_a_provider_for_faker():
    faker = Faker()
    faker.seed_instance(1)
    faker.add_provider(Places)
    assert faker.municipality("ME") in Places.towns["ME"] + Places.villages["ME"]
    assert set(Places.towns) == set(Places.villages) == set(TERRITORIES)


@pytest.mark.parametrize("territory", TERRITORIES)
def test_every_territory_is_a_provider_for_faker(territory):
    faker = Faker()
    faker.seed_instance(3)
    faker.add_provider(PROVIDERS[territory])
    communities = population().territories[territory].communities
    traditions = [TRADITIONS[name] for community in communities.values() for name in community.traditions]
    women = [faker.name_female().split() for _ in range(200)]
    assert all(
        any(first in t.first_names_female and last in t.last_names_female for t in traditions) for first, last in women
    )
    assert len({last for _, last in women}) > 10
    assert faker.first_name_male() in {name for t in traditions for name in t.first_names_male}
    assert faker.last_name() in {name for t in traditions for name in (*t.last_names_female, *t.last_names_male)}
    assert faker.city() in Places.towns[territory]
    assert faker.village() in Places.villages[territory]
    assert faker.language_code() in population().territories[territory].languages
    again = Faker()
    again.seed_instance(3)
    again.add_provider(PROVIDERS[territory])
    assert again.name_female().split() == women[0]


def test_residents_come_from_communities_by_their_weight():
    faker = Faker()
    faker.seed_instance(1)
    faker.add_provider(NorthMacedonia)
    macedonian = set(Macedonian.last_names_female) | set(Macedonian.last_names_male)
    share = sum(faker.name().split()[1] in macedonian for _ in range(2000)) / 2000
    assert 0.58 < share < 0.70, "600 of 1000, and half of the Roma community"


def test_macedonian_family_names_are_inflected():
    assert Macedonian.family_name_of_women("Stojanovski") == "Stojanovska"
    assert Macedonian.full_name(Gender.FEMALE, 2, 0.0, 0.999999).endswith("ska")


@pytest.mark.parametrize(
    ("territory", "count", "seed", "start"),
    [("DE", 1, 1, 0), ("AL", -1, 1, 0), ("AL", 1, -1, 0), ("AL", 1, 2**64, 0), ("AL", 1, 1, -1)],
)
def test_unusable_requests_are_refused(territory, count, seed, start):
    with pytest.raises(ValueError, match=r"territory|count|seed"):
        list(generate(territory, count, seed, start))


def test_no_clients_are_no_lines():
    assert list(generate_jsonl("AL", 0, 1)) == []


def test_lines_are_json_without_line_ends():
    lines = list(generate_jsonl("ME", 50, 1))
    assert all("\n" not in line for line in lines)
    assert json.loads(lines[0])["profile"]["territory"] == "ME"


def test_the_population_refuses_what_it_does_not_know():
    given = population().model_dump(mode="json")
    given["territories"]["AL"]["situations"] = [1, 2]
    with pytest.raises(ValidationError, match="one weight for each situation"):
        Population.model_validate(given)
