"""Mappings lead somewhere, and carry answers no further than they may."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.assessment import Rating, Result, Row, results
from toolkit.instrument import Direction, Instrument, Method, Node, Scale
from toolkit.loader import crosswalks, instruments, model_words, models
from toolkit.mapping import Confidence, Crosswalk, Link, Relation, between, carried, mapping_problems
from toolkit.sources import Source

SOURCE = (Source(document="own", section="test"),)


def _instrument(name: str, scale: Scale) -> Instrument:
    item = Node(id="x", parent="a", ref="1.1", assessable=True, methods=(Method.EXAMINE,), sources=SOURCE)
    return Instrument(id=name, urn=name, version="1", scale=scale, nodes=(Node(id="a", ref="1", sources=SOURCE), item))


FIVE = _instrument("five", Scale(levels=(0, 1, 2, 3, 4), met=3))
THREE = _instrument("three", Scale(levels=(0, 1, 2), met=2))
DOWN = _instrument("down", Scale(levels=(1, 2, 3, 4), met=2, direction=Direction.DOWN))
SCALES = [FIVE, THREE, DOWN]


def _score(source: Instrument, target: Instrument, relation: Relation, rating: Rating) -> int | None:
    link = Link(source="x", target="x", relation=relation)
    found = carried(source, target, [link], {"x": rating})
    return found["x"].score if found else None


@pytest.mark.parametrize("crosswalk", crosswalks(), ids=lambda c: c.id)
def test_every_mapping_leads_somewhere(crosswalk: Crosswalk) -> None:
    assert list(mapping_problems(crosswalk, instruments(), models())) == []


def test_box_4_is_related_to_every_other_model() -> None:
    targets = {crosswalk.target: crosswalk for crosswalk in crosswalks() if crosswalk.source == "icm-standards"}
    assert set(models()) <= set(targets)
    words = model_words("en")
    related = {link.source for model in models() for link in targets[model].links}
    assert related == {group.id for group in instruments()["icm-standards"].groups()}
    for model in models().values():
        assert words(f"{model.id}.title")
        assert all(words(f"{model.id}.steps.{step}") for step in model.steps)


def test_a_broken_mapping_is_found_out() -> None:
    links = [Link(source=s, target=t, relation=Relation.EQUAL) for s, t in (("x", "gone"), ("x", "x"), ("x", "x"))]
    whole = Crosswalk(id="m", urn="m", version="1", source="five", target="three", links=tuple(links))
    known = {"five": FIVE, "three": THREE}
    assert [p.code for p in mapping_problems(whole, known, {})] == ["node_unknown", "link_twice"]
    assert [p.code for p in mapping_problems(whole, {"five": FIVE}, {})] == ["instrument_unknown"]
    empty = whole.model_copy(update={"links": ()})
    assert [p.code for p in mapping_problems(empty, known, {})] == ["no_links"]


@pytest.mark.parametrize(
    ("relation", "score", "carried_score"),
    [
        (Relation.EQUAL, 4, 2),
        (Relation.EQUAL, 3, 2),
        (Relation.EQUAL, 2, 1),
        (Relation.EQUAL, 1, 0),
        (Relation.SUPERSET, 3, 2),
        (Relation.SUBSET, 4, 1),
        (Relation.SUBSET, 0, 0),
        (Relation.INTERSECTS, 4, None),
    ],
)
def test_answers_are_carried_by_the_relation(relation: Relation, score: int, carried_score: int | None) -> None:
    assert _score(FIVE, THREE, relation, Rating(score=score)) == carried_score


def test_the_same_scale_carries_the_same_level() -> None:
    assert _score(FIVE, FIVE, Relation.EQUAL, Rating(score=4)) == 4


@pytest.mark.parametrize("rating", [Rating(), Rating(score=3, applicable=False), Rating(comment="yes")])
def test_what_was_not_scored_carries_nothing(rating: Rating) -> None:
    assert _score(FIVE, THREE, Relation.EQUAL, rating) is None


def test_the_strongest_link_counts_and_links_are_read_both_ways() -> None:
    weak = Link(source="x", target="x", relation=Relation.SUBSET, confidence=Confidence.HIGH)
    strong = Link(source="x", target="x", relation=Relation.SUPERSET, confidence=Confidence.LOW)
    assert carried(FIVE, THREE, [weak, strong], {"x": Rating(score=3)})["x"].relation is Relation.SUPERSET
    written = Crosswalk(id="m", urn="m", version="1", source="three", target="five", links=(weak,))
    (back,) = between([written], "five", "three")
    assert back.relation is Relation.SUPERSET
    assert between([written], "three", "five") == (weak,)
    assert between([written], "three", "down") == ()


def _met(instrument: Instrument, rating: Rating) -> bool:
    (item,) = results(instrument, [Row("x", "r1", rating)]).items()
    return item.result is Result.MET


@given(
    source=st.sampled_from(SCALES),
    target=st.sampled_from(SCALES),
    relation=st.sampled_from([Relation.EQUAL, Relation.SUPERSET, Relation.SUBSET]),
    data=st.data(),
)
def test_met_is_never_made_of_less(
    source: Instrument, target: Instrument, relation: Relation, data: st.DataObject
) -> None:
    rating = Rating(score=data.draw(st.sampled_from(source.scale.levels)))
    score = _score(source, target, relation, rating)
    assert score in target.scale.levels
    met = _met(target, Rating(score=score))
    assert met == (_met(source, rating) and relation is not Relation.SUBSET)
