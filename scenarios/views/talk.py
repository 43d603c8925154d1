"""The conversation: where one meets, what is said about what, what the client answers, consent."""

from __future__ import annotations

import html

import streamlit as st

from scenarios import labels
from scenarios.case import SUPPORT, Turn
from scenarios.facts import TOPICS, Technique
from scenarios.guide import reluctance
from scenarios.views import guide, typed
from scenarios.views.desk import Desk
from studio.widgets.frame import plain
from studio.widgets.tables import show_table

SHOWN = 30
"""Sentences shown; older ones stand in the debrief."""


def show(desk: Desk) -> None:
    t, case = desk.t, desk.case
    if not case.turns:
        with st.container(border=True):
            st.markdown(plain(desk.words("opening")))
            st.markdown(plain(desk.words(f"seats.{desk.seat}.brief")))
    transcript(desk)
    if desk.over:
        st.markdown(t("The case is closed. There is no further conversation."))
        return
    if case.meeting is None:
        begin_meeting(desk)
    else:
        speak(desk)
        consent(desk)
        with st.expander(t("Meet elsewhere")):
            begin_meeting(desk)


def transcript(desk: Desk) -> None:
    turns = desk.case.turns[-SHOWN:]
    if not turns:
        return
    with st.container(height=420, border=True, key="transcript", autoscroll=True):
        # a place for the focus, so that the conversation can be scrolled by keyboard
        st.html(f'<p tabindex="0" style="margin: 0">{html.escape(desk.t("The conversation, newest last"))}</p>')
        week = None
        for turn in turns:
            if turn.week != week:
                week = turn.week
                st.markdown(f"**{desk.t('Week {week}', week=week)}**")
            with st.chat_message("user", avatar=":material/support_agent:"):
                if said := desk.loaded.texts.get(turn.words):
                    st.markdown(plain(said))
                technique = labels.TECHNIQUES[turn.technique][0](desk.t)
                st.markdown(f"*{technique}: {labels.topic(desk.t, turn.topic)}*")
            with st.chat_message("assistant", avatar=":material/person:"):
                st.markdown(plain(answer(desk, turn)))


def answer(desk: Desk, turn: Turn) -> str:
    """What the client said, or that it is still thinking (the trainer answers)."""
    if turn.by_trainer:
        return desk.loaded.texts.get(turn.reply, "") if turn.reply else desk.t("… (is thinking)")
    return desk.words.get(turn.reply) or "…"


def begin_meeting(desk: Desk) -> None:
    t, minutes = desk.t, desk.loaded.replay.manners.minutes
    last = [moment for moment in desk.case.moments if moment.code in ("met", "no_show")]
    if last and last[-1].code == "no_show" and last[-1].week == desk.case.week:
        st.warning(t("Nobody came. Call, write, or try again next week."))
    key = f"{desk.loaded.id}/place"
    place = st.segmented_control(
        t("Where do you meet?"),
        list(labels.PLACES),
        format_func=lambda name: t("{place} ({minutes} min)", place=labels.PLACES[name](t), minutes=minutes[name]),
        key=key,
        default="private_room",
        required=True,
    )
    desk.button(
        t("Begin a conversation"),
        "meet",
        lambda: {"kind": "meet", "place": st.session_state.get(key) or place},
        icon=":material/forum:",
        type="primary" if desk.case.meeting is None else "secondary",
    )


def speak(desk: Desk) -> None:
    t, case = desk.t, desk.case
    place = labels.PLACES[case.meeting.place](t) if case.meeting else ""
    topic_key, technique_key = f"{desk.loaded.id}/topic", f"{desk.loaded.id}/technique"
    with st.container(border=True, key="speak"):
        st.markdown(
            t("You are talking: {place}. A sentence takes {minutes} minutes.", place=place, minutes=_price(desk))
        )
        typed.show(desk)
        st.selectbox(
            t("What about?"),
            TOPICS,
            format_func=lambda name: labels.topic(t, name),
            key=topic_key,
            persist_state="session",
        )
        technique = st.pills(
            t("How?"),
            list(labels.TECHNIQUES),
            format_func=lambda name: labels.TECHNIQUES[name][0](t),
            key=technique_key,
            default="open",
            required=True,
            persist_state="session",
        )
        desk.button(
            t("Say it"),
            "say",
            lambda: {
                "kind": "say",
                "technique": st.session_state.get(technique_key) or Technique.OPEN,
                "topic": st.session_state[topic_key],
            },
            type="primary",
            icon=":material/send:",
        )
        # below the button: it changes its length with the choice, and must not move what is about to be clicked
        st.markdown(labels.TECHNIQUES[technique or "open"][1](t))


def _price(desk: Desk) -> int:
    return desk.loaded.replay.manners.minutes["say"]


def consent(desk: Desk) -> None:
    t, words = desk.t, desk.words
    answers = desk.case.consent.get(desk.seat, {})
    own = desk.scenario.seat_by_id[desk.seat].partner
    states = {"given": t("given"), "refused": t("not given"), "withdrawn": t("taken back")}
    with st.expander(t("Consent"), expanded=desk.case.plan.agreed is None, icon=":material/handshake:"):
        st.markdown(
            t("Nothing is asked of or told to a partner without the client's consent. Explain first, then ask.")
        )
        asked = {
            SUPPORT: t("Being supported"),
            **{p.id: words(f"partners.{p.id}.name") for p in desk.scenario.partners},
        }
        show_table(
            {
                t("For"): [asked[name] for name in answers],
                t("Answer"): [states[state] for state in answers.values()],
            }
            if answers
            else {t("For"): [asked[SUPPORT]], t("Answer"): [t("not asked yet")]},
            alt=t("Consents of the client"),
        )
        if refused := [plain(asked[name]) for name, state in answers.items() if state == "refused"]:
            answer = t("{client} would rather not yet: {refused}.", client=plain(desk.client), refused=t.list(refused))
            helps = guide.WORDS[reluctance(desk.case, desk.seat)](t, "")
            st.info(f"{answer} {helps}", icon=":material/front_hand:")
        key = f"{desk.loaded.id}/consent"
        options = [p.id for p in desk.scenario.partners if p.id != own and answers.get(p.id) != "given"]
        st.multiselect(t("Exchange with these partners"), options, format_func=lambda name: asked[name], key=key)
        desk.button(
            t("Ask for consent"),
            "ask_consent",
            lambda: {"kind": "ask_consent", "partners": list(st.session_state.get(key, []))},
            icon=":material/handshake:",
        )
