"""The pages of the room, run without a browser."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from studio import identity, ids
from studio.changes import AddItem, SetField
from studio.database import writing
from studio.errors import Forbidden, NotFound
from studio.identity import Actor, Role
from studio.rights import Level as Right
from studio.rights import grant
from studio.settings import ROOT
from studio.widgets import once
from toolkit.domains import DOMAINS, Level
from toolkit.forms import FormKind, NeedResult
from toolkit.loader import instrument_words, instruments
from toolkit.reader import topic_text, topics
from toolkit.services import assess, fill, improve, invite, rounds

Make = Callable[..., Actor]


def _open(actor: Actor, view: str, **query: str) -> AppTest:
    at = AppTest.from_file(ROOT / "home/shell.py", default_timeout=20)
    at.user = {"session": actor.session_id}
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    at.switch_page(f"../toolkit/views/{view}.py")
    for name, value in query.items():
        at.query_params[name] = value
    at.run()
    _fine(at)
    return at


def _again(at: AppTest, view: str) -> AppTest:
    """The page as the same visitor finds it right afterwards."""
    at.switch_page(f"../toolkit/views/{view}.py").run()
    _fine(at)
    return at


def _fine(at: AppTest) -> None:
    assert [error.value for error in at.exception] == []


def _texts(at: AppTest) -> str:
    return "\n".join(
        str(element.value) for kind in ("title", "header", "subheader", "markdown") for element in at.get(kind)
    )


def _standard(at: AppTest) -> str:
    return str(at.selectbox[0].value)


@pytest.fixture
def manager(actor: Make) -> Actor:
    return actor("manager", "Ana")


@pytest.fixture
def assessment_id(manager: Actor) -> str:
    return assess.start(manager, "icm-standards", "Pilot <b>", ids.new("ass"))


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """The second click of two comes in time, however slow the machine is."""
    monkeypatch.setattr(once, "WITHIN", 3600.0)


def _rate(actor: Actor, assessment_id: str, item: str, score: int) -> None:
    change = SetField(path=f"items/{item}/score", base=None, value=score)
    assess.save_ratings(actor, assessment_id, [change], ids.new("key"))


@pytest.mark.usefixtures("unhurried")
def test_a_check_is_started_from_the_list(manager: Actor) -> None:
    at = _open(manager, "standards")
    at.text_input(key="check_title").set_value("Our partnership")
    at.button(key="check_start").click().run()
    assert [found.title for found in assess.listed(manager)] == ["Our partnership"]
    at = _again(at, "standards")
    at.text_input(key="check_title").set_value("Our partnership")
    at.button(key="check_start").click().run()
    assert len(assess.listed(manager)) == 1, "the other half of a double click"


def test_an_answer_is_saved_when_it_is_given(manager: Actor, assessment_id: str) -> None:
    at = _open(manager, "answer", id=assessment_id)
    at.radio(key=f"{assessment_id}/items/purpose-definition/score").set_value(3).run()
    _fine(at)
    at.checkbox(key=f"{assessment_id}/items/purpose-actions/applicable").uncheck().run()
    ratings = assess.load(manager, assessment_id).ratings
    assert ratings["purpose-definition"].score == 3
    assert not ratings["purpose-actions"].applicable
    at.radio(key=f"{assessment_id}/items/purpose-definition/score").set_value("unanswered").run()
    assert assess.load(manager, assessment_id).ratings["purpose-definition"].score is None


def test_next_leads_through_all_standards(manager: Actor, assessment_id: str) -> None:
    at = _open(manager, "answer", id=assessment_id)
    seen = []
    for _ in range(7):
        seen.append(_standard(at))
        at.button(key="next").click().run()
        _fine(at)
    seen.append(_standard(at))
    assert seen == ["purpose", "needs", "model", "plan", "monitoring", "update", "crisis", "closure"]


def test_answering_resumes_at_the_first_unfinished_standard(manager: Actor, assessment_id: str) -> None:
    for item in ("purpose-definition", "purpose-actions", "purpose-clients", "purpose-voice"):
        _rate(manager, assessment_id, item, 2)
    at = _open(manager, "answer", id=assessment_id)
    assert _standard(at) == "needs"


def test_a_gap_becomes_an_action_by_one_click(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "purpose-definition", 1)
    at = _open(manager, "results", id=assessment_id)
    at.button(key="act_on_purpose-definition").click().run()
    _fine(at)
    (plan,) = improve.plans(manager)
    assert [action.item_id for action in plan.plan.actions] == ["purpose-definition"]


def test_results_without_answers_say_so(manager: Actor, assessment_id: str) -> None:
    assert "Nothing answered yet" in _texts(_open(manager, "results", id=assessment_id))


def test_an_action_gets_owner_date_and_state(manager: Actor, assessment_id: str) -> None:
    at = _open(manager, "plan", id=assessment_id)
    plan_id = assess.load(manager, assessment_id).plan_id
    at.button(key=f"{plan_id}/actions+").click().run()
    _fine(at)
    (action,) = improve.load_plan(manager, plan_id).plan.actions
    path = f"{plan_id}/actions/{action.id}"
    at.text_input(key=f"{path}/owner").set_value("Besa").run()
    at.selectbox(key=f"{path}/state").set_value("done").run()
    _fine(at)
    (action,) = improve.load_plan(manager, plan_id).plan.actions
    assert (action.owner, action.state) == ("Besa", "done")
    at.button(key=f"{path}-").click().run()
    _fine(at)
    assert improve.load_plan(manager, plan_id).plan.actions == ()


def test_renaming_an_action_keeps_it_open(manager: Actor, assessment_id: str) -> None:
    for item in ("needs-whole", "needs-method"):
        improve.act_on(manager, assessment_id, item, ids.new("key"))
    plan_id = assess.load(manager, assessment_id).plan_id
    first, _ = improve.load_plan(manager, plan_id).plan.actions
    at = _open(manager, "plan", id=assessment_id)
    at.selectbox[0].set_value(first.id).run()
    at.text_input(key=f"{plan_id}/actions/{first.id}/title").set_value("Renamed").run()
    _fine(at)
    assert at.selectbox[0].value == first.id
    assert at.text_input(key=f"{plan_id}/actions/{first.id}/title").value == "Renamed"


@pytest.mark.parametrize("kind", FormKind)
def test_every_form_opens_and_every_list_takes_an_entry(manager: Actor, kind: FormKind) -> None:
    form_id = fill.create(manager, kind, ids.new("frm"))
    at = _open(manager, "form", id=form_id)
    at.text_input(key=f"{form_id}/client_name").set_value("<script>alert(1)</script>").run()
    _fine(at)
    for button in [b.key for b in at.button if b.key and b.key.startswith(form_id) and b.key[-1] in "+!"]:
        at.button(key=button).click().run()
        _fine(at)
    body = fill.load(manager, form_id).document.body
    assert body["client_name"] == "<script>alert(1)</script>"
    assert all(value for name, value in body.items() if isinstance(value, list) and name != "steps")


def test_an_optional_choice_can_be_taken_back_a_necessary_one_not(manager: Actor) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    need = NeedResult(id="n1", domain=DOMAINS[0], level=Level.COPING).model_dump(mode="json")
    fill.save(manager, form_id, [AddItem(path="needs", item=need)], "k")
    at = _open(manager, "form", id=form_id)
    level = at.selectbox(key=f"{form_id}/needs/n1/level")
    assert level.options[0] == "–"
    level.select_index(0).run()
    _fine(at)
    assert fill.load(manager, form_id).document.body["needs"][0]["level"] is None
    assert "–" not in at.selectbox(key=f"{form_id}/needs/n1/domain").options


def test_a_referral_takes_its_steps_by_buttons(manager: Actor) -> None:
    form_id = fill.create(manager, "referral", ids.new("frm"))
    form = fill.load(manager, form_id).form
    at = _open(manager, "form", id=form_id)
    at.button(key=f"{form_id}/{form.id}/accepted").click().run()
    _fine(at)
    assert f"{form_id}/{form.id}/rejected" not in {button.key for button in at.button}
    at.button(key=f"{form_id}/{form.id}/done").click().run()
    assert fill.load(manager, form_id).document.body["state"] == "done"


@pytest.mark.usefixtures("unhurried")
def test_a_form_is_begun_from_the_list(manager: Actor) -> None:
    at = _open(manager, "forms")
    at.selectbox(key="form_kind").set_value("consent")
    at.button(key="form_begin").click().run()
    assert [loaded.form.kind for loaded in fill.listed(manager)] == ["consent"]
    at = _again(at, "forms")
    at.selectbox(key="form_kind").set_value("consent")
    at.button(key="form_begin").click().run()
    assert len(fill.listed(manager)) == 1, "the other half of a double click"


@pytest.mark.parametrize("topic", topics())
def test_every_topic_of_the_reader_opens(manager: Actor, topic: str) -> None:
    at = _open(manager, "reader", topic=topic)
    assert at.title[0].value == topic_text(topics()[topic], "en").title.replace("-", "\\-")
    assert "Source" in _texts(at)


def test_the_reader_is_searched(manager: Actor) -> None:
    at = _open(manager, "reader")
    assert len(_topics(at)) == len(topics())
    at.text_input(key="toolkit_search").set_value("seven ELEMENTS").run()
    _fine(at)
    assert "notes" in _topics(at)
    assert "**Seven** **elements**" in _texts(at)
    at.text_input(key="toolkit_search").set_value("stipend sparks").run()
    _fine(at)
    assert [link.proto.label for link in at.main.get("page_link")].count("A very good course") == 1
    at.text_input(key="toolkit_search").set_value("xyzzy <b>").run()
    _fine(at)
    assert _topics(at) == set()


def _topics(at: AppTest) -> set[str]:
    links = [link.proto.query_string for link in at.main.get("page_link")]
    return {query.removeprefix("topic=") for query in links if query.startswith("topic=")}


def test_the_instrument_is_read_with_its_crosswalk(manager: Actor) -> None:
    at = _open(manager, "instrument", id="icm-standards")
    assert "Definition and purpose" in _texts(at)
    assert any("New York State" in expander.label for expander in at.expander)


@pytest.mark.parametrize("instrument_id", instruments())
def test_every_instrument_opens_and_starts(manager: Actor, instrument_id: str) -> None:
    words = instrument_words(instruments()[instrument_id], "en")
    assert words.about in _texts(_open(manager, "instrument", id=instrument_id))
    started = assess.start(manager, instrument_id, "Ours", ids.new("ass"))
    at = _open(manager, "answer", id=started)
    first = instruments()[instrument_id].items()[0]
    assert words.nodes[first.id].text in _texts(at)


def test_the_library_is_searched_and_a_check_begun_from_an_instrument(manager: Actor) -> None:
    at = _open(manager, "standards", instrument="consensus")
    assert at.selectbox(key="check_instrument").value == "consensus"
    at.text_input(key="library_search").set_value("MENTOR funder lowering").run()
    _fine(at)
    found = [link.proto.query_string for link in at.main.get("page_link")]
    assert [query for query in found if query.startswith("id=")] == ["id=critical-questions"]
    at.text_input(key="library_search").set_value("xyzzy").run()
    assert "No instrument has all these words" in _texts(at)


def test_an_answer_of_another_check_is_offered_and_taken_over_by_a_click(manager: Actor, assessment_id: str) -> None:
    _rate(manager, assessment_id, "closure-result", 4)
    started = assess.start(manager, "action-plan-management", "Files", ids.new("ass"))
    at = _open(manager, "answer", id=started)
    at.selectbox[0].set_value("closing").run()
    assert assess.load(manager, started).ratings == {}, "nothing is taken over unasked"
    at.button(key="take_over_closing-result").click().run()
    _fine(at)
    rating = assess.load(manager, started).ratings["closing-result"]
    assert rating.score == 2
    assert "Pilot" in rating.comment
    assert at.button(key="take_over_closing-result").disabled
    assert "take_over_closing-client" not in {button.key for button in at.button}


def test_thoughts_are_shown_without_points(manager: Actor) -> None:
    started = assess.start(manager, "critical-questions", "Mentors", ids.new("ass"))
    change = SetField(path="items/birth-when/comment", base="", value="Two colleagues, one <b>kettle</b>")
    assess.save_ratings(manager, started, [change], ids.new("key"))
    assert [(found.answered, found.total) for found in assess.listed(manager)] == [(1, 49)]
    shown = _texts(_open(manager, "results", id=started))
    assert "one \\<b\\>kettle" in shown
    assert "48 questions have no thoughts yet" in shown


@pytest.mark.parametrize("view", ["answer", "results", "plan", "form"])
def test_strangers_get_a_sentence(actor: Make, manager: Actor, assessment_id: str, view: str) -> None:
    form_id = fill.create(manager, "protocol", ids.new("frm"))
    at = _open(actor("manager", "Stranger"), view, id=form_id if view == "form" else assessment_id)
    assert "does not exist, or it is not shared with you" in at.error[0].value


def test_a_trainee_reads_and_fills_but_does_not_assess(actor: Make, manager: Actor, assessment_id: str) -> None:
    trainee = actor("trainee")
    _open(trainee, "reader")
    at = _open(trainee, "forms")
    form_id = fill.create(trainee, "case-note", ids.new("frm"))
    _open(trainee, "form", id=form_id)
    for view in ("standards", "own", "answer", "round"):
        with pytest.raises(ValueError, match="Could not find a navigation page"):
            at.switch_page(f"../toolkit/views/{view}.py")
    start = "Start a check with it"
    assert start in [link.label for link in _open(manager, "instrument").get("page_link")]
    assert start not in [link.label for link in _open(trainee, "instrument").get("page_link")]
    with pytest.raises(Forbidden, match="role_insufficient"):
        assess.start(trainee, "icm-standards", "Mine", ids.new("ass"))
    with pytest.raises(NotFound, match="assessment_unknown"):
        _rate(trainee, assessment_id, "purpose-definition", 3)
    assert assess.listed(trainee) == []
    assert assess.load(manager, assessment_id).ratings == {}


def test_two_raters_agree(manager: Actor, assessment_id: str, actor: Make) -> None:
    second = actor("manager", "Besa")
    with writing() as session:
        grant(session, second.person_id, assess.KIND, assessment_id, Right.EDITOR)
    _rate(manager, assessment_id, "purpose-definition", 1)
    _rate(second, assessment_id, "purpose-definition", 4)
    rounds.close(manager, assessment_id)
    _open(manager, "results", id=assessment_id)
    at = _open(manager, "consensus", id=assessment_id)
    at.radio(key=f"{assessment_id}_agreed/items/purpose-definition/score").set_value(3).run()
    _fine(at)
    assert assess.findings(manager, assessment_id).agreed["purpose-definition"].score == 3


def _raters(manager: Actor, assessment_id: str, count: int = 6) -> None:
    """People of two partners, three each, who differ."""
    for number in range(count):
        if number % 3 == 0:
            partner = rounds.add_partner(manager, assessment_id, f"Partner {number // 3}", ids.new("par"))
            secret = invite.invite(manager, assessment_id, partner, 14, ids.new("inv"))
        taken = invite.join(None, secret, f"Rater {number}", "")
        session_id = identity.session_of_secret(taken.secret)
        rater = identity.resolve(session_id or "")
        assert rater
        for item in ("purpose-definition", "needs-whole", "model-pool"):
            _rate(rater, assessment_id, item, number % 5)
        lens = [SetField(path=f"items/needs-whole/{name}", base=None, value=v) for name, v in LENSES.items()]
        assess.save_ratings(rater, assessment_id, lens, ids.new("key"))


LENSES = {"agreed": 2, "practised": 0}


def test_a_guest_answers_one_by_one_and_says_when_finished(manager: Actor, assessment_id: str) -> None:
    _raters(manager, assessment_id, 1)
    guest = Actor(rounds.load(manager, assessment_id).raters[-1].person_id, "Rater 0", Role.PARTICIPANT)
    with writing() as session:
        secret = identity.open_session(session, guest.person_id, Role.PARTICIPANT, context=assessment_id)
    found = identity.resolve(identity.session_of_secret(secret) or "")
    assert found
    at = _open(found, "rate", id=assessment_id)
    assert "1.2 A purpose for every process" in _texts(at)  # the first criterion nobody answered yet
    at.radio(key=f"{assessment_id}/items/purpose-actions/score").set_value(3).run()
    at.button_group(key=f"{assessment_id}/items/purpose-actions/works").set_value(2).run()
    at.button(key="next").click().run()
    _fine(at)
    assert "1.3" in _texts(at)
    at.button(key="previous").click().run()
    at.button(key="finish").click().run()
    _fine(at)
    assert rounds.finished(found, assessment_id)
    rating = assess.load(found, assessment_id).ratings["purpose-actions"]
    assert (rating.score, rating.works) == (3, 2)
    rounds.close(manager, assessment_id)
    assert "This round is closed" in _texts(_open(found, "rate", id=assessment_id))
    for view in ("results", "consensus", "plan"):
        _open(found, view, id=assessment_id)


def test_a_coordinator_leads_a_round(manager: Actor, assessment_id: str) -> None:
    at = _open(manager, "round", id=assessment_id)
    at.text_input(key=f"{assessment_id}/partner/0/name").set_value("Office <b>")
    at.button(key=f"FormSubmitter:{assessment_id}/partner/0-Add a partner").click().run()
    _fine(at)
    (partner,) = rounds.load(manager, assessment_id).partners
    at.button(key=f"link_{partner.id}").click().run()
    assert "/invited/" in at.code[0].value
    at.selectbox(key=f"{assessment_id}/own/").set_value(partner.id).run()
    _fine(at)
    assert rounds.load(manager, assessment_id).raters[0].partner_id == partner.id
    _raters(manager, assessment_id)
    at = _open(manager, "round", id=assessment_id)
    at.button(key="close").click().run()
    _fine(at)
    at.toggle(key=f"{assessment_id}/compare/False").set_value(True).run()
    assert rounds.load(manager, assessment_id).compare
    at.button(key="erase").click().run()
    _fine(at)
    assert [rater.name for rater in rounds.load(manager, assessment_id).raters if rater.name] == ["Ana"]
    at.button(key="next_round").click().run()
    _fine(at)
    assert [found.number for found in assess.listed(manager)] == [2, 1]


def test_results_say_how_raters_differ(manager: Actor, assessment_id: str) -> None:
    _raters(manager, assessment_id)
    assert "How far you agree" not in _texts(_open(manager, "results", id=assessment_id))
    rounds.close(manager, assessment_id)
    at = _open(manager, "results", id=assessment_id)
    told = _texts(at)
    for words in ("You see things differently", "Talk about these first", "Partners side by side", "nowhere agreed"):
        assert (words in told) == (words != "nowhere agreed")
    assert "agreed, but not what people do" in told
    tables = " ".join(str(table.value) for table in at.table)
    assert "Partner 0" in tables
    assert "Partner 1" in tables
