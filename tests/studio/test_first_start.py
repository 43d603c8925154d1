"""At the very first start a second process compiles ahead; later nothing is started."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from studio import first_start


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A library that is not compiled yet, with a part that a start comes to late."""
    late = tmp_path / "rowan" / "late"
    late.mkdir(parents=True)
    for folder in (late.parent, late):
        (folder / "__init__.py").write_text("berries = 1\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(first_start, "FIRST", "rowan")
    monkeypatch.setattr(first_start, "AHEAD", ("rowan/late",))
    monkeypatch.setattr(first_start, "ROOMS", ())
    return late.parent


def compiled(folder: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(folder / "__init__.py")))


def test_what_comes_late_is_compiled_once(library: Path) -> None:
    started = first_start.compile_ahead()
    assert started is not None
    assert started.wait(60) == 0
    assert compiled(library / "late").exists()
    assert not compiled(library).exists(), "that is for the start itself, which thereby knows the next time"
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(library)], check=True)
    assert first_start.compile_ahead() is None


def test_where_nothing_may_be_kept_nothing_is_started(library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    assert first_start.compile_ahead() is None


def test_the_folders_are_there() -> None:
    found = importlib.util.find_spec(first_start.FIRST)
    assert found is not None
    assert found.origin is not None
    assert all((Path(found.origin).parents[1] / name).is_dir() for name in first_start.AHEAD)
    assert all((first_start.ROOT / name).is_dir() for name in first_start.ROOMS)
