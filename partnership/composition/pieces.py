"""What the sections of the document are written with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from partnership.agreement import Agreement
from studio.documents.model import AnyBlock, Column, Facts, Heading, Prose, Table
from studio.documents.prose import flat
from studio.languages import Translator

Pieces = Iterator[AnyBlock]
Align = Literal["left", "right", "center"]


@dataclass
class Writer:
    """An agreement, the words to write it in, and where the document stands."""

    agreement: Agreement
    t: Translator
    language: str
    number: int = 0
    _sub: tuple[int, int] = (0, 0)

    def subheading(self, text: str) -> Heading:
        """A heading numbered within the present section."""
        section, count = self._sub
        self._sub = (self.number, count + 1 if section == self.number else 1)
        return Heading(level=2, text=text, number=f"{self.number}.{self._sub[1]}")

    def figure(self, value: Decimal | int | None, unit: str = "") -> str:
        """A number for a cell; a dash where nobody knows it yet."""
        if value is None:
            return "–"
        return f"{self.t.number(value)} {unit}".strip()

    def money(self, value: Decimal | None, currency: str = "") -> str:
        if value is None:
            return "–"
        code = currency or self.agreement.budget.currency
        return self.t.money(value, code) if code else self.t.number(value)

    def day(self, value: date | None) -> str:
        return "–" if value is None else self.t.date(value)

    def period(self, start: date | None, end: date | None) -> str:
        if start is None and end is None:
            return "–"
        return self.t("{start} to {end}", start=self.day(start), end=self.day(end))

    def partner(self, partner_id: str) -> str:
        return self.agreement.partner_label(partner_id) or "–"

    def partners(self, partner_ids: Iterable[str]) -> str:
        names = [name for partner_id in partner_ids if (name := self.agreement.partner_label(partner_id))]
        return ", ".join(names) or "–"

    def named(self, kind: Literal["aims", "target_groups", "actions"], ids: Iterable[str]) -> str:
        """Names of the items with these ids, in the agreement's order; lost references are left out."""
        wanted = set(ids)
        field = {"aims": "statement", "target_groups": "name", "actions": "title"}[kind]
        items = getattr(self.agreement, kind)
        names = [" ".join(flat(str(getattr(item, field))).split()) for item in items if item.id in wanted]
        return "; ".join(name for name in names if name) or "–"


def in_cell(text: str) -> str:
    """A long text in a table or beside a label: without its markers, a dash where there is none."""
    return flat(text).strip() or "–"


def or_dash(text: str) -> str:
    return text.strip() or "–"


def col(title: str, share: float, align: Align = "left") -> Column:
    return Column(title=title, share=share, align=align)


def table(
    caption: str,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] = (),
    note: str = "",
) -> Pieces:
    """A table, or nothing where it would have no rows."""
    if rows:
        yield Table(
            caption=caption,
            columns=tuple(columns),
            rows=tuple(tuple(row) for row in rows),
            total=tuple(total),
            note=note,
        )


def facts(*rows: tuple[str, str]) -> Pieces:
    """Label and value pairs; pairs without a value are left out."""
    kept = tuple((label, value) for label, value in rows if value.strip() and value != "–")
    if kept:
        yield Facts(rows=kept)


def passage(title: str, text: str, origin: str = "") -> Pieces:
    """A passage below a numbered heading, under a small one of its own; nothing where it is empty."""
    if text.strip():
        yield Heading(level=3, text=title)
        yield Prose(markdown=text.strip(), origin=origin)


def said(w: Writer, title: str, text: str, origin: str = "") -> Pieces:
    """A passage of a structured field under a numbered heading; nothing where it is empty."""
    if text.strip():
        yield w.subheading(title)
        yield Prose(markdown=text.strip(), origin=origin)
