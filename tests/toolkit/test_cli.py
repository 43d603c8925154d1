"""`icm instrument`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import get_args

import pytest
import yaml
from typer.testing import CliRunner

from studio.documents import spreadsheet
from toolkit import own_workbook
from toolkit.cli import REMEDIES, instrument
from toolkit.instrument import Problem
from toolkit.loader import CONTENT, instrument_words, instruments
from toolkit.own_instruments import OwnInstrument

run = CliRunner().invoke
STANDARDS = CONTENT / "instruments" / "icm-standards.yaml"


def test_the_list_names_instruments() -> None:
    assert "icm-standards 1.0  ICM standards: 8 standards, 31 criteria" in run(instrument, ["list"]).stdout
    (first, *_) = json.loads(run(instrument, ["list", "--format", "json"]).stdout)
    assert first["criteria"] == 31


def test_the_studio_s_own_instruments_are_fine() -> None:
    done = run(instrument, ["check"])
    assert done.exit_code == 0
    mappings = sorted(path.name for path in (CONTENT / "mappings").glob("*.yaml"))
    assert done.stdout.splitlines() == [
        *(f"instruments/{name}.yaml: no problems" for name in instruments()),
        *(f"mappings/{name}: no problems" for name in mappings),
    ]


def test_mappings_and_own_instruments_are_checked_too(tmp_path: Path) -> None:
    (first, *_) = sorted((CONTENT / "mappings").glob("*.yaml"))
    mapping = tmp_path / "mapping.yaml"
    data = yaml.safe_load(first.read_text(encoding="utf-8"))
    data["links"][0]["source"] = "nowhere"
    mapping.write_text(yaml.safe_dump(data), encoding="utf-8")
    done = run(instrument, ["check", str(mapping)])
    assert done.exit_code == 1
    assert "node_unknown: nowhere" in done.stdout
    own = OwnInstrument(instrument=instruments()["consensus"], words=instrument_words(instruments()["consensus"], "en"))
    workbook = tmp_path / "own.xlsx"
    workbook.write_bytes(spreadsheet.render(own_workbook.sheets(own, "en")))
    assert run(instrument, ["check", str(workbook)]).exit_code == 0
    broken = own.model_dump(mode="json")
    broken["instrument"]["nodes"][1]["parent"] = "nowhere"
    data_file = tmp_path / "own.json"
    data_file.write_text(json.dumps(broken), encoding="utf-8")
    done = run(instrument, ["check", str(data_file)])
    assert done.exit_code == 1
    assert "stands under an id that is not there" in done.stdout
    data_file.write_text("{}", encoding="utf-8")
    assert run(instrument, ["check", str(data_file)]).exit_code == 2


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("empty.yaml", b"", "is empty."),
        ("five.yaml", b"5\n", "holds neither an instrument nor a mapping."),
        ("list.yaml", b"- links\n", "holds neither an instrument nor a mapping."),
        ("noise.xlsx", b"\xff\xfe\x00\x90", "This file holds no instrument. Bring the workbook filled in, an XLSForm"),
    ],
)
def test_a_file_that_holds_no_instrument_is_refused_in_words(
    tmp_path: Path, name: str, content: bytes, problem: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    done = run(instrument, ["check", str(path)])
    assert (done.exit_code, done.stdout) == (2, "")
    place, _, told = done.stderr.partition(": ")
    assert place == str(path)
    assert told.startswith(problem)
    assert len(told.splitlines()) == 2


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    target = ["--to", "json", "--output", str(tmp_path / "no.json")]
    for command in (["check", str(tmp_path)], ["convert", str(tmp_path), *target]):
        done = run(instrument, command)
        assert (done.exit_code, done.stderr) == (2, f"{tmp_path}: is a folder.\n  Name a file in it.\n")


def test_an_instrument_is_written_in_every_format_and_read_again(tmp_path: Path) -> None:
    for source, to in (("consensus", "yaml"), ("a.yaml", "json"), ("a.json", "xlsx"), ("a.xlsx", "xlsform")):
        place = source if source == "consensus" else str(tmp_path / source)
        written = tmp_path / ("form.xlsx" if to == "xlsform" else f"a.{to}")
        done = run(instrument, ["convert", place, "--to", to, "--output", str(written)])
        assert done.exit_code == 0, done.stderr
        assert run(instrument, ["check", str(written)]).exit_code == 0
    held = OwnInstrument.model_validate_json((tmp_path / "a.json").read_bytes())
    assert held.instrument == instruments()["consensus"]
    target = ["--to", "json", "--output", str(tmp_path / "no.json")]
    assert run(instrument, ["convert", str(tmp_path / "nowhere.yaml"), *target]).exit_code == 2
    broken = (tmp_path / "a.yaml").read_text(encoding="utf-8").replace("parent: building", "parent: nowhere", 1)
    (tmp_path / "broken.yaml").write_text(broken, encoding="utf-8")
    assert run(instrument, ["convert", str(tmp_path / "broken.yaml"), *target]).exit_code == 1
    assert not (tmp_path / "no.json").exists()


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
    assert as_data[str(path)][0]["place"] == "closure-lessons nowhere"


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
