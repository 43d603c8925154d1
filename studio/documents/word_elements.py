"""WordprocessingML, element by element: runs, paragraphs, cells, fields."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement

from studio.documents.tree import Inline, Span, plain

Element: TypeAlias = Any
"""An lxml element; lxml carries no types."""

_PIECES = re.compile(r"([\n\t])")


def el(tag: str, *children: Element, **attributes: object) -> Element:
    """An element of the main namespace with attributes of the main namespace."""
    element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        element.set(qn(f"w:{name}"), str(value))
    for child in children:
        element.append(child)
    return element


def twips(millimetres: float) -> int:
    """Twentieths of a point."""
    return round(millimetres / 25.4 * 1440)


def run(text: str, *properties: Element) -> Element:
    """Characters in one form; line breaks and tabs become their own elements."""
    element = el("r")
    if properties:
        element.append(el("rPr", *properties))
    for piece in _PIECES.split(text):
        if piece == "\n":
            element.append(el("br"))
        elif piece == "\t":
            element.append(el("tab"))
        elif piece:
            letters = el("t")
            letters.text = piece
            letters.set(qn("xml:space"), "preserve")
            element.append(letters)
    return element


def inline(content: Inline, size: float | None = None, strong: bool = False) -> Iterator[Element]:
    """Runs for spans; an address that a link hides is printed behind it, because paper has no links."""
    for index, span in enumerate(content):
        yield run(span.text, *_form(span, size, strong))
        is_last = index + 1 == len(content) or content[index + 1].link != span.link
        if span.link and is_last:
            address = span.link.removeprefix("mailto:")
            shown = plain(tuple(other for other in content if other.link == span.link))
            if address not in shown:
                yield run(f" ({address})", *_form(Span(""), size, strong))


def _form(span: Span, size: float | None, strong: bool) -> Iterator[Element]:
    """Properties in the order that the schema asks for."""
    if span.code:
        yield el("rFonts", ascii="Courier New", hAnsi="Courier New", cs="Courier New")
    if span.strong or strong:
        yield el("b")
        yield el("bCs")
    if span.emphasis:
        yield el("i")
        yield el("iCs")
    if size is not None:
        yield el("sz", val=round(size * 2))
        yield el("szCs", val=round(size * 2))


def paragraph(style: str, runs: Iterable[Element] = (), properties: Iterable[Element] = ()) -> Element:
    """A paragraph in the style with this id; properties in the schema's order."""
    return el("p", el("pPr", el("pStyle", val=style), *properties), *runs)


def flat(*properties: Element) -> Element:
    """A paragraph without height that only carries properties; they come first or last as the schema asks."""
    no_height = el("spacing", before=0, after=0, line=20, lineRule="exact")
    is_end = bool(properties) and properties[0].tag == qn("w:sectPr")
    return el("p", el("pPr", *((no_height, *properties) if is_end else (*properties, no_height))))


def begun_page(elements: list[Element]) -> list[Element]:
    """The elements from the top of a new page on."""
    first = elements[0]
    if first.tag != qn("w:p"):
        return [flat(el("pageBreakBefore")), *elements]
    properties = first.find(qn("w:pPr"))
    before = [child for child in properties if child.tag in (qn("w:pStyle"), qn("w:keepNext"))]
    properties.insert(len(before), el("pageBreakBefore"))
    return elements


def keep_with_next(elements: list[Element]) -> None:
    """Hold the last paragraph, or the last row of a table, on the page of what follows."""
    for element in reversed(elements):
        is_table = element.tag == qn("w:tbl")
        kept = list(element.findall(qn("w:tr"))[-1].iter(qn("w:p"))) if is_table else [element]
        for each in kept:
            properties = each.find(qn("w:pPr"))
            if properties.find(qn("w:keepNext")) is None:
                properties.insert(1, el("keepNext"))  # the schema wants it right behind the style
        if is_table or element.find(qn("w:r")) is not None:
            return  # else it is the space below a table


def field(instruction: str, shown: str) -> Iterator[Element]:
    """Runs of a field that Word computes; `shown` stands until then."""
    yield el("r", el("fldChar", fldCharType="begin"))
    yield instruction_run(instruction)
    yield el("r", el("fldChar", fldCharType="separate"))
    yield run(shown)
    yield el("r", el("fldChar", fldCharType="end"))


def instruction_run(instruction: str) -> Element:
    text = el("instrText")
    text.text = f" {instruction} "
    text.set(qn("xml:space"), "preserve")
    return el("r", text)


def bookmarked(number: int, name: str, runs: Iterable[Element]) -> Iterator[Element]:
    yield el("bookmarkStart", id=number, name=name)
    yield from runs
    yield el("bookmarkEnd", id=number)


def cell(width: int, content: Iterable[Element], properties: Iterable[Element] = (), span: int = 1) -> Element:
    """A table cell, `width` in twips; it ends in a paragraph as Word demands."""
    spanned = (el("gridSpan", val=span),) if span > 1 else ()
    return el("tc", el("tcPr", el("tcW", w=width, type="dxa"), *spanned, *properties), *content)


def row(cells: Iterable[Element], height: int = 0, is_head: bool = False) -> Element:
    """A table row that stays on one page; a head is repeated on every page."""
    properties = [el("cantSplit")]
    if height:
        properties.append(el("trHeight", val=height, hRule="atLeast"))
    if is_head:
        properties.append(el("tblHeader"))
    return el("tr", el("trPr", *properties), *cells)


def table(style: str | None, widths: list[int], rows: Iterable[Element], has_total: bool = False) -> Element:
    """A table with fixed column widths in twips."""
    properties = [] if style is None else [el("tblStyle", val=style)]
    properties.append(el("tblW", w=sum(widths), type="dxa"))
    properties.append(el("tblLayout", type="fixed"))
    if style is None:
        margins = el("tblCellMar", el("left", w=0, type="dxa"), el("right", w=0, type="dxa"))
        properties.append(margins)
    properties.append(
        el(
            "tblLook",
            firstRow=int(style is not None),
            lastRow=int(has_total),
            firstColumn=0,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        )
    )
    grid = el("tblGrid", *(el("gridCol", w=width) for width in widths))
    return el("tbl", el("tblPr", *properties), grid, *rows)
