"""Results side by side."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from workshop import comparison
from workshop.comparison import Result, Shared, Spread

ONE = Result(
    number=1,
    name="Arta",
    stage="open",
    weeks=4,
    practice=500,
    criteria={"consent": 1000, "needs": 250},
    needs_found=("debt", "housing"),
    needs_missed=("mobility",),
    facts_found=("letter",),
    facts_missed=(),
    services=("debt_advice",),
    agreed=True,
    ending=None,
)
TWO = replace(
    ONE,
    number=2,
    criteria={"consent": 0, "needs": 750},
    needs_found=("debt",),
    needs_missed=("housing", "mobility"),
    facts_found=(),
    facts_missed=("letter",),
    services=("debt_advice", "job_club"),
)


def test_what_most_overlooked_comes_first():
    assert comparison.needs([ONE, TWO]) == [
        Shared("mobility", (), (1, 2)),
        Shared("housing", (1,), (2,)),
        Shared("debt", (1, 2), ()),
    ]
    assert comparison.facts([ONE, TWO]) == [Shared("letter", (1,), (2,))]


def test_what_most_planned_comes_first_and_runs_without_a_plan_are_left_out():
    idle = replace(ONE, number=3, services=())
    assert comparison.services([ONE, TWO, idle]) == [
        Shared("debt_advice", (1, 2), ()),
        Shared("job_club", (2,), (1,)),
    ]


def test_practice_of_the_group_has_a_low_a_middle_and_a_high():
    third = replace(ONE, number=3, criteria={"consent": 600, "needs": 700})
    assert comparison.practice([ONE, TWO, third]) == [Spread("consent", 0, 600, 1000), Spread("needs", 250, 700, 750)]


def test_nobody_has_results():
    assert comparison.needs([]) == comparison.facts([]) == comparison.services([]) == comparison.practice([]) == []


subjects = st.lists(st.sampled_from(["debt", "housing", "mobility", "care"]), unique=True).map(tuple)


@given(st.lists(st.tuples(subjects, subjects), max_size=8))
def test_every_seat_stands_on_exactly_one_side_of_every_need(found):
    results = [
        replace(ONE, number=number, needs_found=has, needs_missed=lacks) for number, (has, lacks) in enumerate(found, 1)
    ]
    for shared in comparison.needs(results):
        assert sorted(shared.by + shared.without) == [one.number for one in results]
