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

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~&!])")
_LINE_START = re.compile(r"^(\s*)([-+=]|\d+(?=[.)]))", re.MULTILINE)


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
    parts.extend(page.node(node) for node in tree.nodes)
    parts.extend(f"---\n\n{_escape(line)}" for line in (tree.footer,) if line)
    return "\n\n".join(part for part in parts if part) + "\n"


def _escape(text: str) -> str:
    escaped = _SPECIAL.sub(r"\\\1", text)
    return _LINE_START.sub(lambda m: m[1] + (f"\\{m[2]}" if not m[2].isdigit() else m[2]), escaped)
