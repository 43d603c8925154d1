"""Home: what is mine and what waits for me."""

import streamlit as st

from home.waiting import waiting
from scenarios import service as practice
from scenarios.service import caseloads
from studio.rights import Level, allowed
from studio.settings import ROOT
from studio.widgets.frame import begin, explained, header, plain
from studio.widgets.links import page_link

actor, t = begin()
staff = allowed(actor, "agreement.create")
header(
    t("Welcome, {name}", name=actor.name),
    t("Everything here is saved as you go. Clients are synthetic: never enter data of real people."),
)

with explained(t):
    mine = waiting(actor)

STAGES = {
    "arriving": t("not begun"),
    "interview": t("interview"),
    "plan": t("plan"),
    "weeks": t("weeks"),
    "closed": t("closed"),
}


def entry(page: str, label: str, note: str, object_id: str) -> None:
    """One line that leads somewhere."""
    with st.container(horizontal=True, vertical_alignment="center"):
        icon = ":material/arrow_forward:"
        page_link(ROOT / page, label=f"**{plain(label)}**", icon=icon, query_params={"id": object_id})
        st.markdown(note)


if mine.nothing:
    st.header(t("Where to begin"), anchor=False)
else:
    st.header(t("Go on where you were"), anchor=False)

titles = practice.titles(mine.runs, t.locale)
for run in mine.runs:
    entry(
        "scenarios/views/case.py",
        titles[run.run_id],
        t("practice case, {stage}", stage=STAGES.get(run.stage, run.stage)),
        run.run_id,
    )
for one in mine.caseloads:
    entry(
        "scenarios/views/caseload.py",
        caseloads.title(one.exercise_id, t.locale),
        t("caseload, week {week} of {weeks}", week=one.week + 1, weeks=one.weeks),
        one.id,
    )
for seat in mine.joined:
    entry("workshop/views/seat.py", seat.title, t("workshop you take part in"), seat.workshop_id)
for workshop in mine.led:
    entry(
        "workshop/views/lead.py",
        workshop.title,
        t.n("workshop you lead, {count} person", "workshop you lead, {count} people", workshop.seats),
        workshop.id,
    )
for agreement in mine.agreements:
    entry(
        "partnership/views/draft.py" if agreement.level >= Level.EDITOR else "partnership/views/positions.py",
        agreement.title or t("Agreement without title"),
        t("agreement, {settled} of {total} points settled", settled=agreement.settled, total=agreement.total),
        agreement.id,
    )
for one in mine.assessments:
    entry(
        "toolkit/views/answer.py" if staff and not one.closed else "toolkit/views/rate.py",
        one.title,
        t("standards, {answered} of {total} answered", answered=one.answered, total=one.total),
        one.id,
    )

if not mine.nothing:
    st.header(t("The rooms"), anchor=False)
PRACTICE = (
    t("Practice"),
    "scenarios/views/gallery.py",
    t("Meet a client, make a plan together, live through the weeks and read why it went as it did."),
)
ROOMS = [
    *([PRACTICE] if allowed(actor, "practice.play") else []),
    (
        t("Toolkit"),
        "toolkit/views/reader.py",
        t("Definition, step-by-step model, code of ethics, and forms to fill in or print."),
    ),
]
if staff:
    ROOMS = [
        (
            t("Agreements"),
            "partnership/views/list.py",
            t("Draft a partnership agreement section by section, see what is missing, export it for Word."),
        ),
        (
            t("Standards"),
            "toolkit/views/standards.py",
            t("Check your partnership against the ICM standards and turn gaps into actions."),
        ),
        *ROOMS,
    ]
if allowed(actor, "workshop.create"):
    ROOMS.append(
        (
            t("Workshops"),
            "workshop/views/list.py",
            t("Open a workshop with a join code, follow everyone live, debrief together."),
        )
    )
for title, page, text in ROOMS:
    with st.container(border=True):
        page_link(ROOT / page, label=f"**{title}**", icon=":material/arrow_forward:")
        st.markdown(text)
