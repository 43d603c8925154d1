"""Who may read or edit an agreement, and putting it away."""

from __future__ import annotations

import streamlit as st

from partnership import service
from partnership.views.guide import VIEWS, tabs
from studio.errors import StudioError
from studio.messages import explain
from studio.rights import Level
from studio.widgets.frame import begin, explained, header, plain, requested, said

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    colleagues = service.people(actor, loaded.id)
header(loaded.agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)

levels = {Level.READER: t("may read"), Level.EDITOR: t("may edit"), Level.OWNER: t("owns the agreement")}
owner = loaded.level is Level.OWNER
st.header(t("People with access"), anchor=False)
for colleague in colleagues:
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{plain(colleague.name) or t('(erased)')}** {levels[colleague.level]}")
        if (
            owner
            and colleague.level is not Level.OWNER
            and st.button(t("Take access back"), key=f"{loaded.id}/unshare/{colleague.person_id}")
        ):
            try:
                service.unshare(actor, loaded.id, colleague.person_id)
            except StudioError as error:
                said(t, error)
            st.rerun()
if owner:
    st.header(t("Give access"), anchor=False)
    with st.form("agreement_share", clear_on_submit=True):
        login = st.text_input(t("Sign-in name of an account"), key="agreement_share_login", max_chars=80)
        level = st.selectbox(
            t("What the person may do"),
            [Level.EDITOR, Level.READER],
            format_func=levels.__getitem__,
            key="agreement_share_level",
        )
        if st.form_submit_button(t("Give access"), key="agreement_share_do", type="primary"):
            try:
                service.share(actor, loaded.id, login, level)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.rerun()
    st.header(t("Put away"), anchor=False)
    st.markdown(t("The agreement disappears from every list. Its revisions stay in the database."))
    with st.popover(t("Put this agreement away"), icon=":material/delete:"):
        st.markdown(t("Export it first if somebody may still need it."))
        if st.button(t("Put away now"), key=f"{loaded.id}/delete"):
            with explained(t):
                service.delete(actor, loaded.id)
            st.switch_page(VIEWS / "list.py")
