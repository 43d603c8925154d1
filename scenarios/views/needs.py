"""The needs matrix: own rating and the client's view side by side, one domain at a time to edit."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.client import LEVELS
from scenarios.plan import Rating
from scenarios.views.desk import Desk
from toolkit.domains import Domain
from toolkit.loader import domain_texts


def show(desk: Desk) -> None:
    t, case = desk.t, desk.case
    names = labels.domains(t)
    st.markdown(t("Rate what you have found out. Between two levels choose the lower one. Priorities are few."))
    if not desk.over:
        editor(desk, names)
    facts = {
        domain: sum(desk.scenario.fact_by_id[fact].domain == domain for fact in case.knowledge.get(desk.seat, {}))
        for domain in names
    }
    ratings = {domain: case.ratings.get(domain, Rating()) for domain in names}
    st.table(
        {
            t("Area of life"): list(names.values()),
            t("Your rating"): [labels.level(t, one.level) for one in ratings.values()],
            t("Client's view"): [labels.level(t, one.client_level) for one in ratings.values()],
            t("Priority"): [t("yes") if one.priority else "–" for one in ratings.values()],
            t("Known facts"): [str(facts[domain]) for domain in names],
        },
        hide_index=True,
        alt=t("Needs matrix"),
    )


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
        rating = desk.case.ratings.get(domain, Rating())
        level_key, priority_key = f"{desk.loaded.id}/level/{domain}", f"{desk.loaded.id}/priority/{domain}"
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
            t("Ask for the client's view"),
            "ask_view",
            {"kind": "ask_view", "domain": domain},
            disabled=desk.case.meeting is None,
            help=t("In a conversation only.") if desk.case.meeting is None else None,
        )
