"""Markdown written by people: clean on the screen, complete in the exporters."""

from __future__ import annotations

from collections.abc import Iterator

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.documents.prose import MAX_BRACKETS, MAX_LINES, clean, flat, parse
from studio.documents.tree import Grid, Heading, Listing, Node, Quote, Text, plain
from tests.studio.documents.strategies import texts


def _words(nodes: tuple[Node, ...]) -> Iterator[str]:
    for node in nodes:
        match node:
            case Text():
                yield plain(node.content)
            case Heading():
                yield plain(node.text)
            case Listing():
                for item in node.items:
                    yield from _words(item)
            case Quote():
                yield from _words(node.content)
            case Grid():
                yield from (plain(column.title) for column in node.columns)
                yield from (plain(cell) for row in node.rows for cell in row)
            case _:
                raise AssertionError(node)


def test_raw_html_is_shown_as_typed_and_never_becomes_an_element() -> None:
    html = clean("Hello <script>alert(1)</script> <img src=x onerror=alert(1)>\n\n<div onclick=x>block</div>")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert "&lt;div onclick=x&gt;block&lt;/div&gt;" in html
    assert "<img" not in html
    assert "<div" not in html
    assert "<script" not in html


@pytest.mark.parametrize("target", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "JaVaScRiPt:x"])
def test_only_harmless_link_targets_stay(target: str) -> None:
    assert "href" not in clean(f"[text]({target})")
    assert 'href="https://example.org"' in clean("[text](https://example.org)")


def test_a_list_needs_no_empty_line_before_it() -> None:
    first, listing = parse("We agree:\n- one\n- two")
    assert isinstance(first, Text)
    assert isinstance(listing, Listing)
    assert [list(_words(item)) for item in listing.items] == [["one"], ["two"]]


def test_nested_lists_work_with_two_spaces_and_count_from_their_start() -> None:
    (listing,) = parse("3. three\n4. four\n  - inner")
    assert isinstance(listing, Listing)
    assert (listing.ordered, listing.start) == (True, 3)
    inner = listing.items[1][1]
    assert isinstance(inner, Listing)
    assert not inner.ordered


def test_line_breaks_emphasis_and_links_arrive_as_spans() -> None:
    (text,) = parse("a **b** *c*\nnext [site](https://example.org)")
    assert isinstance(text, Text)
    assert plain(text.content) == "a b c\nnext site"
    assert [span.text for span in text.content if span.strong] == ["b"]
    assert [span.text for span in text.content if span.emphasis] == ["c"]
    assert [span.link for span in text.content if span.link] == ["https://example.org"]


def test_tables_keep_cells_and_alignment() -> None:
    (grid,) = parse("| a | b |\n|---|--:|\n| 1 | 2 |")
    assert isinstance(grid, Grid)
    assert [column.align for column in grid.columns] == ["left", "right"]
    assert [[plain(cell) for cell in row] for row in grid.rows] == [["1", "2"]]


def test_headings_start_at_the_given_level_and_never_skip() -> None:
    nodes = parse("### deep\n\n# top\n\n#### deeper\n\n###### deepest", level=2)
    assert [node.level for node in nodes if isinstance(node, Heading)] == [2, 2, 3, 4]


@given(texts)
def test_no_text_is_too_strange(text: str) -> None:
    list(_words(parse(text.replace("\ud800", ""))))


@given(st.lists(st.text("abcdeëčж", min_size=3, max_size=8), min_size=1, max_size=8), st.sampled_from("#>-*|[!<&`_"))
def test_words_survive_whatever_stands_between_them(words: list[str], mark: str) -> None:
    found = " ".join(_words(parse(f" {mark} ".join(words))))
    assert [word for word in words if word not in found] == []


@pytest.mark.parametrize("piece", ["[", "![", "[a](", "> ", "- ", "*a_", "`a", "<!--", "#\n", "[\n", "- \n", "[a](\n"])
def test_hostile_repetition_reaches_the_parser_in_small_pieces(piece: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some texts take the parser time that grows with their square; small pieces keep that short."""
    clean.cache_clear()
    seen: list[str] = []
    convert = markdown.Markdown.convert
    monkeypatch.setattr(markdown.Markdown, "convert", lambda self, text: seen.append(text) or convert(self, text))
    parse(piece * 10_000)
    assert seen
    assert all(text.count("\n") < MAX_LINES and text.count("[") <= MAX_BRACKETS for text in seen)


def test_deep_quotations_are_no_error() -> None:
    assert "end" in " ".join(_words(parse("> " * 3000 + "end")))


def test_flat_text_has_lines_and_no_markers() -> None:
    text = "# Head\n\n**a** *b* `c`\n\n2. x\n3. y\n   - z\n\n> q\n\n"
    text += "| A | B |\n|---|---|\n| 1 | 2 |\n\n<b>t</b> [u](javascript:x)"
    assert flat(text).split("\n")[:6] == ["Head", "a b c", "2. x", "3. y", "• z", "q"]
    assert flat(text).split("\n")[6:] == ["A · B", "1 · 2", "<b>t</b> u"]
    assert flat("[u](mailto:a@example.org) [https://e.org](https://e.org)") == "u (a@example.org) https://e.org"
