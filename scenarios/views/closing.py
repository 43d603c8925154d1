"""Closure, the follow-up twelve weeks later, and the way to the debrief."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from scenarios import labels
from scenarios.closing import checklist
from scenarios.story import sentence as story_sentence
from scenarios.story import visible
from scenarios.views.desk import Desk
from studio.widgets.frame import plain
from studio.widgets.links import page_link

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
        twelve_weeks(desk)
    if case.week:
        page_link(
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
    t = desk.t
    st.markdown(t("Close when the plan is done, together with the client, and record the result as it is."))
    checks(desk)
    reason, result = f"{desk.loaded.id}/close/reason", f"{desk.loaded.id}/close/result"
    st.selectbox(t("Reason"), list(labels.CLOSING), format_func=lambda name: labels.CLOSING[name](t), key=reason)
    st.selectbox(t("Result"), list(labels.RESULTS), format_func=lambda name: labels.RESULTS[name](t), key=result)
    fields = {"summary": t("Results"), "lessons": t("Lessons learnt")}
    desk.write("summary", fields["summary"], t("What was reached, in a few sentences."), reports=True)
    desk.write("lessons", fields["lessons"], t("What you would do again, and what differently."), reports=True)
    st.button(
        desk.price(t("Close the case"), "close"),
        key="close_case",
        icon=":material/flag:",
        on_click=lambda: desk.begin_review("closing"),
    )
    if desk.under_review("closing", fields):
        confirm(desk, st.session_state[reason], st.session_state[result])


CHECKS: dict[str, labels.Label] = {
    "with_client": lambda t: t("You close the case together with the client, in a conversation."),
    "events": lambda t: t("Everything that happened is answered."),
    "services": lambda t: t("No service is running or waited for, or it goes on without you."),
    "talked": lambda t: t("The plan was gone through in the last four weeks."),
    "ratings": lambda t: t("The needs are rated as they are now."),
    "note": lambda t: t("A note tells how the last weeks went."),
    "lessons": lambda t: t("Lessons learnt are written, below."),
}


def checks(desk: Desk) -> None:
    """What one looks at before the end; nothing here prevents closing."""
    t, words = desk.t, desk.words
    st.subheader(t("Before you close"), anchor=False)
    lines = []
    for item in checklist(desk.case, desk.loaded.draft.text("lessons")):
        about = [words.get(f"events.{one}.title") or labels.service(words, one) for one in item.about]
        icon = ":material/check_circle:" if item.done else ":material/radio_button_unchecked:"
        state = t("done") if item.done else t("open")
        named = f" ({t.list([plain(one) for one in about])})" if about else ""
        lines.append(f"- {icon} {CHECKS[item.code](t)}{named} **{state}**")
    st.markdown("\n".join(lines))


def twelve_weeks(desk: Desk) -> None:
    """What happened after the end, and whether a new case was offered."""
    t, case = desk.t, desk.case
    assert case.followed is not None
    sequence = case.followed.sequence
    since = [m for m in visible(case.moments) if m.sequence == sequence and m.code != "followed_up"]
    if case.followed.new_case and case.followed.result == "not_employed":
        st.markdown(t("A new case is offered, as the rules ask where there is no work."))
    elif case.followed.result == "not_employed":
        st.markdown(t("No new case was offered."))
    if since:
        st.markdown(t("In the twelve weeks:"))
        st.markdown(
            "\n".join(f"- {t('Week {week}', week=m.week)}: {plain(story_sentence(t, desk.words, m))}" for m in since)
        )


def confirm(desk: Desk, reason: str, result: str) -> None:
    t = desk.t

    @st.dialog(t("Close the case?"), on_dismiss=lambda: desk.end_review("closing"))
    def ask() -> None:
        st.markdown(f"{labels.CLOSING[reason](t)} · {labels.RESULTS[result](t)}")
        st.markdown(t("After this only the follow-up and the debrief are left."))
        if st.button(t("Close it"), key="close_now", type="primary"):
            desk.end_review("closing")
            written, texts = desk.drafted("summary", "lessons"), dict[str, str]()
            named = {place: desk.wording(place, text, texts) for place, text in written.items()}
            desk.decide({"kind": "close", "reason": reason, "result": result, **named}, texts, filed=list(written))
            st.rerun()

    ask()


def follow_up(desk: Desk) -> None:
    t = desk.t
    st.markdown(t("Twelve weeks after closure somebody asks how things are. There are three results:"))
    means = {
        "employed": t("the client works for somebody; the case stays closed."),
        "self_employed": t("the client works on own account; the case stays closed."),
        "not_employed": t("a new case is offered, and it begins with what was learnt."),
    }
    st.markdown("\n".join(f"- **{labels.RESULTS[name](t)}**: {text}" for name, text in means.items()))
    key = f"{desk.loaded.id}/new_case"
    st.toggle(t("Offer a new case if there is no work"), value=True, key=key)
    desk.button(
        t("Do the follow-up"),
        "follow_up",
        lambda: {"kind": "follow_up", "new_case": bool(st.session_state.get(key, True))},
        type="primary",
        icon=":material/event_repeat:",
    )
