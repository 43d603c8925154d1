"""The debrief of a caseload as a document: practice and outcome apart, attention beside need, questions to discuss."""

from __future__ import annotations

from scenarios.caseload import words as said
from scenarios.caseload.outcome import Outcome, Sums
from scenarios.caseload.package import Package
from scenarios.caseload.practice import criteria, criterion_words, judged
from scenarios.caseload.replay import Caseload
from scenarios.debriefing import assumed
from scenarios.scoring.check import Check
from scenarios.weeks.outcome import Spread
from studio.documents.model import AnyBlock, Bullets, Column, Document, Heading, Paragraph, Table
from studio.languages import Translator
from toolkit.loader import cite


def compose(load: Caseload, package: Package, made: Outcome | None, t: Translator, player: str) -> Document:
    """A debrief for print; `made` is None before the first week has passed."""
    words, said_of, blocks = package.words(t.locale), criterion_words(t.locale), list[AnyBlock]()
    blocks.append(Paragraph(text=principle(t), style="lead"))
    blocks.append(Heading(level=1, text=t("Practice")))
    for one in judged(load).criteria:
        share = "–" if one.share is None else t.percent(one.share / 1000)
        blocks.append(Heading(level=2, text=f"{said_of(f'{one.id}.title')}: {share}"))
        sources = t.list([cite(source, t.locale) for source in criteria()[one.id].sources])
        blocks.append(Paragraph(text=f"{said_of(f'{one.id}.why')} ({sources})"))
        if one.checks:
            blocks.append(
                Table(
                    columns=tuple(
                        Column(title=title, share=share)
                        for title, share in (
                            (t("Expected"), 4),
                            (t("Found"), 2),
                            (t("Missing for"), 3),
                            (t("Next time"), 4),
                        )
                    ),
                    rows=tuple(check_row(check, load, t) for check in one.checks),
                )
            )
    if made is not None:
        blocks.append(Heading(level=1, text=t("Outcome")))
        blocks.append(Paragraph(text=model(made, t)))
        blocks += assumed.blocks(load.inputs.evidence, t("These lives were lived under changed assumptions."), t)
        columns, rows = compared(made, t)
        blocks.append(_table(columns, rows))
        blocks.append(Heading(level=1, text=t("Attention and need")))
        columns, rows = people(made, load, t)
        blocks.append(_table(columns, rows))
    blocks.append(Heading(level=1, text=t("Questions to talk about")))
    questions = tuple(words(f"debrief.{one}") for one in load.exercise.debrief)
    blocks.append(Bullets(items=questions, ordered=True))
    return Document(
        title=t("Debrief: {title}", title=words("title")),
        subtitle=player,
        locale=t.locale,
        footer=t("Synthetic clients. A teaching model, not a forecast."),
        blocks=tuple(blocks),
    )


def _table(columns: list[str], rows: list[list[str]]) -> Table:
    return Table(
        columns=tuple(Column(title=title, share=2.4 if not number else 1) for number, title in enumerate(columns)),
        rows=tuple(tuple(row) for row in rows),
    )


def principle(t: Translator) -> str:
    return t(
        "Practice and outcome are two things. Sharing out few hours well is no guarantee for anybody's job, and luck "
        "is no merit. This is a teaching model, not a forecast."
    )


def model(made: Outcome, t: Translator) -> str:
    return t.n(
        "All clients over {count} week, lived again with the same decisions and other luck in {lives} lives; ranges "
        "hold the middle eight of ten. The other ways met the same people, the same places and the same luck.",
        "All clients over {count} weeks, lived again with the same decisions and other luck in {lives} lives; ranges "
        "hold the middle eight of ten. The other ways met the same people, the same places and the same luck.",
        made.weeks,
        lives=made.sums[0].employed_weeks.replicates,
    )


def check_row(check: Check, load: Caseload, t: Translator) -> tuple[str, str, str, str]:
    """What was expected, what was found, for whom it is missing, what to do next time."""
    words = criterion_words(t.locale)
    return (
        words(f"checks.{check.code}.expected"),
        state(check, t),
        said.names(t, load, check.subject) or "–",
        "–" if check.state == "met" else words(f"checks.{check.code}.next"),
    )


def state(check: Check, t: Translator) -> str:
    name = {"met": t("met"), "partly": t("partly"), "missed": t("not met")}[check.state]
    if check.code in ("quiet_seen", "need_first"):
        return t("{state}: {found} per cent", state=name, found=check.found)
    if check.wanted:
        return t("{state}: {found} of {wanted}", state=name, found=check.found, wanted=check.wanted)
    return name


def between(spread: Spread, t: Translator) -> str:
    return t("{low} to {high}", low=spread.quantiles[10], high=spread.quantiles[90])


def compared(made: Outcome, t: Translator) -> tuple[list[str], list[list[str]]]:
    """Column titles and rows: each way of working in sum over all clients."""
    columns = [
        t("Way"),
        t("Weeks in work"),
        t("Range"),
        t("In work at the end"),
        t("Levels gained minus lost"),
        t("Range"),
        t("Areas in crisis"),
        t("Trust"),
        t("Services, €"),
        t("Staff hours"),
    ]

    def row(one: Sums) -> list[str]:
        return [
            said.PLAYED[one.way](t),
            str(one.employed_weeks.lived),
            between(one.employed_weeks, t),
            str(one.employed_at_end.lived),
            str(one.needs.lived),
            between(one.needs, t),
            str(one.crises.lived),
            str(one.trust.lived),
            t.number(one.cost.lived),
            t.number(round(one.staff_minutes.lived / 60)),
        ]

    return columns, [row(one) for one in made.sums]


def people(made: Outcome, load: Caseload, t: Translator) -> tuple[list[str], list[list[str]]]:
    """Column titles and rows: for each client the attention, the need there was, what came of it; most need first."""
    columns = [
        t("Client"),
        t("Minutes"),
        t("Contacts"),
        t("Messages"),
        t("Needs at the start"),
        t("Crises"),
        t("Weeks in work"),
        t("Range"),
        t("Levels gained minus lost"),
        t("Trust"),
    ]
    rows = [
        [
            said.name(load, one.person),
            str(one.minutes),
            str(one.contacts),
            str(one.messages),
            str(one.needs),
            str(one.crises),
            str(one.employed_weeks.lived),
            between(one.employed_weeks, t),
            f"{one.levels.lived:+d}" if one.levels.lived else "0",
            str(one.trust.lived),
        ]
        for one in sorted(made.people, key=lambda one: (-one.needs, load.row(one.person)))
    ]
    return columns, rows
