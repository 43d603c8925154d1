"""Runs in the database: one transaction a decision, idempotent, two writers, erasure, strangers, export and import."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from scenarios import loader, service
from scenarios.debriefing.debrief import Remove
from scenarios.loader import Package
from scenarios.service import look, memory
from scenarios.tables import LogRow, TextRow
from studio.database import reading, writing
from studio.errors import Invalid, NotFound, StudioError
from studio.identity import Actor

from .conftest import INTERVIEW

Make = Callable[..., Actor]
HOSTILE = ["<script>alert(1)</script>", "=cmd()|' /C calc'!A0", "", "🙈" * 50, "\u202eمرحبا", "word " * 2000]


@pytest.fixture(autouse=True)
def library(garden: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "builtin", lambda name: {"garden": garden}[name])
    monkeypatch.setattr(memory, "_kept", type(memory._kept)())


def test_the_same_key_starts_one_run(actor: Make) -> None:
    ana = actor("participant", "Ana")
    first = service.start_run(ana, "garden", seed=7, context="ws_1", key="k")
    assert service.start_run(ana, "garden", seed=8, context="ws_1", key="k") == first
    assert service.start_run(actor("participant", "Ben"), "garden", key="k") != first
    assert [one.run_id for one in service.mine(ana)] == [first]


def test_an_unknown_scenario_is_told(actor: Make) -> None:
    with pytest.raises(NotFound) as error:
        service.start_run(actor("trainee"), "nothing")
    assert error.value.code == "scenario_unknown"


def test_a_decision_is_kept_and_survives_a_new_process(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "meet", "place": "private_room"}, key="1")
    for number, sentence in enumerate(INTERVIEW[:6]):
        technique, topic = sentence.split()
        service.decide(ana, run, {"kind": "say", "technique": technique, "topic": topic}, key=f"s{number}")
    before = service.load(ana, run)
    memory._kept.clear()  # what a killed server forgets
    after = service.load(ana, run)
    assert after.replay is not before.replay
    assert after.replay.hash() == before.replay.hash()
    assert after.sequence == 7
    assert service.progress([run])[run].stage == "interview"
    assert service.heads([run]) == {run: 7}


def test_the_same_key_decides_once(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    for _ in range(2):
        service.decide(ana, run, {"kind": "advance"}, key="once")
    assert service.load(ana, run).replay.case.week == 1


def test_a_refused_deed_leaves_no_line_and_no_text(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    elements = {"reason": {"text": "t1"}}
    deed = {"kind": "note", "elements": elements, "bring_forward": 0}
    with pytest.raises(Invalid) as error:
        service.decide(ana, run, deed, key="1", texts={"t1": "Something"})
    assert error.value.code == "week_past"
    with reading() as session:
        assert session.exec(select(LogRow)).all() == []
        assert session.exec(select(TextRow)).all() == []


def test_the_reading_of_a_text_is_made_here_whatever_came_with_it(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    elements = {"reason": {"text": "t1", "words": 500, "distinct": 400, "mark": 1}}
    service.decide(ana, run, {"kind": "note", "elements": elements}, key="1", texts={"t1": "Two words"})
    read = service.load(ana, run).replay.case.notes[0].note.elements["reason"]
    assert (read.words, read.distinct) == (2, 2)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_kept_as_they_are(actor: Make, text: str) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    deed = {"kind": "note", "elements": {"reason": {"text": "t1"}, "plan": {"text": "t2"}}}
    service.decide(ana, run, deed, key="1", texts={"t1": text, "t2": "A step"})
    assert service.load(ana, run).texts["t1"] == text


def test_a_text_is_at_most_so_long(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    with pytest.raises(Invalid) as error:
        service.decide(
            ana, run, {"kind": "note", "elements": {"plan": {"text": "t"}}}, key="1", texts={"t": "x" * 20_001}
        )
    assert error.value.code == "text_too_long"


@pytest.mark.parametrize(
    "deed",
    [{}, {"kind": "fly"}, {"kind": "advance", "weeks": 10**9}, {"kind": "say", "technique": "shout", "topic": "x"}],
)
def test_an_impossible_deed_is_refused_with_a_code(actor: Make, deed: dict[str, object]) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    with pytest.raises(Invalid) as error:
        service.decide(ana, run, deed, key="1")
    assert error.value.code == "deed_unusable"


def test_strangers_learn_nothing(actor: Make) -> None:
    ana, eve = actor("trainee"), actor("owner")
    run = service.start_run(ana, "garden", seed=7)
    deeds: list[Callable[[], object]] = [
        lambda: service.load(eve, run),
        lambda: service.entries(eve, run),
        lambda: service.exported(eve, run),
        lambda: service.debriefed(eve, run),
        lambda: service.put_away(eve, run),
        lambda: service.asked_what_if(eve, run, Remove(line=1)),
        lambda: service.decide(eve, run, {"kind": "advance"}, key="x"),
    ]
    for deed in deeds:
        with pytest.raises(NotFound):
            deed()


def test_two_windows_never_lose_or_mix_lines(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    errors: list[StudioError] = []

    def play(name: str) -> None:
        for number in range(8):
            try:
                service.decide(ana, run, {"kind": "rate", "domain": "debt", "level": number % 5}, key=f"{name}{number}")
            except StudioError as error:
                errors.append(error)

    threads = [threading.Thread(target=play, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert [entry.sequence for entry in service.entries(ana, run)] == list(range(1, 17))
    kept = service.load(ana, run).replay.hash()
    memory._kept.clear()
    assert service.load(ana, run).replay.hash() == kept


def test_a_window_that_fell_behind_is_told(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "advance"}, key="1", seen=0)
    with pytest.raises(Invalid) as error:
        service.decide(ana, run, {"kind": "advance"}, key="2", seen=0)
    assert error.value.code == "run_moved_on"


def test_erased_texts_leave_the_replay_as_it_was(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    deed = {"kind": "note", "elements": {"plan": {"text": "t"}}}
    service.decide(ana, run, deed, key="1", texts={"t": "My secret sentence"})
    kept = service.load(ana, run).replay.hash()
    with writing() as session:
        assert look.erase_texts(session, [run]) == 1
    memory._kept.clear()
    loaded = service.load(ana, run)
    assert loaded.texts == {"t": ""}
    assert loaded.replay.hash() == kept


def test_a_run_travels_as_a_file(actor: Make, tmp_path: Path) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    service.decide(ana, run, {"kind": "note", "elements": {"plan": {"text": "t"}}}, key="1", texts={"t": "Step"})
    service.decide(ana, run, {"kind": "advance", "weeks": 4}, key="2")
    content = service.exported(ana, run).model_dump_json().encode()
    ben = actor("trainee", "Ben")
    copy = service.import_run(ben, content)
    assert service.load(ben, copy).replay.hash() == service.load(ana, run).replay.hash()
    assert service.exported(ben, copy).model_dump_json().encode() == content


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"[" * 100_000, b'{"schema_number": 9}', b"\xff\xfe"])
def test_a_file_that_is_no_run_is_told(actor: Make, content: bytes) -> None:
    with pytest.raises(Invalid) as error:
        service.import_run(actor("trainee"), content)
    assert error.value.code == "run_unusable"


def test_the_debrief_is_kept_and_summed_up(actor: Make) -> None:
    ana = actor("trainee")
    run = service.start_run(ana, "garden", seed=7)
    early = service.debrief_summary(run)
    assert (early.outcome, early.spreads, early.weeks) == (None, {}, 0)
    assert "loans" in early.facts_missed
    for week in range(4):
        service.decide(ana, run, {"kind": "advance"}, key=f"{week}")
    summary = service.debrief_summary(run)
    assert summary.weeks == 4
    assert "loans" in summary.facts_missed
    assert "debt" in summary.needs_missed
    assert set(summary.spreads) == {"employed_weeks", "domains", "trust", "cost", "staff_minutes"}
    whole = service.debriefed(ana, run)
    assert whole == service.debriefed(ana, run)
    assert summary.outcome == whole.compared[0].outcome
    assert service.debrief_summary(run).spreads == summary.spreads
    service.decide(ana, run, {"kind": "advance"}, key="more")
    assert service.debriefed(ana, run).weeks == 5


def test_a_trainer_may_send_events_into_a_run_and_nothing_else(actor: Make) -> None:
    ana, tom = actor("participant"), actor("trainer")
    run = service.start_run(ana, "garden", seed=7)
    with writing() as session:
        service.let_lead(session, ana, run, tom.person_id)
    service.decide(tom, run, {"kind": "inject", "event": "cook_wanted"}, key="1")
    assert "cook_wanted" in service.load(ana, run).replay.case.events
    with pytest.raises(Invalid) as error:
        service.decide(tom, run, {"kind": "advance"}, key="2")
    assert error.value.code == "not_for_trainer"
    with pytest.raises(Invalid) as error:
        service.decide(ana, run, {"kind": "inject", "event": "red_letter"}, key="3")
    assert error.value.code == "trainer_only"
