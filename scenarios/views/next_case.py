"""The case that suits next, with its reason."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scenarios import loader
from scenarios.criteria import criterion_words
from scenarios.debriefing.growth import Suggestion
from studio.languages import Translator
from studio.widgets.frame import plain
from studio.widgets.links import page_link

HERE = Path(__file__).parent


def show(t: Translator, suggested: Suggestion | None) -> None:
    """Nothing when every case has been played."""
    if suggested is None:
        return
    package, words = loader.builtin(suggested.scenario_id), criterion_words(t.locale)
    st.subheader(t("A case that suits next"), anchor=False)
    title, level = plain(package.words(t.locale)("title")), package.scenario.difficulty
    st.markdown(f"**{title}** · {t('difficulty {level} of 5', level=level)}")
    if suggested.criteria:
        skills = t.list([words(f"{name}.title") for name in suggested.criteria])
        st.markdown(t("It practises what went least well here: {skills}.", skills=skills))
    page_link(HERE / "gallery.py", label=t("To the cases"), icon=":material/arrow_forward:")
