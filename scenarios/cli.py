"""`icm scenario`, `icm practice`, `icm client`: check scenarios, replay and judge runs, generate clients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scenarios import loader, run_file
from scenarios.client import TERRITORIES
from scenarios.criteria import criterion_words
from scenarios.debrief import lived_outcome
from scenarios.engine import Replay, replay
from scenarios.generate import generate_jsonl
from scenarios.lint import Finding, lint, wording
from scenarios.run import Run
from scenarios.scoring.practice import score
from scenarios.weeks import engine_hash
from studio.console import FINDINGS, Format, read_text, told, unusable, write_json
from studio.content import ContentError
from studio.languages import SOURCE_LOCALE, translator

scenario = typer.Typer(help="Scenarios: the library, and checks for authors.", no_args_is_help=True)
practice = typer.Typer(help="Practice runs as files: replay them, judge them.", no_args_is_help=True)
client = typer.Typer(help="Synthetic clients.", no_args_is_help=True)

Output = Annotated[Format, typer.Option("--format", help="text or json")]
RunFile = Annotated[Path, typer.Argument(help="A run exported as JSON; - reads standard input.")]


@scenario.command("list")
def list_all(output: Output = Format.TEXT) -> None:
    """The scenarios that come with the studio."""
    rows = []
    for scenario_id in loader.library():
        with told(scenario_id):
            package = loader.builtin(scenario_id)
        found = package.scenario
        rows.append(
            {
                "id": found.id,
                "version": found.version,
                "title": package.words(SOURCE_LOCALE)("title"),
                "difficulty": found.difficulty,
                "minutes": found.minutes,
                "territory": found.client.profile.territory,
                "languages": sorted(package.texts),
            }
        )
    if output is Format.JSON:
        write_json(rows)
        return
    for row in rows:
        typer.echo("{id} {version}  {title} ({territory}, difficulty {difficulty}, {minutes} min)".format(**row))


@scenario.command("check")
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Scenario folders; none: the whole library.")] = None,
    output: Output = Format.TEXT,
) -> None:
    """Check scenarios: status 1 when there are errors, 2 when a file cannot be used."""
    t = translator(SOURCE_LOCALE)
    places = paths or [loader.LIBRARY / scenario_id for scenario_id in loader.library()]
    findings: dict[str, list[Finding]] = {}
    broken: list[ContentError] = []
    for place in places:
        try:
            findings[str(place)] = lint(loader.read(place))
        except ContentError as error:
            broken.append(error)
        except OSError as error:
            unusable(str(place), error.strerror or "cannot be read.", "Check the path and its permissions.")
    if output is Format.JSON:
        write_json(
            {
                name: [{**finding.__dict__, "text": wording(finding, t)} for finding in found]
                for name, found in findings.items()
            }
        )
    else:
        for name, found in findings.items():
            for finding in found:
                typer.echo(f"{name}: {finding.severity}: {finding.place}: {wording(finding, t)}")
            if not any(finding.severity == "error" for finding in found):
                typer.echo(f"{name}: no errors")
    for one in broken:
        typer.echo(f"{one.place}: {one.message}\n  {one.remedy}", err=True)
    if broken:
        raise typer.Exit(2)
    if any(finding.severity == "error" for found in findings.values() for finding in found):
        raise typer.Exit(FINDINGS)


def _replayed(path: Path) -> tuple[Run, Replay]:
    with told(str(path)):
        run = run_file.parse(read_text(path), str(path))
        inputs, _ = run_file.inputs_of(run, str(path))
    return run, replay(inputs, run.log)


@practice.command("replay")
def replay_file(path: RunFile, output: Output = Format.TEXT) -> None:
    """Replay a run; status 1 when lines of its log are refused."""
    run, state = _replayed(path)
    refused = [{"line": line, "code": refusal.code} for line, refusal in state.refusals]
    result = {
        "scenario": run.pins.scenario_id,
        "seed": run.pins.seed,
        "lines": len(run.log),
        "week": state.case.week,
        "stage": state.case.stage,
        "hash": state.hash(),
        "same_engine": run.pins.engine == engine_hash(),
        "refused": refused,
    }
    if output is Format.JSON:
        write_json(result)
    else:
        typer.echo("{scenario}, seed {seed}: {lines} lines, week {week}, {stage}\n{hash}".format(**result))
        if not result["same_engine"]:
            typer.echo("The engine changed since this run was played.")
        for one in refused:
            typer.echo(f"{path}: line {one['line']}: refused: {one['code']}", err=True)
    if refused:
        raise typer.Exit(FINDINGS)


@practice.command("score")
def score_file(path: RunFile, output: Output = Format.TEXT) -> None:
    """Judge the practice of a run, and tell its outcome apart from it."""
    _, state = _replayed(path)
    judged, words = score(state), criterion_words(SOURCE_LOCALE)
    lived = lived_outcome(state) if state.case.week else None
    if output is Format.JSON:
        write_json(
            {"practice": judged.model_dump(mode="json"), "outcome": lived.model_dump(mode="json") if lived else None}
        )
        return
    for criterion in judged.criteria:
        typer.echo(f"{words(f'{criterion.id}.title')}: {criterion.share // 10} %")
        for one in criterion.checks:
            lines = f" (lines {', '.join(map(str, one.lines))})" if one.lines else ""
            subject = f" [{one.subject}]" if one.subject else ""
            typer.echo(f"  {one.earned}/{one.of}{subject} {words(f'checks.{one.code}.expected')}{lines}")
    typer.echo(f"Practice: {judged.share // 10} %")
    if lived:
        typer.echo(
            f"Outcome: {lived.employed_weeks} weeks in work, {lived.domains_gained} levels gained, "
            f"{lived.domains_lost} lost, trust {lived.trust}"
        )


@client.callback()
def clients() -> None:
    """Synthetic clients."""


@client.command("generate")
def generate(
    territory: Annotated[str, typer.Option(help="AL, BA, XK (Kosovo*), ME, MK, RS, or EU.")] = "EU",
    count: Annotated[int, typer.Option(min=1, max=10_000_000)] = 10,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Synthetic clients as JSON lines; the same territory and seed give the same people."""
    if territory not in TERRITORIES:
        unusable("--territory", f"there is no territory {territory!r}.", f"Choose one of {', '.join(TERRITORIES)}.")
    for line in generate_jsonl(territory, count, seed):
        typer.echo(line)
