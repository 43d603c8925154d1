"""The editor of one activity: services for this area of life, the others behind a switch, tasks of the pool."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.gaps import offers
from scenarios.plan import CASE_MANAGER, CLIENT, Activity
from scenarios.service_words import about
from scenarios.views.desk import Desk
from studio.widgets.frame import plain
from toolkit.loader import activities as pool
from toolkit.loader import activity_text

LAST = 104


def title(desk: Desk, activity: Activity) -> str:
    if activity.service:
        return labels.service(desk.words, activity.service)
    return activity_text(activity.task or "", desk.t.locale).title


def time_line(desk: Desk, one: Activity) -> str:
    if one.start_week is None or one.end_week is None:
        return desk.t("no time-line")
    return desk.t("weeks {start} to {end}", start=one.start_week, end=one.end_week)


def fill(desk: Desk, one: Activity) -> None:
    """Put the text of an activity where it can be changed, unless a change is waiting there already."""
    if one.text and not desk.loaded.draft.text(f"activity_{one.id}").strip():
        desk.keep(f"activity_{one.id}", desk.loaded.texts.get(one.text.text, ""))


def card(desk: Desk, service_id: str) -> None:
    """What a service publishes about itself."""
    service = desk.loaded.replay.inputs.system.service(service_id)
    st.markdown("\n".join(f"- {plain(line)}" for line in about(desk.t, desk.words, service)))


def choices(desk: Desk, domain: str, now: str | None, everything: bool) -> dict[str, str]:
    """`service:id` or `task:id` -> name: services for the area, then tasks for it; on request everything else."""
    t, system = desk.t, desk.loaded.replay.inputs.system
    fitting, other = offers(system, domain)
    tasks = [name for name, one in pool().items() if everything or domain in one.domains or not one.domains]
    names = {f"service:{one}": labels.service(desk.words, one) for one in fitting}
    if everything:
        names |= {f"service:{one}": labels.service(desk.words, one) for one in other}
    names |= {f"task:{one}": t("Task: {title}", title=activity_text(one, t.locale).title) for one in tasks}
    if now and now not in names:
        kind, name = now.split(":", 1)
        named = labels.service(desk.words, name) if kind == "service" else activity_text(name, t.locale).title
        names = {now: named, **names}
    return names


def editor(desk: Desk, domain: str, one: Activity | None) -> None:
    t, week = desk.t, desk.case.week
    own_id = one.id if one else desk.next_id("activity", desk.case.plan.activities)
    place = f"activity_{own_id}"
    own = f"{desk.loaded.id}/{place}"
    now = (f"service:{one.service}" if one.service else f"task:{one.task}") if one else None
    with st.container(border=True, key="activity_editor"):
        everything = st.toggle(t("Show services and tasks for other areas too"), key=f"{own}/everything")
        names = choices(desk, domain, now, everything)
        what = st.selectbox(
            t("Service or task"),
            list(names),
            list(names).index(now) if now in names else 0,
            format_func=names.__getitem__,
            key=f"{own}/what/{domain}/{everything}",
        )
        kind, name = what.split(":", 1)
        service = desk.loaded.replay.inputs.system.service(name) if kind == "service" else None
        if service:
            card(desk, service.id)
        else:
            st.markdown(activity_text(name, t.locale).about)
        responsible = _responsible(desk, own, what, one, service.provider if service else CASE_MANAGER)
        start_default = min(LAST, week + max(1, service.waiting_weeks if service else 1))
        end_default = min(LAST, start_default + (service.duration_weeks if service else 4))
        kept = one is not None and what == now
        with st.container(horizontal=True):
            start = st.number_input(
                t("From week"), 0, LAST, one.start_week if kept and one else start_default, key=f"{own}/{what}/from"
            )
            end = st.number_input(
                t("To week"), 0, LAST, one.end_week if kept and one else end_default, key=f"{own}/{what}/to"
            )
        aims = _aims(desk, own, domain, one)
        desk.write(place, t("How exactly (optional)"), t("What was said between you about it."), rows=2, reports=True)

        def save() -> None:
            texts: dict[str, str] = {}
            text = desk.typed(place)
            deed = {
                "id": own_id,
                "domain": domain,
                kind: name,
                "responsible": responsible,
                "start_week": start,
                "end_week": end,
                "aims": aims,
                "text": desk.wording("activity", text, texts) if text else None,
            }
            if desk.decide({"kind": "set_activity", "activity": deed}, texts, filed=[place]):
                desk.open("")

        with st.container(horizontal=True):
            st.button(
                desk.price(t("Save the activity"), "set_activity"),
                key=f"{desk.loaded.id}/save_activity",
                on_click=save,
                type="primary",
                icon=":material/check:",
            )
            desk.opener(t("Leave it"), "", where="activity", type="tertiary")
            if one:
                desk.button(
                    t("Take this activity out"),
                    f"drop_activity/{one.id}",
                    {"kind": "drop_activity", "activity": one.id},
                    type="tertiary",
                )


def _responsible(desk: Desk, own: str, what: str, one: Activity | None, usual: str) -> str:
    people = [CASE_MANAGER, CLIENT, *(partner.id for partner in desk.scenario.partners)]
    now = one.responsible if one and one.responsible in people else usual
    return st.selectbox(
        desk.t("Responsible"),
        people,
        people.index(now),
        format_func=lambda name: labels.responsible(desk.t, name, desk.words),
        key=f"{own}/{what}/responsible",
    )


def _aims(desk: Desk, own: str, domain: str, one: Activity | None) -> list[str]:
    """The aims it serves: those of its area, unless said otherwise."""
    t, plan = desk.t, desk.case.plan
    if not plan.aims:
        st.markdown(t("There is no aim yet that this could serve."))
        return []
    usual = [key for key, aim in plan.aims.items() if aim.domain == domain]
    texts = {key: desk.loaded.texts.get(aim.text.text, key)[:80] for key, aim in plan.aims.items()}
    return st.multiselect(
        t("For these aims"),
        list(plan.aims),
        list(one.aims) if one else usual,
        format_func=lambda key: texts[key],
        key=f"{own}/aims/{len(plan.aims)}",
    )
