"""Keeping the database: migrate at start, back up, restore, check."""

from __future__ import annotations

import importlib
import itertools
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text
from sqlmodel import SQLModel

from studio import identity
from studio.database import engine, explained, forget_engine, writing
from studio.errors import Invalid, Unavailable
from studio.settings import ROOT, settings

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = ROOT / "migrations"
_LOGS = ("-wal", "-shm")
"""What SQLite keeps beside a database that is in use, or was when the computer stopped."""


def _config() -> Config:
    from alembic.config import Config  # Alembic is imported when there is something to migrate: it slows every start

    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix().replace("%", "%%"))
    return config


def _revisions() -> list[str]:
    """Revisions of this studio, the oldest first; a file is called after its revision."""
    return sorted(file.name.split("_")[0] for file in (MIGRATIONS / "versions").glob("[0-9]*_*.py"))


def _present(connection: Connection) -> str | None:
    """The revision of the database, None before its first migration."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(text("select version_num from alembic_version")).scalar()
    return found


def upgrade() -> None:
    """Bring the database to this version; Unavailable when it was written by a newer one (nothing is touched)."""
    with explained():
        _upgrade()


def _upgrade() -> None:
    with engine().connect() as connection:
        present = _present(connection)
    known = _revisions()
    if present is not None and present not in known:
        raise Unavailable("database_newer", revision=present)
    if present == known[-1] or _made_new(known[-1]):
        return
    from alembic import command

    config = _config()
    with engine().execution_options(write=True).connect() as connection, _loose_keys(connection), connection.begin():
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        if broken := _broken_keys(connection):
            raise Unavailable("database_damaged", problem=broken[0])


def _made_new(revision: str) -> bool:
    """Make every table at once where there is none: a first start need not live through all that changed before."""
    import_tables()
    with engine().execution_options(write=True).begin() as connection:
        if inspect(connection).get_table_names():
            return False
        SQLModel.metadata.create_all(connection)
        connection.execute(text("create table alembic_version (version_num varchar(32) not null primary key)"))
        connection.execute(text("insert into alembic_version values (:revision)"), {"revision": revision})
    return True


def import_tables() -> None:
    """Make the tables of all rooms known."""
    for found in sorted(ROOT.glob("*/tables.py")):
        importlib.import_module(f"{found.parent.name}.tables")


@contextmanager
def _loose_keys(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by making it anew; rows that point to the old one would forbid that."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.driver_connection
    assert isinstance(raw, sqlite3.Connection)
    raw.execute("PRAGMA foreign_keys=OFF")  # has no effect inside a transaction
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _broken_keys(connection: Connection) -> list[str]:
    """Rows that point to nothing; PostgreSQL never has any."""
    if connection.dialect.name != "sqlite":
        return []
    return [f"foreign key: {tuple(row)}" for row in connection.execute(text("PRAGMA foreign_key_check"))]


def version() -> str:
    with explained(), engine().connect() as connection:
        return _present(connection) or ""


@dataclass(frozen=True)
class Health:
    """What a check found; `problems` is empty when all is well."""

    kind: str
    revision: str
    people: int
    documents: int
    problems: tuple[str, ...]


def check() -> Health:
    """Ask the database whether it is whole and of this version; nothing is made where there is none."""
    if not settings().database_url and not _embedded().exists():
        return Health("sqlite", "", 0, 0, (f"there is no database in {_embedded().parent} yet",))
    try:
        with explained():
            return _check()
    except Unavailable as error:
        if error.code != "database_unreadable":
            raise
        return Health("sqlite", "", 0, 0, ("the database is damaged: restore a backup (icm database restore FILE)",))


def _check() -> Health:
    problems: list[str] = []
    with engine().connect() as connection:
        kind = connection.dialect.name
        if kind == "sqlite":
            problems += [
                str(row[0]) for row in connection.execute(text("PRAGMA integrity_check")) if str(row[0]) != "ok"
            ]
            problems += _broken_keys(connection)
        present = _present(connection) or ""
        head = _revisions()[-1]
        if present != head:
            problems.append(f"the database is at version {present or 'none'}, this studio at {head}")
            return Health(kind, present, 0, 0, tuple(problems))
        people = connection.execute(text("select count(*) from person where erased_at is null")).scalar_one()
        documents = connection.execute(text("select count(*) from versioned_document")).scalar_one()
    return Health(kind, present, people, documents, tuple(problems))


def _embedded() -> Path:
    if settings().database_url:
        raise Invalid("backup_postgres")
    return settings().data_dir / "icm-studio.db"


def backup(target: Path) -> Path:
    """Copy the running embedded database into one file, whole and consistent; never over an existing file."""
    source = _embedded()
    if target.is_dir():
        raise Invalid("backup_target_folder", path=str(target))
    if target.exists():
        raise Invalid("backup_target_exists", path=str(target))
    if not target.parent.is_dir():
        raise Invalid("backup_target_missing", path=str(target.parent))
    if not source.is_file():
        raise Invalid("database_missing", path=str(source.parent))
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=".backup-")
    os.close(handle)
    try:
        with explained(), closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(name)) as copy:
            if not _of_a_studio(live):
                raise Invalid("database_missing", path=str(source.parent))
            live.backup(copy)
            copy.execute("PRAGMA journal_mode=DELETE")
        os.replace(name, target)
    finally:
        Path(name).unlink(missing_ok=True)  # a copy that came to its end is in its place by now
    return target


def restore(source: Path) -> Path | None:
    """Put a backup in the place of the embedded database; the present one, if any, is kept beside it: its path.

    Invalid while the studio runs. People who were erased after the backup was made are erased again, with what they
    typed in the rooms that are loaded (`identity.when_erased`).
    """
    place = _embedded()
    if not source.is_file():
        raise Invalid("backup_missing", path=str(source))
    try:
        with closing(sqlite3.connect(source.resolve().as_uri() + "?mode=ro", uri=True)) as copy:
            state = copy.execute("PRAGMA integrity_check").fetchone()[0]
            if state != "ok":
                raise Invalid("backup_damaged", path=str(source))
            row = copy.execute("select version_num from alembic_version").fetchone() if _of_a_studio(copy) else None
    except sqlite3.DatabaseError as error:
        raise Invalid("backup_damaged", path=str(source)) from error
    if row is None:
        raise Invalid("backup_foreign", path=str(source))
    if row[0] not in _revisions():
        raise Invalid("backup_newer", path=str(source), revision=row[0])
    forget_engine()
    place.parent.mkdir(parents=True, exist_ok=True)
    kept = _keep(place) if place.exists() else None
    erased = _erased_people(place)
    fresh = place.with_suffix(".restoring")
    try:
        shutil.copyfile(source, fresh)
        for suffix in _LOGS:
            place.with_name(place.name + suffix).unlink(missing_ok=True)
        os.replace(fresh, place)
    finally:
        fresh.unlink(missing_ok=True)
    upgrade()
    for person_id in erased:
        with writing() as session:
            identity.erase_person(session, identity.SYSTEM, person_id)
    return kept


def _of_a_studio(connection: sqlite3.Connection) -> bool:
    return {"person", "alembic_version"} <= {row[0] for row in connection.execute("select name from sqlite_master")}


def _keep(place: Path) -> Path:
    """Copy the present database to a file of its own; one that cannot be read as it is, with its logs.

    Invalid while a studio runs: in WAL mode the whole lock is given only where nobody else has the database open, and
    a running studio always does.
    """
    free = (place.with_suffix(f".before-restore-{number}.db") for number in itertools.count(1))
    kept = next(path for path in free if not path.exists())
    copied = place.with_suffix(".tmp")
    try:
        copied.unlink(missing_ok=True)
        try:
            with explained(), closing(sqlite3.connect(place)) as live, closing(sqlite3.connect(copied)) as copy:
                live.execute("PRAGMA locking_mode=EXCLUSIVE")  # keeps the lock until the copy is complete
                live.execute("BEGIN EXCLUSIVE")
                live.execute("COMMIT")
                live.backup(copy)
        except Unavailable as error:
            if error.code == "storage_busy":
                raise Invalid("restore_running", path=str(place.parent)) from error
            if error.code != "database_unreadable":
                raise
            shutil.copyfile(place, copied)
            for suffix in _LOGS:
                if (log := place.with_name(place.name + suffix)).exists():
                    shutil.copyfile(log, kept.with_name(kept.name + suffix))
        os.replace(copied, kept)
    finally:
        copied.unlink(missing_ok=True)
    return kept


def _erased_people(place: Path) -> list[str]:
    if not place.exists():
        return []
    with closing(sqlite3.connect(place)) as live:
        try:
            return [row[0] for row in live.execute("select id from person where erased_at is not null")]
        except sqlite3.DatabaseError:
            return []  # a damaged database is often the reason for restoring
