"""Migrations, backup, restore, check."""

from __future__ import annotations

import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    text,
)
from sqlmodel import SQLModel

from studio import database, identity, upkeep
from studio.database import reading, writing
from studio.errors import Invalid, Unavailable
from studio.identity import Actor
from studio.languages import translator
from studio.messages import explain
from studio.settings import ROOT
from studio.tables import Person
from tests.conftest import use_folder

Make = Callable[..., Actor]


def people() -> set[str]:
    with reading() as session:
        from sqlmodel import select

        return set(session.exec(select(Person.name)).all())


def differences() -> list[object]:
    with database.engine().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return list(compare_metadata(context, SQLModel.metadata))


def migrate(revision: str) -> None:
    """Live through the migrations up to a revision, as a database of that time did."""
    with database.engine().execution_options(write=True).begin() as connection:
        config = upkeep._config()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def test_the_migrations_make_exactly_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    migrate("head")
    assert differences() == []
    database.forget_engine()


def test_a_first_start_makes_the_same_tables_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path)
    monkeypatch.setattr(upkeep, "_config", lambda: pytest.fail("no migration is needed"))
    upkeep.upgrade()
    assert differences() == []
    assert upkeep.check().problems == ()
    upkeep.upgrade()
    database.forget_engine()


def test_migrations_follow_one_another_in_the_order_of_their_files() -> None:
    revisions = list(ScriptDirectory(upkeep.MIGRATIONS.as_posix()).walk_revisions())
    assert upkeep._revisions() == [revision.revision for revision in reversed(revisions)]


def filled(connection: Connection) -> dict[str, int]:
    """One row in every table of a database at some revision, with keys that hold; table -> rows."""
    tables = MetaData()
    tables.reflect(connection)
    kept: dict[tuple[str, str], object] = {}
    count = {}
    for table in tables.sorted_tables:
        if table.name == "alembic_version":
            continue
        row = {}
        for column in table.columns:
            key = next(iter(column.foreign_keys), None)
            row[column.name] = kept[key.column.table.name, key.column.name] if key else sample(column)
        connection.execute(table.insert().values(**row))
        kept |= {(table.name, name): value for name, value in row.items()}
        count[table.name] = 1
    return count


def sample(column: Column[object]) -> object:
    kind = column.type
    if isinstance(kind, DateTime):
        return datetime(2026, 3, 2, tzinfo=UTC)
    if isinstance(kind, Date):
        return date(2026, 3, 2)
    if isinstance(kind, JSON):
        return {}
    if isinstance(kind, LargeBinary):
        return b"x"
    if isinstance(kind, Boolean):
        return False
    return 1 if isinstance(kind, Integer | Numeric) else "x"


@pytest.mark.parametrize("start", upkeep._revisions()[:-1])
def test_a_database_with_rows_is_brought_up_to_date_and_keeps_them(
    start: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use_folder(monkeypatch, tmp_path)
    migrate(start)
    with database.engine().execution_options(write=True).begin() as connection:
        before = filled(connection)
    upkeep.upgrade()
    with database.engine().connect() as connection:
        for table in before:
            assert connection.execute(text(f"select count(*) from {table}")).scalar_one() >= 1, table
        assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    assert upkeep.check().problems == ()
    database.forget_engine()


def test_folders_may_have_any_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "Šaban's 100% & 50%20 #1"
    use_folder(monkeypatch, folder)
    monkeypatch.setattr(upkeep, "MIGRATIONS", shutil.copytree(upkeep.MIGRATIONS, folder / "migrations"))
    migrate(upkeep._revisions()[0])
    upkeep.upgrade()
    assert upkeep.check().problems == ()
    database.forget_engine()
    assert (folder / "icm-studio.db").is_file()


def test_a_backup_that_finds_no_room_says_so_and_leaves_nothing(
    fresh_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = sqlite3.connect

    def narrow(place: str | Path) -> sqlite3.Connection:
        made = connect(place)
        if ".backup-" in str(place):
            made.execute("PRAGMA max_page_count = 2")
        return made

    monkeypatch.setattr(upkeep.sqlite3, "connect", narrow)
    folder = tmp_path / "copies"
    folder.mkdir()
    with pytest.raises(Unavailable, match="storage_full"):
        upkeep.backup(folder / "copy.db")
    assert list(folder.iterdir()) == []


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
    assert kept is not None
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


def test_a_backup_of_a_newer_studio_changes_nothing(actor: Make, fresh_database: Path, tmp_path: Path) -> None:
    target = upkeep.backup(tmp_path / "copy.db")
    with closing(sqlite3.connect(target)) as connection, connection:
        connection.execute("update alembic_version set version_num = 'from_the_future'")
    actor("manager", "Present")
    database.forget_engine()
    before = {file.name: file.read_bytes() for file in fresh_database.parent.iterdir()}
    with pytest.raises(Invalid) as refused:
        upkeep.restore(target)
    assert "newer version of the studio (from_the_future)" in explain(refused.value, translator("en"))
    assert {file.name: file.read_bytes() for file in fresh_database.parent.iterdir()} == before
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


def damage(file: Path, kind: str) -> bytes:
    """Make a database unreadable; what stands in the file then."""
    content = b"\x5a\x17\xe3" * 7000 if kind == "foreign bytes" else file.read_bytes()[:9000]
    database.forget_engine()
    file.write_bytes(content)
    return content


@pytest.mark.parametrize("kind", ["foreign bytes", "cut off"])
def test_a_damaged_database_is_named_with_the_remedy(actor: Make, fresh_database: Path, kind: str) -> None:
    actor("manager", "Before")
    damage(fresh_database, kind)
    (problem,) = upkeep.check().problems
    assert "damaged" in problem
    assert "icm database restore" in problem
    for ask in (upkeep.upgrade, upkeep.version, lambda: upkeep.backup(fresh_database.with_name("copy.db")), people):
        with pytest.raises(Unavailable, match="database_unreadable"):
            ask()
    assert not fresh_database.with_name("copy.db").exists()


@pytest.mark.parametrize("kind", ["foreign bytes", "cut off"])
def test_a_damaged_database_is_restored_over_and_kept_as_it_is(
    actor: Make, fresh_database: Path, tmp_path: Path, kind: str
) -> None:
    actor("manager", "Before")
    target = upkeep.backup(tmp_path / "copy.db")
    content = damage(fresh_database, kind)
    kept = upkeep.restore(target)
    assert kept is not None
    assert kept.read_bytes() == content
    assert people() == {"Before"}
    assert upkeep.check().problems == ()


def test_where_no_database_is_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use_folder(monkeypatch, tmp_path / "new")
    (problem,) = upkeep.check().problems
    assert "no database" in problem
    with pytest.raises(Invalid, match="database_missing"):
        upkeep.backup(tmp_path / "copy.db")
    assert not (tmp_path / "new").exists()
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "icm-studio.db").touch()
    with pytest.raises(Invalid, match="database_missing"):
        upkeep.backup(tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()


def test_nothing_is_restored_while_a_studio_runs(actor: Make, fresh_database: Path, tmp_path: Path) -> None:
    target = upkeep.backup(tmp_path / "copy.db")
    actor("manager", "After")
    database.forget_engine()
    studio = subprocess.Popen(
        [sys.executable, "-c", "from studio import upkeep; upkeep.upgrade(); print('runs', flush=True); input()"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with studio:
        assert studio.stdin is not None
        assert studio.stdout is not None
        assert studio.stdout.readline().strip() == b"runs"
        try:
            with pytest.raises(Invalid, match="restore_running"):
                upkeep.restore(target)
            assert people() == {"After"}
            database.forget_engine()
        finally:
            studio.stdin.close()
    upkeep.restore(target)
    assert people() == set()


def test_every_restore_keeps_a_copy_of_its_own(actor: Make, tmp_path: Path) -> None:
    target = upkeep.backup(tmp_path / "copy.db")
    actor("manager", "First")
    first = upkeep.restore(target)
    actor("manager", "Second")
    second = upkeep.restore(target)
    for kept, name in ((first, "First"), (second, "Second")):
        assert kept is not None
        with closing(sqlite3.connect(kept)) as connection:
            assert connection.execute("select name from person").fetchall() == [(name,)]
