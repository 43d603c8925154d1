"""Annexes: after the agreement's signatures, and each as a document of its own."""

from __future__ import annotations

from partnership import labels
from partnership.agreement import Agreement
from partnership.annexes import annex
from partnership.composition.pieces import Pieces, Writer
from partnership.items import Annex
from studio.documents.model import Document, Heading, PageBreak, Paragraph, Prose
from studio.errors import NotFound
from studio.languages import translator


def annexes(w: Writer) -> Pieces:
    """Every annex that has text here, on a page of its own."""
    for number, each in enumerate(w.agreement.annexes, 1):
        if each.blocks:
            yield PageBreak()
            yield Heading(level=1, text=annex_title(w, each), number=w.t("Annex {number}", number=number))
            yield from _text(w, each, f"A{number}.")


def compose_annex(agreement: Agreement, annex_id: str, locale: str) -> Document:
    """One annex alone; NotFound when there is none of this id."""
    found = annex(agreement, annex_id)
    if found is None:
        raise NotFound("annex_gone")
    number, each = found
    t = translator(locale)
    w = Writer(agreement, t, locale if locale in agreement.languages else agreement.prevailing_language)
    title = annex_title(w, each)
    between = "\n".join(partner.name.strip() for partner in agreement.partners if partner.name.strip())
    belongs = t(
        "Annex {number} to: {title}", number=number, title=agreement.title.strip() or t("Partnership agreement")
    )
    blocks = tuple(_text(w, each, ""))
    return Document(
        title=title,
        subtitle=belongs,
        locale=locale,
        facts=tuple((label, value) for label, value in ((t("Partners of the agreement"), between),) if value),
        header=title,
        footer=belongs,
        blocks=blocks or (Paragraph(text=t("[This document has no text here yet.]"), style="placeholder"),),
    )


def annex_title(w: Writer, each: Annex) -> str:
    return each.title.strip() or labels.annex_kinds(w.t).get(each.kind) or w.t("Document without title")


def _text(w: Writer, each: Annex, prefix: str) -> Pieces:
    """Numbered clauses; a passage without heading follows the one before it."""
    number = 0
    for block in each.blocks:
        text = block.text.get(w.language, "").strip()
        fallback = block.text.get(w.agreement.prevailing_language, "").strip()
        if block.title.strip():
            number += 1
            yield Heading(level=2, text=block.title.strip(), number=f"{prefix}{number}")
        place = f"annexes/{each.id}/blocks/{block.id}/text"
        if text:
            yield Prose(markdown=text, origin=f"{place}/{w.language}")
        elif fallback:
            yield Paragraph(text=w.t("[Not translated yet; the prevailing text follows.]"), style="placeholder")
            yield Prose(markdown=fallback, origin=f"{place}/{w.agreement.prevailing_language}")
