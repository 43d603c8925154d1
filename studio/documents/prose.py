"""Markdown written by people: cleaned HTML for the screen, a tree of nodes for the exporters.

Raw HTML in the source is text, not markup: `<script>` is printed as it was typed. What Markdown itself
produces passes an allow list once more before anybody sees it.
"""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html.parser import HTMLParser

import markdown
import nh3
from markdown.extensions.tables import TableExtension
from markdown.preprocessors import Preprocessor

from studio.documents.tree import (
    Align,
    Grid,
    GridColumn,
    Heading,
    Inline,
    Listing,
    Node,
    Quote,
    Span,
    Text,
    plain,
)

TAGS = {
    *("p", "br", "strong", "em", "code", "pre", "a", "hr", "blockquote", "ul", "ol", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href"}, "ol": {"start"}, "th": {"align"}, "td": {"align"}}
LINKS = {"http", "https", "mailto"}
MAX_LINES = 500
"""Lines converted at once: the Markdown parser's time grows with the square of a text's length."""
MAX_BRACKETS = 200
"""In one piece; more are printed as they stand, because every open bracket is searched to the end."""
MAX_DEPTH = 4
"""Levels of lists and quotations inside each other; deeper ones are set at this level."""

_BULLET = ("- ", "* ", "+ ")


class _BlankBeforeList(Preprocessor):
    """People type a list right under its sentence; Markdown wants an empty line there."""

    def run(self, lines: list[str]) -> list[str]:
        out: list[str] = []
        for line in lines:
            if out and out[-1].strip() and _starts_list(line) and not _in_list(out[-1]):
                out.append("")
            out.append(line)
        return out


def _starts_list(line: str) -> bool:
    number, dot, rest = line.partition(".")
    return line.startswith(_BULLET) or (number == "1" and dot == "." and rest.startswith(" "))


def _in_list(line: str) -> bool:
    number, dot, rest = line.strip().partition(".")
    return (
        line.startswith((" ", "\t"))
        or line.lstrip().startswith(_BULLET)
        or (number.isdigit() and dot == "." and rest.startswith(" "))
    )


def _converter() -> markdown.Markdown:
    converter = markdown.Markdown(
        extensions=["sane_lists", "nl2br", TableExtension(use_align_attribute=True)], output_format="html", tab_length=2
    )
    converter.preprocessors.deregister("html_block")
    converter.preprocessors.register(_BlankBeforeList(converter), "blank_before_list", 15)
    for name in ("html", "image_link", "image_reference", "reference", "short_reference"):
        converter.inlinePatterns.deregister(name)
    for name in ("code", "reference"):  # an indent is no program, and a definition must not swallow text
        converter.parser.blockprocessors.deregister(name)
    return converter


def _pieces(text: str) -> Iterator[str]:
    lines = text.splitlines()
    for start in range(0, len(lines), MAX_LINES):
        piece = "\n".join(lines[start : start + MAX_LINES])
        yield piece if piece.count("[") <= MAX_BRACKETS else piece.replace("[", "&#91;")


@lru_cache(maxsize=1024)
def clean(markdown_text: str) -> str:
    """Markdown as safe HTML: an allow list of tags, links to http, https and mailto only."""
    converter = _converter()
    try:
        rendered = "\n".join(converter.reset().convert(piece) for piece in _pieces(markdown_text))
    except RecursionError:  # quotations inside quotations, hundreds deep
        rendered = "".join(f"<p>{html.escape(line)}</p>" for line in markdown_text.splitlines() if line.strip())
    return nh3.clean(rendered, tags=TAGS, attributes=ATTRIBUTES, url_schemes=LINKS, link_rel="noopener noreferrer")


def parse(markdown_text: str, level: int = 1) -> tuple[Node, ...]:
    """Markdown as nodes; headings inside start at `level`, follow each other without a gap and end at 4."""
    reader = _Reader()
    reader.feed(clean(markdown_text))
    reader.close()
    return tuple(_relevelled(_blocks(reader.root, 0), level))


def flat(markdown_text: str) -> str:
    """The text without its markers, for a table's cell or a sheet: a line for each paragraph, item and row."""
    return "\n".join(_lines(parse(markdown_text)))


def _lines(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Heading():
                yield _addressed(node.text)
            case Text():
                yield _addressed(node.content)
            case Quote():
                yield from _lines(node.content)
            case Listing():
                for number, item in enumerate(node.items, node.start):
                    first, *rest = [*_lines(item)] or [""]
                    yield f"{number}. {first}" if node.ordered else f"• {first}"
                    yield from rest
            case Grid():
                for row in (tuple(column.title for column in node.columns), *node.rows):
                    yield " · ".join(map(_addressed, row))


def _addressed(content: Inline) -> str:
    """An address that a link hides stands behind it."""
    out = ""
    for index, span in enumerate(content):
        out += span.text
        if span.link and (index + 1 == len(content) or content[index + 1].link != span.link):
            shown = plain(tuple(other for other in content if other.link == span.link))
            address = span.link.removeprefix("mailto:")
            out += "" if address in shown else f" ({address})"
    return out


@dataclass(slots=True)
class _Element:
    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[_Element | str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Builds elements from HTML that is already well formed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("body")
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in ("br", "hr"):
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if len(self._open) > 1 and self._open[-1].tag == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


_INLINE = {"strong", "em", "code", "a", "br"}


def _blocks(element: _Element, depth: int) -> Iterator[Node]:
    loose: list[_Element | str] = []
    for child in element.children:
        if isinstance(child, str) or child.tag in _INLINE:
            loose.append(child)
            continue
        if text := _inline(loose):
            yield Text(text)
        loose = []
        yield from _block(child, depth)
    if text := _inline(loose):
        yield Text(text)


def _block(element: _Element, depth: int) -> Iterator[Node]:
    tag = element.tag
    if tag in ("p", "pre"):
        if text := _inline(element.children):
            yield Text(text)
    elif tag[0] == "h" and tag[1:].isdigit():
        if text := _inline(element.children):
            yield Heading(int(tag[1:]), text)
    elif tag == "table":
        yield _grid(element)
    elif tag in ("ul", "ol") and depth < MAX_DEPTH:
        items = tuple(tuple(_blocks(item, depth + 1)) for item in element.children if isinstance(item, _Element))
        start = element.attributes.get("start", "1")
        yield Listing(tag == "ol", items, int(start) if start.isdecimal() and len(start) < 6 else 1)
    elif tag == "blockquote" and depth < MAX_DEPTH:
        yield Quote(tuple(_blocks(element, depth + 1)))
    else:
        yield from _blocks(element, depth)


def _inline(children: list[_Element | str]) -> Inline:
    out: list[Span] = []
    for span in _spans(children, Span("")):
        at_start = not out or out[-1].text.endswith("\n")
        if text := span.text.lstrip(" ") if at_start else span.text:
            out.append(replace(span, text=text))
    while out and not out[-1].text.rstrip():
        out.pop()
    if out:
        out[-1] = replace(out[-1], text=out[-1].text.rstrip())
    return tuple(out)


def _spans(children: list[_Element | str], form: Span) -> Iterator[Span]:
    for child in children:
        if isinstance(child, str):
            yield replace(form, text=child if form.code else child.replace("\n", " "))
        elif child.tag == "br":
            yield replace(form, text="\n")
        elif child.tag == "strong":
            yield from _spans(child.children, replace(form, strong=True))
        elif child.tag == "em":
            yield from _spans(child.children, replace(form, emphasis=True))
        elif child.tag == "code":
            yield from _spans(child.children, replace(form, code=True))
        elif child.tag == "a":
            yield from _spans(child.children, replace(form, link=child.attributes.get("href", "")))
        else:
            yield from _spans(child.children, form)


def _grid(table: _Element) -> Grid:
    rows = [
        [cell for cell in row.children if isinstance(cell, _Element)]
        for part in table.children
        if isinstance(part, _Element)
        for row in part.children
        if isinstance(row, _Element)
    ]
    head, *body = rows
    columns = tuple(GridColumn(_inline(cell.children), 1.0, _align(cell)) for cell in head)
    cells = tuple(tuple(_inline(cell.children) for cell in row) for row in body)
    widest = [
        max([len(plain(column.title)), *(len(plain(row[index])) for row in cells)])
        for index, column in enumerate(columns)
    ]
    shares = tuple(
        replace(column, share=float(min(max(width, 6), 40))) for column, width in zip(columns, widest, strict=True)
    )
    return Grid("", shares, cells)


def _align(cell: _Element) -> Align:
    match cell.attributes.get("align"):
        case "right":
            return "right"
        case "center":
            return "center"
        case _:
            return "left"


def _relevelled(nodes: Iterator[Node], level: int) -> Iterator[Node]:
    found = list(nodes)
    ranks = {used: rank for rank, used in enumerate(sorted({n.level for n in found if isinstance(n, Heading)}))}
    previous = -1
    for node in found:
        if isinstance(node, Heading):
            previous = min(ranks[node.level], previous + 1)
            yield replace(node, level=min(level + previous, 4))
        else:
            yield node
