"""Decisions about space that Word and PDF share: page, column widths, size of letters in tables."""

from __future__ import annotations

from studio.documents.tree import Grid, plain

PAGE_WIDTH, PAGE_HEIGHT = 210.0, 297.0
"""Millimetres, A4."""
MARGIN_SIDE, MARGIN_TOP, MARGIN_BOTTOM = 25.0, 25.0, 24.0
MAX_UPRIGHT_COLUMNS = 8
"""A table with more columns gets a landscape page of its own."""
NARROWEST = 9.0
"""Millimetres a column has at least; "R/A" fits."""


def needs_landscape(grid: Grid) -> bool:
    return len(grid.columns) > MAX_UPRIGHT_COLUMNS


def text_size(grid: Grid) -> float:
    """Size of letters in a table, in points."""
    columns = len(grid.columns)
    if columns <= 5:
        return 9.5
    if columns <= MAX_UPRIGHT_COLUMNS:
        return 8.5
    return 8.0 if columns <= 14 else 7.0


def column_widths(grid: Grid, total: float) -> list[float]:
    """Widths in the unit of `total` (millimetres): by share, but none below the narrowest that can be read."""
    least = min(NARROWEST, total / len(grid.columns))
    spare = total - least * len(grid.columns)
    shares = sum(column.share for column in grid.columns)
    wanted = [max(column.share / shares * total - least, 0.0) for column in grid.columns]
    scale = spare / sum(wanted) if sum(wanted) > 0 else 0.0
    return [least + want * scale for want in wanted]


def turned_heads(grid: Grid, widths: list[float]) -> list[bool]:
    """Which column titles are set sideways because their longest word does not fit across."""
    letter = text_size(grid) * 0.21  # millimetres, bold
    longest = [max((len(word) for word in plain(column.title).split()), default=0) for column in grid.columns]
    return [
        needs_landscape(grid) and width < 22 and word * letter > width - 3
        for width, word in zip(widths, longest, strict=True)
    ]
