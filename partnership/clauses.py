"""A clause of a template as content: what it covers, questions, model text, a good and a weak example, source."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from studio.content import ContentError, Texts, texts


@dataclass(frozen=True)
class Clause:
    """A passage a document may hold: `id` is `section.clause` or `kind.clause`, `model` the text to start from."""

    id: str
    title: str
    model: str
    covers: str = ""
    questions: tuple[str, ...] = ()
    good: str = ""
    weak: str = ""
    source: str = ""
    group: str = ""
    """Among which suggestions a clause is offered, where one chooses among many."""


class Words:
    """Texts of a template; what its own file does not say, the file of the template it builds on says."""

    def __init__(self, files: Sequence[Path], locale: str) -> None:
        self._layers: list[Texts] = [texts(file, locale) for file in files]

    def __call__(self, key: str) -> str:
        layer = self._layer(key)
        if layer is None:
            raise ContentError(key, "has no text in this template.", "Add it to the .en.yaml file.")
        return layer(key)

    def get(self, key: str) -> str:
        layer = self._layer(key)
        return layer(key) if layer else ""

    def numbered(self, key: str) -> tuple[str, ...]:
        """`key1`, `key2` and so on, all from the file that has the first."""
        layer = self._layer(f"{key}1")
        found: list[str] = []
        while layer and f"{key}{len(found) + 1}" in layer:
            found.append(layer(f"{key}{len(found) + 1}"))
        return tuple(found)

    def keys(self) -> list[str]:
        return self._layers[0].keys()

    def _layer(self, key: str) -> Texts | None:
        return next((layer for layer in self._layers if key in layer), None)


def clause(words: Words, here: str, clause_id: str, group: str = "") -> Clause:
    return Clause(
        id=clause_id,
        title=words(f"{here}.title"),
        model=words(f"{here}.model"),
        covers=words.get(f"{here}.covers"),
        questions=words.numbered(f"{here}.questions.q"),
        good=words.get(f"{here}.good"),
        weak=words.get(f"{here}.weak"),
        source=words.get(f"{here}.source"),
        group=group,
    )
