"""Lets what a click sets off come to its end before the next event has its turn.

Streamlit looks for a newer request at every access to `st.session_state`, in callbacks too. When one is waiting, it
ends the callback there and does not call it again: a click on *Save* whose field reports itself saved a moment later
is lost without a word (decision 0007). Here the newer request waits until the widgets' values are taken over and all
callbacks have run; the script itself is interrupted as before.
"""

from __future__ import annotations

import threading
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState

_here = threading.local()
_look_for_requests = ScriptRunner._maybe_handle_execution_control_request
_take_over = SafeSessionState.on_script_will_rerun


def _look_unless_taking_over(runner: ScriptRunner) -> None:
    if not getattr(_here, "taking_over", False):
        _look_for_requests(runner)


def _take_over_whole(state: SafeSessionState, *args: Any, **options: Any) -> None:
    _here.taking_over = True
    try:
        _take_over(state, *args, **options)
    finally:
        _here.taking_over = False


def keep_callbacks_whole() -> None:
    """Make it so for every session of this process; to be called before the first one begins."""
    ScriptRunner._maybe_handle_execution_control_request = _look_unless_taking_over  # type: ignore[method-assign,assignment]
    SafeSessionState.on_script_will_rerun = _take_over_whole  # type: ignore[method-assign,assignment]
