"""Administration: people and roles, health and backup, audit trail."""

import streamlit as st

from home import administration
from studio import identity
from studio.errors import StudioError
from studio.identity import ACCOUNT_ROLES, MIN_PASSWORD, Role
from studio.messages import explain
from studio.widgets.frame import begin, header, plain, said
from studio.widgets.tables import show_table

actor, t = begin("studio.administer")
header(t("Administration"), t("People and roles, backup and health, and what was done when."))

ROLES = {
    Role.OWNER: t("Owner: everything, and this page"),
    Role.TRAINER: t("Trainer: runs workshops, drafts, assesses, practises"),
    Role.MANAGER: t("Partnership manager: drafts agreements, assesses, practises"),
    Role.TRAINEE: t("Trainee: practises and fills in forms"),
}


def new_password(person_id: str) -> None:
    """For somebody who has forgotten theirs; every device of the person is signed out."""
    with st.popover(t("Give a new password")), st.form(f"administration_reset_{person_id}", border=False):
        given = st.text_input(
            t("New password (at least {minimum} characters)", minimum=MIN_PASSWORD),
            type="password",
            key=f"administration_new_password_{person_id}",
            autocomplete="new-password",
        )
        if st.form_submit_button(t("Set the password"), key=f"administration_set_{person_id}"):
            try:
                identity.set_password(actor, person_id, given)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.success(t("The new password holds. Tell it to the person; their devices are signed out."))


people, care, trail = st.tabs([t("People"), t("Backup and health"), t("Audit trail")], key="administration_tabs")

with people:
    st.header(t("New account"), anchor=False)
    st.markdown(t("People who join a workshop by code need no account."))
    made = st.session_state.setdefault("administration_made", 0)  # a new form is empty; a refused one keeps its words
    with st.form(f"administration_new_{made}"):
        name = st.text_input(t("Name"), key=f"administration_name_{made}", max_chars=identity.MAX_NAME)
        login = st.text_input(t("Sign-in name"), key=f"administration_login_{made}", max_chars=80, autocomplete="off")
        password = st.text_input(
            t("First password (at least {minimum} characters)", minimum=MIN_PASSWORD),
            type="password",
            key=f"administration_password_{made}",
            autocomplete="new-password",
        )
        role = st.selectbox(
            t("Role"), ACCOUNT_ROLES, index=1, format_func=ROLES.__getitem__, key=f"administration_role_{made}"
        )
        if st.form_submit_button(t("Create account"), key=f"administration_create_{made}", type="primary"):
            try:
                identity.create_account(actor, name=name, login=login, password=password, role=role)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.session_state["administration_made"] = made + 1
                st.toast(t("The account is ready. Tell the person the sign-in name and the first password."))
                st.rerun()
    st.header(t("Accounts"), anchor=False)
    for account in identity.accounts(actor):
        with st.container(border=True):
            state = "" if account.active else f" · {t('closed')}"
            st.markdown(
                f"**{plain(account.name)}** · {plain(account.login)} · {ROLES[account.role].split(':')[0]}{state}"
            )
            if account.person_id == actor.person_id:
                continue
            with st.container(horizontal=True):
                label = t("Close account") if account.active else t("Open account again")
                if st.button(label, key=f"administration_active_{account.person_id}"):
                    try:
                        identity.set_active(actor, account.person_id, not account.active)
                    except StudioError as error:
                        said(t, error)
                    st.rerun()
                new_password(account.person_id)

with care:
    health = administration.health(actor)
    st.header(t("Health"), anchor=False)
    if health.problems:
        st.error("\n".join(f"- {plain(problem)}" for problem in health.problems), title=t("The database has problems"))
    else:
        st.success(t("The database is whole and up to date."))
    show_table(
        {
            t("What"): [t("Database"), t("Version"), t("People"), t("Documents")],
            t("Value"): [health.kind, health.revision, t.number(health.people), t.number(health.documents)],
        },
        alt=t("State of the database"),
    )
    st.header(t("Backup"), anchor=False)
    if health.kind == "sqlite":
        st.markdown(
            t(
                "One file holds everything: people, agreements, assessments, runs and files. "
                "Keep it as carefully as the originals; to put it back, stop the studio and use the command "
                "`icm database restore FILE`."
            )
        )
        st.link_button(t("Download a backup"), "/administration/backup", icon=":material/download:")
    else:
        st.markdown(
            t("This studio keeps its data in PostgreSQL. Back it up with the tools of that database (pg_dump).")
        )

with trail:
    st.header(t("The last 200 actions"), anchor=False)
    events = administration.trail(actor)
    st.dataframe(
        {
            t("When"): [t.instant(event.at) for event in events],
            t("Who"): [event.who or t("(erased)") for event in events],
            t("What"): [event.action for event in events],
            t("Object"): [event.object_id for event in events],
        },
        alt=t("Audit trail"),
        hide_index=True,
    )
