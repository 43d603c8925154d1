"""Practice in the debrief: criteria, checks with their evidence, facts found and missed."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import streamlit as st

from scenarios import labels
from scenarios.criteria import criteria, criterion_words
from scenarios.debriefing.debrief import Debrief
from scenarios.debriefing.words import GROUPS, advice, expectation, grouped, nothing_there, opening, state
from scenarios.log_words import described
from scenarios.run import Entry
from scenarios.scoring.check import Check
from scenarios.scoring.practice import Criterion
from scenarios.views.desk import Desk
from studio.languages import Translator
from studio.widgets.frame import plain
from studio.widgets.links import page_link
from studio.widgets.tables import show_table
from toolkit.loader import cite, instrument_words, instruments
from toolkit.reader import topic_text, topics

INSTRUMENT = "icm-standards"
MARKS = {"missed": ":material/cancel:", "partly": ":material/contrast:", "met": ":material/check_circle:"}
"""States of a check in the order in which they are shown: what can be learnt from first."""
READER = Path(__file__).parents[2] / "toolkit" / "views" / "reader.py"


def show(desk: Desk, made: Debrief, log: list[Entry]) -> None:
    t, words = desk.t, criterion_words(desk.t.locale)
    titles = {one.id: words(f"{one.id}.title") for one in made.practice.criteria}
    values = [
        {"criterion": titles[one.id], "share": one.share / 10, "shown": t.percent(one.share / 1000)}
        for one in made.practice.criteria
    ]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(color="#0b5d6b")
        .encode(
            y=alt.Y("criterion:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelOverlap=False)),
            x=alt.X("share:Q", title=t("Share of what was expected, per cent"), scale=alt.Scale(domain=[0, 100])),
        )
        .properties(height=30 * len(values))
    )
    st.altair_chart(chart, alt=t("Share of what was expected per criterion; the table below has the same figures"))
    show_table(
        {
            t("Criterion"): list(titles.values()),
            t("Share"): [one["shown"] for one in values],
            t("Weight in this scenario"): [str(one.weight) for one in made.practice.criteria],
        },
        alt=t("Practice by criterion"),
    )
    done = {entry.sequence: entry for entry in log}
    st.subheader(t("Evidence, criterion by criterion"), anchor=False)
    for one in made.practice.criteria:
        with st.expander(f"{titles[one.id]}: {t.percent(one.share / 1000)}", key=f"criterion_{one.id}"):
            criterion(desk, one, done)


def criterion(desk: Desk, one: Criterion, done: dict[int, Entry]) -> None:
    t, words = desk.t, criterion_words(desk.t.locale)
    meaning = criteria()[one.id]
    standards = instrument_words(instruments()[INSTRUMENT], t.locale).nodes
    st.markdown(words(f"{one.id}.why"))
    st.markdown(
        t("Standard: {standards}", standards="; ".join(standards[name].title for name in meaning.standards))
        + " · "
        + t("Source: {sources}", sources="; ".join(cite(source, t.locale) for source in meaning.sources))
    )
    reading(t, meaning.reader)
    ordered = sorted(one.checks, key=lambda check: list(MARKS).index(check.state))
    st.markdown("\n".join(judgement(desk, check, done) for check in ordered))


def judgement(desk: Desk, check: Check, done: dict[int, Entry]) -> str:
    """One check as a list item that a phone can show: what was expected, how it stands, what it rests on, what next."""
    t = desk.t
    parts = [
        f"{MARKS[check.state]} **{plain(expectation(check, desk.words, t))}** {state(check, t)}",
        t("Rests on: {lines}.", lines=rests_on(desk, check, done)),
    ]
    if check.state != "met":
        parts.append(t("Next time: {advice}", advice=advice(check, t)))
    return "- " + "  \n  ".join(parts)


def reading(t: Translator, topic: str) -> None:
    """The way to the toolkit's reader, where the standard is explained."""
    title = topic_text(topics()[topic], t.locale).title
    page_link(
        READER, label=t("Read more: {topic}", topic=title), icon=":material/menu_book:", query_params={"topic": topic}
    )


def rests_on(desk: Desk, check: Check, done: dict[int, Entry]) -> str:
    """Lines of the log with what was done there, the first few; else how far the log was read."""
    if not check.lines:
        return nothing_there(check, desk.t)
    shown = [
        f"{line}: {plain(described(desk.t, desk.words, done[line].deed, desk.loaded.texts))}"
        for line in check.lines[:4]
        if line in done
    ]
    more = len(check.lines) - len(shown)
    return "; ".join(shown) + (f"; +{more}" if shown and more > 0 else "") or "–"


def found(desk: Desk, made: Debrief) -> None:
    t, words = desk.t, desk.words
    total = len(made.found) + len(made.missed)
    st.markdown(t("{count} of {total} facts came to light.", count=len(made.found), total=total))
    st.subheader(t("Missed, by what would have opened it"), anchor=False)
    if not made.missed:
        st.markdown(t("Nothing was missed."))
    for name, facts in grouped(made.missed).items():
        essential = sum(one.essential for one in facts)
        label = f"{GROUPS[name](t)} ({len(facts)})"
        with st.expander(label, expanded=bool(essential), key=f"missed_{name}"):
            for one in facts:
                mark = f" ({t('essential')})" if one.essential else ""
                st.markdown(
                    f"- **{labels.domain(t, one.domain)}**{mark}: {plain(words(f'facts.{one.fact}.note'))}  \n"
                    f"{plain(opening(one, words, t))}"
                )
    with st.expander(t("Found")):
        for fact in made.found:
            st.markdown(f"- {plain(words(f'facts.{fact}.note'))}")
