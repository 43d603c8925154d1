"""Paragraphs of a Word file as Markdown, the other way round from `docx`."""

from __future__ import annotations

from collections.abc import Iterable

from studio.documents import markdown
from studio.documents.tree import Grid, GridColumn, Heading, Inline, Listing, Node, Quote, Span, Text
from studio.documents.word_reading import Line


def to_markdown(lines: Iterable[Line], base_level: int) -> str:
    """Markdown of lines; their headings begin at `base_level`, the level of the first one in the document."""
    return markdown.of_nodes(_nodes(list(lines), base_level))


def grid(rows: list[list[str]]) -> str:
    """A table of a passage as Markdown; its first row is the head."""
    head, *rest = rows
    columns = tuple(GridColumn((Span(text),), 1.0) for text in head)
    width = len(columns)
    cells = tuple(tuple((Span(text),) for text in (row + [""] * width)[:width]) for row in rest)
    return markdown.of_nodes([Grid("", columns, cells)])


def _nodes(lines: list[Line], base_level: int) -> list[Node]:
    out: list[Node] = []
    index = 0
    while index < len(lines):
        line = lines[index]
        if line.list_level is not None:
            end = index
            while end < len(lines) and lines[end].list_level is not None:
                end += 1
            out.extend(_lists(lines[index:end]))
            index = end
            continue
        content = _inline(line)
        if line.heading:
            out.append(Heading(max(line.heading - base_level + 1, 1), content))
        elif line.style == "quote":
            out.append(Quote((Text(content),)))
        else:
            out.append(Text(content))
        index += 1
    return out


def _lists(lines: list[Line]) -> list[Node]:
    """Nested lists from paragraphs that know their level."""
    out: list[Node] = []
    index = 0
    while index < len(lines):
        first = lines[index]
        level, items = first.list_level or 0, []
        while index < len(lines) and (lines[index].list_level or 0) == level and lines[index].ordered == first.ordered:
            end = index + 1
            while end < len(lines) and (lines[end].list_level or 0) > level:
                end += 1
            items.append((Text(_inline(lines[index])), *_lists(lines[index + 1 : end])))
            index = end
        out.append(Listing(first.ordered, tuple(items)))
    return out


def _inline(line: Line) -> Inline:
    """Spans with neighbours of one form joined, because Word cuts runs wherever somebody typed."""
    spans: list[Span] = []
    for piece in line.pieces:
        span = Span(piece.text, piece.strong and not line.heading, piece.emphasis, piece.code)
        last = spans[-1] if spans else None
        if last and (last.strong, last.emphasis, last.code) == (span.strong, span.emphasis, span.code):
            spans[-1] = Span(last.text + span.text, span.strong, span.emphasis, span.code)
        else:
            spans.append(span)
    return tuple(spans)
