"""What the client answers, and what a sentence does."""

from __future__ import annotations

import pytest

from scenarios.engine import Inputs
from scenarios.run import Entry, Share

from .conftest import Player


def replies(player: Player) -> list[str]:
    return [turn.reply for turn in player.run.case.turns]


def test_a_fact_opens_only_when_everything_its_key_names_is_there(player: Player) -> None:
    player.ok("meet", place="desk")
    player.say("open debt")
    assert replies(player)[-1] == "facts.loans.evaded"
    player.say("explain confidentiality", "explain rights", "open hopes", "open strengths", "reflect everyday")
    player.say("open debt")
    assert "loans" not in player.run.case.told, "an open counter is no place for this"
    player.ok("meet", place="private_room")
    player.say("reflect care_duties", "open debt")
    assert "loans" in player.run.case.told
    assert replies(player)[-1] == "facts.loans.said"


def test_an_evasion_comes_once_and_then_the_line_for_the_topic(player: Player) -> None:
    player.ok("meet", place="desk")
    player.say("open debt", "probe debt")
    assert replies(player) == ["facts.loans.evaded", "lines.money_short"]


def test_the_order_of_facts_is_kept_and_after_is_respected(player: Player) -> None:
    player.ok("meet", place="private_room")
    player.say("reflect social_network")
    assert "neighbours" not in player.run.case.told
    player.say("open strengths", "open social_network")
    assert player.run.case.told == ["garden_market", "neighbours"]


def test_fallbacks_take_turns(player: Player) -> None:
    player.ok("meet", place="desk")
    player.say("judge housing", "judge housing")
    assert replies(player) == ["lines.stung", "lines.stung"]


@pytest.mark.parametrize(
    ("sentences", "mark"),
    [
        (("open debt",), "too_soon"),
        (("explain confidentiality", "open debt"), "overheard"),
        (("closed mobility", "closed housing", "closed skills", "closed legal_documents"), "interrogated"),
        (("advise job_search",), "advised_early"),
        (("affirm strengths",), "empty"),
        (("summarise everyday",), "empty"),
        (("open mobility", "open mobility"), "repeated"),
        (("explain confidentiality",), "confidentiality_explained"),
        (("explain rights",), "rights_explained"),
        (("open hopes",), "hopes_asked"),
    ],
)
def test_what_is_noticed_about_a_sentence(player: Player, sentences: tuple[str, ...], mark: str) -> None:
    player.ok("meet", place="desk")
    player.say(*sentences)
    assert mark in player.run.case.turns[-1].marks


def test_judging_costs_trust_and_listening_wins_some(inputs: Inputs) -> None:
    trusts = {}
    for technique in ("judge", "confront", "closed", "reflect"):
        player = Player(inputs)
        player.ok("meet", place="desk")
        player.say("open welcome", f"{technique} mobility")
        trusts[technique] = player.run.case.trust
    assert trusts["judge"] < trusts["confront"] < trusts["closed"] < trusts["reflect"]


def test_one_meeting_wins_only_so_much_trust(player: Player) -> None:
    start = player.run.scenario.client.trust
    player.ok("meet", place="private_room")
    player.say("explain confidentiality", "explain rights")
    for topic in ("everyday", "housing", "mobility", "skills", "income", "debt", "social_network", "plan"):
        player.say(f"reflect {topic}")
    manners = player.run.manners
    assert player.run.case.trust <= start + manners.trust_per_meeting + manners.met_privately.trust


def test_consent_needs_trust_and_an_explanation(player: Player) -> None:
    player.ok("meet", place="private_room")
    player.ok("ask_consent", partners=["csw", "clinic"])
    assert player.run.case.consent["case_manager"] == {"support": "given", "csw": "refused", "clinic": "refused"}
    player.say("explain confidentiality")
    player.ok("ask_consent", partners=["csw", "clinic"])
    assert player.run.case.consents("case_manager", "csw")


def test_an_enquiry_without_consent_yields_nothing_and_costs_trust(player: Player) -> None:
    before = player.run.case.trust
    player.ok("enquire", partner="csw")
    player.ok("advance")
    assert player.run.case.enquiries[0].state == "refused"
    assert not player.run.case.knows("case_manager", "loans")
    assert player.run.case.trust < before


def test_consent_taken_back_stops_an_answer_on_its_way(player: Player) -> None:
    player.ok("meet", place="private_room")
    player.say("explain confidentiality")
    player.ok("ask_consent", partners=["csw"])
    player.ok("enquire", partner="csw")
    for topic in ("debt", "income", "housing", "skills", "plan", "hopes"):
        player.say(f"judge {topic}")
    assert player.run.case.consent["case_manager"]["csw"] == "withdrawn"
    player.ok("advance")
    assert player.run.case.enquiries[0].state == "refused"
    assert not player.run.case.knows("case_manager", "loans")


def test_what_a_partner_withholds_is_said_at_one_table_only(player: Player) -> None:
    player.ok("meet", place="private_room")
    player.say("explain confidentiality")
    player.ok("ask_consent", partners=["csw"])
    player.ok("enquire", partner="csw")
    player.ok("advance")
    assert player.run.case.knows("case_manager", "loans")
    assert not player.run.case.knows("case_manager", "eviction_plan")
    player.ok("conference", partners=["pes", "csw"])
    assert player.run.case.knows("case_manager", "eviction_plan")


def test_seats_know_their_own_drawer_until_they_share(inputs: Inputs) -> None:
    two = Inputs(inputs.scenario, inputs.system, inputs.evidence, inputs.manners, 1, ("case_manager", "social_worker"))
    player = Player(two)
    case = player.run.case
    assert case.knows("social_worker", "loans")
    assert not case.knows("case_manager", "loans")
    entry = Entry(sequence=1, seat="social_worker", deed=Share(seat="case_manager", facts=("loans",)))
    assert player.run.do(entry) is None
    assert case.knows("case_manager", "loans")
    entry = Entry(sequence=2, seat="case_manager", deed=Share(seat="social_worker", facts=("nights",)))
    refusal = player.run.do(entry)
    assert refusal is not None
    assert refusal.code == "fact_not_known"


def test_a_trainer_can_speak_for_the_client(player: Player) -> None:
    player.ok("meet", place="desk")
    player.ok("take_over", seat="trainer", on=True)
    player.say("open debt")
    assert player.run.case.turns[-1].reply == ""
    assert player.refused("say", technique="open", topic="debt") == "answer_awaited"
    text = {"text": "typed", "words": 3, "distinct": 3}
    player.ok("reply", seat="trainer", text=text, tells=["loans"], trust=4)
    assert player.run.case.turns[-1].reply == "typed"
    assert "loans" in player.run.case.told
    player.ok("take_over", seat="trainer", on=False)
    player.say("open welcome")
    assert player.run.case.turns[-1].reply == "lines.hello"


def test_the_client_bargains_refuses_and_can_be_won(player: Player) -> None:
    player.ok("meet", place="private_room")

    def activity(service: str, week: int) -> None:
        one = {"id": service, "domain": "job_search", "service": service, "start_week": week, "end_week": week + 6}
        player.ok("set_activity", activity=one)

    activity("job_club", 1)
    activity("public_works", 1)
    player.ok("propose_plan")
    answers = {answer.activity: answer.answer for answer in player.run.case.plan.proposals[-1].answers}
    assert answers == {"job_club": "bargains", "public_works": "refuses"}
    assert player.refused("agree_plan") == "client_objects_plan"
    assert player.refused("refer", service="public_works") == "client_objects"
    player.ok("drop_activity", activity="public_works")
    activity("job_club", 5)
    assert player.refused("agree_plan") == "plan_not_proposed", "the answers were about another plan"
    player.ok("propose_plan")
    player.ok("agree_plan")
    assert player.run.case.plan.agreed is not None


def test_overruling_is_possible_and_dear(player: Player) -> None:
    player.ok("meet", place="private_room")
    one = {"id": "s", "domain": "income", "service": "public_works", "start_week": 1, "end_week": 9}
    player.ok("set_activity", activity=one)
    player.ok("propose_plan")
    before = player.run.case.trust
    player.ok("agree_plan", overrule=True)
    assert player.run.case.trust == before + player.run.manners.overruled.trust
    player.ok("refer", service="public_works")
