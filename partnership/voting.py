"""Votes in a body of the partnership by its own rule: quorum, majority, weights. Pure.

A seat is a partner's id, or `client-1`, `client-2` … for the seats of people from the target groups. Who casts a ballot
is present; an abstention is a ballot. Shares are counted of those present unless the body counts all members. Every
seat has one vote, in a weighted vote a partner has its votes and a client's seat one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from partnership.items import Body


class Choice(StrEnum):
    YES = "yes"
    NO = "no"
    ABSTAIN = "abstain"


class Result(StrEnum):
    CARRIED = "carried"
    REJECTED = "rejected"
    NO_QUORUM = "no_quorum"
    NO_RULE = "no_rule"
    """The body has no voting rule, or none that can be counted."""


@dataclass(frozen=True)
class Outcome:
    """`yes`, `no`, `abstained` and `base` are votes, `present` and `quorum` are seats."""

    result: Result
    yes: int
    no: int
    abstained: int
    base: int
    """Votes the share is counted of."""
    present: int
    quorum: int


def seats(body: Body) -> list[str]:
    """Everybody who may vote; a member named twice has one seat."""
    clients = [f"client-{number}" for number in range(1, (body.client_members or 0) + 1)]
    return [*dict.fromkeys(body.members), *clients]


def votes_of(body: Body, seat: str) -> int:
    if body.voting != "weighted" or seat.startswith("client-"):
        return 1
    return body.weights.get(seat) or 0


def decide(body: Body, ballots: Mapping[str, Choice]) -> Outcome:
    """What a vote comes to; ballots of seats the body does not have are left out."""
    members = seats(body)
    cast = {seat: Choice(ballots[seat]) for seat in members if seat in ballots}
    counted = {choice: sum(votes_of(body, s) for s, made in cast.items() if made is choice) for choice in Choice}
    of_members = body.majority_of == "members"
    base = sum(votes_of(body, seat) for seat in (members if of_members else cast))
    quorum = body.quorum or 0

    def outcome(result: Result) -> Outcome:
        return Outcome(
            result, counted[Choice.YES], counted[Choice.NO], counted[Choice.ABSTAIN], base, len(cast), quorum
        )

    if not cast or len(cast) < quorum:
        return outcome(Result.NO_QUORUM)
    carried = _carried(body, counted[Choice.YES], counted[Choice.NO], base, of_members)
    if carried is None:
        return outcome(Result.NO_RULE)
    return outcome(Result.CARRIED if carried else Result.REJECTED)


def _carried(body: Body, yes: int, no: int, base: int, of_members: bool) -> bool | None:
    match body.voting:
        case "consensus":
            # nobody objects; where all members count, all of them must have agreed
            return yes == base if of_members else yes > 0 and no == 0
        case "unanimity":
            return yes > 0 and yes == base
        case "simple_majority":
            return 2 * yes > base
        case "qualified_majority":
            return None if body.majority is None else yes > 0 and _reaches(yes, base, body.majority)
        case "weighted":
            return 2 * yes > base if body.majority is None else yes > 0 and _reaches(yes, base, body.majority)
        case _:
            return None


def _reaches(yes: int, base: int, share: Decimal) -> bool:
    return Fraction(yes) * 100 >= Fraction(share) * base
