"""Both README commands, from a copy without environment, an empty home and another working directory."""

from __future__ import annotations

import os
import shutil
import subprocess
import time
import urllib.request
from pathlib import Path

import pytest

from studio.settings import ROOT

pytestmark = pytest.mark.slow

LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis"
)


@pytest.fixture
def clean(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """A fresh copy and an environment whose home is empty."""
    if shutil.which("uv") is None:
        pytest.skip("needs uv: pip install uv")
    copy = tmp_path / "studio copy"
    shutil.copytree(ROOT, copy, ignore=LEFT_OUT)
    home = tmp_path / "empty home"
    home.mkdir()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("ICM_", "UV_", "XDG_", "VIRTUAL_ENV", "PYTEST"))}
    return copy, {**kept, "HOME": str(home), "USERPROFILE": str(home), "ICM_OPEN_BROWSER": "false", "ICM_PORT": "8655"}


def test_the_start_command(clean: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    copy, environment = clean
    with (tmp_path / "log").open("w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            ["uv", "run", "--project", str(copy), str(copy / "app.py")],
            cwd=Path(copy.anchor),
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            deadline = time.monotonic() + 300
            link = ""
            while not link and time.monotonic() < deadline and process.poll() is None:
                time.sleep(0.2)
                text = (tmp_path / "log").read_text(encoding="utf-8")
                link = next((part for part in text.split() if "/start/" in part), "")
            assert link, text
            answer = ""
            while not answer and time.monotonic() < deadline:
                try:
                    with urllib.request.urlopen("http://127.0.0.1:8655/sign-in", timeout=5) as page:
                        answer = page.read().decode()
                except OSError:
                    time.sleep(0.2)
            assert "Sign in to ICM Studio" in answer
        finally:
            process.terminate()
            process.wait(timeout=30)


def test_the_test_command(clean: tuple[Path, dict[str, str]]) -> None:
    copy, environment = clean
    done = subprocess.run(
        [
            "uv",
            "run",
            "--project",
            str(copy),
            "pytest",
            "--rootdir",
            str(copy),
            str(copy / "tests/studio/test_changes.py"),
        ],
        cwd=Path(copy.anchor),
        env=environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed" in done.stdout
