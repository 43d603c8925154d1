"""The needs matrix: own rating and the client's view side by side, one domain at a time to edit."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.client import LEVELS
from scenarios.guide import outdated
from scenarios.plan import Rating
from scenarios.views.desk import Desk
from studio.widgets.filled import Carried
from studio.widgets.frame import plain
from studio.widgets.tables import show_table
from toolkit.domains import Domain
from toolkit.loader import domain_texts


def show(desk: Desk) -> None:
    t, case = desk.t, desk.case
    names = labels.domains(t)
    st.markdown(t("Rate what you have found out. Between two levels choose the lower one. Priorities are few."))
    if not desk.over:
        if old := outdated(case):
            about = t.list([names[name] for name in old])
            st.info(t("Rated long ago, or before something happened: {about}. Look again.", about=about))
        editor(desk, names)
    st.subheader(t("Side by side"), anchor=False)
    counts = {
        domain: sum(desk.scenario.fact_by_id[fact].domain == domain for fact in case.knowledge.get(desk.seat, {}))
        for domain in names
    }
    touched = [name for name in names if name in case.ratings or counts[name]]
    matrix(desk, names, counts, touched)
    if others := [name for name in names if name not in touched]:
        st.markdown(t("Nothing known and nothing rated yet: {areas}.", areas=t.list([names[name] for name in others])))


def matrix(desk: Desk, names: dict[str, str], counts: dict[str, int], shown: list[str]) -> None:
    """How both sides see each area, the week of the rating, and how much is known about it."""
    t = desk.t
    ratings = {name: desk.case.ratings.get(name, Rating()) for name in shown}

    show_table(
        {
            t("Area of life"): [
                names[name] + (f" ({t('priority')})" if ratings[name].priority else "") for name in shown
            ],
            t("You"): [labels.level(t, one.level) for one in ratings.values()],
            t("Client"): [labels.level(t, one.client_level) for one in ratings.values()],
            t("Rated in week"): ["–" if one.level is None else str(one.week) for one in ratings.values()],
            t("Facts"): [str(counts[name]) for name in shown],
        },
        alt=t("Needs matrix"),
    )
    both = {name: one for name, one in ratings.items() if one.level is not None and one.client_level is not None}
    if apart := [names[name] for name, one in both.items() if one.level != one.client_level]:
        st.markdown(t("You two see it differently: {areas}. Talk about it before you plan.", areas=t.list(apart)))


def editor(desk: Desk, names: dict[str, str]) -> None:
    t = desk.t
    chosen_key = f"{desk.loaded.id}/need"
    with st.container(border=True, key="need_editor"):
        domain = st.selectbox(
            t("Area of life"),
            list(names),
            format_func=lambda name: names[name],
            key=chosen_key,
            persist_state="session",
        )
        words = domain_texts(t.locale)[Domain(domain)]
        st.markdown(words.about)
        with st.expander(t("What the levels mean here")):
            for number, anchor in enumerate(words.anchors):
                st.markdown(f"- **{labels.level(t, number)}**: {anchor}")
        known = [
            plain(desk.words(f"facts.{one.fact}.note"))
            for one in desk.case.knowledge.get(desk.seat, {}).values()
            if desk.scenario.fact_by_id[one.fact].domain == domain
        ]
        if known:
            with st.expander(t.n("{count} fact that you know", "{count} facts that you know", len(known))):
                st.markdown("\n".join(f"- {fact}" for fact in known))
        rating = desk.case.ratings.get(domain, Rating())
        carried = Carried(desk.loaded.id)
        level_key = carried.key(f"{desk.loaded.id}/level/{domain}", rating.level)
        priority_key = carried.key(f"{desk.loaded.id}/priority/{domain}", rating.priority)
        st.session_state[level_key] = rating.level
        st.session_state[priority_key] = rating.priority

        def rate() -> None:
            desk.decide(
                {
                    "kind": "rate",
                    "domain": domain,
                    "level": st.session_state.get(level_key),
                    "priority": bool(st.session_state.get(priority_key)),
                }
            )

        st.segmented_control(
            t("Your rating"),
            list(range(LEVELS)),
            format_func=lambda number: labels.level(t, number),
            key=level_key,
            on_change=rate,
        )
        st.toggle(t("A priority of the plan"), key=priority_key, on_change=rate)
        st.markdown(t("Client's view: {level}", level=labels.level(t, rating.client_level)))
        desk.button(
            desk.price(t("Ask for the client's view"), "ask_view"),
            "ask_view",
            {"kind": "ask_view", "domain": domain},
            disabled=desk.case.meeting is None,
            help=t("In a conversation only.") if desk.case.meeting is None else None,
        )
    carried.settle(t)
