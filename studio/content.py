"""Content files: safe YAML, one structure file and one text file per language, keyed by id.

A content folder holds `<name>.yaml` (structure: ids, numbers, sources) and `<name>.<locale>.yaml`
(texts: a flat mapping `id: text`, or nested mappings which are flattened with dots). English is
complete; a text missing in another language falls back to English.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as _Fastest
except ImportError:  # a build without libyaml
    from yaml import SafeLoader as _Fastest  # type: ignore[assignment]

from studio.languages import PSEUDO, SOURCE_LOCALE, pseudo
from studio.settings import ROOT

MAX_YAML_BYTES = 5_000_000


class ContentError(ValueError):
    """A content file that cannot be used: `place` names file and line, `remedy` what to do."""

    def __init__(self, place: str, message: str, remedy: str = "") -> None:
        super().__init__(f"{place}: {message}" + (f" {remedy}" if remedy else ""))
        self.place, self.message, self.remedy = place, message, remedy


class _KeysOnce(yaml.constructor.SafeConstructor):
    """Refuses a mapping in which a key stands twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            name = str(key_node.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the key {name!r} stands here twice", key_node.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep=deep)


class _Careful(_KeysOnce, yaml.SafeLoader):
    """Safe YAML without aliases (a few lines of aliases can expand to gigabytes), of any depth."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.events.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.constructor.ConstructorError(None, None, "aliases are not allowed here", mark)
        return super().compose_node(parent, index)


class _Quick(_KeysOnce, _Fastest):
    """Seven times as fast, for files of the studio itself: text that nests very deeply would end the process."""


def read_yaml(text: str, place: str) -> Any:
    """Parse YAML that somebody else may have written; `place` is how errors name it."""
    return _read(text, place, _Careful)


def _read(text: str, place: str, loader: type[_Careful | _Quick]) -> Any:
    if len(text.encode()) > MAX_YAML_BYTES:
        raise ContentError(
            place, f"larger than {MAX_YAML_BYTES // 1_000_000} MB.", "Split it or remove what is not needed."
        )
    try:
        return yaml.load(text, Loader=loader)  # noqa: S506 - both are SafeLoaders
    except (yaml.YAMLError, RecursionError, ValueError, TypeError, OverflowError) as error:
        # not only YAMLError: a date such as 2026-99-99 or a number of 10 000 digits raises what Python raises
        mark = getattr(error, "problem_mark", None)
        where = f"{place}, line {mark.line + 1}" if mark else place
        problem = getattr(error, "problem", None) or "cannot be read as YAML."
        raise ContentError(where, str(problem), "Check indentation, quotes and colons at that line.") from error


def read_yaml_file(path: Path) -> Any:
    """Parse a file; content that came with the studio is trusted not to be hostile, all other files are not."""
    if path.stat().st_size > MAX_YAML_BYTES:
        raise ContentError(str(path), f"larger than {MAX_YAML_BYTES // 1_000_000} MB.", "Split it.")
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise ContentError(str(path), "is not UTF-8 text.", "Save it as UTF-8.") from error
    return _read(text, str(path), _Quick if _came_along(path.resolve()) else _Careful)


def _came_along(path: Path) -> bool:
    """Whether a file belongs to the content of a room; anybody may lay a file beside it into the studio's folder."""
    return path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[1:2] == ("content",)


def flatten(node: Mapping[str, Any], prefix: str = "") -> dict[str, str]:
    """Nested texts as one mapping with dotted keys."""
    flat: dict[str, str] = {}
    for key, value in node.items():
        name = f"{prefix}{key}"
        if isinstance(value, Mapping):
            flat |= flatten(value, f"{name}.")
        else:
            flat[name] = str(value).strip()
    return flat


@lru_cache(maxsize=512)
def _texts(path: Path, locale: str) -> Mapping[str, str]:
    source = path.with_name(f"{path.name}.{SOURCE_LOCALE}.yaml")
    texts = flatten(read_yaml_file(source))
    if locale == PSEUDO:
        return {key: pseudo(text) for key, text in texts.items()}
    if locale != SOURCE_LOCALE:
        own = path.with_name(f"{path.name}.{locale}.yaml")
        if own.exists():
            texts |= {key: text for key, text in flatten(read_yaml_file(own)).items() if text}
    return texts


class Texts:
    """The texts of one content file in one language; a missing id is an error, not an empty string."""

    def __init__(self, path: Path, locale: str) -> None:
        self._path, self._texts = path, _texts(path, locale)

    def __call__(self, key: str) -> str:
        try:
            return self._texts[key]
        except KeyError:
            raise ContentError(self._path.name, f"has no text for {key!r}.", "Add it to the .en.yaml file.") from None

    def get(self, key: str, default: str = "") -> str:
        return self._texts.get(key, default)

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def keys(self) -> list[str]:
        return list(self._texts)


def texts(path: Path, locale: str) -> Texts:
    """Texts beside a structure file; `path` has no suffix: `content/standards` reads `standards.en.yaml`."""
    return Texts(path, locale)
