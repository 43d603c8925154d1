"""The pages of a caseload, run without a browser: from the list over the desk to the debrief."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenarios.caseload import ways
from scenarios.events import in_order_of_showing
from scenarios.service import caseloads
from studio.identity import Actor
from studio.settings import ROOT

from .conftest import SAWMILL

Make = Callable[..., Actor]
PARTS = ["today", "all", "client", "services"]
DEBRIEF = ["practice", "outcome", "attention", "unknown", "questions"]


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainee", "Ana <b>")


def opened(actor: Actor, view: str, **query: str) -> AppTest:
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=60)
    at.user = {"session": actor.session_id}
    at.run()
    at.switch_page(f"../scenarios/views/{view}.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    fine(at)
    return at


def fine(at: AppTest) -> None:
    assert [error.value for error in at.exception] == []


def texts(at: AppTest) -> str:
    kinds = ("title", "header", "subheader", "markdown", "warning", "info", "success", "error")
    return "\n".join(str(element.value) for kind in kinds for element in at.get(kind))


def press(at: AppTest, key: str) -> None:
    at.button(key=key).click().run()
    fine(at)


def replayed(actor: Actor, weeks: int) -> str:
    """A caseload played as planned for so many weeks, through the service."""
    caseload = caseloads.start(actor, SAWMILL, seed=5)
    player = ways.played(caseloads.load(actor, caseload).load.inputs, "planned", weeks)
    for entry in player.log:
        caseloads.decide(actor, caseload, entry.deed, key=f"k{entry.sequence}")
    return caseload


def test_a_ready_caseload_is_begun_once_and_can_be_put_away(ana: Actor) -> None:
    at = opened(ana, "caseloads")
    assert "The last shift at Javor" in texts(at)
    press(at, f"caseload_begin_{SAWMILL}")
    (one,) = caseloads.mine(ana)
    assert one.exercise_id == SAWMILL
    assert "On the desk this week" in texts(at)
    at = opened(ana, "caseloads")
    press(at, f"caseload_away_{one.id}")
    assert caseloads.mine(ana) == []


def test_a_caseload_is_drawn_as_chosen(ana: Actor) -> None:
    at = opened(ana, "caseloads")
    at.selectbox(key="caseload_territory").set_value("ME")
    at.slider(key="caseload_people").set_value(14)
    at.number_input(key="caseload_seed").set_value(77)
    press(at, "caseload_draw")
    (one,) = caseloads.mine(ana)
    assert one.people == 14
    load = caseloads.load(ana, one.id).load
    assert load.inputs.seed == 77
    assert load.exercise.territory == "ME"


def test_a_file_is_worked_on_and_a_reload_comes_back_to_it(ana: Actor) -> None:
    caseload = caseloads.start(ana, SAWMILL, seed=5)
    at = opened(ana, "caseload", id=caseload)
    press(at, f"{caseload}/open/ruza")
    assert at.query_params["client"] == ["ruza"] or at.query_params["client"] == "ruza"
    press(at, f"{caseload}/do/contact/assessment/ruza")
    at.radio(key=f"{caseload}/track/ruza").set_value("intensive")
    at.text_input(key=f"{caseload}/text/track/ruza/0").set_value("Her husband answered for her").run()
    fine(at)
    kept = opened(ana, "caseload", id=caseload, part="client", client="ruza")
    assert kept.text_input(key=f"{caseload}/text/track/ruza/0").value == "Her husband answered for her"
    at.radio(key=f"{caseload}/track/ruza").set_value("intensive")
    press(at, f"{caseload}/do/track/ruza")
    assert at.text_input(key=f"{caseload}/text/track/ruza/1").value == ""
    press(at, f"{caseload}/do/date/ruza")
    again = opened(ana, "caseload", id=caseload, part="client", client="ruza")
    assert "Her husband answered for her" in texts(again)
    assert "Close follow-up" in texts(again)
    kinds = [entry.deed.kind for entry in caseloads.entries(ana, caseload)]
    assert kinds == ["contact", "track", "bring_forward"]
    assert caseloads.load(ana, caseload).load.cards["ruza"].date is not None


def test_every_part_of_the_desk_shows_at_every_stage(ana: Actor) -> None:
    for weeks in (0, 7, 16):
        caseload = replayed(ana, weeks)
        people = list(caseloads.load(ana, caseload).load.cards)
        for part in PARTS:
            at = opened(ana, "caseload", id=caseload, part=part, client=people[weeks % len(people)])
            assert "The last shift at Javor" in texts(at)
        for person in people if weeks == 7 else []:
            opened(ana, "caseload", id=caseload, part="client", client=person)
        for part in DEBRIEF:
            opened(ana, "caseload_debrief", id=caseload, part=part)


def test_a_crisis_is_answered_from_the_file(ana: Actor) -> None:
    caseload = caseloads.start(ana, SAWMILL, seed=5)
    for week in range(12):
        caseloads.decide(ana, caseload, {"kind": "advance"}, key=f"{week}")
        card = caseloads.load(ana, caseload).load.cards["ivo"]
        if card.open_events:
            break
    (event,) = card.open_events
    at = opened(ana, "caseload", id=caseload, part="client", client="ivo")
    answers, do = (
        at.radio(key=f"{caseload}/respond/ivo/{event.id}"),
        at.button(key=f"{caseload}/do/respond/ivo/{event.id}"),
    )
    assert (answers.label, answers.value, do.disabled) == ("What do you do?", None, True), (
        "nothing is chosen for anybody"
    )
    authored = caseloads.load(ana, caseload).load.exercise.person("ivo").event_by_id[event.id].responses
    shown = in_order_of_showing(event.id, authored)
    minutes = [label.rpartition(" :gray-badge[")[2] for label in answers.options]
    assert minutes == [f"{one.minutes} min]" for one in shown]
    answers.set_value(shown[0].id).run()
    press(at, f"{caseload}/do/respond/ivo/{event.id}")
    assert caseloads.load(ana, caseload).load.cards["ivo"].events[event.id].state == "answered"


def test_forty_files_show_a_few_and_all_on_request(ana: Actor) -> None:
    caseload = caseloads.start_drawn(ana, "RS", 40, seed=1, weeks=26)
    at = opened(ana, "caseload", id=caseload)
    first = [button.key for button in at.button if "/open/" in str(button.key)]
    assert len(first) == 8
    at.toggle(key=f"{caseload}/whole_desk").set_value(True).run()
    fine(at)
    assert len([button.key for button in at.button if "/open/" in str(button.key)]) == 40
