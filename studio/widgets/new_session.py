"""Lets a page that was open before its session began lose nothing: not the first click, not the first word.

After a restart of the server, or when a phone has slept, a page finds a new session that has drawn nothing yet.
Streamlit takes the values the page sends for widgets nobody knows, and so the first click does nothing and the first
change is not saved; what came from a fragment it drops. Here the page is drawn once without those values and then
takes them in, with all callbacks (decision 0010). What the page carries of its fields is read first (decision 0011).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.scriptrunner_utils.script_requests import RerunData
from streamlit.runtime.state.session_state import SessionState

from studio.widgets import filled
from studio.widgets.whole_callbacks import undisturbed

_run = ScriptRunner._run_script
_request = AppSession.request_rerun


def _has_drawn(state: SessionState) -> bool:
    return bool(state._new_widget_state.widget_metadata)


def _run_after_drawing(runner: ScriptRunner, asked: RerunData) -> None:
    sent = asked.widget_states
    if sent is not None and sent.widgets and not _has_drawn(runner._session_state._state):
        with undisturbed():
            runner._session_state[filled.SENT] = filled.carried(widget.id for widget in sent.widgets)
            _run(runner, replace(asked, widget_states=None))
    _run(runner, asked)


def _request_whole(session: AppSession, asked: ClientState | None) -> None:
    if asked is not None and asked.fragment_id and not _has_drawn(session._session_state):
        whole = ClientState()
        whole.CopyFrom(asked)
        whole.fragment_id, whole.is_auto_rerun = "", False
        asked = whole
    _request(session, asked)


def draw_before_answering() -> None:
    """Make it so for every session of this process; to be called before the first one begins."""
    for owner, name, instead in REPLACED:
        setattr(owner, name, instead)


REPLACED: tuple[tuple[type, str, Any], ...] = (
    (ScriptRunner, _run.__name__, _run_after_drawing),
    (AppSession, _request.__name__, _request_whole),
)
