"""Editing as YAML: what is typed is kept while it is typed and taken over when it is right."""

from __future__ import annotations

import streamlit as st

from scenarios.service import pending
from scenarios.views.drafting.forms import Forms
from studio.errors import Forbidden, StudioError
from studio.messages import explain
from studio.widgets.frame import current_actor
from studio.widgets.writing import writing


def by_hand(f: Forms, place: str, rows: int = 14) -> bool:
    """A button that opens YAML at a place; True while it is open, and the forms then make room."""
    t, draft = f.t, f.draft
    if not draft.editable:
        return False
    typed = f.typed.get(place)
    wrong = f"{draft.id}/{place}=wrong"
    if typed is None:
        st.session_state.pop(wrong, None)
        st.button(
            t("Edit as YAML"),
            key=f"{draft.id}/{place}=yaml",
            icon=":material/code:",
            type="tertiary",
            on_click=lambda: f.done(lambda actor: pending.begin(actor, draft.id, place, f.locale)),
        )
        return False
    writing(
        t("YAML"),
        document_id=f"{draft.id}/typed",
        path=place,
        value=typed.text,
        revision=typed.revision,
        url=f"/authoring/{draft.id}/typed",
        t=t,
        hint=t("Kept while you type. It becomes part of the scenario when you take it over."),
        rows=rows,
    )

    def take_over() -> None:
        st.session_state.pop(wrong, None)
        try:
            actor = current_actor()
            if actor is None:
                raise Forbidden("session_ended")
            conflicts = pending.take_over(actor, draft.id, place)
        except StudioError as error:
            st.session_state[wrong] = explain(error, t)
        else:
            st.session_state.setdefault(f"{draft.id}/conflicts", []).extend(conflicts)

    with st.container(horizontal=True):
        st.button(t("Take over"), key=f"{draft.id}/{place}=take", type="primary", on_click=take_over)
        st.button(
            t("Discard"),
            key=f"{draft.id}/{place}=drop",
            on_click=lambda: f.done(lambda actor: pending.discard(actor, draft.id, place)),
        )
    if wrong in st.session_state:
        st.error(st.session_state[wrong])
    return True
