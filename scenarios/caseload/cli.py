"""`icm caseload`: the caseloads that come with the studio, and checks for authors."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scenarios.caseload import package as caseloads
from scenarios.caseload.check import Problem, problems
from studio.console import FINDINGS, Format, told, unusable, write_json
from studio.content import ContentError
from studio.languages import SOURCE_LOCALE

caseload = typer.Typer(help="Caseloads: the library, and checks for authors.", no_args_is_help=True)

Output = Annotated[Format, typer.Option("--format", help="text or json")]


@caseload.command("list")
def list_caseloads(output: Output = Format.TEXT) -> None:
    """The caseloads that come with the studio."""
    rows = []
    for exercise_id in caseloads.library():
        with told(exercise_id):
            package = caseloads.builtin(exercise_id)
        found = package.exercise
        rows.append(
            {
                "id": found.id,
                "version": found.version,
                "title": package.words(SOURCE_LOCALE)("title"),
                "people": len(found.people),
                "weeks": found.weeks,
                "weekly_minutes": found.weekly_minutes,
                "territory": found.territory,
                "languages": sorted(package.texts),
            }
        )
    if output is Format.JSON:
        write_json(rows)
        return
    for row in rows:
        typer.echo("{id} {version}  {title} ({territory}, {people} clients, {weeks} weeks)".format(**row))


@caseload.command("check")
def check_caseloads(
    paths: Annotated[list[Path] | None, typer.Argument(help="Caseload folders; none: the whole library.")] = None,
    output: Output = Format.TEXT,
) -> None:
    """Check caseloads: status 1 when there are errors, 2 when a file cannot be used."""
    places = paths or [caseloads.LIBRARY / exercise_id for exercise_id in caseloads.library()]
    findings: dict[str, list[Problem]] = {}
    broken: list[ContentError] = []
    for place in places:
        try:
            findings[str(place)] = problems(caseloads.read(place))
        except ContentError as error:
            broken.append(error)
        except OSError as error:
            unusable(str(place), error.strerror or "cannot be read.", "Check the path and its permissions.")
    if output is Format.JSON:
        write_json({name: [one.__dict__ for one in found] for name, found in findings.items()})
    else:
        for name, found in findings.items():
            for one in found:
                typer.echo(f"{name}: {one.severity}: {one.place}: {one.text}")
            if not any(one.severity == "error" for one in found):
                typer.echo(f"{name}: no errors")
    for unread in broken:
        typer.echo(f"{unread.place}: {unread.message}\n  {unread.remedy}", err=True)
    if broken:
        raise typer.Exit(2)
    if any(one.severity == "error" for found in findings.values() for one in found):
        raise typer.Exit(FINDINGS)
