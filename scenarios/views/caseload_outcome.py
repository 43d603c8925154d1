"""The outcome of a caseload: other ways beside it, how much was luck, and attention beside need for each client."""

from __future__ import annotations

import altair as alt
import streamlit as st

from scenarios.caseload import words as said
from scenarios.caseload.document import compared, model, people
from scenarios.caseload.outcome import Outcome
from scenarios.views import other_assumptions
from scenarios.views.caseload_desk import Desk
from studio.widgets.tables import show_table


def show(desk: Desk, made: Outcome) -> None:
    t = desk.t
    st.markdown(model(made, t))
    other_assumptions.show(desk.load.inputs.evidence, t("These lives were lived under changed assumptions."), t)
    points = [
        {
            "way": said.PLAYED[one.way](t),
            "low": one.needs.quantiles[10],
            "middle": one.needs.quantiles[50],
            "high": one.needs.quantiles[90],
            "lived": one.needs.lived,
        }
        for one in made.sums
    ]
    base = alt.Chart(alt.Data(values=points)).encode(
        y=alt.Y("way:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False))
    )
    bars = base.mark_bar(color="#9cc5cc", height=14).encode(
        x=alt.X("low:Q", title=t("Levels gained minus lost")),
        x2="high:Q",
    )
    ticks = base.mark_tick(color="#0b5d6b", thickness=3, size=20).encode(x="middle:Q")
    lived = base.mark_point(color="#a3123a", filled=True, size=90).encode(x="lived:Q")
    st.altair_chart(
        (bars + ticks + lived).properties(height=48 * len(points)),
        alt=t("Levels gained minus lost under each way; the table below has the same figures"),
    )
    st.markdown(t("In the chart: range (bar), middle (line), with your luck (point)."))
    columns, rows = compared(made, t)
    show_table(_columns(columns, rows, t("Range")), alt=t("The same caseload under five ways of working"))


def _columns(columns: list[str], rows: list[list[str]], repeated: str) -> dict[str, list[str]]:
    """A table by columns; a title that comes again is told apart by what stands left of it."""
    found: dict[str, list[str]] = {}
    for position, title in enumerate(columns):
        name = f"{columns[position - 1]}: {title}" if title == repeated else title
        found[name] = [row[position] for row in rows]
    return found


def attention(desk: Desk, made: Outcome) -> None:
    """Minutes beside needs: each client a point, and a row in the table below."""
    t = desk.t
    st.markdown(
        t("Needs are counted as they really stood at the start, whether or not anybody saw them. Loud is who wrote.")
    )
    points = [
        {
            "client": desk.name(one.person),
            "minutes": one.minutes,
            "needs": one.needs,
            "wrote": t("wrote") if one.messages else t("never wrote"),
        }
        for one in made.people
    ]
    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("needs:Q", title=t("Needs at the start"), axis=alt.Axis(tickMinStep=1)),
        y=alt.Y("minutes:Q", title=t("Minutes")),
    )
    dots = base.mark_point(filled=True, size=110).encode(
        color=alt.Color("wrote:N", title=None, scale=alt.Scale(range=["#0b5d6b", "#a3123a"])),
        shape=alt.Shape("wrote:N", title=None),
        tooltip=[
            alt.Tooltip("client:N", title=t("Client")),
            alt.Tooltip("minutes:Q", title=t("Minutes")),
            alt.Tooltip("needs:Q", title=t("Needs at the start")),
        ],
    )
    chart = dots + base.mark_text(dy=-12, fontSize=11).encode(text="client:N") if len(points) <= 12 else dots
    st.altair_chart(
        chart.properties(height=340), alt=t("Minutes by needs, one point for each client; the table below has the same")
    )
    columns, rows = people(made, desk.load, t)
    show_table(_columns(columns, rows, t("Range")), alt=t("Attention and need for each client"))
