"""An agreement as a file: Word, PDF, Markdown, HTML, JSON."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from partnership.agreement import Agreement
from partnership.composition import compose
from partnership.transfer import write_json
from studio import files
from studio.documents import docx, html, markdown, pdf
from studio.documents.model import Document
from studio.errors import Invalid


@dataclass(frozen=True)
class ExportedFile:
    name: str
    media_type: str
    content: bytes


_RENDERERS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": (files.DOCX, docx.render),
    "pdf": (files.PDF, pdf.render),
    "md": ("text/markdown; charset=utf-8", lambda document: markdown.render(document).encode()),
    "html": ("text/html; charset=utf-8", lambda document: html.render(document).encode()),
}
FORMATS = (*_RENDERERS, "json")


def export(agreement: Agreement, format_: str, language: str = "") -> ExportedFile:
    """The agreement in one of `FORMATS`; documents are in `language`, else in the prevailing language."""
    name = files.safe_name(f"{agreement.title.strip() or 'agreement'}.{format_}", default=f"agreement.{format_}")
    if format_ == "json":
        return ExportedFile(name, files.JSON, write_json(agreement).encode())
    if format_ not in _RENDERERS:
        raise Invalid("agreement_format_unknown", format=format_)
    media_type, render = _RENDERERS[format_]
    chosen = language if language in agreement.languages else agreement.prevailing_language
    return ExportedFile(name, media_type, render(compose(agreement, chosen)))
