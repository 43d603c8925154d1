"""An agreement as a document: title page, contents, twelve numbered sections, signature blocks.

`compose` is pure; exporters turn the document into Word, PDF, Markdown or HTML. Prose appears in the document's own
language where the agreement has it, else in the prevailing language.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement, SectionId
from partnership.composition import closing, governance, opening, programme, resources
from partnership.composition.pieces import Pieces, Writer
from studio.documents.model import Document, Heading, PageBreak, Paragraph, Prose, Signature, Signatures
from studio.languages import translator

_SECTIONS: dict[str, Callable[[Writer], Pieces]] = {
    "introduction": opening.introduction,
    "partners": opening.partners,
    "aims": opening.aims,
    "strategy": opening.strategy,
    "target_groups": opening.target_groups,
    "work_programme": programme.work_programme,
    "budget": resources.budget,
    "structure": governance.structure,
    "impact": governance.impact,
    "monitoring": governance.monitoring,
    "additional_documents": closing.additional_documents,
    "duration": closing.duration,
}


def compose(agreement: Agreement, locale: str) -> Document:
    """The whole agreement in the words of `locale`."""
    t = translator(locale)
    writer = Writer(agreement, t, _language(agreement, locale))
    titles = labels.sections(t)
    blocks = list(
        chain.from_iterable(
            _section(writer, number, section, titles[section]) for number, section in enumerate(SECTION_IDS, 1)
        )
    )
    title = agreement.title.strip() or t("Partnership agreement")
    return Document(
        title=title,
        subtitle=t("Partnership agreement") if agreement.title.strip() else "",
        locale=locale,
        title_page=True,
        facts=opening.title_facts(writer),
        header=title,
        footer=_footer(writer),
        author=", ".join(partner.label() for partner in agreement.partners if partner.label())[:200],
        contents_title=t("Contents"),
        blocks=(*blocks, *_signatures(writer)),
    )


def compose_section(agreement: Agreement, section: SectionId, locale: str) -> Document:
    """One section as it will stand in the document, for a preview beside its editors."""
    t = translator(locale)
    writer = Writer(agreement, t, _language(agreement, locale))
    title = labels.sections(t)[section]
    blocks = tuple(_section(writer, SECTION_IDS.index(section) + 1, section, title))
    return Document(title=title, locale=locale, blocks=blocks[1:])


def _language(agreement: Agreement, locale: str) -> str:
    return locale if locale in agreement.languages else agreement.prevailing_language


def _section(writer: Writer, number: int, section: str, title: str) -> Pieces:
    """Heading, prose, and what the section's data add; a section with neither says that it is open."""
    writer.number = number
    yield Heading(level=1, text=title, number=str(number))
    written = list(_prose(writer, section))
    derived = list(_SECTIONS[section](writer))
    yield from written
    yield from derived
    if not written and not derived:
        yield Paragraph(text=writer.t("[This section has not been written yet.]"), style="placeholder")


def _prose(writer: Writer, section: str) -> Pieces:
    agreement = writer.agreement
    for block in agreement.section(section).blocks:
        text = block.text.get(writer.language, "").strip()
        fallback = block.text.get(agreement.prevailing_language, "").strip()
        if text:
            yield Prose(markdown=text)
        elif fallback:
            yield Paragraph(text=writer.t("[Not translated yet; the prevailing text follows.]"), style="placeholder")
            yield Prose(markdown=fallback)


def _footer(writer: Writer) -> str:
    legal = writer.agreement.legal
    if legal.protocol_number.strip():
        return writer.t("Protocol number {number}", number=legal.protocol_number.strip())
    status = writer.agreement.status
    return labels.statuses(writer.t)[status] if status != "signed" else ""


def _signatures(writer: Writer) -> Pieces:
    agreement, t = writer.agreement, writer.t
    yield PageBreak()
    yield Heading(level=1, text=t("Signatures"))
    place = agreement.legal.place.strip() or "……………………"
    day = t.date(agreement.legal.signed_on) if agreement.legal.signed_on else "……………………"
    parties = tuple(
        Signature(
            party=partner.name.strip() or t("Partner {number}", number=number),
            name=partner.representative.strip(),
            function=partner.representative_function.strip(),
            stamp=True,
        )
        for number, partner in enumerate(agreement.partners, 1)
    )
    if parties:
        yield Signatures(place_and_date=t("{place}, {date}", place=place, date=day), parties=parties)
    else:
        yield Paragraph(text=t("[No partner is named yet.]"), style="placeholder")
