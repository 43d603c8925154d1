"""What a desk shows and allows: contacts, facts, ratings, dates, events, messages, places, closing."""

from __future__ import annotations

from dataclasses import replace

from scenarios.caseload.agenda import known_track, reasons_of, today
from scenarios.caseload.deeds import Track
from scenarios.caseload.drawn import drawn
from scenarios.caseload.places import free_from
from scenarios.caseload.replay import Caseload, Inputs
from scenarios.weeks.state import Status

from .conftest import Played


def codes(load: Caseload, person: str) -> set[str]:
    return {reason.code for reason in reasons_of(load, load.cards[person])}


def test_the_desk_begins_with_what_is_on_file_and_no_more(played: Played) -> None:
    card = played.card("ruza")
    assert card.ratings == {"work_experience": 3, "skills": 2, "job_search": 2, "family_safety": 3}
    assert set(card.facts) == {"all_in_order", "never_late", "moved_appointments"}
    assert card.track is None
    assert codes(played.load, "ruza") == {"not_assessed"}


def test_a_contact_costs_its_minutes_once_a_week_and_may_come_to_nothing(played: Played) -> None:
    played.ok("contact", "mirela", way="call")
    first = played.card("mirela").contacts[-1]
    assert played.load.minutes_left == 240 - (15 if first.reached else 5)
    assert played.refused("contact", "mirela", way="call") == "tried_this_week"
    reached, missed = set(), set()
    for seed in range(40):
        other = Played(replace(played.inputs, seed=seed))
        other.ok("contact", "ruza", way="meeting")
        (reached if other.card("ruza").contacts[-1].reached else missed).add(240 - other.load.minutes_left)
    assert reached == {45}
    assert missed == {15}


def test_time_that_is_gone_is_gone(played: Played) -> None:
    for person in ("senad", "ruza", "dragan", "emina"):
        if played.load.minutes_left >= 105:
            played.ok("contact", person, way="assessment")
    left = played.load.minutes_left
    assert played.refused("contact", "ivo", way="home") == "time_spent"
    assert played.load.minutes_left == left
    played.weeks(1)
    assert played.load.minutes_left == 240
    assert played.load.left_over == [left]


def test_an_assessment_rates_and_corrects_the_register_and_a_plan_follows(played: Played) -> None:
    assert played.refused("agree", "ivo") == "not_assessed"
    played.reach("ivo", "assessment")
    card = played.card("ivo")
    assert card.assessed is not None
    assert card.ratings["physical_health"] == 0 or "physical_health" not in card.rated_in
    true = played.load.levels("ivo")
    assert all(card.ratings[domain] == true[domain] for domain in card.rated_in)
    assert 8 <= len(card.rated_in) <= 16
    played.ok("agree", "ivo")
    assert played.refused("agree", "ivo") == "plan_agreed_already"
    played.weeks(1)
    assert bool(played.load.world.agreed[played.load.row("ivo")])


def test_a_plan_is_agreed_in_conversation(played: Played) -> None:
    played.reach("ivo", "assessment")
    played.weeks(1)
    assert played.refused("agree", "ivo") == "speak_first"


def test_private_things_take_trust_and_wrong_files_are_corrected(played: Played) -> None:
    played.reach("ruza")
    assert "laundry_room" not in played.card("ruza").facts
    for _ in range(9):
        played.weeks(1)
        played.do("contact", "ruza", way="meeting")
        if played.card("ruza").open_events:
            break
    event = played.card("ruza").open_events[0]
    assert event.id == "the_night"
    card = played.card("ruza")
    assert "laundry_room" in card.facts
    assert card.ratings["family_safety"] == 0
    played.ok("respond", "ruza", event="the_night", response="safety_plan")
    assert played.refused("respond", "ruza", event="the_night", response="safety_plan") == "event_not_open"
    assert "sister" in played.card("ruza").facts


def test_what_nobody_asks_about_takes_its_course(played: Played) -> None:
    played.weeks(16)
    night = played.card("ruza").events["the_night"]
    assert night.state == "never_seen"
    assert night.known is None
    fall = played.card("ivo").events["fall_on_stairs"]
    assert (fall.state, fall.known) == ("late", fall.week + 1)
    complaint = played.card("senad").events["complaint"]
    assert (complaint.state, complaint.known) == ("late", complaint.week)


def test_the_loud_write_and_the_quiet_do_not(played: Played) -> None:
    played.weeks(16)
    written = {person: len(card.messages) for person, card in played.load.cards.items()}
    assert written["senad"] >= 5
    assert written["ruza"] == 0
    assert "message" not in codes(played.load, "ruza")


def test_a_reply_answers_and_is_no_contact(played: Played) -> None:
    while not played.card("senad").messages:
        played.weeks(1)
    assert "message" in codes(played.load, "senad")
    played.ok("reply", "senad")
    assert "message" not in codes(played.load, "senad")
    assert played.card("senad").last_contact is None
    assert played.refused("reply", "senad") == "nothing_to_answer"


def test_a_file_comes_back_on_its_date_until_something_is_done(played: Played) -> None:
    assert played.refused("bring_forward", "emina", week=17, why="ask_how") == "week_past"
    played.ok("bring_forward", "emina", week=2, why="ask_how")
    played.weeks(1)
    assert "date_due" not in codes(played.load, "emina")
    played.weeks(1)
    assert "date_due" in codes(played.load, "emina")
    played.weeks(1)
    assert "date_overdue" in codes(played.load, "emina")
    played.ok("contact", "emina", way="call")
    assert not codes(played.load, "emina") & {"date_due", "date_overdue"}
    assert played.card("emina").dates[0].done == 3


def test_the_desk_sorts_by_how_pressing_not_by_how_loud(played: Played) -> None:
    for _ in range(16):
        played.weeks(1)
        items = today(played.load)
        crises = [item for item in items if item.reasons[0].code == "crisis"]
        assert items[: len(crises)] == crises
        wrote = [item for item in items if [reason.code for reason in item.reasons] == ["message"]]
        assert not wrote or items[0] not in wrote or len(items) == len(wrote)


def test_contact_is_due_by_the_track(played: Played) -> None:
    for person, track in (("dragan", "tracking"), ("emina", "regular"), ("zoran", "intensive")):
        played.ok("track", person, track=track, reason="one_need")
    played.weeks(2)
    assert "silent" in codes(played.load, "zoran")
    assert "silent" not in codes(played.load, "emina")
    played.weeks(2)
    assert "silent" in codes(played.load, "emina")
    assert "silent" not in codes(played.load, "dragan")


def test_triage_follows_what_is_known(played: Played) -> None:
    load = played.load
    card = load.cards["senad"]
    assert known_track(load, card) is Track.REGULAR
    card.ratings = {"job_search": 3, "skills": 3}
    assert known_track(load, card) is Track.TRACKING
    card.ratings = {"job_search": 3, "skills": 1, "debt": 1, "income": 1}
    assert known_track(load, card) is Track.INTENSIVE
    card.ratings = {"job_search": 3, "housing": 0}
    assert known_track(load, card) is Track.INTENSIVE


def test_one_place_is_for_one_and_the_other_waits(played: Played) -> None:
    free = free_from(played.load, "cnc_course")
    assert free is not None
    assert free > 0
    played.ok("refer", "nikola", service="cnc_course")
    assert played.refused("refer", "nikola", service="cnc_course") == "service_open"
    played.weeks(1)
    played.ok("refer", "mirela", service="cnc_course", warm=True)
    while not any(played.load.status(one, "cnc_course") is Status.ACTIVE for one in ("nikola", "mirela")):
        played.weeks(1)
    states = {one: played.load.status(one, "cnc_course") for one in ("nikola", "mirela")}
    assert list(states.values()).count(Status.ACTIVE) == 1
    assert played.load.week == free + 1


def test_a_conference_needs_partners_and_takes_a_long_time(played: Played) -> None:
    assert played.refused("conference", "mirela") == "nobody_involved"
    played.ok("refer", "mirela", service="care_hours")
    played.ok("conference", "mirela")
    assert played.refused("conference", "mirela") == "conference_this_week"
    assert played.load.minutes_left == 240 - 15 - 150
    assert played.card("mirela").pending.hurry["care_hours"] == 3


def test_a_referral_can_be_taken_back(played: Played) -> None:
    assert played.refused("end_service", "zoran", service="evening_group") == "service_not_open"
    played.ok("refer", "zoran", service="evening_group")
    played.ok("end_service", "zoran", service="evening_group")
    played.weeks(1)
    assert played.load.status("zoran", "evening_group") is Status.NONE


def test_closing_ends_what_can_be_done_until_the_follow_up(played: Played) -> None:
    played.ok("close", "emina", reason="moved_away")
    assert played.refused("contact", "emina", way="call") == "client_closed"
    assert played.refused("follow_up", "emina") == "too_early"
    played.weeks(12)
    assert codes(played.load, "emina") == {"follow_up"}
    played.ok("follow_up", "emina")
    assert played.refused("follow_up", "emina") == "no_follow_up"
    assert "emina" not in {item.person for item in today(played.load)}
    ended = played.card("emina").ended
    assert ended is not None
    assert ended.result_employed == played.load.employed("emina")


def test_after_the_last_week_nothing_can_be_done(played: Played) -> None:
    played.weeks(16)
    assert played.load.finished
    assert played.refused("advance") == "caseload_finished"
    assert played.refused("contact", "ruza", way="call") == "caseload_finished"


def test_a_first_meeting_is_not_spoken_of_as_a_second(inputs: Inputs) -> None:
    package = drawn("RS", 12, 4)
    played = Played(replace(inputs, exercise=package.exercise))
    for person in list(played.load.cards)[:4]:
        played.do("contact", person, way="meeting")
        said = played.card(person).contacts[-1].said
        assert not said.startswith(("lines.meeting.middle", "lines.meeting.high")), said
    played.weeks(1)
    later = []
    for person in list(played.load.cards)[:4]:
        played.do("contact", person, way="meeting")
        later.append(played.card(person).contacts[-1].said)
    assert any(said.startswith(("lines.meeting.middle", "lines.meeting.high")) for said in later), later


def test_without_trust_only_ordinary_things_are_told(played: Played) -> None:
    told = {}
    for trust in (10, 90):
        other = Played(played.inputs)
        row = other.load.row("ruza")
        for week in range(8):
            other.load.world.trust[row] = trust
            other.do("contact", "ruza", way="meeting")
            if other.load.week == week:
                other.weeks(1)
        told[trust] = set(other.card("ruza").facts)
    assert "her_card" not in told[10]
    assert {"her_card", "nights", "laundry_room"} <= told[90]
