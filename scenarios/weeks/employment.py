"""Finding a job and losing it: one weekly chance each, a product of table factors."""

from __future__ import annotations

import numpy as np

from scenarios.client import TERRITORIES
from scenarios.weeks.compiled import NEUTRAL, Compiled, Offer, band
from scenarios.weeks.luck import Bools, Luck
from scenarios.weeks.state import Cohort, Ints, Job, State, Status, Tiny

_MONTH_BANDS = (3, 6, 12, 24)
_RECENT = (2, 4)
"""A contact counts as fresh for two weeks and as recent for four."""
_LOSS_DOMAINS = ("mobility", "physical_health", "mental_health", "substance_use", "care_duties", "family_safety")
_NEED = 1
"""A domain at this level or below, now or when the case began, is a need."""
_PPB = 1000
"""Chances are carried in parts per billion while factors are multiplied, so that rounding does not add up."""


def finding(state: State, cohort: Cohort, compiled: Compiled, levels: Tiny) -> Ints:
    """(rows,) chance in parts per million to find a job this week, for people without one."""
    chance = np.full(state.rows, compiled.number("job.base") * _PPB, np.int64)

    def times(permille: Ints | int) -> None:
        chance[:] = chance * permille // NEUTRAL

    times(compiled.number(f"job.territory.{TERRITORIES[cohort.territory]}"))
    for domain, table in enumerate(compiled.job_domains):
        times(table[levels[:, domain]])
    times(compiled.bands("job.motivation")[band(state.motivation)])
    times(compiled.bands("job.trust")[band(state.trust)])
    times(_duration(state, cohort, compiled))
    times(_contact(state, compiled))
    for factor in _services(state, cohort, compiled, levels):
        times(factor)
    return np.minimum(chance // _PPB, compiled.number("job.ceiling"))


def _services(state: State, cohort: Cohort, compiled: Compiled, levels: Tiny) -> tuple[Ints, Ints, Ints, Ints]:
    """(rows,) permille each: the strongest help that runs, the strongest lock-in, what was completed, side by side.

    Services for the same end do not multiply: of several, the strongest counts.
    """
    help_, lock_in, done = (np.full(state.rows, NEUTRAL, np.int64) for _ in range(3))
    readiness = compiled.bands("job.readiness")[band(state.motivation)]
    oriented, other = np.zeros(state.rows, np.bool_), np.zeros(state.rows, np.bool_)
    completed, runs = ((state.status == status).any(axis=0) for status in (Status.COMPLETED, Status.ACTIVE))
    for offer in compiled.offers:
        if offer.after != NEUTRAL and completed[offer.position]:
            done = np.maximum(done, np.where(_recently_completed(state, compiled, offer), offer.after, NEUTRAL))
        if not runs[offer.position]:
            continue
        active = state.status[:, offer.position] == Status.ACTIVE
        if offer.job_oriented:
            oriented |= active
        else:
            other |= active
        need = (levels[:, offer.main] <= _NEED) | (cohort.levels[:, offer.main] <= _NEED)
        during = np.where(active, np.where(need, offer.during, offer.no_need), NEUTRAL)
        help_ = np.maximum(help_, NEUTRAL + (during - NEUTRAL) * readiness // NEUTRAL)
        lock_in = np.minimum(lock_in, during)
    return help_, lock_in, done, np.where(oriented & other, compiled.number("job.parallel"), NEUTRAL)


def _recently_completed(state: State, compiled: Compiled, offer: Offer) -> Bools:
    done: Bools = state.status[:, offer.position] == Status.COMPLETED
    fresh: Bools = state.week - state.since[:, offer.position] <= compiled.number("after.weeks")
    return done & fresh


def _duration(state: State, cohort: Cohort, compiled: Compiled) -> Ints:
    """Months without work, in bands; who has worked during the run starts anew."""
    months = np.where(state.employed_weeks > 0, 0, cohort.months_unemployed + state.week * 12 // 52)
    return compiled.table("job.duration", 5)[np.searchsorted(_MONTH_BANDS, months, side="right")]


def _contact(state: State, compiled: Compiled) -> Ints:
    ago = np.where(state.last_contact < 0, _RECENT[1] + 1, state.week - state.last_contact)
    return compiled.table("job.contact", 3)[np.searchsorted(_RECENT, ago, side="left")]


def losing(state: State, compiled: Compiled, levels: Tiny) -> Ints:
    """(rows,) chance in parts per million to lose the job this week, for people who have one."""
    chance = np.full(state.rows, compiled.number("loss.base") * _PPB, np.int64)

    def times(permille: Ints) -> None:
        chance[:] = chance * permille // NEUTRAL

    by_level = compiled.levels("loss.level")
    for domain in _LOSS_DOMAINS:
        times(by_level[levels[:, compiled.domain(domain)]])
    early = state.week - state.job_since < compiled.number("loss.early_weeks")
    times(np.where(early, compiled.number("loss.early"), NEUTRAL))
    followed = (state.last_contact >= 0) & (state.week - state.last_contact <= _RECENT[1])
    times(np.where(followed, compiled.number("loss.followed"), NEUTRAL))
    supported = np.zeros(state.rows, np.bool_)
    for offer in compiled.offers:
        if offer.supported:
            supported |= state.status[:, offer.position] == Status.ACTIVE
    times(np.where(supported, compiled.number("loss.supported"), NEUTRAL))
    return np.minimum(chance // _PPB, compiled.number("job.ceiling"))


class Employment:
    """Moves the jobs of one week."""

    def __init__(self, cohort: Cohort, compiled: Compiled, luck: Luck) -> None:
        self.cohort, self.compiled, self.luck = cohort, compiled, luck

    def week(self, state: State, levels: Tiny) -> tuple[Bools, Bools]:
        """Who found and who lost a job this week, (rows,) each; subsidies that end may take the job along."""
        had = state.employed
        lost, found = np.zeros(state.rows, np.bool_), np.zeros(state.rows, np.bool_)
        if had.any():
            lost = had & self.luck.happens(state.week, "job", "lost", losing(state, self.compiled, levels))
        lost |= self._subsidies_end(state)
        if not had.all():
            chance = finding(state, self.cohort, self.compiled, levels)
            found = ~had & self.luck.happens(state.week, "job", "found", chance)
        state.job[lost] = Job.NONE
        state.job_since[lost] = -1
        state.job[found] = Job.OPEN
        state.job_since[found] = state.week
        self._subsidies(state, found, lost)
        state.employed_weeks += state.employed.astype(np.int16)
        return found, lost

    def _subsidies_end(self, state: State) -> Bools:
        """A subsidised job outlives its subsidy or not."""
        gone = np.zeros(state.rows, np.bool_)
        for offer in self.compiled.offers:
            if not offer.subsidy:
                continue
            s = offer.position
            ends = (state.status[:, s] == Status.COMPLETED) & (state.since[:, s] == state.week)
            ends &= state.job == Job.SUBSIDISED
            if ends.any():
                chance = np.full(state.rows, self.compiled.number("loss.subsidy_end") * 1000, np.int64)
                gone |= ends & self.luck.happens(state.week, "subsidy", offer.service.id, chance)
                state.job[ends] = Job.OPEN
        return gone

    def _subsidies(self, state: State, found: Bools, lost: Bools) -> None:
        """A voucher turns the job found into a subsidised one and then lasts its full time; a lost job ends it."""
        for offer in self.compiled.offers:
            if not offer.subsidy:
                continue
            s = offer.position
            active = state.status[:, s] == Status.ACTIVE
            used = found & active & (state.job == Job.OPEN)
            state.job[used] = Job.SUBSIDISED
            state.since[used, s] = state.week
            ended = lost & active
            state.status[ended, s] = Status.ENDED
            state.since[ended, s] = state.week
