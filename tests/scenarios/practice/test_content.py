"""Scenario files: the guide's example, the library, mistakes with their place, the linter's findings."""

from __future__ import annotations

import copy
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from scenarios import loader, manners
from scenarios.engine import Inputs
from scenarios.facts import Technique
from scenarios.lint import lint, wording
from scenarios.loader import Package
from scenarios.scoring.practice import score
from scenarios.weeks import evidence
from studio.content import ContentError
from studio.languages import PSEUDO, translator

from .conftest import GARDEN, Player

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "scenario-format.md"


def test_the_guides_example_is_complete(tmp_path: Path) -> None:
    structure, texts = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    (tmp_path / "scenario.yaml").write_text(structure, encoding="utf-8")
    (tmp_path / "scenario.en.yaml").write_text(texts, encoding="utf-8")
    findings = lint(loader.read(tmp_path))
    assert [finding for finding in findings if finding.severity != "note"] == []


@pytest.mark.parametrize("scenario_id", loader.library())
def test_a_scenario_of_the_library_has_no_errors(scenario_id: str) -> None:
    package = loader.builtin(scenario_id)
    assert package.scenario.id == scenario_id
    assert [finding for finding in lint(package) if finding.severity == "error"] == []


@pytest.mark.parametrize("scenario_id", loader.library())
def test_good_answers_of_the_library_are_known_by_their_sense_only(scenario_id: str) -> None:
    codes = {finding.code for finding in lint(loader.builtin(scenario_id))}
    assert not codes & {"good_answer_longest", "good_answer_slowest"}


@pytest.mark.parametrize("scenario_id", loader.library())
def test_somebody_who_knows_the_keys_can_hear_nearly_everything(scenario_id: str) -> None:
    scenario = loader.builtin(scenario_id).scenario
    player = Player(Inputs(scenario, scenario.service_system, evidence.builtin(), manners.builtin(), 1))
    seat = scenario.seats[0].id
    player.run.do  # noqa: B018 - the seat differs per scenario
    listened = listen(player, seat)
    told = set(player.run.case.told)
    can = [fact for fact in scenario.facts if fact.keys]
    assert len(told) * 100 >= 85 * len(can), sorted({fact.id for fact in can} - told)
    fallbacks = sum("fallback" in turn.marks for turn in player.run.case.turns)
    assert fallbacks * 100 <= 15 * listened
    practice = {criterion.id: criterion.share for criterion in score(player.run).criteria}
    assert practice["strengths"] >= 700


def listen(player: Player, seat: str) -> int:
    """Ask for every fact with one of its own keys, week after week, and listen in between; how often it spoke."""
    case, scenario = player.run.case, player.run.scenario
    spoken = 0

    def say(technique: str, topic: str) -> bool:
        nonlocal spoken
        done = player.do("say", seat=seat, technique=technique, topic=topic) is None
        spoken += done
        return done

    while case.week < 10:
        player.ok("meet", seat=seat, place="private_room")
        if case.meeting:
            for technique, topic in (("explain", "confidentiality"), ("explain", "rights"), ("open", "hopes")):
                if topic != "hopes" and topic not in {turn.topic for turn in case.turns}:
                    say(technique, topic)
            player.do("ask_consent", seat=seat)
            for fact in scenario.facts:
                if fact.keys and fact.id not in case.told:
                    key = min(fact.keys, key=lambda key: key.trust)
                    if key.trust > case.trust or not set(key.after) <= set(case.told):
                        continue
                    if not say(key.techniques[0], key.topics[0]):
                        break
                    if fact.kind == "strength" and fact.id in case.told:
                        say("affirm", fact.domain)
        player.ok("advance", seat=seat)
    return spoken


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Writes the garden with changes made by a function on structure and texts."""

    def write(change: Callable[[dict[str, Any], dict[str, Any]], None]) -> Path:
        structure = yaml.safe_load((GARDEN / "scenario.yaml").read_text(encoding="utf-8"))
        texts = yaml.safe_load((GARDEN / "scenario.en.yaml").read_text(encoding="utf-8"))
        structure, texts = copy.deepcopy(structure), copy.deepcopy(texts)
        change(structure, texts)
        place = tmp_path / f"changed_{len(list(tmp_path.iterdir()))}"
        place.mkdir()
        for name, data in (("scenario.yaml", structure), ("scenario.en.yaml", texts)):
            (place / name).write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
        return place

    return write


Change = Callable[[dict[str, Any], dict[str, Any]], Any]


def fact(structure: dict[str, Any], fact_id: str) -> dict[str, Any]:
    return next(one for one in structure["facts"] if one["id"] == fact_id)


BROKEN: list[tuple[Change, str]] = [
    (lambda s, t: fact(s, "loans").update(level=9), "facts/loans/level"),
    (lambda s, t: fact(s, "loans").update(domain="wealth"), "facts/loans"),
    (lambda s, t: fact(s, "loans").update(known_by=["moon"]), "known_by"),
    (lambda s, t: s["stances"][0].update(service="moon"), "stances/no_broom"),
    (lambda s, t: s["events"][0].update(standing="moon"), "standing"),
    (lambda s, t: s["facts"].append(copy.deepcopy(s["facts"][0])), "used twice"),
    (lambda s, t: s.update(surprise=1), "surprise"),
    (lambda s, t: t["facts"]["loans"].pop("said"), "facts.loans.said"),
    (lambda s, t: t["facts"]["loans"].pop("evaded"), "facts.loans.evaded"),
    (lambda s, t: s["client"]["levels"].pop("debt"), "client"),
    (lambda s, t: s["objectives"][0].update(criterion="charm"), "charm"),
]


@pytest.mark.parametrize(("change", "place"), BROKEN)
def test_a_mistake_is_named_with_its_place(folder: Callable[..., Path], change: Change, place: str) -> None:
    with pytest.raises(ContentError) as error:
        loader.read(folder(change))
    assert place in str(error.value)


def _no_fallback(structure: dict[str, Any], texts: dict[str, Any]) -> None:
    structure["lines"] = [line for line in structure["lines"] if line["id"] != "advice_shrug"]
    texts["lines"].pop("advice_shrug")


FINDINGS: list[tuple[Change, str, str]] = [
    (lambda s, t: fact(s, "loans").update(known_by=[], keys=[]), "fact_unreachable", "facts/loans"),
    (lambda s, t: fact(s, "after_school")["keys"][0].update(trust=99), "", ""),
    (lambda s, t: fact(s, "own_kitchen").update(keys=[{"topics": ["hopes"], "trust": 95}]), "fact_unreachable", ""),
    (_no_fallback, "fallback_missing", "lines"),
    (lambda s, t: s["services"][0].update(eligibility={"age_max": 25}), "reference_refused", "services/debt_advice"),
    (lambda s, t: s["services"][5].update(eligibility={"age_max": 25}), "service_dead", "services/public_works"),
    (lambda s, t: s["lines"][0].update(told=["loans"], untold=["loans"]), "line_never_said", "lines/hello"),
    (lambda s, t: s["events"][0].update(chance=0), "event_never", "events/red_letter"),
    (lambda s, t: s["client"]["levels"].update(mobility=0), "level_unsupported", "client/levels/mobility"),
    (lambda s, t: t.update(stray="A text nobody asked for"), "text_unused", "stray"),
    (lambda s, t: s["rubric"].update(partners=0), "objective_without_weight", "objectives/together"),
]


@pytest.mark.parametrize(("change", "code", "place"), FINDINGS)
def test_the_linter_finds_it(folder: Callable[..., Path], change: Change, code: str, place: str) -> None:
    found = [one for one in lint(loader.read(folder(change))) if one.severity != "note"]
    if not code:
        assert found == [], "a partner still tells it: a near miss"
        return
    hits = [one for one in found if one.code == code]
    assert hits
    assert not place or place in {one.place for one in hits}
    assert all(wording(one, translator("en")) for one in found)


def test_good_answers_that_give_themselves_away_are_noted() -> None:
    package = loader.builtin("late_checkout")

    def told(texts: dict[str, str], minutes: int) -> set[str]:
        events = tuple(
            event.model_copy(
                update={
                    "responses": tuple(
                        one.model_copy(update={"minutes": minutes}) if one.quality == "good" else one
                        for one in event.responses
                    )
                }
            )
            for event in package.scenario.events
        )
        scenario = package.scenario.model_copy(update={"events": events})
        found = lint(package.model_copy(update={"scenario": scenario, "texts": {"en": texts}}))
        return {one.code for one in found if one.code.startswith("good_answer")}

    good = {
        f"events.{event.id}.responses.{one.id}.label"
        for event in package.scenario.events
        for one in event.responses
        if one.quality == "good"
    }
    plain = package.texts["en"]
    long = {key: text + " and so on" * 20 if key in good else text for key, text in plain.items()}
    assert told(plain, 5) == set()
    assert told(long, 5) == {"good_answer_longest"}
    assert told(plain, 240) == {"good_answer_slowest"}


def test_an_objective_nobody_can_meet_is_an_error(folder: Callable[..., Path]) -> None:
    def change(structure: dict[str, Any], texts: dict[str, Any]) -> None:
        fact(structure, "no_cv").update(keys=[], known_by=[])
        structure["objectives"][0]["facts"] = ["no_cv"]

    codes = {one.code for one in lint(loader.read(folder(change))) if one.severity == "error"}
    assert codes == {"fact_unreachable", "objective_unmeetable"}


def test_the_garden_itself_is_clean(garden: Package) -> None:
    assert {one.severity for one in lint(garden)} == {"note"}
    assert set(garden.scenario.fact_by_id["loans"].keys[0].techniques) == {
        Technique.OPEN,
        Technique.PROBE,
        Technique.REFLECT,
    }


def test_words_fall_back_to_english_and_can_be_made_up(garden: Package) -> None:
    assert garden.words("sq")("title") == garden.words("en")("title")
    assert garden.words(PSEUDO)("title").startswith("⟦")


def test_a_package_keeps_its_hash_through_json(garden: Package) -> None:
    again = Package.model_validate_json(garden.model_dump_json())
    assert again.content_hash == garden.content_hash
