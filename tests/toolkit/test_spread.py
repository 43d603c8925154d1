"""What raters' differences say: agreement as published, an agenda, and no way to recognise a single rater."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.toolkit.test_assessment import _instrument, _item
from toolkit.assessment import Rating, Row, results
from toolkit.instrument import Direction, Scale
from toolkit.reliability import Reading, reliability
from toolkit.spread import MIN_RATERS, OTHERS, Lenses, Tension, agenda, by_partner, differences, lenses_of

# Four observers and twelve units, K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), section C.
OBSERVERS = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3),
    (None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None),
)
UNITS = [[score for score in unit if score is not None] for unit in zip(*OBSERVERS, strict=True)]


def test_alpha_is_the_published_one_for_four_observers_and_missing_answers() -> None:
    found = reliability(UNITS, (1, 2, 3, 4, 5))
    assert found.alpha == pytest.approx(0.815, abs=0.0005)
    assert (found.reading, found.items) == (Reading.RELIABLE, 11)


def test_alpha_is_the_published_one_for_two_observers_and_two_levels() -> None:
    # The same paper, section A: Meg and Owen; with two values ordinal and nominal agree.
    meg, owen = (0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0)
    found = reliability([list(pair) for pair in zip(meg, owen, strict=True)], (0, 1))
    assert found.alpha == pytest.approx(0.095, abs=0.0005)
    assert found.reading is Reading.LOW


@pytest.mark.parametrize(
    ("scores", "alpha", "reading"),
    [
        ([], None, Reading.TOO_FEW),
        ([[3], []], None, Reading.TOO_FEW),
        ([[3, 3], [3, 3, 3]], None, Reading.NO_VARIATION),
        ([[0, 0], [4, 4]], 1.0, Reading.RELIABLE),
    ],
)
def test_what_cannot_be_measured_says_so(scores: list[list[int]], alpha: float | None, reading: Reading) -> None:
    found = reliability(scores, (0, 1, 2, 3, 4))
    assert (found.alpha, found.reading) == (alpha, reading)


scored = st.lists(st.lists(st.integers(0, 4), max_size=6), max_size=8)


@given(scored, st.randoms(use_true_random=False))
def test_alpha_knows_neither_the_order_of_raters_nor_of_items_nor_the_way_the_scale_runs(given_scores, random) -> None:
    found = reliability(given_scores, (0, 1, 2, 3, 4))
    shuffled = [random.sample(each, len(each)) for each in random.sample(given_scores, len(given_scores))]
    turned = [[4 - score for score in each] for each in given_scores]
    for other in (shuffled, turned):
        again = reliability(other, (0, 1, 2, 3, 4))
        assert again.reading is found.reading or math.isclose(again.alpha or 0, found.alpha or 0, abs_tol=1e-9)
        assert (again.alpha is None) == (found.alpha is None)
        assert found.alpha is None or math.isclose(again.alpha or 0, found.alpha, abs_tol=1e-9)
    assert found.alpha is None or found.alpha <= 1 + 1e-9


def _rows(item: str, scores: dict[str, int | None]) -> list[Row]:
    return [Row(item, rater, Rating(score=score)) for rater, score in scores.items()]


def test_what_divides_raters_comes_first_then_what_scatters_most() -> None:
    instrument = _instrument(_item("calm"), _item("wide"), _item("divided"), _item("same"))
    rows = (
        _rows("calm", {"a": 0, "b": 1})
        + _rows("wide", {"a": 0, "b": 2})
        + _rows("divided", {"a": 2, "b": 3})
        + _rows("same", {"a": 2, "b": 2})
    )
    points = agenda(instrument, results(instrument, rows).items())
    assert [(point.item.node.id, point.divides) for point in points] == [
        ("divided", True),
        ("wide", False),
        ("calm", False),
    ]


def test_the_line_is_found_on_a_scale_that_runs_down() -> None:
    instrument = _instrument(_item("x"), _item("y"), scale=Scale(levels=(1, 2, 3, 4), direction=Direction.DOWN, met=2))
    rows = _rows("x", {"a": 2, "b": 3}) + _rows("y", {"a": 3, "b": 4})
    points = agenda(instrument, results(instrument, rows).items())
    assert [(point.item.node.id, point.divides) for point in points] == [("x", True), ("y", False)]


def test_a_partner_is_shown_from_three_raters_on() -> None:
    where = {f"a{n}": "A" for n in range(3)} | {f"b{n}": "B" for n in range(3)}
    three = _rows("x", {"a0": 4, "a1": 2, "a2": 3, "b0": 1, "b1": 0, "b2": 0})
    assert [(each.partner_id, each.scores) for each in by_partner(three, where)] == [("A", (2, 3, 4)), ("B", (0, 0, 1))]
    assert by_partner(three[:5], where) == ()  # A alone would give away what the two of B said


def test_not_applicable_and_unanswered_do_not_make_three() -> None:
    rows = [*_rows("x", {"a0": 4, "a1": 2, "a2": None}), Row("x", "a3", Rating(score=1, applicable=False))]
    assert by_partner(rows, dict.fromkeys(("a0", "a1", "a2", "a3"), "A")) == ()


@given(st.lists(st.tuples(st.sampled_from(["A", "B", "C", "D", ""]), st.integers(0, 4)), max_size=30))
def test_no_group_of_fewer_than_three_can_be_worked_out(raters: list[tuple[str, int]]) -> None:
    rows = [Row("x", f"r{n}", Rating(score=score)) for n, (_, score) in enumerate(raters)]
    found = by_partner(rows, {f"r{n}": partner for n, (partner, _) in enumerate(raters) if partner})
    assert all(len(each.scores) >= MIN_RATERS for each in found)
    if found:  # whoever knows all scores together and takes away what is shown is left with nothing
        assert sorted(score for each in found for score in each.scores) == sorted(score for _, score in raters)
    assert all(each.partner_id == OTHERS for each in found[-1:]) or OTHERS not in {e.partner_id for e in found}


def test_lenses_say_what_is_paper_what_is_habit_and_what_has_no_effect() -> None:
    def seen(agreed: int | None, practised: int | None, works: int | None = None) -> Lenses:
        return lenses_of([Row("x", "a", Rating(agreed=agreed, practised=practised, works=works))])

    assert seen(2, 0).tension is Tension.PAPER
    assert seen(0, 2).tension is Tension.HABIT
    assert seen(2, 2, 0).tension is Tension.NO_EFFECT
    assert seen(2, 2, 2).tension is None
    assert seen(None, 2).tension is None
    assert (seen(1, None).agreed, seen(1, None).practised, seen(1, None).answers) == (0.5, None, 1)


def test_differences_hold_items_and_standards() -> None:
    instrument = _instrument(_item("x"), _item("y"))
    rows = [Row("x", "a", Rating(score=1, agreed=2)), Row("y", "a", Rating(score=3, agreed=0))]
    found = differences(instrument, results(instrument, rows), rows, {})
    assert (found.lenses["x"].agreed, found.lenses["y"].agreed, found.lenses["a"].agreed) == (1, 0, 0.5)
    assert found.agenda == ()
    assert found.reliability.reading is Reading.TOO_FEW
