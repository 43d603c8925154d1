"""Results: levels per standard, gaps with the next step, one criterion in detail, files to take away."""

from collections import Counter
from pathlib import Path

import altair as alt
import pandas as pd
import streamlit as st

from studio.errors import StudioError
from studio.rights import allowed
from studio.widgets.frame import begin, empty, explained, header, plain, requested, said
from studio.widgets.links import page_link
from studio.widgets.once import one_key
from studio.widgets.tables import show_table
from toolkit.instrument import Node
from toolkit.loader import cite
from toolkit.onward import Kind, onward
from toolkit.report import ReportWords, next_step
from toolkit.services import assess, compare, improve
from toolkit.views.differences import show_beside, show_differences, show_lenses, show_trend
from toolkit.views.thoughts import show_thoughts, take_away

HERE = Path(__file__).parent
SHOWN_GAPS = 10

actor, t = begin("assessment.rate")
staff = allowed(actor, "assessment.create")
with explained(t):
    findings = assess.findings(actor, requested())
found, results = findings.assessment, findings.results
instrument, words, names = found.instrument, found.words, ReportWords(actor.locale)
scale = instrument.scale
header(
    t("Results: {title}", title=found.title),
    t(
        "Levels run from {worst} to {best}; {met} counts as met.",
        worst=scale.levels[0],
        best=scale.best(),
        met=scale.met,
    )
    if scale.levels
    else t("What was written to each question. There are no points here."),
    back=(t("All checks"), HERE / "standards.py") if staff else None,
)
with st.container(horizontal=True):
    here = {"id": found.id}
    if found.closed_at is None:
        page = "answer.py" if staff else "rate.py"
        page_link(HERE / page, label=t("Answer"), icon=":material/checklist:", query_params=here)
    else:
        page_link(HERE / "consensus.py", label=t("Consensus"), icon=":material/handshake:", query_params=here)
    if found.coordinated and staff:
        page_link(HERE / "round.py", label=t("Raters and round"), icon=":material/group:", query_params=here)
    if found.coordinated or found.closed_at is not None:
        page_link(HERE / "plan.py", label=t("Improvement plan"), icon=":material/construction:", query_params=here)
if not found.alone and found.closed_at is None:
    st.info(t("These are your own answers. Those of the others appear when the coordinator closes the round."))
if not results.raters:
    empty(t("Nothing answered yet"), t("Results appear with the first answer."))
    st.stop()

if results.thoughts:
    st.header(t("Thoughts"), anchor=False)
    show_thoughts(found, results.thoughts, t)
if not scale.levels:
    take_away(found.id, t)
    st.stop()

best = scale.best()
items = results.items()
scored = sum(item.value is not None for item in items)
with st.grid(4):
    st.metric(t("Mean level"), f"{names.value(results.mean)} / {best}", border=True)
    st.metric(t("Lowest criterion"), names.value(results.floor), border=True)
    st.metric(t("Criteria with a level"), f"{scored} / {len(items)}", border=True)
    st.metric(t("Raters"), results.raters, border=True)

st.header(t("Standards"), anchor=False)
rows = {
    t("Standard"): [f"{g.node.ref} {words.nodes[g.node.id].title}" for g in results.groups],
    t("Mean"): [names.value(g.mean) for g in results.groups],
    t("Lowest"): [names.value(g.floor) for g in results.groups],
    t("Met"): [t("{met} of {total}", met=g.met, total=len(g.items)) for g in results.groups],
    t("Not applicable"): [str(g.not_applicable) for g in results.groups],
    t("Not answered"): [str(g.not_answered) for g in results.groups],
}
levels = list(instrument.scale.levels)
chart = alt.Chart(
    pd.DataFrame(
        [
            {"standard": f"{g.node.ref} {words.nodes[g.node.id].title}", "mean": round(g.mean, 2), "lowest": g.floor}
            for g in results.groups
            if g.mean is not None
        ]
    )
).encode(y=alt.Y("standard:N", sort=None, title=None, axis=alt.Axis(labelLimit=260, labelOverlap=False)))
length, axis = alt.Scale(domain=[levels[0], levels[-1]]), alt.Axis(values=levels, format="d")
title = t("Level")
bars = chart.mark_bar(color="#0b5d6b").encode(x=alt.X("mean:Q", scale=length, axis=axis, title=title))
lines = chart.mark_tick(color="#f2a900", thickness=4, size=18).encode(x=alt.X("lowest:Q", scale=length, title=title))
st.markdown(t("In the chart: mean (bar) and lowest criterion (line) of each standard."))
st.altair_chart(
    (bars + lines).properties(height=alt.Step(34)),
    alt=t("Mean and lowest level of each standard; the table below has the same figures"),
)
show_table(rows, alt=t("Levels by standard"))

show_lenses(findings, t)
if results.raters > 1:
    show_differences(findings, t)
if found.closed_at is not None:
    show_trend(findings, compare.trend(actor, found.id), t)
    show_beside(findings, compare.beside_others(actor, found.id), t)

st.header(t("Gaps, most pressing first"), anchor=False)
if not results.gaps:
    st.markdown(t("No answered criterion lies below the level that counts as met."))
plan = improve.load_plan(actor, found.plan_id).plan if found.coordinated else None
planned = Counter(action.item_id for action in plan.actions) if plan else Counter()
every = st.toggle(t("Show all gaps"), key="all_gaps") if len(results.gaps) > SHOWN_GAPS else True


def act(item_id: str) -> None:
    """One click, one action, and a double click too."""
    try:
        with one_key(f"{found.id}/{item_id}/action") as key:
            improve.act_on(actor, found.id, item_id, key)
        st.toast(t("The action is in the improvement plan. Give it an owner and a date there."))
    except StudioError as error:
        said(t, error)


def help_with(node: Node) -> None:
    """What to read, to practise and to agree about a gap."""
    kinds = {Kind.READ: t("Read"), Kind.PRACTISE: t("Practise"), Kind.AGREE: t("Put into the agreement")}
    places = {Kind.READ: t("To the topic"), Kind.PRACTISE: t("To practice"), Kind.AGREE: t("To agreements")}
    with st.expander(t("What helps with this")):
        for one in onward(actor, instrument, node):
            st.markdown(f"{kinds[one.kind]}: **{plain(one.title)}**")
            if one.text:
                st.markdown(one.text)
            if one.page is not None:
                label, icon = places[one.kind], ":material/arrow_forward:"
                page_link(one.page, label=label, icon=icon, query_params=one.query or None)


for gap in results.gaps if every else results.gaps[:SHOWN_GAPS]:
    own = words.nodes[gap.node.id]
    with st.container(border=True, key=f"gap_{gap.node.id}"):
        st.subheader(f"{gap.node.ref} {own.title}", anchor=False)
        st.markdown(f"{names.results[gap.result]} · {t('level {level}', level=names.value(gap.value))}")
        st.markdown(f"**{t('Next step')}**: {next_step(instrument, words, gap)}")
        st.markdown(f"{t('Source')}: {'; '.join(cite(source, actor.locale) for source in gap.node.sources)}")
        help_with(gap.node)
        if not found.coordinated:
            continue
        count = planned[gap.node.id]
        st.button(
            t("In the plan already: add another action") if count else t("Make it an action"),
            key=f"act_on_{gap.node.id}",
            icon=":material/add_task:",
            on_click=act,
            args=(gap.node.id,),
        )

st.header(t("One criterion in detail"), anchor=False)
by_id = {item.node.id: item for item in items}
chosen = st.selectbox(
    t("Criterion"),
    list(by_id),
    format_func=lambda i: f"{by_id[i].node.ref} {words.nodes[i].title}",
    key=f"{found.id}/criterion",
)
item = by_id[chosen]
st.markdown(words.nodes[chosen].text)
st.markdown(
    f"**{names.results[item.result]}** · {t('level {level}', level=names.value(item.value))} · "
    + t.n("{count} answer", "{count} answers", item.answers)
    + f" · {t('spread {spread}', spread=item.spread)}"
)
for label, said_texts in ((t("Comments"), item.comments), (t("Evidence"), item.evidence)):
    if said_texts:
        st.markdown(f"**{label}**")
        st.markdown("\n".join(f"- {plain(' '.join(text.split()))}" for text in said_texts))
take_away(found.id, t)
