"""Signature blocks in Word: two parties side by side, each pair kept together on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from studio.documents.tree import Party, Signatures
from studio.documents.word_elements import Element, cell, el, paragraph, row, run, table, twips
from studio.documents.words import Words

_STAMP, _GAP, _LABEL = 26.0, 12.0, 23.0
"""Millimetres: side of the place for a stamp, distance between two parties, width of the labels."""


def signature_tables(
    signatures: Signatures, styles: Mapping[str, str], words: Words, width: float
) -> Iterator[Element]:
    """One table for every two parties; `width` in millimetres."""
    pair = _Pair(styles, words, signatures.place_and_date, width)
    for start in range(0, len(signatures.parties), 2):
        yield pair.table(signatures.parties[start : start + 2])
        yield paragraph(styles["Normal"], (), [el("spacing", before=0, after=240)])


class _Pair:
    """Rows for two parties: who, line and stamp, details."""

    def __init__(self, styles: Mapping[str, str], words: Words, place_and_date: str, width: float) -> None:
        self._styles, self._words, self._place_and_date = styles, words, place_and_date
        self._gap, self._stamp = twips(_GAP), twips(_STAMP)
        self._half = twips((width - _GAP) / 2)

    def table(self, parties: tuple[Party, ...]) -> Element:
        line = self._half - self._stamp
        widths = [line, self._stamp, self._gap, line, self._stamp]
        rows = (
            row(self._sides(parties, self._who)),
            row(self._sides(parties, self._line_and_stamp), self._stamp),
            row(self._sides(parties, self._details)),
        )
        return table(None, widths, rows)

    def _sides(self, parties: tuple[Party, ...], cells: Callable[[Party], Iterator[Element]]) -> Iterator[Element]:
        yield from cells(parties[0])
        yield cell(self._gap, [self._kept("ICM Label")])
        if len(parties) > 1:
            yield from cells(parties[1])
        else:
            yield cell(self._half, [self._kept("ICM Label")], span=2)

    def _who(self, party: Party) -> Iterator[Element]:
        yield cell(self._half, [self._kept("ICM Party", party.party)], span=2)

    def _line_and_stamp(self, party: Party) -> Iterator[Element]:
        line = self._kept("ICM Signature", self._words.signature)
        yield cell(self._half - self._stamp, [line], [el("vAlign", val="bottom")])
        sides = ("top", "left", "bottom", "right") if party.stamp else ()
        borders = el("tcBorders", *(el(side, val="dashed", sz=4, space=0, color="9AA9BC") for side in sides))
        text = self._kept("ICM Label", self._words.stamp if party.stamp else "", el("jc", val="center"))
        yield cell(self._stamp, [text], [borders, el("vAlign", val="center")])

    def _details(self, party: Party) -> Iterator[Element]:
        content = [
            self._detail(self._words.name, party.name, el("keepNext")),
            self._detail(self._words.function, party.function, el("keepNext")),
            self._detail(self._words.place_and_date, self._place_and_date),
        ]
        yield cell(self._half, content, span=2)

    def _kept(self, style: str, text: str = "", *properties: Element) -> Element:
        """A paragraph on the same page as what follows."""
        return paragraph(self._styles[style], [run(text)] if text else [], [el("keepNext"), *properties])

    def _detail(self, label: str, value: str, *keep: Element) -> Element:
        """Label and value; without a value a dotted line to write on."""
        indent = twips(_LABEL)
        tabs = el("tabs", el("tab", val="left", pos=indent), el("tab", val="right", leader="dot", pos=self._half - 60))
        layout = (tabs, el("spacing", before=60, after=20), el("ind", left=indent, hanging=indent))
        shown = [run(f"{label}\t"), run(value, el("color", val="1B2430"))] if value else [run(f"{label}\t\t")]
        return paragraph(self._styles["ICM Label"], shown, [*keep, *layout])
