"""Short fields: amounts as people type them, and pages that meet other writers or come back in a new session."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from studio.widgets import filled
from studio.widgets.fields import _amount


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("1250", "1250.00"),
        ("1.250", "1250.00"),
        ("1.250,50", "1250.50"),
        ("1,250.5", "1250.50"),
        ("1 250,5 EUR", "1250.50"),
        ("0.125", "0.125"),
        ("-12,3", "-12.30"),
        (",5", "0.50"),
        ("12.345.678", "12345678.00"),
        ("", None),
        ("abc", None),
        ("--", "--"),
    ],
)
def test_amounts_are_read_without_losing_a_cent(typed: str, read: str | None) -> None:
    assert _amount(typed) == read


def page() -> None:
    """One text field of a document kept in session state; `log` holds what was saved, a bad title is refused."""
    from types import SimpleNamespace

    import streamlit as st

    from studio.changes import Conflict
    from studio.errors import Invalid, Unavailable
    from studio.languages import translator
    from studio.widgets import fields

    state = st.session_state

    def save(actor: object, changes: list, key: str) -> SimpleNamespace:  # type: ignore[type-arg]
        change, stands = changes[0], state.body["title"]
        if change.base != stands:
            found = Conflict(path="title", reason="changed", base=change.base, mine=change.value, theirs=stands)
            return SimpleNamespace(conflicts=[found])
        state.log.append((change.base, change.value))
        if change.value == "bad":
            raise Invalid("title_unusable")
        if state.get("full"):
            raise Unavailable("storage_full")
        state.body = {"title": change.value}
        return SimpleNamespace(conflicts=[])

    form = fields.Fields("doc", dict(state.body), save, translator("en"))
    form.text("title", "Title")
    st.button("Other")
    form.settle()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr("studio.widgets.fields.current_actor", lambda: "somebody")
    test = AppTest.from_function(page)
    test.session_state["body"], test.session_state["log"] = {"title": "Old"}, []
    return test.run()


def test_a_field_is_saved_once_when_it_is_left(opened: AppTest) -> None:
    test = opened
    test.text_input[0].set_value(" New ").run()
    test.run()
    assert not test.exception
    assert test.session_state["log"] == [("Old", "New")]


def test_an_edit_that_no_callback_saved_is_saved_by_the_next_run(opened: AppTest) -> None:
    test = opened
    # as after a restart: the browser sends its value again, and no callback is called
    test.session_state["doc/title"] = "New"
    test.button[0].click().run()
    test.run()
    assert not test.exception
    assert test.session_state["log"] == [("Old", "New")]
    assert test.text_input[0].value == "New"


def test_a_refused_value_stays_for_mending_and_is_not_sent_again(opened: AppTest) -> None:
    test = opened
    test.text_input[0].set_value("bad").run()
    test.run()
    assert test.session_state["log"] == [("Old", "bad")]
    assert test.text_input[0].value == "bad"
    test.text_input[0].set_value("good").run()
    assert test.session_state["log"] == [("Old", "bad"), ("Old", "good")]


def test_an_untouched_field_follows_another_writer(opened: AppTest) -> None:
    test = opened
    test.session_state["body"] = {"title": "Theirs"}
    test.run()
    assert test.text_input[0].value == "Theirs"
    assert test.session_state["log"] == []


def test_a_value_that_found_no_room_is_saved_once_there_is(opened: AppTest) -> None:
    opened.session_state["full"] = True
    opened.text_input[0].set_value("New").run()
    assert opened.session_state["body"] == {"title": "Old"}
    opened.session_state["full"] = False
    opened.button[0].click().run()
    assert opened.session_state["body"] == {"title": "New"}


def comes_back(old: AppTest) -> AppTest:
    """The same page in a new session, which sends what it still shows: drawn first, then the values taken in."""
    new = AppTest.from_function(page)
    new.session_state["body"], new.session_state["log"] = old.session_state["body"], []
    new.session_state[filled.SENT] = filled.carried(widget.proto.id for widget in (*old.text_input, *old.button_group))
    new.run()
    if new.text_input[0].proto.id == old.text_input[0].proto.id:
        new.text_input[0].set_value(old.text_input[0].value).run()
    assert not new.exception
    return new


def test_a_page_that_comes_back_does_not_overwrite_what_somebody_else_wrote(opened: AppTest) -> None:
    opened.session_state["body"] = {"title": "Theirs"}  # written while the page slept
    back = comes_back(opened)
    assert back.text_input[0].value == "Theirs"
    assert back.session_state["log"] == []


def test_a_page_that_comes_back_asks_where_somebody_else_wrote_and_something_was_typed(opened: AppTest) -> None:
    opened.session_state["body"] = {"title": "Theirs"}
    opened.text_input[0].set_value("Mine")  # typed, and not taken in by the server that died
    back = comes_back(opened)
    assert back.session_state["log"] == []
    again = comes_back(back)
    for test in (back, again):
        assert [code.value for code in test.code] == ["Mine", "Theirs"]
    again.button[1].click().run()
    assert again.session_state["log"] == [("Theirs", "Mine")]
    assert not again.code


def test_a_page_that_comes_back_saves_its_next_change_where_nobody_wrote(opened: AppTest) -> None:
    shown = opened.text_input[0]
    shown.set_value("Mine").run()
    back = comes_back(opened)
    assert back.text_input[0].proto.id == shown.proto.id
    back.text_input[0].set_value("Mine again").run()
    assert back.session_state["log"] == [("Mine", "Mine again")]


STEP_NAMES = ["type", "type as the server dies", "somebody else writes", "click", "come back", "choose"]
STEPS = st.lists(st.sampled_from(STEP_NAMES), max_size=8)


@given(STEPS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nobody_saves_over_what_they_have_not_seen(monkeypatch: pytest.MonkeyPatch, steps: list[str]) -> None:
    """Whatever is typed, written elsewhere or brought back; and what was typed stands, or is asked about."""
    monkeypatch.setattr("studio.widgets.fields.current_actor", lambda: "somebody")
    test = AppTest.from_function(page)
    test.session_state["body"], test.session_state["log"] = {"title": "first"}, []
    test.run()
    seen, latest = {"first"}, "first"
    for number, step in enumerate(steps):
        if step.startswith("type") and not test.code:
            latest = f"mine {number}"
            test.text_input[0].set_value(latest)
            test = test.run() if step == "type" else comes_back(test)
        elif step == "somebody else writes":
            latest = f"theirs {number}"
            test.session_state["body"] = {"title": latest}
        elif step == "click" and not test.code:
            test.button[0].click().run()
        elif step == "choose" and test.code:
            test.button[1 + number % 2].click().run()
            latest = test.session_state["body"]["title"]
        elif step == "come back":
            test = comes_back(test)
        assert not test.exception
        for base, _ in test.session_state["log"]:
            assert base in seen
        test.session_state["log"] = []
        seen |= {test.text_input[0].value, *(code.value for code in test.code)}
    if test.code:
        assert latest in {test.session_state["body"]["title"], *(code.value for code in test.code)}
    else:
        stands = test.button[0].click().run().session_state["body"]["title"]
        assert latest == stands == test.text_input[0].value
