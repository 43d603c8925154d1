"""A table of somebody's spreadsheet as changes to an agreement: columns matched by header, every doubt named.

Values are taken, formulas never: a formula counts by the value its program stored. Files are refused that unpack too
large, define entities, or are no workbook.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from partnership.agreement import Agreement
from partnership.items import MAX_ITEMS
from partnership.spreadsheet.cells import Unreadable, same, text_of, value_of
from partnership.spreadsheet.columns import LISTINGS, Field, Listing, head
from partnership.spreadsheet.written import answers
from studio import files, ids
from studio.changes import CHANGES, AddItem, Change, SetField
from studio.errors import Invalid
from studio.languages import SOURCE_LOCALE, Translator, translator

MAX_BYTES = 5_000_000
MAX_COLUMNS = 60
HEADER_WITHIN = 15
"""Rows from the top among which the header is looked for."""
MAX_PROBLEMS = 30


@dataclass(frozen=True)
class Problem:
    """A cell that cannot be taken, by the code of a message."""

    sheet: str
    cell: str
    code: str
    found: str
    wanted: str = ""


@dataclass
class Table:
    """What was read: matched and ignored headers, rows as people see them, and the changes they make."""

    sheet: str
    matched: list[str]
    ignored: list[str]
    rows: list[list[str]] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    added: int = 0
    changed: int = 0
    problems: list[Problem] = field(default_factory=list)

    @property
    def digest(self) -> str:
        """The same for the same rows on the same draft; ids of new items are left out."""
        told = [
            (change.path, [(name, value) for name, value in change.item.items() if name != "id"])
            if isinstance(change, AddItem)
            else CHANGES.dump_json([change])
            for change in self.changes
        ]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def read(content: bytes, name: str, agreement: Agreement, t: Translator) -> Table:
    """The sheet that fits the list best; Invalid when the file is unusable or no sheet has fitting headers."""
    listing = LISTINGS[name]
    best: tuple[int, str, int, list[Field | None], list[list[_Cell]]] | None = None
    for sheet, rows in sheets(content):
        for position, row in enumerate(rows[:HEADER_WITHIN]):
            matched = _matched(row, listing, t)
            count = sum(each is not None for each in matched)
            if count and (best is None or count > best[0]):
                best = (count, sheet, position, matched, rows)
    if best is None:
        wanted = ", ".join(head(listing, each, t) for each in listing.fields)
        raise Invalid("table_without_headers", wanted=wanted)
    _, sheet, position, matched, rows = best
    keyed = [each for each in matched if each is not None and each.name == listing.key[0]]
    if not keyed:
        raise Invalid("table_without_key", sheet=sheet, row=position + 1, wanted=head(listing, listing.fields[0], t))
    body = [row for row in rows[position + 1 :] if any(not cell.blank for cell in row)]
    if len(body) > MAX_ITEMS:
        raise Invalid("table_too_long", sheet=sheet, count=len(body), maximum=MAX_ITEMS)
    names = [text_of(cell.value) for cell in rows[position] if not cell.blank]
    used = [text_of(rows[position][n].value) for n, each in enumerate(matched) if each is not None]
    table = Table(sheet, used, [each for each in names if each not in used])
    for row in body:
        _take(table, listing, matched, row, agreement, t)
    return table


@dataclass(frozen=True)
class _Cell:
    place: str
    value: Any
    formula: bool

    @property
    def blank(self) -> bool:
        return not self.formula and (self.value is None or not str(self.value).strip())


def sheets(content: bytes) -> Iterator[tuple[str, list[list[_Cell]]]]:
    """Title and rows of each sheet of a workbook somebody sent; Invalid when it cannot be opened safely."""
    if len(content) > MAX_BYTES:
        raise Invalid("file_too_large", limit=MAX_BYTES // 1_000_000)
    if not content.startswith(b"PK\x03\x04") or files.media_type(content) != files.XLSX:
        raise Invalid("table_not_xlsx")
    import openpyxl  # here, because most starts of the studio read no workbook

    try:
        if files.declares_types(content):
            raise Invalid("table_not_xlsx")
        values = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        written = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False)
        for sheet in values.worksheets[:20]:
            limits = {"max_row": MAX_ITEMS + HEADER_WITHIN + 50, "max_col": MAX_COLUMNS}
            pairs = zip(sheet.iter_rows(**limits), written[sheet.title].iter_rows(**limits), strict=True)
            yield sheet.title, [_row(number, *pair) for number, pair in enumerate(pairs, 1)]
    except files.DAMAGED as error:
        raise Invalid("file_damaged") from error


def _row(number: int, values: tuple[Any, ...], written: tuple[Any, ...]) -> list[_Cell]:
    from openpyxl.utils import get_column_letter

    return [
        _Cell(f"{get_column_letter(column)}{number}", value.value, getattr(source, "data_type", "") == "f")
        for column, (value, source) in enumerate(zip(values, written, strict=True), 1)
    ]


def _matched(row: list[_Cell], listing: Listing, t: Translator) -> list[Field | None]:
    """The field of each column, each field once; headers may be in the person's language, English, or field names."""
    free = list(listing.fields)
    found: list[Field | None] = []
    for cell in row:
        said = "" if cell.blank else text_of(cell.value).rstrip("*: ")
        fitting = (each for each in free if any(same(said, name) for name in _names(listing, each, t)))
        field_ = next(fitting, None) if said else None
        if field_ is not None:
            free.remove(field_)
        found.append(field_)
    return found


def _names(listing: Listing, field_: Field, t: Translator) -> tuple[str, str, str]:
    return head(listing, field_, t), head(listing, field_, translator(SOURCE_LOCALE)), field_.name.replace("_", " ")


def _take(
    table: Table, listing: Listing, matched: list[Field | None], row: list[_Cell], agreement: Agreement, t: Translator
) -> None:
    values: dict[str, Any] = {}
    shown: list[str] = []
    blanks = {*answers(t).values(), *answers(translator(SOURCE_LOCALE)).values()}
    for field_, cell in zip(matched, row, strict=False):
        if field_ is None:
            continue
        shown.append("" if cell.value is None else text_of(cell.value))
        if cell.formula and cell.value is None:
            _problem(table, cell, Unreadable("cell_formula_without_value"))
        elif not cell.blank and text_of(cell.value) not in blanks:
            try:
                values[field_.name] = value_of(cell.value, field_, agreement, t)
            except Unreadable as error:
                _problem(table, cell, error)
    if listing.key[0] not in values:
        key = next(n for n, each in enumerate(matched) if each is not None and each.name == listing.key[0])
        if row[key].blank:
            _problem(table, row[key], Unreadable("cell_key_missing"))
        return
    table.rows.append(shown)
    _change(table, listing, _with_roles(values), agreement)


def _problem(table: Table, cell: _Cell, error: Unreadable) -> None:
    if len(table.problems) < MAX_PROBLEMS:
        found = "" if cell.value is None else text_of(cell.value)[:60]
        table.problems.append(Problem(table.sheet, cell.place, error.code, found, error.wanted))


def _with_roles(values: dict[str, Any]) -> dict[str, Any]:
    """Names under *Accountable* and *Responsible* as roles per partner."""
    accountable, responsible = values.pop("accountable", []), values.pop("responsible", [])
    if accountable or responsible:
        both = set(accountable) & set(responsible)
        roles = dict.fromkeys(responsible, "R") | dict.fromkeys(accountable, "A")
        values["roles"] = roles | dict.fromkeys(both, "AR")
    return values


def _change(table: Table, listing: Listing, values: dict[str, Any], agreement: Agreement) -> None:
    """A new item, or new values for the item of the same key; an empty cell leaves a field as it is."""
    item = next((each for each in listing.items(agreement) if _same_key(each, values, listing)), None)
    if item is None:
        made = listing.model(id=ids.new(listing.prefix)).model_dump(mode="json") | values
        before_it = [change.item for change in table.changes if isinstance(change, AddItem)]
        if any(all(each[name] == made[name] for name in listing.key) for each in before_it):
            return  # the same row twice
        table.changes.append(AddItem(path=listing.path, item=made))
        table.added += 1
        return
    before = item.model_dump(mode="json")
    numeric = {each.name for each in listing.fields if each.kind in ("figure", "amount")}
    changes: list[Change] = []
    for name, value in values.items():
        path, base = f"{listing.path}/{item.id}/{name}", before[name]
        if isinstance(value, dict):
            changes += [
                SetField(path=f"{path}/{key}", base=base.get(key), value=each)
                for key, each in value.items()
                if base.get(key) != each
            ]
        elif name not in listing.key and not _says(base, value, name in numeric):
            changes.append(SetField(path=path, base=base, value=value))
    table.changes += changes
    table.changed += bool(changes)


def _says(base: Any, value: Any, numeric: bool) -> bool:
    """Whether a field says already what a cell says; `12.00` and `12` are one number."""
    if numeric:
        return base is not None and Decimal(base) == Decimal(value)
    return bool(base == value or (isinstance(base, str) and base.strip() == value))


def _same_key(item: Any, values: dict[str, Any], listing: Listing) -> bool:
    return all(
        same(str(getattr(item, name) or ""), str(values.get(name) or ""))
        for position, name in enumerate(listing.key)
        if position == 0 or name in values
    )
