"""The styles of a Word template, by the names that Word gives them in every language."""

from __future__ import annotations

import copy
import io
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import docx
from docx.oxml.ns import qn

from studio.documents.base_template import build
from studio.documents.word_elements import Element, el

_REFERENCES = ("basedOn", "next", "link")


class StyleIds(Mapping[str, str]):
    """Name of a style to its id in a document; a style that the document lacks is lent by our own template."""

    def __init__(self, word: Any, names: tuple[str, ...]) -> None:
        self._root = word.styles.element
        self._ids = _ids(self._root)
        for name in names:
            self._lend(name)

    def __getitem__(self, name: str) -> str:
        return self._ids[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def _lend(self, name: str) -> None:
        if name in self._ids:
            return
        style = copy.deepcopy(_own()[name])
        wanted = style.get(qn("w:styleId"))
        taken = set(self._ids.values())
        while wanted in taken:
            wanted = f"ICM{wanted}"
        self._ids[name] = wanted
        style.set(qn("w:styleId"), wanted)
        style.attrib.pop(qn("w:default"), None)
        self._root.append(style)
        for reference in _REFERENCES:
            found = style.find(qn(f"w:{reference}"))
            if found is not None:
                other = _own_names()[found.get(qn("w:val"))]
                self._lend(other)
                found.set(qn("w:val"), self._ids[other])


def set_language(word: Any, tag: str) -> None:
    """Text is checked and read aloud in this language, whatever the template said."""
    root = word.styles.element
    for found in root.iter(qn("w:lang")):
        found.set(qn("w:val"), tag)
    defaults = root.find(qn("w:docDefaults"))
    if defaults is None or next(defaults.iter(qn("w:lang")), None) is None:
        if defaults is not None:
            root.remove(defaults)
        root.insert(0, el("docDefaults", el("rPrDefault", el("rPr", el("lang", val=tag)))))


def _ids(root: Element) -> dict[str, str]:
    return {
        style.find(qn("w:name")).get(qn("w:val")): style.get(qn("w:styleId"))
        for style in root.findall(qn("w:style"))
        if style.find(qn("w:name")) is not None
    }


@cache
def _own() -> dict[str, Element]:
    root = docx.Document(io.BytesIO(build())).styles.element
    return {style.find(qn("w:name")).get(qn("w:val")): style for style in root.findall(qn("w:style"))}


@cache
def _own_names() -> dict[str, str]:
    return {style.get(qn("w:styleId")): name for name, style in _own().items()}
