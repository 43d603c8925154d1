"""Decisions about space that Word and PDF share: page, sections, column widths, size of letters in tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from studio.documents.tree import Grid, Heading, Inline, Node, PageBreak, Text, plain

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""Millimetres, A4."""
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 25.0, 25.0, 24.0
MAX_UPRIGHT_COLUMNS = 8
"""A table with more columns gets landscape pages."""
_NARROWEST = 9.0
"""Millimetres a column has at least; "R/A" fits."""
_TURNED_BELOW = 22.0


@dataclass(frozen=True, slots=True)
class Measures:
    """How a table is set: letters in points, column widths in millimetres, titles that stand sideways."""

    text_size: float
    widths: list[float]
    turned: list[bool]


def measure(grid: Grid, width: float | None = None) -> Measures:
    """Measures for a table on a page with `width` millimetres between the margins (A4 if not given)."""
    landscape = needs_landscape(grid)
    total = width or (PAGE_HEIGHT if landscape else PAGE_WIDTH) - 2 * MARGIN_SIDE
    size, widths = _text_size(len(grid.columns)), _widths(grid, total)
    letter = size * 0.21  # a bold letter's mean width in millimetres
    turned = [
        landscape and column_width < _TURNED_BELOW and _longest_word(column.title) * letter > column_width - 3
        for column, column_width in zip(grid.columns, widths, strict=True)
    ]
    return Measures(size, widths, turned)


def needs_landscape(grid: Grid) -> bool:
    return len(grid.columns) > MAX_UPRIGHT_COLUMNS


def _longest_word(title: Inline) -> int:
    return max((len(word) for word in plain(title).split()), default=0)


def _text_size(columns: int) -> float:
    if columns <= 5:
        return 9.0
    if columns <= MAX_UPRIGHT_COLUMNS:
        return 8.5
    return 8.0 if columns <= 14 else 7.0


def _widths(grid: Grid, total: float) -> list[float]:
    """By share, but no column below the narrowest that can be read."""
    least = min(_NARROWEST, total / len(grid.columns))
    shares = sum(column.share for column in grid.columns)
    wanted = [max(column.share / shares * total - least, 0.0) for column in grid.columns]
    spare = total - least * len(grid.columns)
    scale = spare / sum(wanted) if sum(wanted) > 0 else 0.0
    return [least + want * scale for want in wanted]


@dataclass(frozen=True, slots=True)
class Section:
    """Nodes on pages of one direction."""

    landscape: bool
    nodes: list[Node]


def sections(nodes: Sequence[Node]) -> list[Section]:
    """Nodes by the direction of their pages; a wide table takes its heading and introduction along."""
    landscape = [isinstance(node, Grid) and needs_landscape(node) for node in nodes]
    for index in [index for index, wide in enumerate(landscape) if wide]:
        for before in _introduction(nodes, index):
            landscape[before] = True
    out: list[Section] = []
    for node, wide in zip(nodes, landscape, strict=True):
        if not out or out[-1].landscape != wide:
            out.append(Section(wide, []))
        out[-1].nodes.append(node)
    return [Section(s.landscape, trimmed) for s in out if (trimmed := _trimmed(s.nodes) if len(out) > 1 else s.nodes)]


def _introduction(nodes: Sequence[Node], index: int) -> range:
    """Positions of the heading above a table and of at most two paragraphs between; nothing without a heading."""
    start = index
    while start and index - start < 2 and isinstance(nodes[start - 1], Text):
        start -= 1
    if not (start and isinstance(nodes[start - 1], Heading)):
        return range(0)
    while start and isinstance(nodes[start - 1], Heading):
        start -= 1
    return range(start, index)


def _trimmed(nodes: list[Node]) -> list[Node]:
    """Without page breaks at either end, where a new page begins anyway."""
    start, end = 0, len(nodes)
    while start < end and isinstance(nodes[start], PageBreak):
        start += 1
    while end > start and isinstance(nodes[end - 1], PageBreak):
        end -= 1
    return nodes[start:end]
