"""Editors of sections 8 to 12: bodies, indicators, monitoring, additional documents, duration."""

from __future__ import annotations

from typing import Any

import streamlit as st

from partnership import labels
from partnership.items import Annex, Body, Indicator, Report
from partnership.views.annexes import annex_text, more_documents
from partnership.views.editing import Editor, line
from partnership.views.tables import bring_in

BEFORE_SIGNING = ("draft", "circulated", "final")


def structure(e: Editor) -> None:
    t = e.t
    st.header(t("Bodies"), anchor=False)
    kinds, rules = labels.body_kinds(t), labels.voting_rules(t)

    e.items(
        "bodies",
        e.agreement.bodies,
        lambda b: line(b.name or t("(without name)"), kinds.get(b.kind, ""), rules.get(b.voting, "")),
        lambda path, body: _body(e, path, body),
        model=Body,
        prefix="b",
        add=t("Add body"),
        nothing=t("No body yet."),
        alone=True,
    )
    st.header(t("Partnership manager"), anchor=False)
    left, right = st.columns(2)
    with left:
        e.choice("manager/partner", e.partners())
        e.text("manager/position")
    with right:
        e.text("manager/neutral_body")
        e.amount("manager/weekly_hours")
    e.long("manager/tasks", e.agreement.manager.tasks, rows=2)


def _body(e: Editor, path: str, body: Any) -> None:
    t = e.t
    left, right = st.columns(2)
    with left:
        e.text(f"{path}/name")
        e.choices(f"{path}/members", e.partners())
        e.choice(f"{path}/chair", e.partners())
        e.choice(f"{path}/voting", labels.voting_rules(t))
        e.amount(f"{path}/majority")
    with right:
        e.choice(f"{path}/kind", labels.body_kinds(t))
        e.count(f"{path}/client_members", most=100)
        e.count(f"{path}/quorum", most=200)
        e.choice(f"{path}/majority_of", labels.majorities(t))
        e.count(f"{path}/meetings_per_year", most=366)
    e.long(f"{path}/purpose", body.purpose, rows=2)
    if body.voting == "weighted":
        for partner_id in body.members:
            name = labels.partner_name(e.agreement, partner_id, t)
            if name:
                e.fields.number(
                    f"{path}/weights/{partner_id}",
                    t("Votes of {partner}", partner=name),
                    min_value=0,
                    max_value=1000,
                    step=1,
                )


def impact(e: Editor) -> None:
    t = e.t
    levels = labels.indicator_levels(t)
    partners = labels.partner_names(e.agreement, t)

    def edit(path: str, _: Any) -> None:
        e.text(f"{path}/name")
        left, right = st.columns(2)
        with left:
            e.choice(f"{path}/level", levels)
            e.amount(f"{path}/baseline")
            e.text(f"{path}/source")
            e.choice(f"{path}/owner", e.partners())
        with right:
            e.text(f"{path}/unit")
            e.amount(f"{path}/target")
            e.choice(f"{path}/frequency", labels.frequencies(t))
            e.choices(f"{path}/aims", e.aims())
        e.choices(f"{path}/actions", e.actions())

    e.items(
        "indicators",
        e.agreement.indicators,
        lambda i: line(i.name or t("(without name)"), levels.get(i.level, ""), partners.get(i.owner, "")),
        edit,
        model=Indicator,
        prefix="i",
        add=t("Add indicator"),
        nothing=t("No indicator yet."),
        alone=True,
    )
    bring_in(e, "indicators")


def monitoring(e: Editor) -> None:
    t, plan = e.t, e.agreement.monitoring
    st.header(t("Reports"), anchor=False)
    rhythm, partners = labels.frequencies(t), labels.partner_names(e.agreement, t)

    def edit(path: str, _: Any) -> None:
        e.text(f"{path}/title")
        left, right = st.columns(2)
        with left:
            e.choice(f"{path}/frequency", rhythm)
        with right:
            e.choice(f"{path}/owner", e.partners())
        e.text(f"{path}/recipients")

    e.items(
        "monitoring/reports",
        plan.reports,
        lambda r: line(r.title or t("(without name)"), rhythm.get(r.frequency, ""), partners.get(r.owner, "")),
        edit,
        model=Report,
        prefix="r",
        add=t("Add report"),
        nothing=t("No report yet."),
        alone=True,
    )
    st.header(t("Evaluation and learning"), anchor=False)
    left, right = st.columns(2)
    with left:
        e.text("monitoring/evaluator")
    with right:
        e.day("monitoring/evaluation_due")
    for name in ("evaluation", "client_voice", "learning", "publication"):
        e.long(f"monitoring/{name}", getattr(plan, name), rows=2)


def additional_documents(e: Editor) -> None:
    t = e.t
    kinds, states = labels.annex_kinds(t), labels.annex_states(t)

    def edit(path: str, annex: Annex) -> None:
        left, right = st.columns(2)
        with left:
            e.choice(f"{path}/kind", kinds)
        with right:
            e.choice(f"{path}/state", states)
        e.text(f"{path}/title")
        e.text(f"{path}/note")
        annex_text(e, path, annex)

    e.items(
        "annexes",
        e.agreement.annexes,
        lambda x: line(
            x.title or kinds.get(x.kind, t("(without name)")), kinds.get(x.kind, ""), states.get(x.state, "")
        ),
        edit,
        model=Annex,
        prefix="x",
        add=t("Add document"),
        nothing=t("No document yet."),
        alone=True,
    )
    more_documents(e)
    st.header(t("Client data"), anchor=False)
    data = e.agreement.data_sharing
    e.decision("data_sharing/client_data_shared")
    if data.client_data_shared:
        for name in ("data_items", "purpose", "lawful_basis", "consent", "retention"):
            e.long(f"data_sharing/{name}", getattr(data, name), rows=2)


def duration(e: Editor) -> None:
    t, a = e.t, e.agreement
    left, right = st.columns(2)
    with left:
        e.day("term/start")
        e.count("term/notice_months", most=120)
    with right:
        e.day("term/end")
        e.decision("term/annual_programmes")
    for name in ("joining", "leaving", "amendment", "termination"):
        e.long(f"term/{name}", getattr(a.term, name), rows=2)
    st.header(t("Signing"), anchor=False)
    if a.status != "template":
        statuses = labels.statuses(t)
        e.fields.choice("status", e.name("status"), BEFORE_SIGNING, statuses.__getitem__)
    left, right = st.columns(2)
    with left:
        e.text("legal/protocol_number")
        e.text("legal/place")
    with right:
        e.count("legal/originals", most=200)
        e.day("legal/signed_on")
    e.long("legal/disputes", a.legal.disputes, rows=2)
