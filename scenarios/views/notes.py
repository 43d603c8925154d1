"""Case notes: seven elements that save themselves while one writes, filed as one note."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios import labels
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table

SIDES: dict[str, labels.Label] = {
    "client": lambda t: t("Next step of the client"),
    "case_manager": lambda t: t("Your next step"),
}


def show(desk: Desk) -> None:
    t = desk.t
    if desk.case.stage in ("open", "closed", "followed_up"):
        editor(desk)
    forward(desk)
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


def forward(desk: Desk) -> None:
    """When the file comes back to the desk, and what was to be done by when."""
    t, case = desk.t, desk.case
    coming = [(week, t("the file comes back"), "–") for week in case.bring_forward()]
    for item in case.notes:
        for action in item.note.actions:
            if action.week >= case.week:
                who = t("Client") if action.side == "client" else t("Case manager")
                coming.append((action.week, desk.loaded.texts.get(action.text.text, ""), who))
    if not coming or desk.over:
        return
    coming.sort(key=lambda row: row[0])
    st.subheader(t("Bring-forward list"), anchor=False)
    show_table(
        {
            t("Week"): [str(row[0]) for row in coming],
            t("What"): [row[1] for row in coming],
            t("Who"): [row[2] for row in coming],
        },
        alt=t("Bring-forward list"),
    )


def editor(desk: Desk) -> None:
    t, week = desk.t, desk.case.week
    st.markdown(t("What you write saves itself. File the note when it is ready; then it belongs to the case."))
    fields = {}
    for element, (name, hint) in labels.NOTE_ELEMENTS.items():
        fields[f"note_{element}"] = name(t)
        desk.write(f"note_{element}", name(t), hint(t), rows=2, reports=True)
    for side, label in SIDES.items():
        fields[f"note_{side}"] = label(t)
        desk.write(f"note_{side}", label(t), rows=1, reports=True)
    keys = {name: f"{desk.loaded.id}/note/{name}" for name in ("action_week", "forward")}
    with st.container(horizontal=True):
        st.number_input(t("Steps done by week"), week, 104, min(104, week + 2), key=keys["action_week"])
        st.number_input(t("File back on the desk in week"), week + 1, 104, min(104, week + 2), key=keys["forward"])
    st.button(
        desk.price(t("Read over and file"), "note"),
        key="file_note",
        icon=":material/task:",
        on_click=lambda: desk.begin_review("note"),
    )
    if desk.under_review("note", fields):
        review(desk, keys)


def review(desk: Desk, keys: dict[str, str]) -> None:
    """Show the note as it will stand in the file; what was typed last is saved by then."""
    t = desk.t
    values = {name: st.session_state.get(key) for name, key in keys.items()}

    @st.dialog(t("File this note?"), on_dismiss=lambda: desk.end_review("note"))
    def ask() -> None:
        written = desk.drafted(*(f"note_{element}" for element in labels.NOTE_ELEMENTS))
        for element, (name, _) in labels.NOTE_ELEMENTS.items():
            text = written.get(f"note_{element}", "")
            st.markdown(f"**{name(t)}**: {plain(text) if text else t('(empty)')}")
        steps = desk.drafted(*(f"note_{side}" for side in SIDES))
        for side, name in SIDES.items():
            if text := steps.get(f"note_{side}", ""):
                st.markdown(f"**{name(t)}**: {plain(text)} ({t('by week {week}', week=values['action_week'])})")
        if st.button(t("File the note"), key="file_note_now", type="primary"):
            desk.end_review("note")
            file(desk, written, steps, values)
            st.rerun()

    ask()


def file(desk: Desk, written: dict[str, str], steps: dict[str, str], values: dict[str, Any]) -> None:
    texts: dict[str, str] = {}
    actions = [
        {"side": side, "text": desk.wording(side, steps[f"note_{side}"], texts), "week": values["action_week"]}
        for side in SIDES
        if f"note_{side}" in steps
    ]
    elements = {place.removeprefix("note_"): desk.wording(place, text, texts) for place, text in written.items()}
    deed = {"kind": "note", "elements": elements, "actions": actions, "bring_forward": values["forward"]}
    desk.decide(deed, texts, filed=[*written, *steps])
