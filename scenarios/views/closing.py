"""Closure, the follow-up twelve weeks later, and the way to the debrief."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scenarios import labels
from scenarios.views.desk import Desk

HERE = Path(__file__).parent


def show(desk: Desk) -> None:
    t, case = desk.t, desk.case
    if case.stage == "open":
        close(desk)
    elif case.stage == "closed":
        follow_up(desk)
    if case.stage == "followed_up" and case.followed:
        result = labels.RESULTS[case.followed.result](t)
        st.markdown(t("At the follow-up: {result}.", result=result))
    if case.week:
        st.page_link(
            HERE / "debrief.py",
            label=t("Go to the debrief"),
            icon=":material/insights:",
            query_params={"id": desk.loaded.id},
        )
    if case.stage != "finished":
        with st.expander(t("End the exercise here")):
            st.markdown(t("You can look at the debrief at any time. Ending means that nothing more can be decided."))
            desk.button(t("End the exercise"), "finish", {"kind": "finish"})


def close(desk: Desk) -> None:
    t, case = desk.t, desk.case
    st.markdown(t("Close when the plan is done, together with the client, and record the result as it is."))
    if case.meeting is None:
        st.info(t("You are not in a conversation with the client now."))
    reason, result = f"{desk.loaded.id}/close/reason", f"{desk.loaded.id}/close/result"
    st.selectbox(t("Reason"), list(labels.CLOSING), format_func=lambda name: labels.CLOSING[name](t), key=reason)
    st.selectbox(t("Result"), list(labels.RESULTS), format_func=lambda name: labels.RESULTS[name](t), key=result)
    desk.write("summary", t("Results"), t("What was reached, in a few sentences."))
    desk.write("lessons", t("Lessons learnt"), t("What you would do again, and what differently."))
    st.button(t("Close the case"), key="close_case", icon=":material/flag:", on_click=_ask)
    if st.session_state.pop("closing_opened", False):
        confirm(desk, st.session_state[reason], st.session_state[result])


def _ask() -> None:
    st.session_state["closing_opened"] = True


def confirm(desk: Desk, reason: str, result: str) -> None:
    t = desk.t

    @st.dialog(t("Close the case?"))
    def ask() -> None:
        st.markdown(f"{labels.CLOSING[reason](t)} · {labels.RESULTS[result](t)}")
        st.markdown(t("After this only the follow-up and the debrief are left."))
        if st.button(t("Close it"), key="close_now", type="primary"):
            written, texts = desk.drafted("summary", "lessons"), dict[str, str]()
            named = {place: desk.wording(place, text, texts) for place, text in written.items()}
            desk.decide({"kind": "close", "reason": reason, "result": result, **named}, texts, filed=list(written))
            st.rerun()

    ask()


def follow_up(desk: Desk) -> None:
    t = desk.t
    st.markdown(t("Twelve weeks after closure somebody asks how things are. Without work, a new case can be offered."))
    key = f"{desk.loaded.id}/new_case"
    st.toggle(t("Offer a new case if there is no work"), value=True, key=key)
    desk.button(
        t("Do the follow-up"),
        "follow_up",
        lambda: {"kind": "follow_up", "new_case": bool(st.session_state.get(key, True))},
        type="primary",
        icon=":material/event_repeat:",
    )
