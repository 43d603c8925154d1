"""Replay of a caseload: pins and log in, state out. Pure and deterministic; a refused deed changes nothing.

Desks decide for each client; once a week the one engine (`scenarios.weeks`) lives the week of all, who share the
places of the same services.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import numpy as np

from scenarios.caseload.cards import Card
from scenarios.caseload.deeds import (
    Advance,
    Agree,
    Conference,
    Contact,
    Deed,
    Entry,
    Finish,
    FollowUp,
    Refer,
)
from scenarios.caseload.exercise import Exercise, Way
from scenarios.caseload.moves import MOVES
from scenarios.caseload.rules import Rules
from scenarios.caseload.weekly import decided, happened
from scenarios.client import DOMAIN_INDEX, DOMAINS, TERRITORIES
from scenarios.engine import Refusal
from scenarios.facts import FactKind
from scenarios.moves.refused import Refused
from scenarios.services import Refusal as Refusing
from scenarios.weeks.engine import Engine
from scenarios.weeks.engine import engine_hash as weeks_hash
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Luck
from scenarios.weeks.policies import View
from scenarios.weeks.state import UNKNOWN, Cohort, Decisions, State, Status, Week

_PARTS = ("exercise", "cards", "moves", "weekly", "replay")


@lru_cache(maxsize=1)
def engine_hash() -> str:
    """SHA-256 (hex) over the code that decides what a deed and a week do: what a caseload pins."""
    digest = hashlib.sha256(weeks_hash().encode())
    for part in _PARTS:
        digest.update(Path(__file__).with_name(f"{part}.py").read_text(encoding="utf-8").encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Inputs:
    """Everything a replay needs besides the log."""

    exercise: Exercise
    evidence: Evidence
    rules: Rules
    seed: int

    def cohort(self) -> Cohort:
        """The people as arrays, with what the register says as the first ratings."""
        cohort = Cohort.of([person.client for person in self.exercise.people])
        ratings = np.full_like(cohort.ratings, UNKNOWN)
        for row, person in enumerate(self.exercise.people):
            for domain, level in person.registered.items():
                ratings[row, DOMAIN_INDEX[domain]] = level
        return replace(cohort, ratings=ratings)

    def engine(self, replicates: int = 1) -> Engine:
        cohort = self.cohort()
        return Engine(
            self.exercise.system,
            self.evidence,
            seed=self.seed,
            cohort=cohort if replicates == 1 else cohort.repeated(replicates),
            shared=True,
        )

    def day(self, week: int) -> date:
        """The first day of a simulated week."""
        return self.exercise.reference_date + timedelta(weeks=week)


@dataclass(frozen=True)
class Moment:
    """How one client really stood at the start of a week: for the debrief only."""

    trust: int
    motivation: int
    stress: int
    employed: bool
    needs: int
    """Domains at level 0 or 1."""
    crises: int
    """Domains at level 0."""


class Caseload:
    """A caseload in the making: cards by person, the world of the engine, what was decided per week."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs, self.exercise, self.rules = inputs, inputs.exercise, inputs.rules
        self.engine = inputs.engine()
        self.luck = Luck(inputs.seed, TERRITORIES.index(inputs.exercise.territory))
        self.world: State = self.engine.start()
        self.last: Week | None = None
        self.sequence = 0
        self.finished = False
        self.minutes_left = self.exercise.weekly_minutes
        self.left_over: list[int] = []
        """Minutes that were not used, per week."""
        self.week_lines: list[int] = []
        """The line of the log in which each week ended."""
        self.plans: list[Decisions] = []
        self.lived: list[Week] = []
        self.refusals: list[tuple[int, Refusal]] = []
        self.curve: list[tuple[Moment, ...]] = [self._moments()]
        self.cards: dict[str, Card] = {}
        for person in self.exercise.people:
            card = Card(person.id, dict(person.registered))
            card.facts = {fact.id: 0 for fact in person.facts if fact.file}
            self.cards[person.id] = card

    @property
    def week(self) -> int:
        return self.world.week

    def copy(self) -> Caseload:
        """A caseload that can go on without changing this one; what never changes is shared."""
        twin = copy.copy(self)
        twin.cards, twin.plans, twin.curve = dict(self.cards), list(self.plans), list(self.curve)
        twin.lived, twin.refusals, twin.left_over = list(self.lived), list(self.refusals), list(self.left_over)
        twin.week_lines = list(self.week_lines)
        return twin

    # --- doing -------------------------------------------------------------------------------------------------------

    def do(self, entry: Entry) -> Refusal | None:
        """Carry out a line of the log; a refusal leaves everything as it was."""
        deed, before = entry.deed, self.sequence
        try:
            self._check(deed)
            self.sequence = entry.sequence
            if isinstance(deed, Advance):
                self._pass_week()
                self.week_lines.append(entry.sequence)
            elif isinstance(deed, Finish):
                self.finished = True
            else:
                self._move(deed)
        except Refused as refused:
            self.sequence = before
            return Refusal(refused.code, refused.parameters)
        return None

    def _check(self, deed: Deed) -> None:
        if self.finished:
            raise Refused("caseload_finished")
        person = getattr(deed, "person", None)
        if person is None:
            return
        if person not in self.cards:
            raise Refused("person_unknown")
        if self.cards[person].ended is not None and not isinstance(deed, FollowUp):
            raise Refused("client_closed")

    def _move(self, deed: Deed) -> None:
        person: str = deed.person  # type: ignore[union-attr]
        card = self.cards[person].copy()
        minutes = MOVES[type(deed)](self, card, deed)
        self.afford(minutes)
        card.pending.minutes += minutes
        card.minutes += minutes
        if deed.kind != "bring_forward":
            if self.week not in card.touched[-1:]:
                card.touched.append(self.week)
            if card.date is not None and card.date.week <= self.week:
                card.dates[-1] = replace(card.date, done=self.week)
        self.minutes_left -= minutes
        self.cards[person] = card

    def afford(self, minutes: int) -> None:
        """Refuse what the week has no time for."""
        if minutes > self.minutes_left:
            raise Refused("time_spent", needed=minutes, left=self.minutes_left)

    def _pass_week(self) -> None:
        for name, card in self.cards.items():
            self.cards[name] = card.copy()
        decisions = decided(self)
        self.plans.append(decisions)
        self.left_over.append(self.minutes_left)
        self.world, self.last = self.engine.step(self.world, decisions)
        self.lived.append(self.last)
        self.minutes_left = self.exercise.weekly_minutes
        happened(self, self.last)
        self.curve.append(self._moments())
        if self.week >= self.exercise.weeks:
            self.finished = True

    # --- what can be seen --------------------------------------------------------------------------------------------

    def row(self, person: str) -> int:
        return self.exercise.position[person]

    def employed(self, person: str) -> bool:
        """Whether the person works: the register shows it."""
        return bool(self.world.employed[self.row(person)])

    def status(self, person: str, service: str) -> Status:
        """Where the person stands with a service, as of last week's end."""
        return Status(int(self.world.status[self.row(person), self.exercise.system.index[service]]))

    def since(self, person: str, service: str) -> int:
        return int(self.world.since[self.row(person), self.exercise.system.index[service]])

    def service_open(self, card: Card, service: str) -> bool:
        """Referred, waiting or in it, with what was decided this week."""
        if service in card.pending.refer:
            return True
        running = self.status(card.person, service) in (Status.WAITING, Status.ACTIVE)
        return running and service not in card.pending.end

    def formal(self) -> np.ndarray:
        """(people, services) of `services.Refusal` by the published rules, needs apart."""
        return View.of(self.engine, self.world, self.last).formal

    def barred(self, person: str, service: str) -> Refusing:
        """Why the published rules of a service leave this person out."""
        return Refusing(int(self.formal()[self.row(person), self.exercise.system.index[service]]))

    def queue(self, service: str) -> int:
        """Clients of this desk who wait for the service."""
        column = self.world.status[:, self.exercise.system.index[service]]
        return int((column == Status.WAITING).sum())

    def minutes_of(self, deed: Deed) -> int:
        """Minutes a deed takes when it succeeds."""
        number = self.inputs.evidence.number
        if isinstance(deed, Contact):
            base = number("minutes.call") if deed.way is Way.CALL else number("minutes.meeting")
            return base + self.rules.contacts[deed.way].extra_minutes
        if isinstance(deed, Refer):
            return number("minutes.warm" if deed.warm else "minutes.paper")
        if isinstance(deed, Conference):
            return number("minutes.conference")
        if isinstance(deed, Agree):
            return number("minutes.agree")
        return 0

    # --- what cannot be seen -----------------------------------------------------------------------------------------

    def number(self, purpose: str, subject: str, person: str) -> float:
        """The luck of this person in this week, for this purpose and subject."""
        return float(self.luck.draw(self.week, f"caseload/{purpose}", subject, 1, self.row(person))[0])

    def feeling(self, card: Card, name: str) -> int:
        """Trust, motivation or stress now, with what this week has done already."""
        value = int(getattr(self.world, name)[self.row(card.person)]) + int(getattr(card.pending, name))
        return max(0, min(100, value))

    def levels(self, person: str) -> dict[str, int]:
        """True levels as life is now."""
        row = self.world.levels[self.row(person)]
        return {domain: int(level) for domain, level in zip(DOMAINS, row, strict=True)}

    def informed(self, card: Card) -> dict[str, int]:
        """Domain -> share in per cent of what matters there that the case manager knows."""
        person, shares = self.exercise.person(card.person), {}
        ordinary = self.inputs.evidence.number("assess.informed")
        for domain in DOMAINS:
            facts = [
                fact.id
                for fact in person.facts
                if fact.domain == domain and fact.kind is not FactKind.HOPE and fact.corrected_by is None
            ]
            known = 100 * sum(fact in card.facts for fact in facts) // len(facts) if facts else 0
            share = max(known, ordinary if domain in card.rated_in else 0)
            if share:
                shares[domain] = share
        return shares

    def _moments(self) -> tuple[Moment, ...]:
        world = self.world
        needs, crises = (world.levels <= 1).sum(axis=1), (world.levels == 0).sum(axis=1)
        return tuple(
            Moment(
                trust=int(world.trust[row]),
                motivation=int(world.motivation[row]),
                stress=int(world.stress[row]),
                employed=bool(world.employed[row]),
                needs=int(needs[row]),
                crises=int(crises[row]),
            )
            for row in range(len(self.exercise.people))
        )

    def hash(self) -> str:
        """SHA-256 over the state: what two replays of the same log must agree on."""
        desk: Mapping[str, object] = {
            "cards": {name: {**asdict(card), "said": sorted(card.said)} for name, card in self.cards.items()},
            "curve": [[asdict(one) for one in moments] for moments in self.curve],
            "left": self.minutes_left,
            "left_over": self.left_over,
            "finished": self.finished,
            "sequence": self.sequence,
        }
        return hashlib.sha256(json.dumps(desk, sort_keys=True, default=str).encode()).hexdigest()


def replay(inputs: Inputs, log: Iterable[Entry]) -> Caseload:
    """The state that follows from a log. Lines that are refused are listed in `refusals` and change nothing."""
    load = Caseload(inputs)
    for entry in log:
        refusal = load.do(entry)
        if refusal:
            load.refusals.append((entry.sequence, refusal))
    return load
