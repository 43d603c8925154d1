"""The instruments there are, theme by theme, with a search over all their texts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import streamlit as st

from studio.languages import Translator
from studio.widgets.frame import plain
from studio.widgets.links import page_link
from toolkit.instrument import Instrument, InstrumentWords, Theme
from toolkit.loader import FIRST

HERE = Path(__file__).parent


def theme_names(t: Translator) -> dict[Theme, str]:
    return {
        Theme.CASEWORK: t("Casework"),
        Theme.PARTNERSHIP: t("Partnership"),
        Theme.PEOPLE: t("People and skills"),
        Theme.ORGANISATION: t("Organisation and systems"),
        Theme.REFLECTION: t("Thinking it over"),
    }


def size(instrument: Instrument, t: Translator) -> str:
    """How much there is: "4 topics · 16 criteria · version 1.0"."""
    parts = []
    if scored := len(instrument.scored()):
        groups = len(instrument.groups())
        if instrument.id == FIRST:
            parts.append(t.n("{count} standard", "{count} standards", groups))
        else:
            parts.append(t.n("{count} topic", "{count} topics", groups))
        parts.append(t.n("{count} criterion", "{count} criteria", scored))
    if prompts := len(instrument.items()) - scored:
        parts.append(t.n("{count} question to think about", "{count} questions to think about", prompts))
    return " · ".join([*parts, t("version {version}", version=instrument.version)])


def show_library(library: Iterable[Instrument], texts: Mapping[str, InstrumentWords], t: Translator) -> None:
    asked = st.text_input(
        t("Search the instruments"), key="library_search", icon=":material/search:", max_chars=100
    ).strip()
    found = [instrument for instrument in library if texts[instrument.id].found(asked)]
    if not found:
        st.markdown(t("No instrument has all these words: {words}", words=plain(asked)))
    for theme, name in theme_names(t).items():
        of_theme = [instrument for instrument in found if instrument.theme is theme]
        if not of_theme:
            continue
        st.subheader(name, anchor=False)
        for instrument in of_theme:
            with st.container(border=True, key=f"instrument_{instrument.id}"):
                page_link(
                    HERE / "instrument.py",
                    label=texts[instrument.id].title,
                    icon=":material/menu_book:",
                    query_params={"id": instrument.id},
                )
                st.markdown(texts[instrument.id].about)
                st.markdown(size(instrument, t))
