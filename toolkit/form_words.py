"""The words of forms: titles, labels, hints, names of choices, what is missing."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum

from studio.content import texts
from toolkit.completeness import Gap
from toolkit.domains import Domain, Level
from toolkit.forms import FormKind
from toolkit.loader import CONTENT, domain_texts, level_name


class FormWords:
    """Everything a form says, in one language."""

    def __init__(self, locale: str) -> None:
        self.locale = locale
        self._words = texts(CONTENT / "forms", locale)

    def title(self, kind: FormKind) -> str:
        return self._words(f"kinds.{kind}.title")

    def about(self, kind: FormKind) -> str:
        return self._words(f"kinds.{kind}.about")

    def label(self, field: str, kind: FormKind | None = None) -> str:
        """The label of a field; a form may call a field by a name of its own."""
        return self._words.get(f"own.{kind}.{field}") or self._words(f"fields.{field}")

    def place(self, place: str, kind: FormKind | None = None) -> str:
        """The name of a field by its place with entries counted from 0: `aims/1/text` is `Aims 2 – Text`."""
        parts = place.split("/")
        told: list[str] = []
        for name, after in zip(parts, [*parts[1:], ""], strict=True):
            label = self._words.get(f"own.{kind}.{name}") or self._words.get(f"fields.{name}")
            if label:
                told.append(f"{label} {int(after) + 1}" if after.isdecimal() else label)
        return " – ".join(told)

    def hint(self, kind: FormKind, field: str) -> str:
        return self._words.get(f"hints.{kind}.{field}")

    def choice(self, value: Enum | None) -> str:
        """The name of a choice; a dash where nothing was chosen."""
        if value is None:
            return "–"
        if isinstance(value, Domain):
            return domain_texts(self.locale)[value].title
        if isinstance(value, Level):
            return level_name(value, self.locale)
        return self._words(f"choices.{type(value).__name__}.{value.value}")

    def missing(self, found: Iterable[Gap]) -> dict[str, str]:
        """What is missing by code, each said once; of a note all its empty elements are named."""
        by_code: dict[str, list[str]] = {}
        for gap in found:
            by_code.setdefault(gap.code, []).append(gap.path)
        return {code: self._gap(code, paths) for code, paths in by_code.items()}

    def _gap(self, code: str, paths: list[str]) -> str:
        said = self._words(f"gaps.{code}")
        if code != "note.element":
            return said
        return said.format(elements="; ".join(self.label(path, FormKind.CASE_NOTE) for path in paths))
