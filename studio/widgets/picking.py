"""Choosing one of several things on a page, so that the choice survives renaming and late answers of the browser.

A browser reports a choice by its label. Where labels change (a title is edited, a count grows) or a button chooses
too, the browser's copy would win over the page. So the choice is kept apart from the widget, and the widget is a new
one whenever choice or labels change.
"""

from __future__ import annotations

import hashlib
from typing import Any

import streamlit as st


def pick(label: str, names: dict[str, str], kept: str, default: str, *, as_list: bool = False) -> str:
    """The id chosen among `names` (id to label); `kept` is where session state keeps it, `choose` sets it.

    `as_list` shows all of them at once.
    """
    state = st.session_state
    if state.get(kept) not in names:
        state[kept] = default
    options = list(names)
    digest = hashlib.sha256(repr((state[kept], names)).encode()).hexdigest()[:16]
    key = f"{kept}/{digest}"
    state[f"{kept}/widget"] = key

    def picked() -> None:
        """A browser may still report a widget that has been replaced; its choice is an old one."""
        if state[f"{kept}/widget"] == key:
            choose(kept, state[key])

    place: dict[str, Any] = {
        "index": options.index(state[kept]),
        "format_func": names.__getitem__,
        "key": key,
        "on_change": picked,
    }
    if as_list:
        st.radio(label, options, **place)
    else:
        st.selectbox(label, options, **place)
    return str(state[kept])


def choose(kept: str, chosen: str) -> None:
    st.session_state[kept] = chosen


def to_the_top(kept: str) -> None:
    """Scroll up when another choice is shown; the browser would stay where the button was."""
    state = st.session_state
    shown = f"{kept}/shown"
    if state.setdefault(shown, state[kept]) != state[kept]:
        state[shown] = state[kept]
        once = hashlib.sha256(state[kept].encode()).hexdigest()  # the same script would not run again
        st.html(
            f"<script>document.querySelector('[data-testid=stMain]').scrollTo(0, 0) // {once}</script>",
            unsafe_allow_javascript=True,
        )
