"""The sawmill's caseload, and a short way to log deeds."""

from __future__ import annotations

from typing import Any

import pytest

from scenarios.caseload import package, rules
from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import DEED, Entry
from scenarios.caseload.package import Package
from scenarios.caseload.replay import Caseload, Inputs
from scenarios.engine import Refusal
from scenarios.weeks import evidence

SAWMILL = "javor_sawmill"


class Played:
    """Plays a caseload deed by deed and keeps its log."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs, self.load, self.log = inputs, Caseload(inputs), list[Entry]()

    def do(self, kind: str, person: str = "", **rest: Any) -> Refusal | None:
        given = {"kind": kind, **({"person": person} if person else {}), **rest}
        entry = Entry(sequence=len(self.log) + 1, deed=DEED.validate_python(given))
        refusal = self.load.do(entry)
        if refusal is None:
            self.log.append(entry)
        return refusal

    def ok(self, kind: str, person: str = "", **rest: Any) -> None:
        refusal = self.do(kind, person, **rest)
        assert refusal is None, (kind, person, rest, refusal)

    def refused(self, kind: str, person: str = "", **rest: Any) -> str:
        refusal = self.do(kind, person, **rest)
        assert refusal is not None, (kind, person, rest)
        return refusal.code

    def weeks(self, count: int) -> None:
        for _ in range(count):
            self.ok("advance")

    def card(self, person: str) -> Card:
        return self.load.cards[person]

    def reach(self, person: str, way: str = "meeting") -> None:
        """Get in touch, and try again week after week until the person is reached."""
        self.ok("contact", person, way=way)
        while not self.card(person).contacts[-1].reached:
            self.weeks(1)
            self.ok("contact", person, way=way)


@pytest.fixture(scope="session")
def sawmill() -> Package:
    return package.builtin(SAWMILL)


@pytest.fixture
def inputs(sawmill: Package) -> Inputs:
    return Inputs(sawmill.exercise, evidence.builtin(), rules.builtin(), seed=5)


@pytest.fixture
def played(inputs: Inputs) -> Played:
    return Played(inputs)
