"""Any file that may hold an instrument of one's own, read as what it is."""

from __future__ import annotations

from studio.documents import incoming
from studio.errors import Invalid
from toolkit import own_instruments, own_workbook, own_xlsform
from toolkit.own_instruments import Brought


def read_own(content: bytes, locale: str) -> Brought:
    """From XLSX as the studio writes it, an XLSForm, YAML, JSON; Invalid `instrument_unreadable` otherwise."""
    if content.lstrip()[:1] == b"{":
        return own_instruments.from_json(content)
    if not content.startswith(b"PK") and (written := own_instruments.from_yaml(content)) is not None:
        return written
    try:
        tables = incoming.tables(content)
    except Invalid as error:
        # the words of this code name every kind the studio takes somewhere, most of which hold no instrument
        raise (Invalid("instrument_unreadable") if error.code == "file_type_unknown" else error) from error
    found = own_workbook.read(tables, locale) or own_xlsform.read(tables, locale)
    if found is None:
        raise Invalid("instrument_unreadable")
    return found
