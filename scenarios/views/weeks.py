"""The weeks: events that want an answer, time that passes, services, case conference, the story so far."""

from __future__ import annotations

import streamlit as st

from scenarios import labels, story
from scenarios.services import Refusal
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain

OPEN = ("referred", "waiting", "active")


def show(desk: Desk) -> None:
    t = desk.t
    if not desk.over:
        st.markdown(t("Time passes when you say so. It stops by itself when something needs you."))
        with st.container(horizontal=True):
            desk.button(
                t("Next week"), "next_1", {"kind": "advance", "weeks": 1}, type="primary", icon=":material/skip_next:"
            )
            desk.button(
                t("Up to four weeks"), "next_4", {"kind": "advance", "weeks": 4}, icon=":material/fast_forward:"
            )
        if coming := desk.case.bring_forward():
            st.markdown(t("The file comes back in week {weeks}.", weeks=", ".join(map(str, coming[:5]))))
    services(desk)
    if not desk.over:
        conference(desk)
    history(desk)


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
        key = f"{desk.loaded.id}/respond/{event.id}"
        labels_ = {one.id: words(f"events.{event.id}.responses.{one.id}.label") for one in event.responses}
        minutes = {one.id: one.minutes for one in event.responses}
        st.radio(
            t("What do you do?"),
            list(labels_),
            format_func=lambda name, own=labels_, price=minutes: f"{plain(own[name])} ({price[name]} min)",
            key=key,
        )
        desk.button(
            t("Do it"),
            f"do/{event.id}",
            lambda event_id=event.id, own=key: {
                "kind": "respond",
                "event": event_id,
                "response": st.session_state[own],
            },
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
        provider = desk.loaded.replay.inputs.system.service(name).provider
        rows.append((labels.service(words, name), words(f"partners.{provider}.name"), text, case.service_since[name]))
    st.table(
        {
            t("Service"): [row[0] for row in rows],
            t("Provider"): [row[1] for row in rows],
            t("State"): [row[2] for row in rows],
            t("Since week"): [str(row[3]) for row in rows],
        },
        hide_index=True,
        alt=t("Services of this client"),
    )
    running = [name for name, status in case.services.items() if status in OPEN]
    if running and not desk.over:
        with st.expander(t("Take the client out of a service")):
            key = f"{desk.loaded.id}/end_service"
            st.selectbox(t("Service"), running, format_func=lambda name: labels.service(words, name), key=key)
            desk.button(t("Take out"), "end_service", lambda: {"kind": "end_service", "service": st.session_state[key]})


def conference(desk: Desk) -> None:
    t, words = desk.t, desk.words
    own = desk.scenario.seat_by_id[desk.seat].partner
    invited = [p.id for p in desk.scenario.partners if p.id == own or desk.case.consents(desk.seat, p.id)]
    with st.expander(t("Case conference"), icon=":material/groups:"):
        st.markdown(t("Partners around one table say what they do not write, and queues can move. It costs time."))
        key, client_key = f"{desk.loaded.id}/conference", f"{desk.loaded.id}/conference_client"
        st.multiselect(
            t("Partners with consent"),
            invited,
            format_func=lambda name: words(f"partners.{name}.name"),
            key=key,
        )
        st.toggle(t("The client takes part"), value=True, key=client_key)
        for partner in st.session_state.get(key, []):
            if position := words.get(f"partners.{partner}.position"):
                st.markdown(f"- {plain(words(f'partners.{partner}.name'))}: {plain(position)}")
        desk.button(
            t("Hold the conference"),
            "conference",
            lambda: {
                "kind": "conference",
                "partners": list(st.session_state.get(key, [])),
                "with_client": bool(st.session_state.get(client_key, True)),
            },
            disabled=not st.session_state.get(key),
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
    for week in sorted(by_week, reverse=True):
        with st.container(border=True, key=f"week_{week}"):
            st.markdown(f"**{t('Week {week}', week=week)}**, {t.date(desk.loaded.replay.inputs.day(week))}")
            for sentence in by_week[week]:
                st.markdown(f"- {plain(sentence)}")
