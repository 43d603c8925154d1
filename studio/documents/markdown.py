"""A document as Markdown (CommonMark with tables) that shows every character as it was typed."""

from __future__ import annotations

import re
from collections.abc import Iterable

from studio.documents.compose import compose
from studio.documents.model import Document
from studio.documents.tree import (
    Facts,
    Grid,
    Heading,
    Inline,
    Listing,
    Node,
    PageBreak,
    Quote,
    Signatures,
    Span,
    Text,
)
from studio.documents.words import Words, words

_SPECIAL = re.compile(r"[\\`*_\[\]|]")
_ENTITY = re.compile(r"&(?=#?\w)")  # some readers need no semicolon
_LINE_START = re.compile(r"^[ \t]*(?:([#>+=~-])|(\d+)([.)])(?=\s|$))?", re.MULTILINE)


def render(document: Document) -> str:
    """The document as Markdown text that ends with a line break."""
    tree = compose(document)
    page = _Page(words(tree.locale))
    parts = [f"# {_escape(tree.title)}"]
    if tree.subtitle:
        parts.append(f"*{_escape(tree.subtitle)}*")
    if tree.facts:
        parts.append(page.node(Facts(tree.facts)))
    if tree.contents_title:
        parts.append(f"## {_escape(tree.contents_title)}")
        parts.append("\n".join(f"{'  ' * (entry.level - 1)}- {_title(entry)}" for entry in tree.contents()))
    parts.append(page.nodes(tree.nodes))
    if running := " · ".join(_escape(line) for line in (tree.header, tree.footer) if line):
        parts.append(f"---\n\n{running}")
    return "\n\n".join(part for part in parts if part) + "\n"


def of_nodes(nodes: Iterable[Node]) -> str:
    """Nodes as Markdown, for a passage that people go on writing."""
    return _Page(words("en")).nodes(nodes)


def _escape(text: str) -> str:
    """Plain text so that no character of it means anything; line breaks stay."""
    escaped = _SPECIAL.sub(r"\\\g<0>", _ENTITY.sub("&amp;", text)).replace("<", "&lt;")
    return _LINE_START.sub(_literal_start, escaped)


def _literal_start(start: re.Match[str]) -> str:
    mark, number, point = start.groups()
    return f"\\{mark}" if mark else f"{number}\\{point}" if number else ""


def _inline(content: Inline, line_break: str) -> str:
    return "".join(_span(span, line_break) for span in content)


def _span(span: Span, line_break: str) -> str:
    core = span.text.strip()
    if not core:
        return span.text.replace("\n", line_break)
    before, after = span.text.split(core, 1)
    mark = ("**" if span.strong else "") + ("*" if span.emphasis else "")
    out = f"{mark}{_escape(core)}{mark[::-1]}"
    if span.link:
        out = f"[{out}](<{span.link.replace('<', '%3C').replace('>', '%3E')}>)"
    return (before + out + after).replace("\n", line_break)


def _title(heading: Heading) -> str:
    number = f"{_escape(heading.number)} " if heading.number else ""
    return number + _inline(heading.text, " ")


def _row(cells: Iterable[str]) -> str:
    return "| " + " | ".join(cells) + " |"


class _Page:
    def __init__(self, said: Words) -> None:
        self._words = said

    def nodes(self, nodes: Iterable[Node]) -> str:
        return "\n\n".join(text for node in nodes if (text := self.node(node)))

    def node(self, node: Node) -> str:
        match node:
            case Heading():
                return f"{'#' * (node.level + 1)} {_title(node)}"
            case Text():
                text = _inline(node.content, "\\\n")
                return f"> {text}".replace("\n", "\n> ") if node.style in ("note", "placeholder") and text else text
            case Listing():
                return "\n".join(self.item(node, index, item) for index, item in enumerate(node.items))
            case Quote():
                return "\n".join(f"> {line}".rstrip() for line in self.nodes(node.content).split("\n"))
            case Grid():
                return self.grid(node)
            case Facts():
                return "\n".join(f"- **{_escape(label)}**: {_cell(value)}" for label, value in node.rows)
            case Signatures():
                return self.signatures(node)
            case PageBreak():
                return ""

    def item(self, listing: Listing, index: int, nodes: tuple[Node, ...]) -> str:
        mark = f"{listing.start + index}. " if listing.ordered else "- "
        inner = "\n".join(text for node in nodes if (text := self.node(node)))
        return mark + inner.replace("\n", "\n" + " " * len(mark))

    def grid(self, grid: Grid) -> str:
        rules = {"left": "---", "right": "---:", "center": ":---:"}
        lines = [
            _row(_inline(column.title, "<br>") for column in grid.columns),
            _row(rules[column.align] for column in grid.columns),
            *(_row(_inline(cell, "<br>") for cell in row) for row in grid.rows),
        ]
        if grid.total:
            lines.append(_row(f"**{text}**" if (text := _inline(cell, "<br>")) else "" for cell in grid.total))
        caption = f"**{_escape(grid.caption)}**\n\n" if grid.caption else ""
        note = f"\n\n> {_inline(grid.note, ' ')}" if grid.note else ""
        return caption + "\n".join(lines) + note

    def signatures(self, signatures: Signatures) -> str:
        said, blank = self._words, "\\_" * 24
        return "\n\n".join(
            f"**{_escape(party.party)}**\n\n"
            + "\n".join(
                f"- {label}: {_escape(value) or blank}"
                for label, value in (
                    (said.signature, ""),
                    (said.name, party.name),
                    (said.function, party.function),
                    (said.place_and_date, signatures.place_and_date),
                )
            )
            + (f"\n- {said.stamp}" if party.stamp else "")
            for party in signatures.parties
        )


def _cell(text: str) -> str:
    return _escape(text).replace("\n", "<br>")
