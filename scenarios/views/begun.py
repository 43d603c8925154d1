"""From a click that begins a run or a caseload to its page: the callback notes what was begun, the page leads there."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

CASE, CASELOAD = "case.py", "caseload.py"
HERE = Path(__file__).parent


def note(script: str, object_id: str) -> None:
    """What a callback has begun, and the page that shows it."""
    st.session_state[f"begun/{script}"] = object_id


def lead_there(script: str) -> None:
    """On the page with the button: go to what was begun."""
    if object_id := st.session_state.pop(f"begun/{script}", None):
        st.switch_page(HERE / script, query_params={"id": object_id})


def arrived(script: str, object_id: str) -> None:
    """On the page that shows it: what the other half of a double click noted would lead here once more, later."""
    if st.session_state.get(f"begun/{script}") == object_id:
        del st.session_state[f"begun/{script}"]
