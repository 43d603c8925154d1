"""Drafts as files: nothing is lost on the way, what comes out is the documented format, hostile ones do nothing."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from typer.testing import CliRunner

from home.cli import app
from scenarios import loader
from scenarios.authoring import by_hand, findings, sketch, transfer
from scenarios.client import DOMAINS
from scenarios.facts import TOPICS, Technique
from scenarios.service import authoring
from studio.content import read_yaml_file
from studio.errors import Invalid
from studio.languages import SOURCE_LOCALE, translator
from studio.messages import explain

GARDEN = Path(__file__).parents[1] / "practice" / "garden"


def body_of(folder: Path) -> dict[str, Any]:
    package = loader.read(folder)
    return sketch.from_format(read_yaml_file(folder / "scenario.yaml"), package.texts)


@pytest.fixture(scope="module")
def garden() -> dict[str, Any]:
    return body_of(GARDEN)


# -- out and in again ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", loader.library())
def test_a_scenario_of_the_library_comes_out_as_it_went_in(name: str, tmp_path: Path) -> None:
    body = body_of(loader.LIBRARY / name)
    archive = transfer.to_zip(body)
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(tmp_path)
    assert loader.read(tmp_path / name) == loader.builtin(name)
    assert transfer.read([("any.zip", archive)]) == body
    assert transfer.read([("any.json", transfer.to_json(body))]) == body


def test_the_command_accepts_what_is_exported(garden: dict[str, Any], tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(transfer.to_zip(garden))) as packed:
        packed.extractall(tmp_path)
    told = CliRunner().invoke(app, ["scenario", "check", str(tmp_path / "garden")])
    assert told.exit_code == 0, told.output


def test_the_schema_fits_the_library_and_finds_a_slip() -> None:
    schema = json.loads(CliRunner().invoke(app, ["schema", "scenario"]).stdout)
    checker = jsonschema.Draft202012Validator(schema)
    for name in loader.library():
        written = json.loads(json.dumps(read_yaml_file(loader.LIBRARY / name / "scenario.yaml"), default=str))
        assert [error.message for error in checker.iter_errors(written)] == []
    written["facts"][0]["levle"] = 2
    assert any("levle" in error.message for error in checker.iter_errors(written))


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
ids_ = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
percents = st.integers(0, 100)
keys = st.fixed_dictionaries(
    {
        "topics": st.lists(st.sampled_from(TOPICS), max_size=3),
        "techniques": st.lists(st.sampled_from([str(one) for one in Technique]), max_size=3),
        "trust": percents,
        "private": st.booleans(),
        "after": st.lists(ids_, max_size=2),
    }
)
facts = st.fixed_dictionaries(
    {"id": ids_},
    optional={
        "domain": st.sampled_from(DOMAINS),
        "level": st.integers(0, 4),
        "kind": st.sampled_from(["need", "strength", "hope", "circumstance"]),
        "known_by": st.lists(ids_, max_size=2),
        "keys": st.lists(keys, max_size=3),
        "evades": st.booleans(),
    },
)
events = st.fixed_dictionaries(
    {"id": ids_},
    optional={
        "chance": percents,
        "effect": st.fixed_dictionaries({"trust": st.integers(-100, 100)}),
        "when": st.fixed_dictionaries({"weeks": st.tuples(st.integers(0, 104), st.integers(0, 104)).map(list)}),
        "responses": st.lists(st.fixed_dictionaries({"id": ids_}), max_size=2, unique_by=lambda one: one["id"]),
    },
)


def several(entries: st.SearchStrategy[dict[str, Any]]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(entries, max_size=4, unique_by=lambda one: one["id"])


structures = st.fixed_dictionaries(
    {"id": ids_},
    optional={
        "facts": several(facts),
        "events": several(events),
        "reference_date": st.dates().map(str),
        "minutes": st.integers(5, 480),
        "sources": st.lists(st.fixed_dictionaries({"document": words, "section": words}), max_size=2),
        "debrief": st.lists(ids_, unique=True, max_size=3),
        "client": st.fixed_dictionaries({"profile": st.fixed_dictionaries({"name": words})}),
        "rubric": st.dictionaries(ids_, st.integers(0, 10), max_size=3),
    },
)
text_keys = st.from_regex(r"[a-z][a-z0-9_]{0,6}(\.[a-z0-9_]{1,6}){0,3}", fullmatch=True)


@example({"id": "a"}, {}, {"a.0": "0", "a": "0"})
@example({"id": "a"}, {}, {"a": "0\x850 \u2028 1\r\n2 \uffff \U0001fae9"})
@given(structures, st.dictionaries(text_keys, words, max_size=8), st.dictionaries(text_keys, words, max_size=3))
def test_any_draft_comes_out_as_it_went_in(
    structure: dict[str, Any], english: dict[str, str], albanian: dict[str, str]
) -> None:
    """Half-written drafts too: gaps, dangling references, odd characters, keys that begin other keys."""
    body = sketch.from_format(structure, {"en": english, "sq": albanian})
    again = transfer.read([("draft.zip", transfer.to_zip(body))])
    assert again["structure"] == body["structure"]
    assert {locale: found for locale, found in again["texts"].items() if found} == {
        locale: found for locale, found in body["texts"].items() if found
    }
    assert transfer.read([("draft.json", transfer.to_json(body))]) == body
    findings.check(body, "draft")  # says what is missing, and never fails


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | words, lambda inner: st.lists(inner) | st.dictionaries(words, inner)
    )
)
def test_a_file_of_any_shape_is_taken_or_explained(data: Any) -> None:
    content = json.dumps({"scenario": data, "texts": data}).encode()
    told = ""
    try:
        transfer.read([("any.json", content)])
    except Invalid as error:
        told = explain(error, translator(SOURCE_LOCALE))
    assert not told or len(told) >= 20


# -- hostile files ---------------------------------------------------------------------------------------------------


def packed(**members: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return made.getvalue()


BOMB = b"a: &a [x, x, x, x]\nb: &b [*a, *a, *a, *a]\nc: [*b, *b, *b]\n"
HOSTILE: dict[str, tuple[list[tuple[str, bytes]], str]] = {
    "nothing": ([], "scenario_file_missing"),
    "a picture": ([("a.png", b"\x89PNG\r\n\x1a\n")], "scenario_file_kind"),
    "a damaged archive": ([("a.zip", b"PK\x03\x04 and nothing else")], "file_damaged"),
    "no archive": ([("a.zip", b"hello")], "file_damaged"),
    "a zip bomb": ([("a.zip", packed(**{"x/scenario.yaml": b"0" * 60_000_000}))], "file_unpacks_too_large"),
    "a way out": ([("a.zip", packed(**{"../scenario.yaml": b"id: x"}))], "scenario_archive_paths"),
    "an absolute way": ([("a.zip", packed(**{"/etc/scenario.yaml": b"id: x"}))], "scenario_archive_paths"),
    "a drive": ([("a.zip", packed(**{"C:\\x\\scenario.yaml": b"id: x"}))], "scenario_archive_paths"),
    "two scenarios": (
        [("a.zip", packed(**{"a/scenario.yaml": b"id: a", "b/scenario.yaml": b"id: b"}))],
        "scenario_archive_other",
    ),
    "an empty archive": ([("a.zip", packed(**{"readme.txt": b"hello"}))], "scenario_archive_other"),
    "aliases": ([("scenario.yaml", BOMB)], "scenario_file_unreadable"),
    "an object": ([("scenario.yaml", b"id: !!python/object/apply:os.system ['true']")], "scenario_file_unreadable"),
    "a date that is none": ([("scenario.yaml", b"reference_date: 2026-99-99")], "scenario_file_unreadable"),
    "a number without end": ([("scenario.yaml", b"minutes: " + b"9" * 10_000)], "scenario_file_unreadable"),
    "a key that is a list": ([("scenario.yaml", b"? [a]\n: b")], "scenario_file_unreadable"),
    "a key twice": ([("scenario.yaml", b"id: a\nid: b")], "scenario_file_unreadable"),
    "deep YAML": ([("scenario.yaml", b"[" * 5_000)], "scenario_file_unreadable"),
    "deep JSON": ([("a.json", b'{"scenario": ' + b"[" * 100_000)], "scenario_file_unreadable"),
    "not text": ([("scenario.yaml", b"\xff\xfe\x00")], "scenario_file_unreadable"),
    "too large": ([("scenario.yaml", b"#" * 100_000_000)], "scenario_too_large"),
    "a large archive": ([("a.zip", b"PK\x03\x04" + b"0" * 100_000_000)], "scenario_too_large"),
    "another JSON": ([("a.json", b'{"agreement": 1}')], "scenario_not_one"),
    "a list": ([("scenario.yaml", b"- a\n- b")], "scenario_not_one"),
    "texts alone": ([("scenario.en.yaml", b"title: x")], "scenario_not_one"),
    "a wrong kind": ([("scenario.yaml", b"id: x\nfacts: 7")], "scenario_field_wrong"),
    "a wrong number": ([("scenario.yaml", b"id: x\nminutes: many")], "scenario_field_wrong"),
    "an unknown field": ([("scenario.yaml", b"id: x\nexec: rm")], "scenario_field_wrong"),
    "a script as id": ([("scenario.yaml", b"id: <script>alert(1)</script>")], "scenario_field_wrong"),
    "an id twice": ([("scenario.yaml", b"id: x\nfacts: [{id: a}, {id: a}]")], "scenario_field_wrong"),
    "a language that is none": (
        [("a.json", b'{"scenario": {"id": "x"}, "texts": {"../en": {"title": "x"}}}')],
        "scenario_field_wrong",
    ),
    "texts of a wrong kind": ([("a.json", b'{"scenario": {"id": "x"}, "texts": {"en": [1]}}')], "scenario_field_wrong"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_words(name: str) -> None:
    brought, code = HOSTILE[name]
    with pytest.raises(Invalid) as refused:
        transfer.read(brought)
    assert refused.value.code == code
    said = explain(refused.value, translator(SOURCE_LOCALE))
    assert len(said) >= 20
    assert code not in said


def test_an_error_names_the_entry_by_its_id(garden: dict[str, Any]) -> None:
    text = transfer.structure_yaml(garden).replace("level: 4", "level: 44", 1)
    with pytest.raises(Invalid) as refused:
        transfer.read([("scenario.yaml", text.encode())])
    assert refused.value.parameters["place"] == "structure/facts/register_no_debt/level"


# -- by hand ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["facts/loans", "lines/hello", "events/red_letter", "services/job_club"])
def test_yaml_of_an_entry_that_nobody_changed_changes_nothing(garden: dict[str, Any], place: str) -> None:
    text = by_hand.text_of(garden, place, "en")
    assert by_hand.changes(garden, place, text, text, "en") == []


def test_yaml_of_an_entry_becomes_changes_of_its_fields_and_texts(garden: dict[str, Any]) -> None:
    text = by_hand.text_of(garden, "facts/loans", "en")
    changed = (
        text.replace("level: 0", "level: 1").replace("trust: 42", "trust: 50").replace("note:", "note: New words, not")
    )
    made = {change.path: change for change in by_hand.changes(garden, "facts/loans", text, changed, "en")}
    assert set(made) == {"structure/facts/loans/level", "structure/facts/loans/keys", "texts/en/facts.loans.note"}


def test_the_skeleton_needs_only_what_makes_the_client_a_person() -> None:
    checked = findings.check(authoring.skeleton(), "new")
    places = {finding.place for finding in checked.findings if finding.severity == "error"}
    assert places == {
        "client/profile/name",
        "facts",
        "reference/priorities",
        "reference/activities",
        "texts/title",
        "texts/summary",
        "texts/opening",
        "texts/reference.summary",
    }
