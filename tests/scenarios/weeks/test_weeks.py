"""One week after the other: referrals, queues, sessions, jobs, life; never an impossible state."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.client import DOMAINS
from scenarios.employment import losing
from scenarios.enrolment import apart, overload
from scenarios.evidence import builtin
from scenarios.generate import generate
from scenarios.outcome import simulate
from scenarios.policies import Logged, NoPlan, StandingRules, View, WeekPlan
from scenarios.services import (
    KINDS,
    Eligibility,
    Prerequisites,
    Refusal,
    Service,
    ServiceKind,
    ServiceSystem,
)
from scenarios.state import Cohort, Decisions, Job, Referring, Status
from scenarios.weeks import Engine, engine_hash

MANY = 400


def _engine(system, cohort, evidence=None, *, seed=5, shared=False, replicates=1):
    return Engine(system, evidence or builtin(), seed=seed, cohort=cohort.repeated(replicates), shared=shared)


def _service(**more):
    given = {"id": "s", "provider": "p", "kind": "counselling", "domains": ("mental_health",), "capacity": 5,
             "duration_weeks": 10, **more}  # fmt: skip
    return Service.model_validate(given)


def _live(service, cohort, weeks=20, replicates=MANY, evidence=None, **plan):
    """Everybody is referred in week 0; the trace of the weeks."""
    system = ServiceSystem(services=(service,))
    engine = _engine(system, cohort, evidence, replicates=replicates)
    return simulate(engine, Logged({0: WeekPlan(refer={service.id: "paper"}, **plan)}), weeks)


def _with(evidence, **values):
    changed = {
        key.replace("__", "."): evidence.coefficients[key.replace("__", ".")].model_copy(update={"value": value})
        for key, value in values.items()
    }
    return evidence.model_copy(update={"coefficients": evidence.coefficients | changed})


@st.composite
def _systems(draw):
    domains = st.sampled_from(("skills", "debt", "care_duties", "mental_health", "job_search", "housing"))
    services = []
    for number in range(draw(st.integers(0, 5))):
        earlier = [service.id for service in services]
        services.append(
            Service(
                id=f"s{number}",
                provider=draw(st.sampled_from(("a", "b", "c"))),
                kind=draw(st.sampled_from(KINDS)),
                domains=tuple(draw(st.lists(domains, min_size=1, max_size=3, unique=True))),
                capacity=draw(st.integers(0, 4)),
                waiting_weeks=draw(st.integers(0, 8)),
                duration_weeks=draw(st.integers(1, 12)),
                hours_per_week=draw(st.integers(0, 40)),
                cost_per_week=draw(st.integers(0, 500)),
                dropout=draw(st.integers(0, 95)),
                eligibility=Eligibility(while_employed=draw(st.booleans()), need={"debt": draw(st.integers(0, 4))}),
                prerequisites=Prerequisites(
                    levels={"skills": draw(st.integers(0, 4))},
                    services=tuple(draw(st.lists(st.sampled_from(earlier), max_size=1))) if earlier else (),
                ),
            )
        )
    return ServiceSystem(services=tuple(services))


def _check(state):
    for name, low, high in (("points", 0, 499), ("motivation", 0, 100), ("trust", 0, 100), ("stress", 0, 100),
                            ("ratings", -1, 4), ("informed", 0, 100), ("status", 0, 6), ("job", 0, 2),
                            ("levels", 0, 4)):  # fmt: skip
        values = getattr(state, name)
        assert (values >= low).all(), name
        assert (values <= high).all(), name
    assert ((state.job_since >= 0) == state.employed).all()
    assert (state.since <= state.week).all()
    assert (state.cost >= 0).all()
    assert (state.employed_weeks <= state.week).all()
    refused = state.status == Status.REFUSED
    assert (state.refusal[refused] != Refusal.NONE).all()


@settings(max_examples=40, deadline=None)
@given(system=_systems(), seed=st.integers(0, 2**63), shared=st.booleans(), data=st.data())
def test_random_decisions_never_lead_to_an_impossible_state(system, seed, shared, data):
    cohort = Cohort.of(list(generate("XK", 6, 3)))
    engine = _engine(system, cohort, seed=seed, shared=shared, replicates=2)
    state = engine.start()
    random = np.random.default_rng(data.draw(st.integers(0, 2**32)))
    rows, services = state.status.shape
    for week in range(25):
        decisions = Decisions.none(state)
        decisions.contact = random.integers(0, 3, rows).astype(np.int8)
        decisions.refer = random.integers(0, 3, (rows, services)).astype(np.int8)
        decisions.end = random.random((rows, services)) < 0.1
        decisions.conference = random.random(rows) < 0.1
        decisions.agree = random.random(rows) < 0.3
        decisions.hurry = random.integers(0, 9, (rows, services)).astype(np.int16)
        decisions.ratings = random.integers(-1, 5, state.points.shape).astype(np.int8)
        decisions.informed = random.integers(-1, 101, state.points.shape).astype(np.int8)
        decisions.shift = {
            "motivation": random.integers(-100, 101, rows).astype(np.int16),
            "trust": random.integers(-100, 101, rows).astype(np.int16),
            "stress": random.integers(-100, 101, rows).astype(np.int16),
            "points": random.integers(-499, 500, state.points.shape).astype(np.int16),
        }
        before = {item.name: np.array(getattr(state, item.name)).tobytes() for item in fields(state)}
        after, told = engine.step(state, decisions)
        assert before == {item.name: np.array(getattr(state, item.name)).tobytes() for item in fields(state)}
        assert after.week == week + 1
        assert after.points.dtype == state.points.dtype
        _check(after)
        for row in range(rows):
            told.events(row)
        if shared:
            for s, service in enumerate(system.services):
                active = (after.status[:, s] == Status.ACTIVE).reshape(2, -1).sum(axis=1)
                assert (active <= service.capacity).all()
        state = after


def test_a_row_alone_is_the_same_as_the_row_among_replicates(system, cohort, log):
    alone = simulate(_engine(system, cohort), log, 40)
    among = simulate(_engine(system, cohort, replicates=7), log, 40)
    for item in fields(alone.end):
        one, many = getattr(alone.end, item.name), getattr(among.end, item.name)
        if item.name != "week":
            assert one.tobytes() == many[:1].tobytes(), item.name


def test_a_cohort_in_a_practice_system_is_its_clients_one_by_one_but_for_their_luck(system, evidence):
    """Splitting replicates changes nothing: row r of many is found at position r."""
    cohort = Cohort.of(list(generate("AL", 3, 2)))
    many = simulate(_engine(system, cohort, replicates=4), StandingRules(), 20)
    fewer = simulate(_engine(system, cohort, replicates=2), StandingRules(), 20)
    assert many.end.points[:6].tobytes() == fewer.end.points.tobytes()


def test_changing_one_decision_leaves_unrelated_luck_alone(system, cohort, log):
    lived = simulate(_engine(system, cohort), log, 12)
    other = Logged({**log.weeks, 6: WeekPlan(contact="call", refer={"health": "warm"})})
    changed = simulate(_engine(system, cohort), other, 12)
    for week in range(6):
        assert lived.weeks[week].events() == changed.weeks[week].events()
    told = [[event for event in week.events() if event.subject == "debt"] for week in lived.weeks[:10]]
    again = [[event for event in week.events() if event.subject == "debt"] for week in changed.weeks[:10]]
    assert told == again


# --- referrals -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("eligibility", "why"),
    [
        ({"age_max": 30}, Refusal.AGE),
        ({"age_min": 35}, Refusal.AGE),
        ({"gender": "male"}, Refusal.GENDER),
        ({"education_max": 2}, Refusal.EDUCATION),
        ({"months_unemployed_min": 24}, Refusal.MONTHS_UNEMPLOYED),
        ({"groups": ("youth",)}, Refusal.GROUP),
        ({"need": {"housing": 1}}, Refusal.NEED),
        ({"need": {"debt": 1}, "age_min": 34, "age_max": 34}, Refusal.NONE),
    ],
)
def test_providers_take_whom_their_rules_admit(cohort, eligibility, why):
    trace = _live(_service(eligibility=eligibility), cohort, weeks=1, replicates=1)
    assert trace.end.refusal[0, 0] == why
    assert (trace.end.status[0, 0] == Status.REFUSED) == (why is not Refusal.NONE)


def test_people_in_work_are_refused_where_the_service_is_for_people_without(cohort):
    engine = _engine(ServiceSystem(services=(_service(),)), cohort)
    state = engine.start()
    state.job[:], state.job_since[:] = Job.OPEN, 0
    decisions = Decisions.none(state)
    decisions.refer[:] = Referring.PAPER
    after, week = engine.step(state, decisions)
    assert after.refusal[0, 0] == Refusal.EMPLOYED
    assert [(event.code, event.amount) for event in week.events() if event.subject == "s"] == [
        ("referred", 0),
        ("refused", Refusal.EMPLOYED),
    ]


def test_unmet_prerequisites_hold_the_turn_and_then_lose_it(cohort):
    trace = _live(_service(prerequisites={"levels": {"care_duties": 1}}), cohort, weeks=12, replicates=1)
    held = [week.week for week in trace.weeks if week.refusal[0, 0]]
    assert held == [5]
    assert trace.end.refusal[0, 0] == Refusal.PREREQUISITE_LEVEL
    assert trace.end.attended[0, 0] == 0


def test_a_support_that_runs_can_meet_a_prerequisite(system, cohort):
    log = Logged({0: WeekPlan(refer={"care": "warm", "course": "paper"})})
    trace = simulate(_engine(system, cohort, replicates=50), log, 16)
    course, care = system.index["course"], system.index["care"]
    active = trace.end.status[:, care] == Status.ACTIVE
    started = trace.end.attended[:, course] + (trace.end.status[:, course] == Status.ACTIVE) > 0
    assert active.mean() > 0.5
    assert started[active].mean() > 0.6
    assert (trace.levels[-1][active, 11] >= 1).all()


def test_a_service_that_was_to_come_first_is_asked_for(cohort):
    first = _service(id="first", duration_weeks=3, dropout=0)
    second = _service(id="second", prerequisites={"services": ("first",)})
    engine = _engine(ServiceSystem(services=(first, second)), cohort, replicates=60)
    alone = simulate(engine, Logged({0: WeekPlan(refer={"second": "paper"})}), 10)
    assert (alone.end.refusal[:, 1] == Refusal.PREREQUISITE_SERVICE).all()
    both = simulate(engine, Logged({0: WeekPlan(refer={"first": "paper", "second": "paper"})}), 10)
    done = both.end.status[:, 0] == Status.COMPLETED
    assert done.any()
    assert (both.end.refusal[done, 1] == 0).all()


# --- queues ----------------------------------------------------------------------------------------------


def test_background_waits_lie_around_the_stated_wait(cohort):
    trace = _live(_service(waiting_weeks=10), cohort, weeks=40)
    waited = np.concatenate([week.waited[week.waited > 0] for week in trace.weeks])
    assert len(waited) == MANY
    assert 9 <= waited.mean() <= 12
    assert len(set(waited.tolist())) > 5


def test_without_a_wait_people_start_at_once(cohort):
    trace = _live(_service(), cohort, weeks=1)
    assert (trace.end.attended + trace.end.missed > 0).all()


def test_a_service_without_capacity_never_starts(cohort):
    trace = _live(_service(capacity=0), cohort, weeks=30)
    assert (trace.end.status == Status.WAITING).all()


def test_partners_can_take_weeks_off_a_queue(cohort):
    system = ServiceSystem(services=(_service(waiting_weeks=12),))
    plain = Logged({0: WeekPlan(refer={"s": "paper"})})
    helped = Logged({0: WeekPlan(refer={"s": "paper"}), 1: WeekPlan(conference=True, hurry={"s": 6})})
    starts = [
        np.mean([(week.services & 4 > 0).any(axis=1) * week.week for week in trace.weeks]) * len(trace.weeks)
        for trace in (simulate(_engine(system, cohort, replicates=100), log, 40) for log in (plain, helped))
    ]
    assert 4 <= starts[0] - starts[1] <= 8


def test_a_shared_queue_is_first_come_first_served():
    cohort = Cohort.of(list(generate("EU", 12, 4)))
    service = _service(capacity=3, duration_weeks=4, dropout=0, eligibility={"while_employed": True})
    engine = _engine(ServiceSystem(services=(service,)), cohort, shared=True)
    state, started = engine.start(), {}
    for week in range(40):
        decisions = Decisions.none(state)
        decisions.refer[:, 0] = np.where((np.arange(12) // 4 == week) & (state.status[:, 0] == 0), 1, 0)
        state, told = engine.step(state, decisions)
        for row in np.flatnonzero(told.services[:, 0] & 4):
            started[int(row)] = week
    assert sorted(started) == list(range(12))
    groups = [[started[row] for row in range(group * 4, group * 4 + 4)] for group in range(3)]
    assert max(groups[0]) <= min(groups[1])
    assert max(groups[1]) <= min(groups[2])


def test_clients_of_one_world_compete_and_worlds_do_not():
    service = _service(capacity=2, duration_weeks=10, dropout=0, eligibility={"while_employed": True})
    cohort = Cohort.of(list(generate("EU", 10, 4)))
    engine = _engine(ServiceSystem(services=(service,)), cohort, shared=True, replicates=5)
    trace = simulate(engine, Logged({0: WeekPlan(refer={"s": "paper"})}), 31)
    begun = sum((week.services[:, 0] & 4 > 0).reshape(5, 10).sum(axis=1) for week in trace.weeks)
    assert ((begun >= 5) & (begun <= 7)).all()


def test_places_are_full_at_first_and_the_stated_wait_stands_in_front(evidence):
    cohort = Cohort.of(list(generate("EU", 30, 4)))
    service = _service(capacity=10, duration_weeks=10, waiting_weeks=6, dropout=0)
    engine = _engine(ServiceSystem(services=(service,)), cohort, shared=True)
    trace = simulate(engine, Logged({0: WeekPlan(refer={"s": "paper"})}), 20)
    first = next(week.week for week in trace.weeks if (week.services & 4).any())
    assert 6 <= first <= 8


# --- sessions --------------------------------------------------------------------------------------------


def _attendance(trace):
    came = sum((week.services & 8 > 0).sum() for week in trace.weeks)
    missed = sum((week.services & 16 > 0).sum() for week in trace.weeks)
    return came / (came + missed)


@pytest.mark.parametrize(
    "lighter",
    [{"motivation": 40}, {"trust": 45}, {"stress": -40}, {"agree": True}, {"points": {"care_duties": 200}}],
)
def test_people_come_more_often_when_something_is_lighter(client, lighter):
    burdened = client.model_copy(update={"motivation": 30, "trust": 20, "stress": 85})
    cohort = Cohort.of([burdened])
    assert _attendance(_live(_service(), cohort, **lighter)) > _attendance(_live(_service(), cohort)) + 0.01


def test_too_many_hours_and_institutions_acting_apart_keep_people_away(cohort):
    def services(providers, hours):
        return ServiceSystem(
            services=tuple(
                _service(id=f"s{number}", provider=f"p{number % providers}", hours_per_week=hours,
                         duration_weeks=30, domains=("social_network",))
                for number in range(3)
            )
        )  # fmt: skip

    plan = {"refer": {f"s{number}": "paper" for number in range(3)}}
    rates = {
        name: _attendance(simulate(_engine(system, cohort, replicates=200), Logged({0: WeekPlan(**plan, **more)}), 12))
        for name, system, more in (
            ("light", services(1, 1), {}),
            ("heavy", services(1, 10), {}),
            ("apart", services(3, 1), {}),
            ("together", services(3, 1), {"conference": True}),
        )
    }
    assert rates["heavy"] < rates["light"] - 0.02
    assert rates["apart"] < rates["together"] < rates["light"] + 0.01


def test_the_unmotivated_leave_early_and_the_stated_dropout_is_met_by_ordinary_people(client):
    ordinary = client.model_copy(update={"levels": {**dict.fromkeys(client.levels, 3)}, "motivation": 55, "stress": 45})
    service = _service(dropout=30, duration_weeks=20, domains=("skills",), eligibility={"while_employed": True})

    def dropped(person):
        return (_live(service, Cohort.of([person]), weeks=21).end.status == Status.DROPPED).mean()

    assert 0.1 < dropped(ordinary) < 0.35
    assert dropped(client.model_copy(update={"motivation": 10})) > dropped(ordinary) + 0.1


def test_services_lift_their_domains_and_knowledge_helps(client):
    quiet = _service(kind="counselling", domains=("social_network", "mental_health"), duration_weeks=26)
    levels = {**client.levels, "social_network": 0, "care_duties": 2}
    person = client.model_copy(update={"motivation": 70, "stress": 30, "levels": levels})
    ignorant = _live(quiet, Cohort.of([person]), weeks=26)
    informed = _live(quiet, Cohort.of([person], informed={"social_network": 100}), weeks=26)
    position = list(client.levels).index("social_network")
    gained = [trace.end.points[:, position].mean() - 50 for trace in (ignorant, informed)]
    assert gained[0] > 30
    assert gained[1] > gained[0] * 1.2


def test_no_service_makes_people_thrive(client):
    person = client.model_copy(update={"levels": {**client.levels, "legal_documents": 3}, "motivation": 90})
    trace = _live(
        _service(kind="legal", domains=("legal_documents",), duration_weeks=52), Cohort.of([person]), weeks=52
    )
    assert (trace.levels[-1][:, 14] == 3).all()


# --- work ------------------------------------------------------------------------------------------------


def _employed(levels, client, weeks=26, plan=None, services=()):
    person = client.model_copy(update={"levels": {**dict.fromkeys(client.levels, 2), **levels}})
    engine = _engine(ServiceSystem(services=services), Cohort.of([person]), replicates=2000)
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
    course = _service(kind="training", domains=("skills",), duration_weeks=26)
    enrolled = Logged({0: WeekPlan(refer={"s": "paper"})})
    assert _employed({}, client, plan=enrolled, services=(course,)).employed[-1].mean() < nothing


def test_a_subsidised_job_lasts_as_long_as_the_subsidy_and_may_end_with_it(client, evidence):
    sure = _with(evidence, job__base=900_000, job__ceiling=1_000_000, loss__base=0, loss__subsidy_end=1000)
    voucher = _service(kind="wage_subsidy", domains=("work_experience",), duration_weeks=8, dropout=0, hours_per_week=0)
    trace = _live(voucher, Cohort.of([client]), weeks=14, replicates=50, evidence=sure)
    lost = np.array([week.lost for week in trace.weeks])
    found = np.array([week.found for week in trace.weeks])
    rows = np.flatnonzero(lost.any(axis=0))
    assert len(rows) > 20
    spans = lost.argmax(axis=0)[rows] - found.argmax(axis=0)[rows]
    assert set(spans.tolist()) == {7}


def test_with_a_job_services_for_people_without_one_end(client, evidence):
    sure = _with(evidence, job__base=500_000, job__ceiling=1_000_000)
    trace = _live(_service(kind="job_search", domains=("job_search",)), Cohort.of([client]), weeks=8, evidence=sure)
    first = trace.weeks[0]
    assert first.found.any()
    assert ((first.services[first.found, 0] & 128) > 0).all()


def test_side_by_side_is_better_than_one_after_the_other(system, client, evidence):
    everyone = Cohort.of([client], ratings=client.levels)
    weeks_in_work = [
        simulate(_engine(system, everyone, replicates=1500), StandingRules(at_once=n, confer_every=12), 78)
        .end.employed_weeks.mean()
        for n in (1, 4)
    ]  # fmt: skip
    assert weeks_in_work[1] > weeks_in_work[0]


# --- the person ------------------------------------------------------------------------------------------


def test_silence_costs_trust_only_once_a_relationship_has_begun(cohort, system):
    silent = simulate(_engine(system, cohort), Logged({0: WeekPlan(contact="meeting")}), 20)
    assert silent.trust[-1, 0] < silent.trust[4, 0]
    assert simulate(_engine(system, cohort), NoPlan(), 20).trust[-1, 0] == 40


def test_what_was_said_counts_in_the_week_it_was_said(cohort, system):
    log = Logged({3: WeekPlan(trust=7, motivation=-4, stress=9, points={"debt": 100}, ratings={"debt": 3})})
    said, unsaid = (simulate(_engine(system, cohort), policy, 5) for policy in (log, NoPlan()))
    assert said.trust[3, 0] == unsaid.trust[3, 0]
    assert said.trust[4, 0] - unsaid.trust[4, 0] == 7
    assert said.levels[4, 0, 5] == unsaid.levels[4, 0, 5] + 1
    assert said.end.ratings[0, 5] == 3


def test_staff_time_and_money_add_up(cohort, system, evidence):
    log = Logged({0: WeekPlan(contact="meeting", agree=True, minutes=20, refer={"care": "warm", "debt": "paper"})})
    trace = simulate(_engine(system, cohort), log, 30)
    spent = ("meeting", "agree", "warm", "paper")
    assert trace.end.minutes[0] == 20 + sum(evidence.number(f"minutes.{what}") for what in spent)
    care = system.index["care"]
    assert trace.end.status[0, care] == Status.ACTIVE
    assert trace.end.cost[0] == (30 - trace.end.since[0, care]) * 40


def test_the_engine_is_pinned_by_its_source(monkeypatch):
    assert len(engine_hash()) == 64
    assert engine_hash() == engine_hash()


def test_a_view_shows_nothing_hidden(cohort, system):
    view = View.of(_engine(system, cohort), _engine(system, cohort).start(), None)
    assert not {"motivation", "trust", "stress", "points", "levels"} & {item.name for item in fields(view)}


def test_kinds_have_effects_of_their_own():
    without = {
        kind for kind in ServiceKind if not any(key.startswith(f"kind.{kind}.") for key in builtin().coefficients)
    }
    assert without == set()


def test_a_support_or_a_subsidy_has_no_sessions_to_miss(system, cohort):
    log = Logged({0: WeekPlan(refer={"care": "paper", "voucher": "paper", "debt": "paper"})})
    trace = simulate(_engine(system, cohort, replicates=30), log, 20)
    assert (trace.end.status[:, system.index["care"]] != Status.NONE).all()
    for service, told in (("care", False), ("voucher", False), ("debt", True)):
        happened = np.stack([week.services[:, system.index[service]] for week in trace.weeks])
        assert ((happened & (8 | 16)) > 0).any() == told


def test_a_common_plan_holds_after_a_lag_and_for_a_time_and_can_be_renewed(system, cohort, evidence):
    lag, lasts = evidence.number("coordination.lag"), evidence.number("coordination.lasts")

    def coordinated(*conferences):
        log = Logged({week: WeekPlan(conference=True) for week in conferences})
        engine, held, state, last = _engine(system, cohort), [], None, None
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
        engine = _engine(system, somebody)
        state = engine.start()
        state.status[:, system.index["course"]] = state.status[:, system.index["club"]] = Status.ACTIVE
        hours.append(int(overload(state, engine.compiled, state.levels)[0]))
    assert hours[1] == max(0, 20 - evidence.number("load.hours"))
    assert hours[0] == 20 + evidence.number("load.care_hours") - evidence.number("load.hours")


def test_what_life_takes_is_gone(system, cohort):
    trace = simulate(_engine(system, cohort, replicates=100), NoPlan(), 1)
    lost = trace.weeks[0].life
    assert (lost > 0).any()
    housing = list(DOMAINS).index("housing")
    assert (trace.start.points[:, housing] - trace.end.points[:, housing] == lost[:, housing]).all()
    told = [event for row in range(100) for event in trace.weeks[0].events(row) if event.code == "life"]
    assert sum(event.amount for event in told) == lost.sum()


def test_a_support_counts_from_the_week_it_starts(client):
    systems = {
        name: ServiceSystem(
            services=(_service(id="care", kind="care", domains=("care_duties",), capacity=capacity), _service())
        )
        for name, capacity in (("with", 1), ("without", 0))
    }
    log = Logged({0: WeekPlan(refer={"care": "paper", "s": "paper"})})
    rates = {
        name: _attendance(simulate(_engine(item, Cohort.of([client]), replicates=1000), log, 1))
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
        engine = _engine(system, cohort)
        state = engine.start()
        state.week, state.job[:], state.job_since[:] = 50, Job.OPEN, 40
        for name, value in changes.items():
            getattr(state, name)[:] = value
        chances.append(int(losing(state, engine.compiled, state.levels)[0]))
    assert chances[1] > chances[0]
