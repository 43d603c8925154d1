"""Evidence and service system turned into the arrays that the weekly step reads: done once per engine."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAIN_INDEX, DOMAINS, GROUPS, LEVELS
from scenarios.services import Service, ServiceKind, ServiceSystem
from scenarios.weeks.evidence import Evidence
from scenarios.weeks.state import GENDERS, Ints

NEUTRAL = 1000
"""Permille that leave things as they are."""
BANDS = 11
"""Motivation, trust and stress in bands of ten: 0-9, 10-19, … 90-99, 100."""

SEEKING = frozenset({ServiceKind.JOB_SEARCH, ServiceKind.TRAINING, ServiceKind.WORK_PRACTICE, ServiceKind.PUBLIC_WORKS})
"""Kinds for people without a job: they end when a job is found."""
JOB_ORIENTED = SEEKING | {ServiceKind.WAGE_SUBSIDY, ServiceKind.SUPPORTED_EMPLOYMENT}


@dataclass(frozen=True)
class Offer:
    """One service with the coefficients of its kind."""

    service: Service
    position: int
    provider: int
    main: int
    """Position of the main domain; `sides` are the further ones."""
    sides: tuple[int, ...]
    gain: int
    """Points per session in the main domain."""
    motivation: int
    """Steps per session, like `stress`."""
    stress: int
    during: int
    """Permille on finding a job while it runs; `no_need` where the main domain is no need of the client."""
    no_need: int
    after: int
    cover: int
    drop: int
    """Chance of leaving in a week, parts per million, before the person is considered."""

    @property
    def seeking(self) -> bool:
        return self.service.kind in SEEKING

    @property
    def job_oriented(self) -> bool:
        return self.service.kind in JOB_ORIENTED

    @property
    def subsidy(self) -> bool:
        return self.service.kind is ServiceKind.WAGE_SUBSIDY

    @property
    def sessions(self) -> bool:
        """Whether there is something to attend: a support or a subsidy simply runs."""
        return not self.cover and not self.subsidy

    @property
    def supported(self) -> bool:
        return self.service.kind is ServiceKind.SUPPORTED_EMPLOYMENT


def _offer(system: ServiceSystem, position: int, evidence: Evidence) -> Offer:
    service = system.services[position]

    def of_kind(effect: str, default: int) -> int:
        return evidence.number(f"kind.{service.kind}.{effect}", default)

    during = of_kind("job_during", NEUTRAL)
    main, *sides = (DOMAIN_INDEX[domain] for domain in service.domains)
    return Offer(
        service=service,
        position=position,
        provider=system.providers.index(service.provider),
        main=main,
        sides=tuple(sides),
        gain=of_kind("gain", 0),
        motivation=of_kind("motivation", 0),
        stress=of_kind("stress", 0),
        during=during,
        no_need=of_kind("job_no_need", during),
        after=of_kind("job_after", NEUTRAL),
        cover=of_kind("cover", 0),
        drop=service.dropout * 10_000 // service.duration_weeks,
    )


class Compiled:
    """Coefficients by name, per-domain tables as (D, 5) arrays, and the offers of the system."""

    def __init__(self, system: ServiceSystem, evidence: Evidence) -> None:
        self.system, self.evidence = system, evidence
        self.offers = tuple(_offer(system, position, evidence) for position in range(len(system)))
        self._numbers: dict[str, int] = {}
        self._tables: dict[str, Ints] = {}

    def number(self, key: str) -> int:
        if key not in self._numbers:
            self._numbers[key] = self.evidence.number(key)
        return self._numbers[key]

    def bands(self, key: str) -> Ints:
        """A table over the bands of motivation, trust or stress, shape (11,)."""
        return self.table(key, BANDS)

    def levels(self, key: str) -> Ints:
        """A table over levels, shape (5,)."""
        return self.table(key, LEVELS)

    def table(self, key: str, length: int) -> Ints:
        if key not in self._tables:
            self._tables[key] = self.evidence.table(key, length)
        return self._tables[key]

    @cached_property
    def job_domains(self) -> Ints:
        """(D, 5) permille on finding a job by domain and level."""
        return np.stack([self.levels(f"job.domain.{domain}") for domain in DOMAINS])

    @cached_property
    def hours(self) -> Ints:
        """(S,) hours a week each service asks for."""
        return np.array([offer.service.hours_per_week for offer in self.offers], np.int64)

    @cached_property
    def costs(self) -> Ints:
        """(S,) whole euros per client and week."""
        return np.array([offer.service.cost_per_week for offer in self.offers], np.int64)

    @cached_property
    def provider_services(self) -> npt.NDArray[np.bool_]:
        """(P, S) which provider offers which service."""
        providers = np.array([offer.provider for offer in self.offers], np.int64)
        found: npt.NDArray[np.bool_] = np.arange(len(self.system.providers))[:, None] == providers[None, :]
        return found

    @staticmethod
    def domain(name: str) -> int:
        return DOMAIN_INDEX[name]

    def group_bits(self, groups: tuple[str, ...]) -> int:
        return sum(1 << GROUPS.index(group) for group in groups)

    def gender_code(self, offer: Offer) -> int | None:
        gender = offer.service.eligibility.gender
        return None if gender is None else GENDERS.index(gender)


def band(values: npt.NDArray[np.int16]) -> npt.NDArray[np.int16]:
    """Bands 0 … 10 of steps 0 … 100."""
    result: npt.NDArray[np.int16] = values // 10
    return result
