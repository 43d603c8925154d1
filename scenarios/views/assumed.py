"""Copies of the assumptions: make one, move its numbers, try it in a case."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scenarios import loader, service
from scenarios.service import assumed
from scenarios.service.assumed import Own
from scenarios.views import begun
from scenarios.weeks.assumptions import Row
from scenarios.weeks.believed import END, movable
from scenarios.weeks.evidence import builtin
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.filled import Carried
from studio.widgets.frame import current_actor, plain, said
from studio.widgets.once import one_key

HERE = Path(__file__).parent
CHOSEN = "assumed_copy"


def chosen(actor: Actor, t: Translator) -> Own | None:
    """The copy that is looked at, None for the studio's own assumptions; and a form for a new one."""
    begun.lead_there(begun.CASE)
    copies = {one.id: one for one in assumed.mine(actor)}
    options = ["", *copies]
    if st.session_state.get(CHOSEN) not in options:
        st.session_state[CHOSEN] = ""
    if copies:
        st.selectbox(
            t("Whose assumptions?"),
            options,
            format_func=lambda name: copies[name].name if name else t("The studio's own"),
            key=CHOSEN,
        )
    with st.expander(t("Make a copy to change"), icon=":material/content_copy:"):
        st.markdown(
            t(
                "Believe something else about your place? In a copy every number can be moved within the interval that "
                "is believed possible. Play a case with it, or add a scenario with it to a workshop."
            )
        )
        with st.form("assumed_new", border=False):
            st.text_input(t("Name"), max_chars=assumed.MAX_NAME, key="assumed_name")
            st.text_area(t("What for?"), max_chars=assumed.MAX_PURPOSE, key="assumed_purpose", height="content")
            st.form_submit_button(t("Make the copy"), on_click=_make, args=(t,), type="primary", key="assumed_make")
    return copies.get(st.session_state[CHOSEN])


def _make(t: Translator) -> None:
    state, actor = st.session_state, current_actor()
    if actor is None:
        return
    try:
        with one_key("assumed") as key:
            state[CHOSEN] = assumed.make(actor, state["assumed_name"], state["assumed_purpose"], key)
    except StudioError as error:
        said(t, error)
        return
    state["assumed_name"] = state["assumed_purpose"] = ""


def about(own: Own, t: Translator) -> None:
    """What a copy is for, how much of it was moved, and what can be done with it."""
    if own.purpose:
        st.markdown(plain(own.purpose))
    moved = t.n("{count} number was moved.", "{count} numbers were moved.", len(own.positions))
    st.markdown(moved if own.positions else t("Nothing was moved yet: it is the studio's own in every number."))
    cases = {name: loader.builtin(name).words(t.locale)("title") for name in loader.library()}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        case = st.selectbox(
            t("Try it in a case"), list(cases), format_func=lambda name: plain(cases[name]), key="assumed_case"
        )
        st.button(
            t("Begin"), key="assumed_begin", icon=":material/play_arrow:", on_click=_begin, args=(own.id, case, t)
        )
    with st.popover(t("Delete this copy"), type="tertiary"):
        st.markdown(t("Cases and workshops that began with it keep it."))
        st.button(t("Delete now"), key="assumed_remove", on_click=_remove, args=(own.id, t))


def _begin(own_id: str, case: str, t: Translator) -> None:
    actor = current_actor()
    if actor is None:
        return
    try:
        evidence = assumed.pinned(actor, own_id)
        with one_key(f"start/{own_id}/{case}") as key:
            begun.note(begun.CASE, service.start_run(actor, case, key=key, evidence=evidence))
    except StudioError as error:
        said(t, error)


def _remove(own_id: str, t: Translator) -> None:
    actor = current_actor()
    if actor is None:
        return
    try:
        assumed.remove(actor, own_id)
        st.session_state[CHOSEN] = ""
    except StudioError as error:
        said(t, error)


def editor(own: Own, rows: list[Row], t: Translator) -> None:
    """Each number of a part with the slider that moves it."""
    st.markdown(
        t(
            "0 is the studio's value, −100 the low end of the interval, 100 the high end. "
            "What you move is saved at once."
        )
    )
    base, carried = builtin().coefficients, Carried(own.id)
    for row in rows:
        with st.container(border=True, key=f"coefficient_{row.id.replace('.', '_')}"):
            position = own.positions.get(row.id, 0)
            key = carried.key(f"{own.id}/{row.id}", position)
            if movable(base[row.id]):
                st.slider(
                    plain(row.what),
                    -END,
                    END,
                    position,
                    key=key,
                    on_change=_move,
                    args=(own.id, row.id, key, t),
                )
            else:
                st.markdown(f"**{plain(row.what)}**")
            told = [t("Value: {value}", value=row.value), t("Interval: {interval}", interval=row.interval)]
            if position:
                told.append(t("moved"))
            told += [t("Certainty: {certainty}", certainty=row.certainty), plain(row.source)]
            st.markdown(" · ".join(told))
    carried.settle(t)


def told(row: Row, t: Translator) -> str:
    """One coefficient of the studio as a list item."""
    facts = [
        t("Value: {value}", value=row.value),
        t("Interval: {interval}", interval=row.interval),
        t("Certainty: {certainty}", certainty=row.certainty),
        plain(row.source),
    ]
    lines = [f"- **{plain(row.what)}**", " · ".join(facts)]
    if row.transfer != "–":
        lines.append(t("What carries over: {what}", what=plain(row.transfer)))
    return "  \n  ".join(lines)


def _move(own_id: str, coefficient: str, key: str, t: Translator) -> None:
    actor = current_actor()
    if actor is None:
        return
    try:
        assumed.move(actor, own_id, coefficient, st.session_state[key])
    except StudioError as error:
        said(t, error)
