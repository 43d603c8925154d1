"""Editors of the parts Partners and seats, Services, and The client's stances."""

from __future__ import annotations

from typing import Any

import streamlit as st

from scenarios.authoring import labels
from scenarios.views.drafting.entries import entries
from scenarios.views.drafting.forms import Forms, joined


def partners(f: Forms) -> None:
    t = f.t
    kinds = labels.partner_kinds(t)
    entries(
        f,
        "partners",
        lambda partner: kinds.get(partner["kind"] or "", ""),
        lambda partner: _partner(f, partner),
        add=t("Add partner"),
        label=t("Name of a new partner"),
    )
    st.header(t("Seats"), anchor=False)
    st.markdown(
        t("The first seat is the one of who plays alone. A second seat splits what is known between two players.")
    )
    named = f.known("partners")
    entries(
        f,
        "seats",
        lambda seat: named.get(seat["partner"] or "", ""),
        lambda seat: _seat(f, seat),
        add=t("Add seat"),
        label=t("Title of a new seat"),
    )


def _partner(f: Forms, partner: dict[str, Any]) -> None:
    t = f.t
    place, key = f"partners/{partner['id']}", f"partners.{partner['id']}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.title(f"{key}.name", "partners/name")
        f.say(f"{key}.answer", "partners/answer")
        f.say(f"{key}.refusal", "partners/refusal")
        f.say(f"{key}.position", "partners/position")
    with structure:
        f.choice(f"{place}/kind", "partners/kind", labels.partner_kinds(t))
        f.number(f"{place}/reply_weeks", "partners/reply_weeks", 0, 12)
        drawer = {
            fact["id"]: f.called("facts", fact["id"])
            for fact in f.structure["facts"]
            if partner["id"] in fact["known_by"]
        }
        f.choices(f"{place}/withholds", "partners/withholds", drawer)
        weeks = {week: t.n("{count} week", "{count} weeks", week) for week in range(1, 9)}
        f.pairs(f"{place}/shortens", "partners/shortens", f.known("services"), weeks)
        st.markdown(t.n("{count} fact on file", "{count} facts on file", len(drawer)))


def _seat(f: Forms, seat: dict[str, Any]) -> None:
    place, key = f"seats/{seat['id']}", f"seats.{seat['id']}"
    f.title(f"{key}.title", "seats/title")
    f.say(f"{key}.brief", "seats/brief", rows=3)
    f.choice(f"{place}/partner", "seats/partner", f.known("partners"))
    f.choices(f"{place}/knows", "seats/knows", f.known("facts"))


def services(f: Forms) -> None:
    t = f.t
    kinds, named = labels.service_kinds(t), f.known("partners")
    entries(
        f,
        "services",
        lambda service: joined([kinds.get(service["kind"] or "", ""), named.get(service["provider"] or "", "")]),
        lambda service: _service(f, service),
        add=t("Add service"),
        label=t("Name of a new service"),
        capacity=10,
        duration_weeks=8,
    )


def _service(f: Forms, service: dict[str, Any]) -> None:
    t = f.t
    place, key = f"services/{service['id']}", f"services.{service['id']}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.title(f"{key}.name", "services/name")
        f.say(f"{key}.description", "services/description")
        f.choices(f"{place}/domains", "services/domains", f.domains())
    with structure:
        f.choice(f"{place}/provider", "services/provider", f.known("partners"))
        f.choice(f"{place}/kind", "services/kind", labels.service_kinds(t))
        left, right = st.columns(2)
        with left:
            f.number(f"{place}/capacity", "services/capacity", 0, 1_000_000)
            f.number(f"{place}/waiting_weeks", "services/waiting_weeks", 0, 260)
            f.number(f"{place}/duration_weeks", "services/duration_weeks", 1, 260)
        with right:
            f.number(f"{place}/hours_per_week", "services/hours_per_week", 0, 60)
            f.number(f"{place}/cost_per_week", "services/cost_per_week", 0, 1_000_000)
            f.number(f"{place}/dropout", "services/dropout", 0, 95)
    with st.expander(t("Who is taken, and what must come before")):
        _eligibility(f, place, service["id"])


def _eligibility(f: Forms, place: str, service_id: str) -> None:
    t, within = f.t, f"{place}/eligibility"
    levels = labels.levels(t)
    left, right = st.columns(2)
    with left:
        f.number(f"{within}/age_min", "services/age_min", 0, 120)
        f.number(f"{within}/age_max", "services/age_max", 0, 120)
        f.choice(f"{within}/gender", "services/gender", labels.genders(t), optional=True)
        f.choice(f"{within}/education_max", "services/education_max", labels.education(t))
        f.number(f"{within}/months_unemployed_min", "services/months_unemployed_min", 0, 600)
    with right:
        f.choices(f"{within}/groups", "services/groups", labels.groups(t))
        f.pairs(f"{within}/need", "services/need", f.domains(), levels)
        f.pairs(f"{place}/prerequisites/levels", "services/levels", f.domains(), levels)
        f.choices(f"{place}/prerequisites/services", "services/services", f.known("services", but=service_id))
        f.tick(f"{within}/while_employed", "services/while_employed")


def stances(f: Forms) -> None:
    t = f.t
    answers, named = labels.stance_answers(t), f.known("services")
    entries(
        f,
        "stances",
        lambda stance: joined([named.get(stance["service"] or "", ""), answers.get(stance["answer"] or "", "")]),
        lambda stance: _stance(f, stance),
        add=t("Add stance"),
        label=t("A new stance, in the client's words"),
        answer="bargains",
    )


def _stance(f: Forms, stance: dict[str, Any]) -> None:
    t, place = f.t, f"stances/{stance['id']}"
    words, structure = st.columns([3, 2], gap="large")
    with words:
        f.say(f"stances.{stance['id']}", "stances/text", rows=3)
        f.choices(f"{place}/until_told", "stances/until_told", f.known("facts"))
        f.choices(f"{place}/until_started", "stances/until_started", f.known("services"))
    with structure:
        f.choice(f"{place}/service", "stances/service", f.known("services"))
        f.choice(f"{place}/answer", "stances/answer", labels.stance_answers(t))
        f.number(f"{place}/until_trust", "stances/until_trust", 0, 101)
        f.choice(f"{place}/offers", "stances/offers", f.known("services"), optional=True)
        f.number(f"{place}/not_before", "stances/not_before", 0, 104)
