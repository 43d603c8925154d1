"""The plan: few aims that can be checked, services that answer what presses, in order, agreed with the client."""

from __future__ import annotations

from collections.abc import Sequence

from scenarios.facts import FactKind, Technique
from scenarios.plan import CASE_MANAGER, Activity, Aim, Measure
from scenarios.players import assessing, talking
from scenarios.players.habits import OPEN, PROBE, REFLECT, Habits
from scenarios.players.play import Play
from scenarios.players.reading import kinship
from scenarios.players.seen import Seen, ServiceSeen
from scenarios.run import AgreePlan, DropActivity, ProposePlan, SetActivity, SetAim
from scenarios.services import ServiceKind
from studio.languages import SOURCE_LOCALE
from toolkit.domains import Domain
from toolkit.loader import domain_texts

LAST = 104
STAGE: dict[str, int] = {"skills": 1, "digital_language": 1, "mobility": 1, "social_network": 1}
STAGE |= {"job_search": 2, "work_experience": 2}
"""Order of activities: what keeps a life steady first (0), then what one learns (1), then work (2)."""
WAIT_FOR_STAGE = (0, 3, 6)
SUITS = 2.5
"""From this value on a service suits a person; rather none than one that does not."""
LIGHT = 3
"""Hours a week that still fit beside other things."""
WORK = ("work_experience", "job_search", "skills")

FITS: dict[str, tuple[ServiceKind, ...]] = {
    "work_experience": (ServiceKind.WAGE_SUBSIDY, ServiceKind.SUPPORTED_EMPLOYMENT, ServiceKind.WORK_PRACTICE),
    "skills": (ServiceKind.TRAINING,),
    "job_search": (ServiceKind.JOB_SEARCH, ServiceKind.SUPPORTED_EMPLOYMENT),
    "digital_language": (ServiceKind.TRAINING,),
    "income": (ServiceKind.BENEFIT, ServiceKind.DEBT_ADVICE),
    "debt": (ServiceKind.DEBT_ADVICE, ServiceKind.LEGAL),
    "housing": (ServiceKind.HOUSING,),
    "mobility": (ServiceKind.TRANSPORT,),
    "physical_health": (ServiceKind.TREATMENT,),
    "mental_health": (ServiceKind.COUNSELLING, ServiceKind.TREATMENT, ServiceKind.PEER_GROUP),
    "substance_use": (ServiceKind.TREATMENT, ServiceKind.COUNSELLING),
    "care_duties": (ServiceKind.CARE,),
    "family_safety": (ServiceKind.PROTECTION, ServiceKind.COUNSELLING, ServiceKind.MEDIATION),
    "social_network": (ServiceKind.PEER_GROUP,),
    "legal_documents": (ServiceKind.LEGAL,),
    "discrimination": (ServiceKind.MEDIATION, ServiceKind.LEGAL),
}
"""Domain -> kinds of service that are made for it."""


def possible(seen: Seen, service: ServiceSeen) -> bool:
    """Whether the provider would take the client, as far as published rules and own ratings tell."""
    for domain, highest in service.for_need.items():
        level = assessing.level_of(seen, domain)
        if level is not None and level > highest:
            return False
    return service.open_to and seen.states.get(service.id, None) is None


def value(seen: Seen, service: ServiceSeen, domain: str, priorities: Sequence[str]) -> float:
    """How well a service answers a domain for this person."""
    said = " ".join(fact.text for fact in seen.facts if not fact.struck)
    points = 4.0 if service.domains[0] == domain else 1.0
    points += sum(0.7 for other in service.domains if other != domain and other in priorities)
    fits = FITS.get(domain, ())
    points += 2.0 - fits.index(service.kind) * 0.3 if service.kind in fits else 0.0
    points += min(3, kinship(said, f"{service.name} {service.description}")) * 0.5
    points -= service.hours_per_week / 10 + service.waiting_weeks / 10
    points -= 3.0 if service.kind is ServiceKind.PUBLIC_WORKS else 0.0
    points -= 6.0 if service.kind is ServiceKind.MEDIATION and _in_danger(seen) else 0.0
    points -= 1.5 * sum(_lacks(seen, one, lowest) for one, lowest in service.wants_levels.items())
    return points - 0.5 * len(service.wants_services)


def _in_danger(seen: Seen) -> bool:
    """Where somebody is not safe at home, nobody is asked to sit at one table."""
    level = assessing.level_of(seen, "family_safety")
    return level is not None and level <= 1


def _lacks(seen: Seen, domain: str, lowest: int) -> bool:
    level = assessing.level_of(seen, domain)
    return level is not None and level < lowest


def answers(seen: Seen, domain: str, priorities: Sequence[str], without: Sequence[str] = ()) -> list[ServiceSeen]:
    """Services for a domain, the best first."""
    found = [
        (value(seen, one, domain, priorities), one)
        for one in seen.services.values()
        if domain in one.domains and one.id not in without and possible(seen, one)
    ]
    suiting = [(points, one) for points, one in found if points >= SUITS]
    return [one for _, one in sorted(suiting, key=lambda pair: (-pair[0], pair[1].id))]


def chosen(seen: Seen, priorities: Sequence[str], habits: Habits, without: Sequence[str] = ()) -> dict[str, str]:
    """Service -> the domain it is for: one for each priority, a step towards work, and what they need first."""
    picked: dict[str, str] = {}
    for name in seen.states:
        if seen.states[name].state in ("referred", "waiting", "active"):
            picked[name] = seen.services[name].domains[0]
    for domain in priorities:
        if any(seen.services[one].domains[0] == domain for one in picked):
            continue
        if found := answers(seen, domain, priorities, (*without, *picked)):
            picked[found[0].id] = domain
    if not any(seen.services[one].domains[0] in WORK for one in picked):
        towards = ("job_search", "work_experience")
        work = [one for domain in towards for one in answers(seen, domain, priorities, without)]
        if work and work[0].id not in picked:
            picked[work[0].id] = next(domain for domain in WORK if domain in work[0].domains)
    for service in list(picked):
        for first in seen.services[service].wants_services:
            if first not in picked and first not in without and first not in seen.states:
                picked[first] = seen.services[first].domains[0]
    for domain in priorities[: habits.supports]:
        kinds = {seen.services[one].kind for one in picked if domain in seen.services[one].domains}
        more = [one for one in answers(seen, domain, priorities, (*without, *picked)) if one.domains[0] == domain]
        later = [one for one in more if one.wants_levels.get(domain)]
        beside = [one for one in more if one.kind not in kinds and one not in later and one.hours_per_week <= LIGHT]
        picked |= {one.id: domain for one in (*later[:1], *beside[:1])}
    return picked


def timed(seen: Seen, picked: dict[str, str]) -> dict[str, tuple[int, int]]:
    """Service -> first and last week: steadying before learning before work, a condition before what it opens."""
    times: dict[str, tuple[int, int]] = {}

    def time(name: str) -> tuple[int, int]:
        if name in times:
            return times[name]
        service = seen.services[name]
        times[name] = (seen.week + 1, seen.week + 1)  # where conditions run in a circle, nothing comes first
        start = seen.week + max(1, service.waiting_weeks, WAIT_FOR_STAGE[STAGE.get(picked[name], 0)])
        for first in service.wants_services:
            if first in picked and first != name:
                start = max(start, time(first)[1] + 1)
        for domain, lowest in service.wants_levels.items():
            for other in picked:
                helper = seen.services[other]
                helps = domain in helper.domains and other != name and not helper.wants_levels.get(domain)
                if helps and _lacks(seen, domain, lowest) and name not in helper.wants_services:
                    start = max(start, time(other)[0] + 8)
        start = min(start, LAST - 1)
        times[name] = (start, min(LAST, start + service.duration_weeks))
        return times[name]

    for name in picked:
        time(name)
    return times


def write_aims(play: Play, priorities: Sequence[str], habits: Habits) -> None:
    """One aim for each of the most pressing domains, in the words of the scale, and the client's own wishes."""
    seen = play.seen
    hopes = [fact for fact in seen.facts if fact.kind is FactKind.HOPE]
    texts, name = domain_texts(SOURCE_LOCALE), seen.profile.name.split()[0]
    domains = list(priorities[: habits.aims])
    for domain in domains:
        hope = next((one for one in hopes if one.domain == domain), None)
        if hope is None and domain == domains[-1] and len(domains) == habits.aims and hopes:
            hope = hopes[0]  # no room for an aim of its own: the wish goes with the last one
        hopes = [one for one in hopes if one is not hope]
        level = assessing.level_of(seen, domain) or 0
        target = min(4, level + 1)
        by_week = min(LAST, seen.week + 16 + 2 * STAGE.get(domain, 0))
        title, anchor = texts[Domain(domain)].title.lower(), texts[Domain(domain)].anchors[target]
        exact = habits.measurable
        _set_aim(
            play,
            Aim(
                id=f"aim_{domain}",
                domain=domain,
                text=play.wording(f"By week {by_week} {name} stands here: {anchor}" if exact else f"Better {title}"),
                measure=Measure.LEVEL if exact else None,
                target=target if exact else None,
                by_week=by_week if exact else None,
                hope=hope.id if hope else None,
            ),
        )
    for hope in hopes[: max(0, habits.aims - len(domains))] if habits.comes_back else ():
        by_week = min(LAST, seen.week + 24)
        work = hope.domain in WORK
        _set_aim(
            play,
            Aim(
                id=f"wish_{hope.id}"[:48],
                domain=hope.domain,
                text=play.wording(f"By week {by_week} {name} has taken the first step to this wish: {hope.text}"),
                measure=Measure.WORK if work else Measure.DONE,
                target=4 if work else None,
                by_week=by_week,
                hope=hope.id,
            ),
        )


def _set_aim(play: Play, aim: Aim) -> None:
    if play.affords("set_aim"):
        play.do(SetAim(aim=aim))


def write_activities(play: Play, picked: dict[str, str]) -> None:
    """Each with a domain, aims, somebody responsible, and weeks."""
    seen = play.seen
    times = timed(seen, picked)
    for service in sorted(picked, key=lambda name: times[name]):
        one, (start, end) = seen.services[service], times[service]
        _set_activity(
            play,
            Activity(
                id=f"do_{service}"[:48],
                domain=picked[service],
                aims=_aims_for(seen, one.domains),
                service=service,
                responsible=one.provider,
                start_week=start,
                end_week=end,
            ),
        )


def write_tasks(play: Play, domains: Sequence[str]) -> None:
    """A task of the pool where no service answers a priority: the case manager takes it up."""
    seen = play.seen
    booked = [seen.services[one.service] for one in seen.activities.values() if one.service]
    answered = {domain for service in booked for domain in service.domains}
    for domain in domains:
        task = next((name for name, of in seen.tasks.items() if of[:1] == (domain,)), None)
        if domain in answered or task is None or f"do_{task}" in seen.activities:
            continue
        week = seen.week
        _set_activity(
            play,
            Activity(
                id=f"do_{task}"[:48],
                domain=domain,
                aims=_aims_for(seen, (domain,)),
                task=task,
                responsible=CASE_MANAGER,
                start_week=min(LAST - 1, week + 1),
                end_week=min(LAST, week + 12),
            ),
        )


def _aims_for(seen: Seen, domains: Sequence[str]) -> tuple[str, ...]:
    mine = tuple(aim.id for aim in seen.aims.values() if aim.domain in domains)
    return mine or tuple(seen.aims)[-1:]


def _set_activity(play: Play, activity: Activity) -> None:
    if play.affords("set_activity"):
        play.do(SetActivity(activity=activity))


def agree(play: Play, habits: Habits, priorities: Sequence[str]) -> bool:
    """Go through the plan, listen to what the client objects to, take it up, and agree only what is agreed."""
    for turn in range(habits.negotiates + 1):
        if not play.seen.activities or play.seen.place is None or not play.affords("propose_plan"):
            return False
        if not play.seen.answered:
            play.do(ProposePlan())
        if not play.seen.objections:
            break
        for objection in play.seen.objections:
            _take_up(play, objection.activity, objection.answer, objection.words, turn, habits, priorities)
    if play.seen.objections or not play.affords("agree_plan"):
        return False
    return not play.do(AgreePlan())


def _take_up(
    play: Play, activity_id: str, answer: str, words: str, turn: int, habits: Habits, priorities: Sequence[str]
) -> None:
    """First what the words themselves offer, then talking about it and more time, then something else, then nothing."""
    seen = play.seen
    activity = seen.activities[activity_id]
    planned = [one.service for one in seen.activities.values() if one.service]
    offered = _offered(seen, words, planned)
    if turn == 0 and habits.negotiates > 1:
        if offered:
            service = seen.services[offered]
            _replace(play, activity, service, drop=answer == "refuses")
            return
        if answer == "bargains":
            for technique in (OPEN, REFLECT, PROBE):
                _speak(play, technique, activity.domain)
            _postpone(play, activity, 6)
            return
    if turn == 1 and answer == "bargains" and habits.negotiates > 2:
        _postpone(play, activity, 8)
        return
    instead = answers(seen, activity.domain, priorities, [*planned, *seen.states])
    if turn < habits.negotiates - 1 and instead:
        _replace(play, activity, instead[0], drop=True)
    else:
        play.do(DropActivity(activity=activity_id))


def _speak(play: Play, technique: Technique, topic: str) -> None:
    affords = play.affords("say", "propose_plan", "agree_plan", spare=10)
    if affords and not talking.said_here(play.seen, technique, topic):
        play.say(technique, topic)


def _offered(seen: Seen, words: str, planned: Sequence[str | None]) -> str | None:
    """The service that the client's own words point to, if they point to one clearly."""
    scored = sorted(
        (
            (kinship(words, f"{one.name} {one.description}"), one.id)
            for one in seen.services.values()
            if one.id not in planned and possible(seen, one)
        ),
        reverse=True,
    )
    return scored[0][1] if scored and scored[0][0] >= 2 else None


def _postpone(play: Play, activity: Activity, weeks: int) -> None:
    start = min(LAST - 1, (activity.start_week or play.seen.week) + weeks)
    end = min(LAST, max(start, (activity.end_week or start) + weeks))
    _set_activity(play, activity.model_copy(update={"start_week": start, "end_week": end}))


def _replace(play: Play, activity: Activity, service: ServiceSeen, *, drop: bool) -> None:
    if drop:
        play.do(DropActivity(activity=activity.id))
    domain = activity.domain if activity.domain in service.domains else service.domains[0]
    write_activities(play, {service.id: domain})
