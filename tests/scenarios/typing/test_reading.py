"""Reading typed sentences: right as often as published, explained, the same every time, and never an exception."""

from __future__ import annotations

import json
import re
import time
from collections import Counter
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from scenarios import cli
from scenarios.facts import TOPICS, Technique
from scenarios.reading import LONGEST, SURE, Reading, Unreadable, Why, languages, read, topics
from scenarios.reading.rules import CONTENT, NEUTRAL, rules

FOLDER = Path(__file__).parent
DOCS = Path(__file__).parents[3] / "docs" / "free-typing.md"


def right(name: str) -> tuple[float, float, Counter[tuple[str, str]]]:
    """The shares of techniques and topics read right in a part of the labelled set, and what was taken for what."""
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    techniques = topics = 0
    confused: Counter[tuple[str, str]] = Counter()
    for row in rows:
        found = read(row["text"], "en")
        if not isinstance(found, Reading):
            confused[row["technique"], "unreadable"] += 1
            continue
        for label, taken in (("technique", str(found.technique)), ("topic", found.topic)):
            if taken not in (row[label], row.get(f"also_{label}")):
                confused[row[label], taken] += 1
            elif label == "technique":
                techniques += 1
            else:
                topics += 1
    return techniques / len(rows), topics / len(rows), confused


HELD_OUT = ("held_out.yaml", "held_out_2.yaml", "held_out_3.yaml", "held_out_4.yaml")
"""In the order of their columns in docs/free-typing.md."""


def published(label: str, name: str) -> float:
    """The figure of a held-out part as docs/free-typing.md gives it."""
    columns = r" \| (\d+\.\d) %" * len(HELD_OUT)
    found = re.search(rf"^\| {label}{columns} \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert found, f"docs/free-typing.md gives no figures for {label}"
    return float(found.group(1 + HELD_OUT.index(name))) / 100


@pytest.mark.parametrize("name", HELD_OUT)
def test_a_held_out_part_is_read_as_well_as_published(name: str) -> None:
    techniques, topics, _ = right(name)
    assert round(techniques, 3) == pytest.approx(published("technique", name), abs=0.0006)
    assert round(topics, 3) == pytest.approx(published("topic", name), abs=0.0006)


@pytest.mark.parametrize("name", HELD_OUT)
def test_the_topic_is_among_those_shown_as_often_as_published(name: str) -> None:
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    found = [(row, read(row["text"], "en")) for row in rows]
    among = sum(
        isinstance(seen, Reading)
        and not {seen.topic, *(guess.name for guess in seen.other_topics)}.isdisjoint(
            {row["topic"], row.get("also_topic")}
        )
        for row, seen in found
    )
    assert round(among / len(rows), 3) == pytest.approx(published("topic among those shown", name), abs=0.0006)


@pytest.mark.parametrize("name", HELD_OUT)
def test_what_is_called_sure_is_right_as_often_as_published(name: str) -> None:
    rows = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    found = [(row, read(row["text"], "en")) for row in rows]
    sure = [(row, seen) for row, seen in found if isinstance(seen, Reading) and seen.topic_share >= SURE]
    was_right = sum(seen.topic in (row["topic"], row.get("also_topic")) for row, seen in sure)
    assert round(was_right / len(sure), 3) == pytest.approx(
        published("topic where it is called sure", name), abs=0.0006
    )


@pytest.mark.parametrize(
    ("held", "second", "rows_"),
    [
        ("held_out", "second_labels", 120),
        ("held_out_3", "second_labels_3", 271),
        ("held_out_4", "second_labels_4", 263),
    ],
)
@pytest.mark.parametrize("label", ["technique", "topic"])
def test_two_labellers_agree_as_often_as_published(label: str, held: str, second: str, rows_: int) -> None:
    rows = yaml.safe_load((FOLDER / f"{held}.yaml").read_text(encoding="utf-8"))
    again = yaml.safe_load((FOLDER / f"{second}.yaml").read_text(encoding="utf-8"))
    assert len({row["row"] for row in again}) == len(again) == rows_
    pairs = [(rows[row["row"]][label], row[label]) for row in again]
    same = sum(one == other for one, other in pairs) / len(pairs)
    first, other = Counter(pair[0] for pair in pairs), Counter(pair[1] for pair in pairs)
    chance = sum(first[name] * other[name] for name in first) / len(pairs) ** 2
    figures = f"{same:.1%}".replace("%", " %"), f"{(same - chance) / (1 - chance):.2f}"
    published = rf"^\| {label} \| {rows_} \| (\d+\.\d %) \| (\d\.\d\d) \|"
    found = re.search(published, DOCS.read_text(encoding="utf-8"), re.MULTILINE)
    assert found
    assert figures == found.groups()


def one(text: str, before: str | None = None) -> Reading:
    found = read(text, "en", before)
    assert isinstance(found, Reading), found
    return found


@pytest.mark.parametrize(
    ("text", "technique", "topic"),
    [
        ("How do you pay back the loan?", "open", "debt"),
        ("do you have a driving licence", "closed", "mobility"),
        ("It sounds like those letters from the bailiff scare you", "reflect", "debt"),
        ("shame on you, drinking in front of the children", "judge", "substance_use"),
        ("may i tell you how the kindergarten works?", "inform", "care_duties"),
        ("you should send your cv to the factory", "advise", "job_search"),
        ("so you mean the landlord wants you out by spring, right?", "paraphrase", "housing"),
        ("Everything you tell me stays between us, I am bound to confidentiality", "explain", "confidentiality"),
    ],
)
def test_plain_sentences_are_read(text: str, technique: str, topic: str) -> None:
    found = one(text)
    assert (found.technique, found.topic) == (technique, topic)


def test_a_reading_gives_the_words_that_showed_it() -> None:
    found = one("It sounds like you are lonely since your friends moved to Germany")
    assert found.technique is Technique.REFLECT
    assert any("lonely" in reason.words or "sounds" in reason.words for reason in found.technique_reasons)
    assert "friends" in " ".join(reason.words for reason in found.topic_reasons)


@pytest.mark.parametrize(
    ("slip", "plain"),
    [
        ("dont u have a driving licence?", "do not you have a driving licence?"),
        ("WHAT ABOUT THE BAILIFF?", "what about the bailiff?"),
        ("you’re afraid of the landlord", "you're afraid of the landlord"),
        ("did you talk to the landlrod", "did you talk to the landlord"),
        ("do you have a kindergraten near :)", "do you have a kindergarten near"),
    ],
)
def test_slips_and_short_forms_change_nothing(slip: str, plain: str) -> None:
    assert (one(slip).technique, one(slip).topic) == (one(plain).technique, one(plain).topic)


def test_a_longer_phrase_takes_its_words_away_from_another_topic() -> None:
    assert one("do you get child allowance").topic == "income"
    assert one("do you get your child from the kindergarten").topic == "care_duties"


def test_a_word_that_is_no_cue_speaks_for_the_topic_it_has_learned() -> None:
    known = rules("en")
    assert "pour" not in known.topics
    found = one("pour it?", before="housing")
    assert (found.topic, found.carried_over) == ("substance_use", False)
    assert [reason.words for reason in found.topic_reasons] == ["pour"]


def test_learned_words_alone_make_a_topic_only_when_they_say_enough() -> None:
    assert topics.points([], {"a": {"debt": 0.9, "plan": -2.0}, "b": {"debt": 0.4}}) == {}
    assert topics.points([], {"a": {"debt": 0.9, "plan": -2.0}, "b": {"debt": 0.6}}) == {"debt": 1.5, "plan": -2.0}


def test_a_sentence_without_a_topic_goes_on_with_the_last_one() -> None:
    found = one("tell me more", before="debt")
    assert found.topic == "debt"
    assert found.carried_over
    assert one("tell me more").topic == "welcome"
    assert not one("tell me more about the bailiff", before="housing").carried_over


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Why.EMPTY),
        ("  \n ", Why.EMPTY),
        ("?!...", Why.SIGNS),
        (":-) 100 000", Why.SIGNS),
        ("kako ste danas, gospođo Hasanović", Why.UNKNOWN),
        ("si jeni sot zonja", Why.UNKNOWN),
        ("asdf jkl qwertz", Why.UNKNOWN),
        ("how are you " * 500, Why.LONG),
    ],
)
def test_what_cannot_be_read_is_said(text: str, why: Why) -> None:
    assert read(text, "en", "debt") == Unreadable(why=why)


@given(st.text(max_size=300), st.sampled_from([None, "debt", "nonsense"]))
def test_any_text_has_one_answer(text: str, before: str | None) -> None:
    found = read(text, "en", before)
    assert found == read(text, "en", before)
    if isinstance(found, Reading):
        assert found.topic in TOPICS


@given(st.lists(st.sampled_from(["you", "said", "but", ",", ".", "and", "how", "so", "bailiff", "?", "child", "'"])))
def test_words_in_any_order_are_read(words: list[str]) -> None:
    found = read(" ".join(words), "en")
    assert found.topic in TOPICS if isinstance(found, Reading) else found.why in Why


@pytest.mark.parametrize("text", ["a " * 500, "you said, " * 100, "and so , " * 120, "''''" * 250, "why not " * 125])
def test_the_longest_text_is_read_in_a_moment(text: str) -> None:
    read("warm up", "en")
    begun = time.perf_counter()
    read(text[:LONGEST], "en")
    assert time.perf_counter() - begun < 1


@pytest.mark.parametrize("language", languages())
def test_every_cue_and_weight_belongs_to_something(language: str) -> None:
    known = rules(language)
    names = {cue.name for cue in known.cues}
    assert len(names) == len(known.cues)
    assert set(known.weights.cues) <= names
    assert {cue.technique for cue in known.cues} - {NEUTRAL} == set(Technique)
    assert {topic for weights in known.topic_weights.values() for topic in weights} == set(TOPICS)
    assert {cue.topic for cues in known.topics.values() for cue in cues} == set(TOPICS)


def test_rules_exist_for_the_languages_that_are_offered_and_no_other() -> None:
    assert {path.name.split(".")[1] for path in CONTENT.glob("*.yaml")} == set(languages())


def test_the_command_line_shows_a_reading() -> None:
    shown = CliRunner().invoke(cli.practice, ["read", "do you owe the bank money"])
    assert shown.exit_code == 0, shown.output
    assert re.search(r"^closed \d+%: .*\bdo you\b", shown.output)
    assert re.search(r"^debt \d+%: .*\bowe\b", shown.output, re.MULTILINE)


def test_the_command_line_shows_a_reading_as_json_and_what_is_unreadable() -> None:
    asked = CliRunner().invoke(cli.practice, ["read", "and then?", "--after", "debt", "--format", "json"])
    assert json.loads(asked.output)["carried_over"] is True
    assert CliRunner().invoke(cli.practice, ["read", "zdravo kako ste"]).output == "not readable: unknown\n"
    assert CliRunner().invoke(cli.practice, ["read", "hello there", "--language", "xx"]).exit_code != 0
