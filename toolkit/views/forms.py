"""Forms: mine, a new one, and blank ones to print."""

from pathlib import Path

import streamlit as st

from studio.errors import StudioError
from studio.rights import allowed
from studio.widgets.frame import begin, empty, header, plain, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from toolkit.form_words import FormWords
from toolkit.forms import FormKind
from toolkit.services import fill

HERE = Path(__file__).parent

actor, t = begin("toolkit.read")
words = FormWords(actor.locale)
header(
    t("Forms"),
    t("The forms of casework, to fill in or to print. Synthetic people only: never type the data of a real client."),
    back=(t("Toolkit"), HERE / "reader.py"),
)

if allowed(actor, "form.create"):
    st.header(t("My forms"), anchor=False)
    mine = fill.listed(actor)
    if not mine:
        empty(t("No form yet"), t("Begin one below. It saves itself while you write."), icon=":material/description:")
    for loaded in mine:
        form = loaded.form
        name = plain(form.client_name) or t("without a name")
        page_link(
            HERE / "form.py",
            label=f"{words.title(form.kind)}: {name} ({t.instant(loaded.document.changed_at)})",
            icon=":material/description:",
            query_params={"id": loaded.document.id},
        )

    st.header(t("New form"), anchor=False)
    with st.form("form_form"):
        kind = st.selectbox(t("Form"), [k.value for k in FormKind], format_func=words.title, key="form_kind", index=1)
        if st.form_submit_button(t("Begin"), type="primary", key="form_begin"):
            try:
                with one_key(f"form/{kind}", "frm") as new_id:
                    created = fill.create(actor, kind, new_id)
            except StudioError as error:
                said(t, error)
            else:
                st.switch_page(HERE / "form.py", query_params={"id": created})

st.header(t("Blank forms to print"), anchor=False)
for kind in FormKind:
    with st.container(border=True, key=f"blank_{kind}"):
        st.subheader(words.title(kind), anchor=False)
        st.markdown(words.about(kind))
        with st.container(horizontal=True):
            for to, label in (("docx", t("Word document")), ("pdf", t("PDF"))):
                st.link_button(f"{words.title(kind)}: {label}", f"/forms/blank/{kind}.{to}", icon=":material/download:")
