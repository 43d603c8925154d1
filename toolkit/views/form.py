"""One form: fill it in, see what is missing, take it away."""

from pathlib import Path

import streamlit as st

from studio import clock
from studio.privacy import texts_of
from studio.widgets import privacy
from studio.widgets.frame import begin, explained, header, requested
from toolkit.completeness import SOURCES, gaps
from toolkit.form_words import FormWords
from toolkit.forms import CaseFile, FileReview
from toolkit.loader import cite
from toolkit.services import fill
from toolkit.views.file_review import drawing, show_file, show_sample
from toolkit.views.form_editor import FormEditor

HERE = Path(__file__).parent

actor, t = begin("form.create")
with explained(t):
    loaded = fill.load(actor, requested())
form, words = loaded.form, FormWords(actor.locale)
header(words.title(form.kind), words.about(form.kind), back=(t("Forms"), HERE / "forms.py"))

with st.container(horizontal=True):
    kinds = [("docx", t("Word document")), ("pdf", t("PDF"))]
    if isinstance(form, FileReview):
        kinds.append(("xlsx", t("Spreadsheet")))
    for to, label in kinds:
        st.link_button(label, f"/forms/{loaded.document.id}/export.{to}", icon=":material/download:")

writing_side, missing_side = st.columns([3, 1])
with writing_side:
    if isinstance(form, FileReview):
        warning = t("No names: files are known by reference numbers that only you can look up.")
    else:
        warning = t("Synthetic people only: never type the data of a real client.")
    st.info(warning, icon=":material/shield_person:")
    if isinstance(form, FileReview):
        drawing(loaded.document.id, t)
    editor = FormEditor(loaded.document, words, t)
    editor.part(type(form), loaded.document.body, form.kind)
    if isinstance(form, FileReview):
        show_sample(form, t)
    elif isinstance(form, CaseFile):
        show_file(form, t)
with missing_side:
    found = gaps(form, clock.today())
    st.header(t("Still missing"), anchor=False)
    if not found:
        st.markdown(t("Nothing; the form is complete."))
    for code, said in words.missing(found).items():
        st.markdown(f"- {said} ({cite(SOURCES[code], actor.locale)})")
privacy.warn(t, texts_of(loaded.document.body))
editor.settle()
