"""The editor of one aim."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.client import LEVELS
from scenarios.facts import FactKind
from scenarios.plan import Aim, Measure
from scenarios.views.desk import Desk
from studio.widgets.frame import plain

LAST = 104


def measured(desk: Desk, aim: Aim) -> str:
    """How and by when both sides will see it."""
    t = desk.t
    if aim.measure is None:
        return t("No measure yet.")
    text = labels.MEASURES[aim.measure](t)
    if aim.target is not None:
        target = labels.level(t, min(aim.target, LEVELS - 1)) if aim.measure is Measure.LEVEL else str(aim.target)
        text += f": {target}"
    return text if aim.by_week is None else f"{text} · {t('by week {week}', week=aim.by_week)}"


def fill(desk: Desk, aim: Aim) -> None:
    """Put the text of an aim where it can be changed, unless a change is waiting there already."""
    if not desk.loaded.draft.text(f"aim_{aim.id}").strip():
        desk.keep(f"aim_{aim.id}", desk.loaded.texts.get(aim.text.text, ""))


def editor(desk: Desk, domain: str, aim: Aim | None) -> None:
    t, own_id = desk.t, aim.id if aim else desk.next_id("aim", desk.case.plan.aims)
    place = f"aim_{own_id}"
    hopes = {
        fact.id: plain(desk.words(f"facts.{fact.id}.note"))
        for fact in desk.scenario.facts
        if fact.kind is FactKind.HOPE and desk.case.knows(desk.seat, fact.id)
    }
    with st.container(border=True, key="aim_editor"):
        desk.write(place, t("What will be different?"), t("In the client's words, if possible."), rows=2, reports=True)
        kinds = [None, *labels.MEASURES]
        kind = st.selectbox(
            t("How will both of you see it?"),
            kinds,
            kinds.index(aim.measure) if aim else 0,
            format_func=lambda name: labels.MEASURES[name](t) if name else t("Not said yet"),
            key=f"{desk.loaded.id}/{place}/measure",
        )
        target = _target(desk, place, kind, aim.target if aim else None)
        by_week = st.number_input(
            t("By week"),
            0,
            LAST,
            aim.by_week if aim else min(LAST, desk.case.week + 12),
            key=f"{desk.loaded.id}/{place}/by_week",
        )
        hope = None
        if hopes:
            options = [None, *hopes]
            hope = st.selectbox(
                t("Takes up the client's own wish"),
                options,
                options.index(aim.hope) if aim and aim.hope in hopes else 0,
                format_func=lambda name: hopes[name] if name else t("None"),
                key=f"{desk.loaded.id}/{place}/hope",
            )

        def save() -> None:
            texts: dict[str, str] = {}
            text = desk.typed(place)
            if not text:
                st.toast(t("Write first what will be different."), icon=":material/edit:")
                return
            deed = {
                "id": own_id,
                "domain": domain,
                "text": desk.wording("aim", text, texts),
                "measure": kind,
                "target": target,
                "by_week": by_week,
                "hope": hope,
            }
            if desk.decide({"kind": "set_aim", "aim": deed}, texts, filed=[place]):
                desk.open("")

        with st.container(horizontal=True):
            st.button(
                desk.price(t("Save the aim"), "set_aim"),
                key=f"{desk.loaded.id}/save_aim",
                on_click=save,
                type="primary",
                icon=":material/check:",
            )
            desk.opener(t("Leave it"), "", where="aim", type="tertiary")
            if aim:
                desk.button(
                    t("Take this aim out"), f"drop_aim/{aim.id}", {"kind": "drop_aim", "aim": aim.id}, type="tertiary"
                )


def _target(desk: Desk, place: str, kind: str | None, now: int | None) -> int | None:
    """The level, number or weeks to reach, as the measure asks for it."""
    t, key = desk.t, f"{desk.loaded.id}/{place}/target/{kind}"
    if kind == Measure.LEVEL:
        return st.segmented_control(
            t("Level to reach"),
            list(range(LEVELS)),
            default=now if now is not None and now < LEVELS else None,
            format_func=lambda number: labels.level(t, number),
            key=key,
        )
    if kind in (Measure.COUNT, Measure.WORK):
        label = t("How many times?") if kind == Measure.COUNT else t("How many weeks in work?")
        return st.number_input(label, 0, 1000, now, key=key)
    return None
