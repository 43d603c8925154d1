"""Policies, what came of them, and the range of luck around a lived run."""

from dataclasses import fields, replace

import numpy as np
import pytest
from pydantic import ValidationError

from scenarios.client import DOMAINS
from scenarios.generate import generate
from scenarios.services import ServiceKind
from scenarios.weeks.assess import HIDDEN, assessed
from scenarios.weeks.engine import Engine
from scenarios.weeks.outcome import outcome, range_of_luck, simulate
from scenarios.weeks.policies import (
    Logged,
    NoPlan,
    SeparateInstitutions,
    Skipped,
    StandingRules,
    Step,
    Vanished,
    View,
    WeekPlan,
    reference_plan,
)
from scenarios.weeks.state import Cohort, Contact, Decisions, Job, Status

SEED = 5


def _engine(system, cohort, evidence, seed=SEED, replicates=1):
    return Engine(system, evidence, seed=seed, cohort=cohort.repeated(replicates))


def test_the_lived_run_is_replicate_zero_of_its_range(system, cohort, evidence, log):
    lived = simulate(_engine(system, cohort, evidence), log, 52)
    trace = simulate(_engine(system, cohort, evidence, replicates=31), replace(log, lived=lived.lived()), 52)
    assert outcome(trace, 0) == outcome(lived)
    found = range_of_luck(system, evidence, cohort, SEED, log, 52, replicates=30)
    for name, own in (("employed_weeks", outcome(lived).employed_weeks), ("cost", outcome(lived).cost),
                      ("trust", outcome(lived).trust), ("staff_minutes", outcome(lived).staff_minutes)):  # fmt: skip
        spread = getattr(found, name)
        assert spread.lived == own
        assert spread.replicates == len(spread.values) == 30
        assert list(spread.values) == sorted(spread.values)
        assert spread.below == sum(value < own for value in spread.values)
        assert spread.equal == sum(value == own for value in spread.values)
    assert found.domains.lived == outcome(lived).domains_gained - outcome(lived).domains_lost
    assert found.employed_at_end == trace.employed[-1, 1:].sum()
    assert len(set(found.stress.values)) > 5


def test_step_by_step_is_the_same_as_simulating_the_log(system, cohort, evidence, log):
    engine = _engine(system, cohort, evidence)
    state, week = engine.start(), None
    for number in range(30):
        decisions, _ = log.weeks.get(number, WeekPlan()).decisions(View.of(engine, state, week))
        state, week = engine.step(state, decisions)
    end = simulate(engine, log, 30).end
    for item in fields(state):
        assert np.array_equal(getattr(state, item.name), getattr(end, item.name)), item.name


def test_the_outcome_tells_what_happened(system, cohort, evidence):
    log = Logged({0: WeekPlan(points={"debt": 100, "housing": -100}, contact="meeting")})
    quiet = {
        key: item.model_copy(update={"value": (0,) * 5})
        for key, item in evidence.coefficients.items()
        if key.startswith("life.") and key != "life.loss"
    }
    evidence = evidence.model_copy(update={"coefficients": evidence.coefficients | quiet})
    result = outcome(simulate(_engine(system, cohort, evidence), log, 1))
    assert (result.domains_gained, result.domains_lost) == (1, 1)
    assert result.levels["debt"] == 1
    assert result.levels["housing"] == 1
    assert result.staff_minutes == evidence.number("minutes.meeting")
    assert result.employed_weeks == int(result.employed_at_end)


def test_first_job_week_and_weeks_in_work(system, cohort, evidence):
    trace = simulate(_engine(system, cohort, evidence, replicates=300), NoPlan(), 52)
    for row in range(300):
        result, found = outcome(trace, row), [week.week for week in trace.weeks if week.found[row]]
        assert result.first_job_week == (found[0] if found else None)
        assert result.employed_weeks == trace.employed[1:, row].sum()


# --- logged decisions ---------------------------------------------------------------------------


def _view(system, cohort, evidence, change):
    engine = _engine(system, cohort, evidence, replicates=2)
    state = engine.start()
    change(state)
    return View.of(engine, state, None)


def test_decisions_whose_precondition_vanished_are_skipped_and_listed(system, cohort, evidence):
    def change(state):
        state.status[0, system.index["debt"]] = Status.ACTIVE
        state.job[1], state.job_since[1] = Job.OPEN, 0

    view = _view(system, cohort, evidence, change)
    plan = WeekPlan(refer={"debt": "paper", "club": "warm"}, end=("care",))
    decided, skipped = plan.decisions(view)
    assert skipped == [
        Skipped(0, "refer", "debt", Vanished.ALREADY_OPEN, (0,)),
        Skipped(0, "refer", "club", Vanished.EMPLOYED, (1,)),
        Skipped(0, "end", "care", Vanished.NOT_OPEN, (0, 1)),
    ]
    assert decided.refer[:, system.index["debt"]].tolist() == [0, 1]
    assert decided.refer[:, system.index["club"]].tolist() == [2, 0]
    assert not decided.end.any()


def test_an_end_is_carried_out_where_there_is_something_to_end(system, cohort, evidence):
    log = Logged({0: WeekPlan(refer={"care": "paper"}), 1: WeekPlan(end=("care",))})
    trace = simulate(_engine(system, cohort, evidence), log, 3)
    assert trace.end.status[0, system.index["care"]] == Status.ENDED
    assert trace.skipped == ()


def test_new_events_meet_the_standing_response(system, cohort, evidence):
    class Seeing:
        """The log, and what it did where life differs from the lived run."""

        def __init__(self, log):
            self.log, self.calls = log, []

        def decide(self, view):
            decided, skipped = self.log.decide(view)
            self.calls.append((view.life.any(axis=1) | view.lost, decided.contact == Contact.CALL))
            return decided, skipped

    empty = Logged({})
    assert simulate(_engine(system, cohort, evidence), empty, 52).end.minutes[0] == 0
    seeing = Seeing(Logged({}, lived={}))
    simulate(_engine(system, cohort, evidence, replicates=50), seeing, 52)
    assert sum(int(happened.sum()) for happened, _ in seeing.calls) > 50
    assert all((happened == called).all() for happened, called in seeing.calls)


def test_a_what_if_with_nothing_changed_changes_nothing(system, cohort, evidence, log):
    lived = simulate(_engine(system, cohort, evidence), log, 40)
    again = simulate(_engine(system, cohort, evidence), replace(log, lived=lived.lived()), 40)
    assert outcome(again) == outcome(lived)


@pytest.mark.parametrize(
    "given",
    [{"contact": "shout"}, {"refer": {"debt": "carrier pigeon"}}, {"trust": 101}, {"ratings": {"debt": 5}},
     {"refer": {"<script>": "paper"}}, {"hurry": {"debt": -1}}, {"minutes": -1}, {"unknown": 1}],
)  # fmt: skip
def test_unusable_plans_are_refused(given):
    with pytest.raises(ValidationError):
        WeekPlan.model_validate(given)


# --- other policies -----------------------------------------------------------------------------


def _year(system, cohort, evidence, policy, replicates=1500):
    return simulate(_engine(system, cohort, evidence, replicates=replicates), policy, 78, keep_weeks=False)


def test_policies_rank_as_they_should_and_none_is_a_guarantee(system, client, evidence):
    plain = Cohort.of([client])
    cohort = assessed(plain.repeated(1), evidence, SEED)
    reference = reference_plan(
        [Step(0, "care"), Step(0, "debt"), Step(2, "health"), Step(4, "club"), Step(12, "course"), Step(26, "voucher")],
        client=client, evidence=evidence, contact_weeks=2, weeks=78, priorities=["care_duties", "debt"],
        conferences=(2, 16, 30),
    )  # fmt: skip
    weeks, domains = {}, {}
    for name, policy, start in (("nothing", NoPlan(), plain), ("apart", SeparateInstitutions(), cohort),
                                ("reference", reference, plain)):  # fmt: skip
        trace = _year(system, start, evidence, policy)
        weeks[name] = trace.end.employed_weeks.mean()
        domains[name] = (trace.levels[-1].astype(int) - trace.levels[0]).sum(axis=1).mean()
        assert trace.employed[-1].mean() < 0.9
    assert weeks["nothing"] < weeks["apart"] < weeks["reference"]
    assert weeks["reference"] > 1.5 * weeks["nothing"]
    assert domains["nothing"] < domains["apart"] < domains["reference"]


def test_separate_institutions_leave_needs_that_belong_to_nobody(system, cohort, client, evidence):
    trace = simulate(_engine(system, cohort, evidence, replicates=50), SeparateInstitutions(), 30)
    referred = {
        event.subject
        for week in trace.weeks
        for row in range(50)
        for event in week.events(row)
        if event.code == "referred"
    }
    assert referred == {"care", "course", "club", "voucher"}
    assert (trace.end.coordinated_until == -1).all()
    view = _view(system, cohort, evidence, lambda state: None)
    decided, _ = SeparateInstitutions().decide(view)
    assert decided.contact.tolist() == [Contact.MEETING] * 2
    assert decided.again.all()
    first = simulate(_engine(system, Cohort.of([client]), evidence), SeparateInstitutions(), 1)
    assert first.end.minutes[0] == 2 * evidence.number("minutes.meeting") + evidence.number("minutes.paper")


def test_standing_rules_refer_only_to_needs_they_see_and_keep_their_limit(system, cohort, evidence):
    class Seeing(StandingRules):
        open_at_once = 0

        def decide(self, view):
            decided, skipped = super().decide(view)
            busy = (view.open | (decided.refer > 0)).sum(axis=1).max()
            type(self).open_at_once = max(type(self).open_at_once, int(busy))
            return decided, skipped

    simulate(_engine(system, cohort, evidence, replicates=40), Seeing(at_once=2), 52)
    assert Seeing.open_at_once == 2
    blind = simulate(_engine(system, Cohort.of(list(generate("AL", 5, 1))), evidence), StandingRules(), 10)
    told = {
        event.subject
        for week in blind.weeks
        for row in range(5)
        for event in week.events(row)
        if event.code == "referred"
    }
    assert told == {"club"}


def test_nothing_is_what_no_plan_does(system, cohort, evidence):
    decided, skipped = NoPlan().decide(_view(system, cohort, evidence, lambda state: None))
    nothing = Decisions.blank(2, len(system))
    assert skipped == []
    for item in fields(nothing):
        if isinstance(getattr(nothing, item.name), np.ndarray):
            assert np.array_equal(getattr(decided, item.name), getattr(nothing, item.name))


def test_an_assessment_sees_most_and_least_where_it_is_shameful(evidence):
    cohort = assessed(Cohort.of(list(generate("BA", 2000, 3))), evidence, 1)
    seen = cohort.ratings >= 0
    assert (cohort.ratings[seen] == cohort.levels[seen]).all()
    assert ((cohort.informed > 0) == seen).all()
    hidden = [domain in HIDDEN for domain in DOMAINS]
    assert seen[:, hidden].mean() < 0.6 < 0.75 < seen[:, ~np.array(hidden)].mean()


def test_every_kind_belongs_to_somebody_or_nobody():
    assert {ServiceKind.DEBT_ADVICE, ServiceKind.TREATMENT} & (
        SeparateInstitutions()._pes.kinds | SeparateInstitutions()._csw.kinds
    ) == set()
