"""Replay: pins and log in, state out. Pure, deterministic, and the only place where a log becomes a state.

`Replay` takes deeds one at a time and refuses an illegal one with a code, leaving the state as it was; `replay` runs a
whole log. The conversation is played here, the weeks by `scenarios.weeks`; both meet in `pass_week`.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from scenarios.case import Case, state_hash
from scenarios.client import DOMAINS, TERRITORIES
from scenarios.conversation import learn
from scenarios.manners import Manners
from scenarios.moves.refused import Refused
from scenarios.moves.table import MOVES, cost
from scenarios.run import TRAINER, TRAINERS_DEEDS, Deed, Entry, Finish, FollowUp, Note, Share
from scenarios.scenario import Scenario
from scenarios.services import ServiceSystem
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Luck
from scenarios.weeks.policies import View, WeekPlan
from scenarios.weeks.state import Cohort, State, Status, Week


@dataclass(frozen=True)
class Inputs:
    """Everything a replay needs besides the log; the hashes of these are a run's pins."""

    scenario: Scenario
    system: ServiceSystem
    evidence: Evidence
    manners: Manners
    seed: int
    seats: tuple[str, ...] = ()
    """The seats that are played; none named: the first one."""

    @property
    def played(self) -> tuple[str, ...]:
        return self.seats or (self.scenario.seats[0].id,)

    def day(self, week: int) -> date:
        """The first day of a simulated week."""
        return self.scenario.reference_date + timedelta(weeks=week)


@dataclass(frozen=True)
class Refusal:
    """Why a deed was not done: a code and its parameters, for a view to put into words."""

    code: str
    parameters: dict[str, object] = field(default_factory=dict)


@dataclass
class Coming:
    """What has been decided for the coming step of the weekly engine."""

    contact: str = "none"
    refer: dict[str, str] = field(default_factory=dict)
    end: list[str] = field(default_factory=list)
    conference: bool = False
    hurry: dict[str, int] = field(default_factory=dict)
    agree: bool = False
    minutes: int = 0
    points: dict[str, int] = field(default_factory=dict)


class Replay:
    """A run in the making: `case` is its state, `plans` what was decided per week (the lived policy)."""

    def __init__(self, inputs: Inputs, lengths: Mapping[int, int] | None = None) -> None:
        """`lengths` (line of the log -> weeks) fixes how long each advance lasts, for a what-if."""
        self.lengths = lengths
        self.passed: dict[int, int] = {}
        """Line of the log -> weeks that passed in it."""
        self.log: list[Entry] = []
        """The lines that were carried out."""
        self.inputs, self.scenario, self.manners = inputs, inputs.scenario, inputs.manners
        client = inputs.scenario.client
        self.engine = Engine(
            inputs.system, inputs.evidence, seed=inputs.seed, cohort=Cohort.of([client], ratings={}, informed={})
        )
        self.luck = Luck(inputs.seed, TERRITORIES.index(client.profile.territory))
        self.world: State = self.engine.start()
        self.last: Week | None = None
        self.coming = Coming()
        self.plans: dict[int, WeekPlan] = {}
        self.refusals: list[tuple[int, Refusal]] = []
        self.case = Case(trust=client.trust, motivation=client.motivation, stress=client.stress)
        self.case.minutes_left = inputs.scenario.weekly_minutes
        self._read_world()
        self._remember_week()
        for name in inputs.played:
            seat = self.scenario.seat_by_id[name]
            for fact in (*self.scenario.drawer(seat.partner), *seat.knows):
                learn(self.case, seat.id, fact, "file", seat.partner)

    def copy(self) -> Replay:
        """A replay that can go on without changing this one; what never changes is shared."""
        twin = copy.copy(self)
        twin.case = self.case.copy()
        twin.coming = copy.deepcopy(self.coming)
        twin.plans, twin.passed, twin.refusals = dict(self.plans), dict(self.passed), list(self.refusals)
        twin.log = list(self.log)
        return twin

    def do(self, entry: Entry) -> Refusal | None:
        """Carry out a line of the log; a refusal leaves everything as it was."""
        try:
            self._check(entry.seat, entry.deed)
            minutes = self._affordable(entry.deed)
            self.case.sequence, before = entry.sequence, self.case.sequence
            try:
                MOVES[type(entry.deed)](self, entry.seat, entry.deed)
            except Refused:
                self.case.sequence = before
                raise
        except Refused as refused:
            return Refusal(refused.code, refused.parameters)
        self._spend(minutes)
        self.log.append(entry)
        return None

    def _check(self, seat: str, deed: Deed) -> None:
        case = self.case
        trainers = isinstance(deed, TRAINERS_DEEDS)
        if trainers != (seat == TRAINER):
            raise Refused("trainer_only" if trainers else "not_for_trainer")
        if seat != TRAINER and seat not in self.inputs.played:
            raise Refused("seat_unknown", seat=seat)
        if case.stage == "finished":
            raise Refused("run_finished")
        if case.stage == "closed" and not isinstance(deed, FollowUp | Finish | Note | Share):
            raise Refused("case_closed")
        if case.stage == "followed_up" and not isinstance(deed, Finish | Note | Share):
            raise Refused("case_closed")

    def _affordable(self, deed: Deed) -> int:
        minutes = cost(self, deed)
        if minutes > self.case.minutes_left and self.case.stage == "open":
            raise Refused("time_spent", needed=minutes, left=self.case.minutes_left)
        return minutes

    def _spend(self, minutes: int) -> None:
        self.case.minutes_left = max(0, self.case.minutes_left - minutes)
        self.case.minutes_spent += minutes
        self.coming.minutes += minutes

    def pass_week(self, plan: WeekPlan | None = None) -> Week:
        """Let the weekly engine live one week with what was decided (`plan` replaces it, for weeks after closure)."""
        week = self.world.week
        plan = plan or self._week_plan()
        self.plans[week] = plan
        decisions, _ = plan.decisions(View.of(self.engine, self.world, self.last))
        self.world, self.last = self.engine.step(self.world, decisions)
        self.coming = Coming()
        self.case.week = self.world.week
        self.case.meeting = None
        self.case.minutes_left = self.scenario.weekly_minutes
        self._read_world()
        self._remember_week()
        return self.last

    def _week_plan(self) -> WeekPlan:
        case, world, coming = self.case, self.world, self.coming
        rated = {domain: rating.level for domain, rating in case.ratings.items() if rating.level is not None}
        return WeekPlan.model_validate(
            {
                "contact": coming.contact,
                "refer": coming.refer,
                "end": tuple(coming.end),
                "conference": coming.conference,
                "hurry": coming.hurry,
                "agree": coming.agree,
                "minutes": min(coming.minutes, 6000),
                "ratings": rated,
                "informed": self.informed(),
                "trust": case.trust - int(world.trust[0]),
                "motivation": case.motivation - int(world.motivation[0]),
                "stress": case.stress - int(world.stress[0]),
                "points": {domain: max(-499, min(499, points)) for domain, points in coming.points.items()},
            }
        )

    def informed(self) -> dict[str, int]:
        """Domain -> share in per cent of what is true and matters there that the case managers know."""
        shares = {}
        for domain in DOMAINS:
            if facts := self.scenario.what_matters[domain]:
                shares[domain] = 100 * sum(self.case.anybody_knows(fact) for fact in facts) // len(facts)
            elif domain in self.case.ratings:
                shares[domain] = 100
        return shares

    def _read_world(self) -> None:
        case, world = self.case, self.world
        case.trust, case.motivation, case.stress = int(world.trust[0]), int(world.motivation[0]), int(world.stress[0])
        case.levels = {domain: int(level) for domain, level in zip(DOMAINS, world.levels[0], strict=True)}
        case.employed = bool(world.employed[0])
        for position, service in enumerate(self.inputs.system.services):
            status = Status(int(world.status[0, position]))
            if status is not Status.NONE:
                case.services[service.id] = status.name.lower()
                case.service_since[service.id] = int(world.since[0, position])
                if status is Status.REFUSED:
                    case.service_reason[service.id] = int(world.refusal[0, position])

    def _remember_week(self) -> None:
        case, curve = self.case, self.case.curve
        curve.trust.append(case.trust)
        curve.motivation.append(case.motivation)
        curve.stress.append(case.stress)
        curve.levels.append(tuple(case.levels[domain] for domain in DOMAINS))
        curve.employed.append(case.employed)

    def hash(self) -> str:
        """SHA-256 over the state: what two replays of the same log must agree on."""
        return state_hash(self.case)


def replay(inputs: Inputs, log: Iterable[Entry]) -> Replay:
    """The state that follows from a log. Lines that are refused are listed in `refusals` and change nothing."""
    run = Replay(inputs)
    for entry in log:
        refusal = run.do(entry)
        if refusal:
            run.refusals.append((entry.sequence, refusal))
    return run
