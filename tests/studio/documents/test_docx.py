"""Word files: complete, harmless, on any template, the same bytes twice."""

from __future__ import annotations

import io
import re
import zipfile

import docx
from hypothesis import HealthCheck, given, settings
from lxml import etree

from studio.documents.docx import render
from studio.documents.model import Bullets, Column, Document, Heading, PageBreak, Paragraph, Prose, Table
from studio.documents.tree import printable
from tests.studio.documents.example import agreement, large
from tests.studio.documents.strategies import HOSTILE, PLACES, documents, everywhere, in_two_years

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(file: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def text_of(file: bytes) -> str:
    """All characters of body, headers and footers; breaks as line ends."""
    out = []
    for name, content in parts(file).items():
        if re.fullmatch(r"word/(document|header\d+|footer\d+)\.xml", name):
            for element in etree.fromstring(content).iter(f"{_W}t", f"{_W}br", f"{_W}tab", f"{_W}p"):
                out.append((element.text or "") if element.tag == f"{_W}t" else " ")
    return "".join(out)


def _squeezed(text: str) -> str:
    return " ".join(printable(text).split())


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents)
def test_any_document_gives_a_file_that_opens(document: Document) -> None:
    opened = docx.Document(io.BytesIO(render(document)))
    assert opened.element.body.sectPr is not None


def test_hostile_text_stands_in_every_place_as_typed() -> None:
    for text in HOSTILE:
        wanted = _squeezed(text)
        if not wanted or "{_{" in text:
            continue
        found = " ".join(text_of(render(everywhere(text))).split())
        assert found.count(wanted) >= PLACES, text


def test_nothing_points_outside_the_file() -> None:
    document = Document(
        title="T", blocks=(Prose(markdown="[label](https://example.org/a?b=1&c=2) and <a@example.org>"),)
    )
    file = render(document)
    assert not [name for name, content in parts(file).items() if b"TargetMode" in content]
    assert "label (https://example.org/a?b=1&c=2) and a@example.org" in text_of(file)


def test_equal_documents_give_equal_bytes() -> None:
    first, second = in_two_years(lambda: render(agreement()))
    assert first == second


def test_styles_headings_and_properties_say_what_a_reader_needs() -> None:
    opened = docx.Document(io.BytesIO(render(agreement().model_copy(update={"locale": "sq"}))))
    headings = [(p.style.name, p.text) for p in opened.paragraphs if p.style.name.startswith("Heading")]
    assert ("Heading 1", "6  Work programme") in headings
    assert ("Heading 2", "6.1  Actions") in headings
    assert opened.core_properties.title == agreement().title
    assert opened.core_properties.author == agreement().author
    languages = opened.styles.element.findall(f".//{_W}lang")
    assert {language.get(f"{_W}val") for language in languages} == {"sq-AL"}


def test_tables_repeat_their_head_and_rows_stay_whole() -> None:
    opened = docx.Document(io.BytesIO(render(agreement())))
    table = next(table for table in opened.tables if table.cell(0, 0).text == "Partner")
    rows = table._tbl.findall(f"{_W}tr")
    assert rows[0].find(f"{_W}trPr/{_W}tblHeader") is not None
    assert all(row.find(f"{_W}trPr/{_W}cantSplit") is not None for row in rows)
    assert table.rows[3].cells[0].text == "Qendra “Çelësi” për të rinjtë"


def test_the_table_of_contents_is_a_field_whose_entries_lead_to_their_headings() -> None:
    body = etree.fromstring(parts(render(agreement()))["word/document.xml"])
    assert 'TOC \\o "1-2"' in "".join(body.itertext(f"{_W}instrText"))
    targets = [link.get(f"{_W}anchor") for link in body.iter(f"{_W}hyperlink")]
    names = [mark.get(f"{_W}name") for mark in body.iter(f"{_W}bookmarkStart")]
    assert targets == names
    assert len(targets) == 8
    kinds = [char.get(f"{_W}fldCharType") for char in body.iter(f"{_W}fldChar")]
    assert kinds.count("begin") == kinds.count("end")


def test_a_wide_table_lies_on_landscape_pages_between_upright_ones() -> None:
    opened = docx.Document(io.BytesIO(render(agreement())))
    assert [section.page_width > section.page_height for section in opened.sections] == [False, True, False]
    assert [section.different_first_page_header_footer for section in opened.sections] == [True, False, False]


def test_a_wide_table_at_the_end_leaves_no_empty_page() -> None:
    table = Table(columns=tuple(Column(title=str(n)) for n in range(10)), rows=())
    opened = docx.Document(io.BytesIO(render(Document(title="T", blocks=(Paragraph(text="a"), table)))))
    assert [section.page_width > section.page_height for section in opened.sections] == [False, True]


def test_every_ordered_list_counts_from_one() -> None:
    lists = Bullets(items=("a", "b"), ordered=True)
    opened = docx.Document(io.BytesIO(render(Document(title="T", blocks=(lists, Paragraph(text="x"), lists)))))
    ids = [
        paragraph._p.pPr.numPr.numId.val for paragraph in opened.paragraphs if paragraph.style.name == "List Paragraph"
    ]
    assert ids[0] == ids[1] != ids[2] == ids[3]


def test_a_page_break_starts_the_next_block_on_a_new_page() -> None:
    document = Document(title="T", blocks=(Paragraph(text="a"), PageBreak(), Heading(level=1, text="b"), PageBreak()))
    opened = docx.Document(io.BytesIO(render(document)))
    assert [p.text for p in opened.paragraphs if p.paragraph_format.page_break_before] == ["b"]


def test_the_page_counter_is_a_field_in_the_documents_words() -> None:
    footer = parts(render(agreement()))["word/footer1.xml"].decode()
    assert re.search(r"Page .* PAGE .* of .* NUMPAGES ", footer, re.DOTALL)
    assert "\ue000" not in footer


def test_a_large_document_comes_out_whole() -> None:
    document = large()
    last = [table.rows[-1][0] for table in document.blocks if isinstance(table, Table)]
    opened = docx.Document(io.BytesIO(render(document)))
    shown = {row.cells[0].text for table in opened.tables for row in table.rows}
    assert last
    assert set(last) <= shown


def test_what_the_signs_of_a_table_mean_stays_with_its_last_row() -> None:
    for columns in (2, 9):
        table = Table(columns=(Column(title="A"),) * columns, rows=(("x",) * columns,) * 3, note="What the signs mean")
        body = docx.Document(io.BytesIO(render(Document(title="T", blocks=(table,))))).element.body
        drawn = body.find(f"{_W}tbl")
        last, gap, note = drawn.findall(f"{_W}tr")[-1], drawn.getnext(), drawn.getnext().getnext()
        assert all(p.find(f"{_W}pPr/{_W}keepNext") is not None for p in last.iter(f"{_W}p"))
        assert gap.find(f"{_W}pPr/{_W}keepNext") is not None
        assert "".join(text.text for text in note.iter(f"{_W}t")) == "What the signs mean"
