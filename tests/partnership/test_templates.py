"""Templates and the drafts that start from them."""

from __future__ import annotations

import pytest

from partnership.agreement import SECTION_IDS
from partnership.review import review
from partnership.sections import gaps
from partnership.templates import start, template, template_ids, template_of
from studio.errors import Invalid
from studio.languages import PSEUDO


@pytest.mark.parametrize("template_id", template_ids())
@pytest.mark.parametrize("locale", ["en", PSEUDO])
def test_each_section_has_help_with_its_source(template_id: str, locale: str) -> None:
    found = template(template_id, locale)
    assert list(found.help) == list(SECTION_IDS)
    for section in found.help.values():
        assert section.covers
        assert section.good
        assert section.weak
        assert "4.4" in section.source
        assert len(section.questions) >= 4
        assert section.clauses
        for clause in section.clauses:
            assert clause.covers, clause.id
            assert len(clause.questions) >= 2, clause.id
            assert clause.good, clause.id
            assert clause.weak, clause.id
            assert clause.model, clause.id
            assert "Guidelines 2017" in clause.source or locale == PSEUDO, clause.id


@pytest.mark.parametrize("template_id", template_ids())
def test_a_new_draft_has_model_texts_and_no_lost_reference(template_id: str) -> None:
    draft = start(template_id, "en", "Valley")
    assert draft.title == "Valley"
    assert all(section.blocks for section in draft.sections)
    codes = {finding.code for finding in review(draft)}
    assert "gap_left" in codes
    assert "reference_lost" not in codes
    assert template_of(draft, "en").id == template_id


def test_two_drafts_share_no_passage_id() -> None:
    first, second = start("multi-partner", "en"), start("multi-partner", "en")
    assert {b.id for s in first.sections for b in s.blocks}.isdisjoint(b.id for s in second.sections for b in s.blocks)


def test_a_draft_in_another_language_starts_from_english_texts() -> None:
    draft = start("multi-partner", "sq")
    assert draft.languages == ["sq"]
    assert all(block.text["sq"] for section in draft.sections for block in section.blocks)


def test_model_texts_leave_gaps_only_where_facts_are_needed() -> None:
    clauses = [clause for section in template("multi-partner", "en").help.values() for clause in section.clauses]
    assert sum(bool(gaps(clause.model)) for clause in clauses) < len(clauses) / 2


def test_an_unknown_template_is_refused() -> None:
    with pytest.raises(Invalid, match="agreement_template_unknown"):
        start("../secrets", "en")
