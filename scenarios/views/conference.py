"""The case conference: what each partner wants, before; what came out of it, after."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.conferences import Brought, brought
from scenarios.views.desk import Desk
from studio.widgets.frame import plain


def show(desk: Desk) -> None:
    t = desk.t
    held = brought(desk.loaded.replay, desk.seat)
    if not desk.over:
        with st.expander(t("Case conference"), icon=":material/groups:", key=f"{desk.loaded.id}/conference_box"):
            call(desk)
    for one in reversed(held):
        with st.container(border=True, key=f"conference_{one.sequence}"):
            result(desk, one)


def call(desk: Desk) -> None:
    t, words = desk.t, desk.words
    minutes = desk.loaded.replay.manners.minutes
    own = desk.scenario.seat_by_id[desk.seat].partner
    invited = [p.id for p in desk.scenario.partners if p.id == own or desk.case.consents(desk.seat, p.id)]
    st.markdown(
        t(
            "Partners around one table say what they do not write, and waits can become shorter. They may want "
            "different things; the client may come too. It takes {minutes} minutes and {each} more for every partner.",
            minutes=minutes["conference"],
            each=minutes["conference_partner"],
        )
    )
    key, client_key = f"{desk.loaded.id}/conference", f"{desk.loaded.id}/conference_client"
    st.multiselect(
        t("Partners with consent"),
        invited,
        format_func=lambda name: words(f"partners.{name}.name"),
        key=key,
    )
    st.toggle(t("The client takes part"), value=True, key=client_key)
    chosen = [name for name in st.session_state.get(key, []) if name in invited]
    desk.button(
        t("Hold the conference"),
        "conference",
        lambda: {
            "kind": "conference",
            "partners": [name for name in st.session_state.get(key, []) if name in invited],
            "with_client": bool(st.session_state.get(client_key, True)),
        },
        disabled=not chosen,
    )
    # below the button: it grows with the choice, and must not move what is about to be clicked
    if chosen:
        price = minutes["conference"] + minutes["conference_partner"] * len(chosen)
        st.markdown(t("This takes {minutes} minutes. What each of them wants:", minutes=price))
        positions(desk, tuple(chosen))


def positions(desk: Desk, partners: tuple[str, ...]) -> None:
    """What each partner wants, in words."""
    t, words = desk.t, desk.words
    lines = []
    for partner in partners:
        position = words.get(f"partners.{partner}.position") or t("has not said what it wants.")
        lines.append(f"- **{plain(words(f'partners.{partner}.name'))}**: {plain(position)}")
    st.markdown("\n".join(lines))


def result(desk: Desk, one: Brought) -> None:
    t, words = desk.t, desk.words
    who = t("with the client") if one.with_client else t("without the client")
    st.markdown(f"**{t('Case conference, week {week}', week=one.week)}** · {who}")
    positions(desk, one.partners)
    st.markdown(f"**{t('What came out of it')}**")
    lines = [
        f"- {plain(words(f'partners.{partner}.name'))}: {plain(_said(desk, fact))}"
        for partner, facts in one.told.items()
        for fact in facts
    ]
    lines += [
        "- " + t("The wait can become shorter: {service}", service=plain(labels.service(words, service)))
        for service in one.hurried
    ]
    st.markdown("\n".join(lines) or t("Nothing that you did not know, and no wait to shorten."))


def _said(desk: Desk, fact: str) -> str:
    return desk.words.get(f"facts.{fact}.record") or desk.words(f"facts.{fact}.note")
