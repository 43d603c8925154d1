"""A document in the format somebody asks for.

The writers are imported when first needed: Word, PDF and spreadsheet libraries would slow every start.
"""

from __future__ import annotations

from collections.abc import Callable

from studio import files
from studio.documents.model import Document


def _word(document: Document) -> bytes:
    from studio.documents import docx

    return docx.render(document)


def _pdf(document: Document) -> bytes:
    from studio.documents import pdf

    return pdf.render(document)


def _markdown(document: Document) -> bytes:
    from studio.documents import markdown

    return markdown.render(document).encode()


def _html(document: Document) -> bytes:
    from studio.documents import html

    return html.render(document).encode()


RENDERERS: dict[str, tuple[str, Callable[[Document], bytes]]] = {
    "docx": (files.DOCX, _word),
    "pdf": (files.PDF, _pdf),
    "md": ("text/markdown; charset=utf-8", _markdown),
    "html": ("text/html; charset=utf-8", _html),
}
"""Format -> media type and writer."""
PAPER = ("docx", "pdf")
"""The formats in which forms and reports are handed out."""
