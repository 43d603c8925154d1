"""The plan: aims, activities, the talk about it with the client, referrals. It becomes the implementation protocol."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.facts import FactKind
from scenarios.plan import CASE_MANAGER, CLIENT, Activity, Aim
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain
from toolkit.loader import activities as pool
from toolkit.loader import activity_text


def show(desk: Desk) -> None:
    t = desk.t
    agreed = desk.case.plan.agreed
    if agreed and agreed.version == desk.case.plan.version:
        st.success(t("This plan is in force since week {week}.", week=agreed.week))
    elif agreed:
        st.info(t("The plan was changed since it was agreed in week {week}. Go through it again.", week=agreed.week))
    aims(desk)
    activities(desk)
    if not desk.over:
        agreement(desk)
        referrals(desk)
    catalogue(desk)


def aims(desk: Desk) -> None:
    t, plan = desk.t, desk.case.plan
    st.subheader(t("Aims"), anchor=False)
    if plan.aims:
        st.table(
            {
                t("Area of life"): [labels.domain(t, aim.domain) for aim in plan.aims.values()],
                t("Aim"): [desk.loaded.texts.get(aim.text.text, "") for aim in plan.aims.values()],
                t("Measure"): [measure(desk, aim) for aim in plan.aims.values()],
                t("By week"): ["–" if aim.by_week is None else str(aim.by_week) for aim in plan.aims.values()],
            },
            hide_index=True,
            alt=t("Aims of the plan"),
        )
    else:
        empty(t("No aim yet"), t("Write what will be different, by when, and how both of you will see it."))
    if not desk.over:
        chosen = _choose(desk, "aim", {key: desk.loaded.texts.get(a.text.text, "") for key, a in plan.aims.items()})
        aim_form(desk, plan.aims.get(chosen))


def measure(desk: Desk, aim: Aim) -> str:
    if aim.measure is None:
        return "–"
    text = labels.MEASURES[aim.measure](desk.t)
    return text if aim.target is None else f"{text}: {aim.target}"


def _choose(desk: Desk, kind: str, titles: dict[str, str]) -> str:
    """Which item the form below is about; empty for a new one."""
    t = desk.t
    return st.selectbox(
        {"aim": t("Aim to write"), "activity": t("Activity to write")}[kind],
        ["", *titles],
        format_func=lambda key: titles[key][:80] or key if key else t("A new one"),
        key=f"{desk.loaded.id}/{kind}/chosen",
    )


def aim_form(desk: Desk, aim: Aim | None) -> None:
    t, own = desk.t, aim.id if aim else "new"
    hopes = {
        fact.id: desk.words(f"facts.{fact.id}.note")
        for fact in desk.scenario.facts
        if fact.kind is FactKind.HOPE and desk.case.knows(desk.seat, fact.id)
    }
    domains, count = labels.domains(t), len(desk.case.plan.aims)
    with st.form(f"aim_{own}_{count}"):
        text = st.text_input(
            t("What will be different?"), desk.loaded.texts.get(aim.text.text, "") if aim else "", max_chars=500
        )
        domain = st.selectbox(
            t("Area of life"),
            list(domains),
            list(domains).index(aim.domain) if aim else 0,
            format_func=lambda name: domains[name],
        )
        options = [None, *labels.MEASURES]
        kind = st.selectbox(
            t("How will you see it?"),
            options,
            options.index(aim.measure) if aim else 0,
            format_func=lambda name: labels.MEASURES[name](t) if name else t("Not said yet"),
        )
        with st.container(horizontal=True):
            target = st.number_input(t("Target (level, number or weeks)"), 0, 1000, aim.target if aim else None)
            by_week = st.number_input(t("By week"), 0, 104, aim.by_week if aim else min(104, desk.case.week + 12))
        hope = st.selectbox(
            t("Takes up the client's own wish"),
            [None, *hopes],
            [None, *hopes].index(aim.hope) if aim and aim.hope in hopes else 0,
            format_func=lambda name: plain(hopes[name]) if name else t("None"),
        )
        if st.form_submit_button(t("Save the aim"), icon=":material/check:"):
            texts: dict[str, str] = {}
            deed = {
                "id": aim.id if aim else f"aim_{desk.loaded.sequence + 1}",
                "domain": domain,
                "text": desk.wording("aim", text, texts),
                "measure": kind,
                "target": target,
                "by_week": by_week,
                "hope": hope,
            }
            if desk.decide({"kind": "set_aim", "aim": deed}, texts):
                st.rerun()
    if aim:
        desk.button(t("Take this aim out"), f"drop_aim/{aim.id}", {"kind": "drop_aim", "aim": aim.id})


def title(desk: Desk, activity: Activity) -> str:
    if activity.service:
        return labels.service(desk.words, activity.service)
    return activity_text(activity.task or "", desk.t.locale).title


def activities(desk: Desk) -> None:
    t, plan = desk.t, desk.case.plan
    st.subheader(t("Activities"), anchor=False)
    if plan.activities:
        rows = list(plan.activities.values())
        st.table(
            {
                t("Activity"): [title(desk, one) for one in rows],
                t("Area of life"): [labels.domain(t, one.domain) for one in rows],
                t("Responsible"): [labels.responsible(t, one.responsible, desk.words) for one in rows],
                t("Time-line"): [time_line(desk, one) for one in rows],
                t("Client"): [client_says(desk, one) for one in rows],
            },
            hide_index=True,
            alt=t("Activities of the plan"),
        )
    else:
        empty(t("No activity yet"), t("Every priority needs an activity, somebody responsible, and a time-line."))
    if not desk.over:
        chosen = _choose(desk, "activity", {key: title(desk, one) for key, one in plan.activities.items()})
        activity_form(desk, plan.activities.get(chosen))


def time_line(desk: Desk, one: Activity) -> str:
    if one.start_week is None or one.end_week is None:
        return "–"
    return desk.t("weeks {start} to {end}", start=one.start_week, end=one.end_week)


def client_says(desk: Desk, one: Activity) -> str:
    """What the client answered to this activity of the plan as it stands."""
    t, answered = desk.t, desk.case.plan.answered
    found = next((answer for answer in answered.answers if answer.activity == one.id), None) if answered else None
    words = {"agrees": t("agrees"), "bargains": t("bargains"), "refuses": t("refuses")}
    return words[found.answer] if found else t("not asked")


def activity_form(desk: Desk, one: Activity | None) -> None:
    t, words, plan = desk.t, desk.words, desk.case.plan
    own, domains = one.id if one else "new", labels.domains(t)
    offers = [f"service:{service.id}" for service in desk.loaded.replay.inputs.system.services]
    tasks = [f"task:{name}" for name in pool()]
    names = {
        **{offer: labels.service(words, offer.removeprefix("service:")) for offer in offers},
        **{task: t("Task: {title}", title=activity_text(task.removeprefix("task:"), t.locale).title) for task in tasks},
    }
    what_now = (f"service:{one.service}" if one.service else f"task:{one.task}") if one else None
    people = [CASE_MANAGER, CLIENT, *(partner.id for partner in desk.scenario.partners)]
    with st.form(f"activity_{own}_{len(plan.activities)}"):
        what = st.selectbox(
            t("Service or task"),
            list(names),
            list(names).index(what_now) if what_now in names else 0,
            format_func=lambda name: names[name],
        )
        domain = st.selectbox(
            t("Works on"),
            [None, *domains],
            [None, *domains].index(one.domain) if one else 0,
            format_func=lambda name: domains[name] if name else t("The main area of the service"),
        )
        responsible = st.selectbox(
            t("Responsible"),
            [None, *people],
            [None, *people].index(one.responsible) if one else 0,
            format_func=lambda name: labels.responsible(t, name, words) if name else t("The provider of the service"),
        )
        with st.container(horizontal=True):
            week = desk.case.week
            start = st.number_input(t("From week"), 0, 104, one.start_week if one else min(104, week + 1))
            end = st.number_input(t("To week"), 0, 104, one.end_week if one else min(104, week + 12))
        for_aims = st.multiselect(
            t("For these aims"),
            list(plan.aims),
            list(one.aims) if one else None,
            format_func=lambda key: desk.loaded.texts.get(plan.aims[key].text.text, key)[:80],
        )
        if st.form_submit_button(t("Save the activity"), icon=":material/check:"):
            kind, name = what.split(":", 1)
            service = desk.loaded.replay.inputs.system.service(name) if kind == "service" else None
            deed = {
                "id": one.id if one else f"activity_{desk.loaded.sequence + 1}",
                "domain": domain or (service.domains[0] if service else _task_domain(name)),
                kind: name,
                "responsible": responsible or (service.provider if service else CASE_MANAGER),
                "start_week": start,
                "end_week": end,
                "aims": list(for_aims),
            }
            if desk.decide({"kind": "set_activity", "activity": deed}):
                st.rerun()
    if one:
        desk.button(
            t("Take this activity out"), f"drop_activity/{one.id}", {"kind": "drop_activity", "activity": one.id}
        )


def _task_domain(task: str) -> str:
    domains = pool()[task].domains
    return domains[0].value if domains else "job_search"


def agreement(desk: Desk) -> None:
    t, plan = desk.t, desk.case.plan
    st.subheader(t("Agree it with the client"), anchor=False)
    meeting = desk.case.meeting is not None
    if not meeting:
        st.markdown(t("This needs a conversation: begin one under Conversation."))
    with st.container(horizontal=True):
        desk.button(
            t("Go through the plan"),
            "propose",
            {"kind": "propose_plan"},
            icon=":material/handshake:",
            disabled=not meeting or not plan.activities,
        )
        answered = plan.answered
        in_force = plan.agreed is not None and plan.agreed.version == plan.version
        if answered and not answered.objections and not in_force:
            desk.button(t("Agree the plan"), "agree", {"kind": "agree_plan"}, type="primary", disabled=not meeting)
    if answered and answered.objections:
        for answer in answered.objections:
            one = plan.activities[answer.activity]
            said = desk.words.get(f"stances.{answer.stance}")
            st.warning(f"{plain(title(desk, one))}: “{plain(said)}”", icon=":material/chat_bubble:")
        with st.expander(t("Put it into force all the same")):
            st.markdown(
                t("The client has a right to refuse. Overruling costs trust, and what is forced is rarely kept.")
            )
            desk.button(
                t("Overrule the client"), "overrule", {"kind": "agree_plan", "overrule": True}, disabled=not meeting
            )


def referrals(desk: Desk) -> None:
    t, case, words = desk.t, desk.case, desk.words
    st.subheader(t("Referrals"), anchor=False)
    planned = [one.service for one in case.plan.activities.values() if one.service]
    others = [service.id for service in desk.loaded.replay.inputs.system.services if service.id not in planned]
    open_ = [name for name, status in case.services.items() if status in ("referred", "waiting", "active")]
    options = [name for name in dict.fromkeys([*planned, *others]) if name not in open_]
    if not options:
        return

    def named(service: str) -> str:
        title = labels.service(words, service)
        return title if service in planned else t("{service} (not in the plan)", service=title)

    key, warm = f"{desk.loaded.id}/refer", f"{desk.loaded.id}/warm"
    st.selectbox(
        t("Service"),
        options,
        format_func=named,
        key=key,
    )
    st.toggle(t("Introduce the client in person (takes longer)"), key=warm)
    desk.button(
        t("Refer"),
        "refer",
        lambda: {"kind": "refer", "service": st.session_state[key], "warm": bool(st.session_state.get(warm))},
        icon=":material/send:",
    )


def catalogue(desk: Desk) -> None:
    t, words = desk.t, desk.words
    with st.expander(t("Local services"), icon=":material/storefront:"):
        rows = desk.loaded.replay.inputs.system.services
        st.table(
            {
                t("Service"): [labels.service(words, one.id) for one in rows],
                t("Provider"): [words(f"partners.{one.provider}.name") for one in rows],
                t("Works on"): [t.list([labels.domain(t, name) for name in one.domains]) for one in rows],
                t("Stated wait, weeks"): [str(one.waiting_weeks) for one in rows],
                t("Length, weeks"): [str(one.duration_weeks) for one in rows],
                t("Hours a week"): [str(one.hours_per_week) for one in rows],
                t("What it is"): [words(f"services.{one.id}.description") for one in rows],
            },
            hide_index=True,
            alt=t("Local services"),
        )
