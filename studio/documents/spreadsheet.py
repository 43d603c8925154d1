"""Tables for a spreadsheet: XLSX with typed cells, CSV for everything else. Text never becomes a formula."""

from __future__ import annotations

import csv as csv_format
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeAlias

from studio.documents.tree import printable

if TYPE_CHECKING:
    import xlsxwriter

Cell: TypeAlias = str | int | float | Decimal | bool | date | datetime | None

MAX_CELL = 32_767
"""Characters a cell of a workbook can hold; longer texts end in "…"."""
_MAX_TITLE = 31
_ILLEGAL_IN_TITLE = re.compile(r"[\[\]:*?/\\]")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d[\d .,]*%?")
_FIXED = datetime(2000, 1, 1)  # noqa: DTZ001 - a workbook's properties have no zone; fixed so that equal sheets give equal bytes


@dataclass(frozen=True)
class Sheet:
    """One sheet: a header row and rows of cells; `widths` in characters, guessed from the content when empty."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    widths: Sequence[float] = field(default=())


def render(sheets: Iterable[Sheet]) -> bytes:
    """A workbook with a frozen, filterable header on each sheet; at least one sheet."""
    import xlsxwriter  # here, because most starts of the studio write no workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    workbook = xlsxwriter.Workbook(out, options)
    workbook.set_properties({"created": _FIXED})
    formats = {
        "head": workbook.add_format(
            {
                "bold": True,
                "bg_color": "#E9EEF5",
                "font_color": "#1F3A5F",
                "bottom": 1,
                "text_wrap": True,
                "valign": "top",
            }
        ),
        "text": workbook.add_format({"text_wrap": True, "valign": "top"}),
        "number": workbook.add_format({"valign": "top"}),
        "date": workbook.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
        "instant": workbook.add_format({"num_format": "yyyy-mm-dd hh:mm", "valign": "top", "align": "left"}),
    }
    taken: set[str] = set()
    for sheet in sheets:
        title = _free_title(sheet.title, taken)
        taken.add(title.casefold())
        _fill(workbook.add_worksheet(title), sheet, formats)
    workbook.close()
    return out.getvalue()


def csv(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """UTF-8 with a byte order mark, as spreadsheets expect it; text that looks like a formula gets a leading "'"."""
    out = io.StringIO(newline="")
    writer = csv_format.writer(out)
    for row in (columns, *rows):
        writer.writerow([_harmless(value) for value in row])
    return out.getvalue().encode("utf-8-sig")


def _harmless(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if not isinstance(value, str):
        return str(value)
    text = printable(value)
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) and not _NUMBER.fullmatch(text) else text


def _free_title(title: str, taken: set[str]) -> str:
    """The title as a sheet may carry it: legal characters, 31 at most, not taken yet, not Excel's own "History"."""
    base = " ".join(_ILLEGAL_IN_TITLE.sub(" ", printable(title)).split()).strip("' ")
    if not base or base.casefold() == "history":
        base = f"{base} 1".strip()
    base = _cut(base, _MAX_TITLE).strip("' ")
    name, number = base, 2
    while name.casefold() in taken:
        ending = f" {number}"
        name, number = _cut(base, _MAX_TITLE - len(ending)) + ending, number + 1
    return name


def _cut(text: str, length: int) -> str:
    """The first characters; `length` counts as Excel does, in UTF-16 units."""
    return text.encode("utf-16-le")[: 2 * length].decode("utf-16-le", errors="ignore")


def _fill(worksheet: xlsxwriter.worksheet.Worksheet, sheet: Sheet, formats: dict[str, object]) -> None:
    for column, title in enumerate(sheet.columns):
        worksheet.write_string(0, column, _short(title), formats["head"])
        worksheet.set_column(column, column, _width(sheet, column))
    for index, row in enumerate(sheet.rows, start=1):
        for column, value in enumerate(row):
            _write(worksheet, index, column, value, formats)
    worksheet.freeze_panes(1, 0)
    if sheet.columns:
        worksheet.autofilter(0, 0, max(len(sheet.rows), 1), len(sheet.columns) - 1)


def _write(
    worksheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, value: Cell, formats: dict[str, object]
) -> None:
    match value:
        case None:
            return
        case bool():
            worksheet.write_boolean(row, column, value, formats["number"])
        case datetime():
            instant = value.astimezone(UTC).replace(tzinfo=None) if value.tzinfo else value
            worksheet.write_datetime(row, column, instant, formats["instant"])
        case date():
            worksheet.write_datetime(row, column, value, formats["date"])
        case int() | float() | Decimal() if _is_exact(value):
            worksheet.write_number(row, column, value, formats["number"])
        case _:
            worksheet.write_string(row, column, _short(str(value)), formats["text"])


def _is_exact(value: float | Decimal) -> bool:
    """Whether a workbook can hold the number: finite and within the 15 digits it keeps."""
    try:
        return abs(float(value)) < 1e15
    except (OverflowError, ValueError):
        return False


def _short(text: str) -> str:
    carried = printable(text)
    return carried if len(carried) <= MAX_CELL else _cut(carried, MAX_CELL - 1) + "…"


def _width(sheet: Sheet, column: int) -> float:
    if column < len(sheet.widths):
        return sheet.widths[column]
    cells = [str(row[column]) for row in sheet.rows if column < len(row) and row[column] is not None]
    longest = max((len(line) for text in (sheet.columns[column], *cells) for line in text[:200].split("\n")), default=8)
    return float(min(max(longest + 3, 9), 48))
