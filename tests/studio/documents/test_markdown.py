"""Markdown: what was typed reads the same after any Markdown reader."""

from __future__ import annotations

import html
import re

import markdown as reader
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from studio.documents.markdown import render
from studio.documents.model import Column, Document, Facts, Paragraph, Prose, Table
from tests.studio.documents.example import agreement
from tests.studio.documents.strategies import documents


def _read(markdown: str) -> str:
    return reader.markdown(markdown, extensions=["tables"])


def _text(markdown: str) -> str:
    return html.unescape(re.sub("<[^>]+>", " ", _read(markdown)))


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_gives_text(document: Document) -> None:
    out = render(document)
    assert out.startswith("# ")
    assert out.endswith("\n")
    out.encode("utf-8")


@settings(max_examples=200, deadline=None)
@example("&#1")
@example("&copy")
@given(st.text("ab *_`[]()#>+-.!|<&;1\\", min_size=1, max_size=25))
def test_plain_text_means_nothing_to_a_reader(text: str) -> None:
    assume(text.strip())
    body = _read(render(Document(title="T", blocks=(Paragraph(text=text),)))).split("</h1>")[1]
    assert set(re.findall(r"<(\w+)", body)) == {"p"}
    found = html.unescape(re.sub("<[^>]+>", "", body))
    assert " ".join(found.split()) == " ".join(text.split())


def test_html_in_names_stays_text() -> None:
    document = Document(
        title="<script>alert(1)</script>",
        blocks=(
            Prose(markdown="<img src=x onerror=alert(1)>"),
            Table(columns=(Column(title="<b>"),), rows=(("<script>x</script>",),)),
            Facts(rows=(("<i>", "<u>"),)),
        ),
    )
    assert not re.search(r"<(script|img|b|i|u)\b", render(document))


def test_cells_keep_pipes_and_line_breaks() -> None:
    table = Table(columns=(Column(title="a"), Column(title="b")), rows=(("x | y", "one\ntwo"),), total=("", "3"))
    out = render(Document(title="T", blocks=(table,)))
    assert "| x \\| y | one<br>two |" in out
    assert "|  | **3** |" in out


def test_prose_keeps_its_form() -> None:
    source = "a **b** *c* [d](https://example.org)\n\n1. x\n2. y\n  - z\n\n> q"
    out = render(Document(title="T", blocks=(Prose(markdown=source),)))
    assert "a **b** *c* [d](<https://example.org>)" in out
    assert "1. x\n2. y\n   - z" in out
    assert "> q" in out


def test_an_agreement_reads_well() -> None:
    out = render(agreement())
    assert "## 6 Work programme" in out
    assert "### 6.1 Actions" in out
    assert "| **Total** | **48,000.00** |" in out
    assert "Qendra “Çelësi” për të rinjtë" in _text(out)
