"""Turn gaps into actions, and keep the improvement plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from studio import ids, versioned
from studio.changes import AddItem, Change
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor
from studio.versioned import Saved, Versioned
from toolkit.improvement import Action, Plan
from toolkit.services.assess import PLAN_KIND, load


@dataclass(frozen=True)
class LoadedPlan:
    document: Versioned
    plan: Plan


def load_plan(actor: Actor, plan_id: str) -> LoadedPlan:
    with reading() as session:
        document = versioned.load(session, actor, PLAN_KIND, plan_id)
    return LoadedPlan(document, Plan.model_validate(document.body))


def plans(actor: Actor) -> list[LoadedPlan]:
    """All improvement plans the actor may see, newest change first."""
    with reading() as session:
        return [LoadedPlan(d, Plan.model_validate(d.body)) for d in versioned.listed(session, actor, PLAN_KIND)]


def save_plan(actor: Actor, plan_id: str, changes: Sequence[Change], key: str) -> Saved:
    with writing() as session:
        return versioned.save(
            session, actor, PLAN_KIND, plan_id, changes, key=key, check=_check, title=lambda body: str(body["title"])
        )


def act_on(actor: Actor, assessment_id: str, item_id: str, key: str) -> str:
    """Put an action for a gap into the plan and return its id; the title begins as that of the criterion."""
    found = load(actor, assessment_id)
    try:
        title = found.words.nodes[item_id].title
    except KeyError as error:
        raise Invalid("plan_unusable", place="item_id") from error
    action = Action(id=ids.new("act"), item_id=item_id, title=title)
    save_plan(actor, found.plan_id, [AddItem(path="actions", item=action.model_dump(mode="json"))], key)
    return action.id


def _check(body: dict[str, Any]) -> None:
    try:
        Plan.model_validate(body)
    except ValidationError as error:
        place = str(error.errors()[0]["loc"][-1])
        raise Invalid("plan_unusable", place=place) from error
