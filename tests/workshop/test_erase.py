"""Deleting personal data leaves numbers and results, and no name anywhere in the database."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from scenarios.tables import CaseloadRow, CaseloadTextRow, TextRow
from studio import identity, ids, upkeep
from studio.database import writing
from studio.errors import Invalid, NotFound
from workshop.services import erase, join, lead, watch, work

NAME = "Arbnesha Unmistakable"
TYPED = "an unmistakable sentence to the client"


def test_no_name_is_left_in_the_database_file(guest, trainer, workshop_id, everything):
    arta = guest(NAME)
    assert NAME.encode() in everything()
    lead.close(trainer, workshop_id)
    assert erase.erase(trainer, workshop_id) == 1
    assert NAME.encode() not in everything()
    assert identity.resolve(arta.session_id) is None
    (row,) = watch.board(trainer, workshop_id).rows
    assert (row.number, row.name) == (1, "")


def test_no_name_and_no_text_is_left_beside_the_database_while_the_studio_runs(
    guest, trainer, workshop_id, fresh_database
):
    arta = guest(NAME)
    who = arta.person_id
    with writing() as session:
        session.add(CaseloadRow(id="c", person_id=who, key="k", exercise_id="e", people=1, weeks=1, pins={}))
        session.flush()
        session.add(CaseloadTextRow(caseload_id="c", id="t", person_id=who, text=TYPED))
    lead.close(trainer, workshop_id)
    with closing(sqlite3.connect(fresh_database)) as other:
        other.execute("select count(*) from person").fetchall()
        erase.erase(trainer, workshop_id)
        left = b"".join(file.read_bytes() for file in fresh_database.parent.glob("icm-studio.db*"))
    assert NAME.encode() not in left
    assert TYPED.encode() not in left


def test_an_older_backup_brings_nothing_of_them_back(guest, trainer, workshop_id, scenario_id, everything, tmp_path):
    arta = guest(NAME)
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    run_id = work.begin(arta, workshop_id, activity)
    with writing() as session:
        session.add(TextRow(run_id=run_id, id="t1", person_id=arta.person_id, text=TYPED))
    copy = upkeep.backup(tmp_path / "older.db")
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    upkeep.restore(copy)
    left = everything()
    assert NAME.encode() not in left
    assert TYPED.encode() not in left


def test_an_open_workshop_is_not_erased(guest, trainer, workshop_id):
    arta = guest("Arta")
    with pytest.raises(Invalid, match="workshop_open"):
        erase.erase(trainer, workshop_id)
    assert identity.resolve(arta.session_id) is not None


def test_account_holders_keep_their_account_and_lose_the_link(actor, code, trainer, workshop_id):
    holder = actor("trainee", "Hana Holder")
    join.join(holder, code, "")
    lead.close(trainer, workshop_id)
    assert erase.erase(trainer, workshop_id) == 1
    assert identity.resolve(holder.session_id).name == "Hana Holder"
    assert work.my_workshops(holder) == []
    assert watch.board(trainer, workshop_id).rows[0].name == ""


def test_erasing_twice_changes_nothing(guest, trainer, workshop_id):
    guest("Arta")
    lead.close(trainer, workshop_id)
    erase.erase(trainer, workshop_id)
    at = lead.load(trainer, workshop_id).erased_at
    assert erase.erase(trainer, workshop_id) == 0
    assert lead.load(trainer, workshop_id).erased_at == at


def test_other_workshops_keep_their_people(guest, trainer, workshop_id):
    arta = guest("Arta")
    other = lead.create(trainer, "Other", "", ids.new("key"))
    lead.close(trainer, other)
    erase.erase(trainer, other)
    assert identity.resolve(arta.session_id) is not None


def test_who_is_removed_is_gone_and_the_number_is_not_given_again(guest, trainer, workshop_id):
    rude, kind = guest(NAME), guest("Besa")
    seat = watch.board(trainer, workshop_id).rows[0].seat_id
    erase.remove(trainer, workshop_id, seat)
    erase.remove(trainer, workshop_id, seat)
    assert identity.resolve(rude.session_id) is None
    assert [row.name for row in watch.board(trainer, workshop_id).rows] == ["Besa"]
    assert work.lobby(kind, workshop_id).number == 2
    assert work.lobby(guest("Cveta"), workshop_id).number == 3
    assert lead.load(trainer, workshop_id).seats == 2


def test_strangers_erase_nobody(actor, guest, trainer, workshop_id):
    arta = guest("Arta")
    seat = watch.board(trainer, workshop_id).rows[0].seat_id
    other = lead.create(trainer, "Other", "", ids.new("key"))
    for stranger in (actor("trainer"), actor("owner"), arta):
        with pytest.raises(NotFound):
            erase.remove(stranger, workshop_id, seat)
        with pytest.raises(NotFound):
            erase.erase(stranger, workshop_id)
    with pytest.raises(NotFound):
        erase.remove(trainer, other, seat)
    assert identity.resolve(arta.session_id) is not None
