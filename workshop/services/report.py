"""Looking back: the results of an activity side by side, and all results as rows of a table."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.outcome import Spread
from scenarios.scenario import CRITERIA
from studio import audit, identity
from studio.database import reading, writing
from studio.documents import spreadsheet
from studio.documents.spreadsheet import Cell
from studio.files import safe_name
from studio.identity import Actor
from workshop import practice
from workshop.comparison import Ending, Luck, Result
from workshop.programme import Kind
from workshop.services import access, watch
from workshop.services.lead import ActivityInfo, activity_info


@dataclass(frozen=True)
class Comparison:
    """The results of everybody who has begun an activity, by seat number."""

    activity: ActivityInfo
    seats: int
    results: tuple[Result, ...]


def compare(actor: Actor, workshop_id: str, activity_id: str) -> Comparison:
    """What everybody's work in an activity has come to, for those who lead the workshop."""
    with reading() as session:
        access.led(session, actor, workshop_id)
        activity = access.activity_in(session, workshop_id, activity_id)
        seats = access.seats(session, workshop_id)
        names = identity.names(session, {seat.person_id for seat in seats if seat.person_id})
        begun = {
            work.seat_id: work.object_id for work in watch.works_of(session, seats) if work.activity_id == activity_id
        }
        people = [(seat.number, names.get(seat.person_id or "", ""), begun.get(seat.id, "")) for seat in seats]
        told = activity_info(activity)
    results = [result(number, name, run_id) for number, name, run_id in people if run_id]
    return Comparison(told, len(seats), tuple(results))


def result(number: int, name: str, run_id: str) -> Result:
    """One run's summary as the group compares it."""
    seen = practice.debrief_summary(run_id)
    ending = None
    if seen.outcome is not None and seen.range is not None:
        ending = Ending(
            employed_weeks=_luck(seen.range.employed_weeks),
            employed_at_end=seen.outcome.employed_at_end,
            domains=_luck(seen.range.domains),
            trust=seen.outcome.trust,
            cost=seen.outcome.cost,
            staff_minutes=seen.outcome.staff_minutes,
        )
    return Result(
        number=number,
        name=name,
        stage=seen.stage,
        weeks=seen.weeks,
        practice=seen.share,
        criteria=dict(seen.practice),
        needs_found=seen.needs_found,
        needs_missed=seen.needs_missed,
        facts_found=seen.found,
        facts_missed=seen.missed,
        services=seen.planned,
        agreed=seen.agreed,
        ending=ending,
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


def results_csv(actor: Actor, workshop_id: str) -> tuple[str, bytes]:
    """File name and content of all results, a row per activity and seat; names are empty once they are deleted."""
    with writing() as session:
        workshop = access.led(session, actor, workshop_id)
        title = workshop.title
        activities = [activity_info(activity) for activity in access.programme(session, workshop_id)]
        audit.record(session, actor, "workshop:results:downloaded", workshop_id)
    board = watch.board(actor, workshop_id)
    rows: list[list[Cell]] = []
    for position, activity in enumerate(activities, 1):
        begun = {one.number: one for one in compare(actor, workshop_id, activity.id).results}
        for seat in board.rows:
            head: list[Cell] = [seat.number, seat.name, position, str(activity.kind), content_of(activity)]
            rows.append(head + _figures(begun.get(seat.number)))
    return f"{safe_name(title)}.csv", spreadsheet.csv(COLUMNS, rows)


def content_of(activity: ActivityInfo) -> str:
    """Id of what an activity is about."""
    match activity.kind:
        case Kind.SCENARIO:
            return str(activity.parameters["scenario"])


def _figures(one: Result | None) -> list[Cell]:
    """Stage, week and figures of a result; empty cells where nothing has been begun or no week has passed."""
    if one is None:
        return [None] * (len(COLUMNS) - 5)
    end = one.ending
    return [
        one.stage,
        one.weeks,
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
