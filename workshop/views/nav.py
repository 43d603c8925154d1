"""Pages of this room: people with an account see their workshops, guests the one they joined."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor, Role
from studio.languages import Translator
from studio.rights import allowed

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    if not allowed(actor, "workshop.take_part"):
        return []
    guest = actor.role is Role.PARTICIPANT
    found = [
        st.Page(
            HERE / "seat.py",
            title=t("My workshop"),
            icon=":material/groups:",
            url_path="workshop-seat",
            visibility="visible" if guest else "hidden",
        )
    ]
    if not guest:
        found.append(st.Page(HERE / "list.py", title=t("Workshops"), icon=":material/groups:", url_path="workshops"))
    if allowed(actor, "workshop.create"):
        found += [
            st.Page(HERE / "lead.py", title=t("Workshop"), url_path="workshop", visibility="hidden"),
            st.Page(HERE / "live.py", title=t("In the cases"), url_path="workshop-live", visibility="hidden"),
            st.Page(HERE / "debrief.py", title=t("Workshop debrief"), url_path="workshop-debrief", visibility="hidden"),
        ]
    return found
