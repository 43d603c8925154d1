"""A client with several difficulties and the services of a small town."""

from __future__ import annotations

import pytest

from scenarios.client import DOMAINS, Client, Profile
from scenarios.services import Eligibility, Prerequisites, Service, ServiceKind, ServiceSystem
from scenarios.weeks.evidence import Evidence, builtin
from scenarios.weeks.policies import Logged, WeekPlan
from scenarios.weeks.state import Cohort

NEEDS = {"care_duties": 0, "debt": 0, "mental_health": 1, "job_search": 1, "skills": 1, "work_experience": 1}


def make_client(**levels: int) -> Client:
    profile = Profile(name="Mira Testova", gender="female", age=34, territory="MK", months_unemployed=20)
    return Client(
        id="c1",
        profile=profile,
        levels=dict.fromkeys(DOMAINS, 2) | NEEDS | levels,
        motivation=50,
        trust=40,
        stress=50,
    )


@pytest.fixture
def client() -> Client:
    return make_client()


@pytest.fixture
def cohort(client: Client) -> Cohort:
    return Cohort.of([client], ratings=NEEDS, informed={"debt": 60})


@pytest.fixture
def evidence() -> Evidence:
    return builtin()


@pytest.fixture
def system() -> ServiceSystem:
    anybody = Eligibility(while_employed=True)

    def service(id_: str, provider: str, kind: ServiceKind, domains: tuple[str, ...], **more: object) -> Service:
        given = {"capacity": 10, "waiting_weeks": 2, "duration_weeks": 12, **more}
        return Service.model_validate({"id": id_, "provider": provider, "kind": kind, "domains": domains, **given})

    return ServiceSystem(
        services=(
            service("care", "town", ServiceKind.CARE, ("care_duties",), duration_weeks=60, hours_per_week=0,
                    cost_per_week=40, dropout=5, eligibility=anybody),
            service("debt", "ngo", ServiceKind.DEBT_ADVICE, ("debt", "income"), eligibility=anybody),
            service("health", "clinic", ServiceKind.TREATMENT, ("mental_health",), duration_weeks=20,
                    eligibility=anybody),
            service("course", "pes", ServiceKind.TRAINING, ("skills", "digital_language"), hours_per_week=18,
                    duration_weeks=16, waiting_weeks=6, prerequisites=Prerequisites(levels={"care_duties": 1})),
            service("club", "pes", ServiceKind.JOB_SEARCH, ("job_search",), duration_weeks=8, waiting_weeks=1),
            service("voucher", "pes", ServiceKind.WAGE_SUBSIDY, ("work_experience",), duration_weeks=26,
                    hours_per_week=0, cost_per_week=80, eligibility=Eligibility(months_unemployed_min=12)),
        )
    )  # fmt: skip


@pytest.fixture
def log() -> Logged:
    """What a sound beginner might decide."""
    weeks = {
        0: WeekPlan(
            contact="meeting", agree=True, trust=10, refer={"care": "warm", "debt": "warm"}, ratings=NEEDS,
            informed={"debt": 90, "care_duties": 80},
        ),
        2: WeekPlan(contact="meeting", refer={"health": "paper", "club": "paper"}, conference=True),
        8: WeekPlan(contact="meeting", refer={"course": "warm", "voucher": "paper"}, stress=-5),
        **{week: WeekPlan(contact="meeting") for week in range(10, 52, 2)},
    }  # fmt: skip
    return Logged(weeks)
