"""What a week does to a person and to the domains beside the services: contact, strain, life events, drift."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAIN_INDEX, DOMAINS
from scenarios.weeks.compiled import Compiled
from scenarios.weeks.enrolment import apart, overload
from scenarios.weeks.luck import Bools, Luck
from scenarios.weeks.state import (
    MAX_POINTS,
    UNKNOWN,
    Contact,
    Decisions,
    Happening,
    Ints,
    Referring,
    Small,
    State,
    Tiny,
    level_of,
    within,
)

LIFE_DOMAINS = tuple(
    DOMAIN_INDEX[domain]
    for domain in (
        "income",
        "housing",
        "mobility",
        "physical_health",
        "mental_health",
        "substance_use",
        "care_duties",
        "family_safety",
    )
)
"""Domains in which something can go wrong from one week to the next."""


def _add(values: Small, change: npt.NDArray[np.integer] | int, top: int = 100) -> None:
    values[:] = within(values.astype(np.int64) + change, 0, top)


def listen(state: State, decisions: Decisions, compiled: Compiled) -> None:
    """What the case manager did this week: contact, agreement, conference, and what the conversation changed."""
    shift = decisions.shift
    for name in ("motivation", "trust", "stress"):
        if name in shift:
            _add(getattr(state, name), shift[name])
    if "points" in shift:
        _add(state.points, shift["points"], MAX_POINTS)
    for name, new in (("ratings", decisions.ratings), ("informed", decisions.informed)):
        if new is not None:
            known: Tiny = getattr(state, name)
            known[new != UNKNOWN] = new[new != UNKNOWN]
    contact = decisions.contact != Contact.NONE
    state.last_contact[contact] = state.week
    met = decisions.contact == Contact.MEETING
    for name, values in (("motivation", state.motivation), ("trust", state.trust)):
        # Being met regularly carries people some way; the rest takes more than a date in a calendar.
        below = values < compiled.number(f"{name}.contact_ceiling")
        _add(values, np.where(met & below, compiled.number(f"{name}.contact"), 0))
    newly = decisions.agree & ~state.agreed
    _add(state.motivation, np.where(newly, compiled.number("motivation.agreed"), 0))
    state.agreed |= decisions.agree
    _confer(state, decisions.conference, compiled)
    state.minutes += _minutes(decisions, compiled)


def _confer(state: State, conference: Bools, compiled: Compiled) -> None:
    """Partners act together from a lag after their conference on; a later conference prolongs it."""
    coordinated = state.coordinated_until >= state.week
    start = state.week + compiled.number("coordination.lag")
    state.coordinated_from[conference & ~coordinated] = start
    state.coordinated_until[conference] = start + compiled.number("coordination.lasts")


def _minutes(decisions: Decisions, compiled: Compiled) -> Ints:
    minutes = decisions.minutes.astype(np.int64)
    minutes += np.where(decisions.contact == Contact.CALL, compiled.number("minutes.call"), 0)
    meetings = (decisions.contact == Contact.MEETING).astype(np.int64) + decisions.again
    minutes += meetings * compiled.number("minutes.meeting")
    minutes += np.where(decisions.conference, compiled.number("minutes.conference"), 0)
    minutes += np.where(decisions.agree, compiled.number("minutes.agree"), 0)
    minutes += (decisions.refer == Referring.PAPER).sum(axis=1) * compiled.number("minutes.paper")
    minutes += (decisions.refer == Referring.WARM).sum(axis=1) * compiled.number("minutes.warm")
    return minutes


def life(state: State, compiled: Compiled, luck: Luck) -> Small:
    """(rows, D) points lost because something happened in a domain; stress rises with it."""
    lost = np.zeros_like(state.points)
    levels = level_of(state.points)
    loss = compiled.number("life.loss")
    for domain in LIFE_DOMAINS:
        chance = compiled.levels(f"life.{DOMAINS[domain]}")[levels[:, domain]]
        hit = luck.happens(state.week, "life", DOMAINS[domain], chance)
        if not hit.any():
            continue
        lost[hit, domain] = np.minimum(state.points[hit, domain], loss)
        _add(state.stress, np.where(hit, compiled.number("stress.life"), 0))
    state.points -= lost
    return lost


def drift(state: State, compiled: Compiled, levels: Tiny, happened: npt.NDArray[np.uint8]) -> None:
    """Motivation, trust, stress and some domains move a little every week."""
    _motivation(state, compiled, happened)
    _trust(state, compiled, happened)
    _stress(state, compiled, levels)
    _domains(state, compiled)


def _count(happened: npt.NDArray[np.uint8], kind: Happening) -> Ints:
    """(rows,) for how many services this happened."""
    result: Ints = ((happened & kind) != 0).sum(axis=1)
    return result


def _motivation(state: State, compiled: Compiled, happened: npt.NDArray[np.uint8]) -> None:
    change = _count(happened, Happening.COMPLETED) * compiled.number("motivation.completed")
    change += _count(happened, Happening.DROPPED) * compiled.number("motivation.dropped")
    change += _count(happened, Happening.REFUSED) * compiled.number("motivation.refused")
    every = compiled.number("motivation.wear_weeks")
    if state.week % every == every - 1:
        change += np.where(state.employed, 0, compiled.number("motivation.wear"))
    _add(state.motivation, change)


def _trust(state: State, compiled: Compiled, happened: npt.NDArray[np.uint8]) -> None:
    change = _count(happened, Happening.REFUSED) * compiled.number("trust.refused")
    change += _count(happened, Happening.DROPPED) * compiled.number("trust.dropped")
    # Only a relationship that has begun can be neglected.
    silent = (state.last_contact >= 0) & (state.week - state.last_contact > compiled.number("trust.patience"))
    change += np.where(silent, compiled.number("trust.neglect"), 0)
    _add(state.trust, change)


def _stress(state: State, compiled: Compiled, levels: Tiny) -> None:
    """Stress moves towards what the circumstances call for."""
    target = compiled.number("stress.base") + compiled.levels("stress.level")[levels].sum(axis=1)
    distance = np.minimum(target, 100) - state.stress
    step = np.sign(distance) * -(-np.abs(distance) // compiled.number("stress.pace"))
    step += apart(state, compiled) * compiled.number("stress.apart")
    step += np.where(overload(state, compiled, levels) > 0, compiled.number("load.stress"), 0)
    _add(state.stress, step)


def _domains(state: State, compiled: Compiled) -> None:
    def move(domain: str, where: Bools, change: int) -> None:
        points = state.points[:, DOMAIN_INDEX[domain]]
        moved = within(points.astype(np.int64) + np.where(where, change, 0), 0, compiled.number("gain.ceiling"))
        points[:] = np.maximum(points, moved) if change > 0 else np.minimum(points, moved)

    own = level_of(state.points)
    working = state.employed
    move("income", working, compiled.number("drift.income"))
    move("work_experience", working, compiled.number("drift.experience"))
    move("debt", ~working & (own[:, DOMAIN_INDEX["debt"]] <= 1), compiled.number("drift.debt"))
    strained = state.stress >= compiled.number("drift.strain_from")
    move("mental_health", strained, compiled.number("drift.strain"))


def job_changed(state: State, compiled: Compiled, found: Bools, lost: Bools) -> None:
    """A job found lifts, a job lost weighs, and takes part of the income along."""
    for name in ("motivation", "stress"):
        change = np.where(found, compiled.number(f"{name}.found"), 0)
        change += np.where(lost, compiled.number(f"{name}.lost"), 0)
        _add(getattr(state, name), change)
    _add(state.points[:, DOMAIN_INDEX["income"]], np.where(lost, -compiled.number("life.loss"), 0), MAX_POINTS)
