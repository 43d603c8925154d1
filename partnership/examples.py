"""A complete agreement to look at, to learn from and to load as example data."""

from __future__ import annotations

from pathlib import Path

from partnership.agreement import Agreement
from partnership.transfer import from_body
from studio.content import read_yaml_file

FOLDER = Path(__file__).resolve().parent / "content" / "examples"


def example(name: str = "vrbena") -> Agreement:
    """The example agreement, in English."""
    return from_body(read_yaml_file(FOLDER / f"{name}.en.yaml"))
