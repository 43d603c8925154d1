"""An agreement as a document: title page, contents, twelve numbered sections, signature blocks, annexes.

`compose` is pure; exporters turn the document into Word, PDF, Markdown or HTML. Prose appears in the document's own
language where the agreement has it, else in the prevailing language.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement, SectionId
from partnership.composition import closing, governance, later, opening, programme, resources
from partnership.composition.annexes import annexes
from partnership.composition.pieces import Pieces, Writer
from partnership.field_labels import place
from partnership.sections import Completeness, State, completeness
from studio.documents.model import Document, Heading, PageBreak, Paragraph, Prose, Signature, Signatures
from studio.languages import translator

ANSWERED: tuple[State, State] = ("unknown", "not_applicable")

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
    if later.is_change(agreement):
        return later.compose_later(writer, list(_signatures(writer)))
    titles, done = labels.sections(t), completeness(agreement)
    blocks = list(
        chain.from_iterable(
            _section(writer, number, done[section], titles[section]) for number, section in enumerate(SECTION_IDS, 1)
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
        blocks=(*blocks, *_signatures(writer), *annexes(writer)),
    )


def compose_section(agreement: Agreement, section: SectionId, locale: str) -> Document:
    """One section as it will stand in the document, for a preview beside its editors."""
    t = translator(locale)
    writer = Writer(agreement, t, _language(agreement, locale))
    title = labels.sections(t)[section]
    blocks = tuple(_section(writer, SECTION_IDS.index(section) + 1, completeness(agreement)[section], title))
    return Document(title=title, locale=locale, blocks=blocks[1:])


def _language(agreement: Agreement, locale: str) -> str:
    return locale if locale in agreement.languages else agreement.prevailing_language


def _section(writer: Writer, number: int, done: Completeness, title: str) -> Pieces:
    """Heading, prose, what the section's data add, and what was answered for blank fields."""
    writer.number, section = number, done.section
    yield Heading(level=1, text=title, number=str(number), origin=f"sections/{section}")
    written = list(_prose(writer, section))
    derived = list(_SECTIONS[section](writer))
    yield from written
    yield from derived
    if not written and not derived:
        yield Paragraph(text=writer.t("[This section has not been written yet.]"), style="placeholder")
    yield from _blanks(writer, done)


def _blanks(writer: Writer, done: Completeness) -> Pieces:
    """Empty, not known and not applicable are three things: an empty field is a dash or absent, the others are said."""
    t = writer.t
    unknown, not_applicable = (
        "; ".join(place(writer.agreement, point.path, t) for point in done.in_state(state)) for state in ANSWERED
    )
    if unknown:
        yield Paragraph(text=t("[Not known yet: {fields}]", fields=unknown), style="placeholder")
    if not_applicable:
        yield Paragraph(text=t("Not applicable here: {fields}", fields=not_applicable), style="note")


def _prose(writer: Writer, section: str) -> Pieces:
    agreement = writer.agreement
    for block in agreement.section(section).blocks:
        text = block.text.get(writer.language, "").strip()
        fallback = block.text.get(agreement.prevailing_language, "").strip()
        place = f"sections/{section}/blocks/{block.id}/text"
        if text:
            yield Prose(markdown=text, origin=f"{place}/{writer.language}")
        elif fallback:
            yield Paragraph(text=writer.t("[Not translated yet; the prevailing text follows.]"), style="placeholder")
            yield Prose(markdown=fallback, origin=f"{place}/{agreement.prevailing_language}")


def _footer(writer: Writer) -> str:
    legal = writer.agreement.legal
    if legal.protocol_number.strip():
        return writer.t("Protocol number {number}", number=legal.protocol_number.strip())
    status = writer.agreement.status
    return "" if writer.agreement.fixed else labels.statuses(writer.t)[status]


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
