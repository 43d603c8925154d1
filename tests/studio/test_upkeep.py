"""Migrations, backup, restore, check."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from studio import database, identity, upkeep
from studio.database import reading, writing
from studio.errors import Invalid, Unavailable
from studio.identity import Actor
from studio.tables import Person

Make = Callable[..., Actor]


def people() -> set[str]:
    with reading() as session:
        from sqlmodel import select

        return set(session.exec(select(Person.name)).all())


def test_the_migrations_make_exactly_the_tables(fresh_database: Path) -> None:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_a_newer_database_is_left_alone(fresh_database: Path) -> None:
    with closing(sqlite3.connect(fresh_database)) as connection, connection:
        connection.execute("update alembic_version set version_num = 'from_the_future'")
    before = fresh_database.read_bytes()
    with pytest.raises(Unavailable) as refused:
        upkeep.upgrade()
    assert refused.value.code == "database_newer"
    database.forget_engine()
    assert fresh_database.read_bytes() == before


def test_a_backup_of_a_running_studio_restores_whole(actor: Make, tmp_path: Path) -> None:
    actor("manager", "Before")
    target = upkeep.backup(tmp_path / "copy.db")
    actor("manager", "After")
    kept = upkeep.restore(target)
    assert people() == {"Before"}
    with closing(sqlite3.connect(kept)) as connection:
        assert {row[0] for row in connection.execute("select name from person")} == {"Before", "After"}
    assert upkeep.check().problems == ()


def test_people_erased_after_the_backup_are_erased_again(actor: Make, tmp_path: Path) -> None:
    owner, ana = actor("owner", "Owner"), actor("manager", "Ana")
    target = upkeep.backup(tmp_path / "copy.db")
    with writing() as session:
        identity.erase_person(session, owner, ana.person_id)
    upkeep.restore(target)
    assert people() == {"Owner", ""}
    assert identity.resolve(ana.session_id) is None


def test_a_backup_never_overwrites(fresh_database: Path, tmp_path: Path) -> None:
    target = tmp_path / "precious.txt"
    target.write_text("keep me", encoding="utf-8")
    for place in (target, tmp_path, tmp_path / "no" / "such" / "folder.db"):
        with pytest.raises(Invalid):
            upkeep.backup(place)
    assert target.read_text(encoding="utf-8") == "keep me"


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\x00" * 200])
def test_a_damaged_or_foreign_backup_changes_nothing(actor: Make, tmp_path: Path, content: bytes) -> None:
    actor("manager", "Present")
    bad = tmp_path / "bad.db"
    bad.write_bytes(content)
    with pytest.raises(Invalid):
        upkeep.restore(bad)
    assert people() == {"Present"}


def test_a_full_disk_says_so_and_loses_nothing(actor: Make) -> None:
    actor("manager", "Present")
    with database.engine().connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    from sqlalchemy import event

    def small(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute(f"PRAGMA max_page_count={pages}")

    engine = database.engine()
    engine.dispose()
    event.listen(engine, "connect", small)
    with pytest.raises(Unavailable) as refused:
        _fill_up()
    assert refused.value.code == "storage_full"
    assert people() == {"Present"}


def _fill_up() -> None:
    with writing() as session:
        for number in range(200):
            identity.add_person(session, f"Person {number} {'x' * 70}")
