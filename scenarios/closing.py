"""What one looks at before a case is closed (action-plan closure): a checklist from what the case manager knows."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.case import Case
from scenarios.guide import outdated

RECENT = 4
"""Weeks in which a talk about the plan, or a note, still counts for the end."""
RUNNING = ("referred", "waiting", "active")


@dataclass(frozen=True)
class Item:
    code: str
    done: bool
    about: tuple[str, ...] = ()
    """Events or services that are still open."""


def checklist(case: Case, lessons: str) -> tuple[Item, ...]:
    """What makes a good end; `lessons` is what is written about lessons learnt."""
    events = tuple(one.event for one in case.events.values() if one.state == "open")
    running = tuple(name for name, state in case.services.items() if state in RUNNING)
    talked = [one.week for one in case.plan.proposals]
    noted = [item.week for item in case.notes]
    return (
        Item("with_client", case.meeting is not None),
        Item("events", not events, events),
        Item("services", not running, running),
        Item("talked", bool(talked) and case.week - max(talked) <= RECENT),
        Item("ratings", bool(case.ratings) and not outdated(case)),
        Item("note", bool(noted) and case.week - max(noted) <= RECENT),
        Item("lessons", bool(lessons.strip())),
    )
