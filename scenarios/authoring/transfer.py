"""Drafts as files: one ZIP with `scenario.yaml` and a text file per language, or one JSON file; read with care.

A file may come from anywhere. Nothing is unpacked to disk, YAML is read without aliases and without objects, sizes are
limited before anything is parsed, and an error names file and place.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import PurePosixPath
from typing import Any, get_args, get_origin

import yaml
from pydantic import BaseModel

from scenarios.authoring import sketch
from scenarios.loader import STRUCTURE
from scenarios.scenario import Scenario
from studio import files
from studio.content import ContentError, flatten, read_yaml
from studio.errors import Invalid

MAX_FILE_BYTES = 1_500_000
"""The largest scenario of the library needs a tenth of it."""
MAX_FILES = 40

_TEXTS = re.compile(r"^(?P<base>.+)\.(?P<locale>[a-z]{2,3}(?:_[A-Za-z]{2,4}){0,2})\.ya?ml$")


# -- out -------------------------------------------------------------------------------------------------------------


class _Dumper(yaml.SafeDumper):
    """Block style, short lists in one line, no anchors (the format does not allow aliases)."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def to_yaml(data: Any, *, flow: bool = True, width: int = 120) -> str:
    """YAML that people read; `flow` puts short lists and mappings in one line, which suits numbers and not texts."""
    options: dict[str, Any] = {"sort_keys": False, "allow_unicode": True, "width": width}
    if not flow or not isinstance(data, dict) or not data:
        return str(yaml.dump(data, Dumper=_Dumper, default_flow_style=False, **options))
    parts = (
        yaml.dump(
            {name: value},
            Dumper=_Dumper,
            default_flow_style=None if isinstance(value, dict | list) else False,
            **options,
        )
        for name, value in data.items()
    )
    return "".join(parts)


def lean(model: type[BaseModel], data: Mapping[str, Any]) -> dict[str, Any]:
    """Without what the format assumes where nothing is said."""
    kept: dict[str, Any] = {}
    for name, info in model.model_fields.items():
        value = data.get(name)
        if value is None:
            continue
        inner = _inner(info.annotation)
        if inner is not None:
            value = [lean(inner, each) for each in value] if isinstance(value, list) else lean(inner, value)
            if value or (isinstance(value, list) and info.is_required()):
                kept[name] = value
        elif info.is_required() or value != _plain(info.get_default(call_default_factory=True)):
            kept[name] = value
    return kept


def _inner(annotation: Any) -> type[BaseModel] | None:
    if get_origin(annotation) is tuple:
        annotation = get_args(annotation)[0]
    return annotation if isinstance(annotation, type) and issubclass(annotation, BaseModel) else None


def _plain(value: Any) -> Any:
    return [_plain(each) for each in value] if isinstance(value, tuple) else value


def written(body: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, str]]]:
    """Structure and texts as one writes them by hand."""
    structure, texts = sketch.to_format(body)
    return lean(Scenario, structure), texts


def structure_yaml(body: Mapping[str, Any]) -> str:
    structure, _ = written(body)
    if isinstance(structure.get("reference_date"), str):
        structure["reference_date"] = date.fromisoformat(structure["reference_date"])
    return to_yaml(structure)


def texts_yaml(body: Mapping[str, Any], locale: str) -> str:
    _, texts = written(body)
    return to_yaml(nested(texts.get(locale, {})), flow=False)


def nested(texts: Mapping[str, str]) -> dict[str, Any]:
    """Dotted keys as nested mappings; a key that another one begins stays dotted."""
    tree: dict[str, Any] = {}
    for key, text in texts.items():
        steps = key.split(".")
        if any(".".join(steps[:count]) in texts for count in range(1, len(steps))):
            tree[key] = text
            continue
        node = tree
        for step in steps[:-1]:
            node = node.setdefault(step, {})
        node[steps[-1]] = text
    return tree


def to_zip(body: Mapping[str, Any]) -> bytes:
    """A folder as `icm scenario check` reads it, packed; the same draft gives the same bytes."""
    structure, texts = written(body)
    folder = files.safe_name(str(structure.get("id", "scenario")))
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        base = STRUCTURE.removesuffix(".yaml")
        named = {STRUCTURE: structure_yaml(body)}
        named |= {f"{base}.{locale}.yaml": texts_yaml(body, locale) for locale in texts}
        for name, content in named.items():
            archive.writestr(zipfile.ZipInfo(f"{folder}/{name}", (1980, 1, 1, 0, 0, 0)), content.encode())
    return made.getvalue()


def to_json(body: Mapping[str, Any]) -> bytes:
    structure, texts = written(body)
    data = {"schema_number": sketch.SCHEMA_NUMBER, "scenario": structure, "texts": texts}
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


# -- in --------------------------------------------------------------------------------------------------------------


def read(brought: Sequence[tuple[str, bytes]]) -> dict[str, Any]:
    """A draft's body from uploaded files: one ZIP, one JSON file, or YAML files; Invalid says what is wrong where."""
    if not brought:
        raise Invalid("scenario_file_missing")
    if len(brought) == 1:
        name, content = brought[0]
        if content.startswith(b"PK\x03\x04"):
            return _from_yaml(_unpacked(content))
        if name.lower().endswith(".zip"):
            raise Invalid("file_damaged")
        if content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{" and not name.lower().endswith((".yaml", ".yml")):
            return _from_json(name, _text(name, content))
    return _from_yaml({PurePosixPath(name.replace("\\", "/")).name: content for name, content in brought})


def _unpacked(content: bytes) -> dict[str, bytes]:
    """The members of the one folder of an archive that holds a scenario; nothing is written to disk."""
    if len(content) > MAX_FILE_BYTES * 4:
        raise Invalid("scenario_too_large", limit=MAX_FILE_BYTES * 4 // 1_000_000)
    names = [name for name in files.safe_archive(content) if not name.endswith("/")]
    for name in names:
        if name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts:
            raise Invalid("scenario_archive_paths", name=name[:200])
    homes = [PurePosixPath(name).parent for name in names if PurePosixPath(name).name == STRUCTURE]
    if len(homes) != 1:
        raise Invalid("scenario_archive_other", count=len(homes))
    wanted = [name for name in names if PurePosixPath(name).parent == homes[0] and name.endswith(".yaml")]
    if len(wanted) > MAX_FILES:
        raise Invalid("scenario_archive_other", count=len(wanted))
    found = {}
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for name in wanted:
                with archive.open(name) as member:
                    found[PurePosixPath(name).name] = member.read(MAX_FILE_BYTES + 1)  # whatever its header claims
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError) as error:
        raise Invalid("file_damaged") from error
    return found


def _from_json(name: str, text: str) -> dict[str, Any]:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise Invalid("scenario_file_unreadable", place=f"{name}, line {line}", problem="is not JSON") from error
    if not isinstance(data, dict) or not isinstance(data.get("scenario"), dict):
        raise Invalid("scenario_not_one")
    texts = data.get("texts", {})
    if not isinstance(texts, dict) or not all(isinstance(each, dict) for each in texts.values()):
        raise Invalid("scenario_field_wrong", place="texts", problem="wrong_type", more=0)
    return sketch.from_format(data["scenario"], {locale: _flat(name, each) for locale, each in texts.items()})


def _from_yaml(named: Mapping[str, bytes]) -> dict[str, Any]:
    if len(named) > MAX_FILES:
        raise Invalid("scenario_archive_other", count=len(named))
    structure: Any = None
    texts: dict[str, dict[str, str]] = {}
    for name, content in named.items():
        if not name.lower().endswith((".yaml", ".yml")):
            raise Invalid("scenario_file_kind", name=name[:200])
        data = parse_yaml(name, _text(name, content))
        if found := _TEXTS.match(name):
            if not isinstance(data, dict):
                raise Invalid("scenario_field_wrong", place=name, problem="wrong_type", more=0)
            texts[found["locale"]] = _flat(name, data)
        elif structure is not None:
            raise Invalid("scenario_archive_other", count=2)
        else:
            structure = data
    if structure is None:
        raise Invalid("scenario_not_one")
    return sketch.from_format(structure, texts)


def parse_yaml(name: str, text: str) -> Any:
    """YAML that anybody may have written; Invalid names line and problem."""
    if len(text) > MAX_FILE_BYTES:
        raise Invalid("scenario_too_large", limit=1.5)
    try:
        return read_yaml(text, name[:200])
    except ContentError as error:
        raise Invalid("scenario_file_unreadable", place=error.place, problem=error.message) from error


def _flat(name: str, data: dict[str, Any]) -> dict[str, str]:
    try:
        return flatten(data)
    except RecursionError as error:
        raise Invalid("scenario_file_unreadable", place=name, problem="nested too deeply") from error


def _text(name: str, content: bytes) -> str:
    if len(content) > MAX_FILE_BYTES:
        raise Invalid("scenario_too_large", limit=1.5)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("scenario_file_unreadable", place=name[:200], problem="is not UTF-8 text") from error
