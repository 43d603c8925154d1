"""The plan at a glance: time plan, roles, budget and structure, drawn from the data, each with its table."""

from __future__ import annotations

import altair as alt
import streamlit as st

from partnership import labels, service
from partnership.agreement import Agreement
from partnership.composition.pieces import Writer
from partnership.composition.programme import raci, time_plan
from partnership.composition.resources import by_bearer, by_kind
from partnership.money import matrix, totals
from partnership.organisation import chart, dot
from partnership.schedule import dated
from partnership.views.editing import short
from partnership.views.guide import VIEWS, tabs
from studio.documents import html
from studio.documents.model import AnyBlock, Document
from studio.languages import Translator
from studio.widgets.frame import begin, empty, explained, header, requested
from studio.widgets.tables import show_table

HEIGHT = 26  # of one row of a chart


def pieces(title: str, blocks: list[AnyBlock], t: Translator) -> None:
    """What the finished document says in tables, for those who cannot see the drawing."""
    with st.expander(title, icon=":material/table:"):
        st.html(html.fragment(Document(title="", locale=t.locale, blocks=tuple(blocks)), level=3))


def gantt(agreement: Agreement, t: Translator) -> None:
    actions = dated(agreement)
    numbers = {action.id: number for number, action in enumerate(agreement.actions, 1)}
    names = {action.id: f"{numbers[action.id]}. {short(action.title, 44) or t('(without name)')}" for action in actions}
    bars = [
        {
            "action": names[a.id],
            "start": f"{a.start}",
            "end": f"{a.end}",
            "who": ", ".join(labels.partner_name(agreement, one, t) for one in a.accountable()),
        }
        for a in actions
    ]
    stones = [
        {"action": names[a.id], "due": f"{stone.due}", "milestone": short(stone.title, 80)}
        for a in actions
        for stone in a.milestones
        if stone.due
    ]
    rows = alt.Y("action:N", sort=list(names.values()), title=None, axis=alt.Axis(labelLimit=170, labelOverlap=False))
    drawn = (
        alt.Chart(alt.Data(values=bars))
        .mark_bar(color="#9cc5cc", height=HEIGHT // 2)
        .encode(
            y=rows,
            x=alt.X("start:T", title=None, axis=alt.Axis(format="%m/%Y", labelOverlap=True)),
            x2="end:T",
            tooltip=[
                alt.Tooltip("action:N", title=t("Action")),
                alt.Tooltip("start:T", title=t("Start"), format="%d.%m.%Y"),
                alt.Tooltip("end:T", title=t("End"), format="%d.%m.%Y"),
                alt.Tooltip("who:N", title=t("Accountable")),
            ],
        )
    )
    points = (
        alt.Chart(alt.Data(values=stones))
        .mark_point(shape="diamond", color="#a3123a", filled=True, size=90, opacity=1)
        .encode(
            y=rows,
            x="due:T",
            tooltip=[
                alt.Tooltip("milestone:N", title=t("Milestone")),
                alt.Tooltip("due:T", title=t("Date"), format="%d.%m.%Y"),
            ],
        )
    )
    st.altair_chart(
        (drawn + points if stones else drawn).properties(height=alt.Step(HEIGHT)),
        alt=t("Actions as bars from start to end, milestones as diamonds; the table below has the same"),
    )


def money(agreement: Agreement, t: Translator) -> None:
    kinds = labels.contribution_kinds(t) | {"": t("Without kind")}
    points = [
        {
            "partner": short(labels.partner_name(agreement, row.bearer, t) or row.bearer or t("(no partner)"), 40),
            "kind": kinds[row.kind],
            "sum": float(row.total),
        }
        for row in matrix(agreement)
    ]
    used = [word for word in kinds.values() if any(point["kind"] == word for point in points)]
    colours = dict(zip(kinds.values(), ("#0b5d6b", "#e0a458", "#9cc5cc", "#777777"), strict=True))
    bearers = list(dict.fromkeys(point["partner"] for point in points))
    st.altair_chart(
        alt.Chart(alt.Data(values=points))
        .mark_bar(height=HEIGHT // 2)
        .encode(
            y=alt.Y("partner:N", sort=bearers, title=None, axis=alt.Axis(labelLimit=170, labelOverlap=False)),
            x=alt.X("sum:Q", title=agreement.budget.currency or t("Amount")),
            color=alt.Color(
                "kind:N",
                title=None,
                sort=used,
                scale=alt.Scale(domain=used, range=[colours[word] for word in used]),
                legend=alt.Legend(orient="top"),
            ),
            tooltip=[
                alt.Tooltip("partner:N", title=t("Partner or source")),
                alt.Tooltip("kind:N", title=t("Kind")),
                alt.Tooltip("sum:Q", title=t("Amount"), format=",.0f"),
            ],
        )
        .properties(height=alt.Step(HEIGHT)),
        alt=t("What each partner gives, by kind; the tables below have the same by year"),
    )


actor, t = begin()
with explained(t):
    loaded = service.load(actor, requested())
agreement = loaded.agreement
header(agreement.title or t("Agreement without title"), back=(t("Agreements"), VIEWS / "list.py"))
tabs(loaded, t)
writer = Writer(agreement, t, agreement.prevailing_language)
sums = totals(agreement)

st.header(t("Time plan"), anchor=False)
if dated(agreement):
    gantt(agreement, t)
    pieces(t("The time plan as a table"), list(time_plan(writer)), t)
else:
    empty(t("Nothing to draw yet"), t("Give the actions in section 6 a start and an end."), icon=":material/event:")

st.header(t("Who does what"), anchor=False)
grid = list(raci(writer))
if grid:
    st.html(html.fragment(Document(title="", locale=t.locale, blocks=tuple(grid)), level=3))
else:
    empty(t("No roles yet"), t("Choose roles of partners in the actions of section 6."), icon=":material/group:")

st.header(t("Budget"), anchor=False)
if sums.by_bearer:
    money(agreement, t)
    pieces(t("The budget as tables"), [*by_bearer(writer, sums), *by_kind(writer, sums)], t)
else:
    empty(
        t("No money yet"),
        t("Enter contributions to the actions in section 6, and further costs in section 7."),
        icon=":material/payments:",
    )

st.header(t("Structure"), anchor=False)
if agreement.bodies:
    drawing = chart(agreement)
    st.graphviz_chart(
        dot(drawing, t("(without name)")),
        alt=t("Bodies, partnership manager and partners, joined by lines; the table below has the same"),
    )
    st.markdown(t("Thick lines: who reports to whom; red lines: who takes the chair; thin lines: who has a seat."))
    kinds = labels.body_kinds(t)
    with st.expander(t("The structure as a table"), icon=":material/table:"):
        show_table(
            {
                t("Body"): [body.name or t("(without name)") for body in agreement.bodies],
                t("Kind"): [kinds.get(body.kind, "–") for body in agreement.bodies],
                t("Chair"): [writer.partner(body.chair) for body in agreement.bodies],
                t("Members"): [writer.partners(body.members) for body in agreement.bodies],
            },
            alt=t("Bodies with kind, chair and members"),
        )
else:
    empty(t("No body yet"), t("Add the bodies of the partnership in section 8."), icon=":material/account_tree:")
