"""One week after the other: referrals, queues, sessions, jobs, life; never an impossible state."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scenarios.generate import generate
from scenarios.services import (
    KINDS,
    Eligibility,
    Prerequisites,
    Refusal,
    Service,
    ServiceSystem,
)
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import Logged, StandingRules, WeekPlan
from scenarios.weeks.state import Cohort, Decisions, Job, Referring, Status
from tests.scenarios.weeks.living import MANY, attendance, engine_of, live, service_of


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
    engine = engine_of(system, cohort, seed=seed, shared=shared, replicates=2)
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
    alone = simulate(engine_of(system, cohort), log, 40)
    among = simulate(engine_of(system, cohort, replicates=7), log, 40)
    for item in fields(alone.end):
        one, many = getattr(alone.end, item.name), getattr(among.end, item.name)
        if item.name != "week":
            assert one.tobytes() == many[:1].tobytes(), item.name


def test_a_cohort_in_a_practice_system_is_its_clients_one_by_one_but_for_their_luck(system, evidence):
    """Splitting replicates changes nothing: row r of many is found at position r."""
    cohort = Cohort.of(list(generate("AL", 3, 2)))
    many = simulate(engine_of(system, cohort, replicates=4), StandingRules(), 20)
    fewer = simulate(engine_of(system, cohort, replicates=2), StandingRules(), 20)
    assert many.end.points[:6].tobytes() == fewer.end.points.tobytes()


def test_changing_one_decision_leaves_unrelated_luck_alone(system, cohort, log):
    lived = simulate(engine_of(system, cohort), log, 12)
    other = Logged({**log.weeks, 6: WeekPlan(contact="call", refer={"health": "warm"})})
    changed = simulate(engine_of(system, cohort), other, 12)
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
    trace = live(service_of(eligibility=eligibility), cohort, weeks=1, replicates=1)
    assert trace.end.refusal[0, 0] == why
    assert (trace.end.status[0, 0] == Status.REFUSED) == (why is not Refusal.NONE)


def test_people_in_work_are_refused_where_the_service_is_for_people_without(cohort):
    engine = engine_of(ServiceSystem(services=(service_of(),)), cohort)
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
    trace = live(service_of(prerequisites={"levels": {"care_duties": 1}}), cohort, weeks=12, replicates=1)
    held = [week.week for week in trace.weeks if week.refusal[0, 0]]
    assert held == [5]
    assert trace.end.refusal[0, 0] == Refusal.PREREQUISITE_LEVEL
    assert trace.end.attended[0, 0] == 0


def test_a_support_that_runs_can_meet_a_prerequisite(system, cohort):
    log = Logged({0: WeekPlan(refer={"care": "warm", "course": "paper"})})
    trace = simulate(engine_of(system, cohort, replicates=50), log, 16)
    course, care = system.index["course"], system.index["care"]
    active = trace.end.status[:, care] == Status.ACTIVE
    started = trace.end.attended[:, course] + (trace.end.status[:, course] == Status.ACTIVE) > 0
    assert active.mean() > 0.5
    assert started[active].mean() > 0.6
    assert (trace.levels[-1][active, 11] >= 1).all()


def test_a_service_that_was_to_come_first_is_asked_for(cohort):
    first = service_of(id="first", duration_weeks=3, dropout=0)
    second = service_of(id="second", prerequisites={"services": ("first",)})
    engine = engine_of(ServiceSystem(services=(first, second)), cohort, replicates=60)
    alone = simulate(engine, Logged({0: WeekPlan(refer={"second": "paper"})}), 10)
    assert (alone.end.refusal[:, 1] == Refusal.PREREQUISITE_SERVICE).all()
    both = simulate(engine, Logged({0: WeekPlan(refer={"first": "paper", "second": "paper"})}), 10)
    done = both.end.status[:, 0] == Status.COMPLETED
    assert done.any()
    assert (both.end.refusal[done, 1] == 0).all()


# --- queues ----------------------------------------------------------------------------------------------


def test_background_waits_lie_around_the_stated_wait(cohort):
    trace = live(service_of(waiting_weeks=10), cohort, weeks=40)
    waited = np.concatenate([week.waited[week.waited > 0] for week in trace.weeks])
    assert len(waited) == MANY
    assert 9 <= waited.mean() <= 12
    assert len(set(waited.tolist())) > 5


def test_without_a_wait_people_start_at_once(cohort):
    trace = live(service_of(), cohort, weeks=1)
    assert (trace.end.attended + trace.end.missed > 0).all()


def test_a_service_without_capacity_never_starts(cohort):
    trace = live(service_of(capacity=0), cohort, weeks=30)
    assert (trace.end.status == Status.WAITING).all()


def test_partners_can_take_weeks_off_a_queue(cohort):
    system = ServiceSystem(services=(service_of(waiting_weeks=12),))
    plain = Logged({0: WeekPlan(refer={"s": "paper"})})
    helped = Logged({0: WeekPlan(refer={"s": "paper"}), 1: WeekPlan(conference=True, hurry={"s": 6})})
    starts = [
        np.mean([(week.services & 4 > 0).any(axis=1) * week.week for week in trace.weeks]) * len(trace.weeks)
        for trace in (simulate(engine_of(system, cohort, replicates=100), log, 40) for log in (plain, helped))
    ]
    assert 4 <= starts[0] - starts[1] <= 8


def test_a_shared_queue_is_first_come_first_served():
    cohort = Cohort.of(list(generate("EU", 12, 4)))
    service = service_of(capacity=3, duration_weeks=4, dropout=0, eligibility={"while_employed": True})
    engine = engine_of(ServiceSystem(services=(service,)), cohort, shared=True)
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
    service = service_of(capacity=2, duration_weeks=10, dropout=0, eligibility={"while_employed": True})
    cohort = Cohort.of(list(generate("EU", 10, 4)))
    engine = engine_of(ServiceSystem(services=(service,)), cohort, shared=True, replicates=5)
    trace = simulate(engine, Logged({0: WeekPlan(refer={"s": "paper"})}), 31)
    begun = sum((week.services[:, 0] & 4 > 0).reshape(5, 10).sum(axis=1) for week in trace.weeks)
    assert ((begun >= 5) & (begun <= 7)).all()


def test_places_are_full_at_first_and_the_stated_wait_stands_in_front(evidence):
    cohort = Cohort.of(list(generate("EU", 30, 4)))
    service = service_of(capacity=10, duration_weeks=10, waiting_weeks=6, dropout=0)
    engine = engine_of(ServiceSystem(services=(service,)), cohort, shared=True)
    trace = simulate(engine, Logged({0: WeekPlan(refer={"s": "paper"})}), 20)
    first = next(week.week for week in trace.weeks if (week.services & 4).any())
    assert 6 <= first <= 8


# --- sessions --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "lighter",
    [{"motivation": 40}, {"trust": 45}, {"stress": -40}, {"agree": True}, {"points": {"care_duties": 200}}],
)
def test_people_come_more_often_when_something_is_lighter(client, lighter):
    burdened = client.model_copy(update={"motivation": 30, "trust": 20, "stress": 85})
    cohort = Cohort.of([burdened])
    assert attendance(live(service_of(), cohort, **lighter)) > attendance(live(service_of(), cohort)) + 0.01


def test_too_many_hours_and_institutions_acting_apart_keep_people_away(cohort):
    def services(providers, hours):
        return ServiceSystem(
            services=tuple(
                service_of(id=f"s{number}", provider=f"p{number % providers}", hours_per_week=hours,
                         duration_weeks=30, domains=("social_network",))
                for number in range(3)
            )
        )  # fmt: skip

    plan = {"refer": {f"s{number}": "paper" for number in range(3)}}
    rates = {
        name: attendance(simulate(engine_of(system, cohort, replicates=200), Logged({0: WeekPlan(**plan, **more)}), 12))
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
    service = service_of(dropout=30, duration_weeks=20, domains=("skills",), eligibility={"while_employed": True})

    def dropped(person):
        return (live(service, Cohort.of([person]), weeks=21).end.status == Status.DROPPED).mean()

    assert 0.1 < dropped(ordinary) < 0.35
    assert dropped(client.model_copy(update={"motivation": 10})) > dropped(ordinary) + 0.1


def test_services_lift_their_domains_and_knowledge_helps(client):
    quiet = service_of(kind="counselling", domains=("social_network", "mental_health"), duration_weeks=26)
    levels = {**client.levels, "social_network": 0, "care_duties": 2}
    person = client.model_copy(update={"motivation": 70, "stress": 30, "levels": levels})
    ignorant = live(quiet, Cohort.of([person]), weeks=26)
    informed = live(quiet, Cohort.of([person], informed={"social_network": 100}), weeks=26)
    position = list(client.levels).index("social_network")
    gained = [trace.end.points[:, position].mean() - 50 for trace in (ignorant, informed)]
    assert gained[0] > 30
    assert gained[1] > gained[0] * 1.2


def test_no_service_makes_people_thrive(client):
    person = client.model_copy(update={"levels": {**client.levels, "legal_documents": 3}, "motivation": 90})
    trace = live(
        service_of(kind="legal", domains=("legal_documents",), duration_weeks=52), Cohort.of([person]), weeks=52
    )
    assert (trace.levels[-1][:, 14] == 3).all()
