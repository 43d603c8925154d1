"""Turn gaps into actions, keep the improvement plan, and hand its actions on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from sqlmodel import Session

from studio import ids, versioned
from studio.changes import AddItem, Change
from studio.database import reading, writing
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from studio.refused import problem_of
from studio.rights import Level
from studio.versioned import Saved, Versioned
from toolkit import improvement
from toolkit.improvement import SCHEMA_NUMBER, Action, Plan
from toolkit.report import next_step
from toolkit.services.assess import PLAN_KIND, findings


@dataclass(frozen=True)
class LoadedPlan:
    document: Versioned
    plan: Plan


def load_plan(actor: Actor, plan_id: str) -> LoadedPlan:
    with reading() as session:
        return _read(versioned.load(session, actor, PLAN_KIND, plan_id))


def plans(actor: Actor) -> list[LoadedPlan]:
    """All improvement plans the actor may see, newest change first."""
    with reading() as session:
        return [_read(document) for document in versioned.listed(session, actor, PLAN_KIND)]


def save_plan(actor: Actor, plan_id: str, changes: Sequence[Change], key: str) -> Saved:
    with writing() as session:
        document = versioned.load(session, actor, PLAN_KIND, plan_id, Level.EDITOR)
        if document.schema_number < SCHEMA_NUMBER:
            body = improvement.upgraded(document.body, document.schema_number)
            versioned.replace(
                session, actor, PLAN_KIND, plan_id, body, title=document.title, schema_number=SCHEMA_NUMBER
            )
        return versioned.save(
            session, actor, PLAN_KIND, plan_id, changes, key=key, check=_check, title=lambda body: str(body["title"])
        )


def act_on(actor: Actor, assessment_id: str, item_id: str, key: str) -> str:
    """Put an action for a gap into the plan and return its id; it begins with the criterion and its next step."""
    seen = findings(actor, assessment_id)
    found = seen.assessment
    try:
        title = found.words.nodes[item_id].title
    except KeyError as error:
        raise NotFound("criterion_unknown") from error
    step = next(
        (next_step(found.instrument, found.words, one) for one in seen.results.items() if one.node.id == item_id), ""
    )
    action = Action(id=ids.new("act"), item_id=item_id, title=title, detail=step)
    save_plan(actor, found.plan_id, [AddItem(path="actions", item=action.model_dump(mode="json"))], key)
    return action.id


def carried(session: Session, actor: Actor, plan_id: str, assessment_id: str, number: int) -> Plan:
    """The plan a next round begins with: the title of the last one (round `number`) and its unfinished actions."""
    before = _read(versioned.load(session, actor, PLAN_KIND, plan_id)).plan
    actions = improvement.carried(before.actions, number)
    return Plan(assessment_id=assessment_id, title=before.title, actions=actions)


def _read(document: Versioned) -> LoadedPlan:
    body = improvement.upgraded(document.body, document.schema_number)
    return LoadedPlan(replace(document, body=body), Plan.model_validate(body))


def _check(body: dict[str, Any]) -> None:
    try:
        Plan.model_validate(body)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise Invalid("plan_unusable", place=str(first["loc"][-1]), **problem_of(first)) from error
