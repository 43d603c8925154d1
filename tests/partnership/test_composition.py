"""The document: order, numbers, tables, signature blocks, languages, size."""

from __future__ import annotations

import io

import docx
import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from partnership.agreement import SECTION_IDS, Agreement
from partnership.composition import compose, compose_section
from partnership.examples import example
from partnership.export import export
from partnership.items import Action, Contribution, Milestone, Partner
from partnership.labels import languages
from studio.documents import html, markdown
from studio.documents.model import Document, Facts, Heading, Paragraph, Prose, Signatures, Table
from studio.errors import Invalid
from studio.languages import PSEUDO
from tests.partnership.drafts import changed, edited


def headings(document: Document, level: int = 1) -> list[tuple[str, str]]:
    return [(b.number, b.text) for b in document.blocks if isinstance(b, Heading) and b.level == level]


def tables(document: Document) -> dict[str, Table]:
    return {block.caption: block for block in document.blocks if isinstance(block, Table)}


def test_twelve_numbered_sections_then_signatures_then_annexes() -> None:
    document = compose(example(), "en")
    assert [number for number, _ in headings(document)] == [*(str(n) for n in range(1, 13)), "", "Annex 1", "Annex 3"]
    assert document.title_page
    assert document.contents_title


def test_subsections_are_numbered_within_their_section() -> None:
    numbers = [number for number, _ in headings(compose(example(), "en"), level=2)]
    assert numbers[:2] == ["1.1", "4.1"]
    assert len(set(numbers)) == len(numbers)
    assert [n for n in numbers if n.startswith("12.")] == [f"12.{n}" for n in range(1, 6)]


def test_every_partner_signs_with_name_function_and_room_for_a_stamp() -> None:
    agreement = example()
    [block] = [b for b in compose(agreement, "en").blocks if isinstance(b, Signatures)]
    assert [(p.party, p.name, p.function, p.stamp) for p in block.parties] == [
        (p.name, p.representative, p.representative_function, True) for p in agreement.partners
    ]
    assert "10 December 2026" in block.place_and_date


def test_tables_carry_the_data() -> None:
    agreement = example()
    found = tables(compose(agreement, "en"))
    assert len(found["The partners of the agreement"].rows) == 7
    assert found["Aims with figures"].rows[0][3:5] == ("38 clients", "150 clients")
    raci = found["Who does what in each action"]
    assert "accountable" in raci.note.lower()
    assert raci.rows[0][1:] == ("R", "A/R", "I", "C", "", "", "C")
    budget = found["Budget by partner and year, in EUR"]
    assert budget.total == ("Total", "77,500.00", "80,900.00", "158,400.00")
    names = [row[1].split("\n")[0] for row in found["The partners of the agreement"].rows]
    for partner, name in zip(agreement.partners, names, strict=True):
        assert not partner.short_name or name == f"{partner.name} (“{partner.short_name}”)"
    assert len(found["Indicators"].rows) == 4


@pytest.mark.parametrize(("count", "columns"), [(2, 3), (7, 8), (8, 5), (21, 5)])
def test_who_does_what_fits_an_upright_page_however_many_partners_there_are(count: int, columns: int) -> None:
    partners = [Partner(id=f"p{n}", name=f"Municipality of Novo Selo {n}") for n in range(1, count + 1)]
    roles = {each.id: "C" for each in partners} | {"p1": "AR", "p2": "R"}
    action = Action.model_validate({"id": "c1", "title": "Rooms", "roles": roles})
    table = tables(compose(Agreement(partners=partners, actions=[action]), "en"))["Who does what in each action"]
    assert len(table.columns) == columns
    if columns == 5:
        both = "Municipality of Novo Selo 1, Municipality of Novo Selo 2"
        assert table.rows[0][:3] == ("1. Rooms", both, "Municipality of Novo Selo 1")
        assert table.rows[0][3].count("Novo Selo") == count - 2
        assert table.rows[0][4] == "–"
    else:
        assert "P1 – Municipality of Novo Selo 1" in table.note


def test_amounts_in_another_currency_are_converted_and_missing_rates_are_said() -> None:
    place = "actions__c_assess__contributions__k1__"
    known = changed(**{place + "currency": "ALL", place + "amount": "10000", "budget__rates": {"ALL": "0.01"}})
    total = tables(compose(known, "en"))["Budget by partner and year, in EUR"].total
    assert total[-1] == "151,300.00"
    unknown = changed(**{place + "currency": "ALL"})
    notes = [b.text for b in compose(unknown, "en").blocks if isinstance(b, Paragraph) and b.style == "note"]
    assert any("exchange rate" in note for note in notes)


def test_an_empty_draft_says_what_is_open() -> None:
    document = compose(Agreement(), "en")
    open_ones = [b for b in document.blocks if isinstance(b, Paragraph) and b.style == "placeholder"]
    # budget shows its currency; eleven sections and the signatures are open
    assert len(open_ones) == 12


def test_prose_is_in_the_asked_language_or_says_that_it_is_not() -> None:
    path = "sections__aims__blocks__t_aims__text"
    agreement = changed(languages=["en", "sq"], **{path: {"en": "English text", "sq": "Tekst shqip"}})
    albanian = [b.markdown for b in compose(agreement, "sq").blocks if isinstance(b, Prose)]
    assert "Tekst shqip" in albanian
    assert "English text" not in albanian
    notes = [b.text for b in compose(agreement, "sq").blocks if isinstance(b, Paragraph) and b.style == "placeholder"]
    assert notes
    english = [b.markdown for b in compose(agreement, "en").blocks if isinstance(b, Prose)]
    assert "English text" in english


def test_no_english_word_stands_outside_the_catalogue() -> None:
    """In the made-up language every label carries brackets; what has none must come from the agreement itself."""
    document = compose(Agreement(partners=[Partner(id="p")]), PSEUDO)
    words = [document.contents_title, *(b.text for b in document.blocks if isinstance(b, Heading | Paragraph))]
    words += [column.title for table in tables(document).values() for column in table.columns]
    words += [label for b in document.blocks if isinstance(b, Facts) for label, _ in b.rows]
    assert words
    assert all("⟦" in word for word in words)


def test_languages_have_the_names_people_use_for_them() -> None:
    names = languages(["sq", "cnr", "rom", "zxx"], "en")
    assert names == {"sq": "Albanian", "cnr": "Montenegrin", "rom": "Romani", "zxx": "No linguistic content"}
    assert languages(["mk"], "de") == {"mk": "Mazedonisch"}


@pytest.mark.parametrize("section", SECTION_IDS)
def test_a_section_can_be_shown_alone(section: str) -> None:
    document = compose_section(example(), section, "en")  # type: ignore[arg-type]
    whole = compose(example(), "en")
    assert set(document.blocks) <= set(whole.blocks)
    assert document.blocks


@settings(max_examples=25)
@given(edited())
def test_any_draft_becomes_a_document(agreement: Agreement) -> None:
    document = compose(agreement, "en")
    assert "<script>" not in html.render(document)
    assert markdown.render(document)


def test_word_and_pdf_can_be_read_back() -> None:
    agreement = example()
    word = docx.Document(io.BytesIO(export(agreement, "docx").content))
    styles = [p.text for p in word.paragraphs if p.style is not None and p.style.name == "Heading 1"]
    assert len(styles) >= 12
    cells = {cell.text for table in word.tables for row in table.rows for cell in row.cells}
    assert any("Employment Service, Vrbena Branch" in text for text in cells)
    pdf = PdfReader(io.BytesIO(export(agreement, "pdf").content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Mirela Kostan" in text
    assert "158,400" in text


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(Invalid, match="agreement_format_unknown"):
        export(example(), "exe")


def large() -> Agreement:
    """Twenty partners, sixty actions, a contribution of five partners to each."""
    agreement = example()
    partners = [
        agreement.partners[n % 7].model_copy(update={"id": f"q{n}", "name": f"Institution {n}", "short_name": f"I{n}"})
        for n in range(20)
    ]
    actions = [
        Action(
            id=f"d{n}",
            title=f"Action {n}",
            description="Description " * 10,
            roles={f"q{p}": "A" if p == n % 20 else "R" if p % 4 == 0 else "I" for p in range(20)},
            tasks={f"q{p}": "Does a part of the work" for p in range(0, 20, 4)},
            milestones=[Milestone(id=f"m{m}", title=f"Milestone {m}") for m in range(2)],
            contributions=[
                Contribution(id=f"k{p}", partner=f"q{p}", kind="staff", year=2027, amount=100) for p in range(5)
            ],
        )
        for n in range(60)
    ]
    return agreement.model_copy(update={"partners": partners, "actions": actions})


def test_twenty_partners_and_sixty_actions_come_out_whole() -> None:
    file = export(large(), "docx").content
    text = "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(file)).paragraphs)
    assert all(f"Action {number}" in text for number in range(60))


LIGHT = "We **share** rooms:\n- at noon\n- [plan](https://example.org/plan)\n\n<script>alert(1)</script>"


def test_long_texts_are_light_markdown_in_passages_and_plain_in_tables() -> None:
    long = {
        "strategy__understanding": LIGHT,
        "actions__c_assess__description": LIGHT,
        "target_groups__g_care__voice": LIGHT,
        "partners__p_pes__role": LIGHT,
        "aims__a_work__statement": LIGHT,
        "manager__tasks": LIGHT,
        "legal__basis": LIGHT,
    }
    document = compose(changed(**long), "en")
    page = html.render(document)
    assert page.count("We <strong>share</strong> rooms:</p>") == 3
    assert page.count("<ul><li>at noon</li>") == 3
    shown = "We share rooms:\n• at noon\n• plan (https://example.org/plan)\n<script>alert(1)</script>"
    found = tables(document)
    assert any(row[1] == shown for row in found["Part of each partner"].rows)
    assert any(row[1] == shown for row in found["Aims with figures"].rows)
    beside = [value for block in document.blocks if isinstance(block, Facts) for _, value in block.rows]
    assert beside.count(shown) == 2
    assert any("We share rooms: • at noon • plan" in value for value in beside)
    assert "**share" not in page
    assert "<script>" not in page
