"""Case notes: seven elements that save themselves while one writes, filed as one note."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios import labels
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain


def show(desk: Desk) -> None:
    t = desk.t
    if desk.case.stage in ("open", "closed", "followed_up"):
        editor(desk)
    st.subheader(t("Filed notes"), anchor=False)
    if not desk.case.notes:
        empty(t("No note yet"), t("A colleague should be able to go on tomorrow from what you write today."))
    for item in reversed(desk.case.notes):
        with st.container(border=True, key=f"note_{item.sequence}"):
            title = t("Week {week}", week=item.week)
            if item.note.bring_forward is not None:
                title += " · " + t("back on the desk in week {week}", week=item.note.bring_forward)
            st.markdown(f"**{title}**")
            for element, wording in item.note.elements.items():
                name = labels.NOTE_ELEMENTS[element][0](t)
                st.markdown(f"{name}: {plain(desk.loaded.texts.get(wording.text, ''))}")
            for action in item.note.actions:
                who = t("Client") if action.side == "client" else t("Case manager")
                text = plain(desk.loaded.texts.get(action.text.text, ""))
                st.markdown(f"- {who}: {text} ({t('by week {week}', week=action.week)})")


def editor(desk: Desk) -> None:
    t, week = desk.t, desk.case.week
    st.markdown(t("What you write saves itself. File the note when it is ready; then it belongs to the case."))
    for element, (name, hint) in labels.NOTE_ELEMENTS.items():
        desk.write(f"note_{element}", name(t), hint(t), rows=2)
    keys = {name: f"{desk.loaded.id}/note/{name}" for name in ("client", "case_manager", "action_week", "forward")}
    st.text_input(t("Next step of the client"), key=keys["client"], max_chars=500)
    st.text_input(t("Your next step"), key=keys["case_manager"], max_chars=500)
    with st.container(horizontal=True):
        st.number_input(t("Steps done by week"), week, 104, min(104, week + 2), key=keys["action_week"])
        st.number_input(t("File back on the desk in week"), week + 1, 104, min(104, week + 2), key=keys["forward"])
    st.button(t("Read over and file"), key="file_note", icon=":material/task:", on_click=_open)
    if st.session_state.pop("note_opened", False):
        review(desk, keys)


def _open() -> None:
    st.session_state["note_opened"] = True


def review(desk: Desk, keys: dict[str, str]) -> None:
    """Show the note as it will stand in the file; what was typed last is saved by then."""
    t = desk.t
    values = {name: st.session_state.get(key) for name, key in keys.items()}

    @st.dialog(t("File this note?"))
    def ask() -> None:
        written = desk.drafted(*(f"note_{element}" for element in labels.NOTE_ELEMENTS))
        for element, (name, _) in labels.NOTE_ELEMENTS.items():
            text = written.get(f"note_{element}", "")
            st.markdown(f"**{name(t)}**: {plain(text) if text else t('(empty)')}")
        if st.button(t("File the note"), key="file_note_now", type="primary"):
            file(desk, written, values, keys)
            st.rerun()

    ask()


def file(desk: Desk, written: dict[str, str], values: dict[str, Any], keys: dict[str, str]) -> None:
    texts: dict[str, str] = {}
    actions = [
        {"side": side, "text": desk.wording(side, values[side], texts), "week": values["action_week"]}
        for side in ("client", "case_manager")
        if (values[side] or "").strip()
    ]
    elements = {place.removeprefix("note_"): desk.wording(place, text, texts) for place, text in written.items()}
    deed = {"kind": "note", "elements": elements, "actions": actions, "bring_forward": values["forward"]}
    if desk.decide(deed, texts, filed=list(written)):
        for name in ("client", "case_manager"):
            st.session_state.pop(keys[name], None)
