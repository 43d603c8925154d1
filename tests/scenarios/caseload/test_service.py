"""Caseloads in the database: rights, idempotency, two writers, a new process, export, erasure, putting away."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlmodel import select

from scenarios.caseload.deeds import Run
from scenarios.caseload.replay import Inputs, replay
from scenarios.service import caseload_files, caseloads
from scenarios.tables import CaseloadLogRow, CaseloadTextRow
from scenarios.weeks.evidence import Evidence
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound, StudioError
from studio.identity import Actor
from studio.rights import Level, grant

from .conftest import SAWMILL

Make = Callable[..., Actor]
TRACK = {"kind": "track", "person": "ruza", "track": "intensive", "reason": "several_needs"}


def lines(caseload_id: str) -> list[str]:
    with reading() as session:
        rows = session.exec(select(CaseloadLogRow).where(CaseloadLogRow.caseload_id == caseload_id)).all()
        return [str(row.deed["kind"]) for row in sorted(rows, key=lambda row: row.sequence)]


def test_the_same_key_begins_one_caseload(actor: Make) -> None:
    ana = actor("trainee", "Ana")
    first = caseloads.start(ana, SAWMILL, seed=7, key="k")
    assert caseloads.start(ana, SAWMILL, seed=8, key="k") == first
    assert caseloads.start(actor("trainee", "Ben"), SAWMILL, key="k") != first
    assert [one.id for one in caseloads.mine(ana)] == [first]
    drawn = caseloads.start_drawn(ana, "ME", 9, seed=3, key="d")
    assert caseloads.start_drawn(ana, "ME", 20, seed=4, key="d") == drawn
    assert {one.people for one in caseloads.mine(ana)} == {8, 9}


@pytest.mark.parametrize(
    ("territory", "people", "more"),
    [
        ("XX", 12, {}),
        ("MK", 7, {}),
        ("MK", 41, {}),
        ("MK", 12, {"difficulty": 6}),
        ("MK", 12, {"weeks": 13}),
        ("MK", 12, {"seed": -1}),
    ],
)
def test_what_cannot_be_drawn_is_told(actor: Make, territory: str, people: int, more: dict[str, int]) -> None:
    with pytest.raises(Invalid) as error:
        caseloads.start_drawn(actor("trainee"), territory, people, **more)
    assert error.value.code == "caseload_undrawable"


def test_a_decision_counts_once_and_survives_a_new_process(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    for _ in range(2):
        caseloads.decide(ana, caseload, TRACK, key="once", text="She said it was all in order. I doubt it.")
    caseloads.decide(ana, caseload, {"kind": "contact", "person": "ruza", "way": "meeting"}, key="2")
    caseloads.decide(ana, caseload, {"kind": "advance"}, key="3")
    before = caseloads.load(ana, caseload)
    caseloads.forget()
    after = caseloads.load(ana, caseload)
    assert after.load is not before.load
    assert after.load.hash() == before.load.hash()
    assert lines(caseload) == ["track", "contact", "advance"]
    assert list(after.texts.values()) == ["She said it was all in order. I doubt it."]
    assert after.load.cards["ruza"].tracks[0].text in after.texts


def test_what_the_rules_refuse_leaves_no_trace(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    for deed, code in (
        ({"kind": "agree", "person": "ruza"}, "not_assessed"),
        ({"kind": "reply", "person": "nobody"}, "person_unknown"),
        ({"kind": "dance", "person": "ruza"}, "deed_unusable"),
        ({"kind": "bring_forward", "person": "ruza", "week": 99, "why": "ask_how"}, "deed_unusable"),
        ({"kind": "refer", "person": "ruza", "service": "moon"}, "service_unknown"),
    ):
        with pytest.raises(Invalid) as error:
            caseloads.decide(ana, caseload, deed, key=code)
        assert error.value.code == code
    with pytest.raises(Invalid):
        caseloads.decide(ana, caseload, TRACK, key="long", text="x" * 2001)
    assert lines(caseload) == []
    with reading() as session:
        assert session.exec(select(CaseloadTextRow)).all() == []


def test_a_stranger_learns_nothing_and_a_reader_changes_nothing(actor: Make) -> None:
    ana, ben = actor("trainee", "Ana"), actor("owner", "Ben")
    caseload = caseloads.start(ana, SAWMILL)
    asks: list[Callable[[], object]] = [
        lambda: caseloads.load(ben, caseload),
        lambda: caseloads.entries(ben, caseload),
        lambda: caseload_files.exported(ben, caseload),
        lambda: caseloads.outcome_of(ben, caseload),
        lambda: caseloads.put_away(ben, caseload),
        lambda: caseloads.decide(ben, caseload, TRACK, key="k"),
    ]
    for ask in asks:
        with pytest.raises(NotFound):
            ask()
    with writing() as session:
        grant(session, ben.person_id, caseloads.KIND, caseload, Level.READER)
    caseloads.load(ben, caseload)
    with pytest.raises(Forbidden):
        caseloads.decide(ben, caseload, TRACK, key="k")


def test_a_caseload_that_moved_on_is_told(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL)
    caseloads.decide(ana, caseload, TRACK, key="1", seen=0)
    with pytest.raises(Invalid) as error:
        caseloads.decide(ana, caseload, {"kind": "advance"}, key="2", seen=0)
    assert error.value.code == "run_moved_on"


def test_two_writers_leave_one_log_without_gaps(actor: Make, fresh_database: Path) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    people = list(caseloads.load(ana, caseload).load.cards)
    failed: list[StudioError] = []

    def write(hand: int) -> None:
        for number, person in enumerate(people * 2):
            deed = {**TRACK, "person": person, "track": ("regular", "intensive")[number % 2]}
            try:
                caseloads.decide(ana, caseload, deed, key=f"{hand}/{number}")
            except StudioError as error:
                failed.append(error)

    hands = [threading.Thread(target=write, args=(hand,)) for hand in range(2)]
    for hand in hands:
        hand.start()
    for hand in hands:
        hand.join()
    assert failed == []
    log = caseloads.entries(ana, caseload)
    assert [entry.sequence for entry in log] == list(range(1, 4 * len(people) + 1))
    caseloads.forget()
    assert sum(len(card.tracks) for card in caseloads.load(ana, caseload).load.cards.values()) == 4 * len(people)


def test_an_exported_caseload_replays_anywhere(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start_drawn(ana, "XK", 10, seed=11)
    caseloads.decide(ana, caseload, {"kind": "contact", "person": "p3", "way": "assessment"}, key="1")
    caseloads.decide(ana, caseload, {"kind": "advance"}, key="2")
    run = Run.model_validate_json(caseload_files.exported(ana, caseload).model_dump_json())
    again = replay(Inputs(run.package.exercise, run.evidence, run.rules, run.pins.seed), run.log)
    assert again.refusals == []
    assert again.hash() == caseloads.load(ana, caseload).load.hash()


def test_what_was_typed_can_be_blanked_and_nothing_else_changes(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    caseloads.decide(ana, caseload, TRACK, key="1", text="A private thought")
    before = caseloads.load(ana, caseload).load.hash()
    with writing() as session:
        assert caseloads.erase_texts(session, ana.person_id) == 1
    caseloads.forget()
    after = caseloads.load(ana, caseload)
    assert set(after.texts.values()) == {""}
    assert after.load.hash() == before


def test_a_caseload_put_away_is_gone_from_everywhere(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL)
    caseloads.put_away(ana, caseload)
    assert caseloads.mine(ana) == []
    with pytest.raises(NotFound):
        caseloads.load(ana, caseload)
    with pytest.raises(NotFound):
        caseloads.decide(ana, caseload, TRACK, key="1")


def test_the_outcome_is_kept_until_the_caseload_goes_on(actor: Make) -> None:
    ana = actor("trainee")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    caseloads.decide(ana, caseload, {"kind": "advance"}, key="1")
    made = caseloads.outcome_of(ana, caseload)
    assert caseloads.outcome_of(ana, caseload) == made
    assert made.weeks == 1
    caseloads.decide(ana, caseload, {"kind": "advance"}, key="2")
    assert caseloads.outcome_of(ana, caseload).weeks == 2


def played_a_little(actor: Actor) -> str:
    caseload = caseloads.start(actor, SAWMILL, seed=7)
    caseloads.decide(actor, caseload, TRACK, key="1", text="Look behind the file")
    caseloads.decide(actor, caseload, {"kind": "contact", "person": "ruza", "way": "meeting"}, key="2")
    caseloads.decide(actor, caseload, {"kind": "advance"}, key="3")
    return caseload


def test_a_file_comes_in_again_and_goes_on(actor: Make) -> None:
    ana, ben = actor("trainee", "Ana"), actor("trainee", "Ben")
    caseload = played_a_little(ana)
    content = caseload_files.exported(ana, caseload).model_dump_json().encode()
    again = caseload_files.import_run(ben, content, "once")
    assert caseload_files.import_run(ben, content, "once") == again
    before, after = caseloads.load(ana, caseload), caseloads.load(ben, again)
    assert after.load.hash() == before.load.hash()
    assert after.texts == before.texts
    (listed,) = caseloads.mine(ben)
    assert (listed.week, listed.finished, after.sequence) == (1, False, 3)
    caseloads.decide(ben, again, {"kind": "advance"}, key="4")
    assert caseloads.load(ana, caseload).load.week == 1
    assert caseload_files.exported(ben, again).pins == Run.model_validate_json(content).pins


@pytest.mark.parametrize("spoil", ["cut", "line", "hash", "order", "nothing", "deep", "evidence"])
def test_a_file_that_was_changed_is_refused(actor: Make, spoil: str) -> None:
    ana = actor("trainee")
    run = json.loads(caseload_files.exported(ana, played_a_little(ana)).model_dump_json())
    if spoil == "line":
        run["log"][0]["deed"] = {"kind": "agree", "person": "ruza"}
    elif spoil == "hash":
        run["package"]["exercise"]["weekly_minutes"] = 2000
    elif spoil == "order":
        run["log"] = run["log"][::-1]
    elif spoil == "evidence":
        del run["evidence"]["coefficients"]["minutes.meeting"]
        run["pins"]["evidence"] = Evidence.model_validate(run["evidence"]).content_hash
    content = json.dumps(run).encode()
    content = {"cut": content[:-20], "nothing": b"", "deep": b"[" * 100_000}.get(spoil, content)
    kept = len(caseloads.mine(ana))
    with pytest.raises(Invalid) as error:
        caseload_files.import_run(ana, content)
    assert error.value.code == "run_unusable"
    assert len(caseloads.mine(ana)) == kept


def test_what_is_typed_is_kept_until_it_is_filed(actor: Make) -> None:
    ana, ben = actor("trainee", "Ana"), actor("owner", "Ben")
    caseload = caseloads.start(ana, SAWMILL, seed=7)
    caseloads.save_draft(ana, caseload, "track", "ruza", "First thoughts")
    caseloads.save_draft(ana, caseload, "close", "ivo", "Not yet")
    assert caseloads.load(ana, caseload).drafts == {"track/ruza": "First thoughts", "close/ivo": "Not yet"}
    caseloads.decide(ana, caseload, TRACK, key="1", text="First thoughts")
    assert caseloads.load(ana, caseload).drafts == {"close/ivo": "Not yet"}
    for kind, person, text in (("dance", "ruza", ""), ("track", "nobody", ""), ("track", "ruza", "x" * 2001)):
        with pytest.raises(Invalid):
            caseloads.save_draft(ana, caseload, kind, person, text)
    with pytest.raises(NotFound):
        caseloads.save_draft(ben, caseload, "track", "ruza", "Hello")
    with writing() as session:
        caseloads.erase_texts(session, ana.person_id)
    assert caseloads.load(ana, caseload).drafts == {}
