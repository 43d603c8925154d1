"""Results of an assessment: levels, floor, mean, gaps; what is not applicable or not answered stays apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.assessment import Consensus, Rating, Result, Row, Status, progress, results
from toolkit.assessment import status as status_of
from toolkit.instrument import Direction, Importance, Instrument, Method, Node, Scale
from toolkit.loader import instrument_words, instruments
from toolkit.report import next_step
from toolkit.sources import Source

SOURCE = (Source(document="own", section="test"),)


def _item(name: str, parent: str = "a", **more: object) -> Node:
    return Node(
        id=name,
        parent=parent,
        ref=name,
        assessable=True,
        methods=(Method.EXAMINE,),
        sources=SOURCE,
        **more,  # type: ignore[arg-type]
    )


def _instrument(*items: Node, scale: Scale | None = None) -> Instrument:
    return Instrument(
        id="test",
        urn="urn:test",
        version="1",
        scale=scale or Scale(levels=(0, 1, 2, 3, 4), met=3),
        nodes=(Node(id="a", ref="1", sources=SOURCE), *items),
    )


def _rows(scores: dict[str, int | None], rater: str = "r1") -> list[Row]:
    return [Row(item, rater, Rating(score=score)) for item, score in scores.items()]


def test_not_answered_and_not_applicable_are_never_zero() -> None:
    found = results(
        _instrument(_item("x"), _item("y"), _item("z")),
        [Row("x", "r1", Rating(score=4)), Row("y", "r1", Rating(applicable=False))],
    )
    group = found.groups[0]
    assert (group.mean, group.floor) == (4, 4)
    assert (group.scored, group.not_applicable, group.not_answered, group.met) == (1, 1, 1, 1)
    assert found.gaps == ()


def test_mean_is_weighted_and_the_floor_shows_what_a_mean_hides() -> None:
    found = results(_instrument(_item("x", weight=3.0), _item("y")), _rows({"x": 4, "y": 0}))
    assert found.mean == 3
    assert found.floor == 0


def test_several_raters_have_mean_and_spread() -> None:
    rows = _rows({"x": 1}, "r1") + _rows({"x": 4}, "r2")
    item = results(_instrument(_item("x")), rows).groups[0].items[0]
    assert (item.value, item.spread, item.scores, item.answers) == (2.5, 3, (1, 4), 2)
    assert item.result is Result.PARTLY_MET
    assert item.gap == 0.5


def test_what_was_agreed_counts_and_the_ratings_stay() -> None:
    rows = _rows({"x": 1}, "r1") + _rows({"x": 4}, "r2")
    agreed = {"x": Consensus(score=3, reason="seen in files")}
    item = results(_instrument(_item("x")), rows, agreed).groups[0].items[0]
    assert (item.value, item.result, item.gap, item.spread) == (3, Result.MET, 0, 3)
    away = results(_instrument(_item("x")), rows, {"x": Consensus(applicable=False)}).groups[0].items[0]
    assert (away.value, away.result) == (None, Result.NOT_APPLICABLE)
    open_still = results(_instrument(_item("x")), rows, {"x": Consensus(reason="we talk")}).groups[0].items[0]
    assert open_still.value == 2.5


def test_gaps_are_ranked_by_importance_then_weight_then_what_builds_on_them() -> None:
    instrument = _instrument(
        _item("optional", importance=Importance.OPTIONAL, weight=5.0),
        _item("small"),
        _item("heavy", weight=2.0),
        _item("base"),
        _item("upper", depends_on=("base",)),
    )
    scores = {"optional": 0, "small": 2, "heavy": 1, "base": 1, "upper": 1}
    found = results(instrument, _rows(scores))
    assert [gap.node.id for gap in found.gaps] == ["heavy", "base", "upper", "small", "optional"]


def test_a_scale_may_run_the_other_way() -> None:
    scale = Scale(levels=(1, 2, 3, 4), direction=Direction.DOWN, met=2)
    instrument = _instrument(_item("x"), _item("y"), _item("z"), scale=scale)
    found = results(instrument, _rows({"x": 1, "y": 4, "z": 3}))
    assert [item.result for item in found.items()] == [Result.MET, Result.NOT_MET, Result.PARTLY_MET]
    assert found.floor == 4
    assert [gap.node.id for gap in found.gaps] == ["y", "z"]


@pytest.mark.parametrize(
    ("rating", "status", "result"),
    [
        (Rating(), Status.TO_DO, Result.NOT_ANSWERED),
        (Rating(score=0), Status.DONE, Result.NOT_MET),
        (Rating(score=2), Status.DONE, Result.PARTLY_MET),
        (Rating(score=3, later=True), Status.LATER, Result.MET),
        (Rating(applicable=False), Status.DONE, Result.NOT_APPLICABLE),
        (Rating(applicable=False, score=4), Status.DONE, Result.NOT_APPLICABLE),
        (Rating(comment="unsure"), Status.TO_DO, Result.NOT_ANSWERED),
    ],
)
def test_status_and_result_are_different_things(rating: Rating, status: Status, result: Result) -> None:
    assert status_of(_item("x"), rating) is status
    (item,) = results(_instrument(_item("x")), [Row("x", "r1", rating)]).items()
    assert item.result is result


def test_progress_counts_every_item_once() -> None:
    instrument = _instrument(_item("x"), _item("y"), _item("z"))
    counts = progress(instrument, {"x": Rating(score=1), "y": Rating(later=True)})
    assert (counts[Status.DONE], counts[Status.LATER], counts[Status.TO_DO]) == (1, 1, 1)


def test_rows_of_unknown_items_are_ignored() -> None:
    assert results(_instrument(_item("x")), _rows({"gone": 4})).groups[0].not_answered == 1


def test_the_next_step_is_how_to_begin_or_else_the_anchor_above() -> None:
    instrument = instruments()["icm-standards"]
    words = instrument_words(instrument, "en")
    rows = _rows({"needs-whole": 1}) + _rows({"needs-whole": 2}, "r2") + _rows({"plan-aims": 4})
    items = {item.node.id: item for item in results(instrument, rows).items()}
    own = words.nodes["needs-whole"]
    assert next_step(instrument, words, items["needs-whole"]) == own.steps[1]
    bare = words.model_copy(update={"nodes": words.nodes | {"needs-whole": own.model_copy(update={"steps": ()})}})
    assert next_step(instrument, bare, items["needs-whole"]) == own.anchors[2]
    assert next_step(instrument, words, items["plan-aims"]) == ""
    assert next_step(instrument, words, items["closure-result"]) == ""


_ratings = st.builds(
    Rating, score=st.one_of(st.none(), st.integers(0, 4)), applicable=st.booleans(), later=st.booleans()
)


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from("abc"), _ratings)))
def test_results_are_always_possible(given_rows: list[tuple[str, str, Rating]]) -> None:
    rows = {(item, rater): Row(item, rater, rating) for item, rater, rating in given_rows}
    found = results(_instrument(_item("x"), _item("y", weight=0.5), _item("z")), rows.values())
    for group in found.groups:
        assert group.scored + group.not_applicable + group.not_answered == len(group.items)
        if group.mean is not None and group.floor is not None:
            assert 0 <= group.floor <= group.mean + 1e-9 <= 4 + 1e-8
    assert all(0 < gap.gap <= 3 for gap in found.gaps)


def test_four_hundred_items_and_thirty_raters_are_all_counted() -> None:
    instrument = _instrument(*(_item(f"i{n}") for n in range(400)))
    rows = [Row(f"i{n}", f"r{rater}", Rating(score=(n + rater) % 5)) for n in range(400) for rater in range(30)]
    found = results(instrument, rows)
    assert sum(group.scored for group in found.groups) == 400
    assert sum(group.not_answered for group in found.groups) == 0


def test_a_prompt_is_answered_by_what_is_written_and_never_counts_as_a_level() -> None:
    instrument = _instrument(_item("x"), _item("p", prompt=True))
    rows = [Row("x", "r1", Rating(score=4)), Row("p", "r2", Rating(comment="it began in a kitchen"))]
    found = results(instrument, [*rows, Row("p", "r3", Rating(comment=" "))])
    assert [item.node.id for item in found.items()] == ["x"]
    assert [(each.node.id, each.texts) for each in found.thoughts] == [("p", ("it began in a kitchen",))]
    assert (found.mean, found.raters) == (4, 2)
    assert status_of(_item("p", prompt=True), Rating(comment="it began in a kitchen")) is Status.DONE
