"""The lists of an agreement that come as tables, and the columns of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from partnership import labels
from partnership.agreement import Agreement
from partnership.field_labels import label
from partnership.items import Action, Aim, BudgetLine, Indicator, Item, Partner
from studio.languages import Translator

Kind = Literal[
    "text", "figure", "amount", "day", "year", "currency", "word", "partner", "action", "accountable", "responsible"
]
Words = Callable[[Translator], dict[str, str]]


@dataclass(frozen=True)
class Field:
    """A column: the item's field, what its cells hold, and the words of a choice."""

    name: str
    kind: Kind = "text"
    words: Words | None = None


@dataclass(frozen=True)
class Listing:
    """A list of items; rows with the same `key` are the same item."""

    path: str
    model: type[Item]
    prefix: str
    key: tuple[str, ...]
    fields: tuple[Field, ...]

    def items(self, agreement: Agreement) -> list[Any]:
        return agreement.budget.lines if self.path == "budget/lines" else getattr(agreement, self.path)


LISTINGS: dict[str, Listing] = {
    "partners": Listing(
        "partners",
        Partner,
        "p",
        ("name",),
        (
            Field("name"),
            Field("short_name"),
            Field("kind", "word", labels.partner_kinds),
            *map(Field, ("registration_number", "representative", "representative_function", "address")),
            *map(Field, ("contact_name", "contact_email", "contact_phone", "role")),
        ),
    ),
    "aims": Listing(
        "aims",
        Aim,
        "a",
        ("statement",),
        (
            *map(Field, ("statement", "measure", "unit")),
            Field("baseline", "figure"),
            Field("target", "figure"),
            Field("due", "day"),
        ),
    ),
    "actions": Listing(
        "actions",
        Action,
        "c",
        ("title",),
        (
            Field("title"),
            Field("description"),
            Field("start", "day"),
            Field("end", "day"),
            Field("accountable", "accountable"),
            Field("responsible", "responsible"),
        ),
    ),
    "budget": Listing(
        "budget/lines",
        BudgetLine,
        "l",
        ("title", "partner", "source", "year"),
        (
            Field("title"),
            Field("purpose", "word", labels.purposes),
            Field("action", "action"),
            Field("partner", "partner"),
            Field("source"),
            Field("year", "year"),
            Field("amount", "amount"),
            Field("currency", "currency"),
        ),
    ),
    "indicators": Listing(
        "indicators",
        Indicator,
        "i",
        ("name",),
        (
            Field("name"),
            Field("level", "word", labels.indicator_levels),
            Field("unit"),
            Field("baseline", "figure"),
            Field("target", "figure"),
            Field("source"),
            Field("frequency", "word", labels.frequencies),
            Field("owner", "partner"),
        ),
    ),
}


def title(name: str, t: Translator) -> str:
    return label(LISTINGS[name].path, t)


def head(listing: Listing, field: Field, t: Translator) -> str:
    """What a column is called, as its field on the pages."""
    if field.kind == "accountable":
        return labels.roles(t)["A"]
    if field.kind == "responsible":
        return labels.roles(t)["R"]
    return label(f"{listing.path}/any/{field.name}", t)
