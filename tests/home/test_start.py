"""A studio that cannot start says why, names the remedy and touches nothing."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from home import server
from studio import database
from studio.settings import ROOT


def start(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(folder, [str(ROOT / "app.py")], environment)


def icm(folder: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return run(folder, ["-c", "from home.cli import app; app()", *words], environment)


def run(folder: Path, command: list[str], environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    ours = {"ICM_DATA_DIR": str(folder), "ICM_OPEN_BROWSER": "false", "PYTHONUTF8": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, *command],
        cwd=folder.anchor,
        env={**os.environ, **ours, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def test_a_database_from_a_newer_version_is_left_alone(fresh_database: Path) -> None:
    with closing(sqlite3.connect(fresh_database)) as connection, connection:
        connection.execute("update alembic_version set version_num = 'from_the_future'")
    before = fresh_database.read_bytes()
    done = start(fresh_database.parent)
    assert done.returncode == 2
    assert "written by a newer version" in done.stderr
    assert "Traceback" not in done.stderr
    assert fresh_database.read_bytes() == before


def test_a_damaged_database_is_left_alone_and_the_remedy_named(fresh_database: Path) -> None:
    fresh_database.write_bytes(b"no database" * 2000)
    for done in (start(fresh_database.parent), icm(fresh_database.parent, "database", "upgrade")):
        assert done.returncode == 2
        assert "icm database restore" in done.stderr
        assert "Traceback" not in done.stderr
    assert fresh_database.read_bytes() == b"no database" * 2000


def test_a_data_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    place = tmp_path / "file"
    place.write_text("mine", encoding="utf-8")
    done = start(place)
    assert done.returncode == 2
    assert "ICM_DATA_DIR" in done.stderr
    assert "Traceback" not in done.stderr
    assert place.read_text(encoding="utf-8") == "mine"


def test_an_address_that_cannot_be_listened_on_is_named_with_the_remedy(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        for done in (start(tmp_path, ICM_PORT=port), icm(tmp_path, "serve", "--host", "999.1.1.1", "--port", port)):
            assert done.returncode == 2
            assert "--port or ICM_PORT" in done.stderr
            assert "Traceback" not in done.stderr


def test_a_postgresql_server_that_does_not_answer_is_named(tmp_path: Path) -> None:
    url = "postgresql://127.0.0.1:1/x"
    for done in (start(tmp_path, ICM_DATABASE_URL=url), icm(tmp_path, "database", "check", ICM_DATABASE_URL=url)):
        assert done.returncode == 2
        assert "ICM_DATABASE_URL" in done.stderr
        assert "Traceback" not in done.stderr


def test_a_setting_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    for name, value in (("ICM_PORT", "abc"), ("ICM_DATABASE_URL", "mysql://x")):
        for done in (start(tmp_path, **{name: value}), icm(tmp_path, "database", "check", **{name: value})):
            assert done.returncode == 2
            assert name in done.stderr
            assert "Traceback" not in done.stderr


def test_a_folder_that_may_only_be_read_is_named(fresh_database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database.forget_engine()
    wrong = database.open_engine(f"sqlite:///file:{fresh_database.as_posix()}?mode=ro&uri=true")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "engine", lambda: wrong)
        with pytest.raises(SystemExit) as ended:
            server.prepare()
    wrong.dispose()
    assert ended.value.code == 2
    assert "cannot write to its data folder" in capsys.readouterr().err
