"""Workbooks and CSV: typed cells, no formulas from text, legal sheet names."""

from __future__ import annotations

import csv as csv_format
import io
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import openpyxl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.documents.spreadsheet import MAX_CELL, Sheet, csv, render
from studio.documents.tree import printable
from tests.studio.documents.strategies import HOSTILE, in_two_years, texts

cells = st.one_of(
    texts,
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.decimals(allow_nan=True),
    st.dates(date(1900, 1, 1)),
    st.datetimes(datetime(1900, 1, 1), timezones=st.sampled_from((UTC, timezone(timedelta(hours=2)), None))),
)


def opened(file: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(file))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(texts, st.lists(st.tuples(cells, cells), max_size=4)), min_size=1, max_size=4))
def test_any_sheets_give_a_workbook_without_formulas(sheets: list[tuple[str, list[tuple[object, object]]]]) -> None:
    book = opened(render(Sheet(title, ("a", "=b"), rows) for title, rows in sheets))
    assert len(book.sheetnames) == len(sheets) == len({name.casefold() for name in book.sheetnames})
    for sheet in book:
        assert not [cell for row in sheet for cell in row if cell.data_type == "f"]


def test_text_arrives_as_typed() -> None:
    for text in HOSTILE:
        carried = printable(text)
        if carried.strip() and len(carried) <= MAX_CELL:
            value = opened(render([Sheet("S", ("c",), [(text,)])])).active["A2"]
            assert (value.value, value.data_type) == (carried, "s"), text


def test_numbers_dates_and_truth_keep_their_types() -> None:
    instant = datetime(2027, 3, 1, 12, 30, tzinfo=timezone(timedelta(hours=2)))
    row = (1, 2.5, Decimal("3.10"), True, date(2027, 3, 1), instant, None, float("nan"), 10**18)
    sheet = opened(render([Sheet("S", ("c",) * len(row), [row])])).active
    values = [cell.value for cell in sheet[2]]
    assert values[:4] == [1, 2.5, 3.1, True]
    assert values[4:7] == [datetime(2027, 3, 1), datetime(2027, 3, 1, 10, 30), None]
    assert values[7:] == ["nan", str(10**18)]


def test_the_head_stays_in_sight_and_filters() -> None:
    sheet = opened(render([Sheet("S", ("a", "b"), [("x", "y")], widths=(10, 30))])).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:B2"
    assert sheet.column_dimensions["B"].width > sheet.column_dimensions["A"].width


def test_sheet_names_become_legal_and_different() -> None:
    titles = ("Budget: 2027/28 [draft] *?", "budget 2027 28 draft", "", "'", "History", "x" * 40, "x" * 50, "😀" * 20)
    names = opened(render(Sheet(title, ("a",), []) for title in titles)).sheetnames
    assert names[:2] == ["Budget 2027 28 draft", "budget 2027 28 draft 2"]
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert "History" not in names
    assert names[6].endswith(" 2")


def test_too_long_text_ends_visibly() -> None:
    value = opened(render([Sheet("S", ("a",), [("y" * 40_000,)])])).active["A2"].value
    assert len(value) == MAX_CELL
    assert value.endswith("…")


def test_equal_sheets_give_equal_bytes() -> None:
    def sheets() -> list[Sheet]:
        return [Sheet("S", ("a",), [("x",), (date(2027, 1, 1),)])]

    first, second = in_two_years(lambda: render(sheets()))
    assert first == second


def _rows(file: bytes) -> list[list[str]]:
    assert file.startswith(b"\xef\xbb\xbf")
    return list(csv_format.reader(io.StringIO(file.decode("utf-8-sig"), newline="")))


def test_csv_disarms_formulas_and_leaves_numbers_alone() -> None:
    texts = ("=1+1", "+cmd", "-2+3", "@SUM(A1)", " =1", "\t=1", "＝1", "-5", "+355 69 123", "-1,234.50", "plain")
    out = _rows(csv(("=head",), [(text,) for text in texts]))
    assert out[0] == ["'=head"]
    shown = [row[0] for row in out[1:]]
    assert all(text.startswith("'") for text in shown[:7])
    assert shown[7:] == list(texts[7:])


@given(st.lists(st.tuples(cells, cells), max_size=5))
def test_csv_reads_back_with_every_cell(rows: list[tuple[object, object]]) -> None:
    out = _rows(csv(("a", "b"), rows))
    assert len(out) == len(rows) + 1
    assert all(len(row) == 2 for row in out)
    for row, (first, _) in zip(out[1:], rows, strict=True):
        if isinstance(first, str):
            assert row[0].removeprefix("'") == printable(first).removeprefix("'")
        elif isinstance(first, int) and not isinstance(first, bool):
            assert row[0] == str(first)
