"""`icm scenario rank`: whether scoring ranks players of known quality as it should."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from scenarios import loader
from scenarios.players.rank import MOST_FALLBACK, Ranking, Team, rank
from scenarios.players.simple_plans import better_plans
from studio.console import FINDINGS, Format, told, write_json

Output = Annotated[Format, typer.Option("--format", help="text or json")]


def rank_players(
    places: Annotated[list[str] | None, typer.Argument(help="Scenario ids or folders; none: the library.")] = None,
    seeds: Annotated[int, typer.Option(min=1, max=10_000)] = 100,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes that share the work.")] = os.cpu_count() or 1,
    team: Annotated[
        Team, typer.Option("--players", help="The second were written without sight of the rubric.")
    ] = Team.FIRST,
    output: Output = Format.TEXT,
) -> None:
    """Let players of known quality play: status 1 where scoring does not rank them as it should."""
    packages = []
    for place in places or loader.library():
        with told(place):
            packages.append(loader.builtin(place) if place in loader.library() else loader.read(Path(place)))
    found, better = [], []
    for package, one in zip(packages, rank(packages, range(seeds), workers=workers, team=team), strict=True):
        found.append(one)
        better.append(better_plans(package))
        if output is Format.TEXT:
            _tell_ranking(one)
            for plan in better[-1]:
                typer.echo(
                    f"  a hint: {plan.plan} does better than the reference plan in the simulation "
                    f"({plan.levels / 100:+.2f} levels, {plan.weeks / 100:+.2f} weeks in work)"
                )
    if output is Format.JSON:
        write_json(
            [
                {
                    **one.model_dump(mode="json"),
                    "means": one.means,
                    "in_order": one.in_order,
                    "tricks": [trick.model_dump(mode="json") for trick in one.tricks],
                    "fallback": one.fallback,
                    "valid": one.valid,
                    "better_plans": [plan.model_dump(mode="json") for plan in plans],
                }
                for one, plans in zip(found, better, strict=True)
            ]
        )
    if not all(one.valid for one in found):
        raise typer.Exit(FINDINGS)


def _tell_ranking(one: Ranking) -> None:
    means = ", ".join(f"{name} {share / 10:.1f} %" for name, share in one.means.items())
    verdict = "holds" if one.valid else "DOES NOT HOLD"
    typer.echo(f"{one.scenario}: {verdict}: in order in {one.in_order} of {len(one.lives)} seeds; {means}")
    for trick in one.tricks:
        if trick.won:
            pays = "PAYS" if trick.pays else "does not pay"
            typer.echo(
                f"  {trick.name} {pays}: {trick.mean / 10:.1f} % beside good {trick.good / 10:.1f} %, "
                f"more in {trick.won} of {trick.seeds} seeds"
            )
    if one.fallback >= MOST_FALLBACK:
        typer.echo(f"  the expert hears a stock reply to {one.fallback} % of the sentences")
