"""Looking back: the results of an activity side by side, and all results as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scenarios import service as practice
from scenarios.loader import Package
from scenarios.outcome import Outcome, Spread
from scenarios.scenario import CRITERIA
from scenarios.service import Summary
from studio import audit, identity
from studio.database import reading, writing
from studio.documents import spreadsheet
from studio.documents.spreadsheet import Cell
from studio.files import safe_name
from studio.identity import Actor
from workshop.comparison import Ending, Luck, Result
from workshop.programme import Kind
from workshop.services import access, watch
from workshop.services.lead import ActivityInfo, activity_info
from workshop.tables import Seat


@dataclass(frozen=True)
class Comparison:
    """What everybody's work in an activity has come to, by seat number."""

    activity: ActivityInfo
    seats: int
    begun: int
    results: tuple[Result, ...]
    """Of those who have something to look back on."""
    package: Package | None
    """The scenario as it was played, for its words; None without results."""


Told = Callable[[int, int], None]


def compare(actor: Actor, workshop_id: str, activity_id: str, told: Told = lambda done, total: None) -> Comparison:
    """The results of an activity side by side, for those who lead the workshop.

    A run that moved since its last debrief is lived again with other luck, which takes a moment: `told` hears how many
    of all are done.
    """
    with reading() as session:
        access.led(session, actor, workshop_id)
        activity = activity_info(access.activity_in(session, workshop_id, activity_id))
        seats = access.seats(session, workshop_id)
        names = identity.names(session, {seat.person_id for seat in seats if seat.person_id})
        works = watch.works_of(session, seats)
    begun = {work.seat_id: work.object_id for work in works if work.activity_id == activity_id}
    seen: list[tuple[Seat, Summary]] = []
    for seat in seats:
        if seat.id in begun:
            told(len(seen), len(begun))
            seen.append((seat, practice.debrief_summary(begun[seat.id])))
    return Comparison(
        activity=activity,
        seats=len(seats),
        begun=len(begun),
        results=tuple(_result(seat.number, names.get(seat.person_id or "", ""), summary) for seat, summary in seen),
        package=next((summary.package for _, summary in seen), None),
    )


def _result(number: int, name: str, seen: Summary) -> Result:
    """A run's summary as the group compares it; of all facts only the essential ones."""
    essential = {fact.id for fact in seen.package.scenario.facts if fact.essential}
    return Result(
        number=number,
        name=name,
        stage=seen.stage,
        weeks=seen.weeks,
        practice=seen.share,
        criteria=dict(seen.practice),
        needs_found=seen.needs_found,
        needs_missed=seen.needs_missed,
        facts_found=tuple(fact for fact in seen.facts_found if fact in essential),
        facts_missed=tuple(fact for fact in seen.facts_missed if fact in essential),
        services=seen.services,
        agreed=seen.agreed,
        ending=_ending(seen.outcome, seen.spreads) if seen.outcome else None,
    )


def _ending(outcome: Outcome, spreads: dict[str, Spread]) -> Ending:
    return Ending(
        employed_weeks=_luck(spreads["employed_weeks"]),
        employed_at_end=outcome.employed_at_end,
        domains=_luck(spreads["domains"]),
        trust=outcome.trust,
        cost=outcome.cost,
        staff_minutes=outcome.staff_minutes,
    )


def _luck(spread: Spread) -> Luck:
    return Luck(lived=spread.lived, low=spread.quantiles[10], middle=spread.quantiles[50], high=spread.quantiles[90])


FIGURES = (
    "practice_percent",
    "needs_found",
    "needs",
    "plan_agreed",
    "services_planned",
    "employed_weeks",
    "employed_weeks_p10",
    "employed_weeks_p50",
    "employed_weeks_p90",
    "employed_at_end",
    "levels_gained",
    "levels_gained_p10",
    "levels_gained_p50",
    "levels_gained_p90",
    "trust",
    "cost_eur",
    "staff_minutes",
)
COLUMNS = (
    "participant",
    "name",
    "activity",
    "kind",
    "content",
    "stage",
    "week",
    *FIGURES,
    *(f"{criterion}_percent" for criterion in CRITERIA),
)
"""Names of the result columns; the same in every language, so that programs can rely on them."""

_NO_FOLDERS = str.maketrans("/\\", "--")


def results_csv(actor: Actor, workshop_id: str) -> tuple[str, bytes]:
    """File name and content of all results, a row per activity and seat; names are empty once they are deleted."""
    with writing() as session:
        title = access.led(session, actor, workshop_id).title
        audit.record(session, actor, "workshop:results:downloaded", workshop_id)
    board = watch.board(actor, workshop_id)
    rows: list[list[Cell]] = []
    for position, activity in enumerate(board.activities, 1):
        results = {one.number: one for one in compare(actor, workshop_id, activity.id).results}
        for seat in board.rows:
            stand = seat.progress.get(activity.id)
            rows.append(
                [
                    seat.number,
                    seat.name,
                    position,
                    str(activity.kind),
                    content_of(activity),
                    stand.stage if stand else None,
                    stand.week if stand else None,
                    *_figures(results.get(seat.number)),
                ]
            )
    return f"{safe_name(title.translate(_NO_FOLDERS))}.csv", spreadsheet.csv(COLUMNS, rows)


def content_of(activity: ActivityInfo) -> str:
    """Id of what an activity is about."""
    match activity.kind:
        case Kind.SCENARIO:
            return str(activity.parameters["scenario"])


def _figures(one: Result | None) -> list[Cell]:
    """The figures of a result; empty cells where there is nothing to look back on, or no week has passed."""
    if one is None:
        return [None] * (len(FIGURES) + len(CRITERIA))
    end = one.ending
    return [
        one.practice / 10,
        len(one.needs_found),
        len(one.needs_found) + len(one.needs_missed),
        one.agreed,
        " ".join(one.services),
        *(_spread(end.employed_weeks) if end else [None] * 4),
        end.employed_at_end if end else None,
        *(_spread(end.domains) if end else [None] * 4),
        *([end.trust, end.cost, end.staff_minutes] if end else [None] * 3),
        *(one.criteria.get(criterion, 0) / 10 for criterion in CRITERIA),
    ]


def _spread(luck: Luck) -> list[Cell]:
    return [luck.lived, luck.low, luck.middle, luck.high]
