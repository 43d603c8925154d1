"""One form: fill it in, see what is missing, take it away."""

from pathlib import Path

import streamlit as st

from studio import clock
from studio.widgets.frame import begin, explained, header, requested
from toolkit.completeness import SOURCES, gaps
from toolkit.form_words import FormWords
from toolkit.loader import cite
from toolkit.services import fill
from toolkit.views.form_editor import FormEditor

HERE = Path(__file__).parent

actor, t = begin("form.create")
with explained(t):
    loaded = fill.load(actor, requested())
form, words = loaded.form, FormWords(actor.locale)
header(words.title(form.kind), words.about(form.kind), back=(t("Forms"), HERE / "forms.py"))

with st.container(horizontal=True):
    for to, label in (("docx", t("Word document")), ("pdf", t("PDF"))):
        st.link_button(label, f"/forms/{loaded.document.id}/export.{to}", icon=":material/download:")

writing_side, missing_side = st.columns([3, 1])
with writing_side:
    st.info(t("Synthetic people only: never type the data of a real client."), icon=":material/shield_person:")
    editor = FormEditor(loaded.document, words, t)
    editor.part(type(form), loaded.document.body, form.kind)
with missing_side:
    found = gaps(form, clock.today())
    st.header(t("Still missing"), anchor=False)
    if not found:
        st.markdown(t("Nothing; the form is complete."))
    seen: set[str] = set()
    for gap in found:
        if gap.code not in seen:
            seen.add(gap.code)
            st.markdown(f"- {words.gap(gap)} ({cite(SOURCES[gap.code], actor.locale)})")
editor.settle()
