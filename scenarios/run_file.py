"""A run as a file: what a replay of it needs, from the file itself or from the library."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import ValidationError

from scenarios import manners, offered
from scenarios.engine import Inputs
from scenarios.loader import Package
from scenarios.run import Deed, Run
from scenarios.weeks import evidence
from studio.content import ContentError

KINDS = tuple(deed.model_fields["kind"].default for deed in get_args(get_args(Deed)[0]))


def parse(text: str, place: str) -> Run:
    """A run from JSON; `ContentError` names the place inside the file."""
    try:
        return Run.model_validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where, problem, remedy = _said(first)
        raise ContentError(f"{place}, {where}", problem, remedy) from error
    except RecursionError as error:
        raise ContentError(place, "is nested too deeply.", "Is this a run exported by the studio?") from error


def _said(first: Any) -> tuple[str, str, str]:
    """Place, problem and remedy of a defect in words; an entry of the log is named by its number, which starts at 1."""
    steps = [str(step) for step in first["loc"]]
    where, kinds = "/".join(steps) or "top", [str(kind) for kind in KINDS]
    if steps[:1] == ["log"] and len(steps) > 1:
        # after `deed` stands the kind, which is no key of the file
        inner = steps[4:] if steps[2:3] == ["deed"] and len(steps) > 3 else steps[2:]
        where = f"entry {int(steps[1]) + 1} of the log" + (f", {'/'.join(inner)}" if inner else "")
    exported = "Is this a run exported by the studio?"
    match first["type"]:
        case "union_tag_invalid":
            return where, f"there is no kind of deed {first['ctx']['tag']!r}.", f"Kinds are {', '.join(kinds)}."
        case "union_tag_not_found":
            return where, "its deed has no kind.", f"Kinds are {', '.join(kinds)}."
        case "literal_error" | "enum":
            return where, f"this is not known; it can be {first['ctx']['expected']}.", exported
        case "missing":
            return where, "is missing.", exported
        case "extra_forbidden":
            return where, "is not known here.", "Remove it."
        case "json_invalid":
            return where, f"is not JSON: {first['ctx']['error']}.", exported
        case "value_error":
            return where, f"{first['ctx']['error']}.", exported
    return where, f"{first['msg'].replace('Input ', 'this ', 1)}.", exported


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
