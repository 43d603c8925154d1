"""Editors of sections 1 to 5: introduction, partners, aims, strategy, target groups."""

from __future__ import annotations

from typing import Any

import streamlit as st

from partnership import labels
from partnership.items import Aim, Partner, TargetGroup
from partnership.views.editing import Editor, line
from partnership.views.tables import bring_in

LANGUAGES = ("en", "sq", "bs", "hr", "mk", "cnr", "sr", "rom", "tr", "de")


def introduction(e: Editor) -> None:
    t, a = e.t, e.agreement
    e.text("title")
    left, right = st.columns(2)
    with left:
        e.choice("territory/scale", labels.scales(t))
    with right:
        e.text("territory/names")
    e.long("territory/context", a.territory.context)
    e.long("legal/basis", a.legal.basis, rows=2)
    e.long("legal/policy_frame", a.legal.policy_frame, rows=2)
    e.long("legal/status", a.legal.status, rows=2)
    names = labels.languages(sorted({*LANGUAGES, *a.languages}), t.locale)
    left, right = st.columns(2)
    with left:
        e.choices("languages", names)
    with right:
        e.choice("prevailing_language", {code: names[code] for code in a.languages})


def partners(e: Editor) -> None:
    t = e.t
    kinds = labels.partner_kinds(t)

    def edit(path: str, partner: Any) -> None:
        e.text(f"{path}/name")
        left, right = st.columns(2)
        with left:
            e.text(f"{path}/short_name")
            e.text(f"{path}/registration_number")
            e.text(f"{path}/representative")
            e.text(f"{path}/contact_name")
            e.text(f"{path}/contact_phone", autocomplete="off")
        with right:
            e.choice(f"{path}/kind", kinds)
            e.text(f"{path}/address")
            e.text(f"{path}/representative_function")
            e.text(f"{path}/contact_email", autocomplete="off")
            e.decision(f"{path}/funded")
        e.text(f"{path}/authority")
        e.long(f"{path}/role", partner.role)

    e.items(
        "partners",
        e.agreement.partners,
        lambda p: line(p.name or t("(without name)"), kinds.get(p.kind, ""), p.representative),
        edit,
        model=Partner,
        prefix="p",
        add=t("Add partner"),
        nothing=t("No partner yet. Begin with the employment service and the centre for social work."),
        alone=True,
    )
    bring_in(e, "partners")


def aims(e: Editor) -> None:
    t = e.t

    def figures(aim: Any) -> str:
        start = "?" if aim.baseline is None else t.number(aim.baseline)
        target = "?" if aim.target is None else t.number(aim.target)
        return f"{start} → {target} {aim.unit}"

    def edit(path: str, aim: Any) -> None:
        e.long(f"{path}/statement", aim.statement, rows=2)
        e.long(f"{path}/measure", aim.measure, rows=2)
        left, right = st.columns(2)
        with left:
            e.amount(f"{path}/baseline")
            e.text(f"{path}/unit")
        with right:
            e.amount(f"{path}/target")
            e.day(f"{path}/due")
        e.choices(f"{path}/target_groups", e.target_groups())

    e.items(
        "aims",
        e.agreement.aims,
        lambda aim: line(aim.statement or t("(without name)"), figures(aim)),
        edit,
        model=Aim,
        prefix="a",
        add=t("Add aim"),
        nothing=t("No aim yet. One aim with a figure is worth more than ten without."),
        alone=True,
    )
    bring_in(e, "aims")


def strategy(e: Editor) -> None:
    plan = e.agreement.strategy
    for name in ("understanding", "short_term", "mid_term", "long_term"):
        e.long(f"strategy/{name}", getattr(plan, name))


def target_groups(e: Editor) -> None:
    t = e.t

    def edit(path: str, group: Any) -> None:
        left, right = st.columns([2, 1])
        with left:
            e.text(f"{path}/name")
        with right:
            e.count(f"{path}/size")
        for name in ("description", "profile", "outreach", "voice"):
            e.long(f"{path}/{name}", getattr(group, name), rows=2)

    e.items(
        "target_groups",
        e.agreement.target_groups,
        lambda g: line(g.name or t("(without name)"), "" if g.size is None else t.number(g.size), g.profile),
        edit,
        model=TargetGroup,
        prefix="g",
        add=t("Add target group"),
        nothing=t("No target group yet. Whom do several of you meet, without helping enough?"),
        alone=True,
    )
