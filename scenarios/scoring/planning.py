"""Practice of the plan: aims, coverage of the priorities, order, the client's voice."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.engine import Replay
from scenarios.plan import Activity, Aim
from scenarios.scoring.check import Check, check, part

MOST_AIMS = 6
SPARE_SERVICES = 2
"""Services beyond the reference plan that still leave a client room to breathe."""
IN_TIME = 4
"""Weeks that the first priority may wait longer than in the reference plan."""


def first_plan(run: Replay) -> tuple[tuple[Aim, ...], tuple[Activity, ...]]:
    """The plan that counts: all that was ever agreed, else the draft."""
    plan = run.case.plan
    if not plan.agreements:
        return tuple(plan.aims.values()), tuple(plan.activities.values())
    aims = {aim.id: aim for agreed in plan.agreements for aim in agreed.aims}
    activities = {one.id: one for agreed in plan.agreements for one in agreed.activities}
    return tuple(aims.values()), tuple(activities.values())


def aims(run: Replay) -> Iterator[Check]:
    made, _ = first_plan(run)
    texts = [aim.text.mark for aim in made]
    for domain in run.scenario.reference.priorities:
        mine = [aim for aim in made if aim.domain == domain]
        points = max(((aim.specific and texts.count(aim.text.mark) == 1) + aim.measurable for aim in mine), default=0)
        yield check("aim_for_priority", points, 2, subject=domain, found=len(mine))
    few = 0 < len(made) <= MOST_AIMS
    yield check("aims_few_enough", 2 * few, 2, found=len(made), wanted=MOST_AIMS)


def _fitting(run: Replay, domain: str) -> tuple[set[str], set[str]]:
    """Services of the reference or its alternatives for a domain, and all others that work on it."""
    reference = {one.service for one in run.scenario.reference.activities if one.domain == domain}
    equal = {s for other in run.scenario.alternatives if other.instead_of in reference for s in other.any_of}
    all_ = {service.id for service in run.inputs.system.services if domain in service.domains}
    return reference | equal, all_ - reference - equal


def coverage(run: Replay) -> Iterator[Check]:
    _, activities = first_plan(run)
    for domain in run.scenario.reference.priorities:
        best, other = _fitting(run, domain)
        points = 0
        for activity in activities:
            serves = activity.domain == domain or activity.service in best | other
            if serves:
                fits = 2 if activity.service in best else 1
                points = max(points, fits + activity.scheduled + (activity.responsible is not None))
        yield check("priority_answered", points, 4, subject=domain)
    services = {activity.service for activity in activities if activity.service}
    most = len(run.scenario.reference.activities) + SPARE_SERVICES
    over = max(0, len(services) - most)
    yield check("not_overloaded", (4 - 2 * over) * bool(services), 4, found=len(services), wanted=most)


def order(run: Replay) -> Iterator[Check]:
    """Whether referrals went out in the order that the reference plan gives a reason for."""
    reference = run.scenario.reference.activities
    went: dict[str, tuple[int, int]] = {}
    for moment in run.case.moments:
        if moment.code in ("referred", "referred_warm"):
            went.setdefault(moment.subject, (moment.week, moment.sequence))
    placed: list[tuple[int, int, int]] = []
    for one in reference:
        equal = {s for other in run.scenario.alternatives if other.instead_of == one.service for s in other.any_of}
        found = [went[service] for service in (one.service, *sorted(equal)) if service in went]
        if found:
            placed.append((one.week, *min(found)))
    pairs = [(a, b) for a in placed for b in placed if a[0] < b[0]]
    right = [pair for pair in pairs if pair[0][1] <= pair[1][1]]
    lines = [line for _, _, line in placed]
    enough = len(placed) * 2 >= len(reference)
    points = part(4, len(right), len(pairs)) if enough and placed else 0
    yield check("order_kept", points, 4, lines, found=len(placed), wanted=len(reference))
    urgent = run.scenario.reference.priorities[0]
    best, other = _fitting(run, urgent)
    begun = [went[service] for service in best | other if service in went]
    due = min((one.week for one in reference if one.domain == urgent), default=0) + IN_TIME
    in_time = bool(begun) and min(begun)[0] <= due
    yield check("urgent_first", 2 * in_time, 2, [line for _, line in begun], subject=urgent, wanted=due)


def voice(run: Replay) -> Iterator[Check]:
    case = run.case
    viewed = [domain for domain, rating in case.ratings.items() if rating.client_level is not None]
    yield check("view_asked", part(2, len(viewed), 3), 2, subject=" ".join(viewed), found=len(viewed), wanted=3)
    made, _ = first_plan(run)
    hopes = [aim.hope for aim in made if aim.hope]
    yield check("hope_in_aim", 2 * bool(hopes), 2, subject=" ".join(hopes))
    proposed = [proposal.sequence for proposal in case.plan.proposals]
    yield check("plan_discussed", 2 * bool(proposed), 2, proposed)
    agreed = case.plan.agreements
    forced = [one.sequence for one in agreed if one.overruled]
    yield check("plan_agreed", 4 * (bool(agreed) and not forced), 4, forced or [one.sequence for one in agreed])
