"""An improvement plan for other programs: deadlines for a calendar, actions for an agreement's work programme."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from toolkit.improvement import Action, ActionState, Plan, Priority

REMIND = timedelta(days=-7)
_PRIORITY = {Priority.HIGH: 1, Priority.MEDIUM: 5, Priority.LOW: 9}
"""As RFC 5545 counts: 1 is the highest, 9 the lowest."""
_STATUS = {
    ActionState.OPEN: "NEEDS-ACTION",
    ActionState.RUNNING: "IN-PROCESS",
    ActionState.DONE: "COMPLETED",
    ActionState.DROPPED: "CANCELLED",
}


def urn(plan_id: str, action: Action) -> str:
    """Names an action for good, so that what was taken over elsewhere is recognised."""
    return f"urn:icm-studio:improvement:{plan_id}:{action.id}"


def calendar(plan_id: str, plan: Plan, now: datetime) -> bytes:
    """Every action with a day, as a to-do that reminds a week before (RFC 5545)."""
    from icalendar import Alarm, Calendar, Todo  # here, because most starts of the studio write no calendar

    found = Calendar()
    found.add("prodid", "-//ICM Studio//Improvement plan//EN")
    found.add("version", "2.0")
    found.add("x-wr-calname", plan.title)
    for action in plan.actions:
        if action.due is None:
            continue
        todo = Todo()
        todo.add("uid", urn(plan_id, action))
        todo.add("dtstamp", now)
        todo.add("summary", ": ".join(part for part in (action.owner, action.title) if part))
        if action.detail:
            todo.add("description", action.detail)
        todo.add("due", action.due)
        todo.add("priority", _PRIORITY[action.priority])
        todo.add("status", _STATUS[action.state])
        if action.unfinished:
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", action.title)
            alarm.add("trigger", REMIND, parameters={"RELATED": "END"})
            todo.add_component(alarm)
        found.add_component(todo)
    return bytes(found.to_ical())


def work_programme(plan_id: str, plan: Plan) -> dict[str, Any]:
    """The unfinished actions as an agreement's work programme can take them up, each under its urn."""
    return {
        "schema": "urn:icm-studio:schema:work-programme-offer:1",
        "title": plan.title,
        "actions": [
            {
                "urn": urn(plan_id, action),
                "title": action.title,
                "description": action.detail,
                "responsible": action.owner,
                "due": action.due.isoformat() if action.due else None,
                "priority": action.priority.value,
                "evidence": action.evidence,
                "criterion": action.item_id,
            }
            for action in plan.actions
            if action.unfinished
        ],
    }
