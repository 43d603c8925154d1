"""My standards checks, a new one, and the instruments there are."""

from pathlib import Path

import streamlit as st

from studio import ids
from studio.errors import StudioError
from studio.widgets.frame import begin, empty, header, plain, said
from toolkit.loader import instrument_words, instruments
from toolkit.services import assess

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
        st.page_link(
            HERE / "answer.py", label=plain(found.title), icon=":material/checklist:", query_params={"id": found.id}
        )
        st.progress(
            found.answered / found.total,
            text=t("{count} of {total} answered", count=found.answered, total=found.total)
            + f" · {t('since {date}', date=t.date(found.created_at.date()))}",
        )
        with st.container(horizontal=True):
            st.page_link(
                HERE / "results.py", label=t("Results"), icon=":material/bar_chart:", query_params={"id": found.id}
            )
            st.page_link(
                HERE / "plan.py",
                label=t("Improvement plan"),
                icon=":material/construction:",
                query_params={"id": found.id},
            )

library = instruments()
titles = {instrument.id: instrument_words(instrument, actor.locale).title for instrument in library.values()}

st.header(t("New check"), anchor=False)
st.session_state.setdefault("check_new", ids.new("ass"))
with st.form("check_form"):
    chosen = st.selectbox(t("Instrument"), list(library), format_func=titles.__getitem__, key="check_instrument")
    title = st.text_input(
        t("Title"), key="check_title", max_chars=assess.MAX_TITLE, placeholder=t("For example: our partnership, spring")
    )
    if st.form_submit_button(t("Start"), type="primary", key="check_start"):
        try:
            created = assess.start(actor, chosen or "", title, st.session_state["check_new"])
        except StudioError as error:
            said(t, error)
        else:
            del st.session_state["check_new"]
            st.switch_page(HERE / "answer.py", query_params={"id": created})

st.header(t("Instruments"), anchor=False)
for instrument in library.values():
    with st.container(border=True, key=f"instrument_{instrument.id}"):
        st.page_link(
            HERE / "instrument.py",
            label=titles[instrument.id],
            icon=":material/menu_book:",
            query_params={"id": instrument.id},
        )
        st.markdown(instrument_words(instrument, actor.locale).about)
        standards = t.n("{count} standard", "{count} standards", len(instrument.groups()))
        criteria = t.n("{count} criterion", "{count} criteria", len(instrument.items()))
        st.markdown(f"{standards} · {criteria} · {t('version {version}', version=instrument.version)}")
