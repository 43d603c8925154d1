"""An activity looked back on together: what each found and missed, how plans differ, what came of them."""

import time
from collections.abc import Sequence
from pathlib import Path

import altair as alt
import streamlit as st

from studio.widgets.frame import begin, empty, explained, header, plain, requested
from studio.widgets.tables import show_table
from workshop import comparison
from workshop.comparison import Result, Shared
from workshop.programme import Kind
from workshop.services import lead, report
from workshop.views import debrief_caseload
from workshop.views.words import activity_title, criterion_words, domain_words

HERE = Path(__file__).parent

actor, t = begin("workshop.create")
workshop_id = requested()
with explained(t):
    workshop = lead.load(actor, workshop_id)
header(
    t("Debrief"),
    t("Nobody is graded: differences are what the group learns from."),
    back=(workshop.title, HERE / "lead.py"),
    back_to=workshop_id,
)
waiting, begun_at = st.empty(), time.monotonic()


def told(done: int, total: int) -> None:
    if time.monotonic() - begun_at < 1:
        return  # results that are kept come at once: nothing flickers when a switch is touched
    text = t("Living every case again with other luck: {done} of {total}", done=done, total=total)
    waiting.progress(done / total, text=text)


about = next((each for each in workshop.activities if each.id == requested("activity")), None)
if about is not None and about.kind is Kind.CASELOAD:
    with explained(t):
        at_desks = report.desks(actor, workshop_id, about.id, told)
    waiting.empty()
    st.markdown(f"**{plain(activity_title(about, t))}**")
    debrief_caseload.show(at_desks, t)
    st.stop()
with explained(t):
    seen = report.compare(actor, workshop_id, requested("activity"), told)
waiting.empty()
results = seen.results

st.markdown(f"**{plain(activity_title(seen.activity, t))}**")
st.markdown(t("{count} of {total} participants have begun.", count=seen.begun, total=seen.seats))
if seen.package is None:
    empty(t("Nothing to compare yet"), t("Results appear here as soon as somebody has got somewhere in the case."))
    st.stop()
words = seen.package.words(t.locale)
named = st.toggle(
    t("Show names"), key="workshop_names", help=t("Without names, everybody finds the own results by the own number.")
)
people = {one.number: f"{one.number} {one.name}" if named and one.name else str(one.number) for one in results}


def who(numbers: Sequence[int]) -> str:
    if not numbers:
        return t("nobody")
    return t("everybody") if len(numbers) == len(results) else t.list([plain(people[number]) for number in numbers])


def shared_table(title: str, column: str, shown: list[Shared], name, have: str, have_not: str) -> None:
    st.header(title, anchor=False)
    show_table(
        {
            column: [plain(name(one.subject)) for one in shown],
            t("How many"): [
                t("{count} of {total}", count=len(one.by), total=len(one.by) + len(one.without)) for one in shown
            ],
            have: [who(one.by) for one in shown],
            have_not: [who(one.without) for one in shown],
        },
        border="horizontal",
        alt=title,
    )


def differs(shown: list[tuple[Result, comparison.Luck]]) -> bool:
    """Whether a chart tells anything; where all lives are the same the table says it."""
    return len({value for _, luck in shown for value in (luck.low, luck.lived, luck.high)}) > 1


def range_chart(measure: str, shown: list[tuple[Result, comparison.Luck]]) -> None:
    rows = [{"who": people[one.number], "low": luck.low, "high": luck.high, "lived": luck.lived} for one, luck in shown]
    y = alt.Y("who:N", title=t("Participant"), sort=[row["who"] for row in rows])
    x = alt.X("low:Q", title=measure, axis=alt.Axis(format="d", tickMinStep=1))
    chart = alt.Chart(alt.Data(values=rows))
    st.altair_chart(
        alt.layer(
            chart.mark_rule(strokeWidth=4, opacity=0.45).encode(x=x, x2="high:Q", y=y),
            chart.mark_point(size=90, filled=True).encode(x="lived:Q", y=y),
        ),
        alt=t("{measure} per participant with the range of luck; the figures are in the table below", measure=measure),
    )


def endings(shown: list[tuple[Result, comparison.Ending]]) -> None:
    st.header(t("What the plans led to, and how much was luck"), anchor=False)
    measures = {
        t("Weeks in work"): [(one, end.employed_weeks) for one, end in shown],
        t("Levels gained"): [(one, end.domains) for one, end in shown],
    }
    charts = {measure: lives for measure, lives in measures.items() if differs(lives)}
    if charts:
        st.markdown(
            t(
                "The line shows where four of five lives with exactly these decisions end; the point is the life that "
                "was lived. Where lines overlap, a difference between points can be luck. This is a model, not a "
                "forecast."
            )
        )
    for measure, lives in charts.items():
        range_chart(measure, lives)
    show_table(
        {
            t("Participant"): [plain(people[one.number]) for one, _ in shown],
            t("Week"): [str(one.weeks) for one, _ in shown],
            t("In work now"): [t("yes") if end.employed_at_end else t("no") for _, end in shown],
            t("Weeks in work"): [_range(end.employed_weeks) for _, end in shown],
            t("Levels gained"): [_range(end.domains) for _, end in shown],
            t("Trust (0 to 100)"): [str(end.trust) for _, end in shown],
            t("Cost of services"): [f"{t.number(end.cost)} €" for _, end in shown],
        },
        border="horizontal",
        alt=t("Outcomes per participant"),
    )


def _range(luck: comparison.Luck) -> str:
    """Lived value, and in brackets where four of five lives end."""
    return t("{lived} (usually {low} to {high})", lived=luck.lived, low=luck.low, high=luck.high)


def practice() -> None:
    st.header(t("Practice against the standards"), anchor=False)
    spreads = comparison.practice(results)
    show_table(
        {
            t("Standard"): [plain(criterion_words(one.criterion, t)) for one in spreads],
            t("Lowest"): [t.percent(one.low / 1000) for one in spreads],
            t("Middle"): [t.percent(one.middle / 1000) for one in spreads],
            t("Highest"): [t.percent(one.high / 1000) for one in spreads],
        },
        border="horizontal",
        alt=t("Practice of the group per standard"),
    )


shared_table(
    t("Which needs were seen"),
    t("Need"),
    comparison.needs(results),
    lambda subject: domain_words(subject, t),
    t("Found by"),
    t("Overlooked by"),
)
shared_table(
    t("What mattered most to know"),
    t("Fact"),
    comparison.facts(results),
    lambda subject: words(f"facts.{subject}.note"),
    t("Found by"),
    t("Overlooked by"),
)
plans = comparison.services(results)
if not plans:
    st.header(t("How the plans differ"), anchor=False)
    st.markdown(t("Nobody has put a service into a plan yet."))
else:
    shared_table(
        t("How the plans differ"),
        t("Service"),
        plans,
        lambda subject: words(f"services.{subject}.name"),
        t("In the plan of"),
        t("Not in the plan of"),
    )
if lived := [(one, one.ending) for one in results if one.ending]:
    endings(lived)
practice()
st.header(t("To talk about"), anchor=False)
for question in seen.package.scenario.debrief:
    st.markdown(f"- {plain(words(f'debrief.{question}'))}")
