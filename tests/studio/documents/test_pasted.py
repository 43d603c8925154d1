"""Text from Word: the form stays, everything else goes, hostile files are refused."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.documents.pasted import MAX_MARKDOWN, from_docx, from_html
from studio.errors import Invalid

CLIPBOARD = """<html><head><style>p.MsoNormal {margin:0cm}</style></head>
<body><!--StartFragment--><h2 style='color:red'>Aims</h2><p class=MsoNormal><b>Forty</b> households<o:p></o:p></p>
<p class=MsoListParagraph style='text-indent:-18pt'><span>·<span>&nbsp;&nbsp;&nbsp; </span></span>warm rooms</p>
<p class=MsoListParagraph><span>·<span>&nbsp;&nbsp; </span></span>a <a href="javascript:alert(1)">link</a></p>
<table><tr><td>Partner</td><td>Sum</td></tr><tr><td>Town</td><td>12</td></tr></table>
<script>alert(2)</script><img src=x onerror=alert(3)><!--EndFragment--></body></html>"""


def word() -> bytes:
    document = docx.Document()
    document.add_heading("Rationale", level=2)
    document.add_paragraph("Nobody tells a story twice.").add_run(" Never.").bold = True
    document.add_paragraph("first", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), "ABCD", strict=True):
        cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_the_form_of_pasted_text_stays() -> None:
    text = from_html(CLIPBOARD)
    assert "## Aims" in text
    assert "**Forty** households" in text
    assert "- warm rooms" in text
    assert "| Town | 12 |" in text
    for gone in ("script", "alert", "MsoNormal", "margin", "img", "color"):
        assert gone not in text


def test_a_word_document_becomes_markdown() -> None:
    text = from_docx(word())
    assert text.startswith("## Rationale")
    assert "twice.** Never.**" in text.replace(" **Never.**", "** Never.**")
    assert "- first" in text
    assert "| A | B |" in text


def _evil(marked: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as source, zipfile.ZipFile(out, "w") as archive:
        for name in source.namelist():
            data = source.read(name)
            archive.writestr(name, marked + data if name == "word/document.xml" else data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_type_unknown"),
        (b"%PDF-1.7", "file_type_wrong"),
        (word()[:-60], "file_damaged"),
        (_evil(b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "file_type_wrong"),
        (_evil(b"not xml"), "file_damaged"),
        (b"P" * 5_000_001, "file_too_large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_unusable_files_are_refused(content: bytes, code: str) -> None:
    with pytest.raises(Invalid, match=code):
        from_docx(content)


def test_too_much_text_is_refused() -> None:
    for markup in ("x" * (MAX_MARKDOWN + 1), "<p>" * 400_000):
        with pytest.raises(Invalid, match="paste_too_long"):
            from_html(markup)


@given(st.text(max_size=300))
def test_any_markup_becomes_text_without_markup(markup: str) -> None:
    assert "<script" not in from_html(f"<p>{markup}</p><script>{markup}</script>").lower()
