"""Rules about bodies, voting and the partnership manager."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_CEILING, Decimal

from partnership.agreement import Agreement
from partnership.items import Body
from partnership.review.finding import Hit, Severity, hit, lacks, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


def _deciding(a: Agreement) -> list[Body]:
    return [body for body in a.bodies if body.decides()]


@rule(ERROR, "structure")
def no_deciding_body(a: Agreement) -> Iterator[Hit]:
    if not _deciding(a):
        yield hit("bodies")


@rule(ERROR, "structure")
def voting_rule_missing(a: Agreement) -> Iterator[Hit]:
    for body in _deciding(a):
        if not body.voting:
            yield hit(f"bodies/{body.id}/voting", body=body.name)


@rule(WARNING, "structure")
def quorum_missing(a: Agreement) -> Iterator[Hit]:
    for body in _deciding(a):
        path = f"bodies/{body.id}/quorum"
        if lacks(a, path, body.quorum):
            yield hit(path, body=body.name)


@rule(ERROR, "structure")
def quorum_out_of_reach(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        if body.quorum is not None and body.members and body.quorum > body.seats():
            yield hit(f"bodies/{body.id}/quorum", body=body.name, quorum=body.quorum, members=body.seats())


@rule(ERROR, "structure")
def majority_missing(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        if body.voting in ("qualified_majority", "weighted") and not body.majority:
            yield hit(f"bodies/{body.id}/majority", body=body.name)


@rule(WARNING, "structure")
def majority_without_use(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        if body.voting and body.voting not in ("qualified_majority", "weighted") and body.majority:
            yield hit(f"bodies/{body.id}/majority", body=body.name, share=body.majority)


@rule(WARNING, "structure")
def majority_not_qualified(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        if body.voting == "qualified_majority" and body.majority and body.majority <= 50:
            yield hit(f"bodies/{body.id}/majority", body=body.name, share=body.majority)


@rule(ERROR, "structure")
def quorum_cannot_decide(a: Agreement) -> Iterator[Hit]:
    """Members present in quorum number may still be too few for a majority of all members."""
    for body in a.bodies:
        needed = _votes_needed_of_members(body)
        if body.quorum and body.members and body.quorum < needed <= body.seats():
            yield hit(f"bodies/{body.id}/quorum", body=body.name, quorum=body.quorum, needed=needed)


def _votes_needed_of_members(body: Body) -> int:
    """Members whose votes a decision needs where it is counted of all members; 0 where it is not."""
    if body.majority_of != "members":
        return 0
    if body.voting in ("unanimity", "consensus"):
        return body.seats()
    if body.voting == "simple_majority":
        return body.seats() // 2 + 1
    if body.voting == "qualified_majority" and body.majority:
        return int((body.seats() * body.majority / 100).to_integral_value(ROUND_CEILING))
    if body.voting == "weighted" and body.majority:
        return _heaviest_needed(body)
    return 0


def _heaviest_needed(body: Body) -> int:
    """How many members, the heaviest first, reach the share of all weights; 0 where there are no weights."""
    weights = sorted((body.weights.get(member) or 0 for member in body.members), reverse=True)
    reached = 0
    for count, weight in enumerate(weights, 1):
        reached += weight
        if reached and reached * 100 >= (body.majority or 0) * sum(weights):
            return count
    return 0


@rule(ERROR, "structure")
def weights_missing(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        without = [member for member in body.members if not body.weights.get(member)]
        if body.voting == "weighted" and without:
            names = [a.partner_label(member) for member in without]
            yield hit(f"bodies/{body.id}/weights", body=body.name, partners=names)


@rule(WARNING, "structure")
def one_partner_decides_alone(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        weights = {member: Decimal(body.weights.get(member) or 0) for member in body.members}
        total = sum(weights.values())
        if body.voting != "weighted" or not body.majority or not total or len(weights) < 2:
            continue
        heaviest = max(weights, key=lambda member: weights[member])
        if weights[heaviest] * 100 > body.majority * total:
            yield hit(f"bodies/{body.id}/weights", body=body.name, partner=a.partner_label(heaviest))


@rule(WARNING, "structure")
def chair_missing(a: Agreement) -> Iterator[Hit]:
    for body in _deciding(a):
        path = f"bodies/{body.id}/chair"
        if lacks(a, path, body.chair):
            yield hit(path, body=body.name)


@rule(WARNING, "structure")
def chair_not_member(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        if a.partner(body.chair) and body.members and body.chair not in body.members:
            yield hit(f"bodies/{body.id}/chair", body=body.name, partner=a.partner_label(body.chair))


@rule(WARNING, "structure")
def meetings_missing(a: Agreement) -> Iterator[Hit]:
    for body in a.bodies:
        path = f"bodies/{body.id}/meetings_per_year"
        if lacks(a, path, body.meetings_per_year or None):
            yield hit(path, body=body.name)


@rule(ERROR, "structure")
def body_without_members(a: Agreement) -> Iterator[Hit]:
    for body in _deciding(a):
        if body.seats() < 2:
            yield hit(f"bodies/{body.id}/members", body=body.name)


@rule(WARNING, "structure")
def funded_partner_decides(a: Agreement) -> Iterator[Hit]:
    for body in _deciding(a):
        for member in body.members:
            partner = a.partner(member)
            if partner and partner.funded and partner.kind in ("ngo", "employer", "training_provider"):
                yield hit(f"bodies/{body.id}/members", body=body.name, partner=partner.label())


@rule(WARNING, "structure")
def partner_without_seat(a: Agreement) -> Iterator[Hit]:
    seated = {member for body in a.bodies for member in body.members}
    for partner in a.partners:
        if a.bodies and partner.id not in seated:
            yield hit(f"partners/{partner.id}", partner=partner.label())


@rule(ERROR, "structure")
def nobody_coordinates(a: Agreement) -> Iterator[Hit]:
    if not a.manager.partner and lacks(a, "manager/neutral_body", a.manager.neutral_body):
        yield hit("manager/partner")


@rule(WARNING, "structure")
def manager_without_time(a: Agreement) -> Iterator[Hit]:
    appointed = a.manager.partner or a.manager.neutral_body.strip()
    if appointed and lacks(a, "manager/weekly_hours", a.manager.weekly_hours or None):
        yield hit("manager/weekly_hours")
