"""My standards checks, a new one, and the instruments there are."""

from pathlib import Path

import streamlit as st

from studio.errors import StudioError
from studio.widgets.frame import begin, empty, header, plain, requested, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from toolkit.loader import FIRST, instrument_words, instruments
from toolkit.services import assess, own
from toolkit.views.library import show_library

HERE = Path(__file__).parent

actor, t = begin("assessment.create")
header(
    t("Standards"),
    t("Check together where your casework stands, see the gaps, and agree what to do next. It is no inspection."),
)

mine = assess.listed(actor)
st.header(t("My checks"), anchor=False)
if not mine:
    empty(t("No check yet"), t("Start one below. Every answer is saved at once; you can stop and go on at any time."))
for found in mine:
    with st.container(border=True, key=f"check_{found.id}"):
        page_link(
            HERE / "answer.py", label=plain(found.title), icon=":material/checklist:", query_params={"id": found.id}
        )
        st.progress(
            found.answered / found.total,
            text=t("{count} of {total} answered", count=found.answered, total=found.total)
            + f" · {t('since {date}', date=t.date(found.created_at.date()))}",
        )
        with st.container(horizontal=True):
            here = {"id": found.id}
            if found.coordinated:
                page_link(HERE / "round.py", label=t("Raters and round"), icon=":material/group:", query_params=here)
            page_link(
                HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id}
            )
            page_link(
                HERE / "plan.py",
                label=t("Improvement plan"),
                icon=":material/construction:",
                query_params={"id": found.id},
            )

mine_too = {each.id: each.own for each in own.listed(actor)}
library = {each: held.instrument for each, held in mine_too.items()} | instruments()
texts = {each: held.words for each, held in mine_too.items()} | {
    instrument.id: instrument_words(instrument, actor.locale) for instrument in instruments().values()
}
asked_for = requested("instrument")
if asked_for in library:
    st.session_state.setdefault("check_instrument", asked_for)

st.header(t("New check"), anchor=False)
if "check_instrument" not in st.session_state:
    st.session_state["check_instrument"] = FIRST
with st.form("check_form"):
    chosen = st.selectbox(
        t("Instrument"), list(library), format_func=lambda each: texts[each].title, key="check_instrument"
    )
    title = st.text_input(
        t("Title"), key="check_title", max_chars=assess.MAX_TITLE, placeholder=t("For example: our partnership, spring")
    )
    if st.form_submit_button(t("Start"), type="primary", key="check_start"):
        try:
            with one_key(f"check/{chosen}", "ass") as new_id:
                created = assess.start(actor, chosen or "", title, new_id)
        except StudioError as error:
            said(t, error)
        else:
            st.switch_page(HERE / "answer.py", query_params={"id": created})

page_link(HERE / "own.py", label=t("Instruments of my own"), icon=":material/upload_file:")
st.header(t("Library"), anchor=False)
show_library(library.values(), texts, t)
