"""Practice after the plan: contact, update, notes, closure and follow-up; and ethics all along."""

from __future__ import annotations

from collections.abc import Iterator

from scenarios.case import Case
from scenarios.engine import Replay
from scenarios.facts import Technique
from scenarios.scoring.check import Check, check, longest_gap, part
from toolkit.forms import EmploymentResult, Side

ANSWER_WEEKS = 3
"""Weeks in which a change should show in what the case manager does."""
REVIEW_WEEKS = 12
"""Weeks after which the plan should have been looked at again with the client."""
NOTE_WORDS = 3
"""Different words from which on an element of a note says something."""
LESSON_WORDS = 6
ENDS = ("refused", "dropped", "completed", "service_ended")
LASTING_WEEKS = 26
OCCASIONS = ("refused", "dropped", "crisis", "job_lost")


def casework(case: Case) -> tuple[int, int] | None:
    """First and last week with a plan in force, None without a plan or before a week has passed."""
    if not case.plan.agreements:
        return None
    first, last = case.plan.agreements[0].week, case.closed.week if case.closed else case.week
    return (first, last) if last > first else None


def contact(run: Replay) -> Iterator[Check]:
    case, every = run.case, run.scenario.reference.contact_weeks
    span = casework(case)
    weeks = [week for _, week, _ in case.meetings]
    lines = [sequence for sequence, week, _ in case.meetings if span and span[0] <= week <= span[1]]
    if span is None:
        yield check("contact_kept", 0, 4, wanted=every)
    else:
        gap = longest_gap(weeks, *span)
        points = 4 if gap <= every + 1 else (2 if gap <= 2 * every + 1 else 0)
        points = _as_far_as_it_went(run, points)
        yield check("contact_kept", points, 4, lines, found=gap, wanted=every)
        most = 1 + (span[1] - span[0]) // 6
        held = [c[0] for c in case.conferences if span[0] <= c[1] <= span[1]]
        yield check("conferences_with_measure", 4 - (len(held) - most), 4, held or lines, found=len(held), wanted=most)
    for sequence, week, _ in case.missed:
        again = [line for line, met, _ in case.meetings if line > sequence and met <= week + 2]
        yield check("missed_followed_up", 2 * bool(again), 2, [sequence, *again[:1]], found=week)


def update(run: Replay) -> Iterator[Check]:
    case, span = run.case, casework(run.case)
    if span is None:
        yield check("reviewed", 0, 4, wanted=REVIEW_WEEKS)
        return
    deeds = _answers(case)
    for moment in case.moments:
        if moment.code in OCCASIONS and span[0] <= moment.week <= span[1]:
            late = moment.week + ANSWER_WEEKS
            answers = [line for line, week in deeds if line > moment.sequence and week <= late]
            subject = f"{moment.code} {moment.subject}".strip()
            yield check("change_answered", 2 * bool(answers), 2, [moment.sequence, *answers[:2]], subject=subject)
    reviews = _reviews(case)
    agreed = [one.sequence for one in case.plan.agreements[:1]]
    gap = longest_gap([week for _, week in reviews], *span)
    if not reviews:
        points = 4 if gap <= REVIEW_WEEKS and case.closed and case.closed.employed else 0
    else:
        points = _as_far_as_it_went(run, 4 if gap <= REVIEW_WEEKS else (2 if gap <= 2 * REVIEW_WEEKS else 0))
    lines = [line for line, _ in reviews]
    yield check("reviewed", points, 4, lines or agreed, found=gap, wanted=REVIEW_WEEKS)


def _as_far_as_it_went(run: Replay, points: int) -> int:
    """Points for what only time can show, in the measure of the time: a month of casework shows little of it.

    Whoever ends a case without work before half the weeks of the reference plan earns in proportion.
    """
    case = run.case
    if case.closed and case.closed.employed:
        return points
    last = case.closed.week if case.closed else case.week
    return part(points, last, run.scenario.reference.weeks // 2)


def _answers(case: Case) -> list[tuple[int, int]]:
    """(line, week) of deeds that answer a change: plan, referral, conference, an answered event."""
    codes = ("referred", "referred_warm", "responded", "conference", "plan_updated", "service_ended", "proposed")
    return [(m.sequence, m.week) for m in case.moments if m.code in codes]


def _reviews(case: Case) -> list[tuple[int, int]]:
    """(line, week) of reviews: in a later week than the first agreement, the plan talked over or agreed again."""
    first = case.plan.agreements[0].week
    again = [(one.sequence, one.week) for one in case.plan.proposals]
    again += [(one.sequence, one.week) for one in case.plan.agreements]
    return sorted((line, week) for line, week in again if week > first)


def notes(run: Replay) -> Iterator[Check]:
    case = run.case
    met = sorted({week for _, week, _ in case.meetings})
    noted = {item.week for item in case.notes}
    kept = [week for week in met if week in noted or week + 1 in noted]
    lines = [item.sequence for item in case.notes]
    yield check("notes_kept", part(3, len(kept), len(met)) if met else 0, 3, lines, found=len(kept), wanted=len(met))
    texts = [text for item in case.notes for text in item.note.elements.values() if text.words]
    marks = [text.mark for text in texts]
    own = [text for text in texts if text.says(NOTE_WORDS) and marks.count(text.mark) == 1]
    wanted = 6 * len(case.notes)
    points = part(4, len(own), wanted) if wanted else 0
    yield check("notes_complete", points, 4, lines, found=len(own), wanted=7 * len(case.notes))
    forward = [item.sequence for item in case.notes if item.note.bring_forward is not None]
    enough = bool(case.notes) and 2 * len(forward) >= len(case.notes)
    yield check("brought_forward", 2 * enough, 2, forward, found=len(forward), wanted=len(case.notes))
    sides = {action.side for item in case.notes for action in item.note.actions if action.text.words}
    both = {Side.CLIENT, Side.CASE_MANAGER} <= sides
    yield check("actions_for_both", both, 1, lines)


def closure(run: Replay) -> Iterator[Check]:
    case, closed = run.case, run.case.closed
    lines = [closed.sequence] if closed else []
    yield check("closed_with_client", 2 * bool(closed and closed.with_client), 2, lines)
    right = closed and (closed.result is not EmploymentResult.NOT_EMPLOYED) == closed.employed
    yield check("result_recorded", 2 * bool(right), 2, lines)
    length = part(2, closed.week, run.scenario.reference.weeks // 2) if closed else 0
    if closed and closed.employed:
        length = 2
    yield check("not_closed_early", length, 2, lines, found=closed.week if closed else 0)
    if closed and not closed.employed:
        left = _left_open(run)
        yield check("nothing_left_open", 3 - len(left), 3, left.values() or lines, subject=" ".join(left))
    learnt = closed and closed.lessons and closed.lessons.says(LESSON_WORDS)
    yield check("lessons_written", bool(learnt), 1, lines)
    followed = case.followed
    if closed and closed.employed:
        yield check("followed_up", 3, 3, lines)
    else:
        yield check("followed_up", 3 * bool(followed), 3, [followed.sequence] if followed else lines)
        if followed and followed.result is EmploymentResult.NOT_EMPLOYED:
            yield check("new_case_opened", followed.new_case, 1, [followed.sequence])


def _left_open(run: Replay) -> dict[str, int]:
    """Service -> line of its referral, where the case was closed while the client still waited or took part; what
    lasts half a year and more goes on without a case manager."""
    closed, found = run.case.closed, dict[str, int]()
    for moment in run.case.moments:
        if closed and moment.sequence >= closed.sequence:
            break
        if moment.code in ("referred", "referred_warm"):
            if run.inputs.system.service(moment.subject).duration_weeks < LASTING_WEEKS:
                found[moment.subject] = moment.sequence
        elif moment.code in ENDS:
            found.pop(moment.subject, None)
    return found


def ethics(run: Replay) -> Iterator[Check]:
    case, scenario = run.case, run.scenario
    breaches = [m.sequence for m in case.moments if m.code in ("enquiry_without_consent", "plan_overruled")]
    breaches += [t.sequence for t in case.turns if t.technique is Technique.JUDGE]
    for happened in case.events.values():
        event = scenario.event_by_id[happened.event]
        if happened.state in ("told", "open"):
            continue
        response = next((one for one in event.responses if one.id == happened.response), None)
        quality = response.quality if response else "ignored"
        points = {"good": 3, "fair": 2, "poor": 1}.get(quality, 0)
        code = "dilemma_answered" if any(one.principle for one in event.responses) else "event_answered"
        lines = [m.sequence for m in case.moments if m.code == "responded" and m.subject.startswith(f"{event.id} ")]
        yield check(code, points, 3, lines or [happened.sequence], subject=event.id)
        if quality == "harmful":
            breaches += lines
    worked = min(len(case.turns), 6)
    lines = breaches or [turn.sequence for turn in case.turns]
    yield check("nobody_wronged", (6 - 3 * len(breaches)) * worked // 6, 6, lines, found=len(breaches))
