"""The command line: exit statuses, messages that name file, place and remedy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from partnership.cli import agreement
from partnership.examples import example
from partnership.transfer import read_json, write_json

runner = CliRunner()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.json"
    path.write_text(write_json(example()), encoding="utf-8")
    return path


def test_a_new_draft_can_be_reviewed_and_has_errors(tmp_path: Path) -> None:
    made = runner.invoke(agreement, ["new", "--template", "multi-partner", "--title", "Valley"])
    assert made.exit_code == 0
    path = tmp_path / "new.json"
    path.write_text(made.stdout, encoding="utf-8")
    assert read_json(made.stdout.encode()).title == "Valley"
    review = runner.invoke(agreement, ["review", str(path)])
    assert review.exit_code == 1
    assert "Guidelines 2017" in review.stdout
    data = json.loads(runner.invoke(agreement, ["review", str(path), "--format", "json"]).stdout)
    assert {"code", "severity", "section", "path", "message", "remedy", "source"} <= set(data[0])


def test_templates_and_annexes_are_listed_in_words_and_as_json() -> None:
    said = runner.invoke(agreement, ["templates"]).stdout
    data = json.loads(runner.invoke(agreement, ["templates", "--format", "json"]).stdout)
    assert {"multi-partner", "bilateral"} <= {row["id"] for row in data["templates"]}
    assert "data_sharing" in {row["id"] for row in data["annexes"]}
    for row in data["templates"] + data["annexes"]:
        assert f"{row['id']}: {row['title']}\n  {row['when']}" in said


def test_a_complete_agreement_is_fine(file: Path) -> None:
    result = runner.invoke(agreement, ["review", str(file)])
    assert (result.exit_code, result.stdout.strip()) == (0, "No findings.")
    piped = runner.invoke(agreement, ["review", "-", "--format", "json"], input=file.read_bytes())
    assert (piped.exit_code, json.loads(piped.stdout)) == (0, [])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_understood(file: Path, encoding: str) -> None:
    """The redirection of Windows PowerShell 5 writes one."""
    file.write_text(file.read_text(encoding="utf-8"), encoding=encoding)
    assert runner.invoke(agreement, ["review", str(file)]).exit_code == 0


@pytest.mark.parametrize("target", ["docx", "pdf", "md", "html", "json", "xlsx", "ics"])
def test_exports(file: Path, tmp_path: Path, target: str) -> None:
    output = tmp_path / f"out.{target}"
    result = runner.invoke(agreement, ["export", str(file), "--to", target, "--output", str(output)])
    assert result.exit_code == 0, result.output
    assert output.stat().st_size > 1_000


def test_unusable_input_names_file_place_and_remedy(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('{"schema_number": 1, "partners": [{"id": "p1", "kind": "circus"}]}', encoding="utf-8")
    result = runner.invoke(agreement, ["review", str(path)])
    assert result.exit_code == 2
    assert result.stdout == ""
    assert str(path) in result.stderr
    assert "partners[1].kind" in result.stderr
    assert "Correct it there" in result.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["review", "missing.json"],
        ["export", "missing.json", "--to", "docx", "--output", "x.docx"],
        ["new", "--template", "../../etc"],
        ["export", "FILE", "--to", "docx", "--output", "no/such/folder/x.docx"],
    ],
)
def test_other_mistakes_end_with_status_2(file: Path, arguments: list[str]) -> None:
    result = runner.invoke(agreement, [str(file) if each == "FILE" else each for each in arguments])
    assert result.exit_code == 2
    assert result.stderr
