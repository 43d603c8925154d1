"""What each deed does to a card, which is a copy: a refusal leaves the one that counts as it was."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from scenarios.caseload.cards import Card, Contacted, Dated, Ended, Occurred, Told, Tracked
from scenarios.caseload.deeds import (
    Agree,
    BringForward,
    Close,
    Conference,
    Contact,
    EndService,
    FollowUp,
    PutOnTrack,
    Refer,
    Reply,
    Respond,
)
from scenarios.caseload.exercise import Effect, Fact, Line, Occasion, Person, Way
from scenarios.caseload.package import line_key
from scenarios.client import DOMAINS
from scenarios.facts import FactKind
from scenarios.moves.refused import Refused
from scenarios.weeks.assess import seen_permille
from scenarios.weeks.state import Contact as Reaching

if TYPE_CHECKING:
    from scenarios.caseload.replay import Caseload

IN_PERSON = frozenset({Way.MEETING, Way.ASSESSMENT, Way.HOME})


def track(load: Caseload, card: Card, deed: PutOnTrack) -> int:
    card.tracks.append(Tracked(load.week, load.sequence, deed.track, deed.reason, deed.text))
    return load.rules.track_minutes


def close(load: Caseload, card: Card, deed: Close) -> int:
    employed = load.employed(card.person)
    due = None if employed else load.week + load.rules.follow_up_weeks
    card.ended = Ended(load.week, load.sequence, deed.reason, employed, deed.text, due)
    return load.rules.close_minutes


def contact(load: Caseload, card: Card, deed: Contact) -> int:
    """Get in touch: reached or not, what the person says and tells, what an assessment shows, what comes out."""
    if any(one.week == load.week and one.way is deed.way for one in card.contacts):
        raise Refused("tried_this_week")
    minutes = load.minutes_of(deed)
    load.afford(minutes)  # a contact that comes to nothing takes less, but nobody knows that before
    rule, person = load.rules.contacts[deed.way], load.exercise.person(card.person)
    band = min(load.feeling(card, "motivation") // 20, 4)
    if load.number("reached", deed.way, card.person) * 100 < rule.missed[band]:
        said = speak(load, card, person, Occasion.MISSED)
        card.contacts.append(Contacted(load.week, load.sequence, deed.way, False, said))
        return rule.missed_minutes
    first = not any(
        one.reached and one.way is deed.way and load.week - one.week < load.rules.effect_pause for one in card.contacts
    )
    if first:
        feel(card, rule.effect)
    said = speak(load, card, person, Occasion(deed.way.value))
    facts = tell(load, card, person, deed.way, rule.tells)
    rated = assess(load, card) if deed.way is Way.ASSESSMENT else ()
    found_out = reach(load, card)
    card.contacts.append(Contacted(load.week, load.sequence, deed.way, True, said, facts, rated, found_out))
    met = Reaching.MEETING if deed.way in IN_PERSON else Reaching.CALL
    card.pending.contact = max(card.pending.contact, int(met))
    return minutes


def speak(load: Caseload, card: Card, person: Person, occasion: Occasion) -> str:
    """Text key of what the person says now, empty where nothing fits; a line is said once unless it says otherwise."""
    trust = load.feeling(card, "trust")
    for line in person.lines:
        if occasion in line.at and _fits(load, card, line, trust):
            card.said |= {line.id}
            return line_key(person, line)
    fallbacks = [line for line in person.lines if occasion in line.at and line.again]
    return line_key(person, fallbacks[-1]) if fallbacks else ""


def _fits(load: Caseload, card: Card, line: Line, trust: int) -> bool:
    return (
        line.id not in card.said
        and line.trust[0] <= trust <= line.trust[1]
        and line.weeks[0] <= load.week <= line.weeks[1]
        and (not line.met or sum(one.reached for one in card.contacts) >= line.met)
        and all(fact in card.facts for fact in line.told)
        and not any(fact in card.facts for fact in line.untold)
        and (line.employed is None or line.employed == load.employed(card.person))
    )


def tell(load: Caseload, card: Card, person: Person, way: Way, at_most: int) -> tuple[str, ...]:
    """Facts that the person tells now; what one fact opens is told next time."""
    trust = load.feeling(card, "trust")
    ready = [
        fact
        for fact in person.facts
        if way in fact.ways
        and fact.id not in card.facts
        and trust >= fact.trust
        and all(name in card.facts for name in fact.after)
    ]
    told = [fact.id for fact in ready[:at_most]]
    learn(load, card, person, told)
    return tuple(told)


def learn(load: Caseload, card: Card, person: Person, facts: Iterable[str]) -> None:
    """A fact that shows a need, or that the file is wrong, changes the rating of its domain."""
    for name in facts:
        if name in card.facts:
            continue
        fact = person.fact_by_id[name]
        card.facts[name] = load.week
        if _moves_rating(person, card, fact):
            card.ratings[fact.domain] = fact.level


def _moves_rating(person: Person, card: Card, fact: Fact) -> bool:
    if any(other.corrected_by == fact.id for other in person.facts):
        return True
    known = card.ratings.get(fact.domain)
    return fact.kind is FactKind.NEED and (known is None or known > fact.level)


def assess(load: Caseload, card: Card) -> tuple[str, ...]:
    """Ratings as an ordinary assessment meeting gives them; what is hidden may stay hidden."""
    levels = load.levels(card.person)
    shown = []
    for domain in DOMAINS:
        chance = int(seen_permille(load.inputs.evidence, domain)[levels[domain]])
        if load.number("assess", domain, card.person) * 1000 < chance:
            card.ratings[domain] = levels[domain]
            card.rated_in[domain] = load.week
            shown.append(domain)
    card.assessed = load.week if card.assessed is None else card.assessed
    return tuple(shown)


def reach(load: Caseload, card: Card) -> tuple[str, ...]:
    """What a contact brings to light and settles: events come out, blows of life are met, messages are answered."""
    found = discover(load, card)
    for event in card.open_events:
        if event.domain:
            answer(load, card, event, "")
            feel(card, load.rules.reached_in_crisis)
            card.pending.points[event.domain] = card.pending.points.get(event.domain, 0) + load.rules.points_back
    card.messages = [one if one.answered is not None else replace(one, answered=load.week) for one in card.messages]
    return found


def discover(load: Caseload, card: Card) -> tuple[str, ...]:
    """Bring what nobody knew of to the desk."""
    found = tuple(one.id for one in card.events.values() if one.state == "unseen")
    for name in found:
        know(load, card, name)
    return found


def know(load: Caseload, card: Card, name: str) -> None:
    """From now on the desk knows of this event, and time runs."""
    event, person = card.events[name], load.exercise.person(card.person)
    authored = person.event_by_id.get(name)
    weeks = authored.answer_weeks if authored else load.rules.crisis_weeks
    card.events[name] = replace(event, state="open", known=load.week, due=load.week + weeks)
    if authored:
        learn(load, card, person, authored.reveals)


def answer(load: Caseload, card: Card, event: Occurred, response: str) -> None:
    card.events[event.id] = replace(event, state="answered", answered=load.week, line=load.sequence, response=response)


def feel(card: Card, effect: Effect) -> None:
    """What something does to the person, carried out with the coming week."""
    pending = card.pending
    pending.trust += effect.trust
    pending.motivation += effect.motivation
    pending.stress += effect.stress
    for domain, points in effect.points.items():
        pending.points[domain] = pending.points.get(domain, 0) + points


def agree(load: Caseload, card: Card, deed: Agree) -> int:
    if card.agreed is not None:
        raise Refused("plan_agreed_already")
    if card.assessed is None:
        raise Refused("not_assessed")
    if not any(one.week == load.week and one.reached for one in card.contacts):
        raise Refused("speak_first")
    card.agreed = load.week
    card.pending.agree = True
    card.told.append(Told(load.week, load.sequence, "agreed"))
    return load.minutes_of(deed)


def refer(load: Caseload, card: Card, deed: Refer) -> int:
    if deed.service not in load.exercise.system.index:
        raise Refused("service_unknown")
    if load.service_open(card, deed.service):
        raise Refused("service_open")
    card.pending.refer[deed.service] = deed.warm
    card.told.append(Told(load.week, load.sequence, "referred_warm" if deed.warm else "referred", deed.service))
    return load.minutes_of(deed)


def end_service(load: Caseload, card: Card, deed: EndService) -> int:
    if deed.service not in load.exercise.system.index:
        raise Refused("service_unknown")
    if not load.service_open(card, deed.service):
        raise Refused("service_not_open")
    if deed.service in card.pending.refer:
        del card.pending.refer[deed.service]
    else:
        card.pending.end = (*card.pending.end, deed.service)
    card.told.append(Told(load.week, load.sequence, "ended", deed.service))
    return load.rules.end_service_minutes


def conference(load: Caseload, card: Card, deed: Conference) -> int:
    """Partners around one table: they act together for a while, queues may move, and what they know comes out."""
    if card.pending.conference:
        raise Refused("conference_this_week")
    involved = [service for service in load.exercise.services if load.service_open(card, service.id)]
    if not involved:
        raise Refused("nobody_involved")
    card.pending.conference = True
    providers = {service.provider for service in involved}
    for partner in load.exercise.partners:
        if partner.id in providers:
            for service, weeks in partner.shortens.items():
                card.pending.hurry[service] = max(card.pending.hurry.get(service, 0), weeks)
    discover(load, card)
    card.told.append(Told(load.week, load.sequence, "conference"))
    return load.minutes_of(deed)


def bring_forward(load: Caseload, card: Card, deed: BringForward) -> int:
    if not load.week < deed.week <= load.exercise.weeks:
        raise Refused("week_past")
    card.dates.append(Dated(deed.week, load.sequence, load.week, deed.why, deed.text))
    return load.rules.bring_forward_minutes


def respond(load: Caseload, card: Card, deed: Respond) -> int:
    person = load.exercise.person(card.person)
    event, authored = card.events.get(deed.event), person.event_by_id.get(deed.event)
    if event is None or authored is None or event.state != "open":
        raise Refused("event_not_open")
    response = next((one for one in authored.responses if one.id == deed.response), None)
    if response is None:
        raise Refused("response_unknown")
    feel(card, response.effect)
    learn(load, card, person, response.reveals)
    answer(load, card, event, response.id)
    return response.minutes


def reply(load: Caseload, card: Card, deed: Reply) -> int:
    if not card.unanswered:
        raise Refused("nothing_to_answer")
    card.messages = [one if one.answered is not None else replace(one, answered=load.week) for one in card.messages]
    feel(card, load.rules.answered)
    card.told.append(Told(load.week, load.sequence, "replied"))
    return load.rules.reply_minutes


def follow_up(load: Caseload, card: Card, deed: FollowUp) -> int:
    ended = card.ended
    if ended is None or ended.follow_up_due is None or ended.followed_up is not None:
        raise Refused("no_follow_up")
    if load.week < ended.follow_up_due:
        raise Refused("too_early", week=ended.follow_up_due + 1)
    card.ended = replace(ended, followed_up=load.week, result_employed=load.employed(card.person))
    return load.rules.follow_up_minutes


Move = Callable[["Caseload", Card, Any], int]
MOVES: dict[type, Move] = {
    PutOnTrack: track,
    Close: close,
    Contact: contact,
    Agree: agree,
    Refer: refer,
    EndService: end_service,
    Conference: conference,
    BringForward: bring_forward,
    Respond: respond,
    Reply: reply,
    FollowUp: follow_up,
}
"""Deed -> what it does to the card; each returns the minutes it took."""
