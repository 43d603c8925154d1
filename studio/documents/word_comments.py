"""Comments in the margin of a Word file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.text.run import Run

from studio.documents.word_elements import Element
from studio.documents.word_marks import mark


@dataclass(frozen=True)
class Remark:
    """A comment on the passage written from `origin`, or on the heading `section` where that has no passage."""

    text: str
    author: str
    section: str
    origin: str = ""


def add(word: Any, remarks: Iterable[Remark]) -> None:
    """Put the comments into a python-docx document."""
    places = {start.get(qn("w:name")): start for start in word.element.body.iter(qn("w:bookmarkStart"))}
    for remark in remarks:
        start = next(
            (
                found
                for origin in (remark.origin, remark.section)
                if (found := places.get(f"{mark(origin)}_1")) is not None
            ),
            None,
        )
        runs = [] if start is None else _runs_after(start)
        if runs:
            initials = "".join(part[0] for part in remark.author.split())[:4].upper()
            word.add_comment(
                [Run(run, word) for run in (runs[0], runs[-1])], remark.text, remark.author or "–", initials
            )


def _runs_after(start: Element) -> list[Element]:
    """The runs of the first paragraph with text behind a bookmark's beginning."""
    around = [start.getparent()] if start.getparent().tag == qn("w:p") else []
    for paragraph in (*around, *(around or [start])[0].itersiblings(qn("w:p"), qn("w:tbl"))):
        runs: list[Element] = [run for run in paragraph.iter(qn("w:r")) if next(run.iter(qn("w:t")), None) is not None]
        if runs:
            return runs
    return []
