"""Completeness of sections, the crosswalk of contents, field names."""

from __future__ import annotations

import pytest
from hypothesis import given

from partnership.agreement import SECTION_IDS, Agreement
from partnership.examples import example
from partnership.field_labels import fields, generic, label
from partnership.sections import CONTENTS, completeness, gaps, missing_contents
from studio.languages import translator
from tests.partnership.drafts import changed, edited


def test_seventeen_contents_lead_to_the_twelve_sections() -> None:
    assert [content.number for content in CONTENTS] == list(range(1, 18))
    assert {section for content in CONTENTS for section in content.sections} == set(SECTION_IDS)


def test_an_empty_agreement_lacks_all_and_the_example_nothing() -> None:
    assert len(missing_contents(Agreement())) == 17
    assert missing_contents(example()) == []


def test_a_content_is_missed_when_its_part_goes() -> None:
    def lacks(**edits: object) -> list[str]:
        return [content.id for content in missing_contents(changed(**edits))]

    assert lacks(territory__names="") == ["geographical_scale"]
    assert lacks(actions__c_place__contributions=[]) == ["part_of_each_partner"]
    assert lacks(term__end="2026-01-01") == ["time_frame"]
    # the passage on problems went; other prose of the section does not stand in for it
    assert lacks(sections__introduction__blocks__t_problems__text__en="") == ["problems_and_context"]
    # without a passage of its own, any prose of the section counts
    assert lacks(sections__introduction__blocks__t_problems=None) == []


def test_the_example_is_settled_in_every_section() -> None:
    assert all(section.settled == section.total for section in completeness(example()).values())


def test_unknown_empty_and_not_applicable_are_three_things() -> None:
    path = "partners/p_pes/address"

    def state(**edits: object) -> str:
        points = completeness(changed(**edits))["partners"].points
        return next(point.state for point in points if point.path == path)

    assert state() == "filled"
    assert state(partners__p_pes__address="") == "open"
    for answer in ("unknown", "not_applicable"):
        answers = {"answers": {"partners.p_pes.address": answer}}
        assert state(partners__p_pes__address="", **answers) == answer
        assert state(**answers) == "filled"


def test_what_is_not_applicable_is_settled_and_what_is_unknown_is_not() -> None:
    before = completeness(changed(term__joining=""))["duration"]
    for answer, gain in (("not_applicable", 1), ("unknown", 0)):
        after = completeness(changed(term__joining="", answers={"term.joining": answer}))["duration"]
        assert after.settled - before.settled == gain
        assert after.total == before.total


@given(edited())
def test_completeness_never_exceeds_its_points(agreement: Agreement) -> None:
    for section in completeness(agreement).values():
        assert 0 <= section.settled <= section.total


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In [year] and [name of the region].", ["[year]", "[name of the region]"]),
        ("See [the law](https://example.org) and [1].", []),
        ("No gap", []),
        ("[unclosed", []),
    ],
)
def test_gaps_are_places_nobody_filled_in(text: str, found: list[str]) -> None:
    assert gaps(text) == found


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("partners/p_ab/name", "partners/name"),
        ("actions/c1/milestones/m1/due", "actions/milestones/due"),
        ("actions/c1/aims", "actions/aims"),
        ("aims/a1/target_groups", "aims/target_groups"),
        ("budget/lines/l1/year", "budget/lines/year"),
        ("sections/aims/blocks/b1/text/en", "sections/blocks/text"),
        ("sections/aims/blocks", "sections/blocks"),
        ("actions/c1/roles/p1", "actions/roles"),
        ("legal/place", "legal/place"),
        ("partners", "partners"),
    ],
)
def test_a_path_without_ids(path: str, name: str) -> None:
    assert generic(path) == name
    assert name in fields(translator("en"))


def test_every_point_has_a_name_a_person_understands() -> None:
    t = translator("en")
    for agreement in (Agreement(), example()):
        for section in completeness(agreement).values():
            for point in section.points:
                assert label(point.path, t) != generic(point.path), point.path
