"""The studio and its tests run on Linux, macOS and Windows: no POSIX-only calls, wheels for every locked package."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path

import pytest

from studio.settings import ROOT

ROOMS = ("home", "workshop", "partnership", "scenarios", "toolkit", "studio", "benchmarks", "migrations", "tests")
CODE = [ROOT / "app.py", *(file for room in ROOMS for file in sorted((ROOT / room).rglob("*.py")))]
POSIX_MODULES = {"fcntl", "grp", "pwd", "resource", "termios", "pty", "tty", "syslog", "posix", "spwd"}
POSIX_NAMES = {
    "os": {"fork", "forkpty", "kill", "killpg", "geteuid", "getuid", "setsid", "chown", "mkfifo", "uname", "wait"},
    "signal": {"SIGKILL", "SIGHUP", "SIGUSR1", "SIGUSR2", "alarm", "pause", "setitimer", "SIGALRM"},
    "time": {"tzset"},
}
NOT_ASKED_FOR = {("watchdog", "macosx"), ("uvloop", "win_amd64")}
"""Streamlit asks for the first elsewhere only, and so does the studio for the second."""


def posix_only(path: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names if alias.name.split(".")[0] in POSIX_MODULES]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module] * (node.module.split(".")[0] in POSIX_MODULES)
            found += [alias.name for alias in node.names if alias.name in POSIX_NAMES.get(node.module, ())]
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            found += [f"{node.value.id}.{node.attr}"] * (node.attr in POSIX_NAMES.get(node.value.id, ()))
    return found


@pytest.mark.parametrize("path", CODE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_call_exists_on_posix_only(path: Path) -> None:
    assert posix_only(path) == []


def test_every_text_file_is_opened_with_its_encoding() -> None:
    """Windows would read another one."""
    silent = []
    for path in CODE:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                named = {keyword.arg for keyword in node.keywords}
                if node.func.attr in ("read_text", "write_text") and "encoding" not in named and not _positional(node):
                    silent.append(f"{path.relative_to(ROOT).as_posix()}:{node.lineno}")
    assert silent == []


def _positional(node: ast.Call) -> bool:
    """Whether the encoding is given by position (after the text, for writing)."""
    assert isinstance(node.func, ast.Attribute)
    return len(node.args) > (1 if node.func.attr == "write_text" else 0)


def test_every_locked_package_has_a_wheel_for_each_system() -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))
    missing = []
    for package in lock["package"]:
        wheels = [wheel["url"].rsplit("/", 1)[-1] for wheel in package.get("wheels", ())]
        if package["name"] == "icm-studio" or any(wheel.endswith("-any.whl") for wheel in wheels):
            continue
        for system in ("win_amd64", "macosx", "manylinux"):
            if not any(system in wheel for wheel in wheels) and (package["name"], system) not in NOT_ASKED_FOR:
                missing.append(f"{package['name']} on {system}")
    assert missing == []
