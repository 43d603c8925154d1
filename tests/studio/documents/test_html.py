"""HTML: self-contained, accessible structure, nothing that runs."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import HealthCheck, given, settings

from studio.documents.html import fragment, render
from studio.documents.model import Document
from studio.documents.tree import printable
from tests.studio.documents.example import agreement
from tests.studio.documents.strategies import HOSTILE, PLACES, documents, everywhere

_VOID = {"meta", "br", "col"}
_ATTRIBUTES = {
    *("lang", "charset", "http-equiv", "content", "name", "class", "id", "href", "rel", "start", "role", "scope"),
    *("aria-label", "tabindex", "style"),
}


class _Page(HTMLParser):
    """Checks that elements close in order and collects what a browser would see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.text.append(data)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_is_well_formed_and_carries_only_known_attributes(document: Document) -> None:
    page = _Page(render(document))
    assert {name for _, attributes in page.tags for name in attributes} <= _ATTRIBUTES
    assert not [tag for tag, _ in page.tags if tag in ("script", "img", "iframe", "object", "link", "form")]
    assert all((a["href"] or "").startswith(("#", "https:", "http:", "mailto:")) for _, a in page.tags if "href" in a)
    render(document).encode("utf-8")


def test_hostile_text_stands_in_every_place_as_typed() -> None:
    for text in HOSTILE:
        wanted = " ".join(printable(text).split())
        if wanted:
            found = " ".join("".join(_Page(render(everywhere(text))).text).split())
            assert found.count(wanted) >= PLACES, text


def test_the_page_has_language_one_main_title_and_column_heads() -> None:
    page = _Page(render(agreement()))
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    levels = [int(tag[1]) for tag, _ in page.tags if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit()]
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert [a["scope"] for tag, a in page.tags if tag == "th"].count("col") == 3 + 10 + 4
    anchors = [a["href"] for _, a in page.tags if "href" in a and (a["href"] or "").startswith("#")]
    ids = {f"#{a['id']}" for _, a in page.tags if "id" in a}
    assert anchors
    assert set(anchors) <= ids


def test_the_page_loads_nothing() -> None:
    html = render(agreement())
    assert "default-src 'none'" in html
    assert "url(" not in html
    assert "@import" not in html


def test_a_fragment_is_an_article_below_the_pages_own_heading() -> None:
    page = _Page(fragment(agreement(), level=3))
    tags = [tag for tag, _ in page.tags]
    assert "article" in tags
    assert "html" not in tags
    assert not {"h1", "h2"} & set(tags)
