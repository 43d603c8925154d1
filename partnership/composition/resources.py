"""Section 7: the budget, derived from contributions and lines."""

from __future__ import annotations

from decimal import Decimal

from partnership import labels
from partnership.composition.pieces import Pieces, Writer, col, facts, or_dash, table
from partnership.money import Totals, matrix, totals
from studio.documents.model import Paragraph


def budget(w: Writer) -> Pieces:
    t, a = w.t, w.agreement
    sums = totals(a)
    yield from facts(
        (t("Currency"), a.budget.currency),
        (t("Agreed total"), w.money(a.budget.stated_total)),
        (t("Exchange rates"), _rates(w)),
    )
    yield from by_bearer(w, sums)
    yield from by_kind(w, sums)
    yield from _lines(w)
    yield from _by_action(w, sums)
    if not sums.complete:
        yield Paragraph(text=t("Amounts in a currency without exchange rate are not part of these sums."), style="note")


def _rates(w: Writer) -> str:
    rates = [(currency, rate) for currency, rate in w.agreement.budget.rates.items() if rate is not None]
    return "; ".join(
        w.t("1 {currency} = {rate} {budget}", currency=c, rate=w.t.number(r), budget=w.agreement.budget.currency)
        for c, r in rates
    )


def by_bearer(w: Writer, sums: Totals) -> Pieces:
    t = w.t
    heads = [str(year) if year is not None else t("Without year") for year in sums.years]
    rows = [
        (
            w.agreement.partner_label(bearer) or or_dash(bearer),
            *(w.t.amount(by_year.get(year, Decimal(0))) for year in sums.years),
            w.t.amount(sum(by_year.values(), Decimal(0))),
        )
        for bearer, by_year in sums.by_bearer.items()
    ]
    per_year = [
        w.t.amount(sum((by_year.get(year, Decimal(0)) for by_year in sums.by_bearer.values()), Decimal(0)))
        for year in sums.years
    ]
    yield from table(
        t("Budget by partner and year, in {currency}", currency=w.agreement.budget.currency),
        [col(t("Partner or source"), 3.0), *(col(head, 1.4, "right") for head in heads), col(t("Total"), 1.5, "right")],
        rows,
        (t("Total"), *per_year, w.t.amount(sums.total)),
    )


def by_kind(w: Writer, sums: Totals) -> Pieces:
    """Partner by kind and year; left out where there is money only."""
    t, rows = w.t, matrix(w.agreement)
    if not any(row.kind in ("in_kind", "staff") for row in rows):
        return
    kinds = labels.contribution_kinds(t)
    heads = [str(year) if year is not None else t("Without year") for year in sums.years]
    cells = [
        (
            w.agreement.partner_label(row.bearer) or or_dash(row.bearer),
            kinds.get(row.kind, "–"),
            *(t.amount(row.by_year.get(year, Decimal(0))) for year in sums.years),
            t.amount(row.total),
            t.number(row.days) if row.days else "–",
        )
        for row in rows
    ]
    yield from table(
        t("What each partner gives, by kind and year, in {currency}", currency=w.agreement.budget.currency),
        [
            col(t("Partner or source"), 2.4),
            col(t("Kind"), 1.2),
            *(col(head, 1.2, "right") for head in heads),
            col(t("Total"), 1.3, "right"),
            col(t("Working days"), 1.0, "right"),
        ],
        cells,
    )


def _lines(w: Writer) -> Pieces:
    t = w.t
    purposes = labels.purposes(t)
    rows = [
        (
            or_dash(line.title),
            purposes.get(line.purpose, "–"),
            w.agreement.partner_label(line.partner) or or_dash(line.source),
            str(line.year) if line.year else "–",
            w.money(line.amount, line.currency),
        )
        for line in w.agreement.budget.lines
    ]
    columns = [
        col(t("Cost"), 3.0),
        col(t("Purpose"), 1.6),
        col(t("Borne by"), 1.8),
        col(t("Year"), 0.8),
        col(t("Amount"), 1.6, "right"),
    ]
    yield from table(t("Costs beyond contributions to actions"), columns, rows)


def _by_action(w: Writer, sums: Totals) -> Pieces:
    t = w.t
    rows = [
        (f"{number}. {or_dash(action.title)}", w.t.amount(sums.by_action[action.id]))
        for number, action in enumerate(w.agreement.actions, 1)
        if action.id in sums.by_action
    ]
    columns = [col(t("Action"), 4.0), col(t("Amount"), 1.5, "right")]
    yield from table(
        t("Budget by action, in {currency}", currency=w.agreement.budget.currency),
        columns,
        rows,
    )
