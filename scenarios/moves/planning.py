"""Moves of assessment and planning: ratings, aims, activities, the plan agreed with the client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.case import Agreed, Proposal
from scenarios.client import DOMAINS
from scenarios.facts import FactKind
from scenarios.moves.refused import Refused
from scenarios.moves.talking import in_meeting
from scenarios.plan import CASE_MANAGER, CLIENT, Rating, answer_to
from scenarios.run import AgreePlan, DropActivity, DropAim, ProposePlan, Rate, SetActivity, SetAim

if TYPE_CHECKING:
    from scenarios.engine import Replay

MAX_AIMS, MAX_ACTIVITIES = 20, 40


def rate(run: Replay, seat: str, deed: Rate) -> None:
    if deed.domain not in DOMAINS:
        raise Refused("domain_unknown", domain=deed.domain)
    case = run.case
    before = case.ratings.get(deed.domain, Rating())
    case.ratings[deed.domain] = before.model_copy(
        update={"level": deed.level, "priority": deed.priority, "week": min(case.week, 104)}
    )


def set_aim(run: Replay, seat: str, deed: SetAim) -> None:
    plan, facts = run.case.plan, run.scenario.fact_by_id
    if deed.aim.hope is not None:
        hope = facts.get(deed.aim.hope)
        if hope is None or hope.kind is not FactKind.HOPE or not run.case.knows(seat, hope.id):
            raise Refused("hope_not_known", fact=deed.aim.hope)
    if deed.aim.id not in plan.aims and len(plan.aims) >= MAX_AIMS:
        raise Refused("too_many_aims", maximum=MAX_AIMS)
    plan.aims[deed.aim.id] = deed.aim
    plan.version += 1


def drop_aim(run: Replay, seat: str, deed: DropAim) -> None:
    plan = run.case.plan
    if deed.aim not in plan.aims:
        raise Refused("aim_unknown", aim=deed.aim)
    del plan.aims[deed.aim]
    for key, activity in plan.activities.items():
        if deed.aim in activity.aims:
            left = tuple(aim for aim in activity.aims if aim != deed.aim)
            plan.activities[key] = activity.model_copy(update={"aims": left})
    plan.version += 1


def set_activity(run: Replay, seat: str, deed: SetActivity) -> None:
    plan, activity = run.case.plan, deed.activity
    if activity.service is not None and activity.service not in run.inputs.system.index:
        raise Refused("service_unknown", service=activity.service)
    if unknown := [aim for aim in activity.aims if aim not in plan.aims]:
        raise Refused("aim_unknown", aim=unknown[0])
    responsible = (CLIENT, CASE_MANAGER, *run.scenario.partner_by_id)
    if activity.responsible is not None and activity.responsible not in responsible:
        raise Refused("partner_unknown", partner=activity.responsible)
    if activity.id not in plan.activities and len(plan.activities) >= MAX_ACTIVITIES:
        raise Refused("too_many_activities", maximum=MAX_ACTIVITIES)
    plan.activities[activity.id] = activity
    plan.version += 1


def drop_activity(run: Replay, seat: str, deed: DropActivity) -> None:
    plan = run.case.plan
    if deed.activity not in plan.activities:
        raise Refused("activity_unknown", activity=deed.activity)
    del plan.activities[deed.activity]
    plan.version += 1


def propose(run: Replay, seat: str, deed: ProposePlan) -> None:
    in_meeting(run, seat)
    case, plan = run.case, run.case.plan
    if not plan.activities:
        raise Refused("plan_empty")
    planned = {activity.service for activity in plan.activities.values() if activity.service}
    answers = tuple(
        answer_to(
            activity,
            run.scenario.stances,
            trust=case.trust,
            told=case.told,
            started=case.started,
            planned=planned,
        )
        for activity in plan.activities.values()
    )
    plan.proposals.append(Proposal(case.sequence, case.week, plan.version, answers))
    case.note("proposed", amount=sum(answer.answer != "agrees" for answer in answers), seat=seat)


def agree(run: Replay, seat: str, deed: AgreePlan) -> None:
    in_meeting(run, seat)
    case, plan = run.case, run.case.plan
    answered = plan.answered
    if answered is None:
        raise Refused("plan_not_proposed")
    if plan.agreed and plan.agreed.version == plan.version:
        raise Refused("plan_agreed_already")
    objections = tuple(answer.activity for answer in answered.objections)
    if objections and not deed.overrule:
        raise Refused("client_objects_plan", count=len(objections))
    first = plan.agreed is None
    plan.agreements.append(
        Agreed(
            case.sequence,
            case.week,
            plan.version,
            objections,
            tuple(plan.activities.values()),
            tuple(plan.aims.values()),
        )
    )
    run.coming.agree = True
    if objections:
        push = run.manners.overruled
        case.push(push.trust, push.motivation, push.stress)
        case.note("plan_overruled", amount=len(objections), seat=seat)
    else:
        if first:
            push = run.manners.agreed
            case.push(push.trust, push.motivation, push.stress)
        case.note("plan_agreed" if first else "plan_updated", amount=len(plan.activities), seat=seat)
