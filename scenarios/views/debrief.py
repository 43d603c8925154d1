"""The debrief: practice and outcome apart, what was missed and what would have opened it, luck, what-if."""

from pathlib import Path

import streamlit as st

from scenarios import service
from scenarios.views import held_file, line_by_line, next_case, notes_and_ethics, outcome, practised, what_if
from scenarios.views.desk import Desk, part_of
from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.links import page_link

HERE = Path(__file__).parent

actor, t = begin("practice.play")
with explained(t):
    loaded = service.load(actor, requested())
    log = service.entries(actor, loaded.id)
    made = service.debriefed(actor, loaded.id)
desk = Desk(actor, t, loaded, loaded.package.words(t.locale))

header(
    t("Debrief: {title}", title=desk.words("title")),
    t("Practice and outcome are two things: good practice is not a guaranteed job, and luck is no merit."),
    back=(t("All runs"), HERE / "gallery.py"),
)
if desk.case.stage != "finished":
    page_link(HERE / "case.py", label=t("Back to the case"), icon=":material/forum:", query_params={"id": loaded.id})
with st.expander(t("Print or take away"), icon=":material/print:"), st.container(horizontal=True):
    st.link_button(t("Debrief (Word)"), f"/practice/{loaded.id}/debrief.docx", icon=":material/description:")
    st.link_button(t("Debrief (PDF)"), f"/practice/{loaded.id}/debrief.pdf", icon=":material/picture_as_pdf:")
    st.link_button(t("Protocol (Word)"), f"/practice/{loaded.id}/protocol.docx", icon=":material/description:")
    st.link_button(t("The run as a file"), f"/practice/{loaded.id}/run.json", icon=":material/download:")
if desk.case.stage == "open":
    st.info(t("This run is still open; what you see is how it stands now."))

PARTS = {
    "practice": t("Practice"),
    "talk": t("Line by line"),
    "found": t("Found and missed"),
    "notes": t("Notes and ethics"),
    "file": t("Case file"),
    "outcome": t("Outcome and luck"),
    "what_if": t("What if?"),
    "questions": t("Questions"),
}
part = part_of(t("Part of the debrief"), PARTS, f"{loaded.id}/debrief_part")
st.header(PARTS[part], anchor=False)
if part == "found":
    practised.found(desk, made)
elif part == "talk":
    line_by_line.show(desk)
elif part == "notes":
    notes_and_ethics.show(desk)
elif part == "file":
    held_file.show(desk)
elif part in ("outcome", "what_if") and not made.compared:
    empty(t("Nothing has happened yet"), t("Let at least one week pass."))
elif part == "outcome":
    outcome.show(desk, made)
elif part == "what_if":
    what_if.show(desk, log)
elif part == "questions":
    st.markdown(t("To talk about, alone or in the group:"))
    for number, question in enumerate(desk.scenario.debrief, start=1):
        st.markdown(f"{number}\\. {plain(desk.words(f'debrief.{question}'))}")
    st.subheader(t("A good plan, by the authors"), anchor=False)
    st.markdown(plain(desk.words("reference.summary")))
    for other in desk.scenario.alternatives:
        st.markdown(f"- {plain(desk.words(f'alternatives.{other.id}'))}")
    next_case.show(t, service.suggested(actor, loaded.id))
    page_link(HERE / "progress.py", label=t("My progress"), icon=":material/trending_up:")
else:
    practised.show(desk, made, log)
