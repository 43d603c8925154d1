"""Saying it in one's own words: read, shown, corrected, said; replay never needs the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from scenarios import loader, service
from scenarios.engine import Replay
from scenarios.loader import Package
from scenarios.log_words import described
from scenarios.run import Say
from scenarios.service import look, memory
from studio.changes import SetField
from studio.database import writing
from studio.identity import Actor
from studio.languages import translator

from .test_views import fine, opened, press, texts

Make = Callable[..., Actor]


@pytest.fixture(autouse=True)
def library(garden: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "builtin", lambda name: {"garden": garden}[name])
    monkeypatch.setattr(loader, "library", lambda: ["garden"])
    monkeypatch.setattr(memory, "_kept", type(memory._kept)())


@pytest.fixture
def ana(actor: Make) -> Actor:
    return actor("trainee", "Ana")


@pytest.fixture
def run(ana: Actor) -> str:
    made = service.start_run(ana, "garden", seed=7)
    service.decide(ana, made, {"kind": "meet", "place": "private_room"}, key="meet")
    return made


def typing(actor: Actor, run: str, text: str) -> None:
    before = service.load(actor, run).draft.text("say")
    service.save_draft(actor, run, [SetField(path="say", base=before, value=text)])


def send(at: AppTest, run: str) -> None:
    at.button(key=f"{run}/typed/send").click().run()
    fine(at)


def said(actor: Actor, run: str) -> list[Say]:
    return [entry.deed for entry in service.entries(actor, run) if isinstance(entry.deed, Say)]


def test_a_typed_sentence_is_read_shown_and_said(ana: Actor, run: str) -> None:
    typing(ana, run, "do you have debts at the bank?")
    at = opened(ana, "case", id=run)
    send(at, run)
    assert "Read as **Closed question** on **Debt" in texts(at)
    assert said(ana, run) == []
    at.button(key=f"{run}/typed/say").click().run()
    fine(at)
    [deed] = said(ana, run)
    assert (deed.technique, deed.topic) == ("closed", "debt")
    assert deed.words is not None
    assert deed.words.words == 7
    assert "do you have debts at the bank?" in texts(at)
    assert service.load(ana, run).draft.text("say") == ""
    assert f"{run}/typed/say" not in {button.key for button in at.button}


def test_a_reading_can_be_corrected_before_it_is_said(ana: Actor, run: str) -> None:
    typing(ana, run, "do you have debts at the bank?")
    at = opened(ana, "case", id=run)
    send(at, run)
    at.selectbox(key=f"{run}/typed/technique").set_value("open").run()
    at.selectbox(key=f"{run}/typed/topic").set_value("income").run()
    at.button(key=f"{run}/typed/say").click().run()
    assert [(deed.technique, deed.topic) for deed in said(ana, run)] == [("open", "income")]


def test_another_likely_topic_is_one_touch_away(ana: Actor, run: str) -> None:
    typing(ana, run, "do your neighbours know about the debts?")
    at = opened(ana, "case", id=run)
    send(at, run)
    read_as = at.selectbox(key=f"{run}/typed/topic").value
    offered = [button.key for button in at.button if "/typed/rather/" in str(button.key)]
    assert offered
    other = str(offered[-1]).rsplit("/", 1)[1]
    assert other != read_as
    at.button(key=offered[-1]).click().run()
    fine(at)
    assert at.selectbox(key=f"{run}/typed/topic").value == other
    now = {str(button.key).rsplit("/", 1)[1] for button in at.button if "/typed/rather/" in str(button.key)}
    assert read_as in now, "the way back"
    assert other not in now
    at.button(key=f"{run}/typed/say").click().run()
    assert [deed.topic for deed in said(ana, run)] == [other]


def test_a_sentence_that_changed_is_read_again_before_it_is_said(ana: Actor, run: str) -> None:
    typing(ana, run, "do you have debts at the bank?")
    at = opened(ana, "case", id=run)
    send(at, run)
    typing(ana, run, "how is your health?")
    at.button(key=f"{run}/typed/say").click().run()
    assert said(ana, run) == []
    assert "on **Physical health" in texts(at)
    at.button(key=f"{run}/typed/say").click().run()
    assert [deed.topic for deed in said(ana, run)] == ["physical_health"]


def test_what_cannot_be_read_is_said_with_a_reading_chosen_by_hand(ana: Actor, run: str) -> None:
    service.decide(ana, run, {"kind": "say", "technique": "open", "topic": "debt"}, key="before")
    typing(ana, run, "a sada nešto sasvim drugo")
    at = opened(ana, "case", id=run)
    send(at, run)
    assert "could not be read" in "".join(str(one.value) for one in at.info)
    assert [at.selectbox(key=f"{run}/typed/{name}").value for name in ("technique", "topic")] == [None, None]
    assert at.button(key=f"{run}/typed/say").disabled
    at.selectbox(key=f"{run}/typed/technique").set_value("reflect").run()
    assert at.button(key=f"{run}/typed/say").disabled
    at.selectbox(key=f"{run}/typed/topic").set_value("debt").run()
    at.button(key=f"{run}/typed/say").click().run()
    assert [(deed.technique, deed.topic) for deed in said(ana, run)][1] == ("reflect", "debt")


def test_what_is_shown_belongs_to_the_sentence_that_stands_there(ana: Actor, run: str) -> None:
    typing(ana, run, "do you have debts at the bank? " * 40)
    at = opened(ana, "case", id=run)
    send(at, run)
    assert "in one breath" in texts(at)
    assert at.button(key=f"{run}/typed/say").disabled
    typing(ana, run, "do you have debts at the bank?")
    at.run()
    fine(at)
    assert "in one breath" not in texts(at)
    assert "Read as **Closed question** on **Debt" in texts(at)
    assert not at.button(key=f"{run}/typed/say").disabled
    typing(ana, run, "")
    at.run()
    assert f"{run}/typed/say" not in {button.key for button in at.button}


def test_nothing_typed_says_nothing(ana: Actor, run: str) -> None:
    at = opened(ana, "case", id=run)
    send(at, run)
    assert "Nothing is typed yet" in "".join(str(one.value) for one in at.info)
    assert f"{run}/typed/say" not in {button.key for button in at.button}


def test_a_sentence_the_engine_refuses_stays_where_it_was_typed(ana: Actor, run: str) -> None:
    typing(ana, run, "do you have debts at the bank?")
    at = opened(ana, "case", id=run)
    send(at, run)
    service.decide(ana, run, {"kind": "advance"}, key="week")
    at.button(key=f"{run}/typed/say").click().run()
    fine(at)
    assert said(ana, run) == []
    assert service.load(ana, run).draft.text("say") == "do you have debts at the bank?"


def test_replay_gives_the_same_with_and_without_the_words(ana: Actor, run: str) -> None:
    typed = {"kind": "say", "technique": "open", "topic": "hopes", "words": {"text": "said-2"}}
    service.decide(ana, run, typed, key="typed", texts={"said-2": "what do you wish for?"})
    picked = service.start_run(ana, "garden", seed=7)
    service.decide(ana, picked, {"kind": "meet", "place": "private_room"}, key="meet")
    service.decide(ana, picked, {"kind": "say", "technique": "open", "topic": "hopes"}, key="picked")
    one, other = (service.load(ana, name).replay.case.turns[-1] for name in (run, picked))
    assert (one.reply, one.told, one.trust) == (other.reply, other.told, other.trust)
    assert (one.words, other.words) == ("said-2", "")


def test_erased_words_leave_the_reading(ana: Actor, run: str) -> None:
    typed = {"kind": "say", "technique": "open", "topic": "hopes", "words": {"text": "said-2"}}
    service.decide(ana, run, typed, key="typed", texts={"said-2": "what do you wish for?"})
    loaded = service.load(ana, run)
    t, words, [deed] = translator("en"), loaded.package.words("en"), said(ana, run)
    assert described(t, words, deed, loaded.texts) == "“what do you wish for?” (Open question: Hopes and wishes)"
    with writing() as session:
        look.erase_texts(session, [run])
    loaded = service.load(ana, run)
    assert described(t, words, deed, loaded.texts) == "Open question: Hopes and wishes"
    again = Replay(loaded.replay.inputs)
    assert all(again.do(entry) is None for entry in service.entries(ana, run))
    assert again.case.turns[-1].reply == loaded.replay.case.turns[-1].reply
    assert "what do you wish for?" not in texts(opened(ana, "case", id=run))


def test_a_log_from_before_typing_is_still_valid() -> None:
    assert Say.model_validate({"kind": "say", "technique": "open", "topic": "hopes"}).words is None


def test_typing_is_not_offered_where_a_language_has_no_rules(
    ana: Actor, run: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scenarios.views.typed.languages", lambda: ())
    at = opened(ana, "case", id=run)
    keys = {button.key for button in at.button}
    assert f"{run}/typed/send" not in keys
    press(at, run, "say")
    assert len(said(ana, run)) == 1
