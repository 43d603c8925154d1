"""Today's desk: what is due, overdue, new and not heard of, the heaviest first; one click acts."""

from __future__ import annotations

import streamlit as st

from scenarios.caseload import words as said
from scenarios.caseload.agenda import Item, today
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import Contact
from scenarios.caseload.exercise import Way
from scenarios.caseload.package import note_key
from scenarios.views.caseload_desk import Desk
from studio.widgets.frame import empty, plain

AT_ONCE = 8
"""Files shown before one asks for the rest; many widgets are slow on a phone."""
_WARN = frozenset({"crisis", "event", "date_overdue", "job_lost", "follow_up"})


def show(desk: Desk) -> None:
    t = desk.t
    items = today(desk.load)
    st.header(t("On the desk this week"), anchor=False)
    if not items:
        empty(t("The desk is clear"), t("Nobody is due. Let the week pass, or look at somebody quiet."))
        return
    st.markdown(
        t("Sorted by how pressing it is, not by how loud. Minutes stand on the buttons; a contact may come to nothing.")
    )
    everything = st.session_state.get(desk.key("whole_desk"), False)
    for item in items if everything else items[:AT_ONCE]:
        entry(desk, item)
    if len(items) > AT_ONCE:
        st.toggle(t("Show all {count} files", count=len(items)), key=desk.key("whole_desk"))


def entry(desk: Desk, item: Item) -> None:
    t, card = desk.t, desk.card(item.person)
    with st.container(border=True, key=f"today_{item.person}"):
        icon = ":material/warning: " if item.reasons[0].code in _WARN else ""
        st.markdown(f"**{icon}{plain(desk.name(item.person))}** · {said.track(t, card)}")
        lines = [said.on_desk(t, desk.words, desk.load, card, reason) for reason in item.reasons[:4]]
        st.markdown("\n".join(f"- {plain(line)}" for line in lines))
        if card.unanswered:
            st.markdown(f"“{plain(desk.words(card.unanswered[-1].said))}”")
        elif not card.contacts:
            note = desk.words(note_key(desk.load.exercise.person(item.person)))
            st.markdown(t("On file: {note}", note=plain(note)))
        with st.container(horizontal=True):
            act(desk, card, item)
            st.button(
                t("Open the file"),
                key=desk.key(f"open/{item.person}"),
                icon=":material/folder_open:",
                on_click=desk.open,
                args=(item.person,),
            )


def act(desk: Desk, card: Card, item: Item) -> None:
    """The one or two things that would settle what lies there."""
    t, person = desk.t, item.person
    codes = {reason.code for reason in item.reasons}
    if desk.load.finished:
        return
    if "follow_up" in codes:
        minutes = desk.minutes(desk.load.rules.follow_up_minutes)
        desk.button(
            t("Follow up ({minutes})", minutes=minutes), f"follow/{person}", {"kind": "follow_up", "person": person}
        )
        return
    way = Way.ASSESSMENT if card.assessed is None else Way.CALL
    for one in dict.fromkeys((way, Way.CALL)):
        if any(tried.week == desk.load.week and tried.way is one for tried in card.contacts):
            continue
        minutes = desk.minutes(desk.load.minutes_of(Contact(person=person, way=one)))
        desk.button(
            f"{said.WAYS[one](t)} ({minutes})",
            f"today/{one.value}/{person}",
            {"kind": "contact", "person": person, "way": one.value},
            after=lambda: desk.open(person),
        )
    if card.unanswered:
        minutes = desk.minutes(desk.load.rules.reply_minutes)
        desk.button(t("Reply ({minutes})", minutes=minutes), f"reply/{person}", {"kind": "reply", "person": person})
