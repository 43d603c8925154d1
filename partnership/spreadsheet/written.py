"""Actions, budget, indicators, partners and aims of an agreement as a workbook."""

from __future__ import annotations

from typing import Any, cast

from partnership import labels
from partnership.agreement import Agreement
from partnership.field_labels import label
from partnership.money import entries, totals
from partnership.spreadsheet.columns import LISTINGS, Field, Listing, head, title
from studio.documents import spreadsheet
from studio.documents.spreadsheet import Cell, Sheet
from studio.languages import Translator, translator


def workbook(agreement: Agreement, locale: str) -> bytes:
    """A sheet for each list that can be read back, and sheets to look at: milestones, and every amount with its sum."""
    t = translator(locale)
    sheets = [_listing(agreement, name, t) for name in ("actions", "budget", "indicators", "partners", "aims")]
    return spreadsheet.render([*sheets, _milestones(agreement, t), _amounts(agreement, t)])


def _listing(agreement: Agreement, name: str, t: Translator) -> Sheet:
    listing = LISTINGS[name]
    return Sheet(
        title(name, t),
        [head(listing, field, t) for field in listing.fields],
        [[_cell(agreement, listing, item, field, t) for field in listing.fields] for item in listing.items(agreement)],
    )


def _cell(agreement: Agreement, listing: Listing, item: Any, field: Field, t: Translator) -> Cell:
    """The value; what was answered for a blank field is said in words."""
    if field.kind == "accountable":
        return _names(agreement, item.accountable())
    if field.kind == "responsible":
        return _names(agreement, item.responsible())
    value = getattr(item, field.name)
    if value in (None, ""):
        return answers(t).get(agreement.answer(f"{listing.path}/{item.id}/{field.name}") or "", None)
    if field.kind == "partner":
        return agreement.partner_label(value)
    if field.kind == "action":
        return next((action.title for action in agreement.actions if action.id == value), "")
    if field.words is not None:
        return field.words(t).get(value, str(value))
    return cast(Cell, value)


def answers(t: Translator) -> dict[str, str]:
    """Words for a blank cell."""
    return {"unknown": t("(not known yet)"), "not_applicable": t("(not applicable)")}


def _names(agreement: Agreement, partners: list[str]) -> str:
    return "; ".join(name for partner in partners if (name := agreement.partner_label(partner)))


def _milestones(agreement: Agreement, t: Translator) -> Sheet:
    rows: list[list[Cell]] = [
        [action.title, stone.title, stone.due] for action in agreement.actions for stone in action.milestones
    ]
    return Sheet(label("actions/any/milestones", t), [t("Action"), t("Milestone"), t("Date")], rows)


def _amounts(agreement: Agreement, t: Translator) -> Sheet:
    kinds, actions = labels.contribution_kinds(t), {action.id: action.title for action in agreement.actions}
    rows: list[list[Cell]] = [
        [
            agreement.partner_label(entry.bearer) or entry.bearer,
            kinds.get(entry.kind, ""),
            actions.get(entry.action, ""),
            entry.year,
            entry.amount,
            entry.currency,
            entry.value,
        ]
        for entry in entries(agreement)
    ]
    rows.append([t("Total"), None, None, None, None, agreement.budget.currency, totals(agreement).total])
    columns = [
        t("Partner or source"),
        t("Kind"),
        t("Action"),
        t("Year"),
        t("Amount"),
        t("Currency"),
        t("In the budget's currency"),
    ]
    return Sheet(t("All amounts"), columns, rows)
