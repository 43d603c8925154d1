"""Practice in the debrief of a caseload: criteria, checks, whom they concern; and what stayed unknown."""

from __future__ import annotations

import altair as alt
import streamlit as st

from scenarios import labels
from scenarios.caseload import words as said
from scenarios.caseload.deeds import Entry
from scenarios.caseload.document import check_row
from scenarios.caseload.package import fact_key
from scenarios.caseload.practice import Judged, criteria, criterion_words, judged
from scenarios.debriefing.words import nothing_there
from scenarios.facts import FactKind
from scenarios.scoring.check import Check
from scenarios.views.caseload_desk import Desk
from studio.widgets.frame import empty, plain
from studio.widgets.tables import show_table
from toolkit.loader import cite, instrument_words, instruments

INSTRUMENT = "icm-standards"


def show(desk: Desk, log: list[Entry]) -> None:
    t, words = desk.t, criterion_words(desk.t.locale)
    practice = judged(desk.load)
    shown = [one for one in practice.criteria if one.share is not None]
    if not shown:
        empty(t("Too early to judge"), t("Practice is looked at once the first weeks have passed."))
        return
    values = [{"criterion": words(f"{one.id}.title"), "share": (one.share or 0) / 10} for one in shown]
    chart = (
        alt.Chart(alt.Data(values=values))
        .mark_bar(color="#0b5d6b")
        .encode(
            y=alt.Y("criterion:N", sort=None, title=None, axis=alt.Axis(labelLimit=240, labelOverlap=False)),
            x=alt.X("share:Q", title=t("Share of what was expected, per cent"), scale=alt.Scale(domain=[0, 100])),
        )
        .properties(height=30 * max(1, len(values)))
    )
    st.altair_chart(chart, alt=t("Share of what was expected per criterion; the table below has the same figures"))
    show_table(
        {
            t("Criterion"): [words(f"{one.id}.title") for one in practice.criteria],
            t("Share"): [
                t("did not arise") if one.share is None else t.percent(one.share / 1000) for one in practice.criteria
            ],
        },
        alt=t("Practice by criterion"),
    )
    done = {entry.sequence: entry for entry in log}
    st.subheader(t("Evidence, criterion by criterion"), anchor=False)
    for one in practice.criteria:
        if one.share is not None:
            with st.expander(f"{words(f'{one.id}.title')}: {t.percent(one.share / 1000)}", key=f"criterion_{one.id}"):
                criterion(desk, one, done)


def criterion(desk: Desk, one: Judged, done: dict[int, Entry]) -> None:
    t, words = desk.t, criterion_words(desk.t.locale)
    meaning = criteria()[one.id]
    standards = instrument_words(instruments()[INSTRUMENT], t.locale).nodes
    st.markdown(words(f"{one.id}.why"))
    st.markdown(
        t("Standard: {standards}", standards="; ".join(standards[name].title for name in meaning.standards))
        + " · "
        + t("Source: {sources}", sources="; ".join(cite(source, t.locale) for source in meaning.sources))
    )
    for number, check in enumerate(one.checks):
        expected, found, missing, following = check_row(check, desk.load, t)
        parts = [f"**{plain(expected)}** {plain(found)}."]
        if missing != "–":
            parts.append(t("Missing for: {people}.", people=plain(missing)))
        parts.append(t("Rests on: {lines}.", lines=plain(rests_on(desk, check, done))))
        if following != "–":
            parts.append(t("Next time: {advice}", advice=plain(following)))
        with st.container(border=True, key=f"check_{one.id}_{number}"):
            st.markdown("\n\n".join(parts))
            if check.code == "track_fits" and check.subject:
                cards = [desk.card(person) for person in check.subject.split()]
                st.markdown("\n".join(f"- {plain(said.fitting(t, desk.load, card))}" for card in cards))


def rests_on(desk: Desk, check: Check, done: dict[int, Entry]) -> str:
    """Lines of the log with what was done there, the first few; else how far the log was read."""
    if not check.lines:
        return nothing_there(check, desk.t)
    shown = [
        f"{line}: {said.described(desk.t, desk.words, desk.load, done[line].deed)}"
        for line in check.lines[:4]
        if line in done
    ]
    more = len(check.lines) - len(shown)
    return "; ".join(shown) + (f"; +{more}" if shown and more > 0 else "") or "–"


def unknown(desk: Desk) -> None:
    """What happened and reached no desk, and what nobody was told."""
    t, load, words = desk.t, desk.load, desk.words
    st.markdown(t("Not to be blamed for, but to be learnt from: where would a question have helped?"))
    nothing = True
    for person, card in load.cards.items():
        profile = load.exercise.person(person)
        lines = []
        for event in card.events.values():
            late = (event.known or load.week) - event.week
            if event.state in ("unseen", "never_seen"):
                title = said.event_title(t, words, card, event)
                lines.append(t("Week {week}: {title}. Nobody came to know.", week=event.week + 1, title=title))
            elif late > 1:
                title = said.event_title(t, words, card, event)
                lines.append(
                    t.n(
                        "Week {week}: {title}. It came out {count} week later.",
                        "Week {week}: {title}. It came out {count} weeks later.",
                        late,
                        week=event.week + 1,
                        title=title,
                    )
                )
        untold = [
            fact for fact in profile.facts if fact.id not in card.facts and fact.kind is not FactKind.CIRCUMSTANCE
        ]
        lines += [f"{labels.domain(t, fact.domain)}: {words(fact_key(profile, fact))}" for fact in untold]
        if lines:
            nothing = False
            with st.container(border=True, key=f"unknown_{person}"):
                st.markdown("\n".join([f"**{plain(desk.name(person))}**", "", *(f"- {plain(one)}" for one in lines)]))
    if nothing:
        st.markdown(t("Everything came to light."))
