"""The other half of a double click: by then the page may be drawn anew, so that it would count as a second decision."""

from __future__ import annotations

import json
import time
from collections.abc import Mapping
from typing import Any

import streamlit as st

WITHIN = 0.5
"""Seconds in which the same decision again is taken for the other half."""
IN_A_ROW = ("advance",)
"""Decisions that people make quickly one after the other."""


def other_half(place: str, deed: Mapping[str, Any], texts: object = None) -> bool:
    """Whether this decision was made at this place a moment ago."""
    asked, at = st.session_state.get(_key(place), ("", 0.0))
    same = asked == _asked(deed, texts) and deed["kind"] not in IN_A_ROW
    return same and time.monotonic() - at < WITHIN


def done(place: str, deed: Mapping[str, Any], texts: object = None) -> None:
    """Remember the decision and its moment."""
    st.session_state[_key(place)] = _asked(deed, texts), time.monotonic()


def _key(place: str) -> str:
    return f"{place}/last_decided"


def _asked(deed: Mapping[str, Any], texts: object) -> str:
    return json.dumps([deed, texts], sort_keys=True, default=str)
