"""Versioned documents: two writers, repeated saves, history, a killed process."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio import versioned
from studio.changes import AddItem, SetField
from studio.database import reading, writing
from studio.errors import Forbidden, Invalid, NotFound
from studio.identity import Actor
from studio.rights import Level, grant
from studio.settings import ROOT

KIND = "note"
BODY: dict[str, Any] = {"title": "First", "lines": [{"id": "l1", "text": "one"}, {"id": "l2", "text": "two"}]}
Make = Callable[..., Actor]


def accept(body: dict[str, Any]) -> None:
    if len(body["title"]) > 50:
        raise Invalid("title_long")


def new(actor: Actor, body: dict[str, Any] = BODY) -> str:
    with writing() as session:
        return versioned.create(session, actor, KIND, body, title=body["title"], schema_number=1, prefix="not").id


def save(actor: Actor, document_id: str, *changes: Any, key: str = "") -> versioned.Saved:
    with writing() as session:
        return versioned.save(
            session,
            actor,
            KIND,
            document_id,
            changes,
            key=key or repr(changes),
            check=accept,
            title=lambda b: b["title"],
        )


def body(actor: Actor, document_id: str) -> dict[str, Any]:
    with reading() as session:
        return versioned.load(session, actor, KIND, document_id).body


def test_a_save_is_a_revision_with_author(actor: Make) -> None:
    ana = actor("manager", "Ana")
    note = new(ana)
    saved = save(ana, note, SetField(path="title", base="First", value="Second"))
    assert (saved.document.revision, saved.document.title, saved.conflicts) == (2, "Second", [])
    with reading() as session:
        newest, oldest = versioned.history(session, ana, KIND, note)
    assert (newest.number, newest.person_id, oldest.number) == (2, ana.person_id, 1)


def test_a_repeated_save_changes_nothing(actor: Make) -> None:
    ana = actor()
    note = new(ana)
    add = AddItem(path="lines", item={"id": "l3", "text": "three"})
    save(ana, note, add, key="same")
    assert save(ana, note, SetField(path="title", base="First", value="X"), key="same").document.revision == 2
    assert body(ana, note)["title"] == "First"


def test_a_document_is_created_once_per_key_and_person(actor: Make) -> None:
    ana, ben = actor("manager", "Ana"), actor("manager", "Ben")

    def create(who: Actor, key: str) -> str:
        with writing() as session:
            options = {"title": "First", "schema_number": 1, "prefix": "not", "key": key}
            return versioned.create(session, who, KIND, BODY, **options).id

    assert create(ana, "k") == create(ana, "k")
    assert len({create(ana, "k"), create(ben, "k"), create(ana, "other"), create(ana, ""), create(ana, "")}) == 5


def test_a_refused_body_stores_nothing(actor: Make) -> None:
    ana = actor()
    note = new(ana)
    with pytest.raises(Invalid):
        save(ana, note, SetField(path="title", base="First", value="x" * 60))
    with pytest.raises(Invalid):
        save(ana, note, SetField(path="a/b", base=None, value=1))
    assert body(ana, note) == BODY


def test_strangers_learn_nothing_and_readers_cannot_write(actor: Make) -> None:
    ana, ben, eva = actor("manager", "Ana"), actor("owner", "Ben"), actor("manager", "Eva")
    note = new(ana)
    with pytest.raises(NotFound), reading() as session:
        versioned.load(session, ben, KIND, note)
    with writing() as session:
        grant(session, eva.person_id, KIND, note, Level.READER)
    assert body(eva, note) == BODY
    with pytest.raises(Forbidden):
        save(eva, note, SetField(path="title", base="First", value="Mine"))


def test_every_revision_can_be_read_again(actor: Make) -> None:
    ana = actor()
    note = new(ana)
    for number in range(45):
        save(ana, note, SetField(path="title", base=body(ana, note)["title"], value=f"title {number}"))
    with reading() as session:
        for number in (1, 2, 19, 20, 21, 40, 46):
            found, _ = versioned.body_at(session, ana, KIND, note, number)
            assert found["title"] == ("First" if number == 1 else f"title {number - 2}")
        with pytest.raises(NotFound):
            versioned.body_at(session, ana, KIND, note, 47)


def test_two_writers_at_once_lose_nothing(actor: Make) -> None:
    ana = actor()
    lines = [{"id": f"l{n}", "text": ""} for n in range(40)]
    note = new(ana, {"title": "Busy", "lines": lines})
    refused: list[object] = []
    start = threading.Barrier(2)

    def write(numbers: range) -> None:
        start.wait()
        for n in numbers:
            saved = save(ana, note, SetField(path=f"lines/l{n}/text", base="", value=f"text {n}"))
            refused.extend(saved.conflicts)

    writers = [threading.Thread(target=write, args=(range(first, 40, 2),)) for first in (0, 1)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert refused == []
    assert [line["text"] for line in body(ana, note)["lines"]] == [f"text {n}" for n in range(40)]


def test_two_writers_of_one_field_both_hear_of_it(actor: Make) -> None:
    ana = actor()
    note = new(ana)
    outcomes: list[versioned.Saved] = []
    start = threading.Barrier(2)

    def write(text: str) -> None:
        start.wait()
        outcomes.append(save(ana, note, SetField(path="title", base="First", value=text)))

    writers = [threading.Thread(target=write, args=(text,)) for text in ("Red", "Blue")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    (conflict,) = [c for outcome in outcomes for c in outcome.conflicts]
    assert {conflict.mine, conflict.theirs} == {"Red", "Blue"}
    assert body(ana, note)["title"] == conflict.theirs


def test_a_killed_process_keeps_every_acknowledged_save(actor: Make, database_folder: Path) -> None:
    ana = actor()
    note = new(ana, {"title": "Kill", "lines": []})
    script = textwrap.dedent(
        f"""
        import sys
        from studio import identity, versioned
        from studio.changes import AddItem
        from studio.database import writing
        ana = identity.Actor({ana.person_id!r}, "Ana", identity.Role.MANAGER)
        for n in range(10_000):
            with writing() as session:
                versioned.save(session, ana, {KIND!r}, {note!r},
                    [AddItem(path="lines", item={{"id": f"k{{n}}", "text": "x"}})],
                    key=f"k{{n}}", check=lambda b: None, title=lambda b: b["title"])
            print(n, flush=True)
        """
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8"
    )
    assert process.stdout is not None
    acknowledged = -1
    for line in process.stdout:
        acknowledged = int(line)
        if acknowledged >= 25:
            process.kill()
            break
    acknowledged = max([acknowledged, *(int(line) for line in process.stdout.read().split())])
    process.stdout.close()
    process.wait()
    lines = [line["id"] for line in body(ana, note)["lines"]]
    assert lines[: acknowledged + 1] == [f"k{n}" for n in range(acknowledged + 1)]
    assert len(lines) <= acknowledged + 2
    with reading() as session:
        newest = versioned.history(session, ana, KIND, note)[0]
        assert versioned.body_at(session, ana, KIND, note, newest.number)[0] == body(ana, note)
