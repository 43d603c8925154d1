"""The part of the gallery that invents clients: somebody new, or the one of a code."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scenarios import labels, service
from scenarios.invented.code import DIFFICULTIES
from scenarios.invented.content import meaning
from studio.identity import Actor
from studio.languages import Translator


def show(t: Translator, start: Callable[[str, Callable[[Actor, str], str]], None]) -> None:
    """`start` begins a run: name of the button, and what returns the run from actor and key."""
    with st.container(border=True, key="invent"):
        st.markdown(
            t(
                "Every client here is made up on the spot, with a life, a voice and files of their own. "
                "The client's code, shown with your run, brings the same person back for you and for others."
            )
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                t("Territory"),
                list(labels.TERRITORIES),
                format_func=lambda name: labels.TERRITORIES[name](t),
                key="invent_territory",
                persist_state="session",
            )
            difficulty = st.segmented_control(
                t("Difficulty"),
                DIFFICULTIES,
                key="invent_difficulty",
                default=2,
                required=True,
                persist_state="session",
            )
        st.markdown(meaning(t.locale, difficulty or 2))
        st.button(
            t("Meet somebody new"),
            key="begin_invented",
            icon=":material/play_arrow:",
            on_click=start,
            args=("invented", _somebody),
        )
        with st.expander(t("Meet the client of a code")):
            st.text_input(t("Client code"), key="invent_code", placeholder="MK-3-20417", persist_state="session")
            st.button(
                t("Meet this client"),
                key="begin_coded",
                icon=":material/play_arrow:",
                on_click=start,
                args=("coded", _coded),
            )


def _somebody(actor: Actor, key: str) -> str:
    state = st.session_state
    return service.meet_somebody(actor, state["invent_territory"], state["invent_difficulty"] or 2, key=key)


def _coded(actor: Actor, key: str) -> str:
    return service.meet_again(actor, st.session_state["invent_code"], key=key)
