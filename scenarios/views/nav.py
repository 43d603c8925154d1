"""Pages of this room."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

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
        st.Page(
            HERE / "caseloads.py",
            title=t("Caseload"),
            icon=":material/inbox:",
            url_path="caseloads",
            visibility="hidden" if guest else "visible",
        ),
        st.Page(HERE / "caseload.py", title=t("Desk"), url_path="caseload", visibility="hidden"),
        st.Page(HERE / "caseload_debrief.py", title=t("Debrief"), url_path="caseload-debrief", visibility="hidden"),
        st.Page(HERE / "debrief.py", title=t("Debrief"), url_path="debrief", visibility="hidden"),
        st.Page(HERE / "progress.py", title=t("My progress"), url_path="progress", visibility="hidden"),
        st.Page(
            HERE / "assumptions.py", title=t("What the simulation assumes"), url_path="assumptions", visibility="hidden"
        ),
        *([] if guest else _authoring(actor, t)),
    ]


def _authoring(actor: Actor, t: Translator) -> list[StreamlitPage]:
    """Shown to those who may write; others with an account are told so when they follow a link."""
    shown: Literal["visible", "hidden"] = "visible" if allowed(actor, "scenario.author") else "hidden"
    return [
        st.Page(
            HERE / "author.py", title=t("Author"), icon=":material/stylus_note:", url_path="author", visibility=shown
        ),
        st.Page(HERE / "scenario.py", title=t("Author: scenario"), url_path="scenario", visibility="hidden"),
    ]
