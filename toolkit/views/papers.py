"""Files beside an answer: what is there, and a form to put another one there."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from studio import clock, ids
from studio.errors import StudioError
from studio.languages import Translator
from studio.widgets.frame import current_actor, leave, plain, said
from toolkit.services import evidence


def papers(
    assessment_id: str, item_id: str, listed: Iterable[evidence.Evidence], t: Translator, disabled: bool = False
) -> None:
    """The files of one item; one's own can be taken away while the round is open."""
    for kept in listed:
        with st.container(horizontal=True, vertical_alignment="center"):
            leave(kept.name, f"/assessments/{assessment_id}/evidence/{kept.id}")
            st.markdown(_about(kept, t))
            if kept.mine and not disabled:
                st.button(
                    t("Take away"),
                    key=f"paper_{kept.id}",
                    icon=":material/delete:",
                    on_click=_remove,
                    args=(assessment_id, kept.id, t),
                )
    if disabled:
        return
    number = f"paper/{assessment_id}/{item_id}"
    turn = st.session_state.setdefault(number, ids.new("evi"))
    with st.form(f"{number}/{turn}", border=False):
        file = st.file_uploader(
            t("A file that shows it (PDF, Word, Excel, picture)"),
            type=["pdf", "docx", "xlsx", "png", "jpg", "jpeg"],
            key=f"{number}/{turn}/file",
        )
        owner = st.text_input(t("Who keeps the original"), max_chars=evidence.MAX_OWNER, key=f"{number}/{turn}/owner")
        until = st.date_input(t("Holds until"), None, format="DD.MM.YYYY", key=f"{number}/{turn}/until")
        if st.form_submit_button(t("Add the file"), icon=":material/attach_file:") and file is not None:
            actor = current_actor()
            if actor is None:
                return
            about = {"owner": owner, "expires_on": until, "new_id": turn}
            try:
                evidence.add(actor, assessment_id, item_id, file.name, file.getvalue(), **about)
            except StudioError as error:
                said(t, error)
            else:
                del st.session_state[number]
                st.rerun()


def _about(kept: evidence.Evidence, t: Translator) -> str:
    said_about = []
    if kept.owner:
        said_about.append(t("kept by {owner}", owner=plain(kept.owner)))
    if kept.expires_on:
        day = t.date(kept.expires_on)
        expired = kept.expired(clock.today())
        said_about.append(t("expired on {date}", date=day) if expired else t("holds until {date}", date=day))
    return " · ".join(said_about)


def _remove(assessment_id: str, evidence_id: str, t: Translator) -> None:
    actor = current_actor()
    if actor is None:
        return
    try:
        evidence.remove(actor, assessment_id, evidence_id)
    except StudioError as error:
        said(t, error)
