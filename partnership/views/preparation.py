"""Preparation: formal or informal, what the partners clarify before they draft, and their meetings."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership import labels, service
from partnership.agreement import SECTION_IDS
from partnership.preparation import (
    Clarification,
    Group,
    Meeting,
    approach_source,
    groups,
    target_of,
    to_clarify,
    ways,
)
from partnership.services.prepare import is_in_draft, section_of, take_over
from partnership.templates import template_of
from partnership.views.editing import Editor, line, open_item
from partnership.views.guide import VIEWS, tabs
from studio import ids
from studio.changes import AddItem, Change
from studio.errors import Forbidden, StudioError
from studio.widgets.frame import begin, current_actor, explained, header, plain, requested, said
from studio.widgets.links import page_link

ICONS = {
    "open": ":material/radio_button_unchecked:",
    "under_way": ":material/pending:",
    "settled": ":material/check_circle:",
    "not_needed": ":material/do_not_disturb_on:",
}

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
header(
    agreement.title or t("Agreement without title"),
    t("Before you draft: what to clarify, with whom, and what came of it. Outcomes go into the draft by one click."),
    back=(t("Agreements"), VIEWS / "list.py"),
)
tabs(loaded, t)
e = Editor(loaded, t)
clauses = {
    clause.id: clause.title for each in template_of(agreement, t.locale).help.values() for clause in each.clauses
}
titles = labels.sections(t)
states = labels.clarification_states(t)
OPEN = f"{loaded.id}/clarifications=open"


def approach() -> None:
    known = {way.id: way for way in ways(t.locale)}
    st.header(t("Formal or informal?"), anchor=False)
    for column, way in zip(st.columns(len(known)), known.values(), strict=True):
        with column, st.container(border=True):
            gains = "\n".join(f"- {each}" for each in way.gains)
            costs = "\n".join(f"- {each}" for each in way.costs)
            st.markdown(f"**{way.title}**\n\n{way.fits}")
            st.markdown(f"{t('What you gain')}\n\n{gains}")
            st.markdown(f"{t('What it costs')}\n\n{costs}")
    st.markdown(f"{t('Source:')} {approach_source(t.locale)}")
    e.choice("approach", {way.id: way.title for way in known.values()})
    if agreement.approach:
        st.info(known[agreement.approach].consequence, icon=":material/signpost:")
    e.long("approach_reason", agreement.approach_reason, rows=2)


def board() -> None:
    st.header(t("What to clarify"), anchor=False)
    everything = agreement.clarifications
    done = sum(each.state in ("settled", "not_needed") for each in everything)
    st.markdown(t("{count} of {total} questions are settled or not needed.", count=done, total=len(everything)))
    here = {each.id: each for each in everything}
    missing = [each for each in to_clarify() if each.id not in here]
    if missing:
        e.button("clarifications+all", t("Put the guidelines' questions on the board"), partial(_listed, missing))
    known = set()
    for group in groups(t.locale):
        known |= {question.id for question in group.questions}
        _group(group, here)
    st.subheader(t("Questions of our own"), anchor=False)
    e.items(
        "clarifications",
        [each for each in everything if each.id not in known],
        lambda each: _row(each.title or t("(without name)"), each),
        lambda path, each: _clarification(path, each, own=True),
        model=Clarification,
        prefix="q",
        add=t("Add a question"),
        nothing=t("No question of your own yet."),
    )


def _listed(missing: list[Clarification]) -> list[Change]:
    return [AddItem(path="clarifications", item=each.model_dump(mode="json")) for each in missing]


def _group(group: Group, here: dict[str, Clarification]) -> None:
    if not any(question.id in here for question in group.questions):
        return
    st.subheader(group.title, anchor=False)
    st.markdown(f"{group.about} {t('Source:')} {group.source}")
    for question in group.questions:
        each = here.get(question.id)
        if each is None:
            continue
        if st.session_state.get(OPEN) != each.id:
            st.button(
                _row(question.title, each),
                key=f"{loaded.id}/clarifications/{each.id}=row",
                type="tertiary",
                icon=ICONS[each.state],
                on_click=partial(open_item, OPEN, each.id),
            )
            continue
        with st.container(border=True):
            st.markdown(f"**{plain(question.title)}**\n\n{question.about}")
            _clarification(f"clarifications/{each.id}", each, own=False)
            st.button(
                t("Close"),
                key=f"{loaded.id}/clarifications/{each.id}=close",
                icon=":material/check:",
                on_click=partial(open_item, OPEN, ""),
            )


def _row(title: str, each: Clarification) -> str:
    return line(
        title,
        states[each.state],
        labels.partner_name(agreement, each.owner, t) or each.person,
        t.date(each.due) if each.due else "",
        t("in the draft") if is_in_draft(each) else "",
    )


def _clarification(path: str, each: Clarification, *, own: bool) -> None:
    if own:
        e.text(f"{path}/title")
        e.choice(f"{path}/belongs_to", _places())
    left, right = st.columns(2)
    with left:
        e.choice(f"{path}/owner", e.partners())
        e.text(f"{path}/person")
    with right:
        e.day(f"{path}/due")
        e.fields.choice(f"{path}/state", e.name(f"{path}/state"), list(states), states.__getitem__)
    e.long(f"{path}/outcome", each.outcome, rows=4)
    e.long(f"{path}/open_question", each.open_question, rows=2)
    _flow(each)


def _places() -> dict[str, str]:
    return {
        clause: f"{SECTION_IDS.index(name) + 1} {titles[name]}: {title}"
        for clause, title in clauses.items()
        for name in SECTION_IDS
        if clause.startswith(f"{name}.")
    }


def _flow(each: Clarification) -> None:
    """The way of an outcome into the draft; the button stays where it is and says what has happened."""
    section, target = section_of(each), target_of(each)
    if section is None:
        return
    place = f"{SECTION_IDS.index(section) + 1} {titles[section]}: {clauses.get(target, t('Text'))}"
    there = is_in_draft(each)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            t("The outcome stands in the draft") if there else t("Put the outcome into the draft"),
            key=f"{loaded.id}/clarifications/{each.id}/take",
            icon=":material/check:" if there else ":material/input:",
            disabled=there or not loaded.editable or not each.outcome.strip(),
            on_click=partial(_taken, each.id),
        )
        page_link(
            VIEWS / "draft.py",
            label=place,
            icon=":material/arrow_forward:",
            query_params={"id": loaded.id, "section": section},
        )


def _taken(clarification_id: str) -> None:
    try:
        person = current_actor()
        if person is None:
            raise Forbidden("session_ended")
        take_over(person, loaded.id, clarification_id, ids.new("key"))
    except StudioError as error:
        said(t, error)


def meetings() -> None:
    st.header(t("Meetings"), anchor=False)
    e.items(
        "meetings",
        sorted(agreement.meetings, key=lambda each: (each.day is None, each.day, each.starts)),
        lambda each: line(
            each.title or t("(without name)"), t.date(each.day) if each.day else "", each.starts, each.place
        ),
        _meeting,
        model=Meeting,
        prefix="m",
        add=t("Add a meeting"),
        nothing=t("No meeting yet."),
    )
    st.link_button(t("Dates (calendar)"), f"/agreements/{loaded.id}/export.ics", icon=":material/calendar_month:")


def _meeting(path: str, each: Meeting) -> None:
    e.text(f"{path}/title")
    left, right = st.columns(2)
    with left:
        e.day(f"{path}/day")
        e.text(f"{path}/place")
    with right:
        e.text(f"{path}/starts")
        e.text(f"{path}/others")
    e.choices(f"{path}/partners", e.partners())
    e.long(f"{path}/agenda", each.agenda)
    e.long(f"{path}/decisions", each.decisions)


approach()
board()
meetings()
e.fields.settle()
