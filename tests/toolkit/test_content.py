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
    for item in instrument.scored():
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


def _counts(instrument_id: str) -> dict[str, int]:
    """Items by heading."""
    instrument = instruments()[instrument_id]
    return {group.id: len(instrument.items(group.id)) for group in instrument.groups()}


def test_the_critical_questions_are_all_there() -> None:
    questions = instruments()["critical-questions"]
    assert questions.kind == "reflective"
    phases = [node.id for node in questions.nodes if node.parent is None]
    assert phases == ["idea", "intervention", "implementation", "impact"]
    assert list(_counts("critical-questions").values()) == [6, 5, 4, 4, 4, 3, 2, 1, 4, 4, 7, 5]
    assert len(questions.items()) == 49
    assert all(node.prompt for node in questions.items())


CARRIED: dict[str, dict[str, int]] = {
    "action-plan-management": {
        "intensity": 3,
        "review": 5,
        "commitment": 4,
        "coordinate": 5,
        "follow": 6,
        "closing": 3,
        "weeks": 4,
        "manager": 3,
    },
    "case-notes": {"elements": 7, "use": 3},
    "effective-case-management": {
        "assessment": 5,
        "planning": 8,
        "linking": 2,
        "placing": 2,
        "tracking": 3,
        "skilled": 2,
        "supports": 5,
    },
    "individual-plans": {"clear": 5, "consultation": 3, "outreach": 2, "protocol": 5},
    "step-by-step": {"understanding": 4, "planning": 5, "doing": 4, "feedback": 3},
    "consensus": {"building": 5},
    "employers": {"lessons": 4},
    "formality": {"formal-gains": 9, "formal-costs": 3, "informal-gains": 5, "informal-costs": 2},
    "implementation": {"running": 6, "learning": 3, "telling": 2, "board": 5},
    "partnership-preparation": {"meetings": 8, "institutions": 7, "findings": 2},
    "partnership-principles": {"code": 6, "rules": 9},
    "roles": {"functions": 8},
    "transferability": {"criteria": 6, "learning": 4},
    "case-manager-role": {"role": 7, "gaps": 4},
    "code-of-ethics": {"privacy": 5, "dignity": 7, "objectivity": 5, "information": 4, "further": 10},
    "conversation": {"interviewing": 4, "rapport": 3, "confidentiality": 3, "listening": 3, "motivating": 4},
    "qualifications": {"manager": 3, "competence": 7, "growth": 5, "supervisor": 12, "abroad": 7},
    "effective-attributes": {"attributes": 6},
    "information-systems": {"features": 7, "challenges": 4, "people": 1},
    "integration": {"design": 3, "align": 6, "authority": 2, "staff": 4, "review": 5},
    "training": {"content": 2, "methods": 4, "providers": 5, "feedback": 3, "hiring": 2},
    "dilemmas": {"privacy": 2, "dignity": 2, "objectivity": 2, "information": 2, "further": 2},
    "issa-comparison": {"choices": 9},
    "staffing": {"models": 5, "title": 1},
}
"""What the sources list, by heading."""


REQUIRED: dict[str, tuple[str, str]] = {
    "duty to inform": ("code-of-ethics", "privacy-duty"),
    "declining a case": ("qualifications", "manager-fit"),
    "own safety": ("qualifications", "competence-self"),
    "supervision": ("qualifications", "growth-supervision"),
    "gaps reported upwards": ("case-manager-role", "gaps-reported"),
    "funded organisations in deciding bodies": ("partnership-principles", "rules-funded"),
    "dissemination": ("implementation", "telling-public"),
    "outreach": ("individual-plans", "clear-outreach"),
    "consultation before plans": ("individual-plans", "consultation-held"),
    "twelve weeks": ("action-plan-management", "weeks-check"),
    "three results": ("action-plan-management", "weeks-result"),
    "a new case": ("action-plan-management", "weeks-new"),
    "files of thirty days": ("information-systems", "features-progress"),
}
"""Single duties that are easily lost among the lists."""


@pytest.mark.parametrize("duty", REQUIRED)
def test_single_duties_are_carried(duty: str) -> None:
    instrument_id, item_id = REQUIRED[duty]
    assert instruments()[instrument_id].node(item_id).assessable


def test_what_the_sources_lack_is_marked_as_own() -> None:
    extension = instruments()["extension"]
    assert list(_counts("extension")) == ["finding", "conference", "supervision", "workload"]
    assert all(node.extension for node in extension.nodes)
    assert not any(node.extension for node in instruments()["code-of-ethics"].nodes)


def test_every_instrument_is_counted() -> None:
    assert set(instruments()) == {*CARRIED, "icm-standards", "critical-questions", "extension"}


@pytest.mark.parametrize("instrument_id", CARRIED)
def test_everything_a_source_lists_is_carried(instrument_id: str) -> None:
    assert _counts(instrument_id) == CARRIED[instrument_id]


BROKEN: dict[str, Callable[[Any], object]] = {
    "id_twice": lambda d: d["nodes"].append(deepcopy(d["nodes"][1])),
    "parent_unknown": lambda d: d["nodes"][1].update(parent="nowhere"),
    "parent_is_item": lambda d: d["nodes"][2].update(parent="purpose-definition"),
    "dependency_unknown": lambda d: d["nodes"][1].update(depends_on=["nowhere"]),
    "dependency_circle": lambda d: d["nodes"][1].update(depends_on=["purpose-actions"]),
    "kind_unfit": lambda d: d.update(kind="reflective"),
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
    del texts["nodes"]["closure-follow-up"]["steps"]["1"]
    texts["nodes"]["nobody"] = {"title": "Left over"}
    _write(tmp_path, yaml.safe_load(STANDARDS.read_text(encoding="utf-8")), yaml.safe_dump(texts))
    assert [(p.code, p.node, p.detail) for p in check(tmp_path / "icm-standards.yaml")] == [
        ("text_missing", "closure-result", "nodes.closure-result.anchors.2"),
        ("text_missing", "closure-follow-up", "nodes.closure-follow-up.steps.1"),
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
