"""A second event that arrives while a click is worked on does not take the click back."""

from __future__ import annotations

import pytest
from streamlit.runtime.scriptrunner.script_runner import ScriptRunner
from streamlit.runtime.state.safe_session_state import SafeSessionState
from streamlit.testing.v1 import AppTest

from studio.widgets.whole_callbacks import keep_callbacks_whole


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the studio's server; Streamlit is as it was when the test ends."""
    for owner, name in (
        (ScriptRunner, "_maybe_handle_execution_control_request"),
        (SafeSessionState, "on_script_will_rerun"),
    ):
        monkeypatch.setattr(owner, name, getattr(owner, name))
    keep_callbacks_whole()


def page() -> None:
    """A button whose callback is overtaken by another event; `log` holds how far it came."""
    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def clicked() -> None:
        st.session_state.log = [*st.session_state.log, "begun"]
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        context.script_requests.request_rerun(RerunData())
        st.session_state.log = [*st.session_state.log, "ended"]

    st.session_state.runs += 1
    st.button("Save", on_click=clicked)
    st.text("drawn")


def opened() -> AppTest:
    test = AppTest.from_function(page)
    test.session_state["log"], test.session_state["runs"] = [], 0
    return test.run()


def test_a_callback_ends_before_the_next_event_has_its_turn(whole: None) -> None:
    test = opened()
    test.button[0].click().run()
    assert test.session_state["log"] == ["begun", "ended"]
    assert test.session_state["runs"] == 2, "the second event is answered, once"
    assert test.text[0].value == "drawn"


def test_without_it_the_click_is_lost() -> None:
    """What this is for; when it fails, Streamlit has mended it and the module can go."""
    test = opened()
    test.button[0].click().run()
    assert test.session_state["log"] == ["begun"]
