"""First-time help: what this is in three sentences, and what one could do now. A person can hide the hints."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from scenarios import labels
from scenarios.guide import Hint, hints
from scenarios.views.desk import Desk
from studio.languages import Translator

PLACE = "guide"
"""Where the draft keeps that the hints are hidden."""
HIDDEN = "hidden"
LEAST = 205
"""Pixels: two hints of three lines, so that what stands below seldom moves when the hints change."""

WORDS: dict[str, Callable[[Translator, str], str]] = {
    "meet": lambda t, about: t(
        "Choose where you meet and begin a conversation. A private room lets people speak freely."
    ),
    "answer_event": lambda t, about: t("Something has happened and waits for your answer, above."),
    "confidentiality": lambda t, about: t(
        "Say what stays in the room and what cannot: topic Confidentiality, technique Explain."
    ),
    "talk": lambda t, about: t(
        "Ask an open question about everyday life, hopes or strengths, and follow what you hear."
    ),
    "support": lambda t, about: t("Ask whether the client wants to be supported: Consent, below the conversation."),
    "rights": lambda t, about: t("Say that no is an answer here: topic Rights, technique Explain."),
    "hopes": lambda t, about: t("Ask what the client hopes for. A plan without it is yours alone."),
    "consent_partners": lambda t, about: t(
        "Other institutions may know more. Ask the client, under Consent, whom you may speak with."
    ),
    "consent_unexplained": lambda t, about: t(
        "Consent: say first what is passed on, to whom and why (topic Confidentiality, technique Explain), then ask "
        "again."
    ),
    "consent_again": lambda t, about: t("You have explained what is passed on. Ask for consent again."),
    "consent_time": lambda t, about: t(
        "Consent takes trust: listen, ask about what matters to the client, and ask again later."
    ),
    "enquire": lambda t, about: t("You may ask {about} now. Answers take a week or more.", about=about),
    "rate": lambda t, about: t("You have heard something about {about}. Rate how things stand there.", about=about),
    "priorities": lambda t, about: t("Mark the two or three areas without which nothing else will hold as priorities."),
    "view": lambda t, about: t("Ask how the client sees it: {about}.", about=about),
    "reassess": lambda t, about: t("Much has happened since you rated {about}. Look again.", about=about),
    "aim": lambda t, about: t("A priority without an aim: {about}. Write what will be different.", about=about),
    "activity": lambda t, about: t(
        "A priority that nobody works on yet: {about}. Choose a service or a task.", about=about
    ),
    "propose": lambda t, about: t("Go through the plan with the client, who answers every activity."),
    "objections": lambda t, about: t(
        "The client objects. Read why, change the plan or talk about what stands behind it."
    ),
    "agree": lambda t, about: t("The client agrees to everything. Put the plan into force."),
    "refer": lambda t, about: t("Planned, and nobody has been told yet: {about}. Refer the client.", about=about),
    "contact": lambda t, about: t("You have not spoken for a month. Call, or meet."),
    "note": lambda t, about: t("Write a note about this week's conversation while you remember it."),
    "review": lambda t, about: t("The plan is twelve weeks old. Go through it again."),
    "close": lambda t, about: t("The plan has run its course. Talk about it, and close the case together."),
    "advance": lambda t, about: t("When nothing is left to do this week, let it pass."),
    "follow_up": lambda t, about: t("Twelve weeks after the end, ask how things are."),
    "debrief": lambda t, about: t("The debrief shows what you found, what you missed, and what was luck."),
}


def orientation(desk: Desk) -> None:
    """What the exercise is, in three sentences; shown until somebody has met."""
    t = desk.t
    if desk.case.meetings or desk.case.missed or desk.over:
        return
    if len(desk.loaded.replay.inputs.played) > 1:
        st.info(
            t(
                "Two of you work on the case of {client}, each from your own institution: talk, find out what is "
                "needed, tell each other in the notebook what the other may know, agree a plan, and let weeks pass. "
                "What either does takes minutes of the same week, and both see it. Nobody here is real, and "
                "everything is kept.",
                client=desk.client,
            ),
            icon=":material/waving_hand:",
        )
        return
    st.info(
        t(
            "You are the case manager, and {client} is your client: talk, find out what is needed, agree a plan, and "
            "let weeks pass. Each week has a number of minutes, and everything you do takes some. Nobody here is "
            "real, nothing can be broken, and everything is kept when you leave.",
            client=desk.client,
        ),
        icon=":material/waving_hand:",
    )


def show(desk: Desk, parts: Mapping[str, str], here: str) -> None:
    """Two hints at most, each with the way to where it is done; as high as its text or a little higher."""
    t = desk.t
    if desk.loaded.draft.text(PLACE) == HIDDEN:
        desk.keeper(t("What now?"), PLACE, "", icon=":material/lightbulb:", type="tertiary")
        return
    found = hints(desk.loaded.replay, desk.seat)
    st.html(f"<style>.st-key-guide {{ min-height: {LEAST}px }}</style>")
    with st.container(border=True, key="guide", gap="xsmall"):
        st.markdown("\n".join(f"- {sentence(desk, hint)}" for hint in found))
        with st.container(horizontal=True, gap="xsmall"):
            for part in dict.fromkeys(hint.part for hint in found if hint.part not in ("", here)):
                desk.way(part, t("To: {part}", part=parts[part]))
            desk.keeper(t("Hide hints"), PLACE, HIDDEN, icon=":material/visibility_off:", type="tertiary")


def sentence(desk: Desk, hint: Hint) -> str:
    names = labels.domains(desk.t)
    about = desk.t.list(
        [
            names.get(one) or desk.words.get(f"partners.{one}.name") or labels.service(desk.words, one)
            for one in hint.about[:3]
        ]
    )
    return WORDS[hint.code](desk.t, about)
