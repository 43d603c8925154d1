"""The improvement plan: an overview of actions, and one action to edit."""

from pathlib import Path
from typing import Any

import streamlit as st

from studio import clock, ids
from studio.widgets.fields import Fields
from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.picking import choose, pick
from studio.widgets.tables import show_table
from studio.widgets.writing import writing
from toolkit.improvement import Action, ActionState, Effort, Priority
from toolkit.report import ReportWords
from toolkit.services import assess, improve

HERE = Path(__file__).parent

actor, t = begin("assessment.rate")
with explained(t):
    found = assess.load(actor, requested())
    loaded = improve.load_plan(actor, found.plan_id)
words, names, plan = found.words, ReportWords(actor.locale), loaded.plan
header(
    t("Improvement plan: {title}", title=found.title),
    t("What you will do about the gaps, who owns it, and by when."),
    back=(t("Results"), HERE / "results.py"),
    back_to=found.id,
)
fields = Fields(
    loaded.document.id,
    loaded.document.body,
    lambda who, changes, key: improve.save_plan(who, loaded.document.id, changes, key),
    t,
    disabled=not found.coordinated,
)


def criterion(item_id: str) -> str:
    return f"{found.instrument.node(item_id).ref} {words.nodes[item_id].title}" if item_id in words.nodes else "–"


def due(action: Action) -> str:
    if action.due is None:
        return "–"
    return t("{date} (late)", date=t.date(action.due)) if action.late(clock.today()) else t.date(action.due)


def as_list() -> None:
    show_table(
        {
            t("Action"): [plain(action.title) or "–" for action in plan.actions],
            t("Criterion"): [criterion(action.item_id) for action in plan.actions],
            t("Owner"): [plain(action.owner) or "–" for action in plan.actions],
            t("Due"): [due(action) for action in plan.actions],
            t("Priority"): [names.priorities[action.priority] for action in plan.actions],
            t("Effort"): [names.efforts[action.effort] for action in plan.actions],
            t("State"): [names.states[action.state] for action in plan.actions],
            t("Since round"): [str(action.carried_from or found.number) for action in plan.actions],
        },
        alt=t("Actions"),
    )


def as_board() -> None:
    """A column for each state, what is due first at the top."""
    for column, state in zip(st.columns(len(ActionState)), ActionState, strict=True):
        with column:
            st.subheader(names.states[state], anchor=False)
            there = [action for action in plan.actions if action.state is state]
            for action in sorted(there, key=lambda one: (one.due is None, one.due)):
                with st.container(border=True):
                    st.markdown(f"**{plain(action.title) or '–'}**")
                    owner = plain(action.owner) or t("no owner yet")
                    until = due(action) if action.due else t("no day yet")
                    st.markdown(
                        f"{owner} · {until} · {t('priority {priority}', priority=names.priorities[action.priority])}"
                    )


if plan.actions:
    ways = {"list": t("List"), "board": t("Board")}
    shown = pick(t("Show as"), ways, f"{plan.assessment_id}/shown", "list", as_list=True)
    as_board() if shown == "board" else as_list()
    with st.container(horizontal=True):
        for to, label in (("ics", t("Calendar with reminders")), ("json", t("For a work programme (JSON)"))):
            st.link_button(label, f"/plans/{loaded.document.id}/export.{to}", icon=":material/download:")
else:
    empty(t("No action yet"), t("Open the results and make a gap an action, or add one here."))
chosen_key = f"{plan.assessment_id}/action"


def new_action() -> dict[str, Any]:
    """An action to fill in, chosen for editing at once."""
    action = Action(id=ids.new("act"), title=t("New action"))
    choose(chosen_key, action.id)
    return action.model_dump(mode="json")


if found.coordinated:
    fields.add("actions", t("Add an action"), new_action, icon=":material/add:")

if plan.actions and found.coordinated:
    by_id = {action.id: action for action in plan.actions}
    st.header(t("Edit an action"), anchor=False)
    names_of = {action.id: f"{number}. {action.title[:80]}" for number, action in enumerate(plan.actions, 1)}
    chosen = pick(t("Action"), names_of, chosen_key, plan.actions[-1].id)
    path = f"actions/{chosen}"
    with st.container(border=True):
        fields.text(f"{path}/title", t("What will be done"), max_chars=500)
        writing(
            t("Details"),
            document_id=loaded.document.id,
            path=f"{path}/detail",
            value=by_id[chosen].detail,
            revision=loaded.document.revision,
            url=f"/plans/{loaded.document.id}/save",
            t=t,
            rows=3,
        )
        fields.text(f"{path}/owner", t("Owner"), max_chars=500)
        fields.day(f"{path}/due", t("Due"))
        fields.choice(f"{path}/priority", t("Priority"), [p.value for p in Priority], names.priorities.__getitem__)
        fields.choice(f"{path}/effort", t("Effort"), [e.value for e in Effort], names.efforts.__getitem__)
        fields.choice(f"{path}/state", t("State"), [state.value for state in ActionState], names.states.__getitem__)
        writing(
            t("What shows that it was done"),
            document_id=loaded.document.id,
            path=f"{path}/evidence",
            value=by_id[chosen].evidence,
            revision=loaded.document.revision,
            url=f"/plans/{loaded.document.id}/save",
            t=t,
            rows=2,
        )
        st.markdown(f"{t('Criterion')}: {criterion(by_id[chosen].item_id)}")
        fields.remove(path, t("Remove this action"), icon=":material/delete:")
fields.settle()
