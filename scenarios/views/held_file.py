"""The run's own case file in the debrief, held against the standard for files."""

from __future__ import annotations

import streamlit as st

from scenarios.service.papers import writer
from scenarios.views.desk import Desk
from studio.widgets.frame import plain
from toolkit.file_review_words import ReviewWords


def show(desk: Desk) -> None:
    t, words = desk.t, ReviewWords(desk.t)
    st.markdown(
        t(
            "A file is written for the colleague who takes over tomorrow, and it belongs to the client. "
            "Here yours is held against the standard for files; each judgement names the entries it rests on."
        )
    )
    file = writer(desk.actor, desk.loaded).case_file()
    work, well = words.told(file, desk.loaded.replay.inputs.day(desk.case.week), plain)
    st.subheader(t("What needs work"), anchor=False)
    st.markdown(work or t("Nothing needs work."))
    st.subheader(t("What is well"), anchor=False)
    st.markdown(well or t("Nothing yet."))
    with st.container(horizontal=True):
        for to, label in (("docx", t("Case file (Word)")), ("pdf", t("Case file (PDF)"))):
            st.link_button(label, f"/practice/{desk.loaded.id}/case-file.{to}", icon=":material/folder_open:")
