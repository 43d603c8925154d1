"""The calendar of a case: a chart of its weeks, and a table with the same."""

from __future__ import annotations

import altair as alt
import streamlit as st

from scenarios import labels
from scenarios.debriefing.timeline import Bar, Point, bars, points
from scenarios.views.desk import Desk
from studio.widgets.tables import show_table

ROWS: dict[str, labels.Label] = {
    "contact": lambda t: t("Appointments"),
    "enquiry": lambda t: t("Enquiries"),
    "service": lambda t: t("Services"),
    "event": lambda t: t("Events"),
    "conference": lambda t: t("Conferences"),
    "plan": lambda t: t("Plan"),
    "desk": lambda t: t("Notes, file back"),
    "work": lambda t: t("Work"),
}
STATES: dict[str, labels.Label] = {
    "waiting": lambda t: t("waiting"),
    "active": lambda t: t("running"),
    "answered": lambda t: t("asked and answered"),
    "refused": lambda t: t("refused"),
    "employed": lambda t: t("in work"),
    "met": lambda t: t("talked"),
    "no_show": lambda t: t("nobody came"),
    "event": lambda t: t("event"),
    "crisis": lambda t: t("crisis"),
    "conference": lambda t: t("conference"),
    "agreed": lambda t: t("agreed"),
    "overruled": lambda t: t("put over objections"),
    "discussed": lambda t: t("gone through"),
    "noted": lambda t: t("note written"),
    "back": lambda t: t("file back on the desk"),
    "missed": lambda t: t("did not come"),
    "completed": lambda t: t("completed"),
    "dropped": lambda t: t("broken off"),
}
LASTING = {
    "waiting": "#d9b25f",
    "active": "#0b5d6b",
    "answered": "#9cc5cc",
    "refused": "#a3123a",
    "employed": "#3d7a3d",
}
AHEAD = 8
"""Weeks shown beyond the present one."""


def show(desk: Desk) -> None:
    t, case = desk.t, desk.case
    lasting, happened = bars(case), points(case)
    if not lasting and not happened:
        return
    st.subheader(t("Calendar"), anchor=False)
    chart(desk, lasting, happened)
    with st.expander(t("The same as a table")):
        as_table(desk, lasting, happened)


def named(desk: Desk, one: Bar | Point) -> str:
    """The row's own name: a service goes by its name, everything else by its kind."""
    if one.row == "service":
        return labels.service(desk.words, one.subject)
    return ROWS[one.row](desk.t)


def subject(desk: Desk, one: Bar | Point) -> str:
    """What it is about, where the row does not say so."""
    t, words = desk.t, desk.words
    if one.row == "enquiry":
        return words.get(f"partners.{one.subject}.name", one.subject)
    if one.row == "conference":
        return t.list([words.get(f"partners.{name}.name", name) for name in one.subject.split()])
    if one.row == "event":
        return words(f"events.{one.subject}.title")
    if one.row == "contact":
        return labels.PLACES[one.subject](t)
    return labels.service(words, one.subject) if one.row == "service" else ""


def chart(desk: Desk, lasting: tuple[Bar, ...], happened: tuple[Point, ...]) -> None:
    t, week = desk.t, desk.case.week
    order = list(dict.fromkeys(named(desk, one) for kind in ROWS for one in (*lasting, *happened) if one.row == kind))
    states = list(dict.fromkeys(STATES[one.state](t) for one in lasting))
    colours = {STATES[name](t): colour for name, colour in LASTING.items()}
    rows = alt.Y(
        "row:N", sort=order, title=None, axis=alt.Axis(labelLimit=130, labelOverlap=False, ticks=False, domain=False)
    )
    last = max([week, *(one.week for one in happened), *(one.end for one in lasting)])
    weeks = alt.X(
        "from:Q",
        title=t("Week"),
        scale=alt.Scale(domain=[0, min(last + 1, week + AHEAD)], clamp=True),
        axis=alt.Axis(tickMinStep=1, format="d"),
    )
    tips = [alt.Tooltip("what:N", title=t("What")), alt.Tooltip("weeks:N", title=t("Weeks"))]
    bar = (
        alt.Chart(
            alt.Data(
                values=[
                    {
                        "row": named(desk, one),
                        "from": one.start,
                        "to": max(one.end, one.start + 0.4),
                        "state": STATES[one.state](t),
                        "what": f"{subject(desk, one)}: {STATES[one.state](t)}".removeprefix(": "),
                        "weeks": f"{one.start}–{one.end}",
                    }
                    for one in lasting
                ]
            )
        )
        .mark_bar(height=12)
        .encode(
            x=weeks,
            x2="to:Q",
            y=rows,
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=states, range=[colours[name] for name in states]),
                legend=alt.Legend(orient="bottom", columns=2, symbolType="square"),
            ),
            tooltip=tips,
        )
    )
    bad = ("no_show", "missed", "dropped", "refused", "crisis", "overruled")
    dots = (
        alt.Chart(
            alt.Data(
                values=[
                    {
                        "row": named(desk, one),
                        "from": one.week,
                        "shape": "ahead" if one.ahead else ("bad" if one.state in bad else "good"),
                        "what": f"{subject(desk, one)}: {STATES[one.state](t)}".removeprefix(": "),
                        "weeks": str(one.week),
                    }
                    for one in happened
                ]
            )
        )
        .mark_point(size=70, filled=True, opacity=1)
        .encode(
            x=weeks,
            y=rows,
            shape=alt.Shape(
                "shape:N",
                scale=alt.Scale(domain=["good", "bad", "ahead"], range=["circle", "cross", "triangle-right"]),
                legend=None,
            ),
            fill=alt.Fill(
                "shape:N",
                scale=alt.Scale(domain=["good", "bad", "ahead"], range=["#14212b", "#a3123a", "#6b4e00"]),
                legend=None,
            ),
            tooltip=tips,
        )
    )
    now = alt.Chart(alt.Data(values=[{"from": week}])).mark_rule(color="#46555f", strokeDash=[4, 3]).encode(x=weeks)
    st.altair_chart(
        (bar + dots + now).properties(height=26 * len(order)),
        alt=t("Calendar of the case by week; the table below has the same entries"),
    )
    st.markdown(
        t("Circle: happened. Cross: missed, refused or a crisis. Triangle: still to come. Broken line: this week.")
    )


def as_table(desk: Desk, lasting: tuple[Bar, ...], happened: tuple[Point, ...]) -> None:
    t = desk.t
    rows = [(one.start, one.end, named(desk, one), one) for one in lasting]
    rows += [(one.week, one.week, named(desk, one), one) for one in happened]
    rows.sort(key=lambda row: (row[0], row[2]))
    show_table(
        {
            t("Week"): [str(a) if a == b else f"{a}–{b}" for a, b, _, _ in rows],
            t("What"): [name for _, _, name, _ in rows],
            t("State"): [
                STATES[one.state](t) + (f" ({t('to come')})" if isinstance(one, Point) and one.ahead else "")
                for _, _, _, one in rows
            ],
            t("About"): [("" if one.row == "service" else subject(desk, one)) or "–" for _, _, _, one in rows],
        },
        alt=t("Calendar of the case"),
    )
