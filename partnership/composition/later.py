"""Amendment, accession and notice as documents: what they belong to, what changes, who signs."""

from __future__ import annotations

from collections.abc import Iterator

from partnership import labels
from partnership.agreement import SECTION_IDS, Agreement
from partnership.composition.pieces import Pieces, Writer, col, facts, or_dash, table
from partnership.differences import Difference, differences
from partnership.later import opening
from partnership.link import Link
from partnership.telling import Teller
from partnership.transfer import from_body, to_body
from studio.documents.model import AnyBlock, Document, Facts, Heading, Paragraph, Prose

SHORT = 12
"""Characters of a checksum that are enough to tell two texts apart on paper."""


def is_change(agreement: Agreement) -> bool:
    """Whether the document says what differs, not everything that holds."""
    return agreement.link.kind in ("amendment", "accession", "notice")


def compose_later(w: Writer, signatures: list[AnyBlock]) -> Document:
    link, t = w.agreement.link, w.t
    parts = _notice(w) if link.kind == "notice" else _changes(w)
    blocks = [Paragraph(text=belongs(link, w), style="lead"), *parts, *signatures]
    return Document(
        title=name(link, w),
        subtitle=t("to: {title}", title=link.title.strip() or t("Partnership agreement")),
        locale=t.locale,
        title_page=True,
        facts=title_facts(w),
        header=name(link, w),
        footer=t("Belongs to {agreement}", agreement=opening(link, t)),
        blocks=tuple(blocks),
    )


def who(w: Writer) -> str:
    """The partner who joins or leaves, by its full name."""
    found = w.agreement.partner(w.agreement.link.partner)
    return (found.name.strip() or found.label() if found else "") or "–"


def name(link: Link, w: Writer) -> str:
    """`Amendment No. 2`, `Accession of …`."""
    t, partner = w.t, who(w)
    return {
        "amendment": t("Amendment No. {number}", number=link.number),
        "accession": t("Accession of {partner}", partner=partner),
        "notice": t("Notice of leaving by {partner}", partner=partner),
        "renewal": t("Work programme {year}", year=link.year or ""),
    }.get(link.kind, "")


def title_facts(w: Writer) -> tuple[tuple[str, str], ...]:
    """What the document belongs to, for the title page of any later document."""
    link, t = w.agreement.link, w.t
    rows = (
        (t("Belongs to the agreement"), link.title.strip()),
        (t("Its protocol number"), link.protocol_number.strip()),
        (t("Signed on"), w.day(link.signed_on)),
        (
            t("Text it rests on"),
            t("revision {revision}, checksum {digest}", revision=link.revision, digest=link.text_sha256[:SHORT]),
        ),
        (t("Takes effect on"), w.day(link.effective)),
        (t("Status"), labels.statuses(t)[w.agreement.status]),
    )
    return tuple((label, value) for label, value in rows if value and value != "–")


def belongs(link: Link, w: Writer) -> str:
    t, of = w.t, opening(link, w.t)
    return {
        "amendment": t("The partners change their agreement {agreement} as follows.", agreement=of),
        "accession": t(
            "{partner} joins the partnership and accepts the agreement {agreement} with its annexes. The text changes "
            "as follows.",
            partner=who(w),
            agreement=of,
        ),
        "notice": t(
            "{partner} gives notice that it leaves the agreement {agreement}.",
            partner=who(w),
            agreement=of,
        ),
        "renewal": t(
            "This work programme for {year} belongs to the agreement {agreement}.", year=link.year, agreement=of
        ),
    }[link.kind]


def _changes(w: Writer) -> Pieces:
    link, t = w.agreement.link, w.t
    if link.reason.strip():
        yield Heading(level=1, text=t("Reason"))
        yield Prose(markdown=link.reason.strip(), origin="link/reason")
    if link.base is None:
        yield Paragraph(text=t("[The text that is changed is not part of this file.]"), style="placeholder")
        return
    before = from_body(link.base)
    found = [each for each in differences(to_body(before), to_body(w.agreement)) if each.section]
    titles = labels.sections(t)
    number = 0
    for section in SECTION_IDS:
        here = [each for each in found if each.section == section]
        if here:
            number += 1
            w.number = number
            place = t("Section {number} “{title}”", number=SECTION_IDS.index(section) + 1, title=titles[section])
            yield Heading(level=1, text=place, number=str(number), origin=f"sections/{section}")
            for each in here:
                yield from _change(w, Teller(t, before, w.agreement), each)
    if not found:
        yield Paragraph(text=t("[Nothing is changed yet.]"), style="placeholder")
    yield Paragraph(text=t("All other parts of the agreement stay as they are."))


def _change(w: Writer, teller: Teller, each: Difference) -> Iterator[AnyBlock]:
    t = w.t
    yield w.subheading(teller.place(each.path))
    old, new = teller.value(each.path, each.before), teller.value(each.path, each.after)
    if each.kind == "moved":
        yield Paragraph(text=t("The entries stand in another order."))
    elif not old:
        yield Facts(rows=((t("Is added"), new or "–"),))
    elif not new:
        yield Facts(rows=((t("Is left out"), old),))
    else:
        yield Facts(rows=((t("Until now"), old), (t("From now on"), new)))


def _notice(w: Writer) -> Pieces:
    a, t, link = w.agreement, w.t, w.agreement.link
    yield from facts(
        (t("Partner who leaves"), who(w)),
        (t("Takes effect on"), w.day(link.effective)),
        (t("Notice"), t.n("{count} month", "{count} months", a.term.notice_months) if a.term.notice_months else ""),
    )
    if link.reason.strip():
        yield Heading(level=1, text=t("Reason"))
        yield Prose(markdown=link.reason.strip(), origin="link/reason")
    yield Heading(level=1, text=t("What {partner} has in hand", partner=who(w)))
    held = list(_held(w, link.partner))
    yield from held
    if not held:
        yield Paragraph(text=t("The agreement gives this partner no role, seat, figure or service."))
    yield Heading(level=1, text=t("Who takes over what"))
    if link.handover.strip():
        yield Prose(markdown=link.handover.strip(), origin="link/handover")
    else:
        yield Paragraph(text=t("[Not written yet.]"), style="placeholder", origin="link/handover")
    yield Paragraph(
        text=t("The other partners take note by their signature. A change of the text itself needs an amendment."),
        style="note",
    )


def _held(w: Writer, partner: str) -> Pieces:
    a, t = w.agreement, w.t
    roles = labels.roles(t)
    rows = [
        (
            or_dash(action.title),
            roles.get(action.roles.get(partner) or "", "–"),
            or_dash(action.tasks.get(partner, "")),
            "\n".join(
                f"{given.year or '–'}: {w.money(given.amount, given.currency)}"
                for given in action.contributions
                if given.partner == partner and given.amount is not None
            )
            or "–",
        )
        for action in a.actions
        if action.roles.get(partner)
        or action.tasks.get(partner)
        or any(each.partner == partner for each in action.contributions)
    ]
    columns = [col(t("Action"), 2.0), col(t("Role"), 1.4), col(t("Task"), 2.6), col(t("Contribution"), 1.8)]
    yield from table(t("Roles, tasks and contributions"), columns, rows)
    seats = [
        (or_dash(body.name), t("Chair") if body.chair == partner else t("Member"))
        for body in a.bodies
        if partner in body.members or body.chair == partner
    ]
    yield from table(t("Seats"), [col(t("Body"), 3.0), col(t("Part"), 1.5)], seats)
    figures = [(or_dash(each.name),) for each in a.indicators if each.owner == partner]
    yield from table(t("Figures the partner delivers"), [col(t("Indicator"), 1.0)], figures)
    services = [(or_dash(each.name),) for each in a.services if each.partner == partner]
    yield from table(t("Services for clients"), [col(t("Service"), 1.0)], services)
