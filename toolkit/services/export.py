"""Files to take away: the report of an assessment, filled and blank forms."""

from __future__ import annotations

from collections.abc import Callable

from studio import clock
from studio.documents import docx, pdf, spreadsheet
from studio.documents.model import Document
from studio.errors import NotFound
from studio.identity import Actor
from studio.rights import require
from toolkit import form_documents, report
from toolkit.form_words import FormWords
from toolkit.forms import FormKind
from toolkit.services import assess, fill, improve

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"

_RENDERERS: dict[str, tuple[str, Callable[[Document], bytes]]] = {"docx": (DOCX, docx.render), "pdf": (PDF, pdf.render)}

File = tuple[str, str, bytes]
"""Name, media type, content."""


def assessment(actor: Actor, assessment_id: str, to: str) -> File:
    """The report as docx, pdf or xlsx."""
    found = assess.findings(actor, assessment_id)
    plan = improve.load_plan(actor, found.assessment.plan_id).plan
    inputs = (found.assessment.instrument, found.assessment.words, found.results, plan)
    if to == "xlsx":
        return _named(found.assessment.title, to), XLSX, spreadsheet.render(report.sheets(*inputs, actor.locale))
    composed = report.document(found.assessment.title, *inputs, clock.today(), actor.locale)
    return _rendered(composed, found.assessment.title, to)


def form(actor: Actor, form_id: str, to: str) -> File:
    """A filled form as docx or pdf."""
    found = fill.load(actor, form_id).form
    composed = form_documents.compose(found, actor.locale)
    return _rendered(composed, " ".join(part for part in (composed.title, found.client_name) if part), to)


def blank_form(actor: Actor, kind: str, to: str) -> File:
    """A blank form as docx or pdf."""
    require(actor, "toolkit.read")
    if kind not in list(FormKind):
        raise NotFound("form_kind_unknown")
    composed = form_documents.blank(FormKind(kind), actor.locale)
    return _rendered(composed, FormWords(actor.locale).title(FormKind(kind)), to)


def _rendered(composed: Document, title: str, to: str) -> File:
    try:
        media_type, render = _RENDERERS[to]
    except KeyError as error:
        raise NotFound("file_type_unknown") from error
    return _named(title, to), media_type, render(composed)


def _named(title: str, suffix: str) -> str:
    """A file name every system takes."""
    tidy = "".join(c if c.isalnum() or c in " -_" else " " for c in title)
    return f"{' '.join(tidy.split())[:80] or 'form'}.{suffix}"
