"""Cells of somebody's spreadsheet as values of an agreement's fields."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from partnership.agreement import Agreement
from partnership.items import MAX_TEXT, without_control_characters
from partnership.spreadsheet.columns import Field
from studio.languages import SOURCE_LOCALE, Translator, translator

_DAY = re.compile(r"(\d{1,2})[./-]\s*(\d{1,2})[./-]\s*(\d{4})\.?")


class Unreadable(ValueError):
    """A cell that fits its column not; the code says why, `wanted` what would fit."""

    def __init__(self, code: str, wanted: str = "") -> None:
        super().__init__(code)
        self.code, self.wanted = code, wanted


def value_of(cell: Any, field: Field, agreement: Agreement, t: Translator) -> Any:
    """The JSON-ready value of a cell that is not empty; Unreadable where it cannot be one."""
    if field.kind in ("figure", "amount"):
        return decimal_text(cell, least=0 if field.kind == "amount" else None)
    if field.kind == "day":
        return _day(cell)
    if field.kind == "year":
        number = Decimal(decimal_text(cell, least=0))
        if number != int(number) or not 1990 <= number <= 2200:
            raise Unreadable("cell_not_year")
        return int(number)
    text = text_of(cell)
    if field.kind == "word" and field.words is not None:
        return _word(text, field, t)
    if field.kind == "currency":
        if not re.fullmatch(r"[A-Za-z]{3}", text):
            raise Unreadable("cell_not_currency")
        return text.upper()
    if field.kind == "partner":
        return partner_named(text, agreement)
    if field.kind in ("accountable", "responsible"):
        return [partner_named(each.strip(), agreement) for each in re.split(r"[;\n]", text) if each.strip()]
    if field.kind == "action":
        found = [action.id for action in agreement.actions if same(action.title, text)]
        if not found:
            raise Unreadable("cell_no_action")
        return found[0]
    if len(text) > MAX_TEXT:
        raise Unreadable("cell_too_long")
    return text


def text_of(cell: Any) -> str:
    if isinstance(cell, datetime) and cell.time() == datetime.min.time():
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return without_control_characters(str(cell)).strip()


def same(one: str, other: str) -> bool:
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def partner_named(text: str, agreement: Agreement) -> str:
    for partner in agreement.partners:
        if any(name.strip() and same(name, text) for name in (partner.name, partner.short_name)):
            return partner.id
    names = [partner.label() for partner in agreement.partners if partner.label()]
    raise Unreadable("cell_no_partner", ", ".join(names[:20]))


def _word(text: str, field: Field, t: Translator) -> str:
    assert field.words is not None
    for words in (field.words(t), field.words(translator(SOURCE_LOCALE))):
        for code, word in words.items():
            if same(word, text) or same(code, text):
                return code
    raise Unreadable("cell_no_word", ", ".join(field.words(t).values()))


def decimal_text(cell: Any, least: int | None) -> str:
    """Decimal text; `1.250,50` and `1,250.50` are read as people mean them."""
    if isinstance(cell, bool):
        raise Unreadable("cell_not_number")
    if isinstance(cell, int | float | Decimal):
        number = Decimal(str(cell))
    else:
        text = "".join(c for c in str(cell) if not c.isspace()).rstrip("%€")
        mark = max(text.rfind("."), text.rfind(","))
        if mark >= 0 and (len(text) - mark != 4 or text[:mark].strip("-+") in ("", "0")):
            text = text[:mark].replace(".", "").replace(",", "") + "." + text[mark + 1 :]
        else:
            text = text.replace(".", "").replace(",", "")
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise Unreadable("cell_not_number") from error
    if not number.is_finite() or abs(number) > Decimal("1e13"):
        raise Unreadable("cell_not_number")
    if least is not None and number < least:
        raise Unreadable("cell_negative")
    return format(round(number, 6).normalize(), "f")


def _day(cell: Any) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    text = text_of(cell)
    found = _DAY.fullmatch(text)
    try:
        if found:
            day, month, year = map(int, found.groups())
            return date(year, month, day).isoformat()
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        raise Unreadable("cell_not_day") from error
