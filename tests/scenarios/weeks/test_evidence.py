"""The evidence: complete, founded, and every coefficient in use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from scenarios.client import TERRITORIES
from scenarios.services import KINDS, Service, ServiceSystem
from scenarios.weeks.assess import assessed
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import Certainty, Coefficient, Evidence, Standing, Unit, builtin, evidence_texts, read
from scenarios.weeks.luck import Luck
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import StandingRules, reference_plan
from scenarios.weeks.state import Cohort
from scenarios.weeks.validation import contrasts
from studio.content import ContentError


def test_every_coefficient_is_explained_and_every_source_transferred():
    texts = evidence_texts("en")
    expected = {f"{key}.what" for key in builtin().coefficients}
    expected |= {f"{key}.transfer" for key, item in builtin().coefficients.items() if item.sources}
    assert expected == set(texts.keys())


def test_every_source_is_used():
    used = {source for item in builtin().coefficients.values() for source in item.sources}
    used |= {source for item in contrasts().contrasts.values() for source in item.sources}
    assert used == set(builtin().sources)


def test_every_coefficient_is_used(monkeypatch, client):
    asked: set[str] = set()
    get = Evidence._get

    def noting(self, key):
        asked.add(key)
        return get(self, key)

    monkeypatch.setattr(Evidence, "_get", noting)
    system = ServiceSystem(
        services=tuple(
            Service(id=kind.value, provider=kind.value, kind=kind, domains=("skills",), capacity=5, duration_weeks=4)
            for kind in KINDS
        )
    )
    reference_plan([], client=client, evidence=builtin(), contact_weeks=2, weeks=1)
    for territory in TERRITORIES:
        profile = client.profile.model_copy(update={"territory": territory})
        cohort = assessed(Cohort.of([client.model_copy(update={"profile": profile})]), builtin(), 1)
        engine = Engine(system, builtin(), seed=1, cohort=cohort.repeated(40))
        everything = StandingRules(at_once=20, universal=frozenset(KINDS), confer_every=4)
        simulate(engine, everything, 30)
    assert asked == set(builtin().coefficients)


def test_a_snapshot_is_the_same_evidence():
    again = Evidence.model_validate_json(builtin().model_dump_json())
    assert again == builtin()
    assert again.content_hash == builtin().content_hash == read().content_hash


@given(seed=st.integers(0, 2**32), index=st.integers(0, 1000))
def test_drawn_values_stay_in_their_intervals(seed, index):
    drawn = builtin().drawn(Luck(seed), index)
    Evidence.model_validate(drawn.model_dump())
    assert drawn == builtin().drawn(Luck(seed), index)
    assert drawn.content_hash != builtin().content_hash


def test_the_middle_draw_is_the_value():
    item = builtin().coefficients["job.base"]
    assert item.at(0.5).value == item.value
    assert item.at(0.0).value == item.low


def _coefficient(**changes):
    given = {"unit": Unit.POINTS, "value": 3, "low": 1, "high": 5} | changes
    return Coefficient.model_validate(given)


@pytest.mark.parametrize(
    "changes",
    [
        {"value": 6},
        {"low": 4},
        {"value": (3, 3)},
        {"value": 1.5},
        {"standing": Standing.READ},
        {"sources": ("s",)},
        {"unknown": 1},
    ],
)
def test_unfounded_coefficients_are_refused(changes):
    with pytest.raises(ValidationError):
        _coefficient(**changes)


def test_read_needs_a_source_that_was_read():
    sources = {"s": {"cite": "Somebody, from memory", "standing": "to_verify"}}
    claimed = _coefficient(sources=("s",), standing=Standing.READ, certainty=Certainty.LOW)
    with pytest.raises(ValidationError, match="none of its sources was read"):
        Evidence(urn="u", version="1", sources=sources, coefficients={"x": claimed})


def test_errors_name_the_place(tmp_path):
    (tmp_path / "mine.yaml").write_text(
        "urn: u\nversion: '1'\nsources: {}\ncoefficients:\n  job.base: {unit: points, value: 9, low: 1, high: 2}\n",
        encoding="utf-8",
    )
    with pytest.raises(ContentError, match=r"mine\.yaml, coefficients\.job\.base"):
        read(tmp_path / "mine")


def test_a_missing_coefficient_is_named():
    with pytest.raises(ContentError, match="no coefficient"):
        builtin().number("job.nothing")
    with pytest.raises(ContentError, match="must be a table"):
        builtin().table("job.base", 5)
    with pytest.raises(ContentError, match="is a table"):
        builtin().number("job.trust")
