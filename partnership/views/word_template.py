"""The institution's own Word template: bringing one with a check of its places, choosing, leaving."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from partnership.service import Loaded
from partnership.services import word_template
from studio.documents.word_template import REQUIRED, places
from studio.errors import StudioError
from studio.identity import Actor
from studio.languages import Translator
from studio.messages import explain
from studio.widgets.frame import begin, plain, said


def template(actor: Actor, loaded: Loaded, t: Translator) -> None:
    st.markdown(
        t(
            "Word documents of this agreement can come on your letterhead. Download the template that comes along, "
            "change logo, fonts and wording in Word, keep the places in double braces, and bring it back here."
        )
    )
    st.link_button(t("Download the template to start from"), "/agreements/template.docx", icon=":material/download:")
    chosen = word_template.chosen(actor, loaded.id)
    if chosen is None:
        st.markdown(t("At present this agreement uses the studio's own look."))
    else:
        st.markdown(t("At present this agreement uses **{name}**.", name=plain(chosen.name)))
    with st.expander(t("Places a template can have"), icon=":material/data_object:"):
        st.markdown("\n".join(f"- `{{{{ {name} }}}}`: {words}" for name, words in _meanings(t).items()))
    if not loaded.editable:
        return
    key = f"{loaded.id}/template"
    with st.form(f"{key}/form", clear_on_submit=True):
        file = st.file_uploader(t("Word template (.docx)"), type=["docx"], key=f"{key}/file")
        if st.form_submit_button(t("Check and use"), key=f"{key}/use", type="primary"):
            if file is None:
                st.warning(t("Choose a file first."))
            else:
                _bring(loaded.id, file.name, file.getvalue())
    report = st.session_state.pop(f"{key}/report", None)
    if report:
        st.success(report)
    others = word_template.elsewhere(actor, loaded.id)
    if others:
        names = {each.id: each.name for each in others}
        wanted = st.selectbox(
            t("Template of another agreement"),
            list(names),
            index=None,
            format_func=names.__getitem__,
            key=f"{key}/other",
            placeholder=t("Choose a template…"),
        )
        if st.button(t("Use this one"), key=f"{key}/choose", disabled=wanted is None) and wanted:
            _do(lambda: word_template.choose(actor, loaded.id, wanted), t)
    if chosen is not None and st.button(t("Use the studio's own look"), key=f"{key}/leave"):
        _do(lambda: word_template.leave(actor, loaded.id), t)


def _bring(agreement_id: str, name: str, content: bytes) -> None:
    actor, t = begin()
    try:
        word_template.bring(actor, agreement_id, name, content)
    except StudioError as error:
        st.error(explain(error, t))
        return
    found = places(content)
    absent = [f"{{{{ {each} }}}}" for each in _meanings(t) if each not in found and each not in REQUIRED]
    words = t("The template fits and is used from now on. A document was written on it to make sure.")
    if absent:
        words += " " + t("It leaves out: {places}. That is allowed.", places=", ".join(f"`{each}`" for each in absent))
    st.session_state[f"{agreement_id}/template/report"] = words
    st.rerun()


def _do(act: Callable[[], None], t: Translator) -> None:
    try:
        act()
    except StudioError as error:
        said(t, error)
    else:
        st.rerun()


def _meanings(t: Translator) -> dict[str, str]:
    return {
        "title": t("title of the agreement (needed)"),
        "body": t("the text itself, alone in a paragraph (needed)"),
        "subtitle": t("line under the title"),
        "facts": t("partners, territory and term, alone in a paragraph"),
        "contents": t("table of contents, alone in a paragraph"),
        "header": t("title for the head of each page"),
        "footer": t("protocol number or status for the foot of each page"),
        "pages": t("page number"),
        "author": t("names of the partners"),
    }
