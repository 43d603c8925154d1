"""The author's pages, run without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenarios import service
from scenarios.authoring.findings import SECTIONS
from scenarios.service import authoring, editions, pending
from studio.changes import SetField
from studio.identity import Actor
from studio.settings import ROOT

Make = Callable[..., Actor]
PARTS = (*SECTIONS, "checks", "preview", "share", "history")


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


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainer", "Ana <b>")


@pytest.fixture
def copied(ana: Actor) -> str:
    return authoring.copy(ana, "the_blue_folder")


@pytest.fixture
def new(ana: Actor) -> str:
    return authoring.create(ana, "A new coat")


def test_a_scenario_is_begun_from_the_list(ana: Actor) -> None:
    at = opened(ana, "author")
    assert "No scenario of yours yet" in texts(at)
    at.text_input(key="author_title").set_value("The <b>coat</b>")
    at.button(key="author_begin").click().run()
    fine(at)
    assert [line.title for line in authoring.listed(ana)] == ["The <b>coat</b>"]
    assert at.title[0].value == r"The \<b\>coat\</b\>"


def test_a_scenario_of_the_library_is_copied_from_the_list(ana: Actor) -> None:
    at = opened(ana, "author")
    at.selectbox(key="author_source").set_value("the_blue_folder")
    at.button(key="author_copy_do").click().run()
    fine(at)
    assert "Can be played" in texts(at)


@pytest.mark.parametrize("kind", ["new", "copied"])
@pytest.mark.parametrize("part", PARTS)
def test_every_part_opens(ana: Actor, kind: str, part: str, request: pytest.FixtureRequest) -> None:
    opened(ana, "scenario", id=request.getfixturevalue(kind), part=part)


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("facts", "facts"), ("voice", "lines"), ("partners", "partners"), ("partners", "seats"), ("stances", "stances"),
        ("services", "services"), ("events", "events"), ("goals", "objectives"), ("goals", "alternatives"),
        ("debrief", "debrief"),
    ],
)  # fmt: skip
def test_an_entry_opens_moves_doubles_goes_and_comes_back(ana: Actor, copied: str, part: str, kind: str) -> None:
    at = opened(ana, "scenario", id=copied, part=part)
    before = ids(ana, copied, kind)
    at.button(key=f"{copied}/{kind}/{before[0]}=row").click().run()
    fine(at)
    place = f"{copied}/{kind}/{before[0]}"
    at.button(key=f"{place}=copy").click().run()
    doubled = f"{before[0]}_2"
    assert ids(ana, copied, kind)[:2] == [before[0], doubled]
    if kind != "debrief":
        assert authoring.load(ana, copied).checked.package is not None  # its texts were doubled too
    at.button(key=f"{copied}/{kind}/{doubled}=up").click().run()
    assert ids(ana, copied, kind)[:2] == [doubled, before[0]]
    at.button(key=f"{copied}/{kind}/{doubled}=remove").click().run()
    assert ids(ana, copied, kind) == before
    at.button(key=f"{copied}/{kind}=undo/do").click().run()
    fine(at)
    assert ids(ana, copied, kind)[:2] == [doubled, before[0]]


def ids(actor: Actor, draft_id: str, kind: str) -> list[str]:
    return [entry["id"] for entry in authoring.load(actor, draft_id).body["structure"][kind]]


def test_a_fact_is_written_with_forms_alone(ana: Actor, new: str) -> None:
    at = opened(ana, "scenario", id=new, part="facts")
    at.text_input(key=f"{new}/facts+words").set_value("Žana's loans: three of them are overdue")
    at.button(key=f"{new}/facts+do").click().run()
    fine(at)
    fact = f"{new}/structure/facts/zana_s_loans_three_of"
    at.selectbox(key=f"{fact}/domain").set_value("debt").run()
    at.selectbox(key=f"{fact}/level").set_value(1).run()
    at.multiselect(key=f"{fact}/keys/k1/topics").set_value(["debt"]).run()
    at.multiselect(key=f"{fact}/known_by").set_value(["csw"]).run()
    fine(at)
    found = authoring.load(ana, new).body
    assert found["structure"]["facts"][0]["domain"] == "debt"
    assert found["structure"]["facts"][0]["keys"][0]["topics"] == ["debt"]
    assert found["texts"]["en"]["facts.zana_s_loans_three_of.note"] == "Žana's loans: three of them are overdue"
    assert r"Not written yet\: What the client says when it comes out" in texts(at)


def test_a_finding_leads_to_its_entry(ana: Actor, new: str) -> None:
    at = opened(ana, "scenario", id=new, part="facts")
    at.text_input(key=f"{new}/facts+words").set_value("Loans")
    at.button(key=f"{new}/facts+do").click().run()
    at.button(key=f"{new}/facts/loans=close").click().run()
    at = opened(ana, "scenario", id=new, part="checks")
    wanted = next(button for button in at.button if button.label == r"Open: Facts\: Loans")
    wanted.click().run()
    fine(at)
    assert at.button(key=f"{new}/facts/loans=close")


def test_trying_a_sentence_tells_what_answers_and_why(ana: Actor, copied: str) -> None:
    at = opened(ana, "scenario", id=copied, part="preview")
    at.selectbox(key=f"{copied}/try/topic").set_value("income").run()
    fine(at)
    assert "The client evades" in texts(at)
    assert "still lacking trust" in texts(at)


def test_yaml_that_is_wrong_stays_and_says_where(ana: Actor, copied: str) -> None:
    at = opened(ana, "scenario", id=copied, part="facts")
    first = ids(ana, copied, "facts")[0]
    place = f"facts/{first}"
    at.button(key=f"{copied}/{place}=row").click().run()
    at.button(key=f"{copied}/{place}=yaml").click().run()
    fine(at)
    text = pending.typed(ana, copied)[place].text
    wrong = text.replace("level: 0", "level: nine")
    pending.keep(ana, copied, [SetField(path=place, base=text, value=wrong)])
    at.run()
    at.button(key=f"{copied}/{place}=take").click().run()
    fine(at)
    assert f"At {place}/level: this is not the kind of value" in texts(at)
    assert pending.typed(ana, copied)[place].text == wrong
    mended = text.replace("level: 0", "level: 1")
    pending.keep(ana, copied, [SetField(path=place, base=wrong, value=mended)])
    at.run()
    at.button(key=f"{copied}/{place}=take").click().run()
    fine(at)
    assert authoring.load(ana, copied).body["structure"]["facts"][0]["level"] == 1
    assert place not in pending.typed(ana, copied)


def test_trying_it_begins_a_run_and_offering_it_shows_it_to_everybody(ana: Actor, copied: str, actor: Make) -> None:
    at = opened(ana, "scenario", id=copied, part="share")
    at.button(key=f"{copied}/offer").click().run()
    fine(at)
    edition = editions.offered()[0]
    guest = opened(actor("trainee", "Denis"), "gallery")
    assert r"by Ana \<b\>, of this studio" in texts(guest)
    guest.button(key=f"begin_{edition.id}").click().run()
    fine(guest)
    at.button(key=f"{copied}/try_it").click().run()
    fine(at)
    assert [run.scenario_id for run in service.mine(ana)] == [copied]
    assert "Nevena" in texts(at)


def test_who_may_not_author_sees_no_page_and_no_form(actor: Make, copied: str) -> None:
    at = opened(actor("trainee", "Denis"), "author")
    assert not at.get("form")
    at = opened(actor("trainer", "Stranger"), "scenario", id=copied)
    assert "There is no such scenario in the making" in texts(at)
    assert "Nevena" not in texts(at)
