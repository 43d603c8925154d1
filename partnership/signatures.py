"""What signing rests on: the text as bytes with a hash, who signs in which turn, when a typed name counts.

The hash covers the whole agreement as data, whatever language it is printed in, and nothing but its state is left out:
that changes when the last signature comes in, the text does not.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from partnership.agreement import Agreement
from partnership.items import Partner
from partnership.review import Finding, Severity, review
from partnership.review.answers import still_open
from partnership.transfer import to_body

_UNDECOMPOSED = str.maketrans({"đ": "d", "ł": "l", "ø": "o", "ß": "ss", "ı": "i"})


@dataclass(frozen=True)
class Seat:
    """A partner's signature: asked for, given or refused."""

    partner: str
    party: str
    signatory: str
    function: str
    turn: int
    state: str
    way: str
    by: str
    """Name of the person who typed it or brought the scan, as they are known here."""
    language: str
    paper_day: date | None
    scan: str
    """SHA-256 of the scanned page; empty where there is none."""
    reason: str
    at: datetime | None
    asked_until: datetime | None
    """How long the personal link works; None where there is none."""


@dataclass(frozen=True)
class Round:
    """A text put before its signatories, and how far they are."""

    id: str
    agreement_id: str
    revision: int
    version: str
    """Name of the version that is signed."""
    text_sha256: str
    pages: dict[str, str]
    text: Agreement
    opened_by: str
    opened_at: datetime
    outcome: str
    reason: str
    closed_at: datetime | None
    seats: tuple[Seat, ...]

    @property
    def open(self) -> bool:
        return self.outcome == "open"

    @property
    def turn(self) -> int:
        """The turn that is asked now: the first in which somebody has not signed."""
        return min((seat.turn for seat in self.seats if seat.state != "signed"), default=0)

    @property
    def declined(self) -> tuple[Seat, ...]:
        return tuple(seat for seat in self.seats if seat.state == "declined")

    def seat(self, partner: str) -> Seat | None:
        return next((seat for seat in self.seats if seat.partner == partner), None)

    def may_be_asked(self, seat: Seat) -> bool:
        """Whether it is this partner's turn in a round that goes on."""
        return self.open and seat.state != "signed" and seat.turn == self.turn


def text_of(agreement: Agreement) -> bytes:
    """The text as it is signed: JSON with sorted keys, in UTF-8; its SHA-256 is the hash signatories confirm."""
    body = to_body(agreement) | {"status": "signed"}
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def obstacles(agreement: Agreement) -> list[Finding]:
    """What keeps the text from being signed: errors that nobody has mended or accepted with a reason."""
    return [found for found in still_open(agreement, review(agreement)) if found.severity is Severity.ERROR]


FORMALITIES = (
    "legal/basis",
    "legal/protocol_number",
    "legal/place",
    "legal/originals",
    "legal/disputes",
    "partners/registration_number",
    "partners/representative",
    "partners/authority",
)
"""What makes a text signable here beside its contents; a path into `partners` stands for each of them."""


def formalities(agreement: Agreement) -> dict[str, list[str]]:
    """Those of `FORMALITIES` that are open, with the places where; what does not apply is settled."""
    found = {path: [each for each in _places(agreement, path) if _open(agreement, each)] for path in FORMALITIES}
    return {path: places for path, places in found.items() if places}


def _places(agreement: Agreement, path: str) -> list[str]:
    name, _, field = path.partition("/")
    return [f"partners/{each.id}/{field}" for each in agreement.partners] if name == "partners" else [path]


def _open(agreement: Agreement, path: str) -> bool:
    *_, holder, field = path.split("/")
    value = getattr(agreement.partner(holder) or agreement.legal, field)
    return (value is None or value == "" or not str(value).strip()) and agreement.answer(path) != "not_applicable"


def nameless(agreement: Agreement) -> list[Partner]:
    """Partners nobody can sign for, because the institution or its representative has no name."""
    return [each for each in agreement.partners if not (each.name.strip() and plain_name(each.representative))]


def turns_fit(agreement: Agreement, turns: Sequence[Sequence[str]]) -> bool:
    """Whether every partner has exactly one seat and no turn is empty."""
    seats = [partner for turn in turns for partner in turn]
    return all(turns) and sorted(seats) == sorted(partner.id for partner in agreement.partners)


def same_name(typed: str, signatory: str) -> bool:
    """Whether a typed name is the signatory's; capitals, spaces and accents do not matter, phones often lack them."""
    return bool(plain_name(signatory)) and plain_name(typed) == plain_name(signatory)


def plain_name(name: str) -> str:
    """Letters and digits of a name without accents and capitals."""
    spread = unicodedata.normalize("NFKD", name.casefold().translate(_UNDECOMPOSED))
    return " ".join("".join(c if c.isalnum() else " " for c in spread if not unicodedata.combining(c)).split())
