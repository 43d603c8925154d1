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
    guest = actor.role in (Role.PARTICIPANT, Role.PARTNER)
    found = [
        st.Page(
            HERE / "reader.py",
            title=t("Toolkit"),
            icon=":material/menu_book:",
            url_path="toolkit",
            visibility="hidden" if guest else "visible",
        ),
        st.Page(HERE / "instrument.py", title=t("Instrument"), url_path="instrument", visibility="hidden"),
        st.Page(HERE / "dilemmas.py", title=t("Worked dilemmas"), url_path="dilemmas", visibility="hidden"),
        st.Page(HERE / "tables.py", title=t("Other countries"), url_path="country-tables", visibility="hidden"),
        st.Page(HERE / "forms.py", title=t("Forms"), url_path="forms", visibility="hidden"),
    ]
    if allowed(actor, "form.create"):
        found.append(st.Page(HERE / "form.py", title=t("Form"), url_path="form", visibility="hidden"))
    if allowed(actor, "assessment.create"):
        found += [
            st.Page(HERE / "standards.py", title=t("Standards"), icon=":material/checklist:", url_path="standards"),
            st.Page(HERE / "own.py", title=t("Instruments of my own"), url_path="own-instruments", visibility="hidden"),
            st.Page(HERE / "answer.py", title=t("Answer"), url_path="assessment", visibility="hidden"),
            st.Page(HERE / "round.py", title=t("Raters and round"), url_path="assessment-round", visibility="hidden"),
        ]
    if allowed(actor, "assessment.rate"):
        found += [
            st.Page(HERE / "rate.py", title=t("Answer one by one"), url_path="assessment-rate", visibility="hidden"),
            st.Page(HERE / "results.py", title=t("Results"), url_path="assessment-results", visibility="hidden"),
            st.Page(HERE / "consensus.py", title=t("Consensus"), url_path="assessment-consensus", visibility="hidden"),
            st.Page(HERE / "plan.py", title=t("Improvement plan"), url_path="assessment-plan", visibility="hidden"),
        ]
    return found
