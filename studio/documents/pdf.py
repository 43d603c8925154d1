"""A document as a tagged PDF (PDF/UA-1), laid out by Typst with the fonts that come along."""

from __future__ import annotations

import dataclasses
import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import typst

from studio.documents import layout
from studio.documents.compose import compose
from studio.documents.model import Document
from studio.documents.tree import Grid, Inline, Tree, plain
from studio.documents.words import language_tag, words

_HERE = Path(__file__).parent
_LAYOUT = (_HERE / "document.typ").read_bytes()
_LONG_WORD = re.compile(r"\S{41,}")
_LONG_IN_TABLE = re.compile(r"\S{17,}")
_BREAKING_POINT = re.compile(r"(?<=[@./_=&?-])(?=[^\s@./_=&?-])")
_SHORT_TITLE = 200
"""Characters; a head with longer titles is not repeated, it would leave no room for rows."""
_SHORT_CELL = 700
"""Characters; a row with longer cells may break across pages, others stay together."""
_ATTEMPTS: tuple[tuple[bool, list[typst.PDFStandard]], ...] = ((False, ["ua-1"]), (True, ["ua-1"]), (True, []))


def render(document: Document) -> bytes:
    """The document as PDF; equal documents give equal bytes as long as the fonts shipped here suffice.

    Characters that these fonts lack (Chinese, say) are taken from the fonts of the machine; where there are
    none either, they show as boxes and the file is tagged but no longer claims PDF/UA.
    """
    inputs = {"document": json.dumps(_data(compose(document)), default=_node, ensure_ascii=False)}
    for system_fonts, standards in _ATTEMPTS:
        compiler = typst.Compiler(_LAYOUT, font_paths=_fonts(system_fonts), sys_inputs=inputs)
        try:
            pdf = compiler.compile(format="pdf", pdf_standards=standards, timestamp=0)
        except typst.TypstError as error:
            refused = error
            if "PDF/UA" not in str(error):
                break
        else:
            assert isinstance(pdf, bytes)
            return pdf
    raise refused


@cache
def _fonts(with_system: bool) -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=with_system, include_embedded_fonts=False, font_paths=[str(_HERE / "fonts")]
    )


def _data(tree: Tree) -> dict[str, Any]:
    language, *rest = language_tag(tree.locale).split("-")
    region = next((part for part in rest if re.fullmatch("[A-Z]{2}", part)), None)
    return {
        "title": tree.title,
        "shown_title": _breakable(tree.title),
        "subtitle": _breakable(tree.subtitle),
        "author": [tree.author] if tree.author else [],
        "header": _breakable(tree.header),
        "footer": _breakable(tree.footer),
        "lang": language if re.fullmatch("[a-z]{2,3}", language) else "en",
        "region": region,
        "title_page": tree.title_page,
        "contents_title": _breakable(tree.contents_title),
        "facts": _shown(tree.facts),
        "margin": {"side": layout.MARGIN_SIDE, "top": layout.MARGIN_TOP, "bottom": layout.MARGIN_BOTTOM},
        "words": dataclasses.asdict(words(tree.locale)),
        "sections": [
            {"landscape": section.landscape, "nodes": section.nodes} for section in layout.sections(tree.nodes)
        ],
    }


def _node(value: object) -> dict[str, Any]:
    """JSON for a node of the tree: its kind and fields; tables with their measures."""
    if isinstance(value, Grid):
        return _grid(value)
    if not dataclasses.is_dataclass(value):
        raise TypeError(type(value).__name__)
    fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
    return {"kind": type(value).__name__, **{name: _shown(field) for name, field in fields.items()}}


def _shown(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(_shown(inner) for inner in value)
    return _breakable(value) if isinstance(value, str) else value


def _grid(grid: Grid) -> dict[str, Any]:
    measures = layout.measure(grid)
    return {
        "kind": "Grid",
        "caption": _breakable(grid.caption),
        "size": measures.text_size,
        "widths": measures.widths,
        "turned": measures.turned,
        "repeat_head": all(len(plain(column.title)) <= _SHORT_TITLE for column in grid.columns),
        "columns": [{"title": _cell(column.title), "align": column.align} for column in grid.columns],
        "rows": [
            {
                "cells": [_cell(cell) for cell in row],
                "short": all(sum(len(span.text) for span in cell) <= _SHORT_CELL for cell in row),
            }
            for row in grid.rows
        ],
        "total": [_cell(cell) for cell in grid.total],
        "note": _cell(grid.note),
        "repeat_note": len(plain(grid.note)) <= _SHORT_CELL,
    }


def _cell(content: Inline) -> Inline:
    return tuple(dataclasses.replace(span, text=_breakable(span.text, _LONG_IN_TABLE)) for span in content)


def _breakable(text: str, long_word: re.Pattern[str] = _LONG_WORD) -> str:
    """Invisible break points in addresses and other very long words, which would run off the page."""
    return long_word.sub(_broken, text)


def _broken(word: re.Match[str]) -> str:
    pieces = _BREAKING_POINT.split(word[0])
    return "\u200b".join("\u200b".join(re.findall(".{1,20}", piece)) for piece in pieces)
