"""How two states differ, by field and by word; sittings."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from partnership.agreement import Agreement
from partnership.differences import FORMAL, differences, differences_in, words
from partnership.sittings import Step, sittings
from partnership.transfer import to_body
from tests.partnership.drafts import body, changed, edited

prose = st.text(alphabet="ab .,\nčж", max_size=80)


@given(prose, prose)
def test_words_rebuild_both_texts(before: str, after: str) -> None:
    found = words(before, after)
    assert "".join(part.text for part in found if part.mark != "added") == before
    assert "".join(part.text for part in found if part.mark != "removed") == after


def test_words_show_what_was_exchanged_and_no_more() -> None:
    found = words("Meets every month in Vrbena.", "Meets every week in Vrbena.")
    assert [(part.mark, part.text) for part in found if part.mark != "same"] == [
        ("removed", "month "),
        ("added", "week "),
    ]


def test_small_words_in_common_do_not_tear_a_new_sentence_apart() -> None:
    found = words("Most of the young are at home.", "The schools of our valley are with us.")
    assert [part.mark for part in found] == ["removed", "added"]


def test_a_very_long_text_is_compared_by_line() -> None:
    before = "one word\n" * 4_000
    found = words(before, before + "another line\n")
    assert [(part.mark, part.text) for part in found if part.mark != "same"] == [("added", "another line\n")]


def test_fields_items_and_order_are_told_apart() -> None:
    after = changed(partners__p_pes__role="New part", aims__a_work=None, legal__place="Kalina")
    found = {each.path: (each.kind, each.section) for each in differences(body(), to_body(after))}
    assert found == {
        "partners/p_pes/role": ("changed", "partners"),
        "aims/a_work": ("removed", "aims"),
        "legal/place": ("changed", None),
    }
    other = body()
    other["partners"].reverse()
    assert [(each.path, each.kind) for each in differences(body(), other)] == [("partners", "moved")]
    contributions = to_body(changed(actions__c_case__contributions=[]))
    assert {each.section for each in differences(body(), contributions)} == {"work_programme"}
    assert differences_in("budget", body(), contributions)


def written(stored: dict[str, Any]) -> dict[str, Any]:
    """What people write: not which form it has, what it was made from, or which findings were accepted."""
    return {name: value for name, value in stored.items() if name not in FORMAL}


@given(edited(), edited())
def test_agreements_are_the_same_exactly_when_nothing_differs(one: Agreement, other: Agreement) -> None:
    before, after = to_body(one), to_body(other)
    found = differences(before, after)
    assert bool(found) == (written(before) != written(after))
    assert sorted(each.path for each in differences(after, before)) == sorted(each.path for each in found)


def test_a_sitting_is_one_person_without_a_long_break() -> None:
    start = datetime(2027, 3, 1, 9, tzinfo=UTC)
    moments = [("ana", 0), ("ana", 10), ("goran", 12), ("ana", 14), ("ana", 60)]
    steps = [Step(n, who, start + timedelta(minutes=m)) for n, (who, m) in enumerate(moments, 1)]
    found = [(each.person_id, each.first, each.last) for each in sittings(steps)]
    assert found == [("ana", 5, 5), ("ana", 4, 4), ("goran", 3, 3), ("ana", 1, 2)]
