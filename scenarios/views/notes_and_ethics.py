"""Case notes and dilemmas in the debrief: feedback note by note, and every dilemma with all its answers."""

from __future__ import annotations

import streamlit as st

from scenarios.debriefing.dilemmas import Dilemma, met
from scenarios.debriefing.note_review import ELEMENTS, reviewed
from scenarios.debriefing.words import PRINCIPLES, QUALITIES, dilemma_state, note_advice
from scenarios.views.desk import Desk
from scenarios.views.practised import reading
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table


def show(desk: Desk) -> None:
    notes(desk)
    dilemmas(desk)


def notes(desk: Desk) -> None:
    t, found = desk.t, reviewed(desk.case)
    st.subheader(t("Your case notes"), anchor=False)
    reading(t, "notes")
    if not found:
        empty(t("No note was written"), t("A colleague could not go on tomorrow."), icon=":material/edit_note:")
        return
    show_table(
        {
            t("Note of week"): [str(one.week) for one in found],
            t("Elements"): [t("{count} of {total}", count=len(one.said), total=len(ELEMENTS)) for one in found],
            t("Steps for both"): [t("yes") if len(one.sides) == 2 else t("no") for one in found],
            t("Back in week"): ["–" if one.bring_forward is None else str(one.bring_forward) for one in found],
        },
        alt=t("Case notes and what they hold"),
    )
    with st.expander(t("Note by note"), key="notes_reviewed"):
        for one in found:
            lines = "\n".join(f"- {sentence}" for sentence in note_advice(t, one))
            st.markdown(f"**{t('Note of week {week}', week=one.week)}**\n\n{lines}")


def dilemmas(desk: Desk) -> None:
    t, found = desk.t, met(desk.loaded.replay)
    st.subheader(t("Dilemmas"), anchor=False)
    reading(t, "ethics")
    if not found:
        st.markdown(t("No dilemma came up in this run. Other weeks, other luck."))
    for one in found:
        with st.container(border=True, key=f"dilemma_{one.event}"):
            dilemma(desk, one)


def dilemma(desk: Desk, one: Dilemma) -> None:
    t, words = desk.t, desk.words
    st.markdown(f"**{plain(words(f'events.{one.event}.title'))}** · {t('Week {week}', week=one.week)}")
    st.markdown(plain(words(f"events.{one.event}.text")))
    st.markdown(f"**{plain(dilemma_state(t, words, one))}**")
    if one.chosen:
        st.markdown(plain(words(f"events.{one.event}.responses.{one.chosen}.result")))
    lines = []
    for option in one.options:
        label = plain(words(f"events.{one.event}.responses.{option.id}.label"))
        about = PRINCIPLES[option.principle][0](t) if option.principle else t("no principle of its own")
        chosen = f" **{t('(your answer)')}**" if option.id == one.chosen else ""
        lines.append(f"- {label}{chosen}: {QUALITIES[option.quality](t)} · {about}")
    st.markdown("\n".join(lines))
    st.markdown("\n".join(f"- *{PRINCIPLES[name][0](t)}*: {PRINCIPLES[name][1](t)}" for name in one.principles))
