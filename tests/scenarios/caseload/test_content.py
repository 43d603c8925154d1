"""Caseloads as content: the built-in one, generated ones, checks for authors, the command line, the schema."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from home.cli import app
from scenarios.caseload import package as library
from scenarios.caseload.check import problems
from scenarios.caseload.drawn import LENGTHS, drawn
from scenarios.caseload.exercise import Exercise
from scenarios.caseload.package import Package, text_keys
from scenarios.client import TERRITORIES
from studio.content import ContentError

from .conftest import SAWMILL

RUN = CliRunner()


def test_the_library_is_sound() -> None:
    assert SAWMILL in library.library()
    for exercise_id in library.library():
        package = library.builtin(exercise_id)
        assert package.exercise.id == exercise_id
        assert problems(package) == []
        assert len(package.exercise.debrief) >= 5


def test_the_sawmill_is_a_real_choice(sawmill: Package) -> None:
    people = {person.id: person for person in sawmill.exercise.people}
    assert len(people) == 8
    loudest = max(people.values(), key=lambda one: one.voice)
    quietest = min(people.values(), key=lambda one: one.voice)
    assert min(loudest.levels.values()) >= 2
    assert min(quietest.levels.values()) == 0
    assert sawmill.exercise.system.service("cnc_course").capacity == 1
    for person in people.values():
        assert 7 <= len(person.facts) <= 9
        assert 10 <= len(person.lines) <= 14
        assert any(fact.kind == "strength" for fact in person.facts)
        assert any(fact.corrected_by for fact in person.facts) or person.events


@pytest.mark.parametrize("territory", TERRITORIES)
def test_generated_caseloads_are_complete_and_the_same_again(territory: str) -> None:
    first = drawn(territory, 12, 42, difficulty=4, weeks=26)
    again = drawn(territory, 12, 42, difficulty=4, weeks=26)
    assert first.content_hash == again.content_hash
    assert first.content_hash != drawn(territory, 12, 43, difficulty=4, weeks=26).content_hash
    words = first.words("en")
    assert [key for key in text_keys(first.exercise) if not words.get(key)] == []
    assert len({person.profile.name for person in first.exercise.people}) > 8


@pytest.mark.parametrize("difficulty", [1, 5])
def test_difficulty_means_fewer_hours_fewer_places_and_quieter_trouble(difficulty: int) -> None:
    middle, other = drawn("MK", 30, 7, difficulty=3), drawn("MK", 30, 7, difficulty=difficulty)
    places = [sum(service.capacity for service in one.exercise.services) for one in (middle, other)]
    hours = [one.exercise.weekly_minutes for one in (middle, other)]
    voices = [
        sum(person.voice for person in one.exercise.people if 0 in person.levels.values()) for one in (middle, other)
    ]
    harder = difficulty > 3
    for before, after in (places, hours, voices):
        assert (after < before) if harder else (after > before)


def test_every_size_and_length_can_be_drawn() -> None:
    for people in (8, 40):
        for weeks in LENGTHS:
            exercise = drawn("AL", people, 1, weeks=weeks).exercise
            assert len(exercise.people) == people
            assert exercise.weeks == weeks


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    shutil.copytree(library.LIBRARY / SAWMILL, tmp_path / SAWMILL)
    return tmp_path / SAWMILL


def spoil(folder: Path, old: str, new: str, name: str = "caseload.yaml") -> None:
    file = folder / name
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("domain: work_experience, level: 4", "domain: luck, level: 4", "people/0/facts/0"),
        ("provider: pes, kind: job_search", "provider: moon, kind: job_search", "provider"),
        ("{id: go_on, at: [call, meeting, assessment, home], again: true}", "{id: go_on, at: [call]}", "people/0"),
        ("told: [missing_months]}", "told: [nothing_like_it]}", "people/2"),
        ("  - id: ruza", "  - id: senad", "people: used twice: senad"),
        ("substance_use: 4, care_duties: 4", "substance_use: 4", "people"),
        ("territory: BA\ndifficulty", "territory: MK\ndifficulty", "lives in BA"),
    ],
)
def test_what_cannot_be_used_is_told_with_its_place(folder: Path, old: str, new: str, place: str) -> None:
    spoil(folder, old, new)
    with pytest.raises(ContentError) as error:
        library.read(folder)
    assert place in str(error.value)


def test_a_missing_text_is_told(folder: Path) -> None:
    spoil(folder, "      edger:", "      edgar:", "caseload.en.yaml")
    with pytest.raises(ContentError, match=r"people\.senad\.facts\.edger"):
        library.read(folder)


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("level: 0, trust: 38, after: [her_card]", "level: 0, trust: 99, after: [her_card]", "facts/sister"),
        ("weeks: [5, 8]\n        known_by: contact", "weeks: [17, 18]\n        known_by: contact", "events/the_night"),
        ("{id: call_bees, at: [call]}", "{id: call_bees, at: [call], trust: [60, 40]}", "lines/call_bees"),
    ],
)
def test_what_can_never_be_seen_is_found(folder: Path, old: str, new: str, place: str) -> None:
    spoil(folder, old, new)
    spoil(folder, "reveals: [laundry_room]", "reveals: []")
    spoil(folder, "}, reveals: [sister]}", "}}")
    found = [one for one in problems(library.read(folder)) if one.severity == "error"]
    assert any(place in one.place for one in found), found


def test_the_command_lists_checks_and_describes(folder: Path, tmp_path: Path) -> None:
    listed = json.loads(RUN.invoke(app, ["caseload", "list", "--format", "json"]).output)
    assert SAWMILL in [row["id"] for row in listed]
    assert "The last shift at Javor" in RUN.invoke(app, ["caseload", "list"]).output
    assert RUN.invoke(app, ["caseload", "check"]).exit_code == 0
    spoil(folder, "{id: call_bees, at: [call]}", "{id: call_bees, at: [call], trust: [60, 40]}")
    told = RUN.invoke(app, ["caseload", "check", str(folder)])
    assert told.exit_code == 1
    assert "can never be said" in told.output
    assert RUN.invoke(app, ["caseload", "check", str(tmp_path / "nothing")]).exit_code == 2
    schema = json.loads(RUN.invoke(app, ["schema", "caseload"]).output)
    assert set(schema["properties"]) == set(Exercise.model_fields)
