"""A Word file that comes from outside, read with care: paragraphs and table rows with who wrote what in them.

Tracked changes are kept apart by author, so that the text can be seen with some of them accepted. Damaged, hostile and
macro-laden files are refused with Invalid; nothing a file points to is ever fetched.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from studio import files, messages
from studio.documents.word_elements import Element
from studio.errors import Invalid

MAX_BYTES = 20_000_000
MAX_XML = 40_000_000
_MAIN = "word/document.xml"
_MACRO = re.compile(r"macroEnabled|vbaProject|vbaData|activeX", re.IGNORECASE)
_INSERTED, _DELETED = (qn("w:ins"), qn("w:moveTo")), (qn("w:del"), qn("w:moveFrom"))
_HEADING = re.compile(r"heading ([1-9])")

messages.register(
    {
        "word_too_large": lambda t, p: t(
            "The Word file is larger than {limit} MB. Make its pictures smaller, or save it without them.", **p
        ),
        "word_not_one": lambda t, p: t("This is no Word document. Save it in Word as “Word Document (.docx)”."),
        "word_macros": lambda t, p: t(
            "The file contains macros or controls, so it is not opened. Save it in Word as “Word Document (.docx)”."
        ),
        "word_unsafe": lambda t, p: t(
            "The file holds parts that no Word document has, so it is not opened. Open it in Word and save it anew."
        ),
    }
)


@dataclass(frozen=True)
class Piece:
    """Characters in one form; `added` and `removed` are authors of tracked changes that have not been decided."""

    text: str
    strong: bool = False
    emphasis: bool = False
    code: bool = False
    added: str = ""
    removed: str = ""


@dataclass(frozen=True)
class Line:
    """A paragraph; its end too can be added or removed."""

    pieces: tuple[Piece, ...]
    style: str
    """Name of its style in lower case, as Word calls it in English."""
    marks: tuple[str, ...]
    """Bookmarks it stands in, the one that was opened last at the end."""
    list_level: int | None = None
    ordered: bool = False
    added: str = ""
    removed: str = ""
    is_contents: bool = False

    @property
    def heading(self) -> int:
        found = _HEADING.fullmatch(self.style)
        return int(found[1]) if found else 0


@dataclass(frozen=True)
class TableRow:
    cells: tuple[tuple[Line, ...], ...]
    table: int
    """Number of its table in the file."""
    marks: tuple[str, ...]
    added: str = ""
    removed: str = ""


@dataclass(frozen=True)
class Comment:
    author: str
    at: str
    text: str
    quote: str
    marks: tuple[str, ...]
    """Bookmarks open where it begins."""
    position: int
    """Number of the line or row in which it begins."""


@dataclass
class WordText:
    """What a file says; `properties` are its custom ones, `saved_by` whoever saved it last."""

    content: list[Line | TableRow] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)
    saved_by: str = ""


def read(file: bytes, own: Callable[[dict[str, str]], str] = lambda properties: "") -> WordText:
    """The file's text. `own` names, from the properties, tracked changes as `date|author` that count as accepted."""
    parts = _parts(file)
    text = WordText(properties=_properties(parts.get("docProps/custom.xml")))
    core = parts.get("docProps/core.xml")
    if core is not None:
        text.saved_by = "".join(
            (found.text or "") for found in core.iter() if etree.QName(found).localname == "lastModifiedBy"
        ).strip()
    _Reader(parts, text, own(text.properties)).run()
    return text


def seen(lines: list[Line], accepts: Callable[[str], bool]) -> list[Line]:
    """The lines with some authors' changes accepted and the others' rejected; empty ones are left out."""
    out: list[Line] = []
    carried: tuple[Piece, ...] = ()
    for line in lines:
        pieces = carried + tuple(piece for piece in line.pieces if _stands(piece.added, piece.removed, accepts))
        if _stands(line.added, line.removed, accepts):
            carried = ()
            if "".join(piece.text for piece in pieces).strip():
                out.append(Line(pieces, line.style, line.marks, line.list_level, line.ordered))
        else:
            carried = pieces
    if "".join(piece.text for piece in carried).strip():
        last = lines[-1]
        out.append(Line(carried, last.style, last.marks, last.list_level, last.ordered))
    return out


def plain(line: Line) -> str:
    return "".join(piece.text for piece in line.pieces)


def _stands(added: str, removed: str, accepts: Callable[[str], bool]) -> bool:
    return (not added or accepts(added)) and not (removed and accepts(removed))


def _parts(file: bytes) -> dict[str, Element]:
    if len(file) > MAX_BYTES:
        raise Invalid("word_too_large", limit=MAX_BYTES // 1_000_000)
    if not file.startswith(b"PK"):
        raise Invalid("word_not_one")
    names = files.safe_archive(file)
    if any(_MACRO.search(name) for name in names):
        raise Invalid("word_macros")
    if _MAIN not in names or "[Content_Types].xml" not in names:
        raise Invalid("word_not_one")
    wanted = (_MAIN, "word/styles.xml", "word/numbering.xml", "word/comments.xml")
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as archive:
            for name in ("[Content_Types].xml", *wanted, "docProps/custom.xml", "docProps/core.xml"):
                if name not in names:
                    continue
                if archive.getinfo(name).file_size > MAX_XML:
                    raise Invalid("word_too_large", limit=MAX_XML // 1_000_000)
                content = archive.read(name)
                if name == "[Content_Types].xml" and _MACRO.search(content.decode("utf-8", "replace")):
                    raise Invalid("word_macros")
                found[name] = _xml(content)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise Invalid("file_damaged") from error
    return found


def _xml(content: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise Invalid("file_damaged") from error
    if root.getroottree().docinfo.doctype or root.getroottree().docinfo.internalDTD is not None:
        raise Invalid("word_unsafe")
    return root


def _properties(root: Element | None) -> dict[str, str]:
    return {} if root is None else {str(each.get("name", "")): "".join(each.itertext()) for each in root}


@dataclass
class _Open:
    """A comment whose passage is being read."""

    marks: tuple[str, ...]
    position: int
    quote: list[str] = field(default_factory=list)


class _Reader:
    def __init__(self, parts: dict[str, Element], text: WordText, own: str) -> None:
        self._parts, self._text, self._own = parts, text, own
        self._names = _style_names(parts.get("word/styles.xml"))
        self._ordered = _ordered_lists(parts.get("word/numbering.xml"))
        self._bookmarks: dict[str, str] = {}
        self._open: dict[str, _Open] = {}
        self._ranges: dict[str, _Open] = {}
        self._tables = 0

    def run(self) -> None:
        body = self._parts[_MAIN].find(qn("w:body"))
        if body is None:
            raise Invalid("word_not_one")
        self._blocks(body, self._text.content)
        comments = self._parts.get("word/comments.xml")
        for found in () if comments is None else comments.iter(qn("w:comment")):
            said = "\n".join(
                "".join(letters.text or "" for letters in paragraph.iter(qn("w:t")))
                for paragraph in found.iter(qn("w:p"))
            ).strip()
            place = self._ranges.get(str(found.get(qn("w:id"))))
            if said and place is not None:
                author, at = found.get(qn("w:author")) or "", found.get(qn("w:date")) or ""
                quote = " ".join("".join(place.quote).split())
                self._text.comments.append(Comment(author, at, said, quote, place.marks, place.position))

    def _blocks(self, holder: Element, out: list[Any]) -> None:
        for child in holder:
            if child.tag == qn("w:p"):
                out.append(self._line(child))
            elif child.tag == qn("w:tbl"):
                self._table(child, out)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), *_INSERTED):
                self._blocks(child, out)
            else:
                self._boundary(child)

    def _table(self, table: Element, out: list[Any]) -> None:
        self._tables += 1
        number = self._tables
        for row in table.iter(qn("w:tr")):
            if next(row.iterancestors(qn("w:tbl"))) is not table:
                continue  # a table within a cell is read with its cell
            added, removed = self._marks_of(row.find(qn("w:trPr")))
            if removed is None:
                continue
            cells = []
            for cell in row.findall(qn("w:tc")):
                lines: list[Any] = []
                self._blocks(cell, lines)
                flat = [line for line in lines if isinstance(line, Line)]
                flat += [line for row in lines if isinstance(row, TableRow) for c in row.cells for line in c]
                cells.append(tuple(flat))
            marks = tuple(self._bookmarks.values())
            out.append(TableRow(tuple(cells), number, marks, added, removed))

    def _marks_of(self, properties: Element | None) -> tuple[str, str | None]:
        """Who added and removed a paragraph's end or a row; None for removed by the studio's own redline."""
        added = removed = ""
        for child in () if properties is None else properties:
            if child.tag in _INSERTED and not self._is_own(child):
                added = _author(child)
            elif child.tag in _DELETED:
                if self._is_own(child):
                    return "", None
                removed = _author(child)
        return added, removed

    def _is_own(self, change: Element) -> bool:
        return bool(self._own) and f"{change.get(qn('w:date'))}|{change.get(qn('w:author'))}" == self._own

    def _boundary(self, child: Element) -> None:
        """Begins and ends of bookmarks and comments."""
        number = str(child.get(qn("w:id")))
        if child.tag == qn("w:bookmarkStart"):
            self._bookmarks[number] = str(child.get(qn("w:name")))
        elif child.tag == qn("w:bookmarkEnd"):
            name = self._bookmarks.pop(number, "")
            for other in [other for other, same in self._bookmarks.items() if same == name]:
                del self._bookmarks[other]  # LibreOffice begins a bookmark of several paragraphs twice and ends it once
        elif child.tag == qn("w:commentRangeStart"):
            place = _Open(tuple(self._bookmarks.values()), len(self._text.content))
            self._open[number] = self._ranges[number] = place
        elif child.tag == qn("w:commentRangeEnd"):
            self._open.pop(number, None)

    def _line(self, paragraph: Element) -> Line:
        properties = paragraph.find(qn("w:pPr"))
        marks: dict[str, None] = {}
        pieces = list(self._pieces(paragraph, "", "", marks))
        if not pieces:
            marks |= dict.fromkeys(self._bookmarks.values())
        style = properties.find(qn("w:pStyle")) if properties is not None else None
        name = self._names.get(style.get(qn("w:val")), "") if style is not None else "normal"
        number = properties.find(qn("w:numPr")) if properties is not None else None
        level, ordered = (None, False) if number is None else self._list(number)
        added, removed = self._marks_of(properties.find(qn("w:rPr")) if properties is not None else None)
        is_contents = name.startswith("toc ") or next(paragraph.iter(qn("w:fldChar")), None) is not None
        if removed is None:  # taken out before the file was sent: its end joins what follows
            return Line((), name, tuple(marks), is_contents=True)
        return Line(tuple(pieces), name, tuple(marks), level, ordered, added, removed, is_contents)

    def _list(self, number: Element) -> tuple[int | None, bool]:
        values = {child.tag: child.get(qn("w:val"), "") for child in number}
        level, list_id = values.get(qn("w:ilvl"), "0"), values.get(qn("w:numId"), "0")
        if list_id == "0" or not level.isdigit():
            return None, False
        return int(level), self._ordered.get((list_id, level), False)

    def _pieces(self, holder: Element, added: str, removed: str, marks: dict[str, None]) -> Iterator[Piece]:
        for child in holder:
            if child.tag == qn("w:r"):
                for piece in self._run(child, added, removed):
                    marks |= dict.fromkeys(self._bookmarks.values())
                    for place in self._open.values():
                        place.quote.append(piece.text)
                    yield piece
            elif child.tag in _INSERTED:
                yield from self._pieces(child, added if self._is_own(child) else _author(child), removed, marks)
            elif child.tag in _DELETED:
                if not self._is_own(child):
                    yield from self._pieces(child, added, _author(child), marks)
            elif child.tag in _HOLDERS:
                yield from self._pieces(child, added, removed, marks)
            else:
                self._boundary(child)

    def _run(self, run: Element, added: str, removed: str) -> Iterator[Piece]:
        form = run.find(qn("w:rPr"))
        fonts = form.find(qn("w:rFonts")) if form is not None else None
        code = fonts is not None and "courier" in str(fonts.get(qn("w:ascii"))).lower()
        strong, emphasis = _is_on(form, "b"), _is_on(form, "i")
        for child in run:
            if child.tag == qn("w:br") and child.get(qn("w:type")) in ("page", "column"):
                continue
            sign = _SIGNS.get(child.tag)
            text = sign if sign is not None else child.text or "" if child.tag in _LETTERS else ""
            if text:
                yield Piece(text, strong, emphasis, code, added, removed)


_LETTERS = (qn("w:t"), qn("w:delText"))
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "\u2011"}
_HOLDERS = tuple(qn(f"w:{name}") for name in ("hyperlink", "smartTag", "sdt", "sdtContent", "fldSimple", "customXml"))


def _author(change: Element) -> str:
    return str(change.get(qn("w:author")) or "").strip() or "–"


def _is_on(form: Element | None, name: str) -> bool:
    found = form.find(qn(f"w:{name}")) if form is not None else None
    return found is not None and found.get(qn("w:val"), "1") not in ("0", "false", "off")


def _style_names(root: Element | None) -> dict[str, str]:
    names = {}
    for style in () if root is None else root.iter(qn("w:style")):
        name = style.find(qn("w:name"))
        if name is not None:
            names[str(style.get(qn("w:styleId")))] = str(name.get(qn("w:val"))).lower()
    return names


def _ordered_lists(root: Element | None) -> dict[tuple[str, str], bool]:
    """Whether a list counts, by list and level."""
    if root is None:
        return {}
    kinds: dict[str, dict[str, bool]] = {}
    for definition in root.iter(qn("w:abstractNum")):
        levels = {}
        for level in definition.iter(qn("w:lvl")):
            form = level.find(qn("w:numFmt"))
            levels[str(level.get(qn("w:ilvl")))] = form is not None and form.get(qn("w:val")) not in ("bullet", "none")
        kinds[str(definition.get(qn("w:abstractNumId")))] = levels
    found = {}
    for number in root.iter(qn("w:num")):
        reference = number.find(qn("w:abstractNumId"))
        for level, ordered in kinds.get(str(reference.get(qn("w:val"))) if reference is not None else "", {}).items():
            found[str(number.get(qn("w:numId"))), level] = ordered
    return found
