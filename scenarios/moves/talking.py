"""Moves of a conversation: meeting, sentences, consent, the client's own view, the trainer in the client's place."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from scenarios.case import SUPPORT, Meeting
from scenarios.conversation import learn, say, told
from scenarios.facts import Sensitivity
from scenarios.moves.refused import Refused
from scenarios.plan import Rating
from scenarios.run import AskConsent, AskView, Meet, Place, Reply, Say, Share, TakeOver

if TYPE_CHECKING:
    from scenarios.engine import Replay


def meet(run: Replay, seat: str, deed: Meet) -> None:
    case, manners = run.case, run.manners
    first = not case.meetings and not case.missed
    chance = manners.no_show[min(case.motivation // 20, 4)]
    if not first and run.luck.draw(case.week, "meeting", deed.place, 1)[0] * 100 < chance:
        case.meeting = None
        case.missed.append((case.sequence, case.week, deed.place))
        case.note("no_show", deed.place, seat=seat)
        return
    case.meeting = Meeting(case.sequence, seat, deed.place)
    case.meetings.append((case.sequence, case.week, deed.place))
    met = "call" if deed.place is Place.PHONE else "meeting"
    run.coming.contact = "meeting" if "meeting" in (met, run.coming.contact) else met
    if deed.place.private:
        push = manners.met_privately
        gain = max(0, push.trust) if not any(week == case.week for _, week, _ in case.meetings[:-1]) else 0
        case.push(gain, push.motivation, push.stress)
    case.note("met", deed.place, seat=seat)


def in_meeting(run: Replay, seat: str) -> Meeting:
    meeting = run.case.meeting
    if meeting is None or meeting.seat != seat:
        raise Refused("no_meeting")
    return meeting


def speak(run: Replay, seat: str, deed: Say) -> None:
    in_meeting(run, seat)
    if run.case.taken_over and run.case.turns and run.case.turns[-1].by_trainer and not run.case.turns[-1].reply:
        raise Refused("answer_awaited")
    say(run.scenario, run.manners, run.case, seat, deed)
    if run.case.taken_over:
        run.case.turns[-1] = replace(run.case.turns[-1], by_trainer=True)


def ask_consent(run: Replay, seat: str, deed: AskConsent) -> None:
    in_meeting(run, seat)
    for partner in deed.partners:
        _partner(run, partner)
    case, manners = run.case, run.manners
    answers = case.consent.setdefault(seat, {})
    for asked in (SUPPORT, *dict.fromkeys(deed.partners)):
        if answers.get(asked) == "given":
            continue
        needed = manners.consent_trust
        if asked != SUPPORT and _holds_sensitive(run, asked):
            needed = manners.sensitive_consent_trust
        given = case.trust >= needed and (asked == SUPPORT or seat in case.confidential)
        answers[asked] = "given" if given else "refused"
        case.consented[f"{seat} {asked}"] = case.week
        case.note("consent_given" if given else "consent_refused", asked, seat=seat)


def ask_view(run: Replay, seat: str, deed: AskView) -> None:
    """The client's own rating: honest from a certain trust on, one level kinder below it."""
    in_meeting(run, seat)
    case = run.case
    if deed.domain not in case.levels:
        raise Refused("domain_unknown", domain=deed.domain)
    truth = case.levels[deed.domain]
    view = truth if case.trust >= run.manners.own_view_trust else min(4, truth + 1)
    rating = case.ratings.get(deed.domain, Rating())
    case.ratings[deed.domain] = rating.model_copy(update={"client_level": view})


def share(run: Replay, seat: str, deed: Share) -> None:
    case = run.case
    if deed.seat not in run.inputs.played or deed.seat == seat:
        raise Refused("seat_unknown", seat=deed.seat)
    if unknown := [fact for fact in deed.facts if not case.knows(seat, fact)]:
        raise Refused("fact_not_known", fact=unknown[0])
    for fact in deed.facts:
        learn(case, deed.seat, fact, "seat", seat)
    case.note("shared", deed.seat, len(deed.facts), seat)


def take_over(run: Replay, seat: str, deed: TakeOver) -> None:
    run.case.taken_over = deed.on
    run.case.note("taken_over" if deed.on else "handed_back", seat=seat)


def reply(run: Replay, seat: str, deed: Reply) -> None:
    case = run.case
    waiting = case.turns[-1] if case.turns else None
    if waiting is None or not waiting.by_trainer or waiting.reply:
        raise Refused("nothing_to_answer")
    if unknown := [fact for fact in deed.tells if fact not in run.scenario.fact_by_id]:
        raise Refused("fact_unknown", fact=unknown[0])
    case.push(trust=deed.trust)
    for fact in deed.tells:
        told(case, waiting.seat, fact, "trainer")
    case.turns[-1] = replace(
        waiting, reply=deed.text.text, told=deed.tells, trust=case.trust, motivation=case.motivation, stress=case.stress
    )


def _partner(run: Replay, partner: str) -> None:
    if partner not in run.scenario.partner_by_id:
        raise Refused("partner_unknown", partner=partner)


def _holds_sensitive(run: Replay, partner: str) -> bool:
    facts = run.scenario.fact_by_id
    return any(facts[fact].sensitivity is Sensitivity.SENSITIVE for fact in run.scenario.drawer(partner))
