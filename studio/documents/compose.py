"""From a `Document` to the tree that exporters walk over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from studio.documents import model, prose
from studio.documents.tree import (
    Facts,
    Grid,
    GridColumn,
    Heading,
    Listing,
    Node,
    PageBreak,
    Party,
    Signatures,
    Text,
    Tree,
    inline,
    printable,
)


def compose(document: model.Document) -> Tree:
    """The document with clean characters, parsed prose and headings that never skip a level."""
    return Tree(
        title=_line(document.title),
        subtitle=_line(document.subtitle),
        locale=document.locale,
        title_page=document.title_page,
        facts=_pairs(document.facts),
        header=_line(document.header),
        footer=_line(document.footer),
        author=_line(document.author),
        contents_title=_line(document.contents_title),
        nodes=tuple(_nodes(document.blocks)),
    )


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _pairs(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((_line(label), printable(value).strip()) for label, value in rows)


def _nodes(blocks: tuple[model.AnyBlock, ...]) -> Iterator[Node]:
    level = 0
    for index, block in enumerate(blocks):
        match block:
            case model.Heading():
                level = min(block.level, level + 1)
                yield Heading(
                    level, inline(_line(block.text)), _line(block.number), f"section_{index}", origin=block.origin
                )
            case model.Prose():
                for node in prose.parse(printable(block.markdown), min(level + 1, 4)):
                    yield replace(node, origin=block.origin)
            case model.Paragraph():
                yield Text(inline(printable(block.text).strip("\n")), block.style, origin=block.origin)
            case model.Bullets():
                items = tuple((Text(inline(printable(item).strip("\n"))),) for item in block.items)
                if items:
                    yield Listing(block.ordered, items)
            case model.Table():
                yield _grid(block)
            case model.Facts():
                if block.rows:
                    yield Facts(_pairs(block.rows))
            case model.Signatures():
                yield Signatures(
                    _line(block.place_and_date),
                    tuple(Party(_line(p.party), _line(p.name), _line(p.function), p.stamp) for p in block.parties),
                )
            case model.PageBreak():
                yield PageBreak()


def _grid(table: model.Table) -> Grid:
    return Grid(
        caption=_line(table.caption),
        columns=tuple(GridColumn(inline(_line(c.title)), c.share, c.align) for c in table.columns),
        rows=tuple(tuple(inline(printable(cell).strip("\n")) for cell in row) for row in table.rows),
        total=tuple(inline(printable(cell).strip("\n")) for cell in table.total),
        note=inline(_line(table.note)),
    )
