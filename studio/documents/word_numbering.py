"""Bullets and numbers in a Word document: definitions of our own beside those a template brings."""

from __future__ import annotations

from collections.abc import Iterator

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import qn
from docx.parts.numbering import NumberingPart

from studio.documents.word_elements import Element, el, twips

_LEVELS = 9
_STEP = 6.0
"""Millimetres each level is set in."""
_BULLETS = ("•", "–", "·")
_NUMBERS = ("decimal", "lowerLetter", "lowerRoman")
_EMPTY = b'<w:numbering xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'


class Numbering:
    """Hands out list ids; every ordered list counts from its own start."""

    def __init__(self, document: WordDocument) -> None:
        self._root = _root(document)
        taken = [int(found.get(qn("w:abstractNumId"))) for found in self._root.findall(qn("w:abstractNum"))]
        self._bullets = max(taken, default=0) + 1
        self._numbers = self._bullets + 1
        nums = [int(found.get(qn("w:numId"))) for found in self._root.findall(qn("w:num"))]
        self._next = max(nums, default=0) + 1
        for kind, name in ((self._bullets, "bullet"), (self._numbers, "number")):
            definition = el(
                "abstractNum", el("multiLevelType", val="hybridMultilevel"), *_levels(name), abstractNumId=kind
            )
            first = self._root.find(qn("w:num"))
            if first is None:
                self._root.append(definition)
            else:
                first.addprevious(definition)
        self._all_bullets = self._new(self._bullets)

    def list_id(self, ordered: bool, level: int, start: int = 1) -> int:
        """The id for a list's paragraphs; `start` is the first number at `level`."""
        if not ordered:
            return self._all_bullets
        return self._new(self._numbers, el("lvlOverride", el("startOverride", val=start), ilvl=level))

    def _new(self, definition: int, *overrides: Element) -> int:
        number, self._next = self._next, self._next + 1
        self._root.append(el("num", el("abstractNumId", val=definition), *overrides, numId=number))
        return number


def _levels(name: str) -> Iterator[Element]:
    for level in range(_LEVELS):
        form = "bullet" if name == "bullet" else _NUMBERS[level % 3]
        shown = _BULLETS[level % 3] if name == "bullet" else f"%{level + 1}."
        yield el(
            "lvl",
            el("start", val=1),
            el("numFmt", val=form),
            el("lvlText", val=shown),
            el("lvlJc", val="left"),
            el("pPr", el("ind", left=twips(_STEP * (level + 1)), hanging=twips(_STEP))),
            ilvl=level,
        )


def _root(document: WordDocument) -> Element:
    """The numbering definitions; a template without any gets an empty set."""
    part = document.part
    for relation in part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            return relation.target_part.element
    numbering = NumberingPart.load(PackURI("/word/numbering.xml"), CONTENT_TYPE.WML_NUMBERING, _EMPTY, part.package)
    part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
    return numbering.element
