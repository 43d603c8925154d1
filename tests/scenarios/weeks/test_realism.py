"""Generated clients lie where the documented distribution says; the report tells, and notices when they do not."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from home.cli import app
from scenarios import realism
from scenarios.client import DOMAINS, TERRITORIES
from scenarios.population import population
from studio.settings import ROOT


@pytest.fixture(scope="module")
def figures() -> list[realism.Figure]:
    return [figure for territory in TERRITORIES for figure in realism.compare(territory)]


def test_every_figure_lies_within_its_target(figures: list[realism.Figure]) -> None:
    outside = [(one.territory, one.id, one.generated, one.target) for one in figures if not one.holds]
    assert outside == []
    assert {one.id.removeprefix("need.") for one in figures if one.id.startswith("need.")} == set(DOMAINS)


def test_weights_that_change_without_the_documents_are_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    base = population()
    linked = base.links.model_copy(update={"crisis_of_income_debt": 60})
    easier = base.domains | {"debt": base.domains["debt"].model_copy(update={"mean": 290, "shared": 0, "general": 0})}
    other = base.model_copy(update={"links": linked, "domains": easier})
    monkeypatch.setattr("scenarios.generate.population", lambda: other)
    outside = {one.id for one in realism.compare("MK") if not one.holds}
    assert {"need.debt", "income.debt"} <= outside


def test_the_document_is_what_the_command_prints() -> None:
    ran = CliRunner().invoke(app, ["client", "realism"])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout == (ROOT / "docs" / "realism.md").read_text(encoding="utf-8")


def test_one_territory_as_json() -> None:
    ran = CliRunner().invoke(app, ["client", "realism", "--territory", "AL", "--count", "2000", "--format", "json"])
    rows = json.loads(ran.stdout)
    assert {row["territory"] for row in rows} == {"AL"}
    assert ran.exit_code == (0 if all(row["holds"] for row in rows) else 1)
    assert CliRunner().invoke(app, ["client", "realism", "--territory", "DE"]).exit_code == 2
