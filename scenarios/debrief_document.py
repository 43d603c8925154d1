"""The debrief as a document: practice and outcome apart, every judgement with its reason and the lines it rests on."""

from __future__ import annotations

from scenarios import labels
from scenarios.criteria import criteria, criterion_words
from scenarios.debrief import Debrief, Missed, Way
from scenarios.evidence import builtin as evidence
from scenarios.loader import Package, Words
from scenarios.scoring.check import Check
from studio.documents.model import AnyBlock, Bullets, Column, Document, Heading, Paragraph, Table
from studio.languages import Translator
from toolkit.loader import cite


def compose(made: Debrief, package: Package, t: Translator, player: str) -> Document:
    """A debrief for print."""
    words, blocks = package.words(t.locale), list[AnyBlock]()
    blocks.append(
        Paragraph(
            text=t(
                "Practice and outcome are two things. Good practice is not a guaranteed job, "
                "and luck is no merit. This is a teaching model, not a forecast."
            ),
            style="lead",
        )
    )
    blocks.append(Heading(level=1, text=t("Practice")))
    said = criterion_words(t.locale)
    for criterion in made.practice.criteria:
        share = t.percent(criterion.share / 1000)
        blocks.append(Heading(level=2, text=f"{said(f'{criterion.id}.title')}: {share}"))
        sources = t.list([cite(source, t.locale) for source in criteria()[criterion.id].sources])
        blocks.append(Paragraph(text=f"{said(f'{criterion.id}.why')} ({sources})"))
        if criterion.checks:
            blocks.append(_checks(criterion.checks, words, t))
    blocks.append(Heading(level=1, text=t("Found and missed")))
    blocks.append(Bullets(items=tuple(words(f"facts.{fact}.note") for fact in made.found) or (t("Nothing yet."),)))
    for missed in made.missed:
        blocks.append(Paragraph(text=f"{words(f'facts.{missed.fact}.note')} {opening(missed, words, t)}"))
    if made.compared:
        blocks += _outcome(made, t)
    blocks.append(Heading(level=1, text=t("Questions to talk about")))
    blocks.append(Bullets(items=tuple(words(f"debrief.{one}") for one in package.scenario.debrief), ordered=True))
    return Document(
        title=t("Debrief: {title}", title=words("title")),
        subtitle=player,
        locale=t.locale,
        footer=t("Synthetic client. A teaching model, not a forecast."),
        blocks=tuple(blocks),
    )


def _checks(checks: tuple[Check, ...], words: Words, t: Translator) -> Table:
    return Table(
        columns=(
            Column(title=t("Expected"), share=5),
            Column(title=t("Found"), share=2),
            Column(title=t("Lines of the log"), share=2),
            Column(title=t("Next time"), share=5),
        ),
        rows=tuple((expectation(one, words, t), state(one, t), lines(one), advice(one, t)) for one in checks),
    )


def expectation(one: Check, words: Words, t: Translator) -> str:
    """What was expected, with what it is about."""
    about = subject(one, words, t)
    text = criterion_words(t.locale)(f"checks.{one.code}.expected")
    return f"{about}: {text}" if about else text


def subject(one: Check, words: Words, t: Translator) -> str:
    """What a check is about, in words: domains, facts, events, partners, services."""
    named = []
    for part in one.subject.split():
        for key in (f"facts.{part}.note", f"events.{part}.title", f"partners.{part}.name", f"services.{part}.name"):
            if key in words:
                named.append(words(key))
                break
        else:
            if part in labels.domains(t):
                named.append(labels.domain(t, part))
    return t.list(named) if named else ""


def state(one: Check, t: Translator) -> str:
    names = {"met": t("met"), "partly": t("partly"), "missed": t("not met")}
    return t("{state}, {earned} of {of}", state=names[one.state], earned=one.earned, of=one.of)


def lines(one: Check) -> str:
    return ", ".join(map(str, one.lines)) or "–"


def advice(one: Check, t: Translator) -> str:
    return "–" if one.state == "met" else criterion_words(t.locale)(f"checks.{one.code}.next")


def opening(missed: Missed, words: Words, t: Translator) -> str:
    """What would have opened a missed fact."""
    sentences = [way(one, words, t) for one in missed.ways[:2]]
    return " ".join(sentences) if sentences else t("It shows only in what happens later.")


def way(one: Way, words: Words, t: Translator) -> str:
    """One way into a fact as a sentence."""
    if one.kind == "partner":
        partner = words(f"partners.{one.partner}.name")
        if "conference" in one.lacked:
            return t("{partner} would have told it in a case conference.", partner=partner)
        if "consent" in one.lacked:
            return t("{partner} knew it; consent and an enquiry would have opened it.", partner=partner)
        return t("{partner} knew it; an enquiry would have opened it.", partner=partner)
    topics = t.list([labels.topic(t, name) for name in one.topics])
    techniques = t.list([labels.TECHNIQUES[name][0](t) for name in one.techniques])
    if one.lacked == ("together",):
        return t(
            "Everything was there, but not at once: {techniques} on {topics}.", techniques=techniques, topics=topics
        )
    needs = {
        "topic": t("the topic ({topics})", topics=topics),
        "technique": t("the technique ({techniques})", techniques=techniques),
        "trust": t("trust of {needed} (you had {had})", needed=one.trust, had=one.highest_trust),
        "private": t("a place where nobody overhears"),
        "confidentiality": t("confidentiality explained"),
        "consent": t("consent to being supported"),
        "after": t("something else told first"),
    }
    return t("In conversation it lacked: {needs}.", needs=t.list([needs[code] for code in one.lacked]))


def _outcome(made: Debrief, t: Translator) -> list[AnyBlock]:
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
            text=t(
                "The same client over {weeks} weeks, with the same luck; ranges hold the middle eight of ten lives "
                "out of {count}. Assumptions: evidence version {version}.",
                weeks=made.weeks,
                count=made.compared[0].range.employed_weeks.replicates,
                version=evidence().version,
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
    ]
