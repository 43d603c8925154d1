"""Keeping an agreement or one of its annexes as a template of one's own."""

from __future__ import annotations

from functools import partial

import streamlit as st

from partnership.services import reuse
from partnership.views.guide import VIEWS
from studio import ids
from studio.errors import Forbidden, StudioError
from studio.languages import Translator
from studio.rights import allowed
from studio.widgets.frame import current_actor, said
from studio.widgets.links import page_link


def keeping(agreement_id: str, title: str, t: Translator, annex_id: str = "") -> None:
    """A button that asks for a name; shown to people who may create agreements."""
    actor = current_actor()
    if actor is None or not allowed(actor, "agreement.create"):
        return
    place = f"{agreement_id}/{annex_id}/keep"
    with st.popover(t("Keep as a template"), icon=":material/copy_all:"):
        st.markdown(
            t(
                "People, contacts, registration and protocol numbers, meetings and answers to findings stay behind; "
                "texts, figures, actions and bodies are kept."
            )
            if not annex_id
            else t("The text of this document is kept, so that other agreements can start from it.")
        )
        st.text_input(t("Name of the template"), title, key=f"{place}/name", max_chars=300)
        st.text_input(t("When to use this template"), key=f"{place}/when", max_chars=1_000)
        once = st.session_state.setdefault(f"{place}/once", ids.new("key"))  # a second click keeps no second template
        st.button(
            t("Keep it"),
            key=f"{place}/do",
            type="primary",
            on_click=partial(_keep, agreement_id, annex_id, place, once, t),
        )
        if st.session_state.get(f"{place}/kept"):
            st.success(t("Kept. You find it among your templates."))
            page_link(VIEWS / "templates.py", label=t("Agreement templates"), icon=":material/copy_all:")


def _keep(agreement_id: str, annex_id: str, place: str, once: str, t: Translator) -> None:
    state = st.session_state
    name, when = str(state[f"{place}/name"]), str(state[f"{place}/when"])
    try:
        actor = current_actor()
        if actor is None:
            raise Forbidden("session_ended")
        if annex_id:
            reuse.keep_annex(actor, agreement_id, annex_id, name, when, once)
        else:
            reuse.keep_agreement(actor, agreement_id, name, when, once)
    except StudioError as error:
        said(t, error)
    else:
        state[f"{place}/kept"] = True
        state.pop(f"{place}/once")
