"""Votes in a body: quorum, majorities, weights."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership.items import Body
from partnership.voting import Choice, Result, decide, seats

FOUR = ["a", "b", "c", "d"]


def body(**values: Any) -> Body:
    return Body(id="b", members=values.pop("members", FOUR), **values)


def result(rule: Body, votes: str) -> Result:
    """`yyn-`: yes, yes, no, absent; `.` abstains."""
    words = {"y": Choice.YES, "n": Choice.NO, ".": Choice.ABSTAIN}
    return decide(rule, {s: words[v] for s, v in zip(seats(rule), votes, strict=True) if v != "-"}).result


CARRIED, REJECTED, NO_QUORUM, NO_RULE = Result.CARRIED, Result.REJECTED, Result.NO_QUORUM, Result.NO_RULE


@pytest.mark.parametrize(
    ("rule", "votes", "expected"),
    [
        (body(voting="simple_majority"), "yyn-", CARRIED),
        (body(voting="simple_majority"), "yynn", REJECTED),
        (body(voting="simple_majority"), "y..-", REJECTED),
        (body(voting="simple_majority", majority_of="members"), "yy--", REJECTED),
        (body(voting="simple_majority", majority_of="members"), "yyy-", CARRIED),
        (body(voting="simple_majority", quorum=3), "yy--", NO_QUORUM),
        (body(voting="simple_majority", quorum=3), "yy.-", CARRIED),
        (body(voting="simple_majority"), "----", NO_QUORUM),
        (body(voting="unanimity"), "yyy-", CARRIED),
        (body(voting="unanimity"), "yyy.", REJECTED),
        (body(voting="unanimity", majority_of="members"), "yyy-", REJECTED),
        (body(voting="consensus"), "y..-", CARRIED),
        (body(voting="consensus"), "yyyn", REJECTED),
        (body(voting="consensus"), "....", REJECTED),
        (body(voting="qualified_majority", majority=Decimal("66.6667")), "yyn-", REJECTED),
        (body(voting="qualified_majority", majority=Decimal(75)), "yyyn", CARRIED),
        (body(voting="qualified_majority", majority=Decimal(75)), "yy.n", REJECTED),
        (body(voting="qualified_majority", majority=Decimal(0)), "nnnn", REJECTED),
        (body(voting="qualified_majority"), "yyyy", NO_RULE),
        (body(voting=""), "yyyy", NO_RULE),
        (body(voting="weighted", weights={"a": 5, "b": 1, "c": 1, "d": 1}), "ynnn", CARRIED),
        (body(voting="weighted", weights={"a": 3, "b": 1, "c": 1, "d": 1}), "ynnn", REJECTED),
        (body(voting="weighted", weights={"a": 3}, majority=Decimal(60)), "ynnn", CARRIED),
        (body(voting="simple_majority", members=["a"], client_members=2), "nyy", CARRIED),
    ],
)
def test_a_vote_is_counted_by_the_rule_of_its_body(rule: Body, votes: str, expected: Result) -> None:
    assert result(rule, votes) is expected


def test_strangers_and_doubled_members_have_no_extra_vote() -> None:
    rule = body(voting="simple_majority", members=["a", "a", "b"])
    assert seats(rule) == ["a", "b"]
    outcome = decide(rule, {"a": Choice.YES, "b": Choice.NO, "stranger": Choice.YES})
    assert (outcome.yes, outcome.no, outcome.base, outcome.result) == (1, 1, 2, REJECTED)


rules = st.builds(
    lambda voting, of, majority, quorum: body(
        voting=voting, majority_of=of, majority=majority, quorum=quorum, weights={"a": 2, "b": 1, "c": 1, "d": 1}
    ),
    st.sampled_from(["consensus", "unanimity", "simple_majority", "qualified_majority", "weighted"]),
    st.sampled_from(["", "present", "members"]),
    st.decimals(51, 100, places=2),
    st.integers(0, 4),
)


@given(rules, st.dictionaries(st.sampled_from(FOUR), st.sampled_from(Choice)))
def test_turning_a_no_into_a_yes_never_loses_a_vote(rule: Body, ballots: dict[str, Choice]) -> None:
    before = decide(rule, ballots).result
    for seat in [seat for seat, choice in ballots.items() if choice is not Choice.YES]:
        after = decide(rule, {**ballots, seat: Choice.YES}).result
        assert before is not CARRIED or after is CARRIED


@given(rules, st.dictionaries(st.sampled_from(FOUR), st.just(Choice.NO)))
def test_nothing_is_carried_without_a_yes(rule: Body, ballots: dict[str, Choice]) -> None:
    assert decide(rule, ballots).result is not CARRIED
