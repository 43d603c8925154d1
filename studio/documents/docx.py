"""A document as Word file, on the template that comes along or on an institution's own."""

from __future__ import annotations

import copy
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from docx.oxml.ns import qn
from docx.section import Section

from studio.documents import layout
from studio.documents.base_template import build, packed
from studio.documents.compose import compose
from studio.documents.model import Document
from studio.documents.tree import Tree
from studio.documents.word_body import STYLES, Body
from studio.documents.word_elements import Element, field, flat, run
from studio.documents.word_numbering import Numbering
from studio.documents.word_redline import Revised, track
from studio.documents.word_styles import StyleIds, set_language
from studio.documents.word_template import TemplateError, fill
from studio.documents.words import language_tag, words

__all__ = ["Revised", "TemplateError", "check", "made", "redline", "render", "saved"]

_PAGES, _FACTS, _CONTENTS, _BODY = (f"\ue000{name}\ue000" for name in ("pages", "facts", "contents", "body"))
_LONGEST_PROPERTY = 255
"""Characters; what Word keeps of a file's title or author."""


def render(document: Document, template: bytes | None = None) -> bytes:
    """The document as `.docx`; equal documents on equal templates give equal bytes. Raises TemplateError."""
    return saved(made(document, template))


def redline(before: Document, after: Document, revised: Revised, template: bytes | None = None) -> bytes:
    """`after` as `.docx` with tracked changes that lead from `before` to it. Raises TemplateError."""
    word = made(after, template)
    track(made(before, template), word, revised)
    return saved(word)


def made(document: Document, template: bytes | None = None) -> Any:
    """The document as python-docx holds it, to be added to and then `saved`. Raises TemplateError."""
    tree = compose(document)
    word = fill(build() if template is None else template, _values(tree))
    said = words(tree.locale)
    body_place = _place(word, _BODY)
    if body_place is None or body_place.getparent() is not word.element.body:
        raise TemplateError("{{ body }}", "alone")
    body = Body(StyleIds(word, STYLES), Numbering(word), said, _text_width(word.sections[-1]))
    for marker, elements in ((_CONTENTS, body.contents(tree)), (_FACTS, body.facts(tree.facts))):
        place = _place(word, marker)
        if place is None:
            _insert(body_place, elements)
        else:
            _replace(place, elements)
    _replace(body_place, _paged(tree, body, word))
    _set_first_page(word, tree.title_page)
    _number_pages(word, said.page)
    _describe(word, tree)
    return word


def check(template: bytes) -> None:
    """Refuses a template that no document could be written on; raises TemplateError."""
    render(Document(title="–", blocks=()), template)


def _values(tree: Tree) -> dict[str, object]:
    return {
        "title": tree.title,
        "subtitle": tree.subtitle,
        "author": tree.author,
        "header": tree.header,
        "footer": tree.footer,
        "title_page": tree.title_page,
        "pages": _PAGES,
        "facts": _FACTS,
        "contents": _CONTENTS,
        "body": _BODY,
    }


def _place(word: Any, marker: str) -> Element | None:
    """The paragraph in which the marker stands alone; None where the template has no such place."""
    for text in word.element.body.iter(qn("w:t")):
        if marker in (text.text or ""):
            found = next(text.iterancestors(qn("w:p")), None)
            if found is None or "".join(t.text or "" for t in found.iter(qn("w:t"))).strip() != marker:
                raise TemplateError(f"{{{{ {marker[1:-1]} }}}}", "alone")
            return found
    return None


def _insert(place: Element, elements: Iterable[Element]) -> None:
    for element in elements:
        place.addprevious(element)


def _replace(place: Element, elements: Iterable[Element]) -> None:
    """Elements instead of a paragraph; a table cell keeps a paragraph even if there are none."""
    _insert(place, elements)
    parent = place.getparent()
    if parent.tag == qn("w:tc") and place.getnext() is None:
        for child in list(place):
            place.remove(child)
    else:
        parent.remove(place)


def _text_width(section: Any) -> float:
    return float(section.page_width.mm - section.left_margin.mm - section.right_margin.mm)


def _paged(tree: Tree, body: Body, word: Any) -> list[Element]:
    """The nodes, with wide tables on landscape pages between copies of the template's last section."""
    final = word.element.body.sectPr
    portrait = copy.deepcopy(final)
    sections = layout.sections(tree.nodes)
    out: list[Element] = []
    if sections and sections[0].landscape:
        out.append(flat(copy.deepcopy(portrait)))
    for index, section in enumerate(sections):
        page = _turned(portrait) if section.landscape else portrait
        begins = index == 0 and tree.title_page and not section.landscape
        out.extend(body.elements(section.nodes, _text_width(Section(page, word.part)), begins))
        if index < len(sections) - 1:
            out.append(flat(copy.deepcopy(page)))
        elif section.landscape:
            final.getparent().replace(final, page)
    return out


def _turned(section: Element) -> Element:
    """The section's properties with the page on its side."""
    turned = copy.deepcopy(section)
    size = turned.find(qn("w:pgSz"))
    width, height = size.get(qn("w:w")), size.get(qn("w:h"))
    size.set(qn("w:w"), height)
    size.set(qn("w:h"), width)
    size.set(qn("w:orient"), "landscape")
    return turned


def _set_first_page(word: Any, title_page: bool) -> None:
    """Only the first section has a first page of its own; a title page shows neither header nor footer."""
    for index, section in enumerate(word.sections):
        if index:
            section.different_first_page_header_footer = False
        elif title_page:
            section.different_first_page_header_footer = True


def _number_pages(word: Any, pattern: str) -> None:
    """Page numbers as fields, wherever the template has the place for them."""
    for part in word.part.package.iter_parts():
        element = getattr(part, "element", None)
        if element is None:
            continue
        for text in [text for text in element.iter(qn("w:t")) if _PAGES in (text.text or "")]:
            old = text.getparent()
            before, after = text.text.split(_PAGES, 1)
            runs = [run(before), *_page_runs(pattern), run(after)]
            form = old.find(qn("w:rPr"))
            for new in runs:
                if form is not None:
                    new.insert(0, copy.deepcopy(form))
                old.addprevious(new)
            old.getparent().remove(old)


def _page_runs(pattern: str) -> Iterator[Element]:
    for piece in re.split(r"(\{page\}|\{total\})", pattern):
        match piece:
            case "{page}":
                yield from field("PAGE", "1")
            case "{total}":
                yield from field("NUMPAGES", "1")
            case _:
                yield run(piece)


def _describe(word: Any, tree: Tree) -> None:
    set_language(word, language_tag(tree.locale))
    properties = word.core_properties
    properties.title = tree.title[:_LONGEST_PROPERTY]
    properties.subject = tree.subtitle[:_LONGEST_PROPERTY]
    properties.author = tree.author[:_LONGEST_PROPERTY]
    properties.last_modified_by = tree.author[:_LONGEST_PROPERTY]
    properties.language = language_tag(tree.locale)


def saved(word: Any) -> bytes:
    out = io.BytesIO()
    word.save(out)
    with zipfile.ZipFile(out) as archive:
        return packed({name: archive.read(name) for name in archive.namelist()})
