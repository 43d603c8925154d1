"""The plan: area by area what is aimed at and done, one aim or activity opened at a time, and what is still missing.

It becomes the implementation protocol (guidelines 5.5). What is opened stands in the address, so a refresh keeps it.
"""

from __future__ import annotations

from functools import partial
from textwrap import shorten

import streamlit as st

from scenarios import labels
from scenarios.gaps import Gap, areas, gaps
from scenarios.plan import Activity, Aim
from scenarios.views import plan_activity, plan_agree, plan_aim
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain


def show(desk: Desk) -> None:
    t, plan = desk.t, desk.case.plan
    agreed = plan.agreed
    desk.mirror_opened()
    if agreed and agreed.version == plan.version:
        st.success(t("This plan is in force since week {week}.", week=agreed.week))
    elif agreed:
        st.info(t("The plan was changed since it was agreed in week {week}. Go through it again.", week=agreed.week))
    shown = areas(desk.case)
    if not shown:
        empty(
            t("Nothing planned yet"),
            t("Mark priorities under Needs: the plan begins with them. Or choose an area of life below."),
            icon=":material/checklist:",
        )
    for domain in shown:
        area(desk, domain)
    if not desk.over:
        another(desk, shown)
        missing(desk)
        plan_agree.show(desk)
    plan_agree.catalogue(desk)


def area(desk: Desk, domain: str) -> None:
    """One area of life: how both sides see it, its aims and activities, and the editor that is open."""
    t, plan = desk.t, desk.case.plan
    rating = desk.case.ratings.get(domain)
    with st.container(border=True, key=f"area_{domain}"):
        st.subheader(labels.domain(t, domain), anchor=False)
        if rating:
            st.markdown(
                (f"**{t('Priority')}** · " if rating.priority else "")
                + t(
                    "You: {own} · Client: {client}",
                    own=labels.level(t, rating.level),
                    client=labels.level(t, rating.client_level),
                )
            )
        for aim in [one for one in plan.aims.values() if one.domain == domain]:
            aim_line(desk, aim)
        for activity in [one for one in plan.activities.values() if one.domain == domain]:
            activity_line(desk, activity)
        if desk.over:
            return
        opened = desk.opened
        if opened == f"aim:{domain}":
            plan_aim.editor(desk, domain, None)
        elif opened == f"activity:{domain}":
            plan_activity.editor(desk, domain, None)
        with st.container(horizontal=True):
            for kind, label in (("aim", t("Add an aim")), ("activity", t("Add an activity"))):
                if opened != f"{kind}:{domain}":
                    desk.opener(label, f"{kind}:{domain}", icon=":material/add:")


def aim_line(desk: Desk, aim: Aim) -> None:
    t = desk.t
    if not desk.over and desk.opened == aim.id:
        plan_aim.editor(desk, aim.domain, aim)
        return
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"line_{aim.id}"):
        text = plain(desk.loaded.texts.get(aim.text.text, ""))
        st.markdown(f"**{t('Aim')}**: {text}  \n{plan_aim.measured(desk, aim)}", width="stretch")
        if not desk.over:
            desk.opener(
                t("Change"),
                aim.id,
                type="tertiary",
                help=t("Changes this aim."),
                before=partial(plan_aim.fill, desk, aim),
            )


def activity_line(desk: Desk, one: Activity) -> None:
    t = desk.t
    if not desk.over and desk.opened == one.id:
        plan_activity.editor(desk, one.domain, one)
        return
    with st.container(horizontal=True, vertical_alignment="center", wrap=False, key=f"line_{one.id}"):
        who = plain(labels.responsible(t, one.responsible, desk.words))
        line = f"**{plain(plan_activity.title(desk, one))}**  \n{who} · {plan_activity.time_line(desk, one)}"
        said = plan_agree.client_says(desk, one)
        st.markdown(f"{line} · {t('client: {answer}', answer=said)}", width="stretch")
        if not desk.over:
            desk.opener(
                t("Change"),
                one.id,
                type="tertiary",
                help=t("Changes this activity."),
                before=partial(plan_activity.fill, desk, one),
            )
    plan_agree.answer(desk, one)


def another(desk: Desk, shown: tuple[str, ...]) -> None:
    t = desk.t
    others = {name: title for name, title in labels.domains(t).items() if name not in shown}
    if not others:
        return
    opened = desk.opened.partition(":")
    elsewhere = opened[2] in others
    with st.expander(t("Another area of life"), expanded=elsewhere, key=f"{desk.loaded.id}/another"):
        key = f"{desk.loaded.id}/plan/area"
        if elsewhere:
            st.session_state.setdefault(key, opened[2])
        domain = st.selectbox(t("Area of life"), list(others), format_func=others.__getitem__, key=key)
        if desk.opened == f"aim:{domain}":
            plan_aim.editor(desk, domain, None)
        elif desk.opened == f"activity:{domain}":
            plan_activity.editor(desk, domain, None)
        else:
            with st.container(horizontal=True):
                desk.opener(t("Add an aim"), f"aim:{domain}", icon=":material/add:", where="another")
                desk.opener(t("Add an activity"), f"activity:{domain}", icon=":material/add:", where="another")


def missing(desk: Desk) -> None:
    """What the protocol still lacks."""
    t = desk.t
    own = desk.scenario.seat_by_id[desk.seat].partner
    found = gaps(desk.case, desk.seat, own, desk.loaded.replay.inputs.system)
    st.subheader(t("Still missing for the protocol"), anchor=False)
    if not found:
        st.markdown(t("Nothing: needs, aims, activities, time-lines and the client's agreement are there."))
    st.markdown("\n".join(f"- {gap_words(desk, gap)}" for gap in found))


def gap_words(desk: Desk, gap: Gap) -> str:
    t, plan = desk.t, desk.case.plan
    area_ = labels.domain(t, gap.domain) if gap.domain else ""
    if gap.item in plan.aims:
        item = shorten(desk.loaded.texts.get(plan.aims[gap.item].text.text, ""), 60, placeholder=" …")
    else:
        item = plan_activity.title(desk, plan.activities[gap.item]) if gap.item else ""
    item = plain(item)
    return {
        "no_priority": t("No priority is marked under Needs."),
        "no_aim": t("{area}: an aim.", area=area_),
        "no_activity": t("{area}: an activity.", area=area_),
        "aim_thin": t("{area}: say in a few words what will be different (“{item}”).", area=area_, item=item),
        "aim_unmeasured": t("{area}: a measure and a week for “{item}”.", area=area_, item=item),
        "no_time_line": t("{item}: from which week to which.", item=item),
        "nobody_responsible": t("{item}: who is responsible.", item=item),
        "without_aim": t("{item}: which aim it serves.", item=item),
        "no_consent": t("{item}: the client's consent to an exchange with its provider.", item=item),
        "not_discussed": t("The client's answer: go through the plan together."),
        "objections": t("The client's agreement: there are objections."),
        "not_agreed": t("Putting the plan into force."),
    }[gap.code]
