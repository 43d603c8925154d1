"""The case: one page with its parts; a refresh comes back to the same part."""

from pathlib import Path

import streamlit as st

from scenarios import service
from scenarios.views import closing, needs, notebook, notes, planning, talk, weeks
from scenarios.views.desk import Desk, part_of
from studio.widgets.frame import begin, explained, header, plain, requested

HERE = Path(__file__).parent

actor, t = begin("practice.play")
with explained(t):
    loaded = service.load(actor, requested())
desk = Desk(actor, t, loaded, loaded.package.words(t.locale))
case, scenario, words = desk.case, desk.scenario, desk.words

header(f"{desk.client}: {words('title')}")
day = t.date(loaded.replay.inputs.day(case.week))
st.markdown(
    " · ".join(
        [
            t("Week {week}, {day}", week=case.week, day=day),
            t(
                "{left} of {all} minutes left this week",
                left=case.minutes_left,
                all=scenario.weekly_minutes,
            )
            if not desk.over
            else t("Casework has ended"),
            t("in work") if case.employed else t("without work"),
        ]
    )
)
if loaded.newer_engine:
    st.info(t("The simulation was improved since this run began; it goes on with the new version."))
waiting = [event for event in case.events.values() if event.state == "open"]
if waiting and not desk.over:
    with st.container(border=True, key="waiting_events"):
        weeks.events(desk)

PARTS = {
    "talk": (t("Conversation"), ":material/forum:", talk.show),
    "notebook": (t("Notebook"), ":material/menu_book:", notebook.show),
    "needs": (t("Needs"), ":material/grid_on:", needs.show),
    "plan": (t("Plan"), ":material/checklist:", planning.show),
    "weeks": (t("Weeks"), ":material/calendar_month:", weeks.show),
    "notes": (t("Notes"), ":material/edit_note:", notes.show),
    "end": (t("Closing"), ":material/flag:", closing.show),
}
names = {name: f"{icon} {title}" for name, (title, icon, _) in PARTS.items()}
part = part_of(t("Part of the case"), names, f"{loaded.id}/part")
st.header(PARTS[part][0], anchor=False)
PARTS[part][2](desk)

st.divider()
with st.container(horizontal=True):
    st.page_link(HERE / "gallery.py", label=t("All runs"), icon=":material/arrow_back:")
    st.link_button(t("Protocol (Word)"), f"/practice/{loaded.id}/protocol.docx", icon=":material/description:")
    st.link_button(t("Protocol (PDF)"), f"/practice/{loaded.id}/protocol.pdf", icon=":material/picture_as_pdf:")
    st.link_button(t("Case file (Word)"), f"/practice/{loaded.id}/case-file.docx", icon=":material/folder:")
st.markdown(plain(t("{client} is a synthetic person. Do not type about real people.", client=desk.client)))
