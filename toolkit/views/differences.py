"""How raters differ, as sentences, charts and the same figures as tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import streamlit as st

from studio.languages import Translator
from studio.widgets.frame import plain
from studio.widgets.links import page_link
from studio.widgets.tables import show_table
from toolkit.report import ReportWords
from toolkit.round_report import agreement
from toolkit.services.assess import Findings
from toolkit.services.compare import Beside, Means
from toolkit.spread import MIN_RATERS, Tension
from toolkit.views.charts import course, heat_map, radar

HERE = Path(__file__).parent
SHOWN = 10


def show_lenses(findings: Findings, t: Translator) -> None:
    """What is agreed, what people do and what works, standard by standard; nothing where nobody used the lenses."""
    found, lenses = findings.assessment, findings.differences.lenses
    groups = [group.node for group in findings.results.groups if lenses[group.node.id].answers]
    if not groups:
        return
    names = ReportWords(t.locale)
    st.header(t("Agreed, practised, works"), anchor=False)
    show_table(
        {
            t("Standard"): [f"{node.ref} {found.words.nodes[node.id].title}" for node in groups],
            t("Agreed"): [names.share(lenses[node.id].agreed) for node in groups],
            t("Practised"): [names.share(lenses[node.id].practised) for node in groups],
            t("Works"): [names.share(lenses[node.id].works) for node in groups],
        },
        alt=t("Share of yes through each lens"),
    )
    items = [item.node for group in findings.results.groups for item in group.items if lenses[item.node.id].tension]
    sayings = {
        Tension.PAPER: t("agreed, but not what people do"),
        Tension.HABIT: t("what people do, but nowhere agreed"),
        Tension.NO_EFFECT: t("agreed and done, but it does not lead where it should"),
    }
    for node in items[:SHOWN]:
        tension = lenses[node.id].tension
        if tension:
            st.markdown(f"- {node.ref} {found.words.nodes[node.id].title}: {sayings[tension]}")


def show_differences(findings: Findings, t: Translator) -> None:
    """Agreement, the agenda, and how partners see each standard."""
    found, results, seen = findings.assessment, findings.results, findings.differences
    names, words, scale = ReportWords(t.locale), found.words, found.instrument.scale
    st.header(t("How far you agree"), anchor=False)
    st.markdown(agreement(seen.reliability, t))
    st.markdown(
        t.n(
            "It rests on {count} criterion that at least two people scored.",
            "It rests on {count} criteria that at least two people scored.",
            seen.reliability.items,
        )
    )
    if seen.agenda:
        st.subheader(t("Talk about these first"), anchor=False)
        shown = seen.agenda[:SHOWN]
        show_table(
            {
                t("Criterion"): [f"{p.item.node.ref} {words.nodes[p.item.node.id].title}" for p in shown],
                t("Levels given"): [", ".join(map(str, sorted(p.item.scores))) for p in shown],
                t("Why"): [
                    t("met for some, not for others") if p.divides else t("spread {spread}", spread=p.item.spread)
                    for p in shown
                ],
                t("Agreed"): [names.value(p.item.value) if p.item.consensus else "–" for p in shown],
            },
            alt=t("Criteria raters see most differently"),
        )
        page_link(
            HERE / "consensus.py",
            label=t("To the consensus meeting"),
            icon=":material/handshake:",
            query_params={"id": found.id},
        )

    groups = [group for group in results.groups if group.mean is not None and group.floor is not None]
    if len(groups) >= 3:
        st.subheader(t("Standards at a glance"), anchor=False)
        st.altair_chart(
            radar(
                [group.node.ref for group in groups],
                {
                    t("Mean"): [float(group.mean or 0) for group in groups],
                    t("Lowest criterion"): [float(group.floor or 0) for group in groups],
                },
                scale.levels,
            ),
            width="content",
            alt=t("Mean and lowest criterion of each standard as a radar; the table of standards has the same figures"),
        )
    st.subheader(t("Partners side by side"), anchor=False)
    partners: dict[str, list[float | None]] = {}
    for number, group in enumerate(results.groups):
        for partner, mean in seen.standards.get(group.node.id, {}).items():
            partners.setdefault(partner, [None] * len(results.groups))[number] = mean
    if not partners:
        st.markdown(
            t(
                "No partner is shown by itself: that takes {count} people who answered for it, and as many among all "
                "others.",
                count=MIN_RATERS,
            )
        )
        return
    titles = {partner: findings.partners.get(partner, t("All others")) for partner in partners}
    rows = [f"{group.node.ref} {words.nodes[group.node.id].title}" for group in results.groups]
    st.altair_chart(
        heat_map(rows, {titles[partner]: means for partner, means in partners.items()}, scale.levels, t("Mean level")),
        alt=t("Mean level of each standard for each partner; the table below has the same figures"),
    )
    show_table(
        {t("Standard"): rows}
        | {plain(titles[partner]): [names.value(mean) for mean in means] for partner, means in partners.items()},
        alt=t("Mean levels by standard and partner"),
    )


def show_trend(findings: Findings, trend: Sequence[Means], t: Translator) -> None:
    """Mean and lowest criterion from round to round, and each standard in a table; nothing before the second round."""
    if len(trend) < 2:
        return
    found, names = findings.assessment, ReportWords(t.locale)
    rounds = [t("Round {number}", number=one.number) for one in trend]
    st.header(t("From round to round"), anchor=False)
    st.altair_chart(
        course(
            rounds,
            {t("Mean"): [one.mean for one in trend], t("Lowest criterion"): [one.floor for one in trend]},
            found.instrument.scale.levels,
        ),
        alt=t("Mean and lowest criterion of each round; the table below has the same figures"),
    )
    groups = [group.node for group in findings.results.groups]
    show_table(
        {
            t("Standard"): [
                *(f"{node.ref} {found.words.nodes[node.id].title}" for node in groups),
                t("Mean"),
                t("Lowest"),
            ]
        }
        | {
            f"{label} ({t.date(one.closed_at.date())})": [
                *(names.value(one.standards.get(node.id)) for node in groups),
                names.value(one.mean),
                names.value(one.floor),
            ]
            for label, one in zip(rounds, trend, strict=True)
        },
        alt=t("Mean levels by standard and round"),
    )


def show_beside(findings: Findings, beside: Mapping[str, Beside], t: Translator) -> None:
    """Own standards beside those of partnerships that agreed to be compared; nothing where there are none."""
    if not beside:
        return
    found, names = findings.assessment, ReportWords(t.locale)
    groups = [group.node for group in findings.results.groups if group.node.id in beside]
    st.header(t("Beside other partnerships"), anchor=False)
    st.markdown(
        t("Only those who agreed, without names. They work under other conditions: ask how they do it, do not rank.")
    )
    show_table(
        {
            t("Standard"): [f"{node.ref} {found.words.nodes[node.id].title}" for node in groups],
            t("We"): [names.value(beside[node.id].own) for node in groups],
            t("Lowest"): [names.value(beside[node.id].lowest) for node in groups],
            t("Middle"): [names.value(beside[node.id].median) for node in groups],
            t("Highest"): [names.value(beside[node.id].highest) for node in groups],
            t("Partnerships"): [str(beside[node.id].others) for node in groups],
        },
        alt=t("Our means beside those of other partnerships"),
    )
