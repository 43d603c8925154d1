"""The weeks: events that want an answer, time and what it brought, calendar, services, conference, story."""

from __future__ import annotations

import streamlit as st

from scenarios import labels, story
from scenarios.debriefing.timeline import newest
from scenarios.services import Refusal
from scenarios.views import calendar, conference
from scenarios.views.answers import choose
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table

OPEN = ("referred", "waiting", "active")
SHOWN = 3
"""Weeks of the story that are open; older ones are folded."""


def show(desk: Desk) -> None:
    t = desk.t
    if not desk.over:
        with st.container(horizontal=True):
            desk.button(
                t("Next week"), "next_1", {"kind": "advance", "weeks": 1}, type="primary", icon=":material/skip_next:"
            )
            desk.button(
                t("Up to four weeks"), "next_4", {"kind": "advance", "weeks": 4}, icon=":material/fast_forward:"
            )
        news(desk)
    calendar.show(desk)
    services(desk)
    conference.show(desk)
    history(desk)


def news(desk: Desk) -> None:
    """What the weeks brought that passed last; it stands right below the button that lets them pass."""
    t, run = desk.t, desk.loaded.replay
    if not run.passed:
        st.markdown(t("Time passes when you say so. It stops by itself when something needs you."))
        return
    moments = newest(run)
    count = run.passed[max(run.passed)]
    with st.container(border=True, key="news"):
        st.markdown(f"**{t.n('What the last week brought', 'What the last {count} weeks brought', count)}**")
        if not moments:
            st.markdown(t("Nothing that reached you. Call or meet if you want to know how it goes."))
        lines = [f"- {plain(story.sentence(t, desk.words, moment))}" for moment in moments]
        st.markdown("\n".join(lines))


def events(desk: Desk) -> None:
    """Every event that still waits for an answer, with its possible answers."""
    t, words = desk.t, desk.words
    for happened in desk.case.events.values():
        if happened.state != "open":
            continue
        event = desk.scenario.event_by_id[happened.event]
        title = plain(words(f"events.{event.id}.title"))
        st.warning(
            plain(words(f"events.{event.id}.text")),
            title=t("Crisis: {title}", title=title) if event.crisis else title,
            icon=":material/notification_important:",
        )
        last = happened.week + event.answer_weeks - 1
        if last <= desk.case.week:
            st.markdown(t("It waits for your answer this week; later is too late."))
        else:
            st.markdown(t("It waits for your answer until week {week}.", week=last))
        key = f"{desk.loaded.id}/respond/{event.id}"
        chosen = choose(t, event.offered, lambda name, own=event.id: words(f"events.{own}.responses.{name}.label"), key)
        desk.button(
            t("Do it"),
            f"do/{event.id}",
            lambda event_id=event.id, own=key: {
                "kind": "respond",
                "event": event_id,
                "response": st.session_state[own],
            },
            disabled=not chosen,
        )


def services(desk: Desk) -> None:
    t, case, words = desk.t, desk.case, desk.words
    st.subheader(t("Services of this client"), anchor=False)
    if not case.services:
        empty(t("No referral yet"), t("Referrals are made from the plan."), icon=":material/send:")
        return
    rows = []
    for name, status in case.services.items():
        text = labels.SERVICE_STATES[status](t)
        if status == "refused":
            text += f": {labels.REFUSALS[Refusal(case.service_reason.get(name, 0))](t)}"
        since = t("since week {week}", week=case.service_since[name])
        rows.append((labels.service(words, name), f"{text}, {since}"))
    show_table(
        {t("Service"): [row[0] for row in rows], t("State"): [row[1] for row in rows]},
        alt=t("Services of this client"),
    )
    running = [name for name, status in case.services.items() if status in OPEN]
    if running and not desk.over:
        with st.expander(t("Take the client out of a service")):
            key = f"{desk.loaded.id}/end_service"
            st.selectbox(t("Service"), running, format_func=lambda name: labels.service(words, name), key=key)
            desk.button(
                desk.price(t("Take out"), "end_service"),
                "end_service",
                lambda: {"kind": "end_service", "service": st.session_state[key]},
            )


def history(desk: Desk) -> None:
    t = desk.t
    st.subheader(t("What happened"), anchor=False)
    told = story.told(t, desk.words, desk.case)
    if not told:
        empty(t("Nothing yet"), t("The story of the case appears here."), icon=":material/history:")
        return
    by_week: dict[int, list[str]] = {}
    for _, week, sentence in told:
        by_week.setdefault(week, []).append(sentence)
    weeks = sorted(by_week, reverse=True)
    for week in weeks[:SHOWN]:
        with st.container(border=True, key=f"week_{week}"):
            one_week(desk, week, by_week[week])
    if weeks[SHOWN:]:
        with st.expander(t("Earlier weeks")):
            for week in weeks[SHOWN:]:
                one_week(desk, week, by_week[week])


def one_week(desk: Desk, week: int, sentences: list[str]) -> None:
    t = desk.t
    st.markdown(f"**{t('Week {week}', week=week)}**, {t.date(desk.loaded.replay.inputs.day(week))}")
    st.markdown("\n".join(f"- {plain(sentence)}" for sentence in sentences))
