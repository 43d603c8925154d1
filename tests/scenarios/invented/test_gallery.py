"""Meeting an invented client: from the gallery, from a code, from the service."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenarios import run_file, service
from scenarios.engine import replay
from scenarios.invented.build import invent
from scenarios.invented.code import ClientCode
from scenarios.loader import Package
from scenarios.scenario import Scenario
from studio.errors import Invalid
from studio.identity import Actor
from studio.settings import ROOT

Make = Callable[..., Actor]
CODE = ClientCode("XK", 4, 77)


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainee", "Ana")


def gallery(actor: Actor) -> AppTest:
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=30)
    at.user = {"session": actor.session_id}
    at.run()
    at.switch_page("../scenarios/views/gallery.py").run()
    assert not at.exception
    return at


def shown(at: AppTest) -> str:
    return "\n".join(str(one.value) for kind in ("title", "markdown", "toast") for one in at.get(kind))


def test_somebody_new_of_the_chosen_territory_and_difficulty(ana: Actor) -> None:
    at = gallery(ana)
    at.selectbox(key="invent_territory").select("MK").run()
    at.button_group(key="invent_difficulty").set_value(5).run()
    assert "Seven needs or more" in shown(at)
    at.button(key="begin_invented").click().run()
    assert not at.exception
    (run,) = service.mine(ana)
    code = ClientCode.of_id(run.scenario_id)
    assert code is not None
    assert (code.territory, code.difficulty) == ("MK", 5)
    name = invent(code).scenario.client.profile.name
    assert name in shown(at)
    listed = shown(gallery(ana)).replace("\\", "")
    assert f"{name}: " in listed
    assert f"({code})" in listed


def test_the_client_of_a_code_and_a_code_that_is_none(ana: Actor) -> None:
    at = gallery(ana)
    at.text_input(key="invent_code").input("MK-9-1").run()
    at.button(key="begin_coded").click().run()
    assert "is not a client code" in shown(at)
    assert service.mine(ana) == []
    at.text_input(key="invent_code").input("xk 4 77").run()
    at.button(key="begin_coded").click().run()
    (run,) = service.mine(ana)
    assert run.scenario_id == CODE.scenario_id


def test_a_double_click_begins_one_run(ana: Actor) -> None:
    runs = {service.meet_somebody(ana, "AL", 2, key="same") for _ in range(2)}
    assert len(runs) == len(service.mine(ana)) == 1


def test_unusable_wishes_are_refused(ana: Actor) -> None:
    with pytest.raises(Invalid, match="client_unknown"):
        service.meet_somebody(ana, "DE", 2, key="k")
    with pytest.raises(Invalid, match="client_code_unusable"):
        service.meet_again(ana, "nonsense", key="k")


def test_a_run_keeps_its_client_when_the_patterns_change(ana: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    run = service.meet_again(ana, str(CODE), key="k")
    before = service.load(ana, run).package

    def other(code: ClientCode) -> Package:
        return invent(ClientCode(code.territory, code.difficulty, code.number + 1))

    monkeypatch.setattr("scenarios.offered.invent", other)
    assert service.load(ana, run).package == before
    assert service.titles(service.mine(ana), "en")[run].startswith(before.scenario.client.profile.name)
    again = service.load(ana, service.meet_again(ana, str(CODE), key="k2")).package
    assert again != before


def test_an_exported_run_replays_without_the_studio(ana: Actor) -> None:
    run = service.meet_again(ana, str(CODE), key="k")
    service.decide(ana, run, {"kind": "meet", "place": "private_room"}, key="1")
    service.decide(ana, run, {"kind": "say", "technique": "open", "topic": "welcome"}, key="2")
    file = service.exported(ana, run)
    inputs, package = run_file.inputs_of(file, "test")
    assert isinstance(package.scenario, Scenario)
    assert replay(inputs, file.log).hash() == service.load(ana, run).replay.hash()
    bare, _ = run_file.inputs_of(file.model_copy(update={"package": None}), "test")
    assert bare.scenario == package.scenario, "the code alone brings the client back"
    assert service.import_run(ana, file.model_dump_json().encode())
