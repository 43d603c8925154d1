"""A caseload in a workshop: the same desk for everybody, on the board, looked back on as ranges, in the results."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest

from scenarios.caseload.deeds import Advance
from scenarios.caseload.package import library
from scenarios.service import caseloads
from studio import ids
from studio.errors import Invalid, NotFound
from studio.identity import Actor
from workshop.services import erase, lead, live, report, watch, work

Guest = Callable[[str], Actor]
EXERCISE = library()[0]


@pytest.fixture
def activity(trainer: Actor, workshop_id: str) -> str:
    added = lead.add_caseload(trainer, workshop_id, EXERCISE, ids.new("key"))
    lead.open_activity(trainer, workshop_id, added)
    return added


def test_everybody_has_the_same_desk_and_the_board_shows_how_far(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    people = [guest("Arta"), guest("Blerim"), guest("Cveta")]
    begun = [work.begin(person, workshop_id, activity) for person in people[:2]]
    assert work.begin(people[0], workshop_id, activity) == begun[0]
    first, second = (
        caseloads.load(person, caseload).load.inputs for person, caseload in zip(people, begun, strict=False)
    )
    assert (first.seed, first.exercise) == (second.seed, second.exercise)
    caseloads.decide(people[0], begun[0], Advance(), key=ids.new("key"))
    rows = watch.board(trainer, workshop_id).rows
    assert [row.progress[activity].week if activity in row.progress else None for row in rows] == [1, 0, None]
    assert live.tables(trainer, workshop_id) == [], "a trainer speaks for clients of cases, not of caseloads"


def test_desks_are_compared_as_ranges_and_stand_in_the_results(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    for weeks, name in ((3, "Arta"), (1, "=cmd()"), (0, "Cveta")):
        person = guest(name)
        caseload = work.begin(person, workshop_id, activity)
        for _ in range(weeks):
            caseloads.decide(person, caseload, Advance(), key=ids.new("key"))
    seen = report.desks(trainer, workshop_id, activity)
    assert [(one.number, one.desk.week, one.desk.sums is None) for one in seen.desks] == [
        (1, 3, False),
        (2, 1, False),
        (3, 0, True),
    ]
    assert seen.desks[0].desk.untouched == seen.desks[0].desk.people
    for low, middle, high in seen.practice().values():
        assert 0 <= low <= middle <= high <= 1000
    rows = list(csv.DictReader(io.StringIO(report.results_csv(trainer, workshop_id)[1].decode("utf-8-sig"))))
    assert [(row["kind"], row["content"], row["week"]) for row in rows] == [
        ("caseload", EXERCISE, "3"),
        ("caseload", EXERCISE, "1"),
        ("caseload", EXERCISE, "0"),
    ]
    assert rows[0]["employed_weeks_p50"]
    assert not rows[2]["employed_weeks_p50"]


def test_strangers_see_no_desks_and_unknown_caseloads_are_refused(
    actor: Callable[..., Actor], trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    caseload = work.begin(guest("Arta"), workshop_id, activity)
    with pytest.raises(NotFound):
        report.desks(actor("trainer", "Other"), workshop_id, activity)
    with pytest.raises(NotFound):
        caseloads.load(guest("Blerim"), caseload)
    with pytest.raises(Invalid, match="activity_unusable"):
        lead.add_caseload(trainer, workshop_id, "nothing", ids.new("key"))


def test_the_numbers_stay_when_the_people_are_erased(
    trainer: Actor, guest: Guest, workshop_id: str, activity: str
) -> None:
    person = guest("Arta")
    caseload = work.begin(person, workshop_id, activity)
    caseloads.decide(person, caseload, Advance(), key=ids.new("key"))
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    [one] = report.desks(trainer, workshop_id, activity).desks
    assert (one.name, one.desk.week) == ("", 1)
