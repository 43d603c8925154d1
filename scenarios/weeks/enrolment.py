"""Referrals, queues, attendance, completion and drop-out: what happens between a client and a service in a week."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from scenarios.client import DOMAIN_INDEX
from scenarios.services import Refusal
from scenarios.weeks.compiled import NEUTRAL, Compiled, Offer, band
from scenarios.weeks.luck import MILLION, Bools, Luck
from scenarios.weeks.state import (
    Cohort,
    Decisions,
    Happening,
    Ints,
    Job,
    Referring,
    State,
    Status,
    Tiny,
    level_of,
    mark,
    within,
)

_RARE = 50
"""Attendance and the like never fall below 5 percent nor rise above 98 percent."""
_ALMOST_ALWAYS = 980
_GATES = ("mobility", "care_duties", "substance_use", "mental_health", "housing")
"""Domains that keep people from coming."""


def not_eligible(cohort: Cohort, state: State, compiled: Compiled, offer: Offer) -> Tiny:
    """(rows,) `Refusal` by the rules of eligibility alone, 0 where the provider takes the client."""
    rule = offer.service.eligibility
    refusal = np.zeros(state.rows, np.int8)

    def refuse(where: Bools, why: Refusal) -> None:
        refusal[where & (refusal == 0)] = why

    refuse((cohort.age < rule.age_min) | (cohort.age > rule.age_max), Refusal.AGE)
    gender = compiled.gender_code(offer)
    if gender is not None:
        refuse(cohort.gender != gender, Refusal.GENDER)
    refuse(cohort.education > rule.education_max, Refusal.EDUCATION)
    refuse(cohort.months_unemployed + state.week * 12 // 52 < rule.months_unemployed_min, Refusal.MONTHS_UNEMPLOYED)
    if rule.groups:
        refuse(cohort.groups & compiled.group_bits(rule.groups) == 0, Refusal.GROUP)
    if not rule.while_employed:
        refuse(state.employed, Refusal.EMPLOYED)
    own = level_of(state.points)
    for domain, highest in rule.need.items():
        refuse(own[:, DOMAIN_INDEX[domain]] > highest, Refusal.NEED)
    return refusal


def not_ready(state: State, compiled: Compiled, offer: Offer, levels: Tiny) -> Tiny:
    """(rows,) `Refusal` by unmet prerequisites, 0 where everything is in place; `levels` (rows, D) as life is now."""
    refusal = np.zeros(state.rows, np.int8)
    needs = offer.service.prerequisites
    for domain, lowest in needs.levels.items():
        refusal[levels[:, DOMAIN_INDEX[domain]] < lowest] = Refusal.PREREQUISITE_LEVEL
    for service in needs.services:
        done = state.status[:, compiled.system.index[service]] == Status.COMPLETED
        refusal[~done & (refusal == 0)] = Refusal.PREREQUISITE_SERVICE
    return refusal


def apart(state: State, compiled: Compiled) -> Ints:
    """(rows,) how many further providers act on the client without a common plan; 0 is coordinated or only one."""
    if not compiled.offers:
        return np.zeros(state.rows, np.int64)
    active = (state.status == Status.ACTIVE).astype(np.int64)
    involved = (active @ compiled.provider_services.T.astype(np.int64)) > 0
    coordinated = (state.coordinated_from <= state.week) & (state.week <= state.coordinated_until)
    return np.where(coordinated, 0, np.maximum(involved.sum(axis=1) - 1, 0))


def overload(state: State, compiled: Compiled, levels: Tiny) -> Ints:
    """(rows,) hours a week asked of the client beyond what the client has."""
    asked = (state.status == Status.ACTIVE).astype(np.int64) @ compiled.hours
    tied = levels[:, DOMAIN_INDEX["care_duties"]] <= 1
    has = compiled.number("load.hours") - np.where(tied, compiled.number("load.care_hours"), 0)
    beyond: Ints = np.maximum(asked - has, 0)
    return beyond


class Enrolment:
    """Moves one week of every service; `week` happenings are written into arrays of the week."""

    def __init__(self, cohort: Cohort, compiled: Compiled, luck: Luck, shared: bool) -> None:
        self.cohort, self.compiled, self.luck, self.shared = cohort, compiled, luck, shared
        self.worlds = np.repeat(np.arange(cohort.replicates), cohort.clients)

    # --- what is decided ---------------------------------------------------------------------------------------------

    def end(self, state: State, decisions: Decisions, happened: npt.NDArray[np.uint8]) -> None:
        """Take clients out of services and queues."""
        open_ = (state.status == Status.WAITING) | (state.status == Status.ACTIVE)
        ended = decisions.end & open_
        self._leave(state, ended, Status.ENDED)
        mark(happened, ended, Happening.ENDED)

    def refer(self, state: State, decisions: Decisions, happened: npt.NDArray[np.uint8], refused: Tiny) -> None:
        """Send clients to services: the provider refuses or puts them into its queue."""
        wanted = (decisions.refer != Referring.NONE).any(axis=0)
        for offer in self.compiled.offers:
            s = offer.position
            if not wanted[s]:
                continue
            asked = decisions.refer[:, s] != Referring.NONE
            open_ = (state.status[:, s] == Status.WAITING) | (state.status[:, s] == Status.ACTIVE)
            asked &= ~open_
            if not asked.any():
                continue
            why = np.where(asked, not_eligible(self.cohort, state, self.compiled, offer), 0).astype(np.int8)
            taken, refusals = asked & (why == 0), asked & (why != 0)
            mark(happened[:, s], asked, Happening.REFERRED)
            self._refuse(state, s, refusals, why, happened, refused)
            state.status[taken, s] = Status.WAITING
            state.since[taken, s] = state.week
            state.attended[taken, s] = 0
            state.missed[taken, s] = 0
            state.warm[:, s] |= taken & (decisions.refer[:, s] == Referring.WARM)
            state.ahead[taken, s] = 0 if self.shared else self._background_wait(state.week, offer)[taken]

    @staticmethod
    def hurry(state: State, decisions: Decisions) -> None:
        """Partners let a waiting client in earlier; in a test-drive, before those who were referred later."""
        waiting = state.status == Status.WAITING
        state.ahead -= np.where(waiting, decisions.hurry.astype(np.int32) * 100, 0).astype(np.int32)

    def _refuse(
        self,
        state: State,
        s: int,
        where: Bools,
        why: Tiny,
        happened: npt.NDArray[np.uint8],
        refused: Tiny,
    ) -> None:
        state.status[where, s] = Status.REFUSED
        state.refusal[where, s] = why[where]
        state.since[where, s] = state.week
        refused[where, s] = why[where]
        mark(happened[:, s], where, Happening.REFUSED)

    def _background_wait(self, week: int, offer: Offer) -> npt.NDArray[np.int32]:
        """(rows,) weeks of other people's demand in front, in hundredths, drawn around the stated wait."""
        spread = self.compiled.table("queue.spread", 5)
        drawn = self.luck.draw(week, "queue", offer.service.id, self.cohort.rows)
        fifth = (drawn * len(spread)).astype(np.int64)
        return (offer.service.waiting_weeks * 100 * spread[fifth] // NEUTRAL).astype(np.int32)

    # --- queues ------------------------------------------------------------------------------------------------------

    def admit(
        self,
        state: State,
        levels: Tiny,
        happened: npt.NDArray[np.uint8],
        refused: Tiny,
        waited: npt.NDArray[np.int16],
    ) -> None:
        """Let those start whose turn has come and who are ready; hold the turn a few weeks for the others."""
        queues = (state.status == Status.WAITING).any(axis=0)
        for offer in self.compiled.offers:
            if queues[offer.position] and offer.service.capacity:
                self._admit(state, offer, levels, happened, refused, waited)

    def _admit(
        self,
        state: State,
        offer: Offer,
        levels: Tiny,
        happened: npt.NDArray[np.uint8],
        refused: Tiny,
        waited: npt.NDArray[np.int16],
    ) -> None:
        s = offer.position
        waiting = state.status[:, s] == Status.WAITING
        turn = self._turn_shared(state, offer, waiting) if self.shared else self._turn_background(state, offer, waiting)
        why = not_ready(state, self.compiled, offer, levels)
        start = turn & (why == 0)
        overdue = state.week - state.since[:, s] > offer.service.waiting_weeks + self.compiled.number("queue.hold")
        self._refuse(state, s, turn & (why != 0) & overdue, why, happened, refused)
        waited[start, s] = state.week - state.since[start, s]
        state.status[start, s] = Status.ACTIVE
        state.since[start, s] = state.week
        mark(happened[:, s], start, Happening.STARTED)

    def _turn_background(self, state: State, offer: Offer, waiting: Bools) -> Bools:
        """A practice run: the queue is other people, who go in at a pace that varies."""
        s = offer.position
        due = waiting & (state.ahead[:, s] <= 0)
        intake = self.compiled.table("queue.intake", 3)
        third = (self.luck.draw(state.week, "intake", offer.service.id, state.rows) * len(intake)).astype(np.int64)
        state.ahead[waiting, s] -= (intake[third][waiting] // 10).astype(np.int32)
        return due

    def _turn_shared(self, state: State, offer: Offer, waiting: Bools) -> Bools:
        """A cohort: places are limited, first come first served within each world, the day of referral by lot."""
        s = offer.position
        active = np.bincount(self.worlds[state.status[:, s] == Status.ACTIVE], minlength=self.cohort.replicates)
        free = np.maximum(offer.service.capacity - self.outside(state.week, offer) - active, 0)
        rows = np.flatnonzero(waiting)
        lot = self.luck.draw(0, "lot", offer.service.id, state.rows)[rows]
        place = state.since[rows, s].astype(np.int32) * 100 + state.ahead[rows, s]
        order = rows[np.lexsort((lot, place, self.worlds[rows]))]
        world = self.worlds[order]
        first_of_world = np.searchsorted(world, np.arange(self.cohort.replicates))
        rank = np.arange(len(order)) - first_of_world[world]
        turn = np.zeros(state.rows, np.bool_)
        turn[order[rank < free[world]]] = True
        return turn

    @staticmethod
    def outside(week: int, offer: Offer) -> int:
        """Places still held by people from before: full at the start, with the stated wait of people in front."""
        service = offer.service
        intake = service.capacity * 100 // service.duration_weeks
        left = service.capacity * 100 + service.waiting_weeks * intake - intake * week
        return min(service.capacity, max(-(-left // 100), 0))

    # --- the sessions of the week ------------------------------------------------------------------------------------

    def attend(self, state: State, levels: Tiny, happened: npt.NDArray[np.uint8]) -> None:
        """Sessions of all active services: who comes, what it changes, who finishes, who leaves."""
        chance = self._attendance(state, levels)
        motivation, stress = state.motivation.astype(np.int64), state.stress.astype(np.int64)
        runs = (state.status == Status.ACTIVE).any(axis=0)
        for offer in self.compiled.offers:
            if runs[offer.position]:
                active = state.status[:, offer.position] == Status.ACTIVE
                came = self._come(state, offer, active, chance, happened)
                self._gain(state, offer, came)
                motivation += np.where(came, offer.motivation, 0)
                stress += np.where(came, offer.stress, 0)
                self._finish(state, offer, active, happened)
        state.motivation[:] = within(motivation, 0, 100)
        state.stress[:] = within(stress, 0, 100)

    def _attendance(self, state: State, levels: Tiny) -> Ints:
        """(rows,) chance in permille to come to a session, before the warm introduction."""
        compiled = self.compiled
        chance = np.full(state.rows, compiled.number("attend.base"), np.int64)
        chance += compiled.bands("attend.motivation")[band(state.motivation)]
        chance += compiled.bands("attend.trust")[band(state.trust)]
        chance += compiled.bands("attend.stress")[band(state.stress)]
        for domain in _GATES:
            chance += compiled.levels(f"attend.{domain}")[levels[:, DOMAIN_INDEX[domain]]]
        chance += np.where(state.agreed, compiled.number("attend.agreed"), 0)
        chance += compiled.number("attend.overload") * overload(state, compiled, levels)
        chance += compiled.number("attend.apart") * apart(state, compiled)
        return chance

    def _come(self, state: State, offer: Offer, active: Bools, chance: Ints, happened: npt.NDArray[np.uint8]) -> Bools:
        """(rows,) whom the service reaches this week: who comes, whose support runs, who works in a subsidised job."""
        s = offer.position
        if offer.subsidy:
            working: Bools = active & (state.job == Job.SUBSIDISED)
            return working
        if not offer.sessions:
            return active
        warm = np.where(state.warm[:, s], self.compiled.number("attend.warm"), 0)
        permille = within(chance + warm, _RARE, _ALMOST_ALWAYS)
        came = active & self.luck.happens(state.week, "attend", offer.service.id, permille * 1000)
        missed = active & ~came
        state.attended[came, s] += 1
        state.missed[came, s] = 0
        state.missed[missed, s] += 1
        mark(happened[:, s], came, Happening.ATTENDED)
        mark(happened[:, s], missed, Happening.MISSED)
        return came

    def _gain(self, state: State, offer: Offer, came: Bools) -> None:
        """A session brings nothing, its ordinary gain or twice that; more where the case manager knows the matter."""
        if not offer.gain:
            return
        compiled = self.compiled
        number = self.luck.draw(state.week, "gain", offer.service.id, state.rows) * NEUTRAL
        none, double = compiled.number("gain.none"), compiled.number("gain.double")
        times = np.where(number < none, 0, np.where(number >= NEUTRAL - double, 2, 1))
        low = compiled.number("gain.uninformed")
        fitting = low + (NEUTRAL - low) * state.informed[:, offer.main].astype(np.int64) // 100
        base = np.where(came, offer.gain * times * fitting, 0) // NEUTRAL
        side = base * compiled.number("gain.side") // NEUTRAL
        ceiling = compiled.number("gain.ceiling")
        for domain, gain in ((offer.main, base), *((domain, side) for domain in offer.sides)):
            points = state.points[:, domain].astype(np.int64)
            state.points[:, domain] = np.maximum(points, np.minimum(points + gain, ceiling))

    def _finish(self, state: State, offer: Offer, active: Bools, happened: npt.NDArray[np.uint8]) -> None:
        s, compiled = offer.position, self.compiled
        over = active & (state.week - state.since[:, s] + 1 >= offer.service.duration_weeks)
        hazard = offer.drop * compiled.bands("drop.motivation")[band(state.motivation)] // NEUTRAL
        hazard = hazard * compiled.bands("drop.stress")[band(state.stress)] // NEUTRAL
        if offer.subsidy:
            hazard = np.where(state.job == Job.SUBSIDISED, 0, hazard)
        leaves = self.luck.happens(state.week, "drop", offer.service.id, np.minimum(hazard, MILLION))
        leaves |= state.missed[:, s] >= compiled.number("drop.missed")
        dropped = active & leaves & ~over
        for where, status, kind in (
            (over, Status.COMPLETED, Happening.COMPLETED),
            (dropped, Status.DROPPED, Happening.DROPPED),
        ):
            state.status[where, s] = status
            state.since[where, s] = state.week
            mark(happened[:, s], where, kind)

    # --- upkeep ------------------------------------------------------------------------------------------------------

    def job_ends_seeking(self, state: State, found: Bools, happened: npt.NDArray[np.uint8]) -> None:
        """With a job, services for people without one end, and nobody waits for them any longer."""
        if not found.any():
            return
        for offer in self.compiled.offers:
            s = offer.position
            if offer.seeking or offer.subsidy:
                gone = found & (state.status[:, s] == Status.WAITING)
                if offer.seeking:
                    gone |= found & (state.status[:, s] == Status.ACTIVE)
                state.status[gone, s] = Status.ENDED
                state.since[gone, s] = state.week
                mark(happened[:, s], gone, Happening.ENDED)

    def cover(self, state: State) -> None:
        """Supports that run now lend their points to the domains they are for."""
        state.cover[:] = 0
        for offer in self.compiled.offers:
            if offer.cover:
                active = state.status[:, offer.position] == Status.ACTIVE
                for domain in (offer.main, *offer.sides):
                    state.cover[active, domain] = np.maximum(state.cover[active, domain], offer.cover)

    @staticmethod
    def _leave(state: State, where: Bools, status: Status) -> None:
        state.status[where] = status
        state.since[where] = state.week
