"""Word copies that come back: every change is found, by its author, at its place; nothing else."""

from __future__ import annotations

import copy
import io
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from partnership import word, word_back
from partnership.examples import example
from partnership.transfer import from_body, to_body
from studio.changes import find
from studio.documents.base_template import packed
from studio.documents.docx import Revised
from studio.documents.word_elements import el
from studio.errors import Invalid
from tests.partnership.drafts import body

COPY = word.Copy("agr_x", 3, "en")
BLOCK = "sections/introduction/blocks/t_setting/text/en"


def sent() -> bytes:
    return word.write(example(), COPY)


def edited(change: Callable[[Any], None], file: bytes = b"") -> bytes:
    opened = docx.Document(io.BytesIO(file or sent()))
    opened.core_properties.last_modified_by = "Arben Luca"
    change(opened)
    out = io.BytesIO()
    opened.save(out)
    return out.getvalue()


def compared(file: bytes) -> word_back.Returned:
    return word_back.compare(file, word_back.identify(file), example())


def paragraph(opened: Any, beginning: str) -> Any:
    return next(p for p in opened.paragraphs if p.text.startswith(beginning))


def tracked(kind: str, text: str, author: str) -> Any:
    letters = el("t" if kind == "ins" else "delText")
    letters.text = text
    letters.set(qn("xml:space"), "preserve")
    return el(kind, el("r", letters), id=1, author=author, date="2026-11-26T10:00:00Z")


def test_a_copy_that_nobody_touched_brings_nothing() -> None:
    assert compared(sent()) == word_back.Returned((), (), ())
    assert compared(edited(lambda opened: None)) == word_back.Returned((), (), ())


def test_every_passage_of_an_agreement_can_be_changed() -> None:
    paths = word_back._origins(example(), "en").values()
    assert len([path for path in paths if path.count("/") > 1 and path.startswith("sections")]) >= 12
    assert {"strategy/understanding", "term/leaving", "legal/disputes", "monitoring/learning"} <= set(paths)


def test_tracked_changes_become_a_proposal_of_each_author() -> None:
    def change(opened: Any) -> None:
        first = paragraph(opened, "This agreement applies")
        first._p.append(tracked("ins", " It is read aloud.", "Nada Petrić"))
        first._p.append(tracked("ins", " And signed.", "Arben Luca"))

    returned = compared(edited(change))
    found = {each.author: each for each in returned.proposals}
    assert set(found) == {"Nada Petrić", "Arben Luca"}
    assert all(each.path == BLOCK and each.section == "introduction" and each.tracked for each in found.values())
    assert found["Nada Petrić"].after == found["Nada Petrić"].before + " It is read aloud."
    assert found["Arben Luca"].after == found["Arben Luca"].before + " And signed."
    assert returned.by_hand == ()


def test_deleted_words_and_new_paragraphs() -> None:
    def change(opened: Any) -> None:
        first = paragraph(opened, "This agreement applies")
        run = first.runs[0]._r
        gone = tracked("del", "", "Nada")
        run.addprevious(gone)
        gone.remove(gone[0])
        text = run.find(qn("w:t"))
        cut = copy.deepcopy(run)
        cut.find(qn("w:t")).tag = qn("w:delText")
        cut.find(qn("w:delText")).text = "This agreement applies to "
        gone.append(cut)
        text.text = text.text.removeprefix("This agreement applies to ")
        new = copy.deepcopy(first._p)
        for child in [child for child in new if child.tag != qn("w:pPr")]:
            new.remove(child)
        new.append(tracked("ins", "A second passage.", "Nada"))
        new.find(qn("w:pPr")).append(el("rPr", el("ins", id=2, author="Nada", date="2026-11-26T10:00:00Z")))
        first._p.addnext(new)

    [proposed] = compared(edited(change)).proposals
    assert proposed.author == "Nada"
    assert proposed.after == proposed.before.removeprefix("This agreement applies to ") + "\n\nA second passage."


def test_a_paragraph_written_behind_a_passage_belongs_to_it() -> None:
    def change(opened: Any) -> None:
        paragraph(opened, "People stay without work")._p.addnext(el("p", el("r", el("t"))))
        opened.element.body.xpath(".//w:p[w:r/w:t[not(text())]]")[-1].r_lst[0].text = "Quite new."

    [proposed] = compared(edited(change)).proposals
    assert proposed.path == "strategy/understanding"
    assert proposed.after == proposed.before + "\n\nQuite new."


def test_annexes_come_back_too() -> None:
    path = next(path for path in word_back._origins(example(), "en").values() if path.startswith("annexes/"))
    text = str(find(to_body(example()), path)).split("\n")[0]

    def change(opened: Any) -> None:
        paragraph(opened, text[:40]).add_run(" Twice.")

    [proposed] = compared(edited(change)).proposals
    assert (proposed.path, proposed.section) == (path, "additional_documents")
    assert " Twice." in proposed.after


def test_silent_edits_are_told_as_such() -> None:
    def change(opened: Any) -> None:
        run = paragraph(opened, "People stay without work").runs[0]
        run.text = run.text.replace("People", "Neighbours")

    [proposed] = compared(edited(change)).proposals
    assert (proposed.path, proposed.author, proposed.tracked) == ("strategy/understanding", "Arben Luca", False)
    assert proposed.after == example().strategy.understanding.replace("People", "Neighbours", 1)


def test_lists_and_strong_words_keep_their_notation() -> None:
    changed = body()
    block = changed["sections"][0]["blocks"][0]
    block["text"]["en"] = "Before *all*:\n\n* one **big** [thing](https://example.org)\n* two\n    1. inner\n\nAfter."
    base = from_body(changed)

    def change(opened: Any) -> None:
        paragraph(opened, "After").add_run(" All.")

    file = edited(change, word.write(base, COPY))
    [proposed] = word_back.compare(file, COPY, base).proposals
    assert proposed.after.startswith("Before *all*:")
    assert "* one **big** [thing](https://example.org)" in proposed.after
    assert proposed.after.rstrip().endswith("After. All.")
    assert "inner" in proposed.after


def test_a_passage_that_was_deleted_is_proposed_to_be_empty() -> None:
    def change(opened: Any) -> None:
        found = paragraph(opened, "People stay without work")._p
        found.getparent().remove(found)

    [proposed] = compared(edited(change)).proposals
    assert (proposed.path, proposed.after) == ("strategy/understanding", "")


def test_changed_cells_are_told_to_be_taken_over_by_hand() -> None:
    def change(opened: Any) -> None:
        cell = next(c for t in opened.tables for row in t.rows for c in row.cells if c.text == "40211873")
        cell.paragraphs[0].runs[0].text = "40211874"

    returned = compared(edited(change))
    assert returned.proposals == ()
    [told] = returned.by_hand
    assert (told.section, told.before, told.after, told.author) == ("partners", "40211873", "40211874", "Arben Luca")


def test_comments_come_with_author_quote_and_place() -> None:
    def change(opened: Any) -> None:
        opened.add_comment(paragraph(opened, "People stay without work").runs, "Which ones?", "Nada Petrić", "NP")
        opened.add_comment(paragraph(opened, "The partners of the agreement").runs, "All seven?", "Nada Petrić", "NP")

    one, other = compared(edited(change)).comments
    assert (other.section, other.path, other.text) == ("partners", "", "All seven?") or (
        one.section, one.path, one.text) == ("partners", "", "All seven?")  # fmt: skip
    first = next(each for each in (one, other) if each.path)
    assert (first.section, first.path, first.author) == ("strategy", "strategy/understanding", "Nada Petrić")
    assert first.quote.startswith("People stay without work")


def test_the_studios_own_redline_and_comments_are_no_news() -> None:
    older = body()
    older["strategy"]["understanding"] = "Something else was said before."
    older["aims"] = older["aims"][1:]
    since = word.Since(from_body(older), Revised("Mirela", datetime(2026, 11, 25, tzinfo=UTC)))
    remark = word.Remark("Look here.", word.STUDIO, "sections/aims")
    file = word.write(example(), COPY, since=since, remarks=[remark])
    assert compared(file) == word_back.Returned((), (), ())

    def change(opened: Any) -> None:
        paragraph(opened, "This agreement applies")._p.append(tracked("ins", " More.", "Nada"))

    returned = compared(edited(change, file))
    assert [each.author for each in returned.proposals] == ["Nada"]
    assert returned.by_hand == ()


def with_parts(**parts: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(sent())) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    return packed(held | {name.replace("__", "/").replace("_DOT_", "."): content for name, content in parts.items()})


BOMB = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]><document>&c;</document>'
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: b"", "word_not_one"),
        (lambda: b"PK\x03\x04 damaged", "file_damaged"),
        (lambda: b"%PDF-1.7", "word_not_one"),
        (lambda: b"PK" + bytes(100_000_000), "word_too_large"),
        (lambda: with_parts(word__media_DOT_bin=bytes(150_000_000)), "file_unpacks_too_large"),
        (lambda: with_parts(word__document_DOT_xml=BOMB), "word_unsafe"),
        (lambda: with_parts(docProps__custom_DOT_xml=OUTSIDE), "word_unsafe"),
        (lambda: with_parts(word__vbaProject_DOT_bin=b"x"), "word_macros"),
        (lambda: with_parts(word__document_DOT_xml=b"<w:document"), "file_damaged"),
        (lambda: with_parts(docProps__custom_DOT_xml=b"<Properties/>"), "word_not_ours"),
    ],
    ids=["empty", "damaged", "pdf", "100 MB", "bomb", "entities", "outside", "macro", "broken", "foreign"],
)
def test_hostile_and_foreign_files_are_refused(make: Callable[[], bytes], code: str) -> None:
    file = make()
    with pytest.raises(Invalid) as refused:
        word_back.identify(file)
    assert refused.value.code == code


def test_a_bookmark_that_is_begun_twice_ends_once() -> None:
    """LibreOffice saves bookmarks of several paragraphs so."""

    def change(opened: Any) -> None:
        first = paragraph(opened, "This agreement applies")._p
        start = first.find(qn("w:bookmarkStart"))
        twin = copy.deepcopy(start)
        twin.set(qn("w:id"), "99999")
        start.addprevious(twin)

    assert compared(edited(change)) == word_back.Returned((), (), ())
