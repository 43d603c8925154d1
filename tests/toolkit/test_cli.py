"""`icm instrument`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import yaml
from typer.testing import CliRunner

from toolkit.cli import REMEDIES, instrument
from toolkit.instrument import Problem
from toolkit.loader import CONTENT

run = CliRunner().invoke
STANDARDS = CONTENT / "instruments" / "icm-standards.yaml"


def test_the_list_names_instruments() -> None:
    assert "icm-standards 1.0  ICM standards: 8 standards, 31 criteria" in run(instrument, ["list"]).stdout
    (first, *_) = json.loads(run(instrument, ["list", "--format", "json"]).stdout)
    assert first["criteria"] == 31


def test_the_studio_s_own_instruments_are_fine() -> None:
    done = run(instrument, ["check"])
    assert (done.exit_code, done.stdout) == (0, "icm-standards.yaml: no problems\n")


def test_a_defect_is_named_with_its_remedy(tmp_path: Path) -> None:
    text = STANDARDS.read_text(encoding="utf-8").replace('parent: closure, ref: "8.4"', 'parent: nowhere, ref: "8.4"')
    path = tmp_path / "icm-standards.yaml"
    path.write_text(text, encoding="utf-8")
    english = STANDARDS.with_name("icm-standards.en.yaml")
    path.with_name(english.name).write_text(english.read_text(encoding="utf-8"), encoding="utf-8")
    done = run(instrument, ["check", str(path)])
    assert done.exit_code == 1
    assert "parent_unknown: closure-lessons nowhere" in done.stdout
    assert REMEDIES["parent_unknown"] in done.stdout
    as_data = json.loads(run(instrument, ["check", str(path), "--format", "json"]).stdout)
    assert as_data[str(path)][0]["node"] == "closure-lessons"


def test_unusable_files_end_with_status_2(tmp_path: Path) -> None:
    missing = run(instrument, ["check", str(tmp_path / "no.yaml")])
    assert (missing.exit_code, "no.yaml" in missing.stderr) == (2, True)
    bad = tmp_path / "bad.yaml"
    for content in ("[", "just text", "a: &x [1]\nb: *x", yaml.safe_dump({"id": "UPPER"})):
        bad.write_text(content, encoding="utf-8")
        done = run(instrument, ["check", str(bad)])
        assert done.exit_code == 2
        assert "bad.yaml" in done.stderr
    bad.write_bytes(b"\xff\xfe\x00")
    assert run(instrument, ["check", str(bad)]).exit_code == 2


def test_every_problem_has_a_remedy() -> None:
    assert set(get_args(Problem.model_fields["code"].annotation)) == set(REMEDIES)
