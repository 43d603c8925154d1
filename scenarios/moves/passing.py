"""Moves of time: weeks pass, the case is closed, followed up, and the exercise ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scenarios.case import Closed, Followed
from scenarios.events import Condition
from scenarios.moves.refused import Refused
from scenarios.moves.working import answer_enquiry, apply, happen
from scenarios.run import Advance, Close, Finish, FollowUp
from scenarios.weeks.policies import WeekPlan
from toolkit.forms import FOLLOW_UP_WEEKS, EmploymentResult

if TYPE_CHECKING:
    from scenarios.engine import Replay

LAST_WEEK = 92
"""The last week of casework, so that the follow-up still fits into two years."""
_STOPS = frozenset({"refused", "started", "completed", "dropped", "job_found", "job_lost"})


def advance(run: Replay, seat: str, deed: Advance) -> None:
    if run.case.week >= LAST_WEEK:
        raise Refused("last_week", week=LAST_WEEK)
    line, fixed = run.case.sequence, run.lengths is not None
    wanted = deed.weeks if run.lengths is None else run.lengths.get(run.case.sequence, deed.weeks)
    for _ in range(wanted):
        attention = _one_week(run)
        run.passed[line] = run.passed.get(line, 0) + 1
        if (attention and not fixed) or run.case.week >= LAST_WEEK:
            return


def _one_week(run: Replay) -> bool:
    """One week; True if something happened that wants attention."""
    case, seen = run.case, len(run.case.moments)
    stop = tell_week(run)
    for enquiry in case.enquiries:
        if enquiry.state == "waiting" and enquiry.due <= case.week:
            answer_enquiry(run, enquiry)
            stop = True
    for happened in case.events.values():
        event = run.scenario.event_by_id[happened.event]
        if happened.state == "open" and case.week >= happened.week + event.answer_weeks:
            happened.state = "ignored"
            apply(run, event.ignored)
            case.note("event_ignored", event.id)
    for event in run.scenario.events:
        if event.inject or event.id in case.events or not holds(run, event.when):
            continue
        if run.luck.draw(case.week, "event", event.id, 1)[0] * 100 < event.chance:
            happen(run, event.id)
            stop = True
    if any(item.note.bring_forward == case.week for item in case.notes):
        case.note("bring_forward")
        stop = True
    return stop and len(case.moments) > seen


def tell_week(run: Replay, plan: WeekPlan | None = None) -> bool:
    """Live a week and note what it brought; True if the news wants attention."""
    case, stop = run.case, False
    for event in run.pass_week(plan).events(0):
        if event.code in ("attended", "referred"):
            continue
        case.note(event.code, event.subject, event.amount)
        if event.code == "started" and event.subject not in case.started:
            case.started.append(event.subject)
        stop = stop or event.code in _STOPS
    return stop


def holds(run: Replay, when: Condition) -> bool:
    """Whether an event can happen now."""
    case = run.case
    return (
        when.weeks[0] <= case.week <= when.weeks[1]
        and all(case.levels[domain] <= level for domain, level in when.at_most.items())
        and all(case.levels[domain] >= level for domain, level in when.at_least.items())
        and all(case.anybody_knows(fact) for fact in when.known)
        and not any(case.anybody_knows(fact) for fact in when.unknown)
        and set(when.started) <= set(case.started)
        and not set(when.not_started) & set(case.started)
        and (when.planned is None or when.planned == (case.plan.agreed is not None))
        and when.trust[0] <= case.trust <= when.trust[1]
        and when.stress[0] <= case.stress <= when.stress[1]
    )


def close(run: Replay, seat: str, deed: Close) -> None:
    case = run.case
    with_client = case.meeting is not None and case.meeting.seat == seat
    if not with_client:
        push = run.manners.closed_early
        case.push(push.trust, push.motivation, push.stress)
    case.closed = Closed(
        case.sequence,
        case.week,
        deed.reason,
        deed.result,
        with_client,
        case.employed,
        deed.summary,
        deed.lessons,
    )
    case.stage = "closed"
    case.note("closed", deed.reason, seat=seat)


def follow_up(run: Replay, seat: str, deed: FollowUp) -> None:
    """Twelve weeks pass without case management; then one call asks how things are."""
    case = run.case
    if case.stage != "closed":
        raise Refused("not_closed")
    tell_week(run)
    for _ in range(FOLLOW_UP_WEEKS - 1):
        tell_week(run, WeekPlan())
    result = EmploymentResult.EMPLOYED if case.employed else EmploymentResult.NOT_EMPLOYED
    case.followed = Followed(case.sequence, case.week, result, deed.new_case, deed.note)
    case.stage = "followed_up"
    case.note("followed_up", result, seat=seat)


def finish(run: Replay, seat: str, deed: Finish) -> None:
    run.case.stage = "finished"
    run.case.note("finished", seat=seat)
