"""Home: what is mine and what waits for me."""

import streamlit as st

from home.waiting import scenario_title, waiting
from studio.rights import allowed
from studio.widgets.frame import begin, explained, header, plain

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


def entry(link: str, label: str, note: str) -> None:
    """One line that leads somewhere."""
    st.markdown(f"- [{plain(label)}]({link}) · {note}")


if mine.nothing:
    st.header(t("Where to begin"), anchor=False)
else:
    st.header(t("Go on where you were"), anchor=False)

for run in mine.runs:
    entry(
        f"/case?id={run.run_id}",
        scenario_title(run, t.locale),
        t("practice case, {stage}", stage=STAGES.get(run.stage, run.stage)),
    )
for seat in mine.joined:
    entry(f"/workshop-seat?id={seat.workshop_id}", seat.title, t("workshop you take part in"))
for workshop in mine.led:
    entry(
        f"/workshop?id={workshop.id}",
        workshop.title,
        t.n("workshop you lead, {count} person", "workshop you lead, {count} people", workshop.seats),
    )
for agreement in mine.agreements:
    entry(
        f"/agreement?id={agreement.id}",
        agreement.title or t("Agreement without title"),
        t("agreement, {settled} of {total} contents settled", settled=agreement.settled, total=agreement.total),
    )
for one in mine.assessments:
    entry(
        f"/assessment?id={one.id}",
        one.title,
        t("standards, {answered} of {total} answered", answered=one.answered, total=one.total),
    )

if not mine.nothing:
    st.header(t("The rooms"), anchor=False)
ROOMS = [
    (
        t("Practice"),
        "/practice",
        t("Meet a client, make a plan together, live through the weeks and read why it went as it did."),
    ),
    (t("Toolkit"), "/toolkit", t("Definition, step-by-step model, code of ethics, and forms to fill in or print.")),
]
if staff:
    ROOMS = [
        (
            t("Agreements"),
            "/agreements",
            t("Draft a partnership agreement section by section, see what is missing, export it for Word."),
        ),
        (
            t("Standards"),
            "/standards",
            t("Check your partnership against the ICM standards and turn gaps into actions."),
        ),
        *ROOMS,
    ]
if allowed(actor, "workshop.create"):
    ROOMS.append(
        (t("Workshops"), "/workshops", t("Open a workshop with a join code, follow everyone live, debrief together."))
    )
for title, link, text in ROOMS:
    with st.container(border=True):
        st.markdown(f"**[{title}]({link})**  \n{text}")
