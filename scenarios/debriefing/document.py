"""The debrief as a document: practice and outcome apart, every judgement with its reason and the lines it rests on."""

from __future__ import annotations

from collections.abc import Mapping

from scenarios import labels
from scenarios.client import DOMAINS
from scenarios.criteria import criteria, criterion_words
from scenarios.debriefing import assumed
from scenarios.debriefing.debrief import Debrief
from scenarios.debriefing.dilemmas import met
from scenarios.debriefing.note_review import reviewed
from scenarios.debriefing.words import (
    GROUPS,
    PRINCIPLES,
    QUALITIES,
    advice,
    dilemma_state,
    expectation,
    grouped,
    lines,
    moved,
    note_advice,
    opening,
    spoken,
    state,
)
from scenarios.engine import Replay
from scenarios.loader import Package, Words
from scenarios.scoring.check import Check
from scenarios.weeks.evidence import Evidence
from studio.documents.model import AnyBlock, Bullets, Column, Document, Heading, Paragraph, Table
from studio.languages import Translator
from toolkit.loader import cite


def compose(
    made: Debrief, run: Replay, package: Package, texts: Mapping[str, str], t: Translator, player: str
) -> Document:
    """A debrief for print: everything the page shows except what-if."""
    words = package.words(t.locale)
    blocks: list[AnyBlock] = [
        Paragraph(
            text=t(
                "Practice and outcome are two things. Good practice is not a guaranteed job, "
                "and luck is no merit. This is a teaching model, not a forecast."
            ),
            style="lead",
        ),
        *_practice(made, words, t),
        *_conversation(run, words, texts, t),
        *_found(made, words, t),
        *_notes(run, t),
        *_ethics(run, words, t),
        *(_outcome(made, run.inputs.evidence, t) if made.compared else []),
        *(_curves(run, t) if made.compared else []),
        Heading(level=1, text=t("Questions to talk about")),
        Bullets(items=tuple(words(f"debrief.{one}") for one in package.scenario.debrief), ordered=True),
    ]
    return Document(
        title=t("Debrief: {title}", title=words("title")),
        subtitle=player,
        locale=t.locale,
        footer=t("Synthetic client. A teaching model, not a forecast."),
        blocks=tuple(blocks),
    )


def _practice(made: Debrief, words: Words, t: Translator) -> list[AnyBlock]:
    blocks: list[AnyBlock] = [Heading(level=1, text=t("Practice"))]
    said = criterion_words(t.locale)
    for criterion in made.practice.criteria:
        share = t.percent(criterion.share / 1000)
        blocks.append(Heading(level=2, text=f"{said(f'{criterion.id}.title')}: {share}"))
        sources = t.list([cite(source, t.locale) for source in criteria()[criterion.id].sources])
        blocks.append(Paragraph(text=f"{said(f'{criterion.id}.why')} ({sources})"))
        if criterion.checks:
            blocks.append(_checks(criterion.checks, words, t))
    return blocks


def _checks(checks: tuple[Check, ...], words: Words, t: Translator) -> Table:
    return Table(
        columns=(
            Column(title=t("Expected"), share=5),
            Column(title=t("Found"), share=2),
            Column(title=t("Lines of the log"), share=2),
            Column(title=t("Next time"), share=5),
        ),
        rows=tuple((expectation(one, words, t), state(one, t), lines(one, t), advice(one, t)) for one in checks),
    )


def _conversation(run: Replay, words: Words, texts: Mapping[str, str], t: Translator) -> list[AnyBlock]:
    rows = [
        (str(one.sequence), one.said, one.answer, " ".join([*one.showed, *one.noticed]) or "–", str(one.trust))
        for one in spoken(t, words, run.case, texts)
    ]
    if not rows:
        return []
    # what somebody typed is as long as any answer; narrow columns hold the word above them
    columns = ((t("Line"), 1.4), (t("Said"), 4.6), (t("Answer"), 5.0), (t("What it showed"), 4.0), (t("Trust"), 1.6))
    return [
        Heading(level=1, text=t("Line by line")),
        Table(columns=tuple(Column(title=title, share=share) for title, share in columns), rows=tuple(rows)),
    ]


def _found(made: Debrief, words: Words, t: Translator) -> list[AnyBlock]:
    blocks: list[AnyBlock] = [
        Heading(level=1, text=t("Found and missed")),
        Bullets(items=tuple(words(f"facts.{fact}.note") for fact in made.found) or (t("Nothing yet."),)),
    ]
    for name, facts in grouped(made.missed).items():
        blocks.append(Heading(level=2, text=GROUPS[name](t)))
        items = (f"{words(f'facts.{one.fact}.note')} {opening(one, words, t)}" for one in facts)
        blocks.append(Bullets(items=tuple(items)))
    return blocks


def _notes(run: Replay, t: Translator) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for one in reviewed(run.case):
        blocks.append(Heading(level=2, text=t("Note of week {week}", week=one.week)))
        blocks.append(Bullets(items=tuple(note_advice(t, one))))
    return [Heading(level=1, text=t("Case notes")), *blocks] if blocks else []


def _ethics(run: Replay, words: Words, t: Translator) -> list[AnyBlock]:
    blocks: list[AnyBlock] = []
    for one in met(run):
        blocks.append(Heading(level=2, text=words(f"events.{one.event}.title")))
        blocks.append(Paragraph(text=words(f"events.{one.event}.text")))
        blocks.append(Paragraph(text=dilemma_state(t, words, one)))
        rows = tuple(
            (
                words(f"events.{one.event}.responses.{option.id}.label"),
                QUALITIES[option.quality](t),
                PRINCIPLES[option.principle][0](t) if option.principle else "–",
            )
            for option in one.options
        )
        columns = (Column(title=t("Answer"), share=5), Column(title=t("Judged"), share=2))
        blocks.append(Table(columns=(*columns, Column(title=t("Principle at stake"), share=3)), rows=rows))
        said = (f"{PRINCIPLES[name][0](t)}: {PRINCIPLES[name][1](t)}" for name in one.principles)
        blocks.append(Bullets(items=tuple(said)))
    return [Heading(level=1, text=t("Ethics")), *blocks] if blocks else []


def _curves(run: Replay, t: Translator) -> list[AnyBlock]:
    """Trust, motivation, stress and the areas that moved, week by week."""
    case = run.case
    names = moved(case, DOMAINS)
    titles = [t("Week"), t("Trust"), t("Motivation"), t("Stress"), *(labels.domain(t, name) for name in names)]
    curve = case.curve
    rows = []
    for week, levels in enumerate(curve.levels):
        areas = [str(levels[DOMAINS.index(name)]) for name in names]
        rows.append((str(week), *(str(one[week]) for one in (curve.trust, curve.motivation, curve.stress)), *areas))
    return [
        Heading(level=1, text=t("Week by week")),
        Paragraph(
            text=t("Trust, motivation and stress go from 0 to 100, areas of life from 0 (in crisis) to 4 (thriving).")
        ),
        Table(columns=tuple(Column(title=title) for title in titles), rows=tuple(rows)),
    ]


def _outcome(made: Debrief, evidence: Evidence, t: Translator) -> list[AnyBlock]:
    rows = []
    for one in made.compared:
        spread = one.range.employed_weeks
        rows.append(
            (
                labels.POLICIES[one.policy](t),
                str(one.outcome.employed_weeks),
                f"{spread.quantiles[10]}–{spread.quantiles[90]}",
                f"{one.outcome.domains_gained} / {one.outcome.domains_lost}",
                f"{one.range.domains.quantiles[10]}–{one.range.domains.quantiles[90]}",
                t.percent(one.range.employed_at_end / max(1, spread.replicates)),
                str(one.outcome.trust),
                t.number(one.outcome.cost),
                t.number(round(one.outcome.staff_minutes / 60)),
            )
        )
    return [
        Heading(level=1, text=t("Outcome")),
        Paragraph(
            text=t.n(
                "The same client over {count} week, with the same luck; ranges hold the middle eight of ten lives "
                "out of {lives}. Assumptions: evidence version {version}.",
                "The same client over {count} weeks, with the same luck; ranges hold the middle eight of ten lives "
                "out of {lives}. Assumptions: evidence version {version}.",
                made.weeks,
                lives=made.compared[0].range.employed_weeks.replicates,
                version=evidence.version,
            )
        ),
        Table(
            columns=tuple(
                Column(title=title, share=share)
                for title, share in (
                    (t("Way"), 3.0),
                    (t("Weeks in work"), 1.5),
                    (t("Range"), 1.5),
                    (t("Levels gained / lost"), 1.5),
                    (t("Range"), 1.5),
                    (t("In work at the end"), 1.5),
                    (t("Trust"), 1.0),
                    (t("Services, €"), 1.5),
                    (t("Staff hours"), 1.5),
                )
            ),
            rows=tuple(rows),
        ),
        *assumed.blocks(evidence, t("This life was lived under changed assumptions."), t),
    ]
