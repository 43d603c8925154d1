"""Rules about money."""

from __future__ import annotations

from collections.abc import Iterator

from partnership.agreement import Agreement, years
from partnership.money import entries, totals
from partnership.review.finding import Hit, Severity, hit, lacks, rule

ERROR, WARNING, HINT = Severity.ERROR, Severity.WARNING, Severity.HINT


@rule(WARNING, "budget")
def budget_total_missing(a: Agreement) -> Iterator[Hit]:
    if lacks(a, "budget/stated_total", a.budget.stated_total):
        yield hit("budget/stated_total")


@rule(ERROR, "budget")
def budget_does_not_add_up(a: Agreement) -> Iterator[Hit]:
    sums = totals(a)
    stated = a.budget.stated_total
    if stated is not None and sums.complete and sums.total != stated:
        yield hit(
            "budget/stated_total",
            stated=stated,
            total=sums.total,
            difference=sums.total - stated,
            currency=a.budget.currency,
        )


@rule(ERROR, "budget")
def currency_without_rate(a: Agreement) -> Iterator[Hit]:
    missing = sorted({entry.currency for entry in entries(a) if entry.value is None})
    for currency in missing:
        yield hit("budget/rates", currency=currency or "?", budget_currency=a.budget.currency)


@rule(ERROR, "budget")
def cost_without_bearer(a: Agreement) -> Iterator[Hit]:
    for entry in entries(a):
        if not entry.bearer:
            yield hit(entry.path, amount=entry.amount, currency=entry.currency)


@rule(WARNING, "budget")
def amount_without_year(a: Agreement) -> Iterator[Hit]:
    for entry in entries(a):
        if entry.year is None and len(years(a)) > 1:
            yield hit(f"{entry.path}/year", amount=entry.amount, currency=entry.currency)


@rule(ERROR, "budget")
def amount_outside_term(a: Agreement) -> Iterator[Hit]:
    term = years(a)
    for entry in entries(a):
        if term and entry.year is not None and entry.year not in term:
            yield hit(f"{entry.path}/year", amount=entry.amount, currency=entry.currency, year=entry.year, term=term)


@rule(WARNING, "budget")
def year_without_budget(a: Agreement) -> Iterator[Hit]:
    funded = {entry.year for entry in entries(a)}
    for year in years(a):
        if funded - {None} and year not in funded:
            yield hit("budget/lines", year=year)


@rule(WARNING, "budget")
def coordination_not_funded(a: Agreement) -> Iterator[Hit]:
    if not any(entry.purpose == "coordination" and entry.amount for entry in entries(a)):
        yield hit("budget/lines")
