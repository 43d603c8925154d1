"""The labelled set of typed sentences: enough of everything, labels that exist, nothing in both parts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios.facts import TOPICS, Technique

FOLDER = Path(__file__).parent
PARTS = ("utterances.yaml", "held_out.yaml")
SECOND, THIRD, FOURTH = "held_out_2.yaml", "held_out_3.yaml", "held_out_4.yaml"
"""Other writers' rows, all held out."""
EXAMPLES = sorted((FOLDER / "examples").glob("*.yaml"))


@cache
def part(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return rows


@cache
def words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text.lower()))


@pytest.fixture(scope="module")
def rows() -> list[dict[str, Any]]:
    return [row for name in PARTS for row in part(name)]


@pytest.mark.parametrize("name", [*PARTS, SECOND, THIRD, FOURTH])
def test_every_row_has_a_text_and_known_labels(name: str) -> None:
    for row in part(name):
        assert (
            {"text", "technique", "topic"} <= set(row) <= {"text", "technique", "topic", "also_topic", "also_technique"}
        )
        assert row["text"] == row["text"].strip() != ""
        techniques = [row["technique"], *([row["also_technique"]] if "also_technique" in row else [])]
        topics = [row["topic"], *([row["also_topic"]] if "also_topic" in row else [])]
        assert set(techniques) <= set(Technique), row
        assert set(topics) <= set(TOPICS), row
        assert len(set(techniques)) == len(techniques), row
        assert len(set(topics)) == len(topics), row


def test_there_is_enough_of_every_technique_and_topic(rows: list[dict[str, Any]]) -> None:
    assert len(rows) >= 500
    techniques, topics = Counter(row["technique"] for row in rows), Counter(row["topic"] for row in rows)
    assert {name: techniques[name] for name in Technique if techniques[name] < 30} == {}
    assert {name: topics[name] for name in TOPICS if topics[name] < 12} == {}


def test_the_second_held_out_set_covers_all_about_evenly() -> None:
    second = part(SECOND)
    assert len(second) == 210
    techniques, topics = Counter(row["technique"] for row in second), Counter(row["topic"] for row in second)
    assert {name: techniques[name] for name in Technique if techniques[name] not in (17, 18)} == {}
    assert {name: topics[name] for name in TOPICS if topics[name] not in (9, 10)} == {}


@pytest.mark.parametrize(("name", "rows_"), [(THIRD, 271), (FOURTH, 263)])
def test_a_later_held_out_set_has_nearly_every_pair_of_technique_and_topic_once(name: str, rows_: int) -> None:
    pairs = Counter((row["technique"], row["topic"]) for row in part(name))
    assert max(pairs.values()) == 1
    assert len(pairs) == rows_, "of 276; the others were too near to rows of other sets"


def test_few_rows_are_open_to_a_second_technique(rows: list[dict[str, Any]]) -> None:
    assert sum("also_technique" in row for row in rows) <= 0.06 * len(rows)


def test_a_third_of_each_technique_is_held_out(rows: list[dict[str, Any]]) -> None:
    held = part("held_out.yaml")
    all_of, held_of = Counter(row["technique"] for row in rows), Counter(row["technique"] for row in held)
    assert {
        name: (held_of[name], all_of[name]) for name in Technique if abs(held_of[name] - all_of[name] / 3) > 1
    } == {}
    topics = Counter(row["topic"] for row in held)
    assert {name: topics[name] for name in TOPICS if topics[name] < 5} == {}


def test_nothing_is_said_twice(rows: list[dict[str, Any]]) -> None:
    every = [*rows, *part(SECOND), *part(THIRD), *part(FOURTH)]
    said = Counter(" ".join(re.findall(r"[^\W_]+", row["text"].lower())) for row in every)
    assert [text for text, times in said.items() if times > 1] == []


@pytest.mark.parametrize(
    ("held", "others"),
    [
        ("held_out.yaml", ("utterances.yaml",)),
        (SECOND, PARTS),
        (THIRD, (*PARTS, SECOND)),
        (FOURTH, (*PARTS, SECOND, THIRD)),
    ],
)
def test_no_held_out_row_is_nearly_a_row_of_another_part(held: str, others: tuple[str, ...]) -> None:
    shown = with_words(row["text"] for name in others for row in part(name))
    assert [(row["text"], text) for row in part(held) for text in near(row["text"], shown)] == []


def with_words(texts: Iterable[str]) -> list[tuple[str, frozenset[str]]]:
    return [(text, words(text)) for text in texts]


def near(text: str, others: list[tuple[str, frozenset[str]]]) -> list[str]:
    """The others that share more than six of ten words with a text."""
    own = words(text)
    shared = ((other, len(own & theirs), len(own) + len(theirs)) for other, theirs in others)
    return [other for other, both, sum_ in shared if both > 0.6 * (sum_ - both)]


def sentences(file: Path) -> list[tuple[str, str, str]]:
    """Text, topic and technique of the sentences in a file of examples; without technique where it has none."""
    held = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    if isinstance(held, list):
        return [(row["text"], row["topic"], row["technique"]) for row in held]
    return [(text, topic, "") for topic, texts in held.items() for text in texts]


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.stem)
def test_the_sentences_to_learn_from_cover_all_and_are_near_no_held_out_row(file: Path) -> None:
    found = sentences(file)
    topics, techniques = Counter(topic for _, topic, _ in found), Counter(name for _, _, name in found)
    assert set(topics) == set(TOPICS)
    assert min(topics.values()) >= 30
    assert set(techniques) in ({""}, set(Technique))
    held = with_words(row["text"] for name in ("held_out.yaml", SECOND, THIRD, FOURTH) for row in part(name))
    assert [text for text, _, _ in found if near(text, held)] == []


def test_no_sentence_to_learn_from_is_there_twice_or_in_the_labelled_set(rows: list[dict[str, Any]]) -> None:
    texts = [text for file in EXAMPLES for text, _, _ in sentences(file)] + [row["text"] for row in rows]
    said = Counter(" ".join(re.findall(r"[^\W_]+", text.lower())) for text in texts)
    assert [text for text, times in said.items() if times > 1] == []
