"""Content of the room: domains, activities, instruments, sources."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from studio.content import ContentError
from toolkit.domains import DOMAINS, LEVELS, Level
from toolkit.instrument import Instrument
from toolkit.loader import (
    CONTENT,
    activities,
    activity_text,
    activity_words,
    check,
    cite,
    domain_texts,
    instrument_words,
    instruments,
    level_name,
    read_instrument,
    reference,
    source_ids,
)
from toolkit.sources import Source

STANDARDS = CONTENT / "instruments" / "icm-standards.yaml"


def test_domains_have_an_anchor_for_every_level() -> None:
    words = domain_texts("en")
    assert tuple(words) == DOMAINS
    assert len(DOMAINS) == 16
    for text in words.values():
        assert len(set(text.anchors)) == len(LEVELS)
        assert all(text.anchors)
        assert text.about.endswith(".")


def test_nobody_rated_is_not_a_level() -> None:
    assert level_name(None, "en") == "–"
    assert level_name(Level.IN_CRISIS, "en") == "In crisis"


def test_the_pool_of_activities_is_complete() -> None:
    words = activity_words("en")
    for activity in activities().values():
        text = activity_text(activity.id, "en")
        assert text.title
        assert text.about
        assert text.watch
        assert words(f"phases.{activity.phase}")
        assert all(words(f"providers.{provider}") for provider in activity.providers)
        assert {source.document for source in activity.sources} <= source_ids()
    named = {"needs_assessment", "workability_assessment", "individual_plan", "monitoring"}
    assert named <= set(activities()), "those the guidelines name"
    answered = {domain for activity in activities().values() for domain in activity.domains}
    assert answered == set(DOMAINS), "every area of life has something to offer"


def test_sources_are_cited_and_referenced() -> None:
    assert cite(Source(document="guidelines", section="4.2, Box 4"), "en") == "Guidelines, 4.2, Box 4"
    assert all(reference(document, "en") for document in source_ids())
    assert reference("guidelines", "en").endswith("2017")


@pytest.mark.parametrize("instrument", instruments().values(), ids=lambda i: i.id)
def test_instruments_are_sound(instrument: Instrument) -> None:
    assert check(CONTENT / "instruments" / f"{instrument.id}.yaml") == []
    words = instrument_words(instrument, "en")
    for item in instrument.items():
        anchors = words.nodes[item.id].anchors
        assert len(set(anchors)) == len(instrument.scale.levels)


def test_the_standards_of_box_4_are_all_there() -> None:
    standards = instruments()["icm-standards"]
    assert [group.id for group in standards.groups()] == [
        "purpose",
        "needs",
        "model",
        "plan",
        "monitoring",
        "update",
        "crisis",
        "closure",
    ]
    assert all(3 <= len(standards.items(group.id)) <= 5 for group in standards.groups())
    optional = {node.parent for node in standards.items() if node.importance == "optional"}
    assert optional == {"crisis"}


BROKEN: dict[str, Callable[[Any], object]] = {
    "id_twice": lambda d: d["nodes"].append(deepcopy(d["nodes"][1])),
    "parent_unknown": lambda d: d["nodes"][1].update(parent="nowhere"),
    "parent_is_item": lambda d: d["nodes"][2].update(parent="purpose-definition"),
    "dependency_unknown": lambda d: d["nodes"][1].update(depends_on=["nowhere"]),
    "dependency_circle": lambda d: d["nodes"][1].update(depends_on=["purpose-actions"]),
    "met_not_a_level": lambda d: d["scale"].update(met=9),
    "levels_not_rising": lambda d: d["scale"].update(levels=[4, 3, 2, 1, 0]),
    "no_items": lambda d: [node.update(assessable=False) for node in d["nodes"]],
    "heading_empty": lambda d: d["nodes"].append({**deepcopy(d["nodes"][0]), "id": "lonely"}),
    "source_missing": lambda d: d["nodes"][1].update(sources=[]),
    "source_unknown": lambda d: d["nodes"][1].update(sources=[{"document": "rumour", "section": "1"}]),
    "method_missing": lambda d: d["nodes"][1].update(methods=[]),
}


@pytest.mark.parametrize("code", BROKEN)
def test_a_broken_instrument_is_found_out(code: str, tmp_path: Path) -> None:
    data = yaml.safe_load(STANDARDS.read_text(encoding="utf-8"))
    BROKEN[code](data)
    _write(tmp_path, data, STANDARDS.with_name("icm-standards.en.yaml").read_text(encoding="utf-8"))
    assert code in {problem.code for problem in check(tmp_path / "icm-standards.yaml")}


def test_missing_and_orphaned_texts_are_found_out(tmp_path: Path) -> None:
    texts = yaml.safe_load(STANDARDS.with_name("icm-standards.en.yaml").read_text(encoding="utf-8"))
    texts["nodes"]["closure-result"]["anchors"]["2"] = " "
    texts["nodes"]["nobody"] = {"title": "Left over"}
    _write(tmp_path, yaml.safe_load(STANDARDS.read_text(encoding="utf-8")), yaml.safe_dump(texts))
    assert [(p.code, p.node, p.detail) for p in check(tmp_path / "icm-standards.yaml")] == [
        ("text_missing", "closure-result", "nodes.closure-result.anchors.2"),
        ("text_orphan", "", "nodes.nobody.title"),
    ]


def test_an_unreadable_instrument_names_place_and_defect(tmp_path: Path) -> None:
    data = yaml.safe_load(STANDARDS.read_text(encoding="utf-8"))
    data["nodes"][3]["weight"] = "heavy"
    _write(tmp_path, data, "title: x")
    with pytest.raises(ContentError, match=r"icm-standards\.yaml: nodes\.3\.weight"):
        read_instrument(tmp_path / "icm-standards.yaml")


def _write(folder: Path, data: object, texts: str) -> None:
    (folder / "icm-standards.yaml").write_text(yaml.safe_dump(data), encoding="utf-8")
    (folder / "icm-standards.en.yaml").write_text(texts, encoding="utf-8")
