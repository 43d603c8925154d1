"""A small scenario, a run that tells its deeds in one line each, and a player who knows the work."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from scenarios import loader, manners
from scenarios.engine import Inputs, Refusal, Replay
from scenarios.loader import Package
from scenarios.plan import Wording
from scenarios.run import DEED, Entry
from scenarios.weeks import evidence

GARDEN = Path(__file__).parent / "garden"


class Player:
    """Plays a run deed by deed and keeps its log."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs, self.run, self.log = inputs, Replay(inputs), list[Entry]()

    def do(self, kind: str, *, seat: str = "case_manager", **rest: Any) -> Refusal | None:
        deed = DEED.validate_python({"kind": kind, **rest})
        entry = Entry(sequence=len(self.log) + 1, seat=seat, deed=deed)
        refusal = self.run.do(entry)
        if refusal is None:
            self.log.append(entry)
        return refusal

    def ok(self, kind: str, **rest: Any) -> None:
        assert self.do(kind, **rest) is None, (kind, rest)

    def refused(self, kind: str, **rest: Any) -> str:
        refusal = self.do(kind, **rest)
        assert refusal is not None, (kind, rest)
        return refusal.code

    def say(self, *sentences: str) -> None:
        for sentence in sentences:
            technique, topic = sentence.split()
            self.ok("say", technique=technique, topic=topic)

    def meet(self) -> None:
        """Meet in a private room; when nobody comes, try again the week after."""
        self.ok("meet", place="private_room")
        while self.run.case.meeting is None:
            self.ok("advance")
            self.ok("meet", place="private_room")

    def wording(self, text: str) -> dict[str, Any]:
        return Wording.of(f"t{len(self.log)}", text).model_dump()


INTERVIEW = (
    "open welcome",
    "explain confidentiality",
    "explain rights",
    "open hopes",
    "open strengths",
    "affirm strengths",
    "open care_duties",
    "probe care_duties",
    "reflect care_duties",
    "summarise everyday",
    "open income",
    "probe job_search",
    "open digital_language",
    "probe strengths",
    "open debt",
    "reflect debt",
    "open work_experience",
)
"""An interview that listens; it brings out nearly everything in two meetings."""


def good(player: Player, weeks: int = 24) -> None:
    """A run a good colleague would play on the market garden."""
    player.meet()
    player.say(*INTERVIEW)
    player.ok("ask_consent", partners=["csw", "clinic"])
    player.ok("enquire", partner="csw")
    player.ok("enquire", partner="clinic")
    player.ok("note", **_note(player, 1))
    player.ok("advance")
    player.meet()
    player.say("open everyday", "reflect everyday", "paraphrase mental_health")
    for domain in ("debt", "care_duties", "mental_health", "job_search"):
        player.ok("ask_view", domain=domain)
    levels = {"skills": 2, "digital_language": 1, "income": 1, "housing": 2, "social_network": 2}
    for domain, level in levels.items():
        player.ok("rate", domain=domain, level=level)
    for domain, level in {"debt": 0, "care_duties": 1, "mental_health": 1, "job_search": 1}.items():
        player.ok("rate", domain=domain, level=level, priority=True)
    player.ok("note", **_note(player, 3))
    player.ok("advance")
    player.meet()
    services = {
        "debt": "debt_advice",
        "care_duties": "home_care",
        "mental_health": "counselling",
        "job_search": "job_club",
    }
    for number, (domain, service) in enumerate(services.items()):
        hope = {"hope": "own_kitchen"} if domain == "job_search" else {}
        aim = {
            "id": f"a{number}",
            "domain": domain,
            "text": player.wording(f"By summer {domain} no longer keeps her awake, number {number}"),
            "measure": "level",
            "target": 2,
            "by_week": 20,
            **hope,
        }
        player.ok("set_aim", aim=aim)
        provider = player.run.inputs.system.service(service).provider
        activity = {
            "id": f"s{number}",
            "domain": domain,
            "service": service,
            "responsible": provider,
            "aims": [f"a{number}"],
            "start_week": 3 + number,
            "end_week": 20,
        }
        player.ok("set_activity", activity=activity)
    player.ok("propose_plan")
    player.ok("agree_plan")
    for service in ("debt_advice", "home_care", "counselling"):
        player.ok("refer", service=service, warm=True)
    player.ok("note", **_note(player, 4))
    while player.run.case.week < weeks:
        player.ok("advance")
        live(player)
    player.ok("note", **_note(player, None))
    player.ok("advance")
    live(player)
    player.meet()
    employed = player.run.case.employed
    player.ok("close", reason="plan_completed", result="employed" if employed else "not_employed")
    player.ok("follow_up", new_case=True)


def live(player: Player) -> None:
    """A week with a plan in force: answer what happened, keep contact, confer once, search at last."""
    run = player.run
    for happened in list(run.case.events.values()):
        event = run.scenario.event_by_id[happened.event]
        if happened.state == "open":
            best = next(one.id for one in event.responses if one.quality == "good")
            player.ok("respond", event=event.id, response=best)
    if run.case.week == 4:
        player.ok("conference", partners=["pes", "csw"])
    if run.case.week == 7 and not run.case.employed:
        player.do("refer", service="job_club")
    if run.case.week % 2 == 0:
        player.ok("meet", place="phone")
        if run.case.meeting:
            player.say("open everyday")
            if run.case.week % 8 == 0:
                player.ok("propose_plan")
        player.ok("note", **_note(player, run.case.week + 2))


def _note(player: Player, forward: int | None) -> dict[str, Any]:
    number = len(player.log)
    elements = ("background", "reason", "observations", "content", "results", "impressions", "plan")
    written = {
        element: {**Wording.of(f"n{number}{element}", f"{element} as seen on line {number} today").model_dump()}
        for element in elements
    }
    actions = [
        {"side": side, "text": Wording.of(f"n{number}{side}", f"{side} does step {number}").model_dump(), "week": 8}
        for side in ("client", "case_manager")
    ]
    return {"elements": written, "actions": actions, "bring_forward": forward}


@pytest.fixture(scope="session")
def garden() -> Package:
    return loader.read(GARDEN)


@pytest.fixture(scope="session")
def inputs(garden: Package) -> Inputs:
    scenario = garden.scenario
    return Inputs(scenario, scenario.service_system, evidence.builtin(), manners.builtin(), seed=7)


@pytest.fixture
def player(inputs: Inputs) -> Player:
    return Player(inputs)
