"""The report of the review: every finding by section, with reason, remedy, source and what the partners answered."""

from __future__ import annotations

from itertools import chain

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement
from partnership.composition.pieces import Pieces
from partnership.items import Accepted
from partnership.review import Severity, review
from partnership.review.answers import Reviewed, answered
from partnership.wording import explain_finding
from studio.documents.model import Document, Facts, Heading, Paragraph
from studio.languages import Translator, translator


def compose_findings(agreement: Agreement, locale: str) -> Document:
    t = translator(locale)
    found = answered(agreement, review(agreement))
    title = agreement.title.strip() or t("Agreement without title")
    blocks = list(chain.from_iterable(_section(t, number, section, found) for number, section in _numbered()))
    if not blocks:
        blocks = [Paragraph(text=t("The rules find nothing missing or contradictory."))]
    return Document(
        title=t("Review of “{title}”", title=title), locale=locale, facts=_counts(t, found), blocks=tuple(blocks)
    )


def answer_line(t: Translator, answer: Accepted) -> str:
    """`Accepted because … (name, date)`."""
    return t(
        "Accepted because: {reason} ({name}, {date})", reason=answer.because, name=answer.by, date=t.date(answer.on)
    )


def lapsed_line(t: Translator, answer: Accepted) -> str:
    return t(
        "Counts again, because what it rests on has changed since {name} accepted it on {date}: {reason}",
        reason=answer.because,
        name=answer.by,
        date=t.date(answer.on),
    )


def _numbered() -> list[tuple[int, str]]:
    return list(enumerate(SECTION_IDS, 1))


def _counts(t: Translator, found: list[Reviewed]) -> tuple[tuple[str, str], ...]:
    names = labels.severities(t)
    open_ones = [each.finding for each in found if each.open]
    counted = [
        (names[severity.name], str(sum(finding.severity is severity for finding in open_ones)))
        for severity in sorted(Severity, reverse=True)
    ]
    return (*counted, (t("Accepted with a reason"), str(len(found) - len(open_ones))))


def _section(t: Translator, number: int, section: str, found: list[Reviewed]) -> Pieces:
    here = [each for each in found if each.finding.section == section]
    if not here:
        return
    names = labels.severities(t)
    yield Heading(level=1, text=labels.sections(t)[section], number=str(number))
    for each in here:
        said = explain_finding(each.finding, t)
        yield Heading(level=2, text=f"{names[each.finding.severity.name]}: {said.message}")
        answers = "\n".join(
            [answer_line(t, answer) for answer in each.accepted] + [lapsed_line(t, answer) for answer in each.lapsed]
        )
        rows = (
            (t("Why it matters"), said.why),
            (t("What to do"), said.remedy),
            (t("Source"), said.source),
            (t("Answer"), answers),
        )
        yield Facts(rows=tuple(row for row in rows if row[1]))
