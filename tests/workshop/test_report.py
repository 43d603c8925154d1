"""The board while people work, results side by side, and the table of all results."""

from __future__ import annotations

import csv
import io

import pytest

from scenarios import service as practice
from studio import ids
from studio.errors import NotFound
from workshop.services import erase, lead, report, watch, work

CONVERSATION = (
    {"kind": "meet", "place": "private_room"},
    {"kind": "say", "technique": "explain", "topic": "confidentiality"},
)
FOUR_WEEKS = {"kind": "advance", "weeks": 4}


def play(person, run_id, *deeds):
    for deed in deeds:
        practice.decide(person, run_id, deed, key=ids.new("key"))


@pytest.fixture
def activity(trainer, workshop_id, scenario_id):
    added = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, added)
    return added


def rows_of(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_board_follows_every_decision(trainer, guest, workshop_id, activity):
    arta = guest("Arta")

    def stand():
        (row,) = watch.board(trainer, workshop_id).rows
        found = row.progress.get(activity)
        return (found.stage, found.week) if found else None

    assert stand() is None
    run_id = work.begin(arta, workshop_id, activity)
    assert stand() == ("arriving", 0)
    play(arta, run_id, *CONVERSATION)
    assert stand() == ("interview", 0)
    play(arta, run_id, FOUR_WEEKS)
    assert stand()[1] > 0


def test_the_board_is_computed_again_only_when_something_moved(trainer, guest, workshop_id, activity, monkeypatch):
    run_id = work.begin(arta := guest("Arta"), workshop_id, activity)
    first = watch.board(trainer, workshop_id)
    assert watch.board(trainer, workshop_id) is first
    play(arta, run_id, *CONVERSATION)
    assert watch.board(trainer, workshop_id) is not first


def test_strangers_see_neither_board_nor_results(actor, guest, workshop_id, activity):
    for stranger in (actor("trainer"), actor("owner"), guest("Arta")):
        for look in (
            lambda who: watch.board(who, workshop_id),
            lambda who: report.compare(who, workshop_id, activity),
            lambda who: report.results_csv(who, workshop_id),
        ):
            with pytest.raises(NotFound):
                look(stranger)


def test_an_activity_of_another_workshop_is_not_compared(trainer, workshop_id, activity):
    other = lead.create(trainer, "Other", "", ids.new("key"))
    with pytest.raises(NotFound):
        report.compare(trainer, other, activity)


def test_results_stand_side_by_side_with_their_luck(trainer, guest, workshop_id, activity):
    arta, besa, _ = guest("Arta"), guest("Besa"), guest("Cveta")
    runs = [work.begin(person, workshop_id, activity) for person in (arta, besa)]
    play(arta, runs[0], *CONVERSATION, FOUR_WEEKS)
    play(besa, runs[1], FOUR_WEEKS)
    seen = report.compare(trainer, workshop_id, activity)
    assert (seen.seats, seen.begun) == (3, 2)
    assert [(one.number, one.name) for one in seen.results] == [(1, "Arta"), (2, "Besa")]
    first, second = seen.results
    assert first.criteria["consent"] > second.criteria["consent"]
    for one in seen.results:
        assert one.needs_found or one.needs_missed
        assert one.ending.employed_weeks.low <= one.ending.employed_weeks.middle <= one.ending.employed_weeks.high
    essential = {fact.id for fact in seen.package.scenario.facts if fact.essential}
    assert set(first.facts_found) | set(first.facts_missed) == essential


def test_everybody_meets_the_same_client_with_the_same_luck(trainer, guest, workshop_id, activity):
    arta, besa = guest("Arta"), guest("Besa")
    for person in (arta, besa):
        play(person, work.begin(person, workshop_id, activity), FOUR_WEEKS)
    first, second = report.compare(trainer, workshop_id, activity).results
    assert first.ending == second.ending


def test_the_csv_has_a_row_per_seat_and_no_formula(trainer, guest, workshop_id, activity):
    hostile = [
        "=cmd()|' /C calc'!A0",
        "@SUM(A1)",
        "-1+1",
        "+41",
        "<script>alert(1)</script>",
        'Ana, "the" second',
        "شيرين 😀",
    ]
    people = [guest(name) for name in hostile]
    play(people[0], work.begin(people[0], workshop_id, activity), *CONVERSATION, FOUR_WEEKS)
    name, content = report.results_csv(trainer, workshop_id)
    rows = rows_of(content)
    assert name == "Two days in Tetovo.csv"
    assert list(rows[0]) == list(report.COLUMNS)
    assert [int(row["participant"]) for row in rows] == list(range(1, len(hostile) + 1))
    assert not any(row["name"].startswith(("=", "@", "-1+")) for row in rows)
    assert rows[4]["name"] == hostile[4]
    assert rows[0]["practice_percent"] != ""
    assert rows[1]["stage"] == rows[1]["practice_percent"] == ""


def test_the_csv_of_an_empty_workshop_has_its_header(trainer, workshop_id):
    _, content = report.results_csv(trainer, workshop_id)
    assert content.decode("utf-8-sig").strip() == ",".join(report.COLUMNS)


def test_a_title_with_slashes_names_the_whole_file(trainer):
    workshop_id = lead.create(trainer, "Tetovo 2026/27 <b>", "", ids.new("key"))
    assert report.results_csv(trainer, workshop_id)[0] == "Tetovo 2026-27 _b_.csv"


def test_results_stay_without_names_after_deletion(trainer, guest, workshop_id, activity):
    arta = guest("Arta")
    play(arta, work.begin(arta, workshop_id, activity), *CONVERSATION, FOUR_WEEKS)
    (before,) = rows_of(report.results_csv(trainer, workshop_id)[1])
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    (after,) = rows_of(report.results_csv(trainer, workshop_id)[1])
    assert before["name"] == "Arta"
    assert after == before | {"name": ""}


def test_typed_texts_are_erased_and_the_result_stays(trainer, guest, workshop_id, activity, everything):
    arta = guest("Arta")
    run_id = work.begin(arta, workshop_id, activity)
    play(arta, run_id, *CONVERSATION)
    secret = "Unmistakable private remark about the neighbour"
    note = {"kind": "note", "elements": {"content": {"text": "n1"}}}
    practice.decide(arta, run_id, note, key=ids.new("key"), texts={"n1": secret})
    play(arta, run_id, FOUR_WEEKS)
    assert secret.encode() in everything()
    before = report.compare(trainer, workshop_id, activity).results[0]
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    assert secret.encode() not in everything()
    after = report.compare(trainer, workshop_id, activity).results[0]
    assert (after.criteria, after.ending) == (before.criteria, before.ending)
