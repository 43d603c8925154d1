"""The same storage on PostgreSQL: migrations, sign-in, two writers."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from studio import database, identity, upkeep, versioned
from studio.changes import AddItem, SetField
from studio.database import reading, writing
from studio.errors import Invalid
from studio.identity import Actor, Role

pytestmark = [pytest.mark.postgres, pytest.mark.enable_socket]


def somebody() -> Actor:
    with writing() as session:
        person = identity.add_person(session, "Ana")
    return Actor(person.id, "Ana", Role.MANAGER)


def note(actor: Actor) -> str:
    with writing() as session:
        body = {"title": "First", "lines": []}
        return versioned.create(session, actor, "note", body, title="First", schema_number=1, prefix="not").id


def save(actor: Actor, document_id: str, change: SetField | AddItem, key: str) -> versioned.Saved:
    with writing() as session:
        return versioned.save(
            session, actor, "note", document_id, [change], key=key, check=lambda b: None, title=lambda b: b["title"]
        )


def test_the_migrations_make_exactly_the_tables(postgres: str) -> None:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []
    assert upkeep.check().problems == ()


def test_an_account_signs_in_and_a_link_works_once(postgres: str) -> None:
    secret = identity.owner_link()

    def click(_: int) -> bool:
        try:
            identity.use_link(secret)
        except Invalid:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(click, range(4))) == 1


def test_two_writers_lose_nothing_and_hear_of_a_conflict(postgres: str) -> None:
    ana = somebody()
    document = note(ana)
    start = threading.Barrier(2)
    conflicts: list[object] = []

    def write(who: str) -> None:
        start.wait()
        for number in range(20):
            save(ana, document, AddItem(path="lines", item={"id": f"{who}{number}"}), f"{who}{number}")
        conflicts.extend(save(ana, document, SetField(path="title", base="First", value=who), who).conflicts)

    writers = [threading.Thread(target=write, args=(who,)) for who in ("red", "blue")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    with reading() as session:
        body = versioned.load(session, ana, "note", document).body
        number = versioned.history(session, ana, "note", document)[0].number
        assert versioned.body_at(session, ana, "note", document, number)[0] == body
    assert {line["id"] for line in body["lines"]} == {f"{who}{n}" for who in ("red", "blue") for n in range(20)}
    assert len(conflicts) == 1


def test_a_backup_is_left_to_the_database(postgres: str) -> None:
    with pytest.raises(Invalid) as refused:
        upkeep.backup(database.settings().data_dir / "copy.db")
    assert refused.value.code == "backup_postgres"
