"""Looking back: the results of an activity side by side, and all results as rows of a table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from scenarios import service as practice
from scenarios.loader import Package
from scenarios.scenario import CRITERIA
from scenarios.service import Summary, caseloads_together
from scenarios.service.caseloads_together import Desk
from scenarios.weeks.outcome import Outcome, Spread
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
    found = _begun(actor, workshop_id, activity_id)
    seen: list[tuple[Seat, Summary]] = []
    compared: set[str] = set()
    for seat, run_id in found.begun:
        if run_id not in compared:
            compared.add(run_id)  # a pair's case counts once, under the number of who began it
            told(len(seen), len(found.begun))
            seen.append((seat, practice.debrief_summary(run_id)))
    return Comparison(
        activity=found.activity,
        seats=found.seats,
        begun=len(found.begun),
        results=tuple(_result(seat.number, found.name(seat), summary) for seat, summary in seen),
        package=next((summary.package for _, summary in seen), None),
    )


@dataclass(frozen=True)
class _Begun:
    """An activity with who has begun it, and what they work on, in the order of the seats."""

    activity: ActivityInfo
    seats: int
    begun: tuple[tuple[Seat, str], ...]
    names: dict[str, str]

    def name(self, seat: Seat) -> str:
        return self.names.get(seat.person_id or "", "")


def _begun(actor: Actor, workshop_id: str, activity_id: str) -> _Begun:
    with reading() as session:
        access.led(session, actor, workshop_id)
        activity = activity_info(access.activity_in(session, workshop_id, activity_id))
        seats = access.seats(session, workshop_id)
        names = identity.names(session, {seat.person_id for seat in seats if seat.person_id})
        works = watch.works_of(session, seats)
    objects = {work.seat_id: work.object_id for work in works if work.activity_id == activity_id}
    return _Begun(activity, len(seats), tuple((seat, objects[seat.id]) for seat in seats if seat.id in objects), names)


@dataclass(frozen=True)
class SeatDesk:
    number: int
    name: str
    desk: Desk


@dataclass(frozen=True)
class Desks:
    """What everybody's desk in a caseload has come to, by seat number."""

    activity: ActivityInfo
    seats: int
    begun: int
    desks: tuple[SeatDesk, ...]

    def practice(self) -> dict[str, tuple[int, int, int]]:
        """Per criterion that arose anywhere: lowest, middle and highest share in thousandths."""
        found: dict[str, list[int]] = {}
        for one in self.desks:
            for criterion, share in one.desk.criteria.items():
                found.setdefault(criterion, []).append(share)
        return {each: (min(shares), round(median(shares)), max(shares)) for each, shares in found.items()}


def desks(actor: Actor, workshop_id: str, activity_id: str, told: Told = lambda done, total: None) -> Desks:
    """The desks of a caseload activity side by side, for those who lead the workshop."""
    found = _begun(actor, workshop_id, activity_id)
    seen: list[SeatDesk] = []
    for seat, caseload_id in found.begun:
        told(len(seen), len(found.begun))
        seen.append(SeatDesk(seat.number, found.name(seat), caseloads_together.desk(caseload_id)))
    return Desks(found.activity, found.seats, len(found.begun), tuple(seen))


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
        results: dict[int, Result] = {}
        at_desks: dict[int, Desk] = {}
        if activity.kind is Kind.CASELOAD:
            at_desks = {one.number: one.desk for one in desks(actor, workshop_id, activity.id).desks}
        else:
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
                    *(
                        _desk_figures(at_desks[seat.number])
                        if seat.number in at_desks
                        else _figures(results.get(seat.number))
                    ),
                ]
            )
    return f"{safe_name(title.translate(_NO_FOLDERS))}.csv", spreadsheet.csv(COLUMNS, rows)


def content_of(activity: ActivityInfo) -> str:
    """Id of what an activity is about."""
    match activity.kind:
        case Kind.SCENARIO:
            return str(activity.parameters["scenario"])
        case Kind.CASELOAD:
            return str(activity.parameters["exercise"])


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


def _desk_figures(desk: Desk) -> list[Cell]:
    """A desk's figures in the columns it shares with a case; sums over all clients."""
    told: dict[str, Cell] = {"practice_percent": desk.practice / 10}
    if desk.sums is not None:
        for name, spread in (("employed_weeks", desk.sums.employed_weeks), ("levels_gained", desk.sums.needs)):
            told[name] = spread.lived
            told |= {f"{name}_p{level}": spread.quantiles[level] for level in (10, 50, 90)}
        told["employed_at_end"] = desk.sums.employed_at_end.lived
        told |= {"trust": desk.sums.trust.lived, "cost_eur": desk.sums.cost.lived}
        told["staff_minutes"] = desk.sums.staff_minutes.lived
    return [*(told.get(name) for name in FIGURES), *(None for _ in CRITERIA)]


def _spread(luck: Luck) -> list[Cell]:
    return [luck.lived, luck.low, luck.middle, luck.high]
