"""The annual report of a signed agreement, gathered from what was reported, decided and written."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session

from partnership import labels
from partnership.annual import Annual, Decision, annual
from partnership.composition.annual import compose_annual
from partnership.export import ExportedFile
from partnership.services import later, reflect, vote
from partnership.services.later import signed_changes
from partnership.tables import YearRow
from partnership.yearbook import Yearbook
from studio import clock, files
from studio.database import reading
from studio.documents.renderers import RENDERERS
from studio.errors import Invalid
from studio.identity import Actor
from studio.languages import translator


def facts(actor: Actor, agreement_id: str, year: int, locale: str = "") -> Annual:
    """What is known about a year; `locale` is the language results of votes are named in."""
    root = reflect.load(actor, agreement_id, year).agreement
    decided = list(_decisions(actor, agreement_id, locale or root.prevailing_language))
    with reading() as session:
        text = later.in_force(session, agreement_id, root)
        entries = later.entries(session, agreement_id)
        return annual(
            text,
            year,
            entries,
            _book(session, agreement_id, year),
            signed_changes(session, agreement_id),
            decided,
            clock.today(),
        )


def report(actor: Actor, agreement_id: str, year: int, format_: str, language: str = "") -> ExportedFile:
    """The report in one of `RENDERERS`, in one of the agreement's languages."""
    if format_ not in RENDERERS:
        raise Invalid("agreement_format_unknown", format=format_)
    languages = reflect.load(actor, agreement_id, year).agreement
    locale = language if language in languages.languages else languages.prevailing_language
    document = compose_annual(facts(actor, agreement_id, year, locale), locale)
    media_type, render = RENDERERS[format_]
    name = files.safe_name(f"{document.title} {document.subtitle}.{format_}", default=f"report.{format_}")
    return ExportedFile(name, media_type, render(document))


def _book(session: Session, agreement_id: str, year: int) -> Yearbook:
    row = session.get(YearRow, (agreement_id, year))
    return Yearbook.model_validate(row.body) if row else Yearbook()


def _decisions(actor: Actor, agreement_id: str, locale: str) -> Iterator[Decision]:
    words = labels.outcomes(translator(locale))
    for each in reversed(vote.votes(actor, agreement_id)):
        if each.closed_at is not None:
            outcome = words[each.outcome.result]
            yield Decision(each.closed_at.date(), each.body.name.strip(), each.question, outcome)
