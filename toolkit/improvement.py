"""The improvement plan of an assessment: what will be done about gaps, by whom, by when."""

from __future__ import annotations

from datetime import date as Day
from enum import StrEnum

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

    def late(self, today: Day) -> bool:
        return self.due is not None and self.due < today and self.state in (ActionState.OPEN, ActionState.RUNNING)


class Plan(BaseModel):
    """The improvement plan of one assessment: a versioned document, so that several people may work on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_number: int = 1
    assessment_id: str
    title: Line = ""
    actions: tuple[Action, ...] = ()
