"""Editors of sections 6 and 7: actions, services, ICM model, budget."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from partnership import labels
from partnership.items import Action, BudgetLine, Contribution, Milestone, ServiceOffer
from partnership.money import totals
from partnership.views.editing import CURRENCIES, Editor, line, open_item
from partnership.views.tables import bring_in
from studio.widgets.frame import plain
from studio.widgets.tables import show_table
from toolkit.loader import domain_texts

AT_ONCE = 8
"""Most partners whose roles are shown as fields side by side."""


def work_programme(e: Editor) -> None:
    t = e.t
    st.header(t("Actions"), anchor=False)
    _actions(e)
    st.header(t("Model of integrated case management"), anchor=False)
    _icm(e)
    st.header(t("Services for clients"), anchor=False)
    _services(e)


def _actions(e: Editor) -> None:
    t = e.t

    def row(action: Any) -> str:
        answers_for = ", ".join(filter(None, map(labels.partner_names(e.agreement, t).get, action.accountable())))
        dates = " – ".join(t.date(day) for day in (action.start, action.end) if day)
        return line(action.title or t("(without name)"), answers_for, dates)

    e.items(
        "actions",
        e.agreement.actions,
        row,
        lambda path, action: _action(e, path, action),
        model=Action,
        prefix="c",
        add=t("Add action"),
        nothing=t("No action yet."),
        alone=True,
    )
    bring_in(e, "actions")


def _action(e: Editor, path: str, action: Any) -> None:
    t = e.t
    e.text(f"{path}/title")
    e.long(f"{path}/description", action.description)
    left, right = st.columns(2)
    with left:
        e.day(f"{path}/start")
        e.choices(f"{path}/aims", e.aims())
    with right:
        e.day(f"{path}/end")
        e.choices(f"{path}/target_groups", e.target_groups())
    st.subheader(t("Who does what"), anchor=False)
    st.markdown(t("Exactly one partner is accountable; write each task in one sentence with a verb."))
    _parts(e, path, action)
    st.subheader(t("Milestones"), anchor=False)

    def milestone(place: str, _: Any) -> None:
        left, right = st.columns([2, 1])
        with left:
            e.text(f"{place}/title")
        with right:
            e.day(f"{place}/due")

    e.items(
        f"{path}/milestones",
        action.milestones,
        lambda stone: line(stone.title or t("(without name)"), t.date(stone.due) if stone.due else ""),
        milestone,
        model=Milestone,
        prefix="m",
        add=t("Add milestone"),
        nothing=t("No milestone yet."),
    )
    st.subheader(t("Contributions"), anchor=False)
    e.items(
        f"{path}/contributions",
        action.contributions,
        lambda given: _contribution_row(e, given),
        lambda place, given: _contribution(e, place, given),
        model=Contribution,
        prefix="k",
        add=t("Add contribution"),
        nothing=t("No contribution yet. Working time, rooms and things count as well as money."),
    )


def _parts(e: Editor, path: str, action: Any) -> None:
    """Role and task per partner: all at once for a few partners, one at a time for many."""
    t = e.t
    roles = labels.roles(t)
    none = t("(no role)")
    state = f"{e.loaded.id}/{path}/part=open"
    many = len(e.agreement.partners) > AT_ONCE
    for partner in e.agreement.partners:
        name = labels.partner_name(e.agreement, partner.id, t)
        role = action.roles.get(partner.id)
        if many and st.session_state.get(state) != partner.id:
            st.button(
                line(name, roles.get(role or "", none), action.tasks.get(partner.id, "")),
                key=f"{state}/{partner.id}",
                type="tertiary",
                icon=":material/edit:",
                on_click=partial(open_item, state, partner.id),
            )
            continue
        left, right = st.columns([1, 2])
        with left:
            e.fields.choice(
                f"{path}/roles/{partner.id}",
                t("Role of {partner}", partner=plain(name)),
                [None, *roles],
                lambda value: roles.get(value, none),
                placeholder=none,
            )
        with right:
            e.fields.text(f"{path}/tasks/{partner.id}", t("Task of {partner}", partner=plain(name)))


def _contribution_row(e: Editor, given: Any) -> str:
    t = e.t
    currency = given.currency or e.agreement.budget.currency
    value = "" if given.amount is None else f"{t.number(given.amount)} {currency}"
    kind = labels.contribution_kinds(t).get(given.kind, "")
    partner = labels.partner_name(e.agreement, given.partner, t) or t("(no partner)")
    return line(partner, str(given.year or ""), kind, value, given.description)


def _contribution(e: Editor, path: str, given: Any) -> None:
    left, right = st.columns(2)
    with left:
        e.choice(f"{path}/partner", e.partners())
        e.count(f"{path}/year", least=1990, most=2200)
        e.amount(f"{path}/amount")
    with right:
        e.choice(f"{path}/kind", labels.contribution_kinds(e.t))
        e.amount(f"{path}/days")
        e.choice(f"{path}/currency", {code: code for code in CURRENCIES})
    e.text(f"{path}/description")


def _icm(e: Editor) -> None:
    icm = e.agreement.icm
    e.long("icm/definition", icm.definition, rows=2)
    left, right = st.columns(2)
    with left:
        e.choices("icm/case_manager_partners", e.partners())
        e.count("icm/caseload")
        e.count("icm/conference_weeks", least=1, most=52)
    with right:
        e.count("icm/case_managers")
        e.count("icm/contact_weeks", least=1, most=52)
    for name in ("case_manager_profile", "conference_rule", "plan_rule", "crisis_rule", "closure_rule"):
        e.long(f"icm/{name}", getattr(icm, name), rows=2)


def _services(e: Editor) -> None:
    t = e.t
    domains = {domain.value: words.title for domain, words in domain_texts(t.locale).items()}

    def edit(path: str, service: Any) -> None:
        e.text(f"{path}/name")
        left, right = st.columns(2)
        with left:
            e.choice(f"{path}/partner", e.partners())
            e.choices(f"{path}/domains", domains)
            e.amount(f"{path}/weekly_capacity")
            e.count(f"{path}/duration_weeks", most=520)
        with right:
            e.text(f"{path}/eligibility")
            e.choices(f"{path}/target_groups", e.target_groups())
            e.count(f"{path}/wait_weeks", most=520)
            e.amount(f"{path}/hours_per_week")
        e.amount(f"{path}/cost_per_client")

    def row(service: Any) -> str:
        places = "" if service.weekly_capacity is None else t("{count} a week", count=t.number(service.weekly_capacity))
        return line(service.name or t("(without name)"), labels.partner_name(e.agreement, service.partner, t), places)

    e.items(
        "services",
        e.agreement.services,
        row,
        edit,
        model=ServiceOffer,
        prefix="s",
        add=t("Add service"),
        nothing=t("No service yet. These are what case managers can refer clients to."),
        alone=True,
    )


def budget(e: Editor) -> None:
    t, a = e.t, e.agreement
    left, right = st.columns(2)
    with left:
        e.choice("budget/currency", {code: code for code in sorted({*CURRENCIES, a.budget.currency} - {""})})
    with right:
        e.amount("budget/stated_total")
    used = {given.currency for action in a.actions for given in action.contributions}
    used |= {one.currency for one in a.budget.lines}
    for currency in sorted(used - {"", a.budget.currency}):
        e.fields.text(f"budget/rates/{currency}", t("1 {currency} in the budget's currency", currency=currency))
    st.header(t("What the parts add up to"), anchor=False)
    st.markdown(t("Contributions to actions are entered in section 6; they are counted here."))
    _sums(e)
    st.header(t("Further costs"), anchor=False)
    purposes = labels.purposes(t)

    def edit(path: str, _: Any) -> None:
        e.text(f"{path}/title")
        left, right = st.columns(2)
        with left:
            e.choice(f"{path}/purpose", purposes)
            e.choice(f"{path}/partner", e.partners())
            e.count(f"{path}/year", least=1990, most=2200)
        with right:
            e.choice(f"{path}/action", e.actions())
            e.text(f"{path}/source")
            e.amount(f"{path}/amount")
        e.choice(f"{path}/currency", {code: code for code in CURRENCIES})

    def row(one: Any) -> str:
        bearer = labels.partner_name(a, one.partner, t) or one.source
        currency = one.currency or a.budget.currency
        value = "" if one.amount is None else f"{t.number(one.amount)} {currency}"
        return line(one.title or t("(without name)"), purposes.get(one.purpose, ""), bearer, str(one.year or ""), value)

    e.items(
        "budget/lines",
        a.budget.lines,
        row,
        edit,
        model=BudgetLine,
        prefix="l",
        add=t("Add cost"),
        nothing=t("No further cost yet. Do not forget coordination."),
        alone=True,
    )
    bring_in(e, "budget")


def _sums(e: Editor) -> None:
    t, a = e.t, e.agreement
    sums = totals(a)
    if not sums.by_bearer:
        st.markdown(t("Nothing has been entered yet."))
        return
    years = [str(year) if year is not None else t("Without year") for year in sums.years]
    table: dict[str, list[str]] = {t("Partner or source"): [], **{year: [] for year in years}, t("Total"): []}
    for bearer, by_year in sums.by_bearer.items():
        row = [by_year.get(year) for year in sums.years]
        cells = [
            labels.partner_name(a, bearer, t) or bearer or t("(no partner)"),
            *("" if v is None else t.number(v) for v in row),
        ]
        for column, cell in zip(table, [*cells, t.number(sum(by_year.values()))], strict=True):
            table[column].append(cell)
    show_table(table, alt=t("Budget by partner and year"))
    st.markdown(t("Sum of the parts: {total} {currency}", total=t.number(sums.total), currency=a.budget.currency))
