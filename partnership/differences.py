"""How two states of an agreement differ: by field, and within a field by word. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final, Literal

from partnership.agreement import SECTION_IDS, SectionId
from partnership.extent import PROVENANCE, section_of

_WORDS = re.compile(r"\S+\s*|\s+")
MAX_WORDS: Final = 6_000
"""Beyond that a text is compared line by line: comparing words costs the square of their number."""
SHORT: Final = 5
"""A single word of so many characters between two changes is no anchor: `of` stands in every sentence."""
FORMAL: Final = ("schema_number", "template", "accepted", "link")
"""Fields that no difference is told of."""

Kind = Literal["added", "removed", "changed", "moved"]
Mark = Literal["same", "added", "removed"]


@dataclass(frozen=True)
class Difference:
    """One field or item that differs; `before` and `after` are its values, None where it is not there."""

    path: str
    kind: Kind
    before: Any
    after: Any

    @property
    def section(self) -> SectionId | None:
        return section_of(self.path)


@dataclass(frozen=True)
class Stretch:
    """A stretch of text that stands in both versions, or in one."""

    mark: Mark
    text: str


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """All differences of two stored agreements, in the order of the sections."""
    found = [each for each in _walk("", before, after) if not _is_formal(each.path)]
    return sorted(found, key=lambda each: SECTION_IDS.index(each.section) if each.section else len(SECTION_IDS))


def differences_in(section: SectionId, before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    """Differences that touch a section; what partners contribute to actions touches the budget as well."""
    found = differences(before, after)
    return [
        each
        for each in found
        if each.section == section or (section == "budget" and re.match(r"actions/[^/]+(/contributions|$)", each.path))
    ]


def _is_formal(path: str) -> bool:
    return path.split("/", 1)[0] in FORMAL


def _walk(path: str, before: Any, after: Any) -> Iterator[Difference]:
    if before == after:
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        for name in [name for name in dict.fromkeys([*before, *after]) if name not in PROVENANCE]:
            yield from _walk(f"{path}/{name}".lstrip("/"), before.get(name), after.get(name))
    elif _is_items(before) and _is_items(after) and (before or after):
        yield from _items(path, before, after)
    elif not (_is_blank(before) and _is_blank(after)):
        yield Difference(path, "changed", before, after)


def _items(path: str, before: list[Any], after: list[Any]) -> Iterator[Difference]:
    old = {item["id"]: item for item in before}
    new = {item["id"]: item for item in after}
    for item_id, item in old.items():
        if item_id not in new:
            yield Difference(f"{path}/{item_id}", "removed", item, None)
    for item_id, item in new.items():
        if item_id not in old:
            yield Difference(f"{path}/{item_id}", "added", None, item)
        else:
            yield from _walk(f"{path}/{item_id}", old[item_id], item)
    if [each for each in old if each in new] != [each for each in new if each in old]:
        yield Difference(path, "moved", list(old), list(new))


def _is_items(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) and "id" in item for item in value)


def _is_blank(value: Any) -> bool:
    """Nothing written; an empty field and one that does not exist yet are the same to a person."""
    return value is None or value in ("", [], {})


def words(before: str, after: str) -> list[Stretch]:
    """The two texts as stretches; leaving out the added ones gives `before`, leaving out the removed ones `after`."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    if max(len(old), len(new)) > MAX_WORDS:
        old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found: list[Stretch] = []
    gone, come = "", ""
    for change, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = "".join(old[i:j])
        if change == "equal" and (j - i > 1 or len(same) > SHORT or not (gone or come)):
            found += _exchanged(gone, come)
            gone, come = "", ""
            found.append(Stretch("same", same))
        else:
            gone, come = gone + same, come + "".join(new[k:m])
    return found + _exchanged(gone, come)


def _exchanged(gone: str, come: str) -> list[Stretch]:
    if gone == come:
        return [Stretch("same", gone)] if gone else []
    removed = [Stretch("removed", gone)] if gone else []
    return removed + ([Stretch("added", come)] if come else [])
