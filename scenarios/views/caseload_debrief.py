"""The debrief of a caseload: practice, outcome and luck, attention beside need, what nobody knew, questions."""

from pathlib import Path

import streamlit as st

from scenarios.service import caseloads
from scenarios.views import caseload_outcome, caseload_practised
from scenarios.views.caseload_desk import Desk
from scenarios.views.desk import part_of
from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.links import page_link

HERE = Path(__file__).parent

actor, t = begin("practice.play")
with explained(t):
    loaded = caseloads.load(actor, requested())
    log = caseloads.entries(actor, loaded.id)
desk = Desk(actor, t, loaded, loaded.package.words(t.locale))

header(
    t("Debrief: {title}", title=desk.words("title")),
    t("Practice and outcome are two things: sharing out few hours well guarantees nobody a job, and luck is no merit."),
    back=(t("Caseload"), HERE / "caseloads.py"),
)
with st.container(horizontal=True):
    if not desk.load.finished:
        page_link(
            HERE / "caseload.py", label=t("Back to the desk"), icon=":material/inbox:", query_params={"id": loaded.id}
        )
    st.link_button(t("Debrief (Word)"), f"/caseload/{loaded.id}/debrief.docx", icon=":material/description:")
    st.link_button(t("Debrief (PDF)"), f"/caseload/{loaded.id}/debrief.pdf", icon=":material/picture_as_pdf:")
    st.link_button(t("The caseload as a file"), f"/caseload/{loaded.id}/run.json", icon=":material/download:")
if not desk.load.finished:
    st.info(t("This caseload is still open; what you see is how it stands now."))
    desk.button(t("End the exercise here"), "finish", {"kind": "finish"}, icon=":material/flag:")

PARTS = {
    "practice": t("Practice"),
    "outcome": t("Outcome and luck"),
    "attention": t("Attention and need"),
    "unknown": t("What nobody knew"),
    "questions": t("Questions"),
}
part = part_of(t("Part of the debrief"), PARTS, desk.key("debrief_part"))
st.header(PARTS[part], anchor=False)
if part == "practice":
    caseload_practised.show(desk, log)
elif part == "unknown":
    caseload_practised.unknown(desk)
elif part == "questions":
    st.markdown(t("To talk about, alone or in the group:"))
    for number, question in enumerate(desk.load.exercise.debrief, start=1):
        st.markdown(f"{number}\\. {plain(desk.words(f'debrief.{question}'))}")
elif not desk.load.week:
    empty(t("Nothing has happened yet"), t("Let at least one week pass."))
else:
    with explained(t), st.spinner(t("Living the weeks again with other luck")):
        made = caseloads.outcome_of(actor, loaded.id)
    if part == "outcome":
        caseload_outcome.show(desk, made)
    else:
        caseload_outcome.attention(desk, made)
