"""My progress: the same skills over several runs, standards practised. Nobody else sees it."""

from collections.abc import Callable
from pathlib import Path

import altair as alt
import streamlit as st

from scenarios import service
from scenarios.criteria import criterion_words
from scenarios.debriefing import growth
from scenarios.debriefing.growth import Habits
from scenarios.views import next_case
from studio.languages import Translator
from studio.widgets.frame import begin, empty, header
from studio.widgets.tables import show_table
from toolkit.loader import instrument_words, instruments

HERE = Path(__file__).parent
INSTRUMENT = "icm-standards"

actor, t = begin("practice.play")
header(
    t("My progress"),
    t("How your practice changes from run to run. Only you see this; it compares you with yourself."),
    back=(t("Practice"), HERE / "gallery.py"),
)
runs = service.played(actor)
if not runs:
    empty(t("No run yet"), t("Play a case; afterwards you see here what you practised."))
    st.stop()


titles = service.titles(runs, t.locale)


def figure(value: int | None, unit: str = "") -> str:
    return "–" if value is None else f"{value}{unit}"


HABITS: dict[str, tuple[Callable[[Translator], str], Callable[[Habits], str]]] = {
    "open": (lambda t: t("Open among all questions"), lambda one: figure(one.open_questions, " %")),
    "listening": (lambda t: t("Listening among all sentences"), lambda one: figure(one.listening, " %")),
    "needs": (lambda t: t("Needs found"), lambda one: figure(one.needs, " %")),
    "enquiry": (lambda t: t("First partner asked, week"), lambda one: figure(one.first_enquiry)),
    "plan": (lambda t: t("First plan agreed, week"), lambda one: figure(one.first_plan)),
}

st.header(t("Run by run"), anchor=False)
table = {
    t("Run"): [str(number) for number in range(1, len(runs) + 1)],
    t("Case"): [titles[run.run_id] for run in runs],
    t("Last played"): [t.instant(run.at) for run in runs],
    t("State"): [t("finished") if run.finished else t("open") for run in runs],
    t("Practice"): [t.percent(run.practice.share / 1000) for run in runs],
}
table |= {label(t): [read(run.habits) for run in runs] for label, read in HABITS.values()}
show_table(table, alt=t("My runs with their figures"))

st.header(t("Skill by skill"), anchor=False)
words = criterion_words(t.locale)
names = {one.id: words(f"{one.id}.title") for one in runs[-1].practice.criteria}
if len(runs) > 1:
    chosen = st.selectbox(t("Skill"), list(names), format_func=names.__getitem__, key="progress_skill")
    points = [
        {"run": number, "share": one.share / 10, "case": titles[run.run_id]}
        for number, run in enumerate(runs, start=1)
        for one in run.practice.criteria
        if one.id == chosen
    ]
    line = (
        alt.Chart(alt.Data(values=points))
        .mark_line(point=alt.OverlayMarkDef(size=80), color="#0b5d6b")
        .encode(
            x=alt.X("run:O", title=t("Run"), axis=alt.Axis(labelAngle=0)),
            y=alt.Y("share:Q", title=t("Per cent"), scale=alt.Scale(domain=[0, 100])),
            tooltip=["case:N", "share:Q"],
        )
        .properties(height=240)
    )
    st.altair_chart(line, alt=t("{skill} from run to run; the table below has the figures", skill=names[chosen]))
shares = [{one.id: one.share for one in run.practice.criteria} for run in runs]
show_table(
    {
        t("Skill"): list(names.values()),
        t("First run"): [t.percent(shares[0].get(name, 0) / 1000) for name in names],
        t("Best"): [t.percent(max(run.get(name, 0) for run in shares) / 1000) for name in names],
        t("Latest"): [t.percent(shares[-1].get(name, 0) / 1000) for name in names],
    },
    alt=t("Skills from the first to the latest run"),
)

st.header(t("Standards practised"), anchor=False)
nodes = instrument_words(instruments()[INSTRUMENT], t.locale).nodes
covered = growth.standards(runs)
st.markdown(
    t(
        "{count} of {all} standards that practice exercises were met well at least once.",
        count=sum(one.good for one in covered),
        all=len(covered),
    )
)
show_table(
    {
        t("Standard"): [nodes[one.id].title for one in covered],
        t("Latest"): [t.percent(one.latest / 1000) for one in covered],
        t("Best"): [t.percent(one.best / 1000) for one in covered],
        t("Met well"): [t("yes") if one.good else t("not yet") for one in covered],
    },
    alt=t("Standards and how they were practised"),
)
next_case.show(t, service.suggested(actor, runs[-1].run_id))
