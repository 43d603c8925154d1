"""Editors of the parts Events, Objectives and reference plan, and Debrief questions."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios.authoring import labels, sketch
from scenarios.events import Response
from scenarios.scenario import ReferenceActivity
from scenarios.views.drafting.entries import entries, nested, small_id
from scenarios.views.drafting.forms import Forms, joined
from studio.changes import AddItem, Change, SetField
from studio.widgets.frame import plain


def events(f: Forms) -> None:
    t = f.t

    def row(event: dict[str, Any]) -> str:
        when = (
            t("when a trainer sends it")
            if event["inject"]
            else t("weeks {first} to {last}", first=event["when"]["weeks"][0], last=event["when"]["weeks"][1])
        )
        return joined([when, t("crisis") if event["crisis"] else ""])

    entries(
        f, "events", row, lambda event: _event(f, event), add=t("Add event"), label=t("Title of a new event"), chance=50
    )


def _event(f: Forms, event: dict[str, Any]) -> None:
    t, event_id = f.t, event["id"]
    place, key = f"events/{event_id}", f"events.{event_id}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.title(f"{key}.title", "events/title")
        f.say(f"{key}.text", "events/text", rows=3)
        f.effect(f"{place}/effect", f.name("events/effect"))
        f.choices(f"{place}/reveals", "events/reveals", f.known("facts"))
    with structure:
        f.tick(f"{place}/inject", "events/inject")
        f.tick(f"{place}/crisis", "events/crisis")
        f.between(f"{place}/when/weeks", "events/weeks", 0, 104)
        f.number(f"{place}/chance", "events/chance", 0, 100)
        f.number(f"{place}/answer_weeks", "events/answer_weeks", 1, 12)
    with st.expander(t("Further conditions")):
        _condition(f, f"{place}/when")
    st.subheader(t("Ways to answer"), anchor=False)
    nested(
        f,
        f"{place}/responses",
        event["responses"],
        lambda where, response: _response(f, where, f"{key}.responses.{response['id']}"),
        heading=lambda number: plain(f"{number}. {_label(f, key, event['responses'][number - 1]['id'])}"),
        folded=True,
    )
    _new_response(f, place, key, event)
    if event["responses"]:
        answers = {each["id"]: _label(f, key, each["id"]) for each in event["responses"]}
        f.choice(f"{place}/standing", "events/standing", answers)
        f.effect(f"{place}/ignored", f.name("events/ignored"))


def _label(f: Forms, key: str, response_id: str) -> str:
    return f.texts.get(f.locale, {}).get(f"{key}.responses.{response_id}.label") or response_id


def _new_response(f: Forms, place: str, key: str, event: dict[str, Any]) -> None:
    """Adds an answer from its label; the first one becomes the standing answer."""
    t, state = f.t, f"{f.draft.id}/{place}/responses+words"

    def clicked() -> None:
        words = sketch.tidy(st.session_state.get(state, ""))
        made = sketch.id_from(words, {each["id"] for each in event["responses"]}, "answer")
        changes: list[Change] = [AddItem(path=f"structure/{place}/responses", item=sketch.entry(Response, made))]
        if words:
            path = f"texts/{f.locale}/{key}.responses.{made}.label"
            changes.append(SetField(path=path, base=None, value=words))
        if event["standing"] is None:
            changes.append(SetField(path=f"structure/{place}/standing", base=None, value=made))
        f.apply(changes)

    with (
        st.form(f"{state}/form", clear_on_submit=True, border=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        st.text_input(t("A new way to answer"), key=state, max_chars=300)
        st.form_submit_button(
            t("Add answer"), icon=":material/add:", on_click=clicked, key=f"{state}/do", disabled=not f.draft.editable
        )


def _response(f: Forms, place: str, key: str) -> None:
    t = f.t
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.say(f"{key}.label", "responses/label", rows=1)
        f.say(f"{key}.result", "responses/result")
        f.effect(f"{place}/effect", f.name("responses/effect"))
    with structure:
        f.choice(f"{place}/quality", "responses/quality", labels.qualities(t))
        f.choice(f"{place}/principle", "responses/principle", labels.principles(t), optional=True)
        f.number(f"{place}/minutes", "responses/minutes", 0, 240)
        f.choices(f"{place}/reveals", "responses/reveals", f.known("facts"))


def _condition(f: Forms, place: str) -> None:
    t = f.t
    levels = labels.levels(t)
    left, right = st.columns(2)
    with left:
        f.pairs(f"{place}/at_most", "events/at_most", f.domains(), levels)
        f.choices(f"{place}/known", "events/known", f.known("facts"))
        f.choices(f"{place}/started", "events/started", f.known("services"))
        f.between(f"{place}/trust", "events/trust")
    with right:
        f.pairs(f"{place}/at_least", "events/at_least", f.domains(), levels)
        f.choices(f"{place}/unknown", "events/unknown", f.known("facts"))
        f.choices(f"{place}/not_started", "events/not_started", f.known("services"))
        f.between(f"{place}/stress", "events/stress")
    planned = {True: t("Only once a plan is agreed"), False: t("Only before a plan is agreed")}
    f.choice(f"{place}/planned", "events/planned", planned, optional=True)


def goals(f: Forms) -> None:
    t = f.t
    judged = labels.judged(t)
    entries(
        f,
        "objectives",
        lambda one: judged.get(one["criterion"] or "", ""),
        lambda one: _objective(f, one),
        add=t("Add objective"),
        label=t("What somebody can do afterwards"),
    )
    st.header(t("Reference plan"), anchor=False)
    st.markdown(t("One good plan, not the only one. The debrief lays the trainee's plan beside it."))
    f.say("reference.summary", "reference/summary", rows=3)
    left, right = st.columns(2)
    with left:
        f.choices("reference/priorities", "reference/priorities", f.domains())
        hopes = {fact["id"]: f.called("facts", fact["id"]) for fact in f.structure["facts"] if fact["kind"] == "hope"}
        f.choices("reference/hopes", "reference/hopes", hopes)
        f.choices("reference/enquiries", "reference/enquiries", f.known("partners"))
    with right:
        f.number("reference/contact_weeks", "reference/contact_weeks", 1, 12)
        f.number("reference/weeks", "reference/weeks", 4, 92)
    st.subheader(t("Activities"), anchor=False)

    def activity(place: str, _: dict[str, Any]) -> None:
        left, middle, right = st.columns([2, 2, 1])
        with left:
            f.choice(f"{place}/service", "activities/service", f.known("services"))
        with middle:
            f.choice(f"{place}/domain", "activities/domain", f.domains())
        with right:
            f.number(f"{place}/week", "activities/week", 0, 104)

    nested(
        f,
        "reference/activities",
        f.structure["reference"]["activities"],
        activity,
        heading=lambda number: t("Activity {number}", number=number),
        add=t("Add activity"),
        make=lambda: sketch.entry(ReferenceActivity, small_id("a"), week=1),
        most=30,
    )
    st.header(t("Equally good answers"), anchor=False)
    named = f.known("services")
    entries(
        f,
        "alternatives",
        lambda one: named.get(one["instead_of"] or "", ""),
        lambda one: _alternative(f, one),
        add=t("Add alternative"),
        label=t("Why it is as good"),
    )
    with st.expander(t("Weights of the criteria")):
        st.markdown(t("1 where nothing is said; 0 leaves a criterion out."))
        f.pairs("rubric", "rubric", judged, {weight: str(weight) for weight in range(11)})


def _objective(f: Forms, one: dict[str, Any]) -> None:
    place = f"objectives/{one['id']}"
    f.say(f"objectives.{one['id']}", "objectives/text")
    f.choice(f"{place}/criterion", "objectives/criterion", labels.judged(f.t))
    f.choices(f"{place}/facts", "objectives/facts", f.known("facts"))
    f.choices(f"{place}/services", "objectives/services", f.known("services"))


def _alternative(f: Forms, one: dict[str, Any]) -> None:
    place = f"alternatives/{one['id']}"
    f.say(f"alternatives.{one['id']}", "alternatives/text")
    f.choice(f"{place}/instead_of", "alternatives/instead_of", f.known("services"))
    f.choices(f"{place}/any_of", "alternatives/any_of", f.known("services"))


def debrief(f: Forms) -> None:
    t = f.t
    entries(
        f,
        "debrief",
        lambda _: "",
        lambda question: f.say(f"debrief.{question['id']}", "debrief/text"),
        add=t("Add question"),
        label=t("A new question"),
    )
