"""Players see what a trainee sees: what is hidden can change without their noticing."""

from __future__ import annotations

import ast
import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

import scenarios.players
from scenarios import loader
from scenarios.case import Case
from scenarios.client import DOMAINS
from scenarios.loader import Package
from scenarios.players.play import Play
from scenarios.players.rank import PLAYERS, TEAMS, Player, Team, inputs_of, played
from scenarios.players.seen import Seen
from scenarios.run import DEED

PACKAGE = Path(scenarios.players.__file__).parent
FIRST = ("assessing", "colleagues", "following", "habits", "noting", "planning", "reading", "talking", "tricks")
"""Modules of the first team; `seen` and `play` hand players what is visible, `rank` judges them."""
BLIND = (*FIRST, *(f"second/{one.stem}" for one in sorted((PACKAGE / "second").glob("[a-z]*.py"))))
HIDDEN_WORDS = {
    "trust", "motivation", "stress", "quality", "keys", "reference", "rubric", "essential", "sensitivity", "evades",
    "corrected_by", "principle", "stances", "until_trust", "standing", "objectives", "alternatives", "curve", "marks",
    "levels", "capacity", "dropout", "withholds", "shortens", "known_by",
}  # fmt: skip


@pytest.fixture(scope="module")
def package() -> Package:
    return loader.builtin("the_blue_folder")


def parts(value: Any) -> Iterator[Any]:
    """Everything that hangs on a value."""
    yield value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        for item in dataclasses.fields(value):
            yield from parts(getattr(value, item.name))
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from parts(key)
            yield from parts(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from parts(item)


def names(value: Any) -> set[str]:
    found: set[str] = set()
    for one in parts(value):
        if dataclasses.is_dataclass(one):
            found |= {item.name for item in dataclasses.fields(one)}
        elif isinstance(one, BaseModel):
            found |= set(type(one).model_fields)
    return found


def shown(play: Play) -> str:
    return repr(play.seen)


def at_work(package: Package, deeds: int = 60) -> Play:
    """An expert's run up to a certain line."""
    whole = played(package, "expert", 3)
    play = Play(package, inputs_of(package, 3))
    for entry in whole.log[:deeds]:
        assert play.do(entry.deed) == ""
    return play


def test_what_is_seen_holds_no_name_of_anything_hidden(package: Package) -> None:
    play = at_work(package, 400)
    assert isinstance(play.seen, Seen)
    assert not names(play.seen) & HIDDEN_WORDS


def test_hidden_values_can_change_without_being_seen(package: Package) -> None:
    play = at_work(package)
    before, case = shown(play), play.played().case
    case.trust, case.motivation, case.stress = 3, 99, 1
    case.levels = {domain: 4 - level for domain, level in case.levels.items()}
    case.curve.levels.append((0,) * len(DOMAINS))
    case.evaded.append("fixer_debt")
    play.do(DEED.validate_python({"kind": "rate", "domain": "skills", "level": None}))  # look again
    after = play.seen
    assert repr(dataclasses.replace(after, minutes=0, ratings={})) == re.sub(
        r"minutes=\d+, prices", "minutes=0, prices", _without_ratings(before, after)
    )


def _without_ratings(text: str, seen: Seen) -> str:
    start, end = text.index("ratings={"), text.index("services={")
    assert seen.services
    return text[:start] + "ratings={}, " + text[end:]


def judged_otherwise(package: Package) -> Package:
    """The same life, judged otherwise by its author: reference, essentials, quality of answers, weights, objectives."""
    found = package.scenario
    facts = tuple(one.model_copy(update={"essential": not one.essential}) for one in found.facts)
    events = tuple(
        event.model_copy(
            update={
                "responses": tuple(
                    one.model_copy(
                        update={"quality": "harmful" if one.quality == "good" else "good", "principle": None}
                    )
                    for one in event.responses
                )
            }
        )
        for event in found.events
    )
    reference = found.reference.model_copy(
        update={
            "priorities": ("mobility",),
            "hopes": (),
            "enquiries": (),
            "activities": found.reference.activities[-1:],
            "contact_weeks": 9,
            "weeks": 90,
        }
    )
    update = {
        "facts": facts,
        "events": events,
        "reference": reference,
        "alternatives": (),
        "rubric": {"notes": 10},
        "objectives": found.objectives[:1],
    }
    return package.model_copy(update={"scenario": found.model_copy(update=update)})


@pytest.mark.parametrize(
    "player", [*PLAYERS.values(), *TEAMS[Team.SECOND]], ids=lambda one: f"{one.__module__[18:]} {one.name}"
)
def test_what_the_author_thinks_is_never_seen_and_changes_no_decision(package: Package, player: type[Player]) -> None:
    one, other = Recorder(package), Recorder(judged_otherwise(package))
    player().play(one)
    player().play(other)
    assert one.decisions == other.decisions
    assert one.played().hash() == other.played().hash()


class Recorder(Play):
    """Keeps what was seen before each decision, and the decision."""

    def __init__(self, package: Package) -> None:
        super().__init__(package, inputs_of(package, 3))
        self.decisions: list[tuple[str, str]] = []

    def do(self, deed: Any) -> str:
        self.decisions.append((repr(self.seen), repr(deed)))
        return super().do(deed)


def test_trust_alone_changes_nothing_until_it_shows(package: Package) -> None:
    """Two clients who differ in trust and motivation only: the first words to both are the same."""
    client = package.scenario.client
    warm = package.scenario.model_copy(update={"client": client.model_copy(update={"trust": 55, "motivation": 80})})
    one, other = Recorder(package), Recorder(package.model_copy(update={"scenario": warm}))
    PLAYERS["expert"]().play(one)
    PLAYERS["expert"]().play(other)
    assert one.decisions[0] == other.decisions[0]
    parted = next(
        place for place, (a, b) in enumerate(zip(one.decisions, other.decisions, strict=False)) if a[0] != b[0]
    )
    assert [deed for _, deed in one.decisions[:parted]] == [deed for _, deed in other.decisions[:parted]]


def test_every_colleague_would_notice_if_something_visible_changed(package: Package) -> None:
    """The twin test can fail: with other words in a visible label the expert answers differently."""
    texts = dict(package.texts["en"])
    key = "events.inspection.responses.her_choice.label"
    texts[key] = "Tell the inspector everything, quietly and without asking her"
    changed = package.model_copy(update={"texts": {"en": texts}})
    answers = set()
    for one in (package, changed):
        case: Case = played(one, "expert", 1).played().case
        answers.add(case.events["inspection"].response)
    assert len(answers) == 2


@pytest.mark.parametrize("module", BLIND)
def test_players_touch_neither_engine_nor_scenario_nor_scoring(module: str) -> None:
    tree = ast.parse((PACKAGE / f"{module}.py").read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert not re.match(r"scenarios\.(engine|case|conversation|scoring|lint|debrief|state|luck)\b", node.module)
            if node.module == "scenarios.scenario":
                assert {alias.name for alias in node.names} <= {"PartnerKind"}
            if module.startswith("second"):
                assert not re.match(rf"scenarios\.players\.({'|'.join(FIRST)})\b", node.module)
        if isinstance(node, ast.Attribute):
            own = isinstance(node.value, ast.Name) and node.value.id == "self"
            assert own or not node.attr.startswith("_"), f"{module}: {node.attr}"
            assert node.attr not in ("played", "random"), f"{module}: {node.attr}"
