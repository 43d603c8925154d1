"""The pages of the room, run without a browser: a case from gallery to debrief."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenarios import loader, service
from scenarios.loader import Package
from scenarios.service import memory
from scenarios.views import double_click
from studio.changes import SetField
from studio.identity import Actor
from studio.settings import ROOT
from studio.widgets import filled, once

from .conftest import Player, good

Make = Callable[..., Actor]
PARTS = ["talk", "notebook", "needs", "plan", "weeks", "notes", "end"]
DEBRIEF = ["practice", "talk", "found", "notes", "outcome", "what_if", "questions"]


@pytest.fixture(autouse=True)
def library(garden: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "builtin", lambda name: {"garden": garden}[name])
    monkeypatch.setattr(loader, "library", lambda: ["garden"])
    monkeypatch.setattr(memory, "_kept", type(memory._kept)())


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainee", "Ana <b>")


def opened(actor: Actor, view: str, on_screen: AppTest | None = None, **query: str) -> AppTest:
    """A page in a new session, where `on_screen` comes back in it."""
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=30)
    at.user = {"session": actor.session_id}
    if on_screen:
        at.session_state[filled.SENT] = filled.carried(one.proto.id for one in on_screen.button_group)
    for name, value in query.items():
        at.query_params[name] = value
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


def press(at: AppTest, run: str, name: str) -> None:
    at.button(key=f"{run}/do/{name}").click().run()
    fine(at)


def test_a_scenario_is_begun_once_from_the_gallery(ana: Actor) -> None:
    at = opened(ana, "gallery")
    assert "The market garden" in texts(at)
    at.button(key="begin_garden").click().run()
    fine(at)
    assert [run.scenario_id for run in service.mine(ana)] == ["garden"]
    assert "Ana Berg" in texts(at)


def test_a_conversation_goes_into_the_log_and_survives_a_reload(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    at = opened(ana, "case", id=run)
    assert "radishes" in texts(at)
    press(at, run, "meet")
    at.selectbox(key=f"{run}/topic").set_value("confidentiality")
    at.button_group(key=f"{run}/technique").set_value("explain").run()
    press(at, run, "say")
    press(at, run, "ask_consent")
    again = opened(ana, "case", id=run)
    assert "So what I say stays here" in texts(again)
    kinds = [entry.deed.kind for entry in service.entries(ana, run)]
    assert kinds == ["meet", "say", "ask_consent"]


def test_every_part_of_a_run_shows_at_every_stage(ana: Actor, player: Player) -> None:
    good(player, weeks=10)
    run = service.start_run(ana, "garden", seed=7)
    stops = {0, len(player.log) // 3, len(player.log) - 2, len(player.log) - 1}
    for number, entry in enumerate(player.log):
        written = entry.deed.model_dump(mode="json")
        service.decide(ana, run, written, key=f"k{number}", texts=named(written))
        if number in stops:
            for part in PARTS:
                opened(ana, "case", id=run, part=part)
    for part in DEBRIEF:
        opened(ana, "debrief", id=run, part=part)


def test_an_aim_that_is_cut_ends_in_an_ellipsis(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    short = "She knows whom she owes what"
    for number, text in enumerate((short, f"{short}, how much and until " * 3)):
        aim = {"id": f"a{number}", "domain": "debt", "text": {"text": f"t{number}"}}
        service.decide(ana, run, {"kind": "set_aim", "aim": aim}, key=f"k{number}", texts={f"t{number}": text})
    told = texts(opened(ana, "case", id=run, part="plan"))
    assert f"“{short}”" in told
    assert f"“{short}, how much and until She knows …”" in told.replace("\\", "")


def named(node: object) -> dict[str, str]:
    """A text for every wording a deed names."""
    if isinstance(node, list):
        return {key: text for item in node for key, text in named(item).items()}
    if not isinstance(node, dict):
        return {}
    found = {str(node["text"]): f"Words of {node['text']}"} if isinstance(node.get("text"), str) else {}
    return found | {key: text for item in node.values() for key, text in named(item).items()}


def test_events_wait_on_every_part_and_are_answered(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    for week in range(12):
        service.decide(ana, run, {"kind": "advance"}, key=f"{week}")
        if any(one.state == "open" for one in service.load(ana, run).replay.case.events.values()):
            break
    at = opened(ana, "case", id=run, part="notes")
    event = next(one.event for one in service.load(ana, run).replay.case.events.values() if one.state == "open")
    answers, do = at.radio(key=f"{run}/respond/{event}"), at.button(key=f"{run}/do/do/{event}")
    assert (answers.label, answers.value, do.disabled) == ("What do you do?", None, True), (
        "nothing is chosen for anybody"
    )
    offered = service.load(ana, run).replay.scenario.event_by_id[event].offered
    minutes = [label.rpartition(" :gray-badge[")[2] for label in answers.options]
    assert minutes == [f"{one.minutes} min]" for one in offered], "within the label, where a tap chooses the answer"
    answers.set_value(offered[1].id).run()
    press(at, run, f"do/{event}")
    assert service.load(ana, run).replay.case.events[event].response == offered[1].id
    assert service.load(ana, run).replay.case.events[event].state == "answered"


def test_a_rating_is_saved_when_it_is_chosen(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    at = opened(ana, "case", id=run, part="needs")
    at.selectbox(key=f"{run}/need").set_value("debt").run()
    at.button_group(key=f"{run}/level/debt").set_value(0).run()
    fine(at)
    at.toggle(key=f"{run}/priority/debt").set_value(True).run()
    rating = service.load(ana, run).replay.case.ratings["debt"]
    assert (rating.level, rating.priority) == (0, True)


def test_a_rating_that_a_page_still_shows_is_not_saved_over_a_newer_one(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    on_screen = opened(ana, "case", id=run, part="needs")
    level = next(one for one in on_screen.button_group if one.key.startswith(f"{run}/level/"))
    domain = level.key.rpartition("/")[2]
    shown = level.proto.id, on_screen.toggle(key=f"{run}/priority/{domain}").proto.id

    def drawn() -> set[str]:
        again = opened(ana, "case", on_screen, id=run, part="needs")
        return {one.proto.id for one in (*again.button_group, *again.toggle)}

    assert set(shown) <= drawn()
    service.decide(ana, run, {"kind": "rate", "domain": domain, "level": 1, "priority": False}, key="elsewhere")
    assert shown[0] not in drawn(), "what the page still shows belongs to no control any more"
    assert shown[1] in drawn()


def test_a_text_that_looks_like_a_real_persons_data_brings_a_warning(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    assert "telephone" not in texts(opened(ana, "case", id=run, part="notes"))
    service.save_draft(ana, run, [SetField(path="note_background", base="", value="Ring 067 212 3456")])
    assert "looks like a telephone number" in texts(opened(ana, "case", id=run, part="notes"))


def test_somebody_elses_case_is_not_shown(ana: Actor, actor: Make) -> None:
    run = service.start_run(ana, "garden", seed=7)
    for view in ("case", "debrief"):
        at = opened(actor("trainee", "Eve"), view, id=run)
        assert "Ana Berg" not in texts(at)
        assert at.error


def test_the_other_half_of_a_double_click_is_no_second_decision(ana: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the page was drawn anew between the halves; a later click counts, and weeks follow one another."""
    run, now = service.start_run(ana, "garden", seed=7), 100.0
    monkeypatch.setattr(double_click.time, "monotonic", lambda: now)
    at = opened(ana, "case", id=run)

    def kinds() -> list[str]:
        return [entry.deed.kind for entry in service.entries(ana, run)]

    press(at, run, "meet")
    now += double_click.WITHIN - 0.1
    press(at, run, "meet")
    assert kinds() == ["meet"]
    now += 0.2
    press(at, run, "meet")
    assert kinds() == ["meet", "meet"]
    at = opened(ana, "case", id=run, part="weeks")
    press(at, run, "next_1")
    press(at, run, "next_1")
    assert kinds() == ["meet", "meet", "advance", "advance"]


def test_a_second_click_on_begin_comes_to_the_same_run(ana: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also when the page was drawn anew between the clicks; a later click begins another run."""
    now = 100.0
    monkeypatch.setattr(once.time, "monotonic", lambda: now)
    at = opened(ana, "gallery")

    def begin() -> None:
        at.button(key="begin_garden").click().run()
        fine(at)
        at.switch_page("../scenarios/views/gallery.py").run()

    begin()
    now += once.WITHIN - 0.1
    begin()
    assert len(service.mine(ana)) == 1
    now += once.WITHIN + 0.1
    begin()
    assert len(service.mine(ana)) == 2


def test_a_client_who_does_not_consent_says_so_and_what_helps_is_told(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "meet", "place": "private_room"}, key="meet")
    service.decide(ana, run, {"kind": "ask_consent", "partners": ["csw"]}, key="ask")
    shown = texts(opened(ana, "case", id=run, part="talk"))
    assert "would rather not yet" in shown
    assert "say first what is passed on" in shown


def test_runs_of_one_case_are_told_apart(ana: Actor) -> None:
    service.start_run(ana, "garden", seed=7)
    assert "try 1" not in texts(opened(ana, "gallery"))
    service.start_run(ana, "garden", seed=7)
    shown = texts(opened(ana, "gallery"))
    assert "try 1 of 2" in shown
    assert "try 2 of 2" in shown


def test_what_is_missing_for_the_end_reads_as_something_to_do(ana: Actor) -> None:
    run = service.start_run(ana, "garden", seed=7)
    shown = texts(opened(ana, "case", id=run, part="end"))
    assert "You close the case together with the client, in a conversation. **open**" in shown
