"""The notebook: what is known and from whom, contradictions with the file, and what partners can be asked."""

from __future__ import annotations

import streamlit as st

from scenarios import labels
from scenarios.case import Known
from scenarios.case_file import Writer
from scenarios.views.desk import Desk
from studio.widgets.frame import empty, plain


def show(desk: Desk) -> None:
    facts(desk)
    partners(desk)
    profile(desk)


def facts(desk: Desk) -> None:
    t, known = desk.t, list(desk.case.knowledge.get(desk.seat, {}).values())
    st.subheader(t("What you know"), anchor=False)
    if not known:
        empty(t("Nothing yet"), t("Talk with the client, and ask partners with consent."))
        return
    writer = Writer(desk.loaded.replay, desk.loaded.package, desk.loaded.texts, desk.seat, desk.actor.name, t)
    by_domain: dict[str, list[Known]] = {}
    for one in known:
        by_domain.setdefault(desk.scenario.fact_by_id[one.fact].domain, []).append(one)
    for domain, title in labels.domains(t).items():
        if domain not in by_domain:
            continue
        with st.container(border=True, key=f"facts_{domain}"):
            st.markdown(f"**{title}**")
            for one in by_domain[domain]:
                st.markdown(f"- {_line(desk, one, writer)}")


def _line(desk: Desk, one: Known, writer: Writer) -> str:
    t, fact = desk.t, desk.scenario.fact_by_id[one.fact]
    record = desk.words.get(f"facts.{fact.id}.record") if one.source in ("file", "partner", "conference") else ""
    text = plain(record or desk.words(f"facts.{fact.id}.note"))
    corrected = fact.corrected_by and desk.case.knows(desk.seat, fact.corrected_by)
    if corrected:
        text = f"~~{text}~~ {t('(no longer true)')}"
    origin = t("from {source}, week {week}", source=writer.source(one.source, one.by), week=one.week)
    return f"{labels.KINDS[fact.kind](t)}: {text} — {origin}"


def partners(desk: Desk) -> None:
    t, case, words = desk.t, desk.case, desk.words
    own = desk.scenario.seat_by_id[desk.seat].partner
    st.subheader(t("Ask partners"), anchor=False)
    rows = []
    for partner in desk.scenario.partners:
        if partner.id == own:
            continue
        asked = [one for one in case.enquiries if one.partner == partner.id and one.seat == desk.seat]
        if not asked:
            state = t("not asked")
        elif asked[-1].state == "waiting":
            state = t("answer expected in week {week}", week=asked[-1].due)
        elif asked[-1].state == "answered":
            state = t("answered")
        else:
            state = t("did not answer")
        consented = t("yes") if case.consents(desk.seat, partner.id) else t("no")
        rows.append((partner.id, words(f"partners.{partner.id}.name"), consented, state))
    st.table(
        {
            t("Partner"): [row[1] for row in rows],
            t("Consent"): [row[2] for row in rows],
            t("Enquiry"): [row[3] for row in rows],
        },
        hide_index=True,
        alt=t("Partners, consent and enquiries"),
    )
    if desk.over:
        return
    key = f"{desk.loaded.id}/enquire"
    names = {row[0]: row[1] for row in rows}
    chosen = st.selectbox(t("Partner"), list(names), format_func=lambda name: names[name], key=key)
    if chosen and not case.consents(desk.seat, chosen):
        st.markdown(t("The client has not consented to this exchange."))
    desk.button(
        t("Send an enquiry"),
        "enquire",
        lambda: {"kind": "enquire", "partner": st.session_state[key]},
        icon=":material/mail:",
    )


def profile(desk: Desk) -> None:
    t, person = desk.t, desk.scenario.client.profile
    with st.expander(t("What the register says"), icon=":material/badge:"):
        rows = {
            t("Name"): person.name,
            t("Age"): str(person.age),
            t("Municipality"): person.municipality,
            t("Household"): t(
                "{adults} adults, {children} children",
                adults=person.household.adults,
                children=len(person.household.children),
            ),
            t("Months unemployed"): str(person.months_unemployed),
            t("Languages"): ", ".join(person.languages) or "–",
        }
        st.table(
            {t("Entry"): list(rows), t("Content"): list(rows.values())}, hide_index=True, alt=t("Register entries")
        )
