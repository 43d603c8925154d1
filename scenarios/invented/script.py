"""Texts of a scenario in the making: which pattern goes under which key, put into words per language at the end."""

from __future__ import annotations

from dataclasses import dataclass, field

from scenarios.invented.content import text_at
from scenarios.invented.person import Person

Path = tuple[str | int, ...]
"""File, then the steps inside it."""


@dataclass
class Script:
    """Keys of `scenario.<locale>.yaml` with the patterns they are made of; frames around facts are used up in turn."""

    person: Person
    written: dict[str, tuple[Path, ...]] = field(default_factory=dict)
    _used: dict[str, int] = field(default_factory=dict)

    def write(self, key: str, *paths: Path) -> None:
        self.written[key] = paths

    def one_of(self, subject: str, path: Path) -> Path:
        """One text of a list, by luck."""
        return (*path, self.person.pick(subject, range(len(text_at("en", path)))))

    def next_of(self, path: Path) -> Path:
        """Texts of a list one after the other, in an order of this client's own, from the beginning when used up."""
        name = "/".join(map(str, path))
        order = self.person.shuffled(name, [str(number) for number in range(len(text_at("en", path)))])
        turn = self._used.get(name, 0)
        self._used[name] = turn + 1
        return (*path, int(order[turn % len(order)]))

    def voice(self, *steps: str | int) -> Path:
        return ("voices", self.person.voice, *steps)

    def spoken(self, key: str, path: Path, mood: str) -> None:
        """A fact in the client's words: brisk and shy people choose the short wording; some come with a frame."""
        short = self.person.voice in ("brisk", "shy")
        if self.person.number(f"wording/{key}") < 0.15:
            short = not short
        paths: list[Path] = [(*path, 0 if short else 1)]
        frame = self.person.number(f"frame/{key}")
        if frame < 0.5:
            paths.insert(0, self.next_of(self.voice("lead", mood)))
        elif frame < 0.68:
            paths.append(self.next_of(self.voice("tail")))
        self.write(key, *paths)

    def texts(self, locale: str, more: dict[str, str]) -> dict[str, str]:
        """All texts in one language; `more` adds placeholders."""
        fill = self.person.placeholders(locale) | more
        return {
            key: " ".join(str(text_at(locale, path)).format_map(fill) for path in paths)
            for key, paths in self.written.items()
        }
