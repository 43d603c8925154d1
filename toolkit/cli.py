"""`icm instrument`: list the instruments, check instrument files."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from studio.console import FINDINGS, Format, known_file, told, write_json
from studio.content import ContentError, read_yaml_file
from studio.documents import spreadsheet
from studio.languages import SOURCE_LOCALE, translator
from toolkit import own_workbook, xlsform
from toolkit.loader import CONTENT, check, instrument_words, instruments, models, read_crosswalk
from toolkit.mapping import mapping_problems
from toolkit.own_instruments import OwnInstrument, to_yaml
from toolkit.own_reading import read_own
from toolkit.own_words import flaw, remedy

instrument = typer.Typer(help="Instruments: standards to check oneself against.", no_args_is_help=True)

REMEDIES: dict[str, str] = {
    "id_twice": "Give one of the two nodes another id.",
    "parent_unknown": "Name the id of a heading of this file.",
    "parent_missing": "Put the node under a heading; pages show one heading at a time.",
    "parent_circle": "Remove one parent of the circle.",
    "parent_is_item": "Put the node under a heading; rated nodes have no children.",
    "dependency_unknown": "Name the id of a node of this file.",
    "dependency_circle": "Remove one dependency of the circle.",
    "kind_unfit": "A scored instrument needs a scale of two levels; a reflective one has prompts only and no scale.",
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

MAPPING_REMEDIES: dict[str, str] = {
    "instrument_unknown": "Name two instruments of the studio, or an instrument and a model of models.yaml.",
    "node_unknown": "Name the id of a node of that instrument, or of a step of that model.",
    "link_twice": "Remove one of the two links.",
    "no_links": "Add a link, or remove the file.",
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


@dataclass(frozen=True)
class Finding:
    """A defect of any of the files: its code, where it is, what to do."""

    code: str
    place: str
    remedy: str


def _findings(path: Path) -> list[Finding]:
    """What is wrong with a file, taken for what it is: an own instrument, a mapping, or an instrument."""
    if path.suffix in (".xlsx", ".json"):
        return _brought(path.read_bytes())
    data = read_yaml_file(path)
    if not isinstance(data, dict):
        raise ContentError(
            str(path),
            "holds neither an instrument nor a mapping." if data is not None else "is empty.",
            "docs/instrument-format.md says how instruments and mappings are written.",
        )
    if "words" in data:
        return _brought(path.read_bytes())
    if "links" in data:
        found = mapping_problems(read_crosswalk(path), instruments(), models())
        return [Finding(each.code, each.place, MAPPING_REMEDIES[each.code]) for each in found]
    return [
        Finding(each.code, " ".join(part for part in (each.node, each.detail) if part), REMEDIES[each.code])
        for each in check(path)
    ]


def _brought(content: bytes) -> list[Finding]:
    brought, t = read_own(content, SOURCE_LOCALE), translator(SOURCE_LOCALE)
    cells = [Finding(each.code, f"{each.sheet} {each.cell}", flaw(t, each)) for each in brought.flaws]
    return cells + [
        Finding(each.code, " ".join(part for part in (each.node, each.detail) if part), remedy(t, each))
        for each in brought.problems
    ]


@instrument.command("check")
def check_files(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PATH]...",
            help="Instruments and mappings (YAML), own instruments (XLSX, YAML, JSON); without any, all of the studio.",
        ),
    ] = None,
    output: Output = Format.TEXT,
) -> None:
    """Check ids, sources, scales, anchors, texts and mappings; status 1 when something is wrong."""
    own = [CONTENT / "instruments" / f"{name}.yaml" for name in instruments()]
    own += sorted((CONTENT / "mappings").glob("*.yaml"))
    found: dict[str, list[Finding]] = {}
    for path in paths or own:
        known_file(path)
        with told(str(path)):
            found[str(path) if paths else f"{path.parent.name}/{path.name}"] = _findings(path)
    if output is Format.JSON:
        write_json({name: [asdict(each) for each in findings] for name, findings in found.items()})
    else:
        for name, findings in found.items():
            typer.echo(f"{name}: {len(findings)} problems" if findings else f"{name}: no problems")
            for each in findings:
                typer.echo(f"  {each.code}: {each.place}\n    {each.remedy}")
    if any(found.values()):
        raise typer.Exit(FINDINGS)


class Shape(StrEnum):
    """What an own instrument can be written as."""

    YAML = "yaml"
    JSON = "json"
    XLSX = "xlsx"
    XLSFORM = "xlsform"


@instrument.command("convert")
def convert(
    source: Annotated[str, typer.Argument(help="An id of the library, or a file: XLSX, XLSForm, YAML, JSON.")],
    to: Annotated[Shape, typer.Option(help="yaml, json, xlsx, xlsform")],
    output: Annotated[Path, typer.Option(help="The file to write.")],
) -> None:
    """Write an instrument in another format; status 1 when it has defects, and then nothing is written."""
    if source in instruments():
        library = instruments()[source]
        own = OwnInstrument(instrument=library, words=instrument_words(library, SOURCE_LOCALE))
    else:
        path = Path(source)
        known_file(path, "there is no such file, and no such instrument.", "`icm instrument list` names those.")
        with told(source):
            brought = read_own(path.read_bytes(), SOURCE_LOCALE)
        if not brought.usable or brought.own is None:
            typer.echo(f"{source}: has defects; `icm instrument check` names them.", err=True)
            raise typer.Exit(FINDINGS)
        own = brought.own
    with told(str(output)):
        output.write_bytes(_written(own, to))


def _written(own: OwnInstrument, to: Shape) -> bytes:
    match to:
        case Shape.YAML:
            return to_yaml(own)
        case Shape.JSON:
            return own.model_dump_json(indent=1).encode()
        case Shape.XLSX:
            return spreadsheet.render(own_workbook.sheets(own, SOURCE_LOCALE))
        case Shape.XLSFORM:
            return spreadsheet.render(xlsform.sheets(own.instrument, own.words, SOURCE_LOCALE))
