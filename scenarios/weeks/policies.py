"""Policies: what is visible of a cohort -> what is decided in a week.

A person's log is one policy (`Logged`); standing rules, separate institutions, a reference plan and no plan at all
are others. A policy never sees motivation, trust, stress or true levels.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property, partial
from typing import Annotated, Literal, Protocol

import numpy as np
import numpy.typing as npt
from pydantic import Field

from scenarios.client import DOMAIN_INDEX, DOMAINS, Client, Frozen, Level, Percent
from scenarios.services import Refusal, ServiceId, ServiceKind, ServiceSystem
from scenarios.weeks.engine import Engine
from scenarios.weeks.enrolment import not_eligible
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.luck import Bools
from scenarios.weeks.state import UNKNOWN, Contact, Decisions, Referring, Small, State, Status, Tiny, Week

Change = Annotated[int, Field(ge=-100, le=100)]


@dataclass(frozen=True)
class View:
    """What a case manager can see before deciding on a week."""

    week: int
    system: ServiceSystem
    ratings: Tiny
    """(rows, D) own ratings, -1 where none was made."""
    status: Tiny
    """(rows, S) of `Status`."""
    since: Small
    employed: Bools
    last_contact: Small
    agreed: Bools
    coordinated_until: Small
    life: Bools
    """(rows, D) something happened in this domain last week."""
    lost: Bools
    """(rows,) a job was lost last week."""
    rules: Callable[[], Tiny]
    """Looks `formal` up."""

    @cached_property
    def formal(self) -> Tiny:
        """(rows, S) `Refusal` by the published rules of eligibility, needs apart (only an assessment can show those).

        Looked up when a policy asks, because most do not.
        """
        return self.rules()

    @classmethod
    def of(cls, engine: Engine, state: State, last: Week | None) -> View:
        """The view on `state`; `last` is what the week before brought, None before the first."""
        return cls(
            week=state.week,
            system=engine.system,
            ratings=state.ratings,
            status=state.status,
            since=state.since,
            employed=state.employed,
            last_contact=state.last_contact,
            agreed=state.agreed,
            coordinated_until=state.coordinated_until,
            life=np.zeros(state.points.shape, np.bool_) if last is None else last.life > 0,
            lost=np.zeros(state.rows, np.bool_) if last is None else last.lost,
            rules=partial(_formal, engine, state),
        )

    def nothing(self) -> Decisions:
        return Decisions.blank(*self.status.shape)

    @property
    def open(self) -> Bools:
        """(rows, S) waiting for the service or in it."""
        found: Bools = (self.status == Status.WAITING) | (self.status == Status.ACTIVE)
        return found


def _formal(engine: Engine, state: State) -> Tiny:
    formal = np.zeros(state.status.shape, np.int8)
    for offer in engine.compiled.offers:
        why = not_eligible(engine.cohort, state, engine.compiled, offer)
        formal[:, offer.position] = np.where(why == Refusal.NEED, 0, why)
    return formal


class Vanished(StrEnum):
    """Why a logged decision no longer applies."""

    ALREADY_OPEN = "already_open"
    """The client already waits for the service or is in it."""
    NOT_OPEN = "not_open"
    """There is nothing to end."""
    EMPLOYED = "employed"
    """The client has a job, and the service is for people without one."""


@dataclass(frozen=True)
class Skipped:
    """A logged decision that was not carried out because its precondition had vanished."""

    week: int
    action: Literal["refer", "end"]
    service: str
    reason: Vanished
    rows: tuple[int, ...]


class Policy(Protocol):
    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        """Decisions for the coming week, and logged decisions that were skipped."""
        ...


class NoPlan:
    """Nobody does anything: the client is registered and left alone."""

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        return view.nothing(), []


class WeekPlan(Frozen):
    """Everything decided and said for one client in one week, as a log tells it."""

    contact: Literal["none", "call", "meeting"] = "none"
    refer: dict[ServiceId, Literal["paper", "warm"]] = Field(default_factory=dict)
    end: tuple[ServiceId, ...] = ()
    conference: bool = False
    hurry: dict[ServiceId, Annotated[int, Field(ge=0, le=52)]] = Field(default_factory=dict)
    """Service -> weeks that a case conference took off its queue."""
    agree: bool = False
    minutes: Annotated[int, Field(ge=0, le=6000)] = 0
    ratings: dict[str, Level] = Field(default_factory=dict)
    informed: dict[str, Percent] = Field(default_factory=dict)
    motivation: Change = 0
    trust: Change = 0
    stress: Change = 0
    points: dict[str, Annotated[int, Field(ge=-499, le=499)]] = Field(default_factory=dict)
    """Domain -> points gained or lost in an authored event (100 = one level)."""

    def decisions(self, view: View) -> tuple[Decisions, list[Skipped]]:
        """The same for every row of the view, without what no longer applies there."""
        decided, skipped = view.nothing(), []
        decided.contact[:] = Contact[self.contact.upper()]
        decided.conference[:] = self.conference
        decided.agree[:] = self.agree
        decided.minutes[:] = self.minutes
        for service, way in self.refer.items():
            s = view.system.index[service]
            skip = _vanished_referral(view, s)
            decided.refer[:, s] = np.where(skip.any(axis=0), Referring.NONE, Referring[way.upper()])
            skipped += [
                Skipped(view.week, "refer", service, reason, _rows(where))
                for reason, where in zip((Vanished.ALREADY_OPEN, Vanished.EMPLOYED), skip, strict=True)
                if where.any()
            ]
        for service in self.end:
            s = view.system.index[service]
            decided.end[:, s] = view.open[:, s]
            if not view.open[:, s].all():
                skipped.append(Skipped(view.week, "end", service, Vanished.NOT_OPEN, _rows(~view.open[:, s])))
        for service, weeks in self.hurry.items():
            decided.hurry[:, view.system.index[service]] = weeks
        rows = len(view.employed)
        if self.ratings:
            decided.ratings = _per_domain(rows, self.ratings)
        if self.informed:
            decided.informed = _per_domain(rows, self.informed)
        for name in ("motivation", "trust", "stress"):
            if change := getattr(self, name):
                decided.shift[name] = np.full(rows, change, np.int16)
        if self.points:
            decided.shift["points"] = np.tile(
                np.array([self.points.get(domain, 0) for domain in DOMAINS], np.int16), (rows, 1)
            )
        return decided, skipped


def _rows(where: Bools) -> tuple[int, ...]:
    return tuple(int(row) for row in np.flatnonzero(where))


def _per_domain(rows: int, given: Mapping[str, int]) -> Tiny:
    return np.tile(np.array([given.get(domain, UNKNOWN) for domain in DOMAINS], np.int8), (rows, 1))


def _vanished_referral(view: View, s: int) -> npt.NDArray[np.bool_]:
    """(2, rows) already open; has a job that rules the service out."""
    already = view.open[:, s]
    return np.stack([already, ~already & (view.formal[:, s] == Refusal.EMPLOYED)])


Lived = Mapping[int, frozenset[str]]
"""Week -> what happened in the lived run: domains of life events, and `job` for a job lost."""


@dataclass(frozen=True)
class Logged:
    """The decisions of a person's log, week by week.

    Where something happens that did not happen in the lived run, nobody knows what the person would have done: the
    documented standing response is one call in the following week.
    """

    weeks: Mapping[int, WeekPlan]
    lived: Lived | None = None
    """None in the lived run itself."""

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        plan = self.weeks.get(view.week, WeekPlan())
        decided, skipped = plan.decisions(view)
        if self.lived is not None:
            known = self.lived.get(view.week - 1, frozenset())
            new = view.lost & ("job" not in known)
            for domain, index in DOMAIN_INDEX.items():
                if domain not in known:
                    new = new | view.life[:, index]
            decided.contact[new & (decided.contact == Contact.NONE)] = Contact.CALL
        return decided, skipped


@dataclass(frozen=True)
class StandingRules:
    """A case manager who follows rules: regular contact, services for the needs seen, a few at a time."""

    contact_every: int = 2
    contact: Contact = Contact.MEETING
    at_once: int = 3
    """Services a client waits for or attends at the same time; 1 works through needs one after the other."""
    threshold: int = 1
    """Highest rating that counts as a need."""
    domains: frozenset[str] = frozenset(DOMAINS)
    """Domains this institution looks at."""
    kinds: frozenset[ServiceKind] = frozenset(ServiceKind)
    """Kinds of services it refers to."""
    warm: bool = False
    confer_every: int = 0
    """Weeks between case conferences for clients with several services; 0 never."""
    agree: bool = True
    retry_weeks: int = 12
    """A refused or dropped service is tried again after this many weeks."""
    universal: frozenset[ServiceKind] = field(default=frozenset({ServiceKind.JOB_SEARCH}))
    """Kinds offered to everybody without a job, whatever the ratings."""

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        decided = view.nothing()
        due = (view.last_contact < 0) | (view.week - view.last_contact >= self.contact_every)
        decided.contact[due & ~view.employed] = self.contact
        decided.agree[:] = self.agree & ~view.agreed & (view.week == 0)
        self._refer(view, decided)
        if self.confer_every and view.week % self.confer_every == 0:
            several = (view.open | (decided.refer > 0)).sum(axis=1) >= 2
            decided.conference[:] = several & (view.coordinated_until < view.week + self.confer_every)
        return decided, []

    def _refer(self, view: View, decided: Decisions) -> None:
        """Services in the order of the system, one per main domain, up to `at_once` per client."""
        open_ = view.open
        need = (view.ratings >= 0) & (view.ratings <= self.threshold)
        busy = np.zeros(len(view.employed), np.int64)
        answered = np.zeros(need.shape, np.bool_)
        mine = [service for service in view.system.services if service.kind in self.kinds]
        for service in mine:
            held = open_[:, view.system.index[service.id]]
            busy += held
            answered[:, DOMAIN_INDEX[service.domains[0]]] |= held
        for service in mine:
            s, main = view.system.index[service.id], DOMAIN_INDEX[service.domains[0]]
            status = view.status[:, s]
            again = (status == Status.REFUSED) | (status == Status.DROPPED)
            again &= view.week - view.since[:, s] >= self.retry_weeks
            wanted = need[:, main] & (service.domains[0] in self.domains) | (service.kind in self.universal)
            pick = wanted & ~answered[:, main] & (view.formal[:, s] == 0) & (busy < self.at_once)
            pick &= (status == Status.NONE) | again
            decided.refer[pick, s] = Referring.WARM if self.warm else Referring.PAPER
            busy += pick
            answered[:, main] |= pick


PES_DOMAINS = frozenset({"work_experience", "skills", "job_search", "digital_language"})
PES_KINDS = frozenset(
    {
        ServiceKind.JOB_SEARCH,
        ServiceKind.TRAINING,
        ServiceKind.WORK_PRACTICE,
        ServiceKind.PUBLIC_WORKS,
        ServiceKind.WAGE_SUBSIDY,
    }
)
CSW_DOMAINS = frozenset({"income", "housing", "care_duties", "family_safety"})
CSW_KINDS = frozenset(
    {
        ServiceKind.BENEFIT,
        ServiceKind.HOUSING,
        ServiceKind.CARE,
        ServiceKind.PROTECTION,
        ServiceKind.COUNSELLING,
    }
)


class SeparateInstitutions:
    """The employment service and the centre for social work act apart: each sees its own domains, refers to its own
    services, and calls the client in every six weeks; nobody confers, and needs of nobody's domain stay open."""

    def __init__(self) -> None:
        common = {"contact_every": 6, "at_once": 2, "agree": False}
        self._pes = StandingRules(domains=PES_DOMAINS, kinds=PES_KINDS, **common)  # type: ignore[arg-type]
        self._csw = StandingRules(domains=CSW_DOMAINS, kinds=CSW_KINDS, universal=frozenset(), **common)  # type: ignore[arg-type]

    def decide(self, view: View) -> tuple[Decisions, list[Skipped]]:
        decided, _ = self._pes.decide(view)
        social, _ = self._csw.decide(view)
        decided.again[:] = social.contact > 0
        decided.refer = np.maximum(decided.refer, social.refer)
        return decided, []


@dataclass(frozen=True)
class Step:
    """One referral of a reference plan."""

    week: int
    service: str


def reference_plan(
    steps: Sequence[Step],
    *,
    client: Client,
    evidence: Evidence,
    contact_weeks: int,
    weeks: int,
    priorities: Sequence[str] = DOMAINS,
    conferences: Sequence[int] = (),
) -> Logged:
    """A reference plan as a policy: needs rated as they are, trust won and facts known as good interviews do it.

    Where the log of a person holds the lived conversation, this stands on `reference.trust` and `reference.informed`.
    """
    plans: dict[int, WeekPlan] = {}
    for week in range(weeks):
        refer = {step.service: "warm" for step in steps if step.week == week}
        meeting = "meeting" if week % contact_weeks == 0 else "none"
        plans[week] = WeekPlan.model_validate(
            {"contact": meeting, "refer": refer, "conference": week in conferences, "agree": week == 0}
        )
    known = evidence.number("reference.informed")
    plans[0] = plans[0].model_copy(
        update={
            "ratings": dict(client.levels),
            "informed": dict.fromkeys(priorities, known),
            "trust": evidence.number("reference.trust"),
        }
    )
    return Logged(plans)
