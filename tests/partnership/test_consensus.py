"""Positions, the matrix and the agenda: pure rules."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from partnership import extent
from partnership.agreement import SECTION_IDS, Agreement
from partnership.consensus import Matrix, Position, Stance, Standing, agenda
from partnership.transfer import to_body
from tests.partnership.drafts import body, changed

START = datetime(2027, 3, 1, 9, tzinfo=UTC)
PARTNERS = ("p_pes", "p_csw")


def position(partner: str, section: str, stance: Stance, number: int = 0) -> Position:
    return Position(
        f"{partner}/{section}/{number}",
        partner,
        next(each for each in SECTION_IDS if each == section),
        stance,
        "because",
        "instead",
        1,
        "Somebody",
        START + timedelta(minutes=number),
    )


def standing(*stances: Stance | None) -> Standing:
    partners = [f"p{number}" for number in range(len(stances))]
    given_ones = [position(p, "aims", s) for p, s in zip(partners, stances, strict=True) if s]
    return Matrix(partners, given_ones, []).standing("aims")


@pytest.mark.parametrize(
    ("stances", "expected"),
    [
        ([Stance.AGREE, Stance.AGREE], Standing.AGREED),
        ([Stance.AGREE, Stance.RESERVATION], Standing.CARRIED),
        ([Stance.RESERVATION, Stance.STAND_ASIDE], Standing.CARRIED),
        ([Stance.AGREE, Stance.ABSTAIN], Standing.CARRIED),
        ([Stance.ABSTAIN, Stance.STAND_ASIDE], Standing.OPEN),
        ([Stance.AGREE, None], Standing.OPEN),
        ([None, None], Standing.OPEN),
        ([Stance.OBJECT, None], Standing.BLOCKED),
        ([Stance.AGREE, Stance.OBJECT], Standing.BLOCKED),
        ([], Standing.OPEN),
    ],
)
def test_where_a_section_stands(stances: list[Stance | None], expected: Standing) -> None:
    assert standing(*stances) is expected


def test_no_reply_and_lapsed_positions_are_never_consent() -> None:
    everything = [position(p, s, Stance.AGREE) for p in PARTNERS for s in SECTION_IDS]
    assert Matrix(PARTNERS, everything, []).is_consensus
    assert not Matrix(PARTNERS, everything[1:], []).is_consensus
    matrix = Matrix(PARTNERS, everything, ["p_csw/budget/0"])
    assert not matrix.is_consensus
    assert matrix.standing("budget") is Standing.OPEN
    assert matrix.cell("p_csw", "budget").stance is None
    assert matrix.missing("p_csw") == ["budget"]
    assert matrix.missing("p_pes") == []


def test_the_newest_position_counts_and_a_lapsed_objection_blocks_no_more() -> None:
    objected = position("p_pes", "aims", Stance.OBJECT, 1)
    agreed = position("p_pes", "aims", Stance.AGREE, 2)
    assert Matrix(["p_pes"], [agreed, objected], []).standing("aims") is Standing.AGREED
    assert Matrix(["p_pes"], [objected], [objected.id]).standing("aims") is Standing.OPEN


def test_the_most_disputed_section_comes_first() -> None:
    said = [position(p, s, Stance.AGREE) for p in PARTNERS for s in SECTION_IDS]
    said += [
        position("p_pes", "duration", Stance.OBJECT, 1),
        position("p_csw", "impact", Stance.STAND_ASIDE, 1),
        position("p_csw", "aims", Stance.RESERVATION, 1),
        position("p_pes", "budget", Stance.OBJECT, 1),
        position("p_csw", "budget", Stance.OBJECT, 1),
    ]
    topics = agenda(Matrix(PARTNERS, said, ["p_pes/partners/0"]), {"monitoring": 2})
    assert [topic.section for topic in topics] == ["budget", "duration", "impact", "monitoring", "aims", "partners"]
    assert [each.partner for each in topics[0].objections] == ["p_pes", "p_csw"]
    assert topics[-1].unanswered == ("p_pes",)


def test_every_field_of_an_agreement_belongs_to_a_section_or_to_none_on_purpose() -> None:
    known = {path.split("/")[0] for path in extent.FIELDS_OF} | {path.split("/")[0] for path in extent.NO_SECTION}
    assert set(Agreement.model_fields) - known <= {"sections", "answers"}
    legal = {f"legal/{name}" for name in body()["legal"]}
    assert legal <= set(extent.FIELDS_OF) | extent.NO_SECTION


@pytest.mark.parametrize(
    ("edit", "touched"),
    [
        ({"title": "Another"}, {"introduction"}),
        ({"partners__p_pes__role": "Another"}, {"partners"}),
        ({"sections__aims__blocks__t_aims__text": {"en": "Another"}}, {"aims"}),
        ({"actions__c_case__title": "Another"}, {"work_programme"}),
        ({"actions__c_case__contributions": []}, {"work_programme", "budget"}),
        ({"term__notice_months": 9}, {"duration"}),
        ({"answers": {**body()["answers"], "partners.p_pes.address": "unknown"}}, {"partners"}),
        ({"legal__protocol_number": "12/2027", "legal__signed_on": "2027-01-01"}, set()),
        ({"status": "circulated"}, set()),
    ],
)
def test_a_change_touches_the_sections_that_say_it(edit: dict[str, object], touched: set[str]) -> None:
    before, after = body(), to_body(changed(**edit))
    found = {each for each in SECTION_IDS if extent.content(before, each) != extent.content(after, each)}
    assert found == touched


@given(st.lists(st.tuples(st.sampled_from(PARTNERS), st.sampled_from(SECTION_IDS), st.sampled_from(Stance))))
def test_consensus_means_that_everybody_has_answered_everything(said: list[tuple[str, str, Stance]]) -> None:
    given_ones = [position(p, s, stance, n) for n, (p, s, stance) in enumerate(said)]
    matrix = Matrix(PARTNERS, given_ones, [])
    if matrix.is_consensus:
        assert all(not matrix.missing(partner) for partner in PARTNERS)
    for topic in agenda(matrix, {}):
        assert topic.standing is matrix.standing(topic.section)
