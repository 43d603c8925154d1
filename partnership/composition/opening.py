"""Title page and sections 1 to 5: introduction, partners, aims, strategy, target groups."""

from __future__ import annotations

from partnership import labels
from partnership.composition import later
from partnership.composition.pieces import Pieces, Writer, col, facts, in_cell, or_dash, passage, said, table
from partnership.items import Partner
from studio.documents.model import Paragraph
from studio.languages import Translator


def title_facts(w: Writer) -> tuple[tuple[str, str], ...]:
    a, t = w.agreement, w.t
    between = "\n".join(partner.name.strip() for partner in a.partners if partner.name.strip())
    rows = (
        (t("Between"), between),
        (t("Territory"), a.territory.names.strip()),
        (t("Term"), w.period(a.term.start, a.term.end)),
        (t("Protocol number"), a.legal.protocol_number.strip()),
        (t("Status"), "" if a.fixed else labels.statuses(t)[a.status]),
    )
    known = tuple((label, value) for label, value in rows if value and value != "–")
    return (*known[:-1], *later.title_facts(w)) if a.link.kind else known


def introduction(w: Writer) -> Pieces:
    a, t = w.agreement, w.t
    if a.link.kind:
        yield Paragraph(text=later.belongs(a.link, w), style="lead")
    yield from facts(
        (t("Territory"), a.territory.names),
        (t("Geographical scale"), labels.scales(t).get(a.territory.scale, "")),
        (t("Legal basis"), in_cell(a.legal.basis)),
        (t("Policy frame"), in_cell(a.legal.policy_frame)),
        (t("Legal status of the partnership"), in_cell(a.legal.status)),
    )
    yield from said(w, t("Context"), a.territory.context, "territory/context")


def partners(w: Writer) -> Pieces:
    t = w.t
    kinds = labels.partner_kinds(t)
    rows = [
        (
            str(number),
            "\n".join(part for part in (_named(partner, t) or "–", kinds.get(partner.kind, "")) if part),
            or_dash(partner.registration_number),
            _lines(partner.representative, partner.representative_function, partner.authority),
            _lines(partner.address, partner.contact_name, partner.contact_email, partner.contact_phone),
        )
        for number, partner in enumerate(w.agreement.partners, 1)
    ]
    columns = [
        col(t("No."), 0.5),
        col(t("Partner"), 2.6),
        col(t("Registration number"), 1.4),
        col(t("Legal representative"), 2.0),
        col(t("Address and contact"), 2.4),
    ]
    yield from table(t("The partners of the agreement"), columns, rows)
    roles = [(partner.label() or "–", in_cell(partner.role)) for partner in w.agreement.partners]
    parts = [(name, part) for name, part in roles if part != "–"]
    yield from table(t("Part of each partner"), [col(t("Partner"), 1.0), col(t("Part in the partnership"), 4.0)], parts)


def _named(partner: Partner, t: Translator) -> str:
    """The full name with the short one, which the other tables use."""
    name, short = partner.name.strip(), partner.short_name.strip()
    return t("{name} (“{short}”)", name=name, short=short) if name and short and short != name else name or short


def _lines(*parts: str) -> str:
    return "\n".join(part.strip() for part in parts if part.strip()) or "–"


def aims(w: Writer) -> Pieces:
    t = w.t
    rows = [
        (
            str(number),
            in_cell(aim.statement),
            in_cell(aim.measure),
            w.figure(aim.baseline, aim.unit),
            w.figure(aim.target, aim.unit),
            w.day(aim.due),
        )
        for number, aim in enumerate(w.agreement.aims, 1)
    ]
    columns = [
        col(t("No."), 0.5),
        col(t("Aim"), 3.0),
        col(t("Measured by"), 2.2),
        col(t("Baseline"), 1.2),
        col(t("Target"), 1.2),
        col(t("Until"), 1.3),
    ]
    yield from table(t("Aims with figures"), columns, rows)


def strategy(w: Writer) -> Pieces:
    t, plan = w.t, w.agreement.strategy
    yield from said(w, t("Common understanding of the problems"), plan.understanding, "strategy/understanding")
    yield from said(w, t("Short term"), plan.short_term, "strategy/short_term")
    yield from said(w, t("Middle term"), plan.mid_term, "strategy/mid_term")
    yield from said(w, t("Long term"), plan.long_term, "strategy/long_term")


def target_groups(w: Writer) -> Pieces:
    t = w.t
    for group in w.agreement.target_groups:
        yield w.subheading(group.name.strip() or "–")
        yield from facts((t("People to be reached"), w.figure(group.size)))
        yield from passage(t("Description"), group.description, f"target_groups/{group.id}/description")
        yield from passage(t("Client profile"), group.profile, f"target_groups/{group.id}/profile")
        yield from passage(t("Outreach"), group.outreach, f"target_groups/{group.id}/outreach")
        yield from passage(t("How the group is heard"), group.voice, f"target_groups/{group.id}/voice")
