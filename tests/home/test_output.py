"""What a command prints into a file or a pipe is UTF-8, also where the system would write in a code page of its own."""

from __future__ import annotations

import os
import subprocess
import sys

from studio.settings import ROOT


def test_names_survive_a_narrow_code_page() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from home.cli import app; app()", "client", "generate", "--territory", "ME"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "ć" in done.stdout.decode("utf-8")
