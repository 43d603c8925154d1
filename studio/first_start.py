"""The very first start after an installation: Python compiles all it loads, and a second process compiles ahead of it.

Only the standard library is used here, because this runs before anything else is loaded.
"""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FIRST = "sqlalchemy"
"""Loaded by every start: whether it is compiled tells whether this is the first."""
AHEAD = (
    *("sqlalchemy/sql", "sqlalchemy/orm", "sqlalchemy/engine", "sqlalchemy/dialects/sqlite"),
    *("pydantic", "numpy/_core", "numpy/lib", "markdown", "streamlit/elements", "streamlit/web"),
)
"""Folders of libraries that a start comes to late, beginning with what costs most."""
NEVER = r"[/\\](tests|v1|deprecated)[/\\]"
ROOMS = ("scenarios", "partnership", "toolkit")


def compile_ahead() -> subprocess.Popen[bytes] | None:
    """Start the second process, where something is to be compiled and may be kept; None otherwise."""
    found = importlib.util.find_spec(FIRST)
    if sys.dont_write_bytecode or found is None or found.origin is None:
        return None
    if Path(importlib.util.cache_from_source(found.origin)).exists():
        return None
    libraries = Path(found.origin).parents[1]
    folders = [*(libraries / name for name in AHEAD), *(ROOT / name for name in ROOMS)]
    command = [sys.executable, "-m", "compileall", "-qq", "-x", NEVER, *map(str, folders)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
