"""What came of a caseload, person by person and in sum, and how much of that was luck; never mixed with practice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from scenarios.caseload.replay import Caseload
from scenarios.caseload.ways import played
from scenarios.client import Frozen
from scenarios.services import Refusal
from scenarios.weeks.luck import Bools
from scenarios.weeks.outcome import REPLICATES, Spread
from scenarios.weeks.policies import Skipped, View
from scenarios.weeks.state import Contact, Decisions, Ints, Week

COMPARED: tuple[str, ...] = ("equal", "first_come", "loudest", "nothing")
"""Ways that a lived caseload is put beside."""


@dataclass(frozen=True)
class Repeated:
    """The decisions of a lived caseload in other worlds, as a policy.

    Referrals and ends whose ground vanished are left out. Where something happens to a person that did not happen in
    the lived weeks, nobody knows what the case manager would have done: the standing response is a call a week later.
    """

    weeks: list[Decisions]
    lived: list[Week]
    worlds: int

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        if view.week >= len(self.weeks):
            return view.nothing(), []
        once, worlds = self.weeks[view.week], self.worlds
        decided = Decisions(
            contact=np.tile(once.contact, worlds),
            refer=np.tile(once.refer, (worlds, 1)),
            end=np.tile(once.end, (worlds, 1)) & view.open,
            conference=np.tile(once.conference, worlds),
            agree=np.tile(once.agree, worlds),
            minutes=np.tile(once.minutes, worlds),
            again=np.tile(once.again, worlds),
            hurry=np.tile(once.hurry, (worlds, 1)),
            ratings=None if once.ratings is None else np.tile(once.ratings, (worlds, 1)),
            informed=None if once.informed is None else np.tile(once.informed, (worlds, 1)),
            shift={
                name: np.tile(value, (worlds, 1) if value.ndim > 1 else worlds) for name, value in once.shift.items()
            },
        )
        decided.refer[view.open | (view.formal == Refusal.EMPLOYED)] = 0
        if view.week:
            before = self.lived[view.week - 1]
            new = view.lost & ~np.tile(before.lost, worlds)
            new = new | (view.life & ~np.tile(before.life > 0, (worlds, 1))).any(axis=1)
            attended: Bools = np.tile(self.cared, worlds)
            decided.contact[new & attended & (decided.contact == Contact.NONE)] = Contact.CALL
        return decided, []

    @property
    def cared(self) -> Bools:
        """(people,) who had any contact at all: for the others nobody would have rung."""
        found: Bools = np.any([week.contact > 0 for week in self.weeks], axis=0)
        return found


class Sums(Frozen):
    """One way of working in sum over all clients, each as where the lived run stands among its other lives."""

    way: str
    employed_weeks: Spread
    employed_at_end: Spread
    """Clients in work after the last week."""
    needs: Spread
    """Levels gained minus levels lost, of all domains."""
    crises: Spread
    """Domains in crisis after the last week."""
    trust: Spread
    """Mean."""
    cost: Spread
    staff_minutes: Spread


class Each(Frozen):
    """One client: what attention there was, how great the need was, and what came of it."""

    person: str
    minutes: int
    contacts: int
    needs: int
    """Domains at level 0 or 1 at the start, as things really stood."""
    crises: int
    messages: int
    employed_weeks: Spread
    employed_at_end: bool
    employed_lives: int
    """Lives, of all, that end in work."""
    levels: Spread
    trust: Spread


class Outcome(Frozen):
    """The outcome of a lived caseload beside other ways, under the same luck."""

    weeks: int
    sums: tuple[Sums, ...]
    """The lived one (`run`) first."""
    people: tuple[Each, ...]


def outcome(load: Caseload, replicates: int = REPLICATES) -> Outcome:
    """What came of a caseload so far, in its range of luck and beside other ways of the same length."""
    own = lives(load, replicates)
    sums = [own.sums("run")]
    for way in COMPARED:
        other = played(load.inputs, way, load.week).load
        sums.append(lives(other, replicates).sums(way))
    return Outcome(weeks=load.week, sums=tuple(sums), people=tuple(own.each(load)))


@dataclass(frozen=True)
class Lives:
    """(1 + replicates, people) of every measure; the first world is the lived one."""

    employed_weeks: Ints
    employed: Ints
    levels: Ints
    crises: Ints
    trust: Ints
    cost: Ints
    minutes: Ints

    def sums(self, way: str) -> Sums:
        return Sums(
            way=way,
            employed_weeks=Spread.of(self.employed_weeks.sum(axis=1)),
            employed_at_end=Spread.of(self.employed.sum(axis=1)),
            needs=Spread.of(self.levels.sum(axis=1)),
            crises=Spread.of(self.crises.sum(axis=1)),
            trust=Spread.of(self.trust.sum(axis=1) // self.trust.shape[1]),
            cost=Spread.of(self.cost.sum(axis=1)),
            staff_minutes=Spread.of(self.minutes.sum(axis=1)),
        )

    def each(self, load: Caseload) -> list[Each]:
        found = []
        for row, person in enumerate(load.exercise.people):
            card, first = load.cards[person.id], load.curve[0][row]
            found.append(
                Each(
                    person=person.id,
                    minutes=card.minutes,
                    contacts=sum(one.reached for one in card.contacts),
                    needs=first.needs,
                    crises=sum(event.crisis for event in card.events.values()),
                    messages=len(card.messages),
                    employed_weeks=Spread.of(self.employed_weeks[:, row]),
                    employed_at_end=bool(self.employed[0, row]),
                    employed_lives=int(self.employed[1:, row].sum()),
                    levels=Spread.of(self.levels[:, row]),
                    trust=Spread.of(self.trust[:, row]),
                )
            )
        return found


def lives(load: Caseload, replicates: int) -> Lives:
    """The weeks of a caseload lived again: the same decisions in `replicates` more worlds."""
    people, worlds = len(load.exercise.people), 1 + replicates
    engine = load.inputs.engine(worlds)
    policy = Repeated(load.plans, load.lived, worlds)
    state, last = engine.start(), None
    first = state.levels.astype(np.int64)
    for _ in range(load.week):
        decisions, _ = policy.decide(View.of(engine, state, last))
        state, last = engine.step(state, decisions)
    levels = state.levels

    def grid(values: npt.NDArray[Any]) -> Ints:
        return values.astype(np.int64).reshape(worlds, people)

    return Lives(
        employed_weeks=grid(state.employed_weeks),
        employed=grid(state.employed),
        levels=grid((levels.astype(np.int64) - first).sum(axis=1)),
        crises=grid((levels == 0).sum(axis=1)),
        trust=grid(state.trust),
        cost=grid(state.cost),
        minutes=grid(state.minutes),
    )
