"""Accepting a finding with a reason, and what was answered."""

from __future__ import annotations

import hashlib
from functools import partial

import streamlit as st

from partnership.composition.findings import answer_line, lapsed_line
from partnership.review import Finding
from partnership.review.answers import Reviewed, facts
from partnership.service import Loaded
from partnership.services import answer
from partnership.views.editing import open_item
from partnership.views.noting import Notes
from studio import ids
from studio.errors import Forbidden, StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.widgets.frame import current_actor, plain, said


def accepting(loaded: Loaded, finding: Finding, t: Translator) -> None:
    """A button that opens a place for the reason, below the finding."""
    seen = facts(loaded.agreement, finding)
    place = f"{loaded.id}/accept/{finding.code}/{finding.path}/{seen}"
    opened = f"{loaded.id}/accepting"
    if st.session_state.get(opened) != place:
        st.button(
            t("Accept with a reason"),
            key=place,
            type="tertiary",
            icon=":material/how_to_reg:",
            disabled=not loaded.editable,
            on_click=partial(open_item, opened, place),
        )
        return
    actor = _actor()
    notes = Notes(actor, loaded.id, t)
    note = f"accept/{finding.code}/{finding.path}"
    reason = notes.area(
        note,
        t("The partners accept this because"),
        hint=t("Your name and today's date are kept with it. When the facts change, the finding counts again."),
    )
    with st.container(horizontal=True):
        accepted = st.button(t("Accept"), type="primary", key=f"{place}/do")
        st.button(t("Cancel"), key=f"{place}/cancel", on_click=partial(open_item, opened, ""))
    # A second click stores no second answer; the same answer after it was taken back is a new one.
    once = hashlib.sha256(f"{place}/{loaded.revision}/{reason}".encode()).hexdigest()
    if accepted and notes.send(
        [note], lambda: answer.accept(actor, loaded.id, finding.code, finding.path, seen, reason, once)
    ):
        open_item(opened, "")
        st.rerun()


def answers_of(loaded: Loaded, each: Reviewed, t: Translator) -> None:
    """What was answered to a finding; a standing answer can be taken back."""
    for lapsed in each.lapsed:
        st.markdown(f":material/history: {plain(lapsed_line(t, lapsed))}")
    for standing in each.accepted:
        st.markdown(f":material/how_to_reg: {plain(answer_line(t, standing))}")
        st.button(
            t("Take the answer back"),
            key=f"{loaded.id}/answer/{standing.id}-",
            type="tertiary",
            icon=":material/undo:",
            disabled=not loaded.editable,
            on_click=partial(_withdraw, loaded.id, standing.id, t),
        )


def _withdraw(agreement_id: str, answer_id: str, t: Translator) -> None:
    try:
        answer.withdraw(_actor(), agreement_id, answer_id, ids.new("key"))
    except StudioError as error:
        said(t, error)


def _actor() -> Actor:
    actor = current_actor()
    if actor is None:
        raise Forbidden("session_ended")
    return actor
