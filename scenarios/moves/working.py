"""Moves with partners and paper: enquiries, referrals, case conferences, events, notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.case import Enquiry, Noted, OpenEvent
from scenarios.conversation import learn
from scenarios.events import Effect
from scenarios.moves.refused import Refused
from scenarios.plan import Activity, answer_to
from scenarios.run import Conference, EndService, Enquire, Inject, Note, Refer, Respond
from scenarios.weeks.state import POINTS_PER_LEVEL

if TYPE_CHECKING:
    from scenarios.engine import Replay

OPEN_SERVICE = ("referred", "waiting", "active")


def own_partner(run: Replay, seat: str) -> str:
    return run.scenario.seat_by_id[seat].partner


def enquire(run: Replay, seat: str, deed: Enquire) -> None:
    case = run.case
    partner = run.scenario.partner_by_id.get(deed.partner)
    if partner is None:
        raise Refused("partner_unknown", partner=deed.partner)
    if partner.id == own_partner(run, seat):
        raise Refused("own_partner", partner=partner.id)
    if any(item.partner == partner.id and item.seat == seat and item.state == "waiting" for item in case.enquiries):
        raise Refused("enquiry_waiting", partner=partner.id)
    enquiry = Enquiry(partner.id, seat, case.sequence, case.week, case.week + partner.reply_weeks)
    case.enquiries.append(enquiry)
    if not case.consents(seat, partner.id):
        enquiry.state = "refused"
        push = run.manners.asked_without_consent
        case.push(push.trust, push.motivation, push.stress)
        case.note("enquiry_without_consent", partner.id, seat=seat)
    elif partner.reply_weeks == 0:
        answer_enquiry(run, enquiry)
    else:
        case.note("enquiry_sent", partner.id, seat=seat)


def answer_enquiry(run: Replay, enquiry: Enquiry) -> None:
    """A partner opens its drawer to the seat that asked, if the consent still stands."""
    case, partner = run.case, run.scenario.partner_by_id[enquiry.partner]
    if not case.consents(enquiry.seat, partner.id):
        enquiry.state = "refused"
        case.note("enquiry_refused", partner.id, seat=enquiry.seat)
        return
    enquiry.state = "answered"
    facts = [fact for fact in run.scenario.drawer(partner.id) if fact not in partner.withholds]
    new = sum(learn(case, enquiry.seat, fact, "partner", partner.id) for fact in facts)
    case.note("enquiry_answered", partner.id, new, enquiry.seat)


def refer(run: Replay, seat: str, deed: Refer) -> None:
    case = run.case
    if deed.service not in run.inputs.system.index:
        raise Refused("service_unknown", service=deed.service)
    service = run.inputs.system.service(deed.service)
    if case.services.get(service.id) in OPEN_SERVICE:
        raise Refused("service_open", service=service.id)
    if service.provider != own_partner(run, seat) and not case.consents(seat, service.provider):
        raise Refused("consent_missing", partner=service.provider)
    if not _accepted(run, service.id):
        raise Refused("client_objects", service=service.id)
    run.coming.refer[service.id] = "warm" if deed.warm else "paper"
    if service.id in run.coming.end:
        run.coming.end.remove(service.id)
    case.services[service.id] = "referred"
    case.service_since[service.id] = case.week
    case.note("referred_warm" if deed.warm else "referred", service.id, seat=seat)


def _accepted(run: Replay, service: str) -> bool:
    """Whether the client goes: it agrees now, or the plan in force was put over its word."""
    case, agreed = run.case, run.case.plan.agreed
    if agreed and any(activity.service == service for activity in agreed.activities):
        return True
    asked = Activity(id="asked", domain="job_search", service=service, start_week=min(case.week, 104))
    given = answer_to(
        asked,
        run.scenario.stances,
        trust=case.trust,
        told=case.told,
        started=case.started,
        planned=(),
    )
    return given.answer == "agrees"


def end_service(run: Replay, seat: str, deed: EndService) -> None:
    case = run.case
    status = case.services.get(deed.service)
    if status not in OPEN_SERVICE:
        raise Refused("service_not_open", service=deed.service)
    if status == "referred":
        run.coming.refer.pop(deed.service, None)
        case.services[deed.service] = "ended"
    else:
        run.coming.end.append(deed.service) if deed.service not in run.coming.end else None
    case.note("service_ended", deed.service, seat=seat)


def confer(run: Replay, seat: str, deed: Conference) -> None:
    """Partners around one table: what they withhold on paper is said, and queues can be shortened."""
    case, scenario = run.case, run.scenario
    for partner_id in deed.partners:
        if partner_id not in scenario.partner_by_id:
            raise Refused("partner_unknown", partner=partner_id)
        if partner_id != own_partner(run, seat) and not case.consents(seat, partner_id):
            raise Refused("consent_missing", partner=partner_id)
    partners = tuple(dict.fromkeys(deed.partners))
    new = 0
    for partner_id in partners:
        for fact in scenario.drawer(partner_id):
            new += learn(case, seat, fact, "conference", partner_id)
        for service, weeks in scenario.partner_by_id[partner_id].shortens.items():
            if case.services.get(service) in ("referred", "waiting"):
                run.coming.hurry[service] = max(weeks, run.coming.hurry.get(service, 0))
    run.coming.conference = True
    case.conferences.append((case.sequence, case.week, partners, deed.with_client))
    case.note("conference", " ".join(partners), new, seat)


def happen(run: Replay, event_id: str) -> None:
    """An event takes place now."""
    case, event = run.case, run.scenario.event_by_id[event_id]
    state = "open" if event.responses else "told"
    case.events[event.id] = OpenEvent(event.id, case.sequence, case.week, state)  # type: ignore[arg-type]
    apply(run, event.effect)
    for seat in run.inputs.played:
        for fact in event.reveals:
            learn(case, seat, fact, "event", event.id)
    case.note("crisis" if event.crisis else "event", event.id)


def apply(run: Replay, effect: Effect) -> None:
    """Changes of a person at once; levels move with the coming week."""
    run.case.push(effect.trust, effect.motivation, effect.stress)
    for domain, change in effect.levels.items():
        run.coming.points[domain] = run.coming.points.get(domain, 0) + change * POINTS_PER_LEVEL


def inject(run: Replay, seat: str, deed: Inject) -> None:
    if deed.event not in run.scenario.event_by_id:
        raise Refused("event_unknown", event=deed.event)
    if deed.event in run.case.events:
        raise Refused("event_happened", event=deed.event)
    happen(run, deed.event)


def respond(run: Replay, seat: str, deed: Respond) -> None:
    case = run.case
    happened = case.events.get(deed.event)
    if happened is None or happened.state != "open":
        raise Refused("event_not_open", event=deed.event)
    event = run.scenario.event_by_id[deed.event]
    response = next((one for one in event.responses if one.id == deed.response), None)
    if response is None:
        raise Refused("response_unknown", response=deed.response)
    happened.state, happened.response, happened.answered_week = "answered", response.id, case.week
    apply(run, response.effect)
    for fact in response.reveals:
        learn(case, seat, fact, "event", event.id)
    case.note("responded", f"{event.id} {response.id}", seat=seat)


def note(run: Replay, seat: str, deed: Note) -> None:
    case = run.case
    if not any(text.words for text in deed.elements.values()):
        raise Refused("note_empty")
    if deed.bring_forward is not None and deed.bring_forward <= case.week:
        raise Refused("week_past", week=deed.bring_forward)
    case.notes.append(Noted(case.sequence, seat, case.week, deed))
    case.note("noted", seat=seat)
