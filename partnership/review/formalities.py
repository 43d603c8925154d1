"""Rules about what a signature needs in this region: authority, originals, place, protocol, complete annexes."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement
from partnership.review.finding import Hit, Severity, hit, lacks, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@rule(HINT, "partners")
def authority_open(a: Agreement) -> Iterator[Hit]:
    for partner in a.partners:
        path = f"partners/{partner.id}/authority"
        if partner.representative.strip() and lacks(a, path, partner.authority):
            yield hit(path, name=partner.representative.strip(), partner=partner.label())


@rule(WARNING, "partners")
def signatory_twice(a: Agreement) -> Iterator[Hit]:
    """One person for two institutions is possible, but most often a line that was copied."""
    seen: dict[str, str] = {}
    for partner in a.partners:
        name = " ".join(partner.representative.casefold().split())
        if name and name in seen:
            yield hit(
                f"partners/{partner.id}/representative",
                name=partner.representative.strip(),
                partner=partner.label(),
                other=seen[name],
            )
        seen.setdefault(name, partner.label())


@rule(WARNING, "additional_documents")
def annex_not_attached(a: Agreement) -> Iterator[Hit]:
    for annex in a.annexes:
        if annex.state == "planned":
            yield hit(f"annexes/{annex.id}/state", annex=annex.title.strip())


@rule(WARNING, "duration")
def originals_open(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "legal/originals", a.legal.originals or None):
        yield hit("legal/originals")


@rule(HINT, "duration")
def signing_place_open(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "legal/place", a.legal.place):
        yield hit("legal/place")


@rule(HINT, "duration")
def protocol_number_open(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "legal/protocol_number", a.legal.protocol_number):
        yield hit("legal/protocol_number")


@rule(WARNING, "duration")
def signed_after_start(a: Agreement) -> Iterator[Hit]:
    if a.legal.signed_on and a.term.start and a.legal.signed_on > a.term.start:
        yield hit("legal/signed_on", signed=a.legal.signed_on, start=a.term.start)
