"""Changes to a JSON document and how two people's changes merge; pure.

A path addresses list items by their id: `partners/p_ab12/name`. A change carries the value its author saw (`base`):
it applies when that is still the value, is dropped when somebody already made the same change, and is a `Conflict`
otherwise. Different fields therefore always merge, and the same field never loses a version silently.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter


class _Change(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    path: str = Field(min_length=1, max_length=400)


class SetField(_Change):
    """Give a field a new value; `base` is the value the person saw."""

    op: Literal["set"] = "set"
    base: Any
    value: Any


class AddItem(_Change):
    """Put an item (a mapping with `id`) into the list at `path`, after the item with id `after`, else at the end."""

    op: Literal["add"] = "add"
    item: dict[str, Any]
    after: str = ""


class RemoveItem(_Change):
    """Remove the item at `path`; `base` is the item the person saw."""

    op: Literal["remove"] = "remove"
    base: dict[str, Any]


class MoveItem(_Change):
    """Put the item at `path` after its neighbour `after`, or first when that is empty."""

    op: Literal["move"] = "move"
    after: str = ""


Change = Annotated[SetField | AddItem | RemoveItem | MoveItem, Field(discriminator="op")]
CHANGES: TypeAdapter[list[Change]] = TypeAdapter(list[Change])


class Conflict(BaseModel):
    """The same place changed twice; a person chooses. `reason` is `changed` or `removed`."""

    path: str
    reason: Literal["changed", "removed"]
    base: Any = None
    mine: Any = None
    theirs: Any = None


class BadPath(ValueError):
    """A path that fits no document of this shape: a mistake in code or a forged request, never a conflict."""


class _Gone(Exception):
    """An item on the way was removed."""


def find(document: Any, path: str) -> Any:
    """The value at a path; KeyError when there is none."""
    try:
        parent, last = _parent(document, path)
        return parent[_index(parent, last)] if isinstance(parent, list) else parent[last]
    except (_Gone, BadPath) as error:
        raise KeyError(path) from error


def merge(document: dict[str, Any], changes: Iterable[Change]) -> tuple[dict[str, Any], list[Change], list[Conflict]]:
    """The new document, the changes that changed something, and the conflicts; the old document stays as it was."""
    result = copy.deepcopy(document)
    applied: list[Change] = []
    conflicts: list[Conflict] = []
    for change in changes:
        try:
            outcome = _apply(result, change)
        except _Gone:
            mine = getattr(change, "value", getattr(change, "item", None))
            outcome = Conflict(path=change.path, reason="removed", base=getattr(change, "base", None), mine=mine)
        if isinstance(outcome, Conflict):
            conflicts.append(outcome)
        elif outcome:
            applied.append(change)
    return result, applied, conflicts


def _apply(document: dict[str, Any], change: Change) -> bool | Conflict:
    if isinstance(change, SetField):
        return _set(document, change)
    if isinstance(change, AddItem):
        return _add(document, change)
    try:
        items, item_id = _parent(document, change.path)
        if not isinstance(items, list):
            raise BadPath(change.path)
        position = _index(items, item_id)
    except _Gone:
        if isinstance(change, RemoveItem):
            return False  # both removed it
        raise
    if isinstance(change, RemoveItem):
        if items[position] != change.base:
            return Conflict(
                path=change.path,
                reason="changed",
                base=change.base,
                mine=None,
                theirs=copy.deepcopy(items[position]),
            )
        del items[position]
        return True
    item = items.pop(position)
    items.insert(_place(items, change.after) if change.after else 0, item)
    return items[position : position + 1] != [item]


def _set(document: dict[str, Any], change: SetField) -> bool | Conflict:
    parent, name = _parent(document, change.path)
    if isinstance(parent, list):
        raise BadPath(change.path)
    current = parent.get(name)
    if current == change.value and type(current) is type(change.value):
        return False
    if current != change.base:
        return Conflict(
            path=change.path,
            reason="changed",
            base=change.base,
            mine=change.value,
            theirs=copy.deepcopy(current),
        )
    if name == "id":
        raise BadPath(change.path)
    parent[name] = copy.deepcopy(change.value)
    return True


def _add(document: dict[str, Any], change: AddItem) -> bool:
    parent, name = _parent(document, change.path)
    item_id = change.item.get("id")
    if isinstance(parent, dict) and item_id and isinstance(item_id, str):
        parent.setdefault(name, [])  # a list that documents of this kind did not have yet; the room's check sees it
    items = parent[_index(parent, name)] if isinstance(parent, list) else parent.get(name)
    if not isinstance(items, list) or not isinstance(item_id, str) or not item_id:
        raise BadPath(change.path)
    if any(existing.get("id") == item_id for existing in items):
        return False  # the same request came twice
    items.insert(_place(items, change.after), copy.deepcopy(change.item))
    return True


def _place(items: list[Any], after: str) -> int:
    for position, item in enumerate(items):
        if item.get("id") == after:
            return position + 1
    return len(items)


def _parent(document: Any, path: str) -> tuple[Any, str]:
    *way, last = path.split("/")
    node = document
    for segment in way:
        if isinstance(node, list):
            node = node[_index(node, segment)]
        elif isinstance(node, dict) and segment in node:
            node = node[segment]
        else:
            raise BadPath(path)
    if not isinstance(node, (list, dict)):
        raise BadPath(path)
    return node, last


def _index(items: list[Any], item_id: str) -> int:
    for position, item in enumerate(items):
        if not isinstance(item, dict):
            raise BadPath(item_id)
        if item.get("id") == item_id:
            return position
    raise _Gone(item_id)
