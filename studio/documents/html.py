"""A document as one self-contained, printable HTML page, or as a fragment for a preview."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from pathlib import Path

from studio.documents.compose import compose
from studio.documents.layout import needs_landscape
from studio.documents.model import Document
from studio.documents.prose import clean
from studio.documents.tree import (
    Facts,
    Grid,
    Heading,
    Inline,
    Listing,
    Node,
    PageBreak,
    Party,
    Quote,
    Signatures,
    Span,
    Text,
    Tree,
    plain,
)
from studio.documents.words import Words, language_tag, words

__all__ = ["clean", "fragment", "render"]

STYLE = (Path(__file__).parent / "document.css").read_text(encoding="utf-8")


def render(document: Document) -> str:
    """The whole page; it loads nothing, runs nothing and prints on A4."""
    tree = compose(document)
    return (
        f'<!doctype html>\n<html lang="{_attribute(language_tag(tree.locale))}">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta name="author" content="{_attribute(tree.author)}">\n'
        f"<title>{_text(tree.title)}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n{_article(tree, 1)}\n</main>\n</body>\n</html>\n"
    )


def fragment(document: Document, level: int = 2) -> str:
    """The same inside an `<article>` with its own style; the title is a heading of `level`."""
    return f"<style>\n{STYLE}</style>\n{_article(compose(document), level)}\n"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>\n")


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _article(tree: Tree, level: int) -> str:
    page = _Page(words(tree.locale), level)
    parts = [f'<article class="icm-document" lang="{_attribute(language_tag(tree.locale))}">']
    if tree.header:
        parts.append(f'<p class="running">{_text(tree.header)}</p>')
    parts.append(f'<header class="{"cover" if tree.title_page else "top"}">')
    parts.append(page.heading(0, _text(tree.title), "title"))
    if tree.subtitle:
        parts.append(f'<p class="subtitle">{_text(tree.subtitle)}</p>')
    if tree.facts:
        parts.append(page.facts(Facts(tree.facts)))
    parts.append("</header>")
    if tree.contents_title:
        entries = "".join(
            f'<li class="level-{entry.level}"><a href="#{entry.anchor}">{_number(entry)}{_inline(entry.text)}</a></li>'
            for entry in tree.contents()
        )
        title = page.heading(1, _text(tree.contents_title), "contents-title")
        parts.append(f'<nav class="contents" aria-label="{_attribute(tree.contents_title)}">{title}')
        parts.append(f"<ol>{entries}</ol></nav>" if entries else "</nav>")
    parts.append(page.nodes(tree.nodes))
    if tree.footer:
        parts.append(f'<p class="running foot">{_text(tree.footer)}</p>')
    parts.append("</article>")
    return "\n".join(parts)


def _number(heading: Heading) -> str:
    return f'<span class="number">{_text(heading.number)}</span> ' if heading.number else ""


def _inline(content: Inline) -> str:
    return "".join(_span(span) for span in content)


def _span(span: Span) -> str:
    out = _text(span.text)
    for tag, wanted in (("code", span.code), ("em", span.emphasis), ("strong", span.strong)):
        if wanted:
            out = f"<{tag}>{out}</{tag}>"
    return f'<a href="{_attribute(span.link)}" rel="noopener noreferrer">{out}</a>' if span.link else out


class _Page:
    """Nodes as HTML; `level` is the heading level of the document's title."""

    def __init__(self, said: Words, level: int) -> None:
        self._words, self._level = said, level

    def heading(self, level: int, inner: str, name: str = "", anchor: str = "") -> str:
        tag = f"h{min(self._level + level, 6)}"
        attributes = (f' class="{name}"' if name else "") + (f' id="{anchor}"' if anchor else "")
        return f"<{tag}{attributes}>{inner}</{tag}>"

    def nodes(self, nodes: Iterable[Node]) -> str:
        return "\n".join(self.node(node) for node in nodes)

    def node(self, node: Node) -> str:
        match node:
            case Heading():
                return self.heading(node.level, _number(node) + _inline(node.text), f"level-{node.level}", node.anchor)
            case Text():
                name = "" if node.style == "normal" else f' class="{node.style}"'
                return f"<p{name}>{_inline(node.content)}</p>"
            case Listing():
                tag = "ol" if node.ordered else "ul"
                start = f' start="{node.start}"' if node.ordered and node.start != 1 else ""
                return f"<{tag}{start}>{''.join(f'<li>{self.item(item)}</li>' for item in node.items)}</{tag}>"
            case Quote():
                return f"<blockquote>{self.nodes(node.content)}</blockquote>"
            case Grid():
                return self.grid(node)
            case Facts():
                return self.facts(node)
            case Signatures():
                return self.signatures(node)
            case PageBreak():
                return '<div class="page-break"></div>'

    def item(self, nodes: tuple[Node, ...]) -> str:
        """A list item; one that starts with a text has it without a paragraph around."""
        if nodes and isinstance(nodes[0], Text):
            return _inline(nodes[0].content) + self.nodes(nodes[1:])
        return self.nodes(nodes)

    def facts(self, facts: Facts) -> str:
        rows = "".join(f"<div><dt>{_text(label)}</dt><dd>{_text(value)}</dd></div>" for label, value in facts.rows)
        return f'<dl class="facts">{rows}</dl>'

    def grid(self, grid: Grid) -> str:
        caption = f"<caption>{_text(grid.caption)}</caption>" if grid.caption else ""
        classes = [f' class="{column.align}"' if column.align != "left" else "" for column in grid.columns]
        head = "".join(
            f'<th scope="col"{name}>{_inline(column.title)}</th>'
            for column, name in zip(grid.columns, classes, strict=True)
        )

        def row(cells: tuple[Inline, ...]) -> str:
            inner = "".join(f"<td{name}>{_inline(cell)}</td>" for cell, name in zip(cells, classes, strict=True))
            return f"<tr>{inner}</tr>"

        shares = sum(column.share for column in grid.columns)
        widths = "".join(f'<col style="width:{column.share / shares:.2%}">' for column in grid.columns)
        body = "\n".join(row(cells) for cells in grid.rows)
        foot = f"<tfoot>{row(grid.total)}</tfoot>" if grid.total else ""
        note = f'<p class="note">{_inline(grid.note)}</p>' if grid.note else ""
        label = _attribute(grid.caption) or _attribute(plain(grid.columns[0].title)) or "…"
        name = "table wide" if needs_landscape(grid) else "table"
        return (
            f'<div class="{name}" role="region" aria-label="{label}" tabindex="0"><table>{caption}'
            f"<colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>{foot}</table></div>{note}"
        )

    def signatures(self, signatures: Signatures) -> str:
        blocks = "\n".join(self.party(signatures, party) for party in signatures.parties)
        return f'<div class="signatures">\n{blocks}\n</div>'

    def party(self, signatures: Signatures, party: Party) -> str:
        said = self._words
        blank = '<span class="blank"></span>'
        stamp = f'<span class="stamp">{_text(said.stamp)}</span>' if party.stamp else ""
        rows = (
            (said.name, party.name),
            (said.function, party.function),
            (said.place_and_date, signatures.place_and_date),
        )
        lines = "".join(f"<div><dt>{_text(label)}</dt><dd>{_text(value) or blank}</dd></div>" for label, value in rows)
        return (
            f'<section class="signature"><p class="party">{_text(party.party)}</p>'
            f'<div class="sign"><span class="line">{_text(said.signature)}</span>{stamp}</div>'
            f"<dl>{lines}</dl></section>"
        )
