"""The plan and the client: its answers and what it offers instead, agreement, referrals, local services."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.plan import Activity, Answer
from scenarios.scenario import Stance
from scenarios.views import plan_activity
from scenarios.views.desk import Desk
from studio.widgets.frame import plain

OPEN = ("referred", "waiting", "active")
LAST = 104


def show(desk: Desk) -> None:
    agreement(desk)
    referrals(desk)


def _answer(desk: Desk, one: Activity) -> Answer | None:
    answered = desk.case.plan.answered
    return next((a for a in answered.answers if a.activity == one.id), None) if answered else None


def client_says(desk: Desk, one: Activity) -> str:
    """What the client answered to this activity of the plan as it stands."""
    t, found = desk.t, _answer(desk, one)
    words = {"agrees": t("agrees"), "bargains": t("bargains"), "refuses": t("refuses")}
    return words[found.answer] if found else t("not asked")


def answer(desk: Desk, one: Activity) -> None:
    """The client's objection in its own words, and what it offers instead."""
    found = _answer(desk, one)
    if found is None or found.answer == "agrees":
        return
    t = desk.t
    st.warning(f"“{plain(desk.words.get(f'stances.{found.stance}'))}”", icon=":material/chat_bubble:")
    stance = next((s for s in desk.scenario.stances if s.id == found.stance), None)
    if stance is None or desk.over:
        return
    if instead := taken_up(desk, one, stance):
        label = (
            t("Take that up: {service}", service=plain(labels.service(desk.words, stance.offers)))
            if stance.offers
            else t("Take that up: from week {week}", week=instead["start_week"])
        )
        desk.button(
            label, f"instead/{one.id}", {"kind": "set_activity", "activity": instead}, icon=":material/swap_horiz:"
        )


def taken_up(desk: Desk, one: Activity, stance: Stance) -> dict[str, object]:
    """The activity as the client would have it: another service, or a later beginning; empty without an offer."""
    length = (one.end_week or 0) - (one.start_week or 0)
    deed = one.model_dump(mode="json")
    if stance.offers:
        service = desk.loaded.replay.inputs.system.service(stance.offers)
        start = min(LAST, max(one.start_week or 0, desk.case.week + max(1, service.waiting_weeks)))
        end = min(LAST, start + service.duration_weeks)
        return {
            **deed,
            "service": service.id,
            "responsible": service.provider,
            "start_week": start,
            "end_week": end,
            "text": None,
        }
    if stance.answer == "bargains" and stance.not_before is not None:
        return {**deed, "start_week": stance.not_before, "end_week": min(LAST, stance.not_before + max(length, 1))}
    return {}


def agreement(desk: Desk) -> None:
    t, plan = desk.t, desk.case.plan
    st.subheader(t("Agree it with the client"), anchor=False)
    meeting = desk.case.meeting is not None
    answered = plan.answered
    in_force = plan.agreed is not None and plan.agreed.version == plan.version
    with st.container(horizontal=True):
        desk.button(
            desk.price(t("Go through the plan"), "propose_plan"),
            "propose",
            {"kind": "propose_plan"},
            icon=":material/handshake:",
            disabled=not meeting or not plan.activities,
        )
        if answered and not answered.objections and not in_force:
            desk.button(
                desk.price(t("Agree the plan"), "agree_plan"),
                "agree",
                {"kind": "agree_plan"},
                type="primary",
                disabled=not meeting,
            )
    if not meeting:
        st.markdown(t("This needs a conversation."))
        desk.way("talk", t("To: {part}", part=t("Conversation")), where="agree")
    if answered and answered.objections:
        st.markdown(
            t.n(
                "The client objects to {count} activity; the reason stands beside it, above.",
                "The client objects to {count} activities; the reasons stand beside them, above.",
                len(answered.objections),
            )
        )
        with st.expander(t("Put it into force all the same")):
            st.markdown(
                t("The client has a right to refuse. Overruling costs trust, and what is forced is rarely kept.")
            )
            desk.button(
                t("Overrule the client"), "overrule", {"kind": "agree_plan", "overrule": True}, disabled=not meeting
            )


def referrals(desk: Desk) -> None:
    t, case = desk.t, desk.case
    st.subheader(t("Referrals"), anchor=False)
    planned = list(dict.fromkeys(one.service for one in case.plan.activities.values() if one.service))
    if not planned:
        st.markdown(t("Services of the plan appear here, to refer the client to."))
    for service in planned:
        with st.container(border=True, key=f"referral_{service}"):
            _referral(desk, service)
    system = desk.loaded.replay.inputs.system
    others = [one.id for one in system.services if one.id not in planned and case.services.get(one.id) not in OPEN]
    if not others:
        return
    with st.expander(t("Refer to a service that is not in the plan")):
        chosen = st.selectbox(
            t("Service"),
            others,
            format_func=lambda name: labels.service(desk.words, name),
            key=f"{desk.loaded.id}/refer_other",
        )
        _ways(desk, chosen)


def _referral(desk: Desk, service: str) -> None:
    """One planned service: where the referral stands, or the ways to make it."""
    t, status = desk.t, desk.case.services.get(service)
    st.markdown(f"**{plain(labels.service(desk.words, service))}**")
    if status in OPEN:
        since = desk.case.service_since[service]
        st.markdown(t("{state}, since week {week}", state=labels.SERVICE_STATES[status](t), week=since))
        return
    if status:
        st.markdown(t("Last time: {state}", state=labels.SERVICE_STATES[status](t)))
    _ways(desk, service)


def _ways(desk: Desk, service: str) -> None:
    t = desk.t
    provider = desk.loaded.replay.inputs.system.service(service).provider
    own = desk.scenario.seat_by_id[desk.seat].partner
    if provider != own and not desk.case.consents(desk.seat, provider):
        partner = plain(desk.words(f"partners.{provider}.name"))
        st.markdown(t("The client has not consented to an exchange with {partner} yet.", partner=partner))
        desk.way("talk", t("To: {part}", part=t("Conversation")), where=f"refer/{service}")
        return
    with st.container(horizontal=True):
        for warm, label, kind in (
            (False, t("Refer on paper"), "refer"),
            (True, t("Introduce in person"), "refer_warm"),
        ):
            desk.button(
                desk.price(label, kind), f"{kind}/{service}", {"kind": "refer", "service": service, "warm": warm}
            )


def catalogue(desk: Desk) -> None:
    t, words = desk.t, desk.words
    with st.expander(t("Local services"), icon=":material/storefront:"):
        for one in desk.loaded.replay.inputs.system.services:
            st.markdown(f"**{plain(labels.service(words, one.id))}**")
            plan_activity.card(desk, one.id)
