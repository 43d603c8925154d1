"""What changed between two documents, as tracked changes in a Word file: accepting them all gives the newer text,
rejecting them all the older one.

Headings, prose, lists and cells are compared by word, tables by row; a table whose columns changed is taken out and
put in as a whole. Contents, headers, footers and page layout are those of the newer document.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import SequenceMatcher
from itertools import count, groupby
from typing import Any

from docx.oxml.ns import qn
from lxml import etree
from rapidfuzz import fuzz

from studio.documents.word_elements import Element, el

_FIRST_ID = 90_000
_ALIKE = 45.0
"""Percent from which two passages are one that was reworded."""
_MAX_PAIRS = 40_000
_ENOUGH = 2_000
"""Characters of a table that tell whether it is the same one."""
_TOKEN = re.compile(r"\w+|\s|[^\w\s]")
_PLAIN = frozenset(qn(f"w:{name}") for name in ("pPr", "r", "bookmarkStart", "bookmarkEnd"))
_PLAIN_RUN = frozenset(qn(f"w:{name}") for name in ("rPr", "t", "br", "tab"))

Pair = tuple[int | None, int | None]


@dataclass(frozen=True)
class Revised:
    """In whose name and of when the changes are shown."""

    author: str
    at: datetime

    @property
    def stamp(self) -> str:
        return self.at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def track(before: Any, after: Any, revised: Revised) -> None:
    """Write the difference to the python-docx document `before` into `after`."""
    _Tracker(revised).blocks(before.element.body, after.element.body)


@dataclass(frozen=True)
class _Token:
    text: str
    form: bytes
    """The run's properties, so that a changed form counts as a change."""


class _Tracker:
    def __init__(self, revised: Revised) -> None:
        self._revised, self._ids = revised, count(_FIRST_ID)

    def _mark(self, kind: str, *children: Element) -> Element:
        return el(
            kind, *children, id=next(self._ids), author=self._revised.author or "ICM Studio", date=self._revised.stamp
        )

    def blocks(self, before: Element, after: Element) -> None:
        """Compare paragraphs and tables of a body or a cell; `after` receives the marks."""
        old, new = _tracked(before), _tracked(after)
        place: Element | None = None
        following = iter(new)
        for left, right in _aligned(old, new, _same, _alike):
            if right is not None:
                place = next(following)
            if left is None:
                self._inserted(place)
            elif right is None:
                place = self._put_back(copy.deepcopy(old[left]), place, after, new)
            elif not _same(old[left], new[right]):
                self._changed(old[left], new[right])

    def _put_back(self, element: Element, place: Element | None, after: Element, new: Sequence[Element]) -> Element:
        """Show a block that is gone behind `place`, or first of what is compared."""
        for bookmark in list(element.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))):
            bookmark.getparent().remove(bookmark)
        _forget_lists(element)
        if place is not None:
            place.addnext(element)
        elif new:
            new[0].addprevious(element)
        else:
            first = next((child for child in after if child.tag in (qn("w:p"), qn("w:sectPr"))), None)
            _add(after, element, first)
        self._deleted(element)
        if element.tag == qn("w:tbl"):  # two tables without anything between them would grow together
            gap = el("p", el("pPr", el("spacing", before=0, after=0, line=200, lineRule="exact")))
            element.addnext(gap)
            self._deleted(gap)
            return gap
        return element

    def _changed(self, old: Element, new: Element) -> None:
        if new.tag == qn("w:tbl"):
            self._rows(old, new)
        else:
            self._words(old, new)

    def _rows(self, old: Element, new: Element) -> None:
        before, after = old.findall(qn("w:tr")), new.findall(qn("w:tr"))
        place: Element | None = None
        for left, right in _aligned(before, after, _same, _alike):
            if right is not None:
                place = after[right]
            if left is None:
                self._mark_row(place, "ins")
            elif right is None:
                gone = copy.deepcopy(before[left])
                _forget_lists(gone)
                if place is not None:
                    place.addnext(gone)
                else:
                    after[0].addprevious(gone)
                self._mark_row(gone, "del")
                place = gone
            elif not _same(before[left], after[right]):
                cells = zip(before[left].findall(qn("w:tc")), after[right].findall(qn("w:tc")), strict=True)
                for old_cell, new_cell in cells:
                    self.blocks(old_cell, new_cell)

    def _mark_row(self, row: Element, kind: str) -> None:
        properties = row.find(qn("w:trPr"))
        if properties is None:
            properties = el("trPr")
            row.insert(0, properties)
        properties.append(self._mark(kind))
        for paragraph in list(row.iter(qn("w:p"))):
            self._mark_paragraph(paragraph, kind)

    def _inserted(self, element: Element) -> None:
        self._mark_whole(element, "ins")

    def _deleted(self, element: Element) -> None:
        self._mark_whole(element, "del")

    def _mark_whole(self, element: Element, kind: str) -> None:
        if element.tag == qn("w:tbl"):
            for row in element.findall(qn("w:tr")):
                self._mark_row(row, kind)
        else:
            self._mark_paragraph(element, kind)

    def _mark_paragraph(self, paragraph: Element, kind: str) -> None:
        properties = paragraph.find(qn("w:pPr"))
        if properties is None:
            properties = el("pPr")
            paragraph.insert(0, properties)
        form = properties.find(qn("w:rPr"))
        if form is None:
            form = el("rPr")
            last = properties.find(qn("w:sectPr"))
            _add(properties, form, last)
        form.insert(0, self._mark(kind))
        for run in paragraph.findall(qn("w:r")):
            holder = self._mark(kind)
            run.addprevious(holder)
            holder.append(_as_deleted(run) if kind == "del" else run)

    def _words(self, old: Element, new: Element) -> None:
        """The paragraph's runs anew, word by word."""
        before, after = _tokens(old), _tokens(new)
        last = [child for child in new if child.tag == qn("w:bookmarkEnd")]
        for child in [child for child in new if child.tag == qn("w:r")]:
            new.remove(child)
        pieces: list[Element] = []
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                pieces.extend(_runs(after[j1:j2]))
                continue
            if i2 > i1:
                pieces.append(self._mark("del", *(_as_deleted(run) for run in _runs(before[i1:i2]))))
            if j2 > j1:
                pieces.append(self._mark("ins", *_runs(after[j1:j2])))
        for piece in pieces:
            _add(new, piece, last[0] if last else None)


def _add(parent: Element, child: Element, before: Element | None) -> None:
    if before is None:
        parent.append(child)
    else:
        before.addprevious(child)


def _tracked(holder: Element) -> list[Element]:
    """Tables and paragraphs with text; what only lays out pages or refreshes itself is nobody's change."""
    return [child for child in holder if child.tag == qn("w:tbl") or (child.tag == qn("w:p") and _is_text(child))]


def _is_text(paragraph: Element) -> bool:
    if any(child.tag not in _PLAIN for child in paragraph) or not _text(paragraph):
        return False
    return all(child.tag in _PLAIN_RUN for run in paragraph.findall(qn("w:r")) for child in run)


def _text(element: Element) -> str:
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:p"): "\n", qn("w:tc"): "\t"}
    tags = (qn("w:t"), *signs)
    return "".join(signs.get(found.tag) or found.text or "" for found in element.iter(*tags)).strip()


def _style(paragraph: Element) -> str:
    found = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return "" if found is None else str(found.get(qn("w:val")))


def _same(old: Element, new: Element) -> bool:
    """Whether nothing needs a mark; a heading's number belongs to its text."""
    if old.tag != new.tag:
        return False
    if old.tag == qn("w:p"):
        return _style(old) == _style(new) and _tokens(old) == _tokens(new)
    ours, theirs = list(old.iter(qn("w:p"))), list(new.iter(qn("w:p")))
    return len(ours) == len(theirs) and _columns(old) == _columns(new) and all(map(_same, ours, theirs))


def _columns(element: Element) -> int:
    return len(next(element.iter(qn("w:tr"))).findall(qn("w:tc")))


def _alike(old: Element, new: Element) -> float:
    """Percent; 0 for what cannot be one block reworded."""
    if old.tag != new.tag:
        return 0.0
    if old.tag == qn("w:p"):
        return fuzz.ratio(_text(old), _text(new)) if _style(old) == _style(new) else 0.0
    if _columns(old) != _columns(new):
        return 0.0
    if old.tag == qn("w:tbl"):
        if _text(old.find(qn("w:tr"))) == _text(new.find(qn("w:tr"))):
            return 100.0
        return fuzz.ratio(_text(old)[:_ENOUGH], _text(new)[:_ENOUGH])
    return fuzz.ratio(_text(old), _text(new))


def _aligned(
    old: Sequence[Element],
    new: Sequence[Element],
    same: Callable[[Element, Element], bool],
    alike: Callable[[Element, Element], float],
) -> Iterator[Pair]:
    """Places of old and new blocks side by side; None where a block is new or gone."""
    before, after = [_fingerprint(each) for each in old], [_fingerprint(each) for each in new]
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from zip(range(i1, i2), range(j1, j2), strict=True)
        else:
            pairs = _pairs([old[i] for i in range(i1, i2)], [new[j] for j in range(j1, j2)], alike)
            yield from ((None if i is None else i1 + i, None if j is None else j1 + j) for i, j in pairs)


def _fingerprint(element: Element) -> tuple[object, ...]:
    if element.tag == qn("w:p"):
        return (_style(element), *((token.text, token.form) for token in _tokens(element)))
    return (element.tag, _columns(element), *(_fingerprint(paragraph) for paragraph in element.iter(qn("w:p"))))


def _pairs(old: list[Element], new: list[Element], alike: Callable[[Element, Element], float]) -> list[Pair]:
    """The pairing in order that keeps most; blocks too different stand alone."""
    rows, columns = len(old), len(new)
    if rows * columns > _MAX_PAIRS:
        return [*((i, None) for i in range(rows)), *((None, j) for j in range(columns))]
    likeness = [[alike(a, b) for b in new] for a in old]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            pair = likeness[i][j] + best[i + 1][j + 1] if likeness[i][j] >= _ALIKE else -1.0
            best[i][j] = max(pair, best[i + 1][j], best[i][j + 1])
    found: list[Pair] = []
    i = j = 0
    while i < rows and j < columns:
        if likeness[i][j] >= _ALIKE and best[i][j] == likeness[i][j] + best[i + 1][j + 1]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            found.append((i, None))
            i += 1
        else:
            found.append((None, j))
            j += 1
    return [*found, *((k, None) for k in range(i, rows)), *((None, k) for k in range(j, columns))]


def _tokens(paragraph: Element) -> list[_Token]:
    found: list[_Token] = []
    for run in paragraph.findall(qn("w:r")):
        properties = run.find(qn("w:rPr"))
        form = b"" if properties is None else etree.tostring(properties)
        for child in run:
            if child.tag == qn("w:t"):
                found.extend(_Token(piece, form) for piece in _TOKEN.findall(child.text or ""))
            elif child.tag in (qn("w:br"), qn("w:tab")):
                found.append(_Token("\n" if child.tag == qn("w:br") else "\t", form))
    return found


def _runs(tokens: Iterable[_Token]) -> Iterator[Element]:
    for form, together in groupby(tokens, key=lambda token: token.form):
        run = el("r")
        if form:
            run.append(etree.fromstring(form))
        for is_text, pieces in groupby(together, key=lambda token: token.text not in ("\n", "\t")):
            if is_text:
                letters = el("t")
                letters.text = "".join(piece.text for piece in pieces)
                letters.set(qn("xml:space"), "preserve")
                run.append(letters)
            else:
                for piece in pieces:
                    run.append(el("br" if piece.text == "\n" else "tab"))
        yield run


def _as_deleted(run: Element) -> Element:
    for letters in run.findall(qn("w:t")):
        letters.tag = qn("w:delText")
    return run


def _forget_lists(element: Element) -> None:
    """What is gone keeps its indent but no number: its list's definition is not in the newer file."""
    for marks in list(element.iter(qn("w:numPr"))):
        marks.getparent().remove(marks)
