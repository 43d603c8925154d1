"""A scenario as the folder an author edits: `scenario.yaml` and a text file per language."""

from __future__ import annotations

from pathlib import Path

import yaml

from scenarios.loader import STRUCTURE, Package


def structure(package: Package) -> str:
    """`scenario.yaml`; what has its default is left out."""
    given = package.scenario.model_dump(mode="json", exclude_defaults=True)
    given["client"].pop("id")
    return _yaml(given)


def write(package: Package, folder: Path) -> None:
    """Write the folder; OSError where that is not possible."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / STRUCTURE).write_text(structure(package), encoding="utf-8")
    for locale, texts in package.texts.items():
        (folder / f"scenario.{locale}.yaml").write_text(_yaml(texts), encoding="utf-8")


def _yaml(data: object) -> str:
    return str(yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=120))
