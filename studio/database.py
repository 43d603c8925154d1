"""The database: one engine, transactions for reading and writing, migrations at start.

SQLite runs in WAL mode and takes its write lock when a writing transaction begins (BEGIN IMMEDIATE), so that two
writers queue up instead of failing at commit. PostgreSQL is used when a URL is set; rows that must not move between
reading and writing are locked with `with_for_update()`, which SQLite ignores because it needs no such lock.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlmodel import Session

from studio.errors import Unavailable
from studio.settings import settings


def open_engine(url: str) -> Engine:
    """An engine with the settings every connection needs; callers outside tests use `engine()`."""
    if not url.startswith("sqlite"):
        return create_engine(url, pool_size=10, max_overflow=20, pool_pre_ping=True)
    made = create_engine(url, pool_size=10, max_overflow=20, connect_args={"timeout": 15})

    @event.listens_for(made, "connect")
    def prepare(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin below, not when pysqlite thinks so
        for pragma in (
            "journal_mode=WAL",
            "busy_timeout=15000",
            "foreign_keys=ON",
            "synchronous=FULL",  # a closed lid must not lose the last sentence
            "secure_delete=ON",  # what is erased is gone from the file too
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def begin(connection: Any) -> None:
        write = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")

    return made


@lru_cache(maxsize=1)
def engine() -> Engine:
    chosen = settings()
    if not chosen.database_url:
        chosen.data_dir.mkdir(parents=True, exist_ok=True)
    return open_engine(chosen.url())


def forget_engine() -> None:
    """Close the engine so that the next call reads the settings again (tests, restore)."""
    if engine.cache_info().currsize:
        engine().dispose()
    engine.cache_clear()


@contextmanager
def reading() -> Iterator[Session]:
    """A session that sees one moment and writes nothing."""
    with Session(engine()) as session, explained():
        yield session


@contextmanager
def writing() -> Iterator[Session]:
    """One transaction: everything or nothing. Call it once per service call."""
    with explained():
        with (
            Session(engine().execution_options(write=True), expire_on_commit=False) as session,
            session.begin(),
        ):
            yield session
        if session.info.get(_TRACELESS):
            _empty_log()


_TRACELESS = "traceless"


def leave_no_trace(session: Session) -> None:
    """Once this transaction is written, take what it deletes out of the write-ahead log as well."""
    session.info[_TRACELESS] = True


def _empty_log() -> None:
    """Best effort: somebody who reads for long puts it off until the log is written over."""
    if engine().dialect.name != "sqlite":
        return
    with closing(engine().raw_connection()) as connection:
        raw = connection.driver_connection
        assert isinstance(raw, sqlite3.Connection)
        for _ in range(3):
            with suppress(sqlite3.OperationalError):
                busy, _pages, _moved = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()  # waits for readers
                if not busy:
                    return


@contextmanager
def explained() -> Iterator[None]:
    """Say in a code what a person can do something about."""
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        code = _code(error.orig if isinstance(error, DatabaseError) else error)
        if code is None:
            raise
        raise Unavailable(code) from error


def _code(cause: BaseException | None) -> str | None:
    if _unreadable(cause):
        return "database_unreadable"
    if type(cause).__name__ != "OperationalError":  # of sqlite3 or of psycopg
        return None
    text = str(cause).lower()
    if "connection failed" in text or "connection refused" in text:
        return "database_unreachable"
    if "disk is full" in text or "no space left" in text or "could not extend file" in text:
        return "storage_full"
    if "locked" in text or "busy" in text:
        return "storage_busy"
    if "readonly" in text or "unable to open" in text:
        return "storage_unwritable"
    return None


def _unreadable(cause: BaseException | None) -> bool:
    """Whether SQLite says that a file is damaged or no database at all."""
    code = getattr(cause, "sqlite_errorcode", 0)
    primary = code & 0xFF  # what stands above says more about the same
    return primary in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or code == sqlite3.SQLITE_IOERR_SHORT_READ
