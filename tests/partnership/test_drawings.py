"""Time plan, budget matrix and organisation chart: drawn from the data, complete, and harmless."""

from __future__ import annotations

import re
from decimal import Decimal
from itertools import pairwise

from hypothesis import given

from partnership.agreement import Agreement
from partnership.composition import compose
from partnership.examples import example
from partnership.money import matrix, totals
from partnership.organisation import chart, dot
from partnership.schedule import MAX_PERIODS, periods, runs_in, span
from studio.documents.model import Paragraph, Table
from tests.partnership.drafts import changed, edited


def test_quarters_cover_the_term_and_longer_periods_take_over() -> None:
    found = periods(example())
    assert [found[0].label(), found[-1].label(), len(found)] == ["Q1 2027", "Q4 2028", 8]
    longer = periods(changed(term__end="2031-06-30"))
    assert [each.label() for each in longer[:2]] == ["1–6/2027", "7–12/2027"]
    assert periods(changed(term__end="2040-12-31"))[-1].label() == "2039–40"
    assert periods(Agreement()) == []


@given(edited())
def test_periods_follow_each_other_and_hold_what_is_planned(agreement: Agreement) -> None:
    found = periods(agreement)
    assert len(found) <= MAX_PERIODS
    for one, following in pairwise(found):
        assert (following.start - one.end).days == 1
    planned = span(agreement)
    if found and planned and planned[1].year - planned[0].year < 50:
        assert found[0].start <= planned[0]
        assert found[-1].end >= planned[1]


def test_an_action_runs_in_the_periods_it_touches() -> None:
    agreement = changed(actions__c_assess__start="2027-03-31", actions__c_assess__end="2027-07-01")
    action = next(each for each in agreement.actions if each.id == "c_assess")
    assert [runs_in(action, each) for each in periods(agreement)] == [True, True, True, *[False] * 5]


@given(edited())
def test_the_matrix_adds_up_to_the_total(agreement: Agreement) -> None:
    rows = matrix(agreement)
    assert sum((row.total for row in rows), Decimal(0)) == totals(agreement).total
    assert len({(row.bearer, row.kind) for row in rows}) == len(rows)


def test_the_matrix_counts_days_beside_money() -> None:
    row = next(row for row in matrix(example()) if row.bearer == "p_pes" and row.kind == "staff")
    given_days = [
        given.days
        for action in example().actions
        for given in action.contributions
        if (given.partner, given.kind) == ("p_pes", "staff") and given.days is not None
    ]
    assert row.days == sum(given_days)
    assert row.days > 0


def test_everybody_has_a_place_in_the_organisation_chart() -> None:
    agreement = example()
    drawn = chart(agreement)
    assert {box.id for box in drawn.boxes} == {p.id for p in agreement.partners} | {b.id for b in agreement.bodies} | {
        "manager"
    }
    board = next(body for body in agreement.bodies if body.id == "b_board")
    assert ("b_board", board.chair, "chairs") in drawn.lines
    assert {other for one, other, kind in drawn.lines if one == "b_board" and kind in ("sits", "chairs")} == set(
        board.members
    )
    assert ("b_board", "manager", "reports") in drawn.lines


def test_no_name_becomes_markup_in_the_drawing() -> None:
    evil = 'A"]; x [URL="javascript:alert(1)"\\'
    text = dot(chart(changed(bodies__b_board__name=evil)), "-")
    strings = r'"(?:[^"\\]|\\.)*"'
    assert "URL" not in re.sub(strings, '""', text)
    assert "URL" in text


def test_the_document_draws_the_time_plan_and_the_kinds() -> None:
    found = {block.caption: block for block in compose(example(), "en").blocks if isinstance(block, Table)}
    plan = found["Time plan"]
    assert [column.title for column in plan.columns][1] == "Q1 2027"
    assert any("■" in cell for cell in plan.rows[0])
    assert sum(cell.count("◆") for row in plan.rows for cell in row) == sum(
        len(a.milestones) for a in example().actions
    )
    assert any(row[1] == "Staff time" for row in found["What each partner gives, by kind and year, in EUR"].rows)


def test_empty_unknown_and_not_applicable_read_differently() -> None:
    def said(**edits: object) -> list[str]:
        blocks = compose(changed(legal__disputes="", **edits), "en").blocks
        return [block.text for block in blocks if isinstance(block, Paragraph) and block.style != "normal"]

    assert "[Not known yet: Settlement of disputes]" in said(answers={"legal.disputes": "unknown"})
    assert "Not applicable here: Settlement of disputes" in said(answers={"legal.disputes": "not_applicable"})
    assert not any("Settlement of disputes" in text for text in said())
