"""The `icm` command: the rooms' commands put together, the server, schemas, the database."""

from __future__ import annotations

import os
import subprocess
import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from home import demo as demonstration
from partnership.agreement import Agreement
from partnership.cli import agreement
from scenarios.caseload.cli import caseload
from scenarios.caseload.exercise import Exercise as CaseloadExercise
from scenarios.cli import client, practice, scenario
from scenarios.client import Client
from scenarios.loader import schema as scenario_schema
from scenarios.run import Run
from scenarios.scenario import Scenario
from studio import upkeep
from studio.console import FINDINGS, Format, speak_utf8, told, write_json
from studio.settings import ROOT
from toolkit.cli import instrument
from toolkit.instrument import Instrument
from toolkit.mapping import Crosswalk
from toolkit.own_instruments import OwnInstrument

app = typer.Typer(
    name="icm",
    help="ICM Studio from the command line: the same services as in the browser.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(agreement, name="agreement")
app.add_typer(instrument, name="instrument")
app.add_typer(scenario, name="scenario")
app.add_typer(caseload, name="caseload")
app.add_typer(client, name="client")
app.add_typer(practice, name="practice")
database = typer.Typer(help="Upgrade, back up, restore and check the database.", no_args_is_help=True)
app.add_typer(database, name="database")


@app.callback()
def start() -> None:
    """What every command begins with."""
    speak_utf8()


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on; 0.0.0.0 for other devices in the room.")] = "",
    port: Annotated[int, typer.Option(help="Port to listen on; 0 keeps the setting.", min=0, max=65535)] = 0,
) -> None:
    """Start the studio, as `uv run app.py` does."""
    environment = dict(os.environ)
    if host:
        environment["ICM_HOST"] = host
    if port:
        environment["ICM_PORT"] = str(port)
    command = [sys.executable, str(ROOT / "app.py")]
    raise typer.Exit(subprocess.call(command, env=environment))  # noqa: S603 - our own script


@app.command()
def demo() -> None:
    """Load example data: accounts for each role, an agreement, an assessment, a played case, a workshop."""
    with told("icm demo"):
        upkeep.upgrade()
        for line in demonstration.load():
            typer.echo(line)


class Kind(StrEnum):
    AGREEMENT = "agreement"
    INSTRUMENT = "instrument"
    SCENARIO = "scenario"
    RUN = "run"
    CLIENT = "client"
    CASELOAD = "caseload"
    MAPPING = "mapping"
    OWN_INSTRUMENT = "own-instrument"


SCHEMAS: dict[Kind, Any] = {
    Kind.AGREEMENT: Agreement,
    Kind.INSTRUMENT: Instrument,
    Kind.SCENARIO: Scenario,
    Kind.RUN: Run,
    Kind.CLIENT: Client,
    Kind.CASELOAD: CaseloadExercise,
    Kind.MAPPING: Crosswalk,
    Kind.OWN_INSTRUMENT: OwnInstrument,
}


@app.command()
def schema(kind: Annotated[Kind, typer.Argument(help="What to describe.")]) -> None:
    """Print the JSON Schema of a file format."""
    write_json(scenario_schema() if kind is Kind.SCENARIO else SCHEMAS[kind].model_json_schema())


@database.command()
def upgrade() -> None:
    """Bring the database to this version; the server does it at every start."""
    with told("database"):
        upkeep.upgrade()
        typer.echo(f"The database is at version {upkeep.version()}.")


@database.command()
def backup(path: Annotated[Path, typer.Argument(help="File to write; must not exist.")]) -> None:
    """Copy the embedded database into one file, also while the studio runs."""
    with told(str(path)):
        typer.echo(f"Written: {upkeep.backup(path)}")


@database.command()
def restore(path: Annotated[Path, typer.Argument(help="A backup made before.")]) -> None:
    """Put a backup in place; stop the studio first. The present database is kept beside it."""
    import scenarios.service  # noqa: F401 - what erasing a person means there
    import toolkit.services.rounds  # noqa: F401 - and there

    with told(str(path)):
        kept = upkeep.restore(path)
    typer.echo(f"Restored {path}." + (f" The database of before is kept as {kept}." if kept else ""))


@database.command()
def check(output: Annotated[Format, typer.Option("--format", help="text or json")] = Format.TEXT) -> None:
    """Ask the database whether it is whole and up to date; status 1 when it is not."""
    with told("database"):
        health = upkeep.check()
    if output is Format.JSON:
        write_json(health.__dict__)
    else:
        version = health.revision or "none"
        typer.echo(f"{health.kind}, version {version}, {health.people} people, {health.documents} documents")
        for problem in health.problems:
            typer.echo(f"problem: {problem}", err=True)
    if health.problems:
        raise typer.Exit(FINDINGS)
