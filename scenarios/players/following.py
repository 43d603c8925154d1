"""The weeks with a plan in force: referrals, contact, what happens, changes, and the end together."""

from __future__ import annotations

from scenarios.client import DOMAINS
from scenarios.players import assessing, planning, talking
from scenarios.players.habits import OPEN, REFLECT, SUMMARISE, Habits
from scenarios.players.play import Play
from scenarios.players.reading import best
from scenarios.players.seen import EventSeen, ResponseSeen, Seen
from scenarios.run import (
    AskView,
    Close,
    Conference,
    DropActivity,
    FollowUp,
    Place,
    ProposePlan,
    Rate,
    Refer,
)
from toolkit.forms import ClosureReason, EmploymentResult

OPEN_STATES = ("referred", "waiting", "active")
MOST_AT_A_TABLE = 6


def careful(event: EventSeen, possible: list[ResponseSeen], seen: Seen) -> ResponseSeen:
    return best(possible, seen.profile)


def under_way(seen: Seen) -> list[str]:
    return [name for name, one in seen.states.items() if one.state in OPEN_STATES]


def due(seen: Seen) -> list[str]:
    """Planned services whose referral is due: so early that the stated wait ends when the activity starts."""
    found = []
    for one in seen.activities.values():
        if one.service is None or one.service in seen.states:
            continue
        start = one.start_week or seen.week
        if start - seen.services[one.service].waiting_weeks <= seen.week:
            found.append(one.service)
    return found


def refer(play: Play, habits: Habits) -> None:
    """Refer what is due, in person as long as that is this colleague's way and the week has time."""
    if play.seen.agreed_week is None:
        return
    for service in due(play.seen):
        provider = play.seen.partners.get(play.seen.services[service].provider)
        if provider is not None and not provider.own and provider.consent != "given":
            continue
        introduced = sum(one.code == "referred_warm" for one in play.seen.news)
        warm = introduced < habits.warm and play.affords("refer_warm", spare=10)
        if warm or play.affords("refer"):
            play.do(Refer(service=service, warm=warm))


def do_not_wait(play: Play) -> None:
    """One referral goes out before there is a plan where a domain is in crisis, somebody is not safe at home, or, from
    the second conversation on, for what presses most; learning, work and mediation wait for the plan."""
    again = any(one.week < play.seen.week for one in play.seen.heard)
    first = assessing.pressing(play.seen, 1) if again else []
    for domain in (one for one in DOMAINS if one not in planning.STAGE and one != "discrimination"):
        seen = play.seen
        level = assessing.level_of(seen, domain) if assessing.concerns(seen).get(domain) else None
        served = any(domain == seen.services[name].domains[0] for name in seen.states)
        at_most = 1 if domain == "family_safety" or domain in first else 0
        if level is None or level > at_most or served:
            continue
        ready = [
            one for one in planning.answers(seen, domain, [domain]) if not one.wants_levels and not one.wants_services
        ]
        if not ready:
            continue
        assessing.ask_consent(play, [ready[0].provider])
        warm = play.affords("refer_warm", spare=20)
        if warm or play.affords("refer", spare=20):
            play.do(Refer(service=ready[0].id, warm=warm))


def providers(seen: Seen) -> list[str]:
    """Partners that the plan needs."""
    needed = [seen.services[one.service].provider for one in seen.activities.values() if one.service]
    return [one for one in dict.fromkeys(needed) if one in seen.partners and not seen.partners[one].own]


def confer(play: Play, most: int = MOST_AT_A_TABLE) -> bool:
    """Bring those who wait with the client to one table, with the client."""
    seen = play.seen
    queue = [name for name, one in seen.states.items() if one.state in ("referred", "waiting")]
    waiting = [seen.services[name].provider for name in queue]
    table = [
        one
        for one in dict.fromkeys((*waiting, *providers(seen)))
        if one in seen.partners and (seen.partners[one].own or seen.partners[one].consent == "given")
    ][:most]
    if len(table) < 2 or not play.affords("conference", *["conference_partner"] * len(table)):
        return False
    return not play.do(Conference(partners=tuple(table), with_client=True))


def contact(play: Play, habits: Habits, number: int) -> bool:
    """Ask how it goes, listen, and stay with what comes; on the telephone every other time."""
    call = habits.calls and number % 2 == 1
    place = Place.PHONE if call else habits.place
    if not play.affords(place, "say", "note") or not play.meet(place):
        return False
    for topic in _to_ask(play.seen, habits)[: 1 if call or not habits.comes_back else 2]:
        before = {one.reply for one in play.seen.heard}
        heard = play.say(OPEN, topic)
        if heard and heard.reply not in before and not talking.said_here(play.seen, REFLECT, topic):
            heard = play.say(REFLECT, topic)
        if heard and heard.told:
            talking.stay(play, topic, heard, habits, spare=50)
    return True


def _to_ask(seen: Seen, habits: Habits) -> list[str]:
    """What a contact is about: how life is, what the plan is for, what was left open; the least asked first."""
    purposes = [one.domain for one in seen.activities.values()]
    left = talking.unanswered(seen, tuple(purposes))
    never = talking.unasked(seen, habits.meetings)
    topics = list(dict.fromkeys(("everyday", *never, *left, *purposes, "hopes", "strengths", "plan")))
    asked = {topic: sum(one.topic == topic for one in seen.heard[-30:]) for topic in topics}
    return sorted(topics, key=lambda topic: asked[topic])


def review(play: Play) -> None:
    """Look at the priorities again with the client, write down what moved, and go through the plan once more."""
    for domain, before in play.seen.ratings.items():
        if not before.priority or before.level is None or not play.affords("ask_view", "rate", spare=40):
            continue
        play.do(AskView(domain=domain))
        view = play.seen.ratings[domain].client_level
        if view is not None and before.client_level not in (None, view):
            moved = before.level + view - (before.client_level or 0)
            play.do(Rate(domain=domain, level=max(0, min(4, moved)), priority=True))
    for domain in DOMAINS:
        level = assessing.level_of(play.seen, domain)
        if domain not in play.seen.ratings and level is not None and play.affords("rate", spare=30):
            play.do(Rate(domain=domain, level=level))
    if play.seen.activities and play.affords("propose_plan", spare=10):
        play.do(ProposePlan())


def update(play: Play, habits: Habits, priorities: list[str]) -> bool:
    """Change the plan where a service fell away or work was found, and agree the change in the conversation."""
    seen = play.seen
    fallen = {name for name, one in seen.states.items() if one.state in ("refused", "dropped")}
    changed = False
    for one in list(seen.activities.values()):
        if one.service not in fallen or not play.affords("set_activity", "propose_plan", "agree_plan"):
            continue
        planned = [other.service for other in play.seen.activities.values() if other.service]
        instead = planning.answers(play.seen, one.domain, priorities, [name for name in planned if name])
        play.do(DropActivity(activity=one.id))
        if instead and not seen.employed:
            planning.write_activities(play, {instead[0].id: one.domain})
        changed = True
    if seen.employed:
        for one in list(play.seen.activities.values()):
            work = one.service and one.domain in planning.WORK and one.service not in seen.states
            if work and play.affords("propose_plan", "agree_plan"):
                play.do(DropActivity(activity=one.id))
                changed = True
    if not play.seen.activities or (not changed and play.seen.in_force):
        return False
    assessing.ask_consent(play, providers(play.seen))
    return planning.agree(play, habits, priorities)


def finished(seen: Seen, habits: Habits) -> bool:
    """Whether the plan is done: nothing waits or runs that would end soon, and its length has passed."""
    if seen.agreed_week is None:
        return seen.week >= habits.weeks
    long_ = {name for name in under_way(seen) if seen.services[name].duration_weeks >= 26}
    ending = [name for name in under_way(seen) if name not in long_]
    return (seen.week >= habits.weeks and not ending and not due(seen)) or seen.week >= habits.latest


def close(play: Play, habits: Habits) -> bool:
    """Close in a last conversation; False when the client did not come or the week has no time."""
    if not (play.affords(habits.place, "say", "close") and play.meet(habits.place)):
        return False
    play.say(SUMMARISE, "plan")
    return record(play, habits)


def record(play: Play, habits: Habits) -> bool:
    """Record the result as it is, and what was learnt."""
    seen = play.seen
    result = EmploymentResult.EMPLOYED if seen.employed else EmploymentResult.NOT_EMPLOYED
    early = seen.employed and seen.week < habits.weeks
    reason = ClosureReason.WORK_FOUND_EARLIER if early else ClosureReason.PLAN_COMPLETED
    done = [seen.services[name].name for name, one in seen.states.items() if one.state == "completed"]
    name, first = seen.profile.name, seen.heard[0].topic if seen.heard else "work"
    summary = f"{name} and I looked at the plan in week {seen.week}: completed {', '.join(done) or 'no service yet'}."
    lessons = f"Again: listening to what {name.split()[0]} said about {first}. Earlier: asking what was in the way."
    return not play.do(
        Close(reason=reason, result=result, summary=play.wording(summary), lessons=play.wording(lessons))
    )


def follow_up(play: Play, habits: Habits) -> None:
    """Ask after twelve weeks how things are; a new case is offered where there is no work."""
    words = f"Twelve weeks later I rang {play.seen.profile.name} to ask how things are."
    play.do(FollowUp(new_case=habits.new_case, note=play.wording(words)))
