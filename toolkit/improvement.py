"""The improvement plan of a round: what will be done about gaps, by whom, by when, and what shows that it was done."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date as Day
from enum import StrEnum
from typing import Any, Final

from pydantic import BaseModel, ConfigDict

from toolkit.forms import Id, Line, Text


class ActionState(StrEnum):
    OPEN = "open"
    RUNNING = "running"
    DONE = "done"
    DROPPED = "dropped"


class Priority(StrEnum):
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class Effort(StrEnum):
    """How much work an action is."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"


SCHEMA_NUMBER: Final = 2


class Action(BaseModel):
    """What somebody will do about a gap, by when."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Id
    item_id: str = ""
    title: Line = ""
    detail: Text = ""
    owner: Line = ""
    due: Day | None = None
    priority: Priority = Priority.MEDIUM
    state: ActionState = ActionState.OPEN
    effort: Effort | None = None
    evidence: Text = ""
    """What shows that it was done."""
    carried_from: int | None = None
    """Number of the round it was first agreed in, when an earlier one."""

    @property
    def unfinished(self) -> bool:
        return self.state in (ActionState.OPEN, ActionState.RUNNING)

    def late(self, today: Day) -> bool:
        return self.due is not None and self.due < today and self.unfinished


class Plan(BaseModel):
    """The improvement plan of one assessment: a versioned document, so that several people may work on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_number: int = SCHEMA_NUMBER
    assessment_id: str
    title: Line = ""
    actions: tuple[Action, ...] = ()


def upgraded(body: dict[str, Any], schema_number: int) -> dict[str, Any]:
    """A stored plan as it is written today; the second schema added effort, evidence and where an action came from."""
    if schema_number >= SCHEMA_NUMBER:
        return body
    fresh = {"effort": None, "evidence": "", "carried_from": None}
    return {**body, "schema_number": SCHEMA_NUMBER, "actions": [{**fresh, **action} for action in body["actions"]]}


def carried(actions: Iterable[Action], number: int) -> tuple[Action, ...]:
    """What goes on in the next round: actions neither done nor dropped, with the round they come from."""
    return tuple(
        action.model_copy(update={"carried_from": action.carried_from or number})
        for action in actions
        if action.unfinished
    )
