"""All clients as cards, and the services they share."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.caseload import words as said
from scenarios.caseload.agenda import silent_weeks
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import Track
from scenarios.caseload.places import free_from
from scenarios.views.caseload_desk import Desk
from scenarios.weeks.state import Status
from studio.widgets.frame import empty, plain

GROUPS = ("every", "new", *(track.value for track in Track), "closed")


def show(desk: Desk) -> None:
    t, load = desk.t, desk.load
    st.header(t("All clients"), anchor=False)
    counts = {group: sum(group in (_group(card), "every") for card in load.cards.values()) for group in GROUPS}
    shown = [group for group in GROUPS if counts[group]]
    names = {"every": t("Everybody"), **{group: said.TRACKS[group](t) for group in GROUPS[1:]}}
    key = desk.key("group")
    if st.session_state.get(key) not in shown:
        st.session_state[key] = "every"
    chosen = st.selectbox(t("Track"), shown, format_func=lambda one: f"{names[one]} ({counts[one]})", key=key)
    for person, card in load.cards.items():
        if chosen in (_group(card), "every"):
            with st.container(border=True, key=f"card_{person}"):
                entry(desk, person, card)


def _group(card: Card) -> str:
    return "closed" if card.ended else (card.track or "new")


def entry(desk: Desk, person: str, card: Card) -> None:
    t, load = desk.t, desk.load
    age = load.exercise.person(person).profile.age
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button(
            f"{plain(desk.name(person))}, {age}",
            key=desk.key(f"card/{person}"),
            icon=":material/folder_open:",
            on_click=desk.open,
            args=(person,),
            type="tertiary",
        )
        st.markdown(f"**{said.track(t, card)}**")
    parts = [t("in work") if load.employed(person) else t("without work")]
    if card.last_contact is None:
        parts.append(t("no contact yet"))
    else:
        parts.append(t.n("last contact {count} week ago", "last contact {count} weeks ago", silent_weeks(load, card)))
    if card.ended is None:
        parts.append(t("comes back in week {week}", week=card.date.week + 1) if card.date else t("no date"))
    parts.append(t.n("{count} known need", "{count} known needs", len(card.needs())))
    parts.append(t("{minutes} minutes so far", minutes=card.minutes))
    st.markdown(" · ".join(parts))


def services(desk: Desk) -> None:
    """What there is, how long one waits, and who of this desk waits or is in it."""
    t, load, words = desk.t, desk.load, desk.words
    st.header(t("Services"), anchor=False)
    st.markdown(t("All your clients share these places with each other, and at first with people from before."))
    for service in load.exercise.services:
        with st.container(border=True, key=f"service_{service.id}"):
            provider = words(f"partners.{service.provider}.name")
            st.markdown(f"**{plain(labels.service(words, service.id))}** · {plain(provider)}")
            st.markdown(plain(words(f"services.{service.id}.description")))
            free = free_from(load, service.id)
            parts = [
                t.list([labels.domain(t, domain) for domain in service.domains]),
                t.n("{count} place", "{count} places", service.capacity),
                t("a place is free now")
                if free is not None and free <= load.week
                else t("next place about week {week}", week=free + 1)
                if free is not None
                else t("no place in sight"),
                t.n("lasts {count} week", "lasts {count} weeks", service.duration_weeks),
            ]
            st.markdown(" · ".join(parts))
            mine = {
                status: [desk.name(person) for person in load.cards if load.status(person, service.id) is status]
                for status in (Status.ACTIVE, Status.WAITING)
            }
            if mine[Status.ACTIVE]:
                st.markdown(t("In it: {people}", people=plain(t.list(mine[Status.ACTIVE]))))
            if mine[Status.WAITING]:
                st.markdown(t("Waiting: {people}", people=plain(t.list(mine[Status.WAITING]))))
    if not load.exercise.services:
        empty(t("No services"), t("There is nobody to refer to here."))
