"""A run as a file: what a replay of it needs, from the file itself or from the library."""

from __future__ import annotations

from typing import TypeVar

from pydantic import ValidationError

from scenarios import manners, offered
from scenarios.client import Frozen
from scenarios.engine import Inputs
from scenarios.loader import Package
from scenarios.run import Run
from scenarios.weeks import evidence
from studio.content import ContentError

_T = TypeVar("_T", bound=Frozen)


def parse(text: str, place: str) -> Run:
    """A run from JSON; `ContentError` names the place inside the file."""
    try:
        return Run.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = "/".join(str(step) for step in first["loc"]) or "top"
        raise ContentError(f"{place}, {where}", f"{first['msg']}.", "Is this a run exported by the studio?") from error
    except RecursionError as error:
        raise ContentError(place, "is nested too deeply.", "Is this a run exported by the studio?") from error


def inputs_of(run: Run, place: str) -> tuple[Inputs, Package]:
    """What the replay of a run file needs; `ContentError` where something is missing or was changed."""
    pins = run.pins
    package = run.package
    if package is None:
        try:
            package = offered.package_of(pins.scenario_id)
        except KeyError:
            raise ContentError(
                f"{place}, pins/scenario_id", f"there is no scenario {pins.scenario_id!r}.", "Export the run again."
            ) from None
    system = run.services or package.scenario.service_system
    believed, rules = run.evidence or evidence.builtin(), run.manners or manners.builtin()
    for name, thing, digest in (
        ("scenario", package, pins.scenario),
        ("services", system, pins.services),
        ("evidence", believed, pins.evidence),
        ("manners", rules, pins.manners),
    ):
        if thing.content_hash != digest:
            raise ContentError(
                f"{place}, pins/{name}",
                "is not the one this run was played with.",
                "Export the run again from the studio it was played in; the export holds everything it needs.",
            )
    unknown = [seat for seat in pins.seats if seat not in package.scenario.seat_by_id]
    if unknown:
        raise ContentError(f"{place}, pins/seats", f"there is no seat {unknown[0]!r}.", "Name seats of the scenario.")
    return Inputs(package.scenario, system, believed, rules, pins.seed, pins.seats), package
