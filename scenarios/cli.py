"""`icm scenario`, `icm practice`, `icm client`: check content, replay and judge runs, draw clients."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from scenarios import loader, realism, run_file, scenario_file
from scenarios.client import TERRITORIES
from scenarios.criteria import criterion_words
from scenarios.debriefing.debrief import lived_outcome
from scenarios.engine import Replay, replay
from scenarios.facts import TOPICS
from scenarios.generate import generate_jsonl
from scenarios.invented.build import invent
from scenarios.invented.code import MAX_NUMBER, ClientCode
from scenarios.lint import Finding, lint, wording
from scenarios.players.cli import rank_players
from scenarios.reading import Reason, Unreadable, languages, read
from scenarios.run import Run
from scenarios.scoring.practice import score
from scenarios.weeks import evidence, validation
from scenarios.weeks.engine import engine_hash
from studio.console import FINDINGS, Format, read_text, told, unusable, write_json
from studio.content import ContentError
from studio.languages import SOURCE_LOCALE, translator

scenario = typer.Typer(help="Scenarios: the library, and checks for authors.", no_args_is_help=True)
practice = typer.Typer(help="Practice runs as files: replay them, judge them.", no_args_is_help=True)
client = typer.Typer(help="Synthetic clients.", no_args_is_help=True)
scenario.command("rank")(rank_players)

Output = Annotated[Format, typer.Option("--format", help="text or json")]
Territory = Annotated[str, typer.Option(help="AL, BA, XK (Kosovo*), ME, MK, RS, or EU.")]
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


@scenario.command("invent")
def invent_one(
    territory: Territory = "EU",
    difficulty: Annotated[int, typer.Option(min=1, max=5, help="1 easy … 5 hard.")] = 3,
    number: Annotated[int, typer.Option(min=1, max=MAX_NUMBER, help="Which client; the same number again.")] = 1,
    output: Annotated[Path | None, typer.Option(help="Folder to write; without it, YAML goes to the screen.")] = None,
) -> None:
    """An invented client as a scenario that authors can edit; the code in the gallery gives the same one."""
    _known_territory(territory)
    code = ClientCode(territory, difficulty, number)
    package = invent(code)
    if output is None:
        typer.echo(scenario_file.structure(package), nl=False)
        return
    try:
        scenario_file.write(package, output)
    except OSError as error:
        unusable(str(output), error.strerror or "cannot be written.", "Choose another folder.")
    typer.echo(f"{code}: {package.scenario.client.profile.name}, written to {output}")


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
            lines = ", ".join(map(str, one.lines))
            rests = f" (lines {lines})" if lines else f" (nothing up to line {one.until})"
            subject = f" [{one.subject}]" if one.subject else ""
            typer.echo(f"  {one.earned}/{one.of}{subject} {words(f'checks.{one.code}.expected')}{rests}")
    typer.echo(f"Practice: {judged.share // 10} %")
    if lived:
        typer.echo(
            f"Outcome: {lived.employed_weeks} weeks in work, {lived.domains_gained} levels gained, "
            f"{lived.domains_lost} lost, trust {lived.trust}"
        )


@practice.command("read")
def read_sentence(
    sentence: Annotated[str, typer.Argument(help="What somebody says to the client.")],
    language: Annotated[str, typer.Option(help="The language it is typed in.")] = SOURCE_LOCALE,
    after: Annotated[str, typer.Option(help="The topic the conversation is on.")] = "",
    output: Output = Format.TEXT,
) -> None:
    """What the studio takes a typed sentence for: its technique and topic, and the words that showed it."""
    if language not in languages():
        unusable("--language", f"sentences in {language!r} are not read.", f"Choose one of {', '.join(languages())}.")
    if after and after not in TOPICS:
        unusable("--after", f"there is no topic {after!r}.", f"Choose one of {', '.join(TOPICS)}.")
    found = read(sentence, language, after or None)
    if output is Format.JSON:
        write_json(found.model_dump(mode="json"))
    elif isinstance(found, Unreadable):
        typer.echo(f"not readable: {found.why}")
    else:
        typer.echo(f"{found.technique} {found.technique_share:.0%}: {_because(found.technique_reasons)}")
        topic = "the conversation is on it" if found.carried_over else _because(found.topic_reasons)
        typer.echo(f"{found.topic} {found.topic_share:.0%}: {topic}")
    if isinstance(found, Unreadable):
        raise typer.Exit(FINDINGS)


def _because(reasons: tuple[Reason, ...]) -> str:
    return ", ".join(reason.words or f"({reason.form})" for reason in reasons) or "nothing else fits better"


@practice.command("validate")
def validate_engine(
    clients: Annotated[int, typer.Option(min=100, max=100_000, help="Generated clients.")] = 4000,
    seed: Annotated[int, typer.Option(min=0)] = 1,
    territory: Annotated[str, typer.Option(help="Territory the clients live in.")] = "EU",
    output: Output = Format.TEXT,
) -> None:
    """Hold the simulation against published effects; the misses are told, not hidden."""
    _known_territory(territory)
    results = validation.validate(evidence.builtin(), clients=clients, seed=seed, territory=territory)
    if output is Format.JSON:
        write_json([{**result.model_dump(mode="json", by_alias=True), "holds": result.holds} for result in results])
    else:
        typer.echo(validation.report(results, translator(SOURCE_LOCALE)))


@client.callback()
def clients() -> None:
    """Synthetic clients."""


@client.command("generate")
def generate(
    territory: Territory = "EU",
    count: Annotated[int, typer.Option(min=1, max=10_000_000)] = 10,
    seed: Annotated[int, typer.Option(min=0)] = 1,
) -> None:
    """Synthetic clients as JSON lines; the same territory and seed give the same people."""
    _known_territory(territory)
    for line in generate_jsonl(territory, count, seed):
        typer.echo(line)


@client.command("realism")
def realism_report(
    territory: Annotated[str, typer.Option(help="One territory; all of them when left out.")] = "",
    count: Annotated[int, typer.Option(min=100, max=1_000_000, help="Clients per territory.")] = realism.CLIENTS,
    seed: Annotated[int, typer.Option(min=0)] = realism.SEED,
    output: Output = Format.TEXT,
) -> None:
    """Generated clients beside the documented distribution and its targets; status 1 when figures lie outside."""
    if territory:
        _known_territory(territory)
    chosen = (territory,) if territory else TERRITORIES
    figures = [figure for name in chosen for figure in realism.compare(name, count, seed)]
    if output is Format.JSON:
        write_json([{**figure.model_dump(mode="json"), "holds": figure.holds} for figure in figures])
    else:
        typer.echo(realism.report(figures, count, seed))
    if not all(figure.holds for figure in figures):
        raise typer.Exit(FINDINGS)


def _known_territory(territory: str) -> None:
    if territory not in TERRITORIES:
        unusable("--territory", f"there is no territory {territory!r}.", f"Choose one of {', '.join(TERRITORIES)}.")
