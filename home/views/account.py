"""My account: password and signed-in devices."""

from datetime import datetime

import streamlit as st

from studio import identity
from studio.devices import called
from studio.errors import StudioError
from studio.identity import ACCOUNT_ROLES, MIN_PASSWORD, Role
from studio.messages import explain
from studio.widgets.frame import begin, header, said

actor, t = begin()
header(t("My account"), t("How you sign in, and on which devices you are signed in."))

if actor.role in ACCOUNT_ROLES:
    st.header(t("Password"), anchor=False)
    if actor.role is Role.OWNER:
        st.markdown(
            t(
                "As owner you can always sign in with the link that the start command prints; for half an hour after "
                "it you can choose a password without the present one. "
                "With a password you can also sign in from other devices, with the sign-in name “owner”."
            )
        )
    by_link = identity.knows_by_link(actor)
    with st.form("account_password", clear_on_submit=True):
        present = ""
        if by_link:
            st.markdown(
                t("You have just come by the link of the start: for now you need not know the present password.")
            )
        else:
            present = st.text_input(
                t("Present password"), type="password", key="account_present", autocomplete="current-password"
            )
        first = st.text_input(
            t("New password (at least {minimum} characters)", minimum=MIN_PASSWORD),
            type="password",
            key="account_first",
            autocomplete="new-password",
        )
        second = st.text_input(t("The same again"), type="password", key="account_second", autocomplete="new-password")
        if st.form_submit_button(t("Change password"), key="account_change", type="primary"):
            if first != second:
                st.error(t("The two passwords differ. Please type them again."))
            else:
                try:
                    identity.change_password(actor, present, first)
                except StudioError as error:
                    st.error(explain(error, t))
                else:
                    st.success(t("The password is changed. All other devices are signed out."))

st.header(t("Signed-in devices"), anchor=False)
for session in identity.sessions(actor):
    with st.container(border=True):
        since = t.instant(datetime.fromisoformat(session.created_at))
        where = called(session.device, t)
        if session.current:
            where = t("{device} (this device)", device=where)
        st.markdown(t("**{where}** · signed in {since}", where=where, since=since))
        if not session.current and st.button(t("Sign this device out"), key=f"account_revoke_{session.id}"):
            try:
                identity.revoke_session(actor, session.id)
            except StudioError as error:
                said(t, error)
            st.rerun()
