"""The nodes of a document as Word paragraphs and tables in a template's styles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count, groupby, pairwise

from docx.oxml.ns import qn

from studio.documents import layout
from studio.documents.tree import (
    Facts,
    Grid,
    Heading,
    Inline,
    Listing,
    Node,
    PageBreak,
    Quote,
    Signatures,
    Text,
    Tree,
)
from studio.documents.tree import inline as spans
from studio.documents.word_elements import (
    Element,
    begun_page,
    bookmarked,
    cell,
    el,
    inline,
    instruction_run,
    keep_with_next,
    paragraph,
    row,
    run,
    table,
    twips,
)
from studio.documents.word_marks import mark
from studio.documents.word_numbering import Numbering
from studio.documents.word_signatures import signature_tables
from studio.documents.words import Words

STYLES = (
    *("heading 1", "heading 2", "heading 3", "heading 4", "caption", "TOC Heading", "toc 1", "toc 2", "Quote"),
    *("List Paragraph", "Normal", "ICM Lead", "ICM Note", "ICM Placeholder", "ICM Cell", "ICM Cell Head"),
    *("ICM Label", "ICM Party", "ICM Signature", "ICM Table", "ICM Facts"),
)
"""Names of the styles that a document uses; those a template lacks are lent by the one that comes along."""

_TEXT_STYLES = {"normal": "Normal", "lead": "ICM Lead", "note": "ICM Note", "placeholder": "ICM Placeholder"}
_SIDEWAYS_HEIGHT = 32.0
_FIRST_BOOKMARK = 5000


class Body:
    """Turns nodes into elements; `styles` maps names of styles to the template's ids, `width` is in millimetres."""

    def __init__(self, styles: Mapping[str, str], numbering: Numbering, words: Words, width: float) -> None:
        self._styles, self._numbering, self._words, self._width = styles, numbering, words, width
        self._bookmarks = count(_FIRST_BOOKMARK)
        self._parts: dict[str, int] = {}

    def facts(self, rows: tuple[tuple[str, str], ...]) -> Iterator[Element]:
        if not rows:
            return
        label_width = twips(self._width * 0.32)
        widths = [label_width, twips(self._width) - label_width]
        yield table(
            self._styles["ICM Facts"],
            widths,
            (
                row(
                    (
                        cell(widths[0], [self._plain("ICM Label", label)]),
                        cell(widths[1], [paragraph(self._styles["ICM Cell"], inline(spans(value), strong=True))]),
                    )
                )
                for label, value in rows
            ),
        )
        yield self._gap()

    def contents(self, tree: Tree) -> Iterator[Element]:
        """The table of contents: a field that Word can refresh, filled with entries that link to their headings.

        It carries no page numbers: only Word knows where its pages end.
        """
        if not tree.contents_title:
            return
        heads = [el("pageBreakBefore")] if tree.title_page else []
        yield paragraph(self._styles["TOC Heading"], [run(tree.contents_title)], heads)
        entries = list(tree.contents())
        for index, entry in enumerate(entries):
            runs = [run(f"{entry.number}\t")] if entry.number else []
            link = el("hyperlink", *runs, *inline(entry.text), anchor=entry.anchor, history=1)
            before = _field_start() if index == 0 else ()
            after = (el("r", el("fldChar", fldCharType="end")),) if index == len(entries) - 1 else ()
            yield paragraph(self._styles[f"toc {entry.level}"], (*before, link, *after))

    def elements(self, nodes: Iterable[Node], width: float, on_new_page: bool = False) -> Iterator[Element]:
        """Elements for nodes on pages with `width` millimetres between the margins.

        Nodes written from one field stand together between a hidden bookmark's ends.
        """
        nodes = list(nodes)
        before_signatures = {id(node) for node, after in pairwise(nodes) if isinstance(after, Signatures)}
        for origin, together in groupby(nodes, key=lambda node: node.origin):
            passage: list[Element] = []
            for node in together:
                if isinstance(node, PageBreak):
                    on_new_page = True
                    continue
                made = list(self._node(node, width, 0))
                if id(node) in before_signatures:  # a page of signatures alone says not what was signed
                    keep_with_next(made)
                if made and on_new_page:
                    made, on_new_page = begun_page(made), False
                passage.extend(made)
            yield from self._marked(origin, passage) if origin and passage else passage

    def _marked(self, origin: str, passage: list[Element]) -> list[Element]:
        """The passage with a bookmark from its first to its last paragraph; before a table it stands by itself."""
        number = next(self._bookmarks)
        start = el("bookmarkStart", id=number, name=self._mark(origin))
        passage[-1].append(el("bookmarkEnd", id=number))
        if passage[0].tag == qn("w:tbl"):
            return [start, *passage]
        passage[0].find(qn("w:pPr")).addnext(start)
        return passage

    def _mark(self, origin: str) -> str:
        """A name of its own for each part of a field that something else interrupts."""
        self._parts[origin] = part = self._parts.get(origin, 0) + 1
        return f"{mark(origin)}_{part}"

    def _node(self, node: Node, width: float, level: int, style: str = "") -> Iterator[Element]:
        match node:
            case Heading():
                yield self._heading(node)
            case Text():
                name = style or _TEXT_STYLES[node.style]
                indent = [el("ind", left=twips(6.0 * level))] if level else []
                yield paragraph(self._styles[name], inline(node.content), indent)
            case Listing():
                yield from self._listing(node, width, level, style)
            case Quote():
                for inner in node.content:
                    yield from self._node(inner, width, level, "Quote")
            case Grid():
                yield from self._grid(node, width)
            case Facts():
                yield from self.facts(node.rows)
            case Signatures():
                yield from signature_tables(node, self._styles, self._words, width)
            case PageBreak():  # only between nodes of a document, where `elements` sees to it
                return

    def _plain(self, style: str, text: str) -> Element:
        return paragraph(self._styles[style], [run(text)] if text else [])

    def _gap(self) -> Element:
        """A little space after a table; it also keeps two tables from growing together."""
        small = [el("spacing", before=0, after=0, line=200, lineRule="exact")]
        return paragraph(self._styles["Normal"], (), small)

    def _heading(self, heading: Heading) -> Element:
        runs = [run(f"{heading.number}  ")] if heading.number else []
        runs.extend(inline(heading.text))
        if heading.anchor:
            runs = list(bookmarked(next(self._bookmarks), heading.anchor, runs))
        return paragraph(self._styles[f"heading {heading.level}"], runs)

    def _listing(self, listing: Listing, width: float, level: int, style: str) -> Iterator[Element]:
        number = self._numbering.list_id(listing.ordered, level, listing.start)
        for item in listing.items:
            first, *rest = item or (Text(()),)
            if isinstance(first, Text):
                marks = el("numPr", el("ilvl", val=level), el("numId", val=number))
                yield paragraph(self._styles["List Paragraph"], inline(first.content), [marks])
            else:
                rest = [first, *rest]
            for node in rest:
                yield from self._node(node, width, level + 1, style or "List Paragraph")

    def _grid(self, grid: Grid, width: float) -> Iterator[Element]:
        measures = layout.measure(grid, width)
        widths = [twips(column) for column in measures.widths]
        size = measures.text_size if measures.text_size < 9 else None
        if grid.caption:
            yield self._plain("caption", grid.caption)

        def cells(style: str, contents: Iterable[Inline], strong: bool = False) -> Iterator[Element]:
            for content, column, cell_width in zip(contents, grid.columns, widths, strict=True):
                side = [el("jc", val=column.align)] if column.align != "left" else []
                yield cell(cell_width, [paragraph(self._styles[style], inline(content, size, strong), side)])

        def head() -> Iterator[Element]:
            for column, cell_width, turned in zip(grid.columns, widths, measures.turned, strict=True):
                side = [el("jc", val=column.align)] if column.align != "left" and not turned else []
                direction = [el("textDirection", val="btLr")] if turned else []
                title = paragraph(self._styles["ICM Cell Head"], inline(column.title, size), side)
                yield cell(cell_width, [title], [*direction, el("vAlign", val="center" if turned else "bottom")])

        rows = [row(head(), twips(_SIDEWAYS_HEIGHT) if any(measures.turned) else 0, is_head=True)]
        rows.extend(row(cells("ICM Cell", contents)) for contents in grid.rows)
        if grid.total:
            rows.append(row(cells("ICM Cell", grid.total, strong=True)))
        drawn = table(self._styles["ICM Table"], widths, rows, has_total=bool(grid.total))
        below = [drawn, self._gap()]
        if grid.note:
            keep_with_next(below)
            below.append(paragraph(self._styles["ICM Note"], inline(grid.note)))
        yield from below


def _field_start() -> tuple[Element, ...]:
    return (
        el("r", el("fldChar", fldCharType="begin")),
        instruction_run('TOC \\o "1-2" \\n \\h \\z'),
        el("r", el("fldChar", fldCharType="separate")),
    )
