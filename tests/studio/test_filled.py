"""Controls that save themselves, on pages that come back in a new session."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from streamlit.testing.v1 import AppTest

from studio.widgets import filled


def page() -> None:
    """One choice that saves itself; `stored` holds what was saved last, by whomever."""
    import streamlit as st

    from studio.languages import translator
    from studio.widgets.filled import Carried

    state = st.session_state
    carried = Carried("doc")
    key = carried.key("doc/choice", state.stored)

    def chosen() -> None:
        state.stored = state[key]
        state.saved += 1

    values = ["a", "b", "c"]
    st.selectbox("Choice", values, values.index(state.stored), key=key, on_change=chosen)
    st.button("Other")
    carried.settle(translator("en"))


def opened(stored: str, old: AppTest | None = None) -> AppTest:
    """The page, or the old one in a new session: drawn first, then what it still shows taken in."""
    new = AppTest.from_function(page)
    new.session_state["stored"], new.session_state["saved"] = stored, 0
    if old is None:
        return new.run()
    new.session_state[filled.SENT] = filled.carried(one.proto.id for one in (*old.selectbox, *old.button_group))
    new.run()
    if new.selectbox[0].proto.id == old.selectbox[0].proto.id and old.selectbox[0].value != new.selectbox[0].value:
        new.selectbox[0].set_value(old.selectbox[0].value).run()
    return new


STEPS = st.lists(st.sampled_from(["choose", "somebody else", "click", "come back", "choose, come back"]), max_size=8)


@given(STEPS, st.lists(st.sampled_from("abc"), min_size=8, max_size=8))
@settings(max_examples=40)
def test_only_a_choice_is_saved(steps: list[str], values: list[str]) -> None:
    """What a page merely shows is never saved over what somebody else chose; one's own choice counts."""
    test = opened("a")
    for step, value in zip(steps, values, strict=False):
        before, expected = test.session_state["stored"], test.session_state["stored"]
        if step.startswith("choose"):
            shown = test.selectbox[0].value
            test.selectbox[0].set_value(value)
            # chosen while the server died; where somebody else chose meanwhile, the choice is asked for again
            moved = shown != before
            test = test.run() if step == "choose" else opened(before, test)
            expected = value if not (moved and step != "choose") and value != shown else before
        elif step == "somebody else":
            test.session_state["stored"] = expected = value
        elif step == "click":
            test.button[0].click().run()
        else:
            test = opened(before, test)
        assert not test.exception
        assert test.session_state["stored"] == expected
        if step != "somebody else":
            assert test.selectbox[0].value == expected


def test_a_choice_keeps_its_control() -> None:
    test = opened("a")
    before = test.selectbox[0].proto.id
    test.selectbox[0].set_value("b").run()
    assert (test.session_state["saved"], test.selectbox[0].proto.id) == (1, before)


def test_what_cannot_be_read_is_left_out() -> None:
    assert filled.carried(["$$ID-1-doc/filled=AAA", "$$ID-1-doc/filled=é", "$$ID-1-doc/filled=AAAAAAA=", "x", ""]) == {}
