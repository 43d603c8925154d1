"""Lets what a click sets off come to its end before the next event has its turn.

Streamlit looks for a newer request at every element and every access to `st.session_state`, in callbacks too. When one
is waiting, it ends the run there, and the click that began it is lost without a word: a click on *Send* beside a field
that reports itself saved a moment later (decision 0007). Here the newer request waits until the values of widgets are
taken over and all callbacks have run, and, where something was clicked, until the run has ended. Runs that only follow
a changed value are interrupted as before, and `st.rerun` and `st.switch_page` end a run as ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import ScriptRequests, _has_active_trigger_value
from streamlit.runtime.state.safe_session_state import SafeSessionState


class _Run(threading.local):
    """What the run of this thread is doing."""

    taking_over = False
    clicked = False
    undisturbed = False
    asked_itself = False
    """Whether the script asked for another run or another page."""


_run = _Run()
_look = ScriptRunner._maybe_handle_execution_control_request
_take_over = SafeSessionState.on_script_will_rerun
_finish = SafeSessionState.on_script_finished
_ask, _ask_several = ScriptRequests.request_rerun, ScriptRequests.request_rerun_batch


def _look_in_its_turn(runner: ScriptRunner) -> None:
    if _run.taking_over or ((_run.clicked or _run.undisturbed) and not _run.asked_itself):
        return
    _look(runner)


def _take_over_whole(state: SafeSessionState, widgets: Any, **options: Any) -> None:
    _run.asked_itself = False
    _run.clicked = widgets is not None and any(map(_has_active_trigger_value, widgets.widgets))
    _run.taking_over = True
    try:
        _take_over(state, widgets, **options)
    finally:
        _run.taking_over = False


def _finish_run(state: SafeSessionState, *arguments: Any, **options: Any) -> None:
    _run.clicked = False
    _finish(state, *arguments, **options)


def _marking(ask: Callable[..., bool]) -> Callable[..., bool]:
    """Requests from outside come on other threads, so they never mark a run."""

    def asked(requests: ScriptRequests, *arguments: Any) -> bool:
        _run.asked_itself = True
        return ask(requests, *arguments)

    return asked


@contextmanager
def undisturbed() -> Iterator[None]:
    """Newer requests wait until the run within has ended."""
    _run.undisturbed = True
    try:
        yield
    finally:
        _run.undisturbed = False


def keep_callbacks_whole() -> None:
    """Make it so for every session of this process; to be called before the first one begins."""
    for owner, name, instead in REPLACED:
        setattr(owner, name, instead)


REPLACED: tuple[tuple[type, str, Callable[..., Any]], ...] = (
    (ScriptRunner, _look.__name__, _look_in_its_turn),
    (SafeSessionState, _take_over.__name__, _take_over_whole),
    (SafeSessionState, _finish.__name__, _finish_run),
    (ScriptRequests, _ask.__name__, _marking(_ask)),
    (ScriptRequests, _ask_several.__name__, _marking(_ask_several)),
)
