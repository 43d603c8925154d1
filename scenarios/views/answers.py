"""The answers to an event, of which one is chosen: none beforehand, each with the minutes it takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from scenarios.events import Response
from studio.languages import Translator
from studio.widgets.frame import plain


def choose(t: Translator, shown: Sequence[Response], label: Callable[[str], str], key: str) -> bool:
    """Whether an answer is chosen; `label` gives the text for the id of a response, `key` holds the chosen id."""
    # The minutes are part of the label, because a tap on a caption chooses nothing.
    minutes = {one.id: t("{minutes} min", minutes=one.minutes) for one in shown}
    labels = {one.id: f"{plain(label(one.id))} :gray-badge[{minutes[one.id]}]" for one in shown}
    st.radio(t("What do you do?"), labels, index=None, format_func=labels.__getitem__, key=key)
    return st.session_state.get(key) is not None
