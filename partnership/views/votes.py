"""Votes in the bodies of the partnership, counted by each body's own rule."""

from __future__ import annotations

import streamlit as st

from partnership import labels, service
from partnership.agreement import Agreement
from partnership.services import vote
from partnership.services.vote import Vote
from partnership.views.guide import VIEWS, tabs
from partnership.voting import Choice, seats, votes_of
from studio import ids
from studio.errors import Forbidden, StudioError
from studio.messages import explain
from studio.rights import Level
from studio.widgets.filled import Carried
from studio.widgets.frame import begin, current_actor, explained, header, plain, requested, said

actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
    found = vote.votes(actor, loaded.id)
agreement = loaded.agreement
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
words, outcomes, rules = labels.ballots(t), labels.outcomes(t), labels.voting_rules(t)


def seat_name(held: Agreement, seat: str) -> str:
    if seat.startswith("client-"):
        return t("Seat of clients {number}", number=seat.removeprefix("client-"))
    return labels.partner_name(held, seat, t) or t("(partner removed)")


def counted(one: Vote) -> str:
    """How the votes stand, in a sentence."""
    result = one.outcome
    parts = [
        t("{yes} yes, {no} no, {abstained} abstain", yes=result.yes, no=result.no, abstained=result.abstained),
        t("{present} of {seats} seats present", present=result.present, seats=len(seats(one.body))),
    ]
    if result.quorum:
        parts.append(t("quorum {quorum}", quorum=result.quorum))
    parts.append(rules.get(one.body.voting, ""))
    if one.body.majority is not None and one.body.voting in ("qualified_majority", "weighted"):
        parts.append(t("{share} % needed", share=t.number(one.body.majority)))
    return " · ".join(part for part in parts if part)


def ballot(one: Vote, seat: str) -> None:
    key = carried.key(f"{one.id}/{seat}", one.ballots.get(seat))

    def changed() -> None:
        try:
            now = current_actor()
            if now is None:
                raise Forbidden("session_ended")
            vote.cast(now, loaded.id, one.id, seat, st.session_state[key])
        except StudioError as error:
            said(t, error)

    weight = votes_of(one.body, seat)
    name = seat_name(agreement, seat)
    st.segmented_control(
        f"{name} ({t.n('{count} vote', '{count} votes', weight)})" if one.body.voting == "weighted" else name,
        list(Choice),
        default=one.ballots.get(seat),
        format_func=lambda choice: words[choice],
        key=key,
        on_change=changed,
    )


carried = Carried(loaded.id)
for one in found:
    with st.container(border=True, key=f"vote_{one.id}"):
        st.subheader(plain(one.question), anchor=False)
        when = t("opened {when}", when=t.instant(one.opened_at))
        if one.closed_at:
            when = t("closed {when}", when=t.instant(one.closed_at))
        st.markdown(f"{plain(one.body.name) or t('(without name)')} · {when}")
        for seat in one.mine:
            ballot(one, seat)
        others = [seat for seat in seats(one.body) if seat not in one.mine]
        cast = [f"{plain(seat_name(agreement, s))}: {words[one.ballots[s]]}" for s in others if s in one.ballots]
        if cast:
            st.markdown(" · ".join(cast))
        st.markdown(f"**{outcomes[one.outcome.result]}** – {counted(one)}")
        if (
            one.closed_at is None
            and loaded.level >= Level.EDITOR
            and st.button(t("Close the vote"), key=f"{one.id}/close")
        ):
            with explained(t):
                vote.close(actor, loaded.id, one.id)
            st.rerun()
carried.settle(t)
if not found:
    st.markdown(t("No vote yet."))
if loaded.level >= Level.EDITOR:
    st.header(t("Put a question to the vote"), anchor=False)
    bodies = {body.id: body for body in agreement.bodies if body.voting and seats(body)}
    if not bodies:
        st.info(
            t("No body can vote yet: it needs members and a voting rule in section 8, Structure and decision-making.")
        )
    else:
        body_id = st.selectbox(
            t("Body"),
            list(bodies),
            format_func=lambda each: bodies[each].name or t("(without name)"),
            key=f"{loaded.id}/vote/body",
        )
        once = f"{loaded.id}/vote/once"
        key = st.session_state.setdefault(once, ids.new("key"))
        question = st.text_input(
            t("Question, so that yes and no are clear"), max_chars=vote.MAX_QUESTION, key=f"{loaded.id}/vote/{key}"
        )
        if st.button(t("Open the vote"), type="primary", key=f"{loaded.id}/vote/do"):
            try:
                vote.open_vote(actor, loaded.id, body_id, question, key)
            except StudioError as error:
                st.error(explain(error, t))
            else:
                st.session_state.pop(once)
                st.rerun()
