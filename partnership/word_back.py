"""An edited Word copy compared with the text it was made from; pure.

Passages that carry a hidden bookmark become proposals by those who changed them. What else differs (cells, headings,
facts) is told, to be taken over by hand. The base is written anew from its revision, so nothing but the copy is needed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from partnership import word
from partnership.agreement import SECTION_IDS, Agreement
from partnership.composition import compose
from partnership.transfer import to_body
from studio.changes import find
from studio.documents import word_prose
from studio.documents.word_marks import mark
from studio.documents.word_reading import Line, TableRow, WordText, plain, read, seen
from studio.errors import Invalid

Content = list[Line | TableRow]


@dataclass(frozen=True)
class Proposed:
    """A passage as somebody wants it. `tracked` is False where Word did not record who changed it: then `author` is
    whoever saved the file last, or empty."""

    path: str
    section: str
    before: str
    after: str
    author: str
    tracked: bool

    @property
    def key(self) -> str:
        return _key(self.path, self.author, self.after)


@dataclass(frozen=True)
class Remarked:
    """A comment; `path` is the passage it stands at, if any."""

    section: str
    path: str
    quote: str
    text: str
    author: str
    at: str

    @property
    def key(self) -> str:
        return _key(self.path, self.author, self.at, self.text)


@dataclass(frozen=True)
class ByHand:
    """A change that no passage takes up."""

    section: str
    place: str
    before: str
    after: str
    author: str


@dataclass(frozen=True)
class Returned:
    proposals: tuple[Proposed, ...]
    comments: tuple[Remarked, ...]
    by_hand: tuple[ByHand, ...]


def identify(file: bytes) -> word.Copy:
    """Which text a copy holds; Invalid for hostile files and for those that did not come from here."""
    properties = read(file).properties
    revision = properties.get(word.REVISION, "")
    if word.AGREEMENT not in properties or not (revision.isascii() and revision.isdigit() and len(revision) < 10):
        raise Invalid("word_not_ours")
    return word.Copy(properties[word.AGREEMENT], int(revision), properties.get(word.LANGUAGE, ""))


def compare(file: bytes, copy: word.Copy, base: Agreement) -> Returned:
    """What became of `base` in the file."""
    theirs = read(file, lambda properties: properties.get(word.REDLINE, ""))
    ours = read(word.write(base, copy))
    if theirs.saved_by == ours.saved_by:
        theirs.saved_by = ""  # some programmes leave the name that the file was handed out with
    origins = _origins(base, copy.language)
    if not any(_path(item.marks, origins) for item in theirs.content):
        raise Invalid("word_marks_lost")
    here = _placed(ours, origins)
    there = _grown(_placed(theirs, origins), {_shown(item, _everybody) for _, path, item in here if not path})
    body = to_body(base)
    proposals = [
        proposed
        for path in dict.fromkeys(path for _, path, _ in here if path)
        for proposed in _proposals(path, body, here, there, theirs.saved_by)
    ]
    return Returned(tuple(proposals), tuple(_comments(theirs, there, origins)), tuple(_by_hand(here, there, theirs)))


def _key(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:40]


Placed = tuple[str, str, Line | TableRow]
"""Section, path of the passage (or empty), and what stands there."""


def _origins(base: Agreement, language: str) -> dict[str, str]:
    """Bookmarks without their last number, with the paths they stand for."""
    blocks = compose(base, language).blocks
    return {mark(origin): origin for block in blocks if (origin := getattr(block, "origin", ""))}


def _path(marks: tuple[str, ...], origins: dict[str, str]) -> str:
    found = [origins[name] for each in marks if (name := each.rpartition("_")[0]) in origins]
    return found[-1] if found else ""


def _placed(text: WordText, origins: dict[str, str]) -> list[Placed]:
    headings = {f"sections/{section}": section for section in SECTION_IDS}
    section, out = "", []
    for item in text.content:
        path = _path(item.marks, origins)
        if path in headings:
            section, path = headings[path], ""
        elif path.startswith("annexes/"):
            section = "additional_documents"
        out.append((section, path, item))
    return out


def _grown(placed: list[Placed], known: set[tuple[str, ...]]) -> list[Placed]:
    """New paragraphs behind a passage belong to it, though they were written beyond the end of its bookmark."""
    out: list[Placed] = []
    for section, path, item in placed:
        before = out[-1][1] if out else ""
        is_new = isinstance(item, Line) and item.style in _TEXT_STYLES and not item.is_contents and not path
        if is_new and before and _visible(item) and _shown(item, _everybody) not in known:
            path = before
        out.append((section, path, item))
    return out


_TEXT_STYLES = ("normal", "list paragraph", "quote", "body text", "text body", "")


def _proposals(
    path: str, body: dict[str, Any], here: list[Placed], there: list[Placed], saved_by: str
) -> Iterator[Proposed]:
    section = next(section for section, other, _ in here if other == path)
    value = str(find(body, path))
    base = [item for _, other, item in here if other == path]
    now = [item for _, other, item in there if other == path]
    level = min((item.heading for item in base if isinstance(item, Line) and item.heading), default=2)

    def text(content: Content, accepts: Callable[[str], bool]) -> str:
        return _text(content, accepts, level)

    original, rejected = text(base, _nobody), text(now, _nobody)
    if rejected != original:
        yield Proposed(path, section, value, _patched(value, original, rejected), saved_by, tracked=False)
    for author in sorted(_authors(now)):
        wanted = text(now, author.__eq__)
        if wanted != rejected:
            yield Proposed(path, section, value, _patched(value, original, wanted), author, tracked=True)


def _nobody(author: str) -> bool:
    return False


def _everybody(author: str) -> bool:
    return True


def _authors(content: Content) -> set[str]:
    found: set[str] = set()
    for item in content:
        lines = [item] if isinstance(item, Line) else [line for cell in item.cells for line in cell]
        found |= {item.added, item.removed}
        for line in lines:
            found |= {line.added, line.removed}
            found |= {author for piece in line.pieces for author in (piece.added, piece.removed)}
    return found - {""}


def _text(content: Content, accepts: Callable[[str], bool], level: int) -> str:
    """Markdown of a passage as it reads with some authors' changes."""
    parts: list[str] = []
    lines: list[Line] = []
    rows: list[list[str]] = []

    def finish() -> None:
        if lines:
            parts.append(word_prose.to_markdown(seen(lines, accepts), level))
            lines.clear()
        if rows:
            parts.append(word_prose.grid(rows))
            rows.clear()

    for item in content:
        if isinstance(item, Line):
            if rows:
                finish()
            lines.append(item)
        elif _stays(item, accepts):
            if lines:
                finish()
            rows.append(_cells(item, accepts))
    finish()
    return "\n\n".join(part for part in parts if part)


def _stays(row: TableRow, accepts: Callable[[str], bool]) -> bool:
    return (not row.added or accepts(row.added)) and not (row.removed and accepts(row.removed))


def _cells(row: TableRow, accepts: Callable[[str], bool]) -> list[str]:
    return ["\n".join(plain(line).strip() for line in seen(list(cell), accepts)) if cell else "" for cell in row.cells]


def _patched(value: str, original: str, wanted: str) -> str:
    """`wanted`, in the author's own notation wherever a line did not change.

    Word knows no difference between two ways to write a list or a link in Markdown; where the lines of the stored text
    and those of its copy answer each other one by one, unchanged ones stay as they were stored.
    """
    stored, copied = [[line for line in text.split("\n") if line.strip()] for text in (value, original)]
    if len(stored) != len(copied):
        return wanted
    kept: dict[str, str] = {}
    for mine, theirs in zip(stored, copied, strict=True):
        kept.setdefault(theirs, mine)
    return "\n".join(kept.get(line, line) for line in wanted.split("\n"))


def _comments(theirs: WordText, there: list[Placed], origins: dict[str, str]) -> Iterator[Remarked]:
    for comment in theirs.comments:
        if comment.author == word.STUDIO:
            continue
        section, path, item = there[min(comment.position, len(there) - 1)]
        path = path or _path(comment.marks, origins)
        if path == f"sections/{section}":
            path = ""
        quote = comment.quote or (plain(item)[:200] if isinstance(item, Line) else "")
        yield Remarked(section, path, quote, comment.text, comment.author, comment.at)


def _by_hand(here: list[Placed], there: list[Placed], theirs: WordText) -> Iterator[ByHand]:
    for section in ("", *SECTION_IDS):
        ours, others = _loose(here, section), _loose(there, section)
        before, after = [_shown(item, _everybody) for item in ours], [_shown(item, _everybody) for item in others]
        for kind, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if kind == "equal":
                continue
            for step in range(max(i2 - i1, j2 - j1)):
                old = ours[i1 + step] if i1 + step < i2 else None
                new = others[j1 + step] if j1 + step < j2 else None
                author = ", ".join(sorted(_authors([new]))) if new is not None else ""
                yield from _difference(section, old, new, author or theirs.saved_by)


def _loose(placed: list[Placed], section: str) -> Content:
    """What no passage takes up: rows, headings, facts; rows and lines that are gone with all changes accepted too."""
    return [
        item
        for other, path, item in placed
        if other == section and not path and not (isinstance(item, Line) and item.is_contents) and _visible(item)
    ]


def _visible(item: Line | TableRow) -> bool:
    if isinstance(item, TableRow):
        return _stays(item, _everybody)
    return bool(seen([item], _everybody))


def _shown(item: Line | TableRow, accepts: Callable[[str], bool]) -> tuple[str, ...]:
    if isinstance(item, TableRow):
        return tuple(_cells(item, accepts))
    return tuple(plain(line).strip() for line in seen([item], accepts))


def _difference(
    section: str, old: Line | TableRow | None, new: Line | TableRow | None, author: str
) -> Iterator[ByHand]:
    before = _shown(old, _everybody) if old is not None else ()
    after = _shown(new, _everybody) if new is not None else ()
    if isinstance(old, TableRow) and isinstance(new, TableRow) and len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            if one != other:
                yield ByHand(section, " · ".join(before[:2]), one, other, author)
    else:
        yield ByHand(section, "", " · ".join(before), " · ".join(after), author)
