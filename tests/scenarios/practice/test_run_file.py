"""A run file that cannot be used: which entry, what is wrong, what to do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from scenarios.cli import practice

PINS = {
    "scenario_id": "a",
    **dict.fromkeys(("scenario", "services", "evidence", "manners", "engine"), ""),
    "reference_date": "2026-01-01",
    "seed": 1,
    "seats": ["a"],
}


@pytest.mark.parametrize(
    ("deed", "place", "problem", "remedy"),
    [
        ({"kind": "nope"}, ", deed", "there is no kind of deed 'nope'.", "Kinds are meet, say, "),
        ({"to": "meet"}, ", deed", "its deed has no kind.", "Kinds are meet, say, "),
        ({"kind": "say", "topic": "work"}, ", technique", "is missing.", "Is this a run exported by the studio?"),
        ({"kind": "meet", "place": "moon"}, ", place", "this is not known; it can be 'desk', ", "Is this a run"),
        ({"kind": "advance", "weeks": 99}, ", weeks", "this should be less than or equal to 4.", "Is this a run"),
        ({"kind": "follow_up", "note": 5}, ", note", "this should be ", "Is this a run"),
        ({"kind": "finish", "more": 1}, ", more", "is not known here.", "Remove it."),
    ],
)
@pytest.mark.parametrize("command", ["replay", "score"])
def test_the_entry_that_cannot_be_used_is_named(
    tmp_path: Path, command: str, deed: dict[str, Any], place: str, problem: str, remedy: str
) -> None:
    fine = {"sequence": 1, "seat": "a", "deed": {"kind": "finish"}}
    path = tmp_path / "run.json"
    log = [fine, {"sequence": 2, "seat": "a", "deed": deed}]
    path.write_text(json.dumps({"pins": PINS, "log": log}), encoding="utf-8")
    done = CliRunner().invoke(practice, [command, str(path)])
    assert done.exit_code == 2
    assert done.stderr.startswith(f"{path}, entry 2 of the log{place}: {problem}")
    assert done.stderr.splitlines()[1].startswith(f"  {remedy}")


def test_what_is_no_log_at_all_is_said_in_words_too(tmp_path: Path) -> None:
    path = tmp_path / "run.json"
    gap = {"pins": PINS, "log": [{"sequence": 2, "seat": "a", "deed": {"kind": "finish"}}]}
    for text, said in (
        ("{", "is not JSON"),
        ("{}", "pins: is missing."),
        (json.dumps(gap), "without gaps."),
    ):
        path.write_text(text, encoding="utf-8")
        done = CliRunner().invoke(practice, ["replay", str(path)])
        assert done.exit_code == 2
        assert said in done.stderr.splitlines()[0]
