"""The arrays of the weekly engine: who starts, where everyone stands, what is decided, what happened.

Axes: `rows` = replicate × clients + client; `D` = the 16 domains of `client.DOMAINS`; `S` = the services of
the system, in its order. All numbers are integers, so that results are the same bytes everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from enum import IntEnum
from typing import Self

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAINS, GROUPS, TERRITORIES, Client, Gender
from scenarios.weeks.luck import Bools

Ints = npt.NDArray[np.int64]
Small = npt.NDArray[np.int16]
Tiny = npt.NDArray[np.int8]

POINTS_PER_LEVEL = 100
"""A domain stands at 0 to 499 points; its level is points // 100. A start level means its middle."""
MAX_POINTS = 499
D = len(DOMAINS)
UNKNOWN = -1
"""A rating nobody has made."""
GENDERS: tuple[Gender, ...] = tuple(Gender)


class Contact(IntEnum):
    """The case manager's contact with the client in a week."""

    NONE = 0
    CALL = 1
    MEETING = 2


class Referring(IntEnum):
    """How a client is sent to a service: on paper, or introduced in person."""

    NONE = 0
    PAPER = 1
    WARM = 2


class Status(IntEnum):
    """Where a client stands with one service."""

    NONE = 0
    WAITING = 1
    ACTIVE = 2
    COMPLETED = 3
    DROPPED = 4
    REFUSED = 5
    ENDED = 6
    """Taken out by a decision."""


class Job(IntEnum):
    NONE = 0
    OPEN = 1
    SUBSIDISED = 2


def level_of(points: npt.NDArray[np.int16]) -> Tiny:
    """Levels 0 … 4 of points."""
    return (points // POINTS_PER_LEVEL).astype(np.int8)


def within(values: Ints, low: int, high: int) -> Ints:
    """Values cut off at both ends; on the few rows of a practice run `np.clip` takes four times as long."""
    cut: Ints = np.minimum(np.maximum(values, low), high)
    return cut


@dataclass(frozen=True)
class Cohort:
    """Clients as arrays, and what their case managers know at the start. `clients` share the services; `replicates`
    are separate worlds with separate luck. rows = replicates × clients."""

    clients: int
    replicates: int
    territory: int
    levels: Tiny
    """(rows, D) true levels."""
    motivation: Small
    """(rows,) 0 … 100, as are trust and stress."""
    trust: Small
    stress: Small
    age: Small
    gender: Tiny
    """(rows,) position in `GENDERS`."""
    education: Tiny
    months_unemployed: Small
    groups: Ints
    """(rows,) bits in the order of `client.GROUPS`."""
    ratings: Tiny
    """(rows, D) levels as the case manager rates them, -1 where nobody did."""
    informed: Tiny
    """(rows, D) 0 … 100: share of what matters in this domain that the case manager knows."""

    @classmethod
    def of(
        cls,
        clients: Sequence[Client],
        *,
        ratings: Mapping[str, int] | None = None,
        informed: Mapping[str, int] | None = None,
    ) -> Self:
        """Arrays of these clients of one territory; `ratings` and `informed` (domain -> value) hold for all of them."""
        if not clients:
            raise ValueError("a cohort needs at least one client")
        territories = {client.profile.territory for client in clients}
        if len(territories) != 1:
            raise ValueError("a cohort lives in one territory")
        rows, profiles = len(clients), [client.profile for client in clients]
        bit = {group: 1 << position for position, group in enumerate(GROUPS)}
        return cls(
            clients=rows,
            replicates=1,
            territory=TERRITORIES.index(territories.pop()),
            levels=np.array([[client.levels[domain] for domain in DOMAINS] for client in clients], np.int8),
            motivation=np.array([client.motivation for client in clients], np.int16),
            trust=np.array([client.trust for client in clients], np.int16),
            stress=np.array([client.stress for client in clients], np.int16),
            age=np.array([profile.age for profile in profiles], np.int16),
            gender=np.array([GENDERS.index(profile.gender) for profile in profiles], np.int8),
            education=np.array([profile.education for profile in profiles], np.int8),
            months_unemployed=np.array([profile.months_unemployed for profile in profiles], np.int16),
            groups=np.array([sum(bit[group] for group in profile.groups) for profile in profiles], np.int64),
            ratings=_per_domain(rows, ratings, UNKNOWN),
            informed=_per_domain(rows, informed, 0),
        )

    @property
    def rows(self) -> int:
        return self.clients * self.replicates

    def only(self, where: Bools) -> Self:
        """The clients for whom `where` (rows,) is true; needs a cohort of one replicate."""
        if self.replicates != 1:
            raise ValueError("already repeated")
        return self._with({name: value[where] for name, value in self._arrays().items()}, int(where.sum()), 1)

    def repeated(self, replicates: int) -> Self:
        """The same clients in `replicates` separate worlds; needs a cohort of one replicate."""
        if self.replicates != 1:
            raise ValueError("already repeated")
        arrays = {name: np.concatenate([value] * replicates) for name, value in self._arrays().items()}
        return self._with(arrays, self.clients, replicates)

    def _arrays(self) -> dict[str, npt.NDArray[np.integer]]:
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if isinstance(value, np.ndarray)}

    def _with(self, arrays: Mapping[str, npt.NDArray[np.integer]], clients: int, replicates: int) -> Self:
        return replace(self, clients=clients, replicates=replicates, **arrays)  # type: ignore[arg-type]


def _per_domain(rows: int, given: Mapping[str, int] | None, default: int) -> Tiny:
    row = [(given or {}).get(domain, default) for domain in DOMAINS]
    return np.tile(np.array(row, np.int8), (rows, 1))


@dataclass
class State:
    """Where everyone stands after `week` weeks; a step never changes the state it was given."""

    week: int
    points: Small
    """(rows, D) 0 … 499: what the person has reached."""
    cover: Small
    """(rows, D) points lent by supports that run now: a childcare place, a benefit, transport."""
    motivation: Small
    """(rows,) 0 … 100, as are trust and stress: hidden from policies and from a practising trainee."""
    trust: Small
    stress: Small
    ratings: Tiny
    """(rows, D) -1 … 4."""
    informed: Tiny
    """(rows, D) 0 … 100."""
    status: Tiny
    """(rows, S) of `Status`."""
    refusal: Tiny
    """(rows, S) of `services.Refusal`, where the status is REFUSED."""
    since: Small
    """(rows, S) week of the last change of status."""
    ahead: npt.NDArray[np.int32]
    """(rows, S) weeks of other people's demand still ahead in the queue, in hundredths."""
    attended: Small
    """(rows, S) sessions attended."""
    missed: Tiny
    """(rows, S) sessions missed in a row."""
    warm: Bools
    """(rows, S) introduced in person."""
    job: Tiny
    """(rows,) of `Job`."""
    job_since: Small
    """(rows,) week the present job began, -1 without one."""
    employed_weeks: Small
    last_contact: Small
    """(rows,) week of the last contact, -1 before the first."""
    coordinated_from: Small
    """(rows,) first and last week in which partners act on a common plan; -1 before the first conference."""
    coordinated_until: Small
    agreed: Bools
    """(rows,) whether there is a plan the client agreed to."""
    cost: Ints
    """(rows,) whole euros spent on services so far."""
    minutes: Ints
    """(rows,) staff minutes of case management so far."""

    @property
    def rows(self) -> int:
        return len(self.job)

    @property
    def levels(self) -> Tiny:
        """(rows, D) 0 … 4, as life is now: with the supports that run."""
        return level_of(np.minimum(self.points + self.cover, MAX_POINTS).astype(np.int16))

    @property
    def employed(self) -> Bools:
        working: Bools = self.job != Job.NONE
        return working

    def copy(self) -> State:
        arrays = {item.name: getattr(self, item.name).copy() for item in fields(self) if item.name != "week"}
        return State(week=self.week, **arrays)


@dataclass
class Decisions:
    """What is decided for every row in one week. Start from `Decisions.none(state)` and set what is wanted."""

    contact: Tiny
    """(rows,) of `Contact`."""
    refer: Tiny
    """(rows, S) of `Referring`."""
    end: Bools
    """(rows, S) take the client out of this service or its queue."""
    conference: Bools
    """(rows,) hold a case conference with the partners involved."""
    agree: Bools
    """(rows,) agree a plan (or its update) with the client."""
    minutes: Ints
    """(rows,) further staff minutes, for example of a long interview."""
    again: Bools
    """(rows,) a second institution meets the client on its own: it costs time and adds no contact."""
    hurry: Small
    """(rows, S) weeks that partners take off the queue, as agreed in a case conference."""
    ratings: Tiny | None = None
    """(rows, D) new ratings, -1 where unchanged."""
    informed: Tiny | None = None
    """(rows, D) new shares known, -1 where unchanged."""
    shift: dict[str, Small] = field(default_factory=dict)
    """What a conversation or an authored event did: `motivation`, `trust`, `stress` -> (rows,) change;
    `points` -> (rows, D) change in points (100 = one level)."""

    @classmethod
    def none(cls, state: State) -> Self:
        return cls.blank(*state.status.shape)

    @classmethod
    def blank(cls, rows: int, services: int) -> Self:
        return cls(
            contact=np.zeros(rows, np.int8),
            refer=np.zeros((rows, services), np.int8),
            end=np.zeros((rows, services), np.bool_),
            conference=np.zeros(rows, np.bool_),
            agree=np.zeros(rows, np.bool_),
            minutes=np.zeros(rows, np.int64),
            again=np.zeros(rows, np.bool_),
            hurry=np.zeros((rows, services), np.int16),
        )


class Happening(IntEnum):
    """What a week can bring for one row and one service; values of `Week.services`, several may add up."""

    REFERRED = 1
    REFUSED = 2
    STARTED = 4
    ATTENDED = 8
    MISSED = 16
    COMPLETED = 32
    DROPPED = 64
    ENDED = 128


def mark(happened: npt.NDArray[np.uint8], where: Bools, kind: Happening) -> None:
    """Note that this happened, in the array of a week or in a part of it."""
    happened[where] |= np.uint8(kind)


@dataclass(frozen=True)
class Event:
    """One thing that happened to one row in a week, for people: `code` names it, views translate.

    Codes: the names of `Happening` in lower case with `subject` = service id (`refused` has `amount` = Refusal,
    `started` has `amount` = weeks waited); `life` with `subject` = domain and `amount` = points lost;
    `level` with `subject` = domain and `amount` = new level minus old; `job_found`, `job_lost`.
    """

    week: int
    code: str
    subject: str = ""
    amount: int = 0


@dataclass(frozen=True)
class Week:
    """What one step brought, as arrays; `events(row)` tells it for one row."""

    week: int
    system_ids: tuple[str, ...]
    services: npt.NDArray[np.uint8]
    """(rows, S) sums of `Happening`."""
    refusal: Tiny
    """(rows, S) of `services.Refusal` for referrals refused this week."""
    waited: Small
    """(rows, S) weeks waited by those who started this week."""
    life: Small
    """(rows, D) points lost in life events of this week."""
    before: Tiny
    """(rows, D) levels before the step."""
    after: Tiny
    found: Bools
    """(rows,) found a job."""
    lost: Bools
    """(rows,) lost a job."""

    def events(self, row: int = 0) -> list[Event]:
        """Everything that happened to this row, services first, in a fixed order."""
        told: list[Event] = []
        for position in np.flatnonzero(self.services[row]):
            happened, service = int(self.services[row, position]), self.system_ids[position]
            amounts = {
                Happening.REFUSED: int(self.refusal[row, position]),
                Happening.STARTED: int(self.waited[row, position]),
            }
            told += [
                Event(self.week, kind.name.lower(), service, amounts.get(kind, 0))
                for kind in Happening
                if happened & kind
            ]
        told += [Event(self.week, "life", DOMAINS[d], int(self.life[row, d])) for d in np.flatnonzero(self.life[row])]
        change = self.after[row] - self.before[row]
        told += [Event(self.week, "level", DOMAINS[d], int(change[d])) for d in np.flatnonzero(change)]
        if self.found[row]:
            told.append(Event(self.week, "job_found"))
        if self.lost[row]:
            told.append(Event(self.week, "job_lost"))
        return told
