"""No update is lost: properties of merging."""

from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.changes import AddItem, BadPath, Conflict, MoveItem, RemoveItem, SetField, find, merge

DOCUMENT: dict[str, Any] = {
    "title": "Old",
    "partners": [
        {"id": "a", "name": "PES", "tags": ["x"]},
        {"id": "b", "name": "CSW", "tags": []},
        {"id": "c", "name": "NGO", "tags": []},
    ],
}


def one(change: Any, document: dict[str, Any] = DOCUMENT) -> tuple[dict[str, Any], list[Any], list[Conflict]]:
    return merge(document, [change])


def test_different_fields_merge() -> None:
    mine = SetField(path="partners/a/name", base="PES", value="Employment service")
    theirs = SetField(path="partners/b/name", base="CSW", value="Social work")
    document, applied, conflicts = merge(DOCUMENT, [mine, theirs])
    assert (len(applied), conflicts) == (2, [])
    assert find(document, "partners/a/name") == "Employment service"
    assert find(document, "partners/b/name") == "Social work"
    assert DOCUMENT["partners"][0]["name"] == "PES"


def test_the_same_field_is_a_conflict_that_shows_both_versions() -> None:
    document, applied, conflicts = merge(
        DOCUMENT,
        [SetField(path="title", base="Old", value="First"), SetField(path="title", base="Old", value="Second")],
    )
    assert document["title"] == "First"
    assert len(applied) == 1
    assert conflicts == [Conflict(path="title", reason="changed", base="Old", mine="Second", theirs="First")]


def test_the_same_change_twice_is_no_conflict() -> None:
    change = SetField(path="title", base="Old", value="New")
    _, applied, conflicts = merge(DOCUMENT, [change, change])
    assert (len(applied), conflicts) == (1, [])


def test_paths_follow_items_that_moved() -> None:
    document, _, _ = one(MoveItem(path="partners/c", after=""))
    document, _, conflicts = one(SetField(path="partners/c/name", base="NGO", value="Charity"), document)
    assert conflicts == []
    assert [p["name"] for p in document["partners"]] == ["Charity", "PES", "CSW"]


def test_changing_what_somebody_removed_is_a_conflict_that_keeps_the_text() -> None:
    document, _, _ = one(RemoveItem(path="partners/b", base=DOCUMENT["partners"][1]))
    _, _, conflicts = one(SetField(path="partners/b/name", base="CSW", value="Social work"), document)
    assert conflicts == [Conflict(path="partners/b/name", reason="removed", base="CSW", mine="Social work")]


def test_removing_what_somebody_changed_is_a_conflict() -> None:
    document, _, _ = one(SetField(path="partners/b/name", base="CSW", value="Social work"))
    document, applied, conflicts = one(RemoveItem(path="partners/b", base=DOCUMENT["partners"][1]), document)
    assert applied == []
    assert conflicts[0].theirs["name"] == "Social work"
    assert len(document["partners"]) == 3


def test_items_are_added_after_their_neighbour_and_once() -> None:
    change = AddItem(path="partners", item={"id": "d", "name": "Town"}, after="a")
    document, applied, _ = merge(DOCUMENT, [change, change])
    assert [p["id"] for p in document["partners"]] == ["a", "d", "b", "c"]
    assert len(applied) == 1


def test_a_list_that_an_older_document_lacks_begins_with_its_first_item() -> None:
    document, applied, _ = one(AddItem(path="notes", item={"id": "n"}))
    assert document["notes"] == [{"id": "n"}]
    assert len(applied) == 1
    assert "notes" not in DOCUMENT


@pytest.mark.parametrize(
    "change",
    [
        SetField(path="title/deeper", base=None, value=1),
        SetField(path="partners/a", base=None, value={}),
        SetField(path="partners/a/id", base="a", value="z"),
        SetField(path="nowhere/at/all", base=None, value=1),
        AddItem(path="title", item={"id": "x"}),
        AddItem(path="partners", item={"name": "no id"}),
        RemoveItem(path="title", base={}),
        RemoveItem(path="partners/a/tags/x", base={}),
    ],
)
def test_forged_paths_are_refused(change: Any) -> None:
    with pytest.raises(BadPath):
        one(change)


values = st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=20), st.lists(st.text(max_size=5)))
names = st.sampled_from(["a", "b", "c"])


@st.composite
def edits(draw: st.DrawFn) -> Any:
    kind = draw(st.sampled_from(["set", "add", "remove", "move"]))
    item = draw(names)
    if kind == "set":
        return SetField(path=f"partners/{item}/name", base=find(DOCUMENT, f"partners/{item}/name"), value=draw(values))
    if kind == "add":
        fresh = draw(st.sampled_from(["d", "e"]))
        return AddItem(path="partners", item={"id": fresh, "name": draw(values), "tags": []}, after=item)
    if kind == "remove":
        return RemoveItem(path=f"partners/{item}", base=find(DOCUMENT, f"partners/{item}"))
    return MoveItem(path=f"partners/{item}", after=draw(st.sampled_from(["", "a", "b", "c"])))


@given(st.lists(edits(), max_size=12))
def test_every_change_is_applied_already_there_or_reported(changes: list[Any]) -> None:
    before = copy.deepcopy(DOCUMENT)
    document, applied, conflicts = merge(DOCUMENT, changes)
    assert before == DOCUMENT
    ids = [p["id"] for p in document["partners"]]
    assert len(ids) == len(set(ids))
    for position, change in enumerate(changes):
        if isinstance(change, SetField) and change.value != change.base and change not in applied:
            told = any(c.path == change.path and c.mine == change.value for c in conflicts)
            repeated = change in changes[:position]
            same = any(
                isinstance(other, SetField) and other.path == change.path and other.value == change.value
                for other in applied
            )
            assert told or repeated or same


@given(st.lists(edits(), max_size=12))
def test_replaying_what_was_applied_gives_the_same_document(changes: list[Any]) -> None:
    document, applied, _ = merge(DOCUMENT, changes)
    again, _, conflicts = merge(DOCUMENT, applied)
    assert (again, conflicts) == (document, [])
