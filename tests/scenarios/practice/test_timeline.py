"""The calendar, the newest weeks, conferences and the checklist before the end: from what a case manager can know."""

from __future__ import annotations

from itertools import pairwise

from scenarios.closing import checklist
from scenarios.conferences import brought
from scenarios.debriefing.timeline import bars, newest, points
from scenarios.story import HIDDEN

from .conftest import Player, good

SEAT = "case_manager"


def test_a_service_waits_then_runs_then_ends(player: Player) -> None:
    good(player, weeks=20)
    case = player.run.case
    for service in case.services:
        own = [bar for bar in bars(case) if bar.row == "service" and bar.subject == service]
        assert [bar.state for bar in own][:2] in (["waiting", "active"], ["waiting"]), service
        assert all(a.end == b.start for a, b in pairwise(own) if b.state == "active")
        assert all(0 <= bar.start <= bar.end <= case.week for bar in own)
    asked = {bar.subject: bar for bar in bars(case) if bar.row == "enquiry"}
    assert set(asked) == {"csw", "clinic"}
    assert asked["csw"].state == "answered"
    assert asked["csw"].end == next(one.due for one in case.enquiries if one.partner == "csw")


def test_work_lasts_as_long_as_the_curve_says(player: Player) -> None:
    good(player, weeks=20)
    case = player.run.case
    weeks = {w for bar in bars(case) if bar.row == "work" for w in range(bar.start, bar.end)}
    assert weeks == {week for week, employed in enumerate(case.curve.employed) if employed and week < case.week}


def test_points_tell_appointments_missed_ones_and_what_is_to_come(player: Player) -> None:
    good(player, weeks=10)
    case = player.run.case
    found = points(case)
    assert [p.week for p in found if p.state == "met"] == [week for _, week, _ in case.meetings]
    assert [p.week for p in found if p.state == "no_show"] == [week for _, week, _ in case.missed]
    ahead = [p.week for p in found if p.ahead]
    assert ahead == case.bring_forward()


def test_the_newest_weeks_are_those_of_the_last_advance_without_what_is_hidden(player: Player) -> None:
    assert newest(player.run) == ()
    player.meet()
    player.ok("advance", weeks=2)
    line = player.run.case.sequence
    player.ok("meet", place="phone")
    found = newest(player.run)
    expected = [m for m in player.run.case.moments if m.sequence == line and m.code not in HIDDEN]
    assert list(found) == expected


def test_a_conference_tells_what_was_new_and_which_wait_it_can_shorten(player: Player) -> None:
    good(player, weeks=10)
    made = brought(player.run, SEAT)
    assert [(one.week, one.partners) for one in made] == [(w, p) for _, w, p, _ in player.run.case.conferences]
    known = player.run.case.knowledge[SEAT].values()
    from_there = sorted(one.fact for one in known if one.source == "conference")
    assert sorted(fact for one in made for facts in one.told.values() for fact in facts) == from_there
    for one in made:
        can = {s for partner in one.partners for s in player.run.scenario.partner_by_id[partner].shortens}
        assert set(one.hurried) <= can


def test_the_checklist_opens_and_closes_with_the_case(player: Player) -> None:
    def done() -> set[str]:
        return {item.code for item in checklist(player.run.case, "") if item.done}

    assert done() == {"events", "services"}
    player.meet()
    assert "with_client" in done()
    player.ok("rate", domain="debt", level=1, priority=True)
    assert "ratings" in done()
    assert "lessons" in {item.code for item in checklist(player.run.case, "Ask earlier") if item.done}
    player.say("explain confidentiality", "explain rights", "open welcome", "open strengths")
    player.ok("ask_consent", partners=["csw"])
    player.ok("refer", service="debt_advice")
    item = next(one for one in checklist(player.run.case, "") if one.code == "services")
    assert (item.done, item.about) == (False, ("debt_advice",))
