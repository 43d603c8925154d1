"""The case: one page with its parts; a refresh comes back to the same part."""

from pathlib import Path

import streamlit as st

from scenarios import service
from scenarios.views import begun, closing, guide, needs, notebook, notes, planning, talk, weeks
from scenarios.views.desk import Desk, part_of, tell_held
from studio.widgets import privacy
from studio.widgets.frame import begin, current_actor, explained, header, plain, requested
from studio.widgets.links import page_link

HERE = Path(__file__).parent

actor, t = begin("practice.play")
with explained(t):
    loaded = service.load(actor, requested())
begun.arrived(begun.CASE, loaded.id)
desk = Desk(actor, t, loaded, loaded.package.words(t.locale))
case, scenario, words = desk.case, desk.scenario, desk.words

header(desk.client, plain(words("title")))
day = t.date(loaded.replay.inputs.day(case.week))
stands = [t("Week {week}, {day}", week=case.week, day=day), t("in work") if case.employed else t("without work")]
if desk.over:
    st.markdown(" · ".join([*stands, t("Casework has ended")]))
else:
    st.markdown(" · ".join(stands))
    st.progress(
        case.minutes_left / scenario.weekly_minutes,
        text=t("{left} of {all} minutes left this week", left=case.minutes_left, all=scenario.weekly_minutes),
    )
if len(loaded.replay.inputs.played) > 1 and loaded.seat in loaded.replay.inputs.played:
    st.markdown(f":material/group: {t('You sit as: {seat}', seat=plain(words(f'seats.{loaded.seat}.title')))}")
if loaded.newer_engine:
    st.info(t("The simulation was improved since this run began; it goes on with the new version."))
if case.taken_over:
    st.info(t("The trainer speaks for the client now."), icon=":material/record_voice_over:")
if loaded.held:
    tell_held(t, HERE / "debrief.py", loaded.id)
waiting = [event for event in case.events.values() if event.state == "open"]
if waiting and not desk.over:
    with st.container(border=True, key="waiting_events"):
        weeks.events(desk)

PARTS = {
    "talk": (t("Conversation"), talk.show),
    "notebook": (t("Notebook"), notebook.show),
    "needs": (t("Needs"), needs.show),
    "plan": (t("Plan"), planning.show),
    "weeks": (t("Weeks"), weeks.show),
    "notes": (t("Notes"), notes.show),
    "end": (t("Closing"), closing.show),
}
names = {name: title for name, (title, _) in PARTS.items()}
part = part_of(t("Part of the case"), names, f"{loaded.id}/part")
guide.orientation(desk)
guide.show(desk, names, part)
st.header(names[part], anchor=False)
PARTS[part][1](desk)


@st.fragment(run_every=2)
def watch_for_others() -> None:
    """The page is drawn again when the trainer, or who shares the case, acts in it, or the activity is closed."""
    if current_actor() is None or service.heads([loaded.id]).get(loaded.id, loaded.sequence) != loaded.sequence:
        st.rerun()
    if service.is_held(loaded.id) != loaded.held:
        st.rerun()


if loaded.context and not desk.over:
    watch_for_others()
st.divider()
page_link(HERE / "gallery.py", label=t("All runs"), icon=":material/arrow_back:")
with st.expander(t("Take away as a file"), icon=":material/download:"), st.container(horizontal=True):
    st.link_button(t("Protocol (Word)"), f"/practice/{loaded.id}/protocol.docx", icon=":material/description:")
    st.link_button(t("Protocol (PDF)"), f"/practice/{loaded.id}/protocol.pdf", icon=":material/picture_as_pdf:")
    st.link_button(t("Case file (Word)"), f"/practice/{loaded.id}/case-file.docx", icon=":material/folder:")
privacy.warn(t, (*loaded.draft.body.values(), *loaded.texts.values()))
st.markdown(plain(t("{client} is a synthetic person. Do not type about real people.", client=desk.client)))
