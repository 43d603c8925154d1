"""Whether scoring ranks players of known quality as it should, scenario by scenario, over many seeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from enum import StrEnum
from itertools import islice, pairwise
from typing import Protocol

from scenarios import manners
from scenarios.client import Frozen
from scenarios.engine import Inputs
from scenarios.loader import Package
from scenarios.players import colleagues, second
from scenarios.players.play import Play
from scenarios.players.tricks import TRICKS
from scenarios.scoring.practice import score
from scenarios.weeks import evidence

WANTED = 95
"""Per cent of seeds in which the order must hold."""
MOST_FALLBACK = 15
"""Per cent of an expert's sentences that may get a stock reply."""
TRICKS_EVERY = 5
"""Tricks are played in the first of so many seeds."""


class Player(Protocol):
    """Plays a whole case by what is seen."""

    name: str

    def play(self, play: Play) -> None: ...


class Team(StrEnum):
    """Who plays: the first team knew the rubric when it was mended, the second was written without sight of it."""

    FIRST = "first"
    SECOND = "second"


TEAMS: dict[Team, tuple[type[Player], ...]] = {Team.FIRST: colleagues.COLLEAGUES, Team.SECOND: second.COLLEAGUES}
"""Colleagues of known quality, best first; the tricks are played with the first."""
PLAYERS: dict[str, type[Player]] = {one.name: one for one in (*TEAMS[Team.FIRST], *TRICKS)}
QUALITIES = tuple(one.name for one in TEAMS[Team.FIRST])


class Life(Frozen):
    """One seed: the practice share of every player in thousandths, and the expert's stock replies."""

    seed: int
    shares: dict[str, int]
    """Player -> share; the tricks are played in some of the lives only."""
    fallbacks: int
    sentences: int

    @property
    def ordered(self) -> bool:
        """Whether every colleague scores strictly more than the next worse one."""
        return all(self.shares[a] > self.shares[b] for a, b in pairwise(QUALITIES))


class Trick(Frozen):
    """How a trick does beside the good colleague, over the same seeds."""

    name: str
    mean: int
    good: int
    won: int
    """Seeds in which it scores more."""
    seeds: int

    @property
    def pays(self) -> bool:
        return self.mean >= self.good


class Ranking(Frozen):
    """What many seeds say about one scenario."""

    scenario: str
    lives: tuple[Life, ...]

    @property
    def means(self) -> dict[str, int]:
        """Colleague -> mean practice share in thousandths."""
        return {name: _mean([life.shares[name] for life in self.lives]) for name in QUALITIES}

    @property
    def in_order(self) -> int:
        """Seeds in which the order of the colleagues holds."""
        return sum(life.ordered for life in self.lives)

    @property
    def tricks(self) -> tuple[Trick, ...]:
        found = []
        for name in (one.name for one in TRICKS):
            pairs = [(life.shares[name], life.shares["good"]) for life in self.lives if name in life.shares]
            if pairs:
                mine, theirs = zip(*pairs, strict=True)
                won = sum(trick > good for trick, good in pairs)
                found.append(Trick(name=name, mean=_mean(mine), good=_mean(theirs), won=won, seeds=len(pairs)))
        return tuple(found)

    @property
    def fallback(self) -> int:
        """Per cent of the expert's sentences that got a stock reply."""
        return 100 * sum(life.fallbacks for life in self.lives) // max(1, sum(life.sentences for life in self.lives))

    @property
    def valid(self) -> bool:
        """The order holds often enough, no trick pays on average, and the expert seldom hears a stock reply."""
        enough = self.in_order * 100 >= WANTED * len(self.lives)
        return enough and not any(trick.pays for trick in self.tricks) and self.fallback < MOST_FALLBACK


def _mean(values: Sequence[int]) -> int:
    return round(sum(values) / len(values))


def inputs_of(package: Package, seed: int) -> Inputs:
    scenario = package.scenario
    return Inputs(scenario, scenario.service_system, evidence.builtin(), manners.builtin(), seed=seed)


def played(package: Package, name: str, seed: int) -> Play:
    """A whole run of one player of the first team, or of a trick."""
    return _played(PLAYERS[name], package, seed)


def _played(player: type[Player], package: Package, seed: int) -> Play:
    play = Play(package, inputs_of(package, seed))
    player().play(play)
    return play


def life(package: Package, seed: int, *, tricks: bool = True, team: Team = Team.FIRST) -> Life:
    """One seed played by every colleague, and by every trick if asked for."""
    shares, fallbacks, sentences = {}, 0, 0
    for player in (*TEAMS[team], *(TRICKS if tricks else ())):
        run = _played(player, package, seed).played()
        shares[player.name] = score(run).share
        if player.name == QUALITIES[0]:
            fallbacks = sum("fallback" in turn.marks for turn in run.case.turns)
            sentences = len(run.case.turns)
    return Life(seed=seed, shares=shares, fallbacks=fallbacks, sentences=sentences)


def _life(given: tuple[Package, int, bool, Team]) -> Life:
    package, seed, tricks, team = given
    return life(package, seed, tricks=tricks, team=team)


def rank(
    packages: Sequence[Package], seeds: Sequence[int], *, workers: int = 1, team: Team = Team.FIRST
) -> Iterator[Ranking]:
    """The ranking of one scenario after the other.

    Tricks are played with the first team, in every fifth seed, which is where most of the time would go. `workers`
    processes share the work; the result is the same with any number.
    """
    lives = [
        (package, seed, team is Team.FIRST and place % TRICKS_EVERY == 0, team)
        for package in packages
        for place, seed in enumerate(seeds)
    ]
    with ExitStack() as stack:
        pool = stack.enter_context(ProcessPoolExecutor(workers)) if workers > 1 else None
        done = pool.map(_life, lives, chunksize=TRICKS_EVERY) if pool else map(_life, lives)
        for package in packages:
            yield Ranking(scenario=package.scenario.id, lives=tuple(islice(done, len(seeds))))
