"""Rules of the house that no library checks."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from home.cli import app
from studio.settings import ROOT, Settings

ROOMS = ("home", "workshop", "partnership", "scenarios", "toolkit", "studio")
MODULES = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
VIEWS = [path for path in MODULES if "views" in path.parts and path.name not in ("__init__.py", "nav.py")]


def relative(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_app_is_short_literal_and_imported_by_nobody() -> None:
    text = (ROOT / "app.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) < 60
    assert "app = st.App(" in text
    for path in MODULES:
        assert not re.search(r"^\s*(import app\b|from app import)", path.read_text(encoding="utf-8"), re.MULTILINE), (
            path
        )


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_a_module_is_read_at_one_sitting(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 500


@pytest.mark.parametrize("path", VIEWS, ids=relative)
def test_a_page_asks_who_is_there_before_anything_else(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = [
        node
        for node in tree.body
        if not isinstance(node, (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef))
        and not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
    ]
    if not statements or not any("st." in ast.unparse(node) or "header(" in ast.unparse(node) for node in tree.body):
        return  # a module of helpers, not a page
    calls = [ast.unparse(node) for node in statements if not re.match(r"^[A-Z_]+\b.* = ", ast.unparse(node))]
    if calls and any("begin(" in call for call in calls):
        assert "begin(" in calls[0], f"{relative(path)} does {calls[0]!r} before begin()"
    else:
        assert not calls, f"{relative(path)} draws without begin()"


@pytest.mark.parametrize("path", VIEWS, ids=relative)
def test_pages_hold_no_sql_and_no_unguarded_downloads(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for forbidden in (
        "download_button",
        "use_container_width",
        "sqlmodel",
        "sqlalchemy",
        ".exec(",
        "unsafe_allow_html",
    ):
        assert forbidden not in text, f"{forbidden} in {relative(path)}"


def test_every_fragment_begins_again() -> None:
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef) and any("fragment" in ast.unparse(d) for d in node.decorator_list):
                first = [ast.unparse(part) for part in node.body[:2]]
                asks = any("begin(" in part or "current_actor(" in part for part in first)
                assert asks, f"{relative(path)}: {node.name}"


def test_every_setting_is_documented() -> None:
    text = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    for name, field in Settings.model_fields.items():
        assert f"`ICM_{name.upper()}`" in text
        assert field.description
        assert field.description.split(";")[0].rstrip(".") in text


def commands() -> list[str]:
    found: list[str] = []

    def walk(command: object, name: str) -> None:
        below = getattr(command, "commands", None)
        if below is None:
            found.append(name)
            return
        for part, inner in below.items():
            walk(inner, f"{name} {part}")

    walk(get_command(app), "icm")
    return found


def test_every_command_is_documented_and_explains_itself() -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    for command in commands():
        assert f"`{command}" in text, f"{command} is missing in docs/commands.md"
        told = CliRunner().invoke(app, [*command.split()[1:], "--help"])
        assert told.exit_code == 0
        assert len(told.output.strip().splitlines()) > 3


def test_the_commands_of_the_client_are_there() -> None:
    wanted = """serve|demo|agreement new|agreement review|agreement export|instrument list|instrument check
    |scenario list|scenario check|client generate|practice replay|practice score|schema|database upgrade|database backup
    |database restore|database check"""
    assert {f"icm {name.strip()}" for name in wanted.split("|")} <= set(commands())


def test_nothing_in_the_project_names_a_machine() -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git, which knows the project's files")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False
    )
    paths = [ROOT / name for name in listed.stdout.split("\n") if name]
    marks = ("/ho" + "me/", "/ro" + "ot/", "C:" + "\\Users", "/wo" + "rk/")
    for path in paths:
        if path.suffix in (".py", ".md", ".yaml", ".toml", ".js", ".html", ".css") and path.exists():
            text = path.read_text(encoding="utf-8")
            for mark in marks:
                assert mark not in text.replace("/home/shell", ""), f"{mark} in {relative(path)}"


@pytest.mark.parametrize("path", MODULES, ids=relative)
def test_streamlit_stays_in_views_and_widgets(path: Path) -> None:
    allowed = {"views", "widgets"} & set(path.parts) or relative(path) in ("home/frame.py", "home/shell.py")
    names = {
        name.split(".")[0]
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, (ast.Import, ast.ImportFrom))
        for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [a.name for a in node.names])
    }
    assert allowed or "streamlit" not in names
