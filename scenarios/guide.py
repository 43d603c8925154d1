"""What a trainee could do now: hints from what the case manager knows, says and has done, never from what is hidden.

Pure rules; `views.guide` puts the codes into words. The order is that of a case: who meets, hears why; who has heard,
asks; who knows, rates; who has rated, plans with the client; then the weeks, the end, and twelve weeks later.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scenarios.case import SUPPORT, Case
from scenarios.engine import Replay

SHOWN = 2
"""Hints at a time: more would be a list to tick off."""
FIRST_SENTENCES = 4
REVIEW_WEEKS = 12
"""Weeks after which ratings and plan want another look (guidelines 4.2, Box 4: regular update)."""
QUIET_WEEKS = 4
UPSETS = ("crisis", "job_lost", "dropped")
"""Moments after which needs are rated again."""


@dataclass(frozen=True)
class Hint:
    """One thing to do: its code, the part of the page where it is done, the areas of life or services it is about."""

    code: str
    part: str
    about: tuple[str, ...] = ()


def hints(run: Replay, seat: str) -> tuple[Hint, ...]:
    """The first few things that suggest themselves now."""
    case = run.case
    if case.stage == "open":
        found = list(_open(run, seat))
    elif case.stage == "closed":
        found = [Hint("follow_up", "end")]
    else:
        found = [Hint("debrief", "end")]
    return tuple(found[:SHOWN])


def _open(run: Replay, seat: str) -> Iterator[Hint]:
    case = run.case
    if any(event.state == "open" for event in case.events.values()):
        yield Hint("answer_event", "")
    if not case.meetings:
        yield Hint("meet", "talk")
        return
    yield from _talking(case, seat)
    if reassess := outdated(case):
        yield Hint("reassess", "needs", reassess)
    if case.plan.agreed is None:
        yield from _assessing(run, seat)
    yield from _planning(case)
    if case.plan.agreed is not None:
        yield from _following(case)


def _talking(case: Case, seat: str) -> Iterator[Hint]:
    answers = case.consent.get(seat, {})
    if case.meeting is not None and seat not in case.confidential:
        yield Hint("confidentiality", "talk")
    if len(case.turns) < FIRST_SENTENCES:
        yield Hint("talk", "talk")
        return
    if SUPPORT not in answers:
        yield Hint("support", "talk")
    if seat not in case.rights:
        yield Hint("rights", "talk")
    if not any(turn.topic == "hopes" for turn in case.turns):
        yield Hint("hopes", "talk")
    given = [name for name, state in answers.items() if state == "given" and name != SUPPORT]
    asked = {one.partner for one in case.enquiries}
    if not given and SUPPORT in answers:
        yield Hint(reluctance(case, seat) or "consent_partners", "talk")
    elif given and not asked:
        yield Hint("enquire", "notebook", tuple(given))


def reluctance(case: Case, seat: str) -> str:
    """What helps where consent was asked for and is not given; empty where nothing was refused."""
    if "refused" not in case.consent.get(seat, {}).values():
        return ""
    if seat not in case.confidential:
        return "consent_unexplained"
    last = max(one.sequence for one in case.moments if one.code == "consent_refused" and one.seat == seat)
    return "consent_again" if case.confidential[seat] > last else "consent_time"


def _assessing(run: Replay, seat: str) -> Iterator[Hint]:
    case = run.case
    if len(case.turns) < FIRST_SENTENCES:
        return
    if unrated := unrated_areas(run, seat):
        yield Hint("rate", "needs", unrated)
    elif not any(one.priority for one in case.ratings.values()):
        yield Hint("priorities", "needs")
    priorities = [name for name, one in case.ratings.items() if one.priority]
    unseen = tuple(name for name in priorities if case.ratings[name].client_level is None)
    if unseen:
        yield Hint("view", "needs", unseen)


def unrated_areas(run: Replay, seat: str) -> tuple[str, ...]:
    """Areas of life of which the client or a partner has said something, without a rating yet."""
    known = [one for one in run.case.knowledge.get(seat, {}).values() if one.source != "file"]
    areas = dict.fromkeys(run.scenario.fact_by_id[one.fact].domain for one in known)
    ratings = run.case.ratings
    return tuple(area for area in areas if area not in ratings or ratings[area].level is None)


def _planning(case: Case) -> Iterator[Hint]:
    plan = case.plan
    priorities = [name for name, one in case.ratings.items() if one.priority]
    if aimless := tuple(name for name in priorities if not any(a.domain == name for a in plan.aims.values())):
        yield Hint("aim", "plan", aimless)
    if idle := tuple(name for name in priorities if not any(a.domain == name for a in plan.activities.values())):
        yield Hint("activity", "plan", idle)
    if not plan.activities:
        return
    in_force = plan.agreed is not None and plan.agreed.version == plan.version
    if not in_force:
        answered = plan.answered
        if answered is None:
            yield Hint("propose", "plan")
        elif answered.objections:
            yield Hint("objections", "plan")
        else:
            yield Hint("agree", "plan")


def _following(case: Case) -> Iterator[Hint]:
    plan = case.plan
    assert plan.agreed is not None
    planned = dict.fromkeys(one.service for one in plan.agreed.activities if one.service)
    begin = {one.service: one.start_week or 0 for one in plan.agreed.activities}
    if due := tuple(s for s in planned if s not in case.services and begin[s] <= case.week + 4):
        yield Hint("refer", "plan", due)
    met = [week for _, week, _ in case.meetings]
    if case.week - max(met, default=0) >= QUIET_WEEKS:
        yield Hint("contact", "talk")
    if case.meeting is not None and not any(item.week == case.week for item in case.notes):
        yield Hint("note", "notes")
    reviewed = max([one.week for one in plan.proposals], default=plan.agreed.week)
    if case.week - reviewed >= REVIEW_WEEKS:
        yield Hint("review", "plan")
    ends = [one.end_week for one in plan.agreed.activities if one.end_week is not None]
    if case.employed or (ends and max(ends) <= case.week):
        yield Hint("close", "end")
    else:
        yield Hint("advance", "weeks")


def outdated(case: Case) -> tuple[str, ...]:
    """Priorities whose rating is older than twelve weeks, or than a crisis, a lost job or a service broken off."""
    upset = max((moment.week for moment in case.moments if moment.code in UPSETS), default=-1)
    return tuple(
        name
        for name, one in case.ratings.items()
        if one.priority and one.level is not None and (case.week - one.week >= REVIEW_WEEKS or one.week < upset)
    )
