"""Pages of this room: the standards check for staff, the toolkit for everybody."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from studio.identity import Actor, Role
from studio.languages import Translator
from studio.rights import allowed

HERE = Path(__file__).parent


def pages(actor: Actor, t: Translator) -> list[StreamlitPage]:
    guest = actor.role is Role.PARTICIPANT
    found = [
        st.Page(
            HERE / "reader.py",
            title=t("Toolkit"),
            icon=":material/menu_book:",
            url_path="toolkit",
            visibility="hidden" if guest else "visible",
        ),
        st.Page(HERE / "instrument.py", title=t("Instrument"), url_path="instrument", visibility="hidden"),
        st.Page(HERE / "forms.py", title=t("Forms"), url_path="forms", visibility="hidden"),
    ]
    if allowed(actor, "form.create"):
        found.append(st.Page(HERE / "form.py", title=t("Form"), url_path="form", visibility="hidden"))
    if allowed(actor, "assessment.create"):
        found += [
            st.Page(HERE / "standards.py", title=t("Standards"), icon=":material/checklist:", url_path="standards"),
            st.Page(HERE / "answer.py", title=t("Answer"), url_path="assessment", visibility="hidden"),
            st.Page(HERE / "results.py", title=t("Results"), url_path="assessment-results", visibility="hidden"),
            st.Page(HERE / "plan.py", title=t("Improvement plan"), url_path="assessment-plan", visibility="hidden"),
        ]
    return found
