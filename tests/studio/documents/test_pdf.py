"""PDF files: tagged, complete, deterministic, quick."""

from __future__ import annotations

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from studio.documents.model import Column, Document, Heading, Paragraph, Prose, Table
from studio.documents.pdf import render
from tests.studio.documents.example import agreement, large
from tests.studio.documents.strategies import HOSTILE, documents, everywhere, in_two_years


def opened(file: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(file))


def text_of(file: bytes) -> str:
    text = "".join(page.extract_text() for page in opened(file).pages)
    return "".join(text.replace("\u200b", "").replace("\u00ad", "").split())


def _claims_ua(file: bytes) -> bool:
    return b"pdfuaid" in opened(file).trailer["/Root"]["/Metadata"].get_data()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_gives_a_file_that_opens(document: Document) -> None:
    assert len(opened(render(document)).pages) >= 1


@settings(max_examples=25, deadline=None)
@given(st.text("abcxyzçëšđćžÇËŠЖђљњќѓ=+-#$*_<>@{}[]|&\\\"'/0189", min_size=1, max_size=30))
def test_text_survives_as_typed(text: str) -> None:
    found = text_of(render(Document(title="T", blocks=(Paragraph(text=text), Heading(level=1, text=f"h{text}")))))
    assert found.count("".join(text.split())) >= 2


def test_the_file_is_tagged_named_and_says_its_language() -> None:
    file = render(agreement().model_copy(update={"locale": "sq"}))
    root = opened(file).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]["/K"]
    assert root["/Lang"] == "sq-AL"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert opened(file).metadata.title == agreement().title
    assert opened(file).metadata.author == agreement().author
    assert _claims_ua(file)


def test_headings_become_bookmarks_and_contents_with_page_numbers() -> None:
    reader = opened(render(agreement()))
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert any("Workprogramme" in title.replace(" ", "").replace("\u2009", "") for title in titles)
    assert "Worked" not in reader.pages[1].extract_text()
    assert "Budget" in reader.pages[1].extract_text()
    assert "Page 2 of 6" in reader.pages[1].extract_text()
    assert "Page 1" not in reader.pages[0].extract_text()


def test_wide_tables_lie_on_landscape_pages() -> None:
    boxes = [page.mediabox for page in opened(render(agreement())).pages]
    assert [box.width > box.height for box in boxes] == [False, False, False, True, False, False]


def test_equal_documents_give_equal_bytes() -> None:
    first, second = in_two_years(lambda: render(agreement()))
    assert first == second


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_printed_not_carried_out(text: str) -> None:
    file = render(everywhere(text))
    root = opened(file).trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert "/OpenAction" not in root
    assert "/Names" not in root or "/JavaScript" not in root["/Names"]


def test_characters_without_a_glyph_anywhere_cost_the_claim_but_not_the_file() -> None:
    file = render(Document(title="T", blocks=(Paragraph(text="private \U000f0000 use"),)))
    assert "private" in text_of(file)
    assert not _claims_ua(file)


def test_long_words_stay_on_the_page() -> None:
    word = "https://example.org/" + "a" * 400
    file = render(everywhere(word))
    assert text_of(file).count(word) >= 15  # in narrow columns others stand between its lines
    lines = "\n".join(page.extract_text() for page in opened(file).pages).split("\n")
    assert max(len(line.replace("\u200b", "")) for line in lines) < 160


def test_links_go_to_harmless_places_only() -> None:
    file = render(Document(title="T", blocks=(Prose(markdown="[a](javascript:x) [b](https://example.org/)"),)))
    notes = [note.get_object() for page in opened(file).pages for note in page.get("/Annots", [])]
    assert [note["/A"]["/URI"] for note in notes if "/A" in note] == ["https://example.org/"]


def test_a_large_document_comes_out_whole() -> None:
    document = large(actions=61)
    printed = text_of(render(document))
    last = [table.rows[-1] for table in document.blocks if isinstance(table, Table)]
    assert all(cell.split()[0] in printed for row in last for cell in row if cell)


@pytest.mark.parametrize("columns", [2, 9])
def test_what_the_signs_of_a_table_mean_never_stands_on_a_page_without_a_row(columns: int) -> None:
    for count in range(19, 40):
        table = Table(
            columns=(Column(title="Action"),) * columns, rows=(("kept",) * columns,) * count, note="What the signs mean"
        )
        pages = [page.extract_text() for page in opened(render(Document(title="T", blocks=(table,)))).pages]
        below = [page for page in pages if "What the signs mean" in page]
        assert below
        assert all("kept" in page for page in below), count
