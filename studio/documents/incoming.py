"""Tables people bring: XLSX and CSV read as rows of text, with the place of each cell. Formulas are never computed."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass

from studio.errors import Invalid
from studio.files import DAMAGED, XLSX, declares_types, media_type
from studio.settings import settings

MAX_ROWS = 20_000
MAX_COLUMNS = 2_000


@dataclass(frozen=True)
class Incoming:
    """One table: its name and its rows of text, empty rows included."""

    title: str
    rows: tuple[tuple[str, ...], ...]


def place(row: int, column: int) -> str:
    """A cell as spreadsheets name it, counted from zero: (0, 0) is A1."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


def tables(content: bytes) -> list[Incoming]:
    """Every sheet of a workbook, or the one table of a CSV file; Invalid for anything else."""
    limit = settings().max_upload_mb
    if len(content) > limit * 1_000_000:
        raise Invalid("file_too_large", limit=limit)
    if content.startswith(b"PK"):
        return _workbook(content)
    return [_csv(content)]


def _workbook(content: bytes) -> list[Incoming]:
    import openpyxl  # here, because most starts of the studio read no workbook

    if media_type(content) != XLSX:
        raise Invalid("file_type_unknown")
    try:
        if declares_types(content):
            raise Invalid("file_type_unknown")
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        found = []
        for sheet in book.worksheets:
            rows = sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True)
            found.append(Incoming(sheet.title, tuple(tuple(_text(value) for value in row) for row in rows)))
    except DAMAGED as error:
        raise Invalid("file_damaged") from error
    return found


def _csv(content: bytes) -> Incoming:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("file_type_unknown") from error
    if "\0" in text:
        raise Invalid("file_type_unknown")
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = tuple(tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error as error:
        raise Invalid("file_damaged") from error
    return Incoming("CSV", rows[:MAX_ROWS])


def _text(value: object) -> str:
    """A cell as a person would type it: 3.0 is 3."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
