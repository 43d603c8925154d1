"""Work and the person in the weeks: jobs found and kept, trust, money, what life takes."""

from dataclasses import fields

import numpy as np
import pytest

from scenarios.client import DOMAINS
from scenarios.services import (
    ServiceKind,
    ServiceSystem,
)
from scenarios.weeks.employment import losing
from scenarios.weeks.engine import engine_hash
from scenarios.weeks.enrolment import apart, overload
from scenarios.weeks.evidence import builtin
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import Logged, NoPlan, StandingRules, View, WeekPlan
from scenarios.weeks.state import Cohort, Job, Status
from tests.scenarios.weeks.living import attendance, engine_of, live, service_of, with_values

# --- work ------------------------------------------------------------------------------------------------


def _employed(levels, client, weeks=26, plan=None, services=()):
    person = client.model_copy(update={"levels": {**dict.fromkeys(client.levels, 2), **levels}})
    engine = engine_of(ServiceSystem(services=services), Cohort.of([person]), replicates=2000)
    return simulate(engine, plan or NoPlan(), weeks, keep_weeks=False)


@pytest.mark.parametrize(
    "domain", ["legal_documents", "care_duties", "physical_health", "job_search", "discrimination", "skills"]
)
def test_each_barrier_keeps_people_out_of_work(client, domain):
    free, barred = _employed({}, client), _employed({domain: 0}, client)
    assert barred.employed[-1].mean() < free.employed[-1].mean() * 0.85


def test_contact_helps_and_training_locks_in(client):
    nothing = _employed({}, client).employed[-1].mean()
    contact = Logged({week: WeekPlan(contact="meeting") for week in range(0, 26, 2)})
    assert _employed({}, client, plan=contact).employed[-1].mean() > nothing
    course = service_of(kind="training", domains=("skills",), duration_weeks=26)
    enrolled = Logged({0: WeekPlan(refer={"s": "paper"})})
    assert _employed({}, client, plan=enrolled, services=(course,)).employed[-1].mean() < nothing


def test_a_subsidised_job_lasts_as_long_as_the_subsidy_and_may_end_with_it(client, evidence):
    sure = with_values(evidence, job__base=900_000, job__ceiling=1_000_000, loss__base=0, loss__subsidy_end=1000)
    voucher = service_of(
        kind="wage_subsidy", domains=("work_experience",), duration_weeks=8, dropout=0, hours_per_week=0
    )
    trace = live(voucher, Cohort.of([client]), weeks=14, replicates=50, evidence=sure)
    lost = np.array([week.lost for week in trace.weeks])
    found = np.array([week.found for week in trace.weeks])
    rows = np.flatnonzero(lost.any(axis=0))
    assert len(rows) > 20
    spans = lost.argmax(axis=0)[rows] - found.argmax(axis=0)[rows]
    assert set(spans.tolist()) == {7}


def test_with_a_job_services_for_people_without_one_end(client, evidence):
    sure = with_values(evidence, job__base=500_000, job__ceiling=1_000_000)
    trace = live(service_of(kind="job_search", domains=("job_search",)), Cohort.of([client]), weeks=8, evidence=sure)
    first = trace.weeks[0]
    assert first.found.any()
    assert ((first.services[first.found, 0] & 128) > 0).all()


def test_side_by_side_is_better_than_one_after_the_other(system, client, evidence):
    everyone = Cohort.of([client], ratings=client.levels)
    weeks_in_work = [
        simulate(engine_of(system, everyone, replicates=1500), StandingRules(at_once=n, confer_every=12), 78)
        .end.employed_weeks.mean()
        for n in (1, 4)
    ]  # fmt: skip
    assert weeks_in_work[1] > weeks_in_work[0]


# --- the person ------------------------------------------------------------------------------------------


def test_silence_costs_trust_only_once_a_relationship_has_begun(cohort, system):
    silent = simulate(engine_of(system, cohort), Logged({0: WeekPlan(contact="meeting")}), 20)
    assert silent.trust[-1, 0] < silent.trust[4, 0]
    assert simulate(engine_of(system, cohort), NoPlan(), 20).trust[-1, 0] == 40


def test_what_was_said_counts_in_the_week_it_was_said(cohort, system):
    log = Logged({3: WeekPlan(trust=7, motivation=-4, stress=9, points={"debt": 100}, ratings={"debt": 3})})
    said, unsaid = (simulate(engine_of(system, cohort), policy, 5) for policy in (log, NoPlan()))
    assert said.trust[3, 0] == unsaid.trust[3, 0]
    assert said.trust[4, 0] - unsaid.trust[4, 0] == 7
    assert said.levels[4, 0, 5] == unsaid.levels[4, 0, 5] + 1
    assert said.end.ratings[0, 5] == 3


def test_staff_time_and_money_add_up(cohort, system, evidence):
    log = Logged({0: WeekPlan(contact="meeting", agree=True, minutes=20, refer={"care": "warm", "debt": "paper"})})
    trace = simulate(engine_of(system, cohort), log, 30)
    spent = ("meeting", "agree", "warm", "paper")
    assert trace.end.minutes[0] == 20 + sum(evidence.number(f"minutes.{what}") for what in spent)
    care = system.index["care"]
    assert trace.end.status[0, care] == Status.ACTIVE
    assert trace.end.cost[0] == (30 - trace.end.since[0, care]) * 40


def test_the_engine_is_pinned_by_its_source(monkeypatch):
    assert len(engine_hash()) == 64
    assert engine_hash() == engine_hash()


def test_a_view_shows_nothing_hidden(cohort, system):
    view = View.of(engine_of(system, cohort), engine_of(system, cohort).start(), None)
    assert not {"motivation", "trust", "stress", "points", "levels"} & {item.name for item in fields(view)}


def test_kinds_have_effects_of_their_own():
    without = {
        kind for kind in ServiceKind if not any(key.startswith(f"kind.{kind}.") for key in builtin().coefficients)
    }
    assert without == set()


def test_a_support_or_a_subsidy_has_no_sessions_to_miss(system, cohort):
    log = Logged({0: WeekPlan(refer={"care": "paper", "voucher": "paper", "debt": "paper"})})
    trace = simulate(engine_of(system, cohort, replicates=30), log, 20)
    assert (trace.end.status[:, system.index["care"]] != Status.NONE).all()
    for service, told in (("care", False), ("voucher", False), ("debt", True)):
        happened = np.stack([week.services[:, system.index[service]] for week in trace.weeks])
        assert ((happened & (8 | 16)) > 0).any() == told


def test_a_common_plan_holds_after_a_lag_and_for_a_time_and_can_be_renewed(system, cohort, evidence):
    lag, lasts = evidence.number("coordination.lag"), evidence.number("coordination.lasts")

    def coordinated(*conferences):
        log = Logged({week: WeekPlan(conference=True) for week in conferences})
        engine, held, state, last = engine_of(system, cohort), [], None, None
        state = engine.start()
        for week in range(40):
            decisions, _ = log.decide(View.of(engine, state, last))
            state, last = engine.step(state, decisions)
            state.status[:, :3] = Status.ACTIVE
            if apart(state, engine.compiled)[0] == 0:
                held.append(week + 1)
        return held

    assert coordinated() == []
    assert coordinated(3) == list(range(3 + lag, 3 + lag + lasts + 1))
    assert coordinated(3, 10) == list(range(3 + lag, 10 + lag + lasts + 1))


def test_unanswered_care_duties_leave_fewer_hours(system, cohort, client, evidence):
    free = Cohort.of([client.model_copy(update={"levels": {**client.levels, "care_duties": 2}})])
    hours = []
    for somebody in (cohort, free):
        engine = engine_of(system, somebody)
        state = engine.start()
        state.status[:, system.index["course"]] = state.status[:, system.index["club"]] = Status.ACTIVE
        hours.append(int(overload(state, engine.compiled, state.levels)[0]))
    assert hours[1] == max(0, 20 - evidence.number("load.hours"))
    assert hours[0] == 20 + evidence.number("load.care_hours") - evidence.number("load.hours")


def test_what_life_takes_is_gone(system, cohort):
    trace = simulate(engine_of(system, cohort, replicates=100), NoPlan(), 1)
    lost = trace.weeks[0].life
    assert (lost > 0).any()
    housing = list(DOMAINS).index("housing")
    assert (trace.start.points[:, housing] - trace.end.points[:, housing] == lost[:, housing]).all()
    told = [event for row in range(100) for event in trace.weeks[0].events(row) if event.code == "life"]
    assert sum(event.amount for event in told) == lost.sum()


def test_a_support_counts_from_the_week_it_starts(client):
    systems = {
        name: ServiceSystem(
            services=(service_of(id="care", kind="care", domains=("care_duties",), capacity=capacity), service_of())
        )
        for name, capacity in (("with", 1), ("without", 0))
    }
    log = Logged({0: WeekPlan(refer={"care": "paper", "s": "paper"})})
    rates = {
        name: attendance(simulate(engine_of(item, Cohort.of([client]), replicates=1000), log, 1))
        for name, item in systems.items()
    }
    assert rates["with"] > rates["without"] + 0.1


@pytest.mark.parametrize(
    ("safer", "riskier"),
    [({"job_since": 0}, {"job_since": 45}), ({"last_contact": 49}, {"last_contact": -1})],
)
def test_first_weeks_and_silence_endanger_a_job(system, cohort, safer, riskier):
    chances = []
    for changes in (safer, riskier):
        engine = engine_of(system, cohort)
        state = engine.start()
        state.week, state.job[:], state.job_since[:] = 50, Job.OPEN, 40
        for name, value in changes.items():
            getattr(state, name)[:] = value
        chances.append(int(losing(state, engine.compiled, state.levels)[0]))
    assert chances[1] > chances[0]
