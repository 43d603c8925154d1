"""What the partnership costs and who bears it: derived from contributions and budget lines, never typed twice."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from partnership.agreement import Agreement


@dataclass(frozen=True)
class Entry:
    """One amount of the budget in the budget's currency; `value` is None where a rate is missing."""

    path: str
    bearer: str
    """Partner id, or the name of a source outside the partnership."""
    by_partner: bool
    action: str
    purpose: str
    kind: str
    year: int | None
    amount: Decimal
    currency: str
    value: Decimal | None


@dataclass(frozen=True)
class Totals:
    """Sums in the budget's currency."""

    total: Decimal
    by_bearer: dict[str, dict[int | None, Decimal]] = field(default_factory=dict)
    by_action: dict[str, Decimal] = field(default_factory=dict)
    years: list[int | None] = field(default_factory=list)
    complete: bool = True
    """False where an amount could not be counted because its exchange rate is missing."""


def entries(agreement: Agreement) -> list[Entry]:
    """Every contribution and budget line that has an amount."""
    found = []
    for action in agreement.actions:
        for given in action.contributions:
            if given.amount is None:
                continue
            currency = given.currency or agreement.budget.currency
            found.append(
                Entry(
                    path=f"actions/{action.id}/contributions/{given.id}",
                    bearer=given.partner,
                    by_partner=True,
                    action=action.id,
                    purpose="action",
                    kind=given.kind,
                    year=given.year,
                    amount=given.amount,
                    currency=currency,
                    value=_converted(agreement, given.amount, currency),
                )
            )
    for line in agreement.budget.lines:
        if line.amount is None:
            continue
        currency = line.currency or agreement.budget.currency
        found.append(
            Entry(
                path=f"budget/lines/{line.id}",
                bearer=line.partner or line.source.strip(),
                by_partner=bool(line.partner),
                action=line.action,
                purpose=line.purpose,
                kind="cash",
                year=line.year,
                amount=line.amount,
                currency=currency,
                value=_converted(agreement, line.amount, currency),
            )
        )
    return found


def totals(agreement: Agreement) -> Totals:
    total = Decimal(0)
    by_bearer: dict[str, dict[int | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    by_action: dict[str, Decimal] = defaultdict(Decimal)
    found_years: set[int | None] = set()
    complete = True
    for entry in entries(agreement):
        if entry.value is None:
            complete = False
            continue
        total += entry.value
        by_bearer[entry.bearer][entry.year] += entry.value
        if entry.action:
            by_action[entry.action] += entry.value
        found_years.add(entry.year)
    return Totals(
        total=total,
        by_bearer={bearer: dict(sums) for bearer, sums in by_bearer.items()},
        by_action=dict(by_action),
        years=sorted(found_years, key=lambda year: (year is None, year or 0)),
        complete=complete,
    )


@dataclass(frozen=True)
class Row:
    """What one partner or source gives in one kind; days are working days, whatever they are worth."""

    bearer: str
    kind: str
    by_year: dict[int | None, Decimal]
    days: Decimal

    @property
    def total(self) -> Decimal:
        return sum(self.by_year.values(), Decimal(0))


def matrix(agreement: Agreement) -> list[Row]:
    """The budget by bearer, kind and year: partners in their order, then sources outside the partnership."""
    order = {partner.id: number for number, partner in enumerate(agreement.partners)}
    sums: dict[tuple[str, str], dict[int | None, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    days: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for entry in entries(agreement):
        if entry.value is not None:
            sums[entry.bearer, entry.kind][entry.year] += entry.value
    for action in agreement.actions:
        for given in action.contributions:
            if given.days is not None:
                days[given.partner, given.kind] += given.days
    kinds = {kind: number for number, kind in enumerate(("cash", "in_kind", "staff", ""))}
    keys = sorted({*sums, *days}, key=lambda key: (order.get(key[0], len(order)), key[0], kinds[key[1]]))
    return [Row(bearer, kind, dict(sums[bearer, kind]), days[bearer, kind]) for bearer, kind in keys]


def _converted(agreement: Agreement, amount: Decimal, currency: str) -> Decimal | None:
    """In the budget's currency, rounded to a hundredth."""
    if currency == agreement.budget.currency:
        return amount
    rate = agreement.budget.rates.get(currency)
    return None if rate is None else (amount * rate).quantize(Decimal("0.01"))
