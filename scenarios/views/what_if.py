"""What if one decision had not been made, or made otherwise: the same luck, one line changed."""

from __future__ import annotations

import streamlit as st

from scenarios import labels, service
from scenarios.debriefing.debrief import Instead, Remove, WhatIf
from scenarios.log_words import described
from scenarios.run import Advance, Entry, Finish, FollowUp, Refer, Respond
from scenarios.service.words import WORDS
from scenarios.views.desk import Desk
from scenarios.weeks.outcome import Outcome
from studio.widgets.frame import explained, plain
from studio.widgets.tables import show_table

UNCHANGEABLE = (Advance, FollowUp, Finish)


def show(desk: Desk, log: list[Entry]) -> None:
    t = desk.t
    st.markdown(
        t("Choose one decision. The run is lived again without it, or with another one, and with the same luck.")
    )
    lines = {entry.sequence: entry for entry in log if not isinstance(entry.deed, UNCHANGEABLE)}
    if not lines:
        return
    weighty = [line for line, entry in lines.items() if isinstance(entry.deed, Refer | Respond)]
    first = list(lines).index(weighty[0]) if weighty else 0
    line = st.selectbox(
        t("Decision"),
        list(lines),
        first,
        format_func=lambda number: f"{number}: {described(t, desk.words, lines[number].deed, desk.loaded.texts)}",
        key="what_if_line",
    )
    change = alternative(desk, lines[line])
    with explained(t):
        told = service.asked_what_if(desk.actor, desk.loaded.id, change)
    compare(desk, told)


def alternative(desk: Desk, entry: Entry) -> Remove | Instead:
    """Without the decision; for a referral another service, for an event another answer."""
    t, deed, words = desk.t, entry.deed, desk.words
    options: dict[str, str] = {"": t("Leave it out")}
    if isinstance(deed, Refer):
        options |= {
            one.id: t("Refer instead: {service}", service=labels.service(words, one.id))
            for one in desk.loaded.replay.inputs.system.services
            if one.id != deed.service
        }
    elif isinstance(deed, Respond):
        options |= {
            one.id: words(f"events.{deed.event}.responses.{one.id}.label")
            for one in desk.scenario.event_by_id[deed.event].offered
            if one.id != deed.response
        }
    chosen = st.selectbox(
        t("Change"), list(options), format_func=lambda key: plain(options[key]), key=f"what_if_{entry.sequence}"
    )
    if chosen and isinstance(deed, Refer):
        return Instead(line=entry.sequence, deed=deed.model_copy(update={"service": chosen}))
    if chosen and isinstance(deed, Respond):
        return Instead(line=entry.sequence, deed=deed.model_copy(update={"response": chosen}))
    return Remove(line=entry.sequence)


def compare(desk: Desk, told: WhatIf) -> None:
    t = desk.t

    def rows(one: Outcome) -> list[str]:
        return [
            str(one.employed_weeks),
            str(one.domains_gained),
            str(one.domains_lost),
            str(one.trust),
            str(one.stress),
            t.number(one.cost),
        ]

    show_table(
        {
            t("Outcome"): [
                t("Weeks in work"),
                t("Levels gained"),
                t("Levels lost"),
                t("Trust"),
                t("Stress"),
                t("Services, €"),
            ],
            t("As it was"): rows(told.before),
            t("With the change"): rows(told.after),
        },
        alt=t("Outcome with and without the change"),
    )
    if told.before == told.after:
        st.markdown(t("It made no difference to the outcome in this life. In others it might have."))
    if told.skipped:
        with st.expander(
            t.n("{count} later decision fell away", "{count} later decisions fell away", len(told.skipped))
        ):
            for entry, refusal in told.skipped:
                why = WORDS[refusal.code](t, refusal.parameters)
                st.markdown(
                    f"- {entry.sequence}: {plain(described(t, desk.words, entry.deed, desk.loaded.texts))}. {why}"
                )
    for event in told.standing:
        title = plain(desk.words(f"events.{event}.title"))
        st.markdown(t("New in this life, met with the standing answer: {title}", title=title))
