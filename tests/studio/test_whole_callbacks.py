"""A second event that arrives while a click is worked on does not take the click back."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from studio.widgets.whole_callbacks import REPLACED, keep_callbacks_whole


@pytest.fixture
def whole(monkeypatch: pytest.MonkeyPatch) -> None:
    """As in the studio's server; Streamlit is as it was when the test ends."""
    for owner, name, _ in REPLACED:
        monkeypatch.setattr(owner, name, getattr(owner, name))
    keep_callbacks_whole()


def page() -> None:
    """Buttons whose work is overtaken by another event, as it comes from a browser; `log` holds how far it came."""
    import threading

    import streamlit as st
    from streamlit.runtime.scriptrunner import RerunData, get_script_run_ctx

    def other_event() -> None:
        context = get_script_run_ctx()
        assert context is not None
        assert context.script_requests is not None
        event = threading.Thread(target=context.script_requests.request_rerun, args=(RerunData(),))
        event.start()
        event.join()

    def note(word: str) -> None:
        st.session_state.log = [*st.session_state.log, word]

    def clicked() -> None:
        note("begun")
        other_event()
        note("ended")

    st.session_state.runs += 1
    if st.session_state.overtaken:
        st.session_state.overtaken = False
        other_event()
    st.button("Save", on_click=clicked)
    if st.button("Send"):
        note("sent")
        st.session_state.overtaken = False
    if st.button("Send and draw again"):
        note("sent")
        st.rerun()
        note("after the end")
    st.text_input("Name")
    st.text("drawn")
    st.session_state.ends += 1


@pytest.fixture
def opened() -> AppTest:
    test = AppTest.from_function(page)
    for name, value in {"log": [], "runs": 0, "ends": 0, "overtaken": False}.items():
        test.session_state[name] = value
    return test.run()


def test_a_callback_ends_before_the_next_event_has_its_turn(whole: None, opened: AppTest) -> None:
    opened.button[0].click().run()
    assert opened.session_state["log"] == ["begun", "ended"]
    assert (opened.session_state["runs"], opened.session_state["ends"]) == (3, 3), "drawn to its end, then the second"
    assert opened.text[0].value == "drawn"


@pytest.mark.parametrize("button", [1, 2])
def test_a_button_that_the_script_asks_is_heard_before_the_next_event(
    whole: None, opened: AppTest, button: int
) -> None:
    opened.session_state["overtaken"] = True
    opened.button[button].click().run()
    assert opened.session_state["log"] == ["sent"]
    assert opened.text[0].value == "drawn"


def test_a_run_that_follows_a_value_gives_way_at_once(whole: None, opened: AppTest) -> None:
    opened.session_state["overtaken"] = True
    opened.text_input[0].set_value("Ana").run()
    assert opened.text_input[0].value == "Ana"
    assert (opened.session_state["runs"], opened.session_state["ends"]) == (3, 2)


@pytest.mark.parametrize("button", [0, 1])
def test_without_it_the_click_is_lost(opened: AppTest, button: int) -> None:
    """What this is for; when it fails, Streamlit has mended it and the module can go."""
    opened.session_state["overtaken"] = button == 1
    opened.button[button].click().run()
    assert opened.session_state["log"] == (["begun"] if button == 0 else [])
