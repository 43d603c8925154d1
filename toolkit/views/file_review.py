"""Beside the form: how a sample of files stands, drawing by lot, and a kept file held against the standard."""

from __future__ import annotations

import secrets

import streamlit as st

from studio import clock, ids
from studio.errors import StudioError
from studio.languages import Translator
from studio.widgets.frame import current_actor, plain, said
from studio.widgets.tables import show_table
from toolkit.file_review import paper_silences, tallies
from toolkit.file_review_words import ReviewWords
from toolkit.forms import CaseFile, FileReview
from toolkit.services import fill


def show_sample(sample: FileReview, t: Translator) -> None:
    """The result over all files, and where they fell silent."""
    if not sample.files:
        return
    words = ReviewWords(t)
    st.header(t.n("Result over {count} file", "Result over {count} files", len(sample.files)), anchor=False)
    rows = [words.tally(tally) for tally in tallies(sample.files, sample.date)]
    show_table(
        {title: [row[n] for row in rows] for n, title in enumerate(words.tally_head())},
        alt=t("How many files meet each part of the standard"),
    )
    lines = [
        f"- {plain(file.reference or t('without a name'))}: {words.silence(found)}"
        for file in sample.files
        for found in paper_silences(file, sample.date)
    ]
    if lines:
        st.markdown("\n".join(lines))


def drawing(form_id: str, t: Translator) -> None:
    """Files of a register, drawn by lot into the form."""
    with st.expander(t("Draw files by lot"), icon=":material/casino:"), st.form(f"{form_id}/draw", border=False):
        st.markdown(t("So that nobody picks the tidy ones. Number the register from 1, then take out the drawn files."))
        total = st.number_input(t("Files in the register"), 1, fill.MAX_REGISTER, 40, key=f"{form_id}/total")
        count = st.number_input(t("How many to read"), 1, fill.MAX_DRAWN, 5, key=f"{form_id}/count")
        once = st.session_state.setdefault(f"{form_id}/once", (ids.new("draw"), secrets.randbelow(9_000) + 1_000))
        if st.form_submit_button(t("Draw"), key=f"{form_id}/do"):
            actor = current_actor()
            try:
                if actor is not None:
                    fill.draw_files(actor, form_id, int(total), int(count), once[1], once[0])
            except StudioError as error:
                said(t, error)
            else:
                del st.session_state[f"{form_id}/once"]
                st.rerun()


def show_file(file: CaseFile, t: Translator) -> None:
    """A file kept here, held against the standard, with the entries each judgement rests on."""
    work, well = ReviewWords(t).told(file, clock.today(), plain)
    st.header(t("Held against the standard for files"), anchor=False)
    st.markdown(work or t("Nothing needs work."))
    with st.expander(t("What is well"), icon=":material/check:"):
        st.markdown(well or t("Nothing yet."))
