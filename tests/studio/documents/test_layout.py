"""Space on the page: sections by direction, widths of columns."""

from __future__ import annotations

import pytest
from hypothesis import given

from studio.documents import layout
from studio.documents.compose import compose
from studio.documents.model import Column, Document, Heading, PageBreak, Paragraph, Table
from studio.documents.tree import Grid
from tests.studio.documents.strategies import tables


def _wide() -> Table:
    return Table(columns=tuple(Column(title=f"Partner {n}") for n in range(9)), rows=())


def _sections(*blocks: Heading | Paragraph | PageBreak | Table) -> list[tuple[bool, list[str]]]:
    tree = compose(Document(title="T", blocks=blocks))
    return [
        (section.landscape, [type(node).__name__ for node in section.nodes]) for section in layout.sections(tree.nodes)
    ]


def test_a_wide_table_takes_heading_and_introduction_to_its_landscape_pages() -> None:
    found = _sections(
        Heading(level=1, text="A"),
        Paragraph(text="a"),
        Heading(level=2, text="B"),
        Paragraph(text="b"),
        _wide(),
        Paragraph(text="c"),
    )
    assert found == [(False, ["Heading", "Text"]), (True, ["Heading", "Text", "Grid"]), (False, ["Text"])]


def test_page_breaks_beside_a_turned_page_fall_away() -> None:
    found = _sections(Paragraph(text="a"), PageBreak(), _wide(), PageBreak(), Paragraph(text="b"))
    assert found == [(False, ["Text"]), (True, ["Grid"]), (False, ["Text"])]


def test_narrow_tables_stay_upright() -> None:
    table = Table(columns=(Column(title="a"),) * 8, rows=())
    assert _sections(table) == [(False, ["Grid"])]


@given(tables())
def test_columns_fill_the_width_and_none_vanishes(table: Table) -> None:
    grid = compose(Document(title="T", blocks=(table,))).nodes[0]
    assert isinstance(grid, Grid)
    widths = layout.measure(grid, 160).widths
    assert sum(widths) == pytest.approx(160)
    assert min(widths) >= min(8.99, 160 / len(widths) - 0.01)


def test_a_row_with_other_cells_than_columns_is_refused() -> None:
    with pytest.raises(ValueError, match="1 cells for 2 columns"):
        Table(columns=(Column(title="a"), Column(title="b")), rows=(("only one",),))


def test_headings_never_skip_a_level() -> None:
    tree = compose(Document(title="T", blocks=tuple(Heading(level=level, text="h") for level in (3, 4, 1, 3))))
    assert [getattr(node, "level", None) for node in tree.nodes] == [1, 2, 1, 2]
