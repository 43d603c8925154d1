"""Invented clients: the same code is the same client, every draw is a sound scenario, the dial means what it says."""

from __future__ import annotations

import os
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios import loader, offered, scenario_file
from scenarios.client import TERRITORIES
from scenarios.debriefing.debrief import debrief
from scenarios.facts import FactKind, Sensitivity
from scenarios.invented.build import invent
from scenarios.invented.code import DIFFICULTIES, MAX_NUMBER, ClientCode
from scenarios.invented.content import patterns, words
from scenarios.invented.person import VOICES, Person
from scenarios.lint import lint
from scenarios.loader import Package, text_keys
from scenarios.scoring.practice import score
from studio.content import ContentError
from studio.settings import ROOT

from .conftest import Listener

codes = st.builds(
    ClientCode,
    territory=st.sampled_from(TERRITORIES),
    difficulty=st.sampled_from(DIFFICULTIES),
    number=st.integers(1, MAX_NUMBER),
)


GIVEN_AWAY = {"good_answer_longest", "good_answer_slowest"}


def test_the_pool_of_events_does_not_give_its_good_answers_away() -> None:
    labels = patterns_of_events()
    longest = sum(len(answers[0]) > max(map(len, answers[1:])) for answers in labels.values())
    slowest = sum(event.minutes[0] > max(event.minutes[1:]) for event in patterns().events.values())
    assert longest <= len(labels) / 3
    assert slowest <= len(labels) / 3


def patterns_of_events() -> dict[str, list[str]]:
    """Event -> the labels of its answers, good to harmful."""
    found = words("en")["events"]
    return {name: [label for label, _ in event["answers"]] for name, event in found.items()}


@pytest.mark.slow
@settings(max_examples=300, deadline=None)
@given(code=codes)
def test_every_draw_is_a_whole_scenario_without_errors(code: ClientCode) -> None:
    package = invent(code)
    scenario, texts = package.scenario, package.texts["en"]
    found = lint(package)
    assert [one for one in found if one.severity == "error"] == []
    assert {one.code for one in found if one.severity == "warning"} <= {"priority_without_need"}, "fewer than two needs"
    assert {one.code for one in found if one.severity == "note"} <= GIVEN_AWAY, "of few events many may be so by chance"
    assert all(texts.get(key) for key in text_keys(scenario))
    assert not [text for text in texts.values() if re.search(r"[{}]", text)], "a placeholder was left"
    spoken = [fact for fact in scenario.facts if fact.keys]
    assert len(scenario.facts) >= 25
    assert len(scenario.lines) >= 120
    assert sum(fact.kind is FactKind.STRENGTH for fact in spoken) >= 3
    assert sum(fact.kind is FactKind.HOPE for fact in spoken) >= 2
    assert 12 <= len(scenario.services) <= 16
    assert len(scenario.events) >= 4
    assert any(response.principle for event in scenario.events if not event.inject for response in event.responses)
    assert scenario.version == patterns().frame.version


@settings(max_examples=40, deadline=None)
@given(code=codes)
def test_what_a_file_says_wrongly_is_two_levels_from_the_truth(code: ClientCode) -> None:
    scenario = invent(code).scenario
    for fact in scenario.facts:
        if fact.corrected_by:
            assert abs(fact.level - scenario.client.levels[fact.domain]) >= 2
            assert scenario.fact_by_id[fact.corrected_by].domain == fact.domain
        elif fact.kind in (FactKind.NEED, FactKind.CIRCUMSTANCE):
            assert fact.level == scenario.client.levels[fact.domain]


@settings(max_examples=60, deadline=None)
@given(code=codes)
def test_pronouns_fit_and_nothing_is_said_about_a_community(code: ClientCode) -> None:
    person = Person.of(code)
    package = invent(code)
    own, other = ("she", "he") if person.client.profile.gender == "female" else ("he", "she")
    notes = " ".join(text for key, text in package.texts["en"].items() if key.startswith("facts.") and ".note" in key)
    assert not re.search(rf"\b{other}\b", notes), own
    everything = " ".join(package.texts["en"].values()).lower()
    for name in ("roma ", "gypsy", "egyptian", "ashkali", "serb", "albanian", "bosniak", "croat", "turk"):
        assert name not in everything


def test_the_same_code_is_the_same_client_in_another_process() -> None:
    script = (
        "from scenarios.invented.build import invent\nfrom scenarios.invented.code import ClientCode\n"
        "print(*(invent(ClientCode.typed(code)).content_hash for code in ('MK-3-20417', 'XK-5-1', 'EU-1-999999')))"
    )
    environment = {**os.environ, "PYTHONHASHSEED": "77", "NPY_DISABLE_CPU_FEATURES": "AVX2 FMA3"}
    ran = subprocess.run([sys.executable, "-c", script], cwd=ROOT, env=environment, capture_output=True, text=True)
    here = [invent(ClientCode.typed(code)).content_hash for code in ("MK-3-20417", "XK-5-1", "EU-1-999999")]
    assert ran.stdout.split() == here, ran.stderr


def test_other_numbers_are_other_people() -> None:
    packages = [invent(ClientCode("RS", 3, number)) for number in range(1, 41)]
    assert len({package.content_hash for package in packages}) == 40
    assert len({package.scenario.client.profile.name for package in packages}) >= 36
    assert {Person.of(ClientCode("RS", 3, number)).voice for number in range(1, 41)} == set(VOICES)


def test_two_clients_do_not_sound_alike() -> None:
    """Few sentences of two clients with different voices are the same, and even one voice varies."""

    def said(code: ClientCode) -> set[str]:
        texts = invent(code).texts["en"]
        return {text for key, text in texts.items() if key.startswith("lines.") or key.endswith(".said")}

    people: dict[str, list[set[str]]] = {}
    for number in range(1, 41):
        code = ClientCode("BA", 3, number)
        people.setdefault(Person.of(code).voice, []).append(said(code))
    first = {voice: spoken[0] for voice, spoken in people.items()}
    for one in VOICES:
        for other in VOICES:
            if one < other:
                assert len(first[one] & first[other]) <= 5
        facts = [{text for text in spoken if text not in words_of(one)} for spoken in people[one][:2]]
        assert len(facts[0] & facts[1]) * 3 <= len(facts[0]), "the same facts in the same words"


def words_of(voice: str) -> set[str]:
    def walk(node: object) -> Iterator[str]:
        if isinstance(node, dict):
            for inner in node.values():
                yield from walk(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from walk(inner)
        else:
            yield str(node)

    return set(walk(words()["voices"][voice]))


@pytest.mark.parametrize("territory", TERRITORIES)
@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_somebody_who_listens_hears_nearly_everything(territory: str, difficulty: int) -> None:
    listener = Listener(ClientCode(territory, difficulty, 11 + difficulty))
    listener.interview(weeks=10)
    scenario = listener.run.scenario
    can = [fact for fact in scenario.facts if fact.keys]
    assert len(listener.run.case.told) * 100 >= 85 * len(can)
    assert listener.fallbacks <= 0.15
    shares = {criterion.id: criterion.share for criterion in score(listener.run).criteria}
    assert min(shares[name] for name in ("consent", "interview", "strengths", "partners")) >= 500, shares


@pytest.mark.parametrize("difficulty", DIFFICULTIES)
def test_a_case_can_be_played_to_the_debrief_and_a_good_plan_helps(difficulty: int) -> None:
    listener = Listener(ClientCode(TERRITORIES[difficulty], difficulty, 5))
    listener.interview(weeks=4)
    listener.plan()
    listener.live(weeks=listener.run.scenario.reference.weeks - 4)
    result = debrief(listener.run, replicates=60)
    assert listener.run.case.stage in ("followed_up", "finished")
    assert result.found
    by_policy = {one.policy: one.range.domains.quantiles[50] for one in result.compared}
    assert by_policy["reference"] > by_policy["no_plan"]
    assert by_policy["run"] > by_policy["no_plan"]
    assert result.practice.share >= 500


def measured(difficulty: int) -> dict[str, float]:
    """What the dial promises, measured over territories and numbers; each grows with difficulty."""
    packages = [invent(ClientCode(territory, difficulty, n)) for territory in TERRITORIES for n in range(1, 16)]

    def mean(figure: object) -> float:
        return statistics.fmean(figure(package) for package in packages)  # type: ignore[operator]

    def asked(package: Package) -> float:
        """Trust that the innermost thing asks for, beyond what there is."""
        keys = [min(key.trust for key in fact.keys) for fact in package.scenario.facts if fact.keys]
        return max(keys) - package.scenario.client.trust

    def only_in_drawers(package: Package) -> float:
        return sum(not fact.keys and not fact.corrected_by for fact in package.scenario.facts)

    return {
        "needs": mean(lambda p: sum(level <= 1 for level in p.scenario.client.levels.values())),
        "crises": mean(lambda p: sum(level == 0 for level in p.scenario.client.levels.values())),
        "distrust": mean(lambda p: 100 - p.scenario.client.trust),
        "trust to win": mean(asked),
        "private": mean(
            lambda p: sum(fact.sensitivity is not Sensitivity.ORDINARY for fact in p.scenario.facts if fact.keys)
        ),
        "only in drawers": mean(only_in_drawers),
        "withheld": mean(lambda p: sum(len(partner.withholds) for partner in p.scenario.partners)),
        "wrong entries": mean(lambda p: sum(fact.corrected_by is not None for fact in p.scenario.facts)),
        "waiting": mean(lambda p: statistics.fmean(service.waiting_weeks for service in p.scenario.services)),
        "objections": mean(lambda p: len(p.scenario.stances)),
    }


@pytest.mark.slow
def test_the_dial_is_harder_from_one_to_five_in_every_respect() -> None:
    rows = [measured(difficulty) for difficulty in DIFFICULTIES]
    for name in rows[0]:
        figures = [row[name] for row in rows]
        assert figures == sorted(figures), (name, figures)
        assert figures[-1] > figures[0], name
    for difficulty, row in zip(DIFFICULTIES, rows, strict=True):
        low, high = patterns().difficulty[difficulty].needs
        assert low - 0.3 <= row["needs"] <= high + 0.3


def test_a_code_survives_typing_and_naming() -> None:
    code = ClientCode("MK", 3, 20417)
    assert ClientCode.of_id(code.scenario_id) == code
    for typed in ("MK-3-20417", " mk 3 20417 ", "MK – 3 – 20417", "mk3-20417"):
        assert ClientCode.typed(typed) == code
    for typed in ("", "MK-6-1", "DE-1-1", "MK-3-0", "MK-3-1234567", "MK-3", "20417"):
        with pytest.raises(ValueError, match=r"code|territory|number"):
            ClientCode.typed(typed)
    assert ClientCode.of_id("lence_debts_and_care") is None
    assert ClientCode.of_id("invented_de_3_1") is None
    assert offered.package_of(code.scenario_id) is invent(code)


def test_it_can_be_written_as_a_folder_and_read_again(tmp_path: Path) -> None:
    package = invent(ClientCode("AL", 4, 7))
    scenario_file.write(package, tmp_path)
    assert loader.read(tmp_path).content_hash == package.content_hash


def test_every_fact_of_the_patterns_has_its_texts() -> None:
    texts = words()
    for domain, one in patterns().facts.items():
        used = {pattern.id for level in one.levels for pattern in level} | {pattern.id for pattern in one.more}
        assert used == set(texts["facts"][domain])
    for name in ("pastimes", "strengths", "hopes"):
        assert set(getattr(patterns().people, name)) == set(texts["people"][name])
    assert set(patterns().people.trades) == set(texts["people"]["trades"])
    assert set(patterns().events) == set(texts["events"])
    assert all(len(event["answers"]) == 4 for event in texts["events"].values())
    assert set(patterns().services) == set(texts["services"])
    assert set(patterns().stances) == set(texts["stances"])
    assert set(texts["voices"]) == set(VOICES)


def test_a_domain_nobody_can_tell_about_is_an_error() -> None:
    given = patterns().model_dump(mode="json")
    given["facts"]["debt"]["levels"][1] = [{"id": "x", "fits": {"age": [15, 20]}}]
    with pytest.raises(ValueError, match="fits everybody"):
        type(patterns()).model_validate(given)


def test_a_missing_text_is_named() -> None:
    from scenarios.invented.content import text_at

    with pytest.raises(ContentError, match="people/pastimes/yoga"):
        text_at("en", ("people", "pastimes", "yoga"))
