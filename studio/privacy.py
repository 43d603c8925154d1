"""Does a text hold what could point to a real person? Only kinds are told; what was found is never kept or logged."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import Any


class Trace(StrEnum):
    """What looks like a real person's identifier."""

    IDENTITY_NUMBER = "identity_number"
    PHONE = "phone"
    EMAIL = "email"
    BANK_ACCOUNT = "bank_account"


REGIONS = ("AL", "BA", "XK", "ME", "MK", "RS")
MOST = 200_000
"""Characters looked at; a longer text is cut, because a page must not wait for it."""
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{2,4}){3,8}\b")
_THIRTEEN = re.compile(r"(?<!\d)\d{13}(?!\d)")
_ALBANIAN = re.compile(r"\b[A-Z]\d{8}[A-Z]\b")
"""Decade letter, birth date with 50 added to the month for women, serial number, control letter."""
_DIALLED = re.compile(r"(?:\+|\b0)\d[\d /()-]{5,20}\d")
"""No full stops: dates have them."""


def traces(texts: Iterable[str]) -> tuple[Trace, ...]:
    """Kinds of identifiers that these texts seem to hold, each once, in the order of `Trace`."""
    whole = "\n".join(texts)[:MOST]
    rules = {
        Trace.IDENTITY_NUMBER: _identity_number,
        Trace.PHONE: _phone,
        Trace.EMAIL: lambda text: bool(_EMAIL.search(text)),
        Trace.BANK_ACCOUNT: _bank_account,
    }
    return tuple(kind for kind, rule in rules.items() if rule(whole))


def texts_of(node: Any) -> Iterable[str]:
    """Every text inside the body of a document."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from texts_of(value)
    elif isinstance(node, list | tuple):
        for value in node:
            yield from texts_of(value)


def _identity_number(text: str) -> bool:
    """Personal numbers of the successor states of Yugoslavia (thirteen digits, one system) and of Albania."""
    if _ALBANIAN.search(text):
        return True
    numbers = _THIRTEEN.findall(text)
    if not numbers:
        return False
    from stdnum.si import emso

    return any(emso.is_valid(number) for number in numbers)


def _phone(text: str) -> bool:
    candidates = _DIALLED.findall(text)
    if not candidates:
        return False
    import phonenumbers  # here and above: most texts hold nothing like it, and the tables are large

    def valid(number: str, region: str) -> bool:
        try:
            return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
        except phonenumbers.NumberParseException:
            return False

    return any(valid(number, region) for number in candidates for region in REGIONS)


def _bank_account(text: str) -> bool:
    candidates = _IBAN.findall(text)
    if not candidates:
        return False
    from stdnum import iban

    return any(iban.is_valid(number, check_country=False) for number in candidates)
