"""Creating and leading a workshop."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio import ids
from studio.errors import Forbidden, Invalid, NotFound
from workshop import programme
from workshop.programme import State
from workshop.services import lead


def test_a_trainer_gets_a_workshop_with_a_code(trainer, workshop_id):
    info = lead.load(trainer, workshop_id)
    assert (info.title, info.zone, info.closed_at) == ("Two days in Tetovo", "Europe/Skopje", None)
    assert len(info.code) == 8
    assert set(info.code) <= set(ids.CODE_LETTERS)
    assert [found.id for found in lead.workshops(trainer)] == [workshop_id]


def test_a_double_click_creates_one_workshop(trainer):
    key = ids.new("key")
    assert lead.create(trainer, "A", "", key) == lead.create(trainer, "A", "", key)
    assert len(lead.workshops(trainer)) == 1


def test_a_key_of_somebody_else_opens_nothing(trainer, actor):
    key = ids.new("key")
    lead.create(trainer, "A", "", key)
    with pytest.raises(NotFound):
        lead.create(actor("trainer", "Other"), "A", "", key)


@pytest.mark.parametrize("role", ["manager", "trainee", "participant"])
def test_only_trainers_and_the_owner_create(actor, role):
    with pytest.raises(Forbidden):
        lead.create(actor(role), "A", "", ids.new("key"))


@pytest.mark.parametrize(("title", "zone"), [("  \n", "UTC"), ("A", "Mars/Olympus")])
def test_unusable_input_is_refused(trainer, title, zone):
    with pytest.raises(Invalid):
        lead.create(trainer, title, zone, ids.new("key"))


def test_strangers_learn_nothing(actor, workshop_id, guest, scenario_id):
    activity = "act_unknown"
    for stranger in (actor("trainer", "Other"), actor("owner", "Owner"), guest("Guest")):
        for attempt in (
            lambda who: lead.load(who, workshop_id),
            lambda who: lead.new_code(who, workshop_id),
            lambda who: lead.add_scenario(who, workshop_id, scenario_id, ids.new("key")),
            lambda who: lead.open_activity(who, workshop_id, activity),
            lambda who: lead.close_activity(who, workshop_id, activity),
            lambda who: lead.close(who, workshop_id),
        ):
            with pytest.raises(NotFound):
                attempt(stranger)
    assert lead.workshops(actor("trainer", "Third")) == []


def test_an_activity_opens_closes_and_opens_again(trainer, workshop_id, scenario_id):
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))

    def state() -> State:
        return lead.load(trainer, workshop_id).activities[0].state

    assert state() is State.PREPARED
    lead.open_activity(trainer, workshop_id, activity)
    lead.open_activity(trainer, workshop_id, activity)
    assert state() is State.OPEN
    lead.close_activity(trainer, workshop_id, activity)
    assert state() is State.CLOSED
    lead.open_activity(trainer, workshop_id, activity)
    assert state() is State.OPEN


def test_activities_keep_their_order_and_a_double_click_adds_one(trainer, workshop_id, scenario_id):
    keys = [ids.new("key") for _ in range(3)]
    added = [lead.add_scenario(trainer, workshop_id, scenario_id, key) for key in [*keys, keys[1]]]
    assert added[3] == added[1]
    assert [activity.id for activity in lead.load(trainer, workshop_id).activities] == added[:3]


def test_an_activity_of_another_workshop_is_not_reached(trainer, workshop_id, scenario_id):
    other = lead.create(trainer, "Other", "", ids.new("key"))
    activity = lead.add_scenario(trainer, other, scenario_id, ids.new("key"))
    with pytest.raises(NotFound):
        lead.open_activity(trainer, workshop_id, activity)


def test_a_programme_has_an_end(trainer, workshop_id, scenario_id, monkeypatch):
    monkeypatch.setattr(programme, "MAX_ACTIVITIES", 1)
    lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    with pytest.raises(Invalid, match="activities_too_many"):
        lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))


def test_a_scenario_that_does_not_exist_is_refused(trainer, workshop_id):
    for unknown in ("no_such_scenario", "../../etc", "", "A" * 10_000):
        with pytest.raises((Invalid, NotFound)):
            lead.add_scenario(trainer, workshop_id, unknown, ids.new("key"))


def test_closing_ends_codes_and_activities_and_changes(trainer, workshop_id, scenario_id):
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    lead.open_activity(trainer, workshop_id, activity)
    lead.close(trainer, workshop_id)
    lead.close(trainer, workshop_id)
    info = lead.load(trainer, workshop_id)
    assert info.code == ""
    assert info.closed_at is not None
    assert info.activities[0].state is State.CLOSED
    for change in (
        lambda: lead.new_code(trainer, workshop_id),
        lambda: lead.open_activity(trainer, workshop_id, activity),
        lambda: lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key")),
    ):
        with pytest.raises(Invalid, match="workshop_closed"):
            change()


@given(st.text(max_size=10_000))
def test_titles_stay_on_one_short_line(title):
    try:
        tidy = programme.clean_title(title)
    except Invalid:
        assert not any(c.isprintable() and not c.isspace() for c in title)
    else:
        assert 1 <= len(tidy) <= programme.MAX_TITLE
        assert tidy.isprintable()


def test_every_change_moves_the_revision(trainer, workshop_id, scenario_id, guest):
    seen = {lead.load(trainer, workshop_id).revision}

    def moved() -> None:
        revision = lead.load(trainer, workshop_id).revision
        assert revision not in seen
        seen.add(revision)

    guest("Arta")
    moved()
    activity = lead.add_scenario(trainer, workshop_id, scenario_id, ids.new("key"))
    moved()
    lead.open_activity(trainer, workshop_id, activity)
    moved()
    lead.new_code(trainer, workshop_id)
    moved()
    lead.close_activity(trainer, workshop_id, activity)
    moved()
    lead.close(trainer, workshop_id)
    moved()
