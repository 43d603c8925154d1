"""Tracked changes: accepting all gives the newer document, rejecting all the older one."""

from __future__ import annotations

import io
from datetime import UTC, datetime

import docx
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings

from studio.documents.docx import Revised, made, redline, render
from studio.documents.model import Bullets, Column, Document, Heading, Paragraph, Prose, Table
from tests.studio.documents.strategies import documents

BY = Revised("Mirela Kostan", datetime(2026, 11, 25, 9, 30, tzinfo=UTC))
COLUMNS = (Column(title="No."), Column(title="Action"))


def table(*rows: tuple[str, str]) -> Table:
    return Table(caption="Actions", columns=COLUMNS, rows=rows)


def body_of(file: bytes) -> object:
    return docx.Document(io.BytesIO(file)).element.body


def settled(body: object, keep: str, drop: str) -> list[str]:
    """The paragraphs' texts, without the contents, with all changes accepted (`ins` kept) or rejected (`del` kept)."""
    lines, carried = [], ""
    for paragraph in body.iter(qn("w:p")):  # type: ignore[attr-defined]
        if paragraph.find(qn("w:hyperlink")) is not None:
            continue
        row = next(paragraph.iterancestors(qn("w:tr")), None)
        if row is not None and row.find(f"{qn('w:trPr')}/{qn(f'w:{drop}')}") is not None:
            continue
        text = ""
        for piece in paragraph.iter(qn("w:t"), qn("w:delText"), qn("w:br"), qn("w:tab")):
            if piece.getparent().tag != qn("w:r"):
                continue  # a tab stop of the paragraph's form, which is no text
            marks = {parent.tag for parent in piece.iterancestors(qn("w:ins"), qn("w:del"))}
            if qn(f"w:{drop}") not in marks:
                text += piece.text or "" if piece.tag in (qn("w:t"), qn("w:delText")) else " "
        gone = paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn(f'w:{drop}')}") is not None
        carried += text
        if not gone:
            lines.append(carried)
            carried = ""
    assert not carried, "text without a paragraph"
    return [line for line in lines if line.strip()]


def texts(document: Document) -> list[str]:
    return settled(made(document).element.body, "ins", "none")


def check(before: Document, after: Document) -> object:
    body = body_of(redline(before, after, BY))
    assert settled(body, "ins", "del") == texts(after)
    assert settled(body, "del", "ins") == texts(before)
    return body


def document(*blocks: object) -> Document:
    return Document(title="Valley", locale="en", blocks=blocks)  # type: ignore[arg-type]


def test_one_word_is_marked_with_author_and_date() -> None:
    body = check(
        document(Paragraph(text="The board meets every month in Vrbena.")),
        document(Paragraph(text="The board meets every quarter in Vrbena.")),
    )
    [gone] = body.iter(qn("w:del"))  # type: ignore[attr-defined]
    [new] = body.iter(qn("w:ins"))  # type: ignore[attr-defined]
    assert [text.text for text in gone.iter(qn("w:delText"))] == ["month"]
    assert [text.text for text in new.iter(qn("w:t"))] == ["quarter"]
    assert {mark.get(qn("w:author")) for mark in (gone, new)} == {"Mirela Kostan"}
    assert {mark.get(qn("w:date")) for mark in (gone, new)} == {"2026-11-25T09:30:00Z"}


def test_paragraphs_lists_and_rows_come_and_go() -> None:
    before = document(
        Heading(level=1, text="Aims", number="1"),
        Prose(markdown="First passage stays.\n\nSecond passage goes away altogether.\n\n1. one\n2. two"),
        table(("1", "Case conferences"), ("2", "Outreach to villages"), ("3", "Training")),
    )
    after = document(
        Heading(level=1, text="Aims", number="1"),
        Prose(markdown="First passage stays.\n\n1. one\n2. two\n3. three"),
        Bullets(items=("Something quite new",)),
        table(("1", "Case conferences"), ("2", "Training"), ("3", "Job fairs for everybody")),
    )
    check(before, after)
    check(after, before)


def test_a_table_with_other_columns_is_exchanged_as_a_whole() -> None:
    before = document(table(("1", "Training")), Paragraph(text="End."))
    wide = Table(columns=(*COLUMNS, Column(title="Who")), caption="Actions", rows=(("1", "Training", "PES"),))
    body = check(before, document(wide, Paragraph(text="End.")))
    rows = list(body.iter(qn("w:tr")))  # type: ignore[attr-defined]
    assert [row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None for row in rows] in (
        [True, True, False, False],
        [False, False, True, True],
    )


def test_nothing_changed_means_no_mark() -> None:
    same = document(Heading(level=1, text="Aims"), Prose(markdown="**One** passage."), table(("1", "x")))
    assert redline(same, same, BY) == render(same)


def test_from_nothing_and_to_nothing() -> None:
    full = document(Prose(markdown="A passage."), table(("1", "x")))
    check(document(), full)
    check(full, document())


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents, documents)
def test_any_two_documents(before: Document, after: Document) -> None:
    body = check(before, after)
    ids = [mark.get(qn("w:id")) for mark in body.iter(qn("w:ins"), qn("w:del"))]  # type: ignore[attr-defined]
    assert len(ids) == len(set(ids))
