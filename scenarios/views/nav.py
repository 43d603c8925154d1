"""Pages of this room."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor, Role
from studio.languages import Translator
from studio.rights import allowed

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    if not allowed(actor, "practice.play"):
        return []
    guest = actor.role is Role.PARTICIPANT
    return [
        st.Page(
            HERE / "gallery.py",
            title=t("Practice"),
            icon=":material/forum:",
            url_path="practice",
            visibility="hidden" if guest else "visible",
        ),
        st.Page(HERE / "case.py", title=t("Case"), url_path="case", visibility="hidden"),
        st.Page(HERE / "debrief.py", title=t("Debrief"), url_path="debrief", visibility="hidden"),
    ]
