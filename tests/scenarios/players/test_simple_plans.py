"""A reference plan that a simple plan beats is found out."""

from __future__ import annotations

from scenarios import loader
from scenarios.loader import Package
from scenarios.players.simple_plans import better_plans
from scenarios.scenario import ReferenceActivity


def with_reference(package: Package, *activities: ReferenceActivity) -> Package:
    found = package.scenario
    reference = found.reference.model_copy(update={"activities": activities})
    return package.model_copy(update={"scenario": found.model_copy(update={"reference": reference})})


def test_a_good_reference_plan_is_beaten_by_no_simple_plan() -> None:
    assert better_plans(loader.builtin("lence_debts_and_care")) == []


def test_a_poor_reference_plan_is_told() -> None:
    package = loader.builtin("lence_debts_and_care")
    poor = with_reference(package, ReferenceActivity(service="public_works", domain="income", week=12))
    found = better_plans(poor)
    assert {"every service at once", "standing rules"} & {one.plan for one in found}
    assert found[0].levels >= 50
