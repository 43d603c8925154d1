"""Rules about the partners, and about the people the partnership is for."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import MAX_PARTNERS, MIN_PARTNERS, Agreement
from partnership.money import entries
from partnership.review.finding import Hit, Severity, hit, lacks, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@rule(ERROR, "partners")
def partners_too_few(a: Agreement) -> Iterator[Hit]:
    if len(a.partners) < MIN_PARTNERS:
        yield hit("partners", count=len(a.partners), minimum=MIN_PARTNERS)


@rule(ERROR, "partners")
def partners_too_many(a: Agreement) -> Iterator[Hit]:
    if len(a.partners) > MAX_PARTNERS:
        yield hit("partners", count=len(a.partners), maximum=MAX_PARTNERS)


@rule(ERROR, "partners")
def partner_without_name(a: Agreement) -> Iterator[Hit]:
    for number, partner in enumerate(a.partners, 1):
        if not partner.name.strip():
            yield hit(f"partners/{partner.id}/name", number=number)


@rule(ERROR, "partners")
def partner_twice(a: Agreement) -> Iterator[Hit]:
    seen: set[str] = set()
    for partner in a.partners:
        name = " ".join(partner.name.casefold().split())
        if name and name in seen:
            yield hit(f"partners/{partner.id}/name", partner=partner.name)
        seen.add(name)


@rule(ERROR, "partners")
def registration_number_twice(a: Agreement) -> Iterator[Hit]:
    seen: dict[str, str] = {}
    for partner in a.partners:
        number = "".join(partner.registration_number.split()).casefold()
        if number and number in seen:
            yield hit(
                f"partners/{partner.id}/registration_number",
                number=partner.registration_number,
                partner=partner.label(),
                other=seen[number],
            )
        seen.setdefault(number, partner.label())


@rule(WARNING, "partners")
def primary_partner_missing(a: Agreement) -> Iterator[Hit]:
    for kind in ("pes", "csw"):
        if a.partners and not any(partner.kind == kind for partner in a.partners):
            yield hit("partners", kind=kind)


@rule(ERROR, "partners")
def partner_without_signatory(a: Agreement) -> Iterator[Hit]:
    for partner in a.partners:
        for name in ("representative", "representative_function"):
            path = f"partners/{partner.id}/{name}"
            if lacks(a, path, getattr(partner, name)):
                yield hit(path, partner=partner.label())
                break


@rule(WARNING, "partners")
def partner_without_registration(a: Agreement) -> Iterator[Hit]:
    for partner in a.partners:
        path = f"partners/{partner.id}/registration_number"
        if lacks(a, path, partner.registration_number):
            yield hit(path, partner=partner.label())


@rule(ERROR, "work_programme")
def partner_without_role(a: Agreement) -> Iterator[Hit]:
    if not a.actions:
        return
    active = {partner for action in a.actions for partner, role in action.roles.items() if role}
    for partner in a.partners:
        if partner.id not in active:
            yield hit(f"partners/{partner.id}", partner=partner.label())


@rule(WARNING, "budget")
def partner_without_contribution(a: Agreement) -> Iterator[Hit]:
    givers = {entry.bearer for entry in entries(a) if entry.by_partner}
    for partner in a.partners:
        if partner.id not in givers:
            yield hit(f"partners/{partner.id}", partner=partner.label())


@rule(HINT, "partners")
def only_public_bodies(a: Agreement) -> Iterator[Hit]:
    civil = {"ngo", "employer", "chamber", "social_partner", "training_provider", "other", ""}
    if len(a.partners) >= MIN_PARTNERS and not any(partner.kind in civil for partner in a.partners):
        yield hit("partners")


@rule(WARNING, "target_groups")
def target_group_without_profile(a: Agreement) -> Iterator[Hit]:
    for group in a.target_groups:
        path = f"target_groups/{group.id}/profile"
        if lacks(a, path, group.profile):
            yield hit(path, group=group.name)


@rule(WARNING, "target_groups")
def target_group_without_size(a: Agreement) -> Iterator[Hit]:
    for group in a.target_groups:
        path = f"target_groups/{group.id}/size"
        if lacks(a, path, group.size):
            yield hit(path, group=group.name)


@rule(WARNING, "target_groups")
def target_group_not_served(a: Agreement) -> Iterator[Hit]:
    served = {group for action in a.actions for group in action.target_groups}
    for group in a.target_groups:
        if a.actions and group.id not in served:
            yield hit(f"target_groups/{group.id}", group=group.name)


@rule(HINT, "target_groups")
def outreach_missing(a: Agreement) -> Iterator[Hit]:
    for group in a.target_groups:
        path = f"target_groups/{group.id}/outreach"
        if lacks(a, path, group.outreach):
            yield hit(path, group=group.name)


@rule(WARNING, "target_groups")
def clients_not_heard(a: Agreement) -> Iterator[Hit]:
    heard = (
        any(group.voice.strip() for group in a.target_groups)
        or any(body.client_members for body in a.bodies)
        or a.monitoring.client_voice.strip()
    )
    if not heard:
        yield hit("monitoring/client_voice")
