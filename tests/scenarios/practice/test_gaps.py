"""What a plan lacks to be a protocol, the services for an area, and what a service says about itself."""

from __future__ import annotations

from scenarios.gaps import areas, gaps, offers
from scenarios.loader import Package, library
from scenarios.loader import builtin as scenario
from scenarios.service_words import about, eligibility
from studio.languages import translator

from .conftest import Player, good

SEAT = "case_manager"


def missing(player: Player) -> list[tuple[str, str]]:
    found = gaps(player.run.case, SEAT, "pes", player.run.inputs.system)
    return [(gap.code, gap.domain) for gap in found]


def test_gaps_close_one_by_one_until_the_plan_is_in_force(player: Player) -> None:
    assert missing(player) == [("no_priority", "")]
    player.meet()
    player.say("open welcome", "explain confidentiality", "explain rights")
    player.ok("rate", domain="debt", level=1, priority=True)
    assert missing(player) == [("no_aim", "debt"), ("no_activity", "debt")]
    player.ok("set_aim", aim={"id": "a", "domain": "debt", "text": player.wording("Better")})
    assert missing(player)[1:] == [("aim_thin", "debt"), ("aim_unmeasured", "debt")]
    aim = {"text": player.wording("The letters are open by summer"), "measure": "done", "by_week": 9}
    player.ok("set_aim", aim={"id": "a", "domain": "debt", **aim})
    player.ok("set_activity", activity={"id": "s", "domain": "debt", "service": "debt_advice"})
    wanted = ["no_time_line", "nobody_responsible", "without_aim", "no_consent", "not_discussed"]
    assert [code for code, _ in missing(player)] == wanted
    activity = {"responsible": "csw", "aims": ["a"], "start_week": 2, "end_week": 9}
    player.ok("set_activity", activity={"id": "s", "domain": "debt", "service": "debt_advice", **activity})
    left = [code for code, _ in missing(player)]
    assert left == ["no_consent", "not_discussed"]
    player.ok("propose_plan")
    assert [code for code, _ in missing(player)][-1] in ("not_agreed", "objections")


def test_a_good_plan_in_force_lacks_nothing_but_what_lies_with_the_client(player: Player) -> None:
    good(player, weeks=6)
    assert {code for code, _ in missing(player)} <= {"no_consent"}


def test_priorities_lead_the_plan_the_most_pressing_first(player: Player) -> None:
    for domain, level, priority in (("housing", 2, True), ("debt", 0, True), ("skills", 0, False)):
        player.ok("rate", domain=domain, level=level, priority=priority)
    player.ok("set_aim", aim={"id": "a", "domain": "mobility", "text": player.wording("A bus ticket for spring")})
    assert areas(player.run.case) == ("debt", "housing", "mobility")


def test_services_for_an_area_are_those_that_work_on_it(player: Player) -> None:
    system = player.run.inputs.system
    fitting, others = offers(system, "debt")
    assert "debt_advice" in fitting
    assert all("debt" in system.service(one).domains for one in fitting)
    assert sorted(fitting + others) == sorted(system.index)


def test_every_service_of_the_library_speaks_of_itself_in_words(garden: Package) -> None:
    t = translator("en")
    for package in (garden, *(scenario(name) for name in library())):
        words = package.words("en")
        for service in package.scenario.services:
            lines = about(t, words, service)
            assert len(lines) == 5
            assert all(lines)
            rule = service.eligibility
            said = " ".join(eligibility(t, words, service))
            assert (str(rule.age_min) in said) if rule.age_min else True
            assert ("women" in said) if rule.gender == "female" else True
