"""The outcome in the debrief: curves, range of luck, comparison with other ways, what lay hidden."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import streamlit as st

from scenarios import labels, story
from scenarios.client import DOMAINS
from scenarios.debriefing.debrief import Debrief
from scenarios.debriefing.words import moved
from scenarios.views import other_assumptions
from scenarios.views.desk import Desk
from scenarios.weeks.outcome import Spread
from studio.widgets.frame import plain
from studio.widgets.links import page_link
from studio.widgets.tables import show_table

HERE = Path(__file__).parent


def show(desk: Desk, made: Debrief) -> None:
    t, own = desk.t, made.compared[0]
    spread = own.range.employed_weeks
    st.markdown(
        t(
            "A model for teaching, not a forecast. In your run the client worked {weeks} of {all} weeks. "
            "With the same decisions and other luck, {count} of {total} lives end in work.",
            weeks=own.outcome.employed_weeks,
            all=made.weeks,
            count=own.range.employed_at_end,
            total=spread.replicates,
        )
    )
    page_link(
        HERE / "assumptions.py", label=t("What the simulation assumes, and how sure it is"), icon=":material/science:"
    )
    told = t("This life was lived under changed assumptions.")
    other_assumptions.show(desk.loaded.replay.inputs.evidence, told, t)
    comparison(desk, made)
    curves(desk)
    domains(desk)
    with st.expander(t("What nobody told you")):
        for _, week, sentence in story.told(t, desk.words, desk.case, everything=True):
            st.markdown(f"- {t('Week {week}', week=week)}: {plain(sentence)}")


def comparison(desk: Desk, made: Debrief) -> None:
    """Weeks in work and levels gained under four policies, each with its range."""
    t = desk.t
    st.subheader(t("How much of it was luck"), anchor=False)
    points = [
        {
            "policy": labels.POLICIES[one.policy](t),
            "low": one.range.domains.quantiles[10],
            "middle": one.range.domains.quantiles[50],
            "high": one.range.domains.quantiles[90],
            "lived": one.outcome.domains_gained - one.outcome.domains_lost,
        }
        for one in made.compared
    ]
    base = alt.Chart(alt.Data(values=points)).encode(
        y=alt.Y("policy:N", sort=None, title=None, axis=alt.Axis(labelLimit=200, labelOverlap=False))
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

    def between(low: int, high: int) -> str:
        return t("{low} to {high}", low=low, high=high)

    def cell(value: int, low: int, high: int) -> str:
        return f"{value} ({between(low, high)})"

    columns = {
        labels.POLICIES[one.policy](t): [
            cell(one.outcome.employed_weeks, *_eight_of_ten(one.range.employed_weeks)),
            t.percent(one.range.employed_at_end / max(1, one.range.employed_weeks.replicates)),
            cell(one.outcome.domains_gained - one.outcome.domains_lost, *_eight_of_ten(one.range.domains)),
            str(one.outcome.trust),
            t.number(one.outcome.cost),
            t.number(round(one.outcome.staff_minutes / 60)),
        ]
        for one in made.compared
    }
    show_table(
        {
            t("Measure"): [
                t("Weeks in work"),
                t("In work at the end"),
                t("Levels gained minus lost"),
                t("Trust"),
                t("Services, €"),
                t("Staff hours"),
            ],
            **columns,
        },
        alt=t("The same client under four ways of working"),
    )
    st.markdown(t("In the chart: range (bar), middle (line), with your luck (point). In the table: your luck (range)."))
    st.markdown(t("Ranges hold the middle eight of ten lives. All ways meet the same client and the same luck."))


def _eight_of_ten(spread: Spread) -> tuple[int, int]:
    return spread.quantiles[10], spread.quantiles[90]


def curves(desk: Desk) -> None:
    t, curve = desk.t, desk.case.curve
    st.subheader(t("What you could not see"), anchor=False)
    names = {"trust": t("Trust"), "motivation": t("Motivation"), "stress": t("Stress")}
    values = [
        {"week": week, "value": value, "curve": names[name]}
        for name in names
        for week, value in enumerate(getattr(curve, name))
    ]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_line(point=True)
        .encode(
            x=alt.X("week:Q", title=t("Week"), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("value:Q", title=t("0 to 100"), scale=alt.Scale(domain=[0, 100])),
            color=alt.Color(
                "curve:N",
                title=None,
                scale=alt.Scale(range=["#0b5d6b", "#a3123a", "#6b4e00"]),
                sort=list(names.values()),
                legend=alt.Legend(orient="bottom"),
            ),
            strokeDash=alt.StrokeDash("curve:N", title=None, sort=list(names.values())),
        )
        .properties(height=280)
    )
    st.altair_chart(chart, alt=t("Trust, motivation and stress by week; the table below has the same figures"))
    with st.expander(t("The same figures as a table")):
        show_table(
            {
                t("Week"): [str(week) for week in range(len(curve.trust))],
                **{names[name]: [str(value) for value in getattr(curve, name)] for name in names},
                t("In work"): [t("yes") if one else t("no") for one in curve.employed],
            },
            alt=t("Trust, motivation and stress by week"),
        )


def domains(desk: Desk) -> None:
    """Areas of life: those that moved as steps over the weeks, and all of them at the start and at the end."""
    t, case = desk.t, desk.case
    st.subheader(t("Areas of life"), anchor=False)
    changed = moved(case, DOMAINS)
    if changed:
        steps(desk, changed)
    else:
        st.markdown(t("No area changed its level."))
    first, last = case.curve.levels[0], case.curve.levels[-1]

    def short(value: int) -> str:
        return labels.level(t, value)

    rated = {name: one.level for name, one in case.ratings.items()}
    show_table(
        {
            t("Area of life"): [labels.domain(t, name) for name in DOMAINS],
            t("At the start"): [short(value) for value in first],
            t("You rated"): ["–" if rated.get(name) is None else str(rated[name]) for name in DOMAINS],
            t("At the end"): [str(b) + (f" ({b - a:+d})" if b != a else "") for a, b in zip(first, last, strict=True)],
        },
        alt=t("Levels at the start and at the end"),
    )


def steps(desk: Desk, changed: list[str]) -> None:
    """One small chart per area that moved, and a table with the same figures."""
    t, levels = desk.t, desk.case.curve.levels
    values = [
        {"week": week, "level": one[DOMAINS.index(name)], "area": labels.domain(t, name)}
        for name in changed
        for week, one in enumerate(levels)
    ]
    row = (
        alt.Chart()
        .mark_line(interpolate="step-after", color="#0b5d6b", strokeWidth=3)
        .encode(
            x=alt.X("week:Q", title=t("Week"), axis=alt.Axis(tickMinStep=1, format="d")),
            y=alt.Y("level:Q", title=None, scale=alt.Scale(domain=[0, 4]), axis=alt.Axis(values=[0, 2, 4], format="d")),
        )
        .properties(height=140, width="container")
    )
    for name in changed:
        title = labels.domain(t, name)
        st.markdown(f"**{title}**")
        own = [one for one in values if one["area"] == title]
        st.altair_chart(
            row.properties(data=alt.Data(values=own)),
            alt=t("{area} by week; the table below has the same figures", area=title),
        )
    with st.expander(t("The same levels as a table")):
        show_table(
            {
                t("Week"): [str(week) for week in range(len(levels))],
                **{labels.domain(t, name): [str(one[DOMAINS.index(name)]) for one in levels] for name in changed},
            },
            alt=t("Areas of life by week"),
        )
