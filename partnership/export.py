"""An agreement as a file: Word, PDF, Markdown, HTML, JSON; its tables as XLSX, its dates as ICS."""

from __future__ import annotations

from dataclasses import dataclass

from partnership import calendar
from partnership.agreement import Agreement
from partnership.annexes import annex, annex_alone
from partnership.composition import compose
from partnership.composition.annexes import compose_annex
from partnership.composition.findings import compose_findings
from partnership.spreadsheet.written import workbook
from partnership.transfer import write_json
from studio import files
from studio.documents.renderers import RENDERERS
from studio.errors import Invalid, NotFound


@dataclass(frozen=True)
class ExportedFile:
    name: str
    media_type: str
    content: bytes


FORMATS = (*RENDERERS, "json", "xlsx", "ics")


def export(agreement: Agreement, format_: str, language: str = "") -> ExportedFile:
    """The agreement in one of `FORMATS`; documents are in `language`, else in the prevailing language."""
    name = files.safe_name(f"{agreement.title.strip() or 'agreement'}.{format_}", default=f"agreement.{format_}")
    if format_ == "json":
        return ExportedFile(name, files.JSON, write_json(agreement).encode())
    if format_ == "xlsx":
        return ExportedFile(name, files.XLSX, workbook(agreement, language or agreement.prevailing_language))
    if format_ == "ics":
        dates = calendar.render(agreement, language or agreement.prevailing_language)
        return ExportedFile(name, "text/calendar; charset=utf-8", dates)
    if format_ not in RENDERERS:
        raise Invalid("agreement_format_unknown", format=format_)
    media_type, render = RENDERERS[format_]
    chosen = language if language in agreement.languages else agreement.prevailing_language
    return ExportedFile(name, media_type, render(compose(agreement, chosen)))


def export_annex(agreement: Agreement, annex_id: str, format_: str, language: str = "") -> ExportedFile:
    """One annex in one of `FORMATS`; as JSON it is a template that holds this annex alone and can be imported."""
    found = annex(agreement, annex_id)
    if found is None:
        raise NotFound("annex_gone")
    name = files.safe_name(f"{found[1].title.strip() or 'annex'}.{format_}", default=f"annex.{format_}")
    if format_ == "json":
        return ExportedFile(name, files.JSON, write_json(annex_alone(agreement, found[1])).encode())
    if format_ not in RENDERERS:
        raise Invalid("agreement_format_unknown", format=format_)
    media_type, render = RENDERERS[format_]
    chosen = language if language in agreement.languages else agreement.prevailing_language
    return ExportedFile(name, media_type, render(compose_annex(agreement, annex_id, chosen)))


def export_review(agreement: Agreement, format_: str, locale: str) -> ExportedFile:
    """The report of the review in one of `RENDERERS`."""
    if format_ not in RENDERERS:
        raise Invalid("agreement_format_unknown", format=format_)
    document = compose_findings(agreement, locale)
    media_type, render = RENDERERS[format_]
    name = files.safe_name(f"{document.title}.{format_}", default=f"review.{format_}")
    return ExportedFile(name, media_type, render(document))
