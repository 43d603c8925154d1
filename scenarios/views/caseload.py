"""The desk: what comes back today, all clients, one opened file, services; a refresh comes back to the same place."""

from pathlib import Path

import streamlit as st

from scenarios.caseload.agenda import today
from scenarios.service import caseloads
from scenarios.views import begun, caseload_clients, caseload_file, caseload_today
from scenarios.views.caseload_desk import OPENED, PART, Desk
from scenarios.views.desk import part_of, tell_held
from studio.widgets import privacy
from studio.widgets.frame import begin, explained, header, plain, requested
from studio.widgets.links import page_link

HERE = Path(__file__).parent

actor, t = begin("practice.play")
with explained(t):
    loaded = caseloads.load(actor, requested())
begun.arrived(begun.CASELOAD, loaded.id)
desk = Desk(actor, t, loaded, loaded.package.words(t.locale))
load = desk.load
exercise = load.exercise

header(desk.words("title"), back=(t("Caseload"), HERE / "caseloads.py"))
if load.finished:
    st.success(t("The weeks are over. What came of it, and how it was done, stands in the debrief."))
    page_link(
        HERE / "caseload_debrief.py",
        label=t("Go to the debrief"),
        icon=":material/insights:",
        query_params={"id": loaded.id},
    )
else:
    with st.container(horizontal=True, vertical_alignment="center", key="caseload_week"):
        st.markdown(
            f"**{t('Week {week} of {weeks}', week=load.week + 1, weeks=exercise.weeks)}** · "
            f"{t.date(load.inputs.day(load.week))} · "
            + t(
                "{left} of {all} minutes left this week",
                left=load.minutes_left,
                all=exercise.weekly_minutes,
            )
        )
        desk.button(t("Next week"), "advance", {"kind": "advance"}, icon=":material/skip_next:", type="primary")
    st.progress(load.minutes_left / exercise.weekly_minutes)
if loaded.held and not load.finished:
    tell_held(t, HERE / "caseload_debrief.py", loaded.id)
if loaded.newer_engine:
    st.info(t("The simulation was improved since this caseload began; it goes on with the new version."))
if load.week == 0 and not loaded.sequence:
    st.info(plain(desk.words("opening")))

people = list(load.cards)
opened = st.session_state.setdefault(
    desk.key(OPENED), st.query_params.get(OPENED) if st.query_params.get(OPENED) in load.cards else people[0]
)
st.query_params[OPENED] = opened
waiting = len(today(load))
PARTS = {
    "today": f":material/inbox: {t('Today ({count})', count=waiting)}",
    "all": f":material/groups: {t('All clients')}",
    "client": f":material/folder_open: {plain(desk.name(opened))}",
    "services": f":material/storefront: {t('Services')}",
}
part = part_of(t("Part of the desk"), PARTS, desk.key(PART))
if part == "today":
    caseload_today.show(desk)
elif part == "all":
    caseload_clients.show(desk)
elif part == "services":
    caseload_clients.services(desk)
else:
    caseload_file.show(desk, opened)

st.divider()
with st.container(horizontal=True):
    if load.week and not load.finished:
        page_link(
            HERE / "caseload_debrief.py",
            label=t("Debrief so far"),
            icon=":material/insights:",
            query_params={"id": loaded.id},
        )
    st.link_button(t("The caseload as a file"), f"/caseload/{loaded.id}/run.json", icon=":material/download:")
desk.carried.settle(t)
privacy.warn(t, (*loaded.drafts.values(), *loaded.texts.values()))
st.markdown(t("All clients are synthetic. Do not type about real people."))
