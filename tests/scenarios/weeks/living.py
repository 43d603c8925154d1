"""What the tests of weeks share: an engine, a service, and everybody referred to it."""

from scenarios.services import Service, ServiceSystem
from scenarios.weeks.engine import Engine
from scenarios.weeks.evidence import builtin
from scenarios.weeks.outcome import simulate
from scenarios.weeks.policies import Logged, WeekPlan

MANY = 400


def engine_of(system, cohort, evidence=None, *, seed=5, shared=False, replicates=1):
    return Engine(system, evidence or builtin(), seed=seed, cohort=cohort.repeated(replicates), shared=shared)


def service_of(**more):
    given = {"id": "s", "provider": "p", "kind": "counselling", "domains": ("mental_health",), "capacity": 5,
             "duration_weeks": 10, **more}  # fmt: skip
    return Service.model_validate(given)


def live(service, cohort, weeks=20, replicates=MANY, evidence=None, **plan):
    """Everybody is referred in week 0; the trace of the weeks."""
    system = ServiceSystem(services=(service,))
    engine = engine_of(system, cohort, evidence, replicates=replicates)
    return simulate(engine, Logged({0: WeekPlan(refer={service.id: "paper"}, **plan)}), weeks)


def with_values(evidence, **values):
    changed = {
        key.replace("__", "."): evidence.coefficients[key.replace("__", ".")].model_copy(update={"value": value})
        for key, value in values.items()
    }
    return evidence.model_copy(update={"coefficients": evidence.coefficients | changed})


def attendance(trace):
    came = sum((week.services & 8 > 0).sum() for week in trace.weeks)
    missed = sum((week.services & 16 > 0).sum() for week in trace.weeks)
    return came / (came + missed)
