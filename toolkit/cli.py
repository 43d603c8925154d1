"""`icm instrument`: list the instruments, check instrument files."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from studio.console import FINDINGS, Format, told, unusable, write_json
from studio.languages import SOURCE_LOCALE
from toolkit.instrument import Problem
from toolkit.loader import CONTENT, check, instrument_words, instruments

instrument = typer.Typer(help="Instruments: standards to check oneself against.", no_args_is_help=True)

REMEDIES: dict[str, str] = {
    "id_twice": "Give one of the two nodes another id.",
    "parent_unknown": "Name the id of a heading of this file.",
    "parent_is_item": "Put the node under a heading; rated nodes have no children.",
    "dependency_unknown": "Name the id of a node of this file.",
    "dependency_circle": "Remove one dependency of the circle.",
    "met_not_a_level": "Choose one of the scale's levels.",
    "levels_not_rising": "List the levels from low to high, each once; say `direction: down` where low is best.",
    "no_items": "Mark the nodes to be rated with `assessable: true`.",
    "heading_empty": "Add a node to be rated under it, or remove it.",
    "source_missing": "Say where the requirement is written: document and section.",
    "source_unknown": "Use an id of content/sources.yaml.",
    "method_missing": "Say how one finds out: examine, interview or observe.",
    "text_missing": "Add the text to the .en.yaml file.",
    "text_orphan": "Remove the text, or give the node it belongs to that id.",
}

Output = Annotated[Format, typer.Option("--format", help="text or json")]


@instrument.command("list")
def list_all(output: Output = Format.TEXT) -> None:
    """The instruments that come with the studio."""
    rows = [
        {
            "id": found.id,
            "version": found.version,
            "kind": found.kind,
            "title": instrument_words(found, SOURCE_LOCALE).title,
            "standards": len(found.groups()),
            "criteria": len(found.items()),
        }
        for found in instruments().values()
    ]
    if output is Format.JSON:
        write_json(rows)
        return
    for row in rows:
        typer.echo("{id} {version}  {title}: {standards} standards, {criteria} criteria".format(**row))


@instrument.command("check")
def check_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Instrument files; without any, those of the studio."),
    ] = None,
    output: Output = Format.TEXT,
) -> None:
    """Check ids, sources, scales, anchors and texts; status 1 when something is wrong."""
    found: dict[str, list[Problem]] = {}
    for path in paths or [CONTENT / "instruments" / f"{name}.yaml" for name in instruments()]:
        if not path.is_file():
            unusable(str(path), "there is no such file.", "Check the name.")
        with told(str(path)):
            found[str(path) if paths else path.name] = check(path)
    if output is Format.JSON:
        write_json({name: [p.model_dump() for p in problems] for name, problems in found.items()})
    else:
        for name, problems in found.items():
            typer.echo(f"{name}: {len(problems)} problems" if problems else f"{name}: no problems")
            for problem in problems:
                place = " ".join(part for part in (problem.node, problem.detail) if part)
                typer.echo(f"  {problem.code}: {place}\n    {REMEDIES[problem.code]}")
    if any(found.values()):
        raise typer.Exit(FINDINGS)
