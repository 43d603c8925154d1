"""Practice of the plan: aims, coverage of the priorities, order, the client's voice."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.engine import Replay
from scenarios.plan import Activity, Aim
from scenarios.run import AskView, Refer, SetActivity, SetAim
from scenarios.scoring.check import Check, check, done, part

MOST_AIMS = 6
SPARE_SERVICES = 1
"""Services that answer none of the priorities as the reference does, and still leave a client room to breathe."""
SPARE_HOURS = 6
"""Hours a week beyond the fullest week of the reference plan."""
NEXT_DOOR = 2
"""Weeks between two referrals that mean nothing: no plan promises so exactly."""
APART = 5
"""Weeks between two referrals of the reference plan from which on sending to both at once is no order."""
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
    read = made[:MOST_AIMS]  # of more aims nobody knows which ones are meant
    texts = [aim.text.mark for aim in read]
    for domain in run.scenario.reference.priorities:
        mine = [aim for aim in read if aim.domain == domain]
        points = max(((aim.specific and texts.count(aim.text.mark) == 1) + aim.measurable for aim in mine), default=0)
        lines = done(run, SetAim, lambda deed, domain=domain: deed.aim.domain == domain)  # type: ignore[misc]
        yield check("aim_for_priority", points, 2, lines, subject=domain, found=len(mine))
    few = 0 < len(made) <= MOST_AIMS
    yield check("aims_few_enough", 2 * few, 2, done(run, SetAim), found=len(made), wanted=MOST_AIMS)


def _fitting(run: Replay, domain: str) -> tuple[set[str], set[str]]:
    """Services of the reference or its alternatives for a domain, and all others that work on it."""
    reference = {one.service for one in run.scenario.reference.activities if one.domain == domain}
    equal = {s for other in run.scenario.alternatives if other.instead_of in reference for s in other.any_of}
    all_ = {service.id for service in run.inputs.system.services if domain in service.domains}
    return reference | equal, all_ - reference - equal


def coverage(run: Replay) -> Iterator[Check]:
    _, activities = first_plan(run)
    fullest, room = _fullest_week(run), _room(run)
    for domain in run.scenario.reference.priorities:
        best, other = _fitting(run, domain)
        points, serving = 0, set[str]()
        for activity in activities:
            if activity.domain == domain or activity.service in best | other:
                serving.add(activity.id)
                fits = 2 if activity.service in best else 1
                points = max(points, fits + activity.scheduled + (activity.responsible is not None))
        kept = min(1000, 1000 * room // max(1, fullest))  # an answer for which the week has no room is half an answer
        lines = done(run, SetActivity, lambda deed, serving=serving: deed.activity.id in serving)  # type: ignore[misc]
        yield check("priority_answered", points * kept // 1000, 4, lines, subject=domain)
    services = {activity.service for activity in activities if activity.service} | _refused(run)
    tasks = {one.task for one in activities if one.task and one.domain not in run.scenario.reference.priorities}
    over = max(0, len(_beside(run, services) | tasks) - SPARE_SERVICES)
    of = 2 * len(run.scenario.reference.priorities)
    points = of - 3 * over - of * max(0, fullest - room) // max(1, room)
    lines = done(run, Refer) or done(run, SetActivity)
    yield check("not_overloaded", points * bool(services), of, lines, found=fullest, wanted=room)


def _refused(run: Replay) -> set[str]:
    """Services that were put to the client, who refused them."""
    stances = {one.id: one for one in run.scenario.stances}
    said = [answer for proposal in run.case.plan.proposals for answer in proposal.answers]
    return {stances[one.stance].service for one in said if one.answer == "refuses" and one.stance}


def _beside(run: Replay, services: set[str]) -> set[str]:
    """Services that the reference plan does without, and that replace none of those it has."""
    planned = {one.service for one in run.scenario.reference.activities}
    instead = {s for other in run.scenario.alternatives if other.instead_of not in services for s in other.any_of}
    return services - planned - instead


def _room(run: Replay) -> int:
    """Hours that a week of this client has for services: the fullest week of the reference plan, and a little more."""
    system, hours = run.inputs.system, dict[int, int]()
    for one in run.scenario.reference.activities:
        service = system.service(one.service)
        start = one.week + service.waiting_weeks
        for week in range(start, start + service.duration_weeks):
            hours[week] = hours.get(week, 0) + service.hours_per_week
    return max(hours.values(), default=0) + SPARE_HOURS


def _fullest_week(run: Replay) -> int:
    """Hours of the fullest week if every service that the client was sent to begins after its stated wait."""
    system, hours = run.inputs.system, dict[int, int]()
    for moment in run.case.moments:
        if moment.code in ("referred", "referred_warm"):
            service = system.service(moment.subject)
            start = moment.week + service.waiting_weeks
            for week in range(start, start + service.duration_weeks):
                hours[week] = hours.get(week, 0) + service.hours_per_week
    return max(hours.values(), default=0)


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
    pairs = [(a, b) for a in placed for b in placed if b[0] - a[0] >= NEXT_DOOR]
    right = [(a, b) for a, b in pairs if (a[1] < b[1] if b[0] - a[0] >= APART else a[1] - b[1] <= NEXT_DOOR)]
    lines = [line for _, _, line in placed]
    enough = min(len(reference), 2 * len(placed))
    points = part(8, len(right) * enough, len(pairs) * len(reference)) if pairs else 0
    yield check("order_kept", points, 8, lines, found=len(placed), wanted=len(reference))
    urgent = run.scenario.reference.priorities[0]
    best, other = _fitting(run, urgent)
    begun = [went[service] for service in best | other if service in went]
    due = min((one.week for one in reference if one.domain == urgent), default=0) + IN_TIME
    in_time = bool(begun) and min(begun)[0] <= due
    yield check("urgent_first", 4 * in_time, 4, [line for _, line in begun], subject=urgent, wanted=due)


def voice(run: Replay) -> Iterator[Check]:
    case = run.case
    viewed = [domain for domain, rating in case.ratings.items() if rating.client_level is not None]
    points, asked = part(2, len(viewed), 3), done(run, AskView)
    yield check("view_asked", points, 2, asked, subject=" ".join(viewed), found=len(viewed), wanted=3)
    made, _ = first_plan(run)
    hopes = [aim.hope for aim in made if aim.hope]
    lines = done(run, SetAim, lambda deed: bool(deed.aim.hope)) or done(run, SetAim)
    yield check("hope_in_aim", 2 * bool(hopes), 2, lines, subject=" ".join(hopes))
    proposed = [proposal.sequence for proposal in case.plan.proposals]
    yield check("plan_discussed", 2 * bool(proposed), 2, proposed)
    refused = max((sum(a.answer == "refuses" for a in one.answers) for one in case.plan.proposals), default=0)
    points = (3 - max(1, refused)) * bool(proposed)
    yield check("proposed_what_fits", points, 2, proposed, found=refused, wanted=1)
    agreed = case.plan.agreements
    forced = [one.sequence for one in agreed if one.overruled]
    yield check("plan_agreed", 4 * (bool(agreed) and not forced), 4, forced or [one.sequence for one in agreed])
