"""A caseload looked back on together: practice of the group as ranges, desks side by side, what to talk about."""

from __future__ import annotations

import streamlit as st

from scenarios.caseload.practice import criterion_words
from studio.languages import Translator
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table
from workshop.services.report import Desks


def show(seen: Desks, t: Translator) -> None:
    st.markdown(t("{count} of {total} participants have begun.", count=seen.begun, total=seen.seats))
    if not seen.desks:
        empty(t("Nothing to compare yet"), t("Results appear here as soon as somebody has let a week pass."))
        return
    named = st.toggle(
        t("Show names"),
        key="workshop_names",
        help=t("Without names, everybody finds the own results by the own number."),
    )
    words = criterion_words(t.locale)
    st.header(t("Practice against the standards"), anchor=False)
    spreads = seen.practice()
    show_table(
        {
            t("Standard"): [words(f"{criterion}.title") for criterion in spreads],
            t("Lowest"): [t.percent(low / 1000) for low, _, _ in spreads.values()],
            t("Middle"): [t.percent(middle / 1000) for _, middle, _ in spreads.values()],
            t("Highest"): [t.percent(high / 1000) for _, _, high in spreads.values()],
        },
        border="horizontal",
        alt=t("Practice of the group per standard"),
    )
    lived = [one for one in seen.desks if one.desk.sums is not None]
    if not lived:
        st.markdown(t("Nobody has let a week pass yet."))
        return
    st.header(t("What the weeks led to, and how much was luck"), anchor=False)
    st.markdown(t("In brackets where four of five lives with these decisions end. A model, not a forecast."))
    table: dict[str, list[str]] = {
        t("Participant"): [
            plain(f"{one.number} {one.name}" if named and one.name else str(one.number)) for one in lived
        ],
        t("Week"): [str(one.desk.week) for one in lived],
        t("Weeks in work, all clients"): [],
        t("Levels gained, all clients"): [],
        t("Clients nobody met"): [str(one.desk.untouched) for one in lived],
        t("Staff hours"): [],
    }
    columns = list(table)
    for one in lived:
        sums = one.desk.sums
        assert sums is not None  # chosen above
        for column, spread in ((columns[2], sums.employed_weeks), (columns[3], sums.needs)):
            low, high = spread.quantiles[10], spread.quantiles[90]
            table[column].append(t("{lived} (usually {low} to {high})", lived=spread.lived, low=low, high=high))
        table[columns[5]].append(t.number(round(sums.staff_minutes.lived / 60)))
    show_table(table, border="horizontal", alt=t("Outcomes per participant"))
    st.header(t("To talk about"), anchor=False)
    for question in (
        t("Whom did you follow closely, and what told you so?"),
        t("Who waited without saying so, and when did you notice?"),
        t("Which date in your list saved somebody, and which one did you let pass?"),
        t("What would you tell your head about these hours and these people?"),
    ):
        st.markdown(f"- {question}")
