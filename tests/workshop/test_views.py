"""The room's pages, run by Streamlit's own test harness."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from scenarios import service as practice
from studio import ids
from studio.settings import ROOT
from workshop.services import join, lead, work


@pytest.fixture
def open_page(scenario_id):
    """Opens a page of the studio as somebody."""

    def make(person, page, **address):
        at = AppTest.from_file(ROOT / "home" / "shell.py", default_timeout=30)
        at.user = {"session": person.session_id}
        at.run()
        at.switch_page(str(ROOT / "workshop" / "views" / f"{page}.py"))
        for name, value in address.items():
            at.query_params[name] = value
        at.run()
        assert not at.exception
        return at

    return make


def words(at):
    return " ".join(one.value for kind in (at.title, at.header, at.markdown, at.error, at.info) for one in kind)


def button(at, label):
    (found,) = [one for one in at.button if one.label == label]
    return found


def test_a_trainer_creates_a_workshop_and_gets_its_code(trainer, open_page):
    at = open_page(trainer, "list")
    assert "No workshop yet" in words(at)
    at.text_input(key="workshop_title").input("Two days in Tetovo")
    button(at, "Create workshop").click()
    at.run()
    assert not at.exception
    (created,) = lead.workshops(trainer)
    assert created.title == "Two days in Tetovo"
    assert at.title[0].value == "Two days in Tetovo"


def test_a_workshop_without_a_title_is_not_created(trainer, open_page):
    at = open_page(trainer, "list")
    button(at, "Create workshop").click()
    at.run()
    assert not at.exception
    assert lead.workshops(trainer) == []


def test_the_trainer_prepares_opens_and_closes(trainer, workshop_id, open_page):
    at = open_page(trainer, "lead", id=workshop_id)
    button(at, "Add to the programme").click()
    at.run()
    button(at, "Open activity").click()
    at.run()
    assert not at.exception
    (activity,) = lead.load(trainer, workshop_id).activities
    assert activity.state == "open"
    button(at, "Close activity").click()
    at.run()
    (activity,) = lead.load(trainer, workshop_id).activities
    assert activity.state == "closed"


def test_the_board_shows_who_is_here(trainer, workshop_id, guest, open_page):
    guest("Arta *Star* <b>")
    at = open_page(trainer, "lead", id=workshop_id)
    assert "1 person is here." in words(at)
    table = at.table[0].value
    assert list(table["Name"]) == [r"Arta \*Star\* \<b\>"]


@pytest.mark.parametrize("page", ["lead", "debrief"])
def test_a_stranger_is_told_nothing(actor, workshop_id, open_page, page):
    at = open_page(actor("trainer", "Other"), page, id=workshop_id)
    assert "does not exist, or it is not shared with you" in words(at)
    assert "Tetovo" not in words(at)


@pytest.mark.parametrize("role", ["participant", "trainee", "manager"])
def test_pages_of_trainers_are_not_offered_to_others(actor, role):
    at = AppTest.from_file(ROOT / "home" / "shell.py", default_timeout=30)
    at.user = {"session": actor(role).session_id}
    at.run()
    with pytest.raises(ValueError, match=r"(?i)page"):
        at.switch_page(str(ROOT / "workshop" / "views" / "lead.py")).run()


def test_a_guest_waits_and_sees_what_opens(trainer, workshop_id, scenario_id, guest, open_page):
    arta = guest("Arta")
    at = open_page(arta, "seat")
    assert "Please wait a moment" in words(at)
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    at.run()
    assert "Please wait a moment" not in words(at)
    assert button(at, "Begin")


def test_a_guest_does_not_see_another_workshop(trainer, guest, open_page):
    other = lead.create(trainer, "Secret title", "", ids.new("key"))
    at = open_page(guest("Arta"), "seat", id=other)
    assert "Secret title" not in words(at)
    assert "does not exist" in words(at)


def test_account_holders_find_the_workshops_they_joined(actor, code, open_page):
    holder = actor("trainee", "Hana")
    at = open_page(holder, "list")
    assert "You have not joined a workshop" in words(at)
    join.join(holder, code, "")
    at.run()
    assert "You have not joined a workshop" not in words(at)


def test_a_debrief_without_results_says_so(trainer, workshop_id, scenario_id, open_page):
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    at = open_page(trainer, "debrief", id=workshop_id, activity=activity)
    assert "Nothing to compare yet" in words(at)


def test_a_closed_workshop_offers_deletion_and_nothing_else(trainer, workshop_id, guest, open_page):
    guest("Arta")
    lead.close(trainer, workshop_id)
    at = open_page(trainer, "lead", id=workshop_id)
    assert [one.label for one in at.button] == ["Delete personal data…"]
    button(at, "Delete personal data…").click()
    at.run()
    button(at, "Delete for good").click()
    at.run()
    assert not at.exception
    assert lead.load(trainer, workshop_id).erased_at is not None


def test_the_debrief_compares_without_names_until_asked(trainer, workshop_id, scenario_id, guest, open_page):
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    for name in ("Arta", "Besa *Star*"):
        person = guest(name)
        run_id = work.begin(person, workshop_id, activity)
        practice.decide(person, run_id, {"kind": "advance", "weeks": 4}, key=ids.new("key"))
    at = open_page(trainer, "debrief", id=workshop_id, activity=activity)
    assert "2 of 2 participants have begun" in words(at)

    def cells():
        return {str(cell) for table in at.table for row in table.value.itertuples(index=False) for cell in row}

    assert {"1", "2"} <= cells()
    assert not any("Arta" in cell for cell in cells())
    at.toggle(key="workshop_names").set_value(True).run()
    assert not at.exception
    assert {"1 Arta", r"2 Besa \*Star\*"} <= cells()


@pytest.mark.parametrize("weeks", [1, 4])
def test_a_chart_is_explained_where_one_is_drawn(
    trainer, workshop_id, scenario_id, guest, open_page, monkeypatch, weeks
):
    """In this luck the lives of one week end alike, and those of four weeks differ."""
    monkeypatch.setattr(lead.secrets, "randbelow", lambda _: 1)
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    person = guest("Arta")
    run_id = work.begin(person, workshop_id, activity)
    practice.decide(person, run_id, {"kind": "advance", "weeks": weeks}, key=ids.new("key"))
    at = open_page(trainer, "debrief", id=workshop_id, activity=activity)
    assert "how much was luck" in words(at)
    assert ("The line shows" in words(at)) == bool(at.get("vega_lite_chart")) == (weeks == 4)
