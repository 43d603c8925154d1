"""A trainer with a workshop, and people joining it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from scenarios import loader
from studio import identity, ids
from studio.identity import Actor
from workshop import cases
from workshop.services import join, lead


@pytest.fixture
def trainer(actor: Callable[..., Actor]) -> Actor:
    return actor("trainer", "Teuta Trainer")


@pytest.fixture
def workshop_id(trainer: Actor) -> str:
    return lead.create(trainer, "Two days in Tetovo", "Europe/Skopje", ids.new("key"))


@pytest.fixture
def code(trainer: Actor, workshop_id: str) -> str:
    return lead.load(trainer, workshop_id).code


@pytest.fixture
def guest(code: str) -> Callable[[str], Actor]:
    """Joins by the code and gives the new person."""

    def make(name: str = "Arta") -> Actor:
        joined = join.join(None, code, name)
        session_id = identity.session_of_secret(joined.secret)
        assert session_id is not None
        found = identity.resolve(session_id)
        assert found is not None
        return found

    return make


@pytest.fixture
def scenario_id(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A small scenario in the place of the library."""
    monkeypatch.setattr(loader, "LIBRARY", Path(__file__).parents[1] / "scenarios" / "practice")
    _forget_library()
    yield "garden"
    _forget_library()


def _forget_library() -> None:
    loader.builtin.cache_clear()
    cases.library.cache_clear()


@pytest.fixture
def everything(fresh_database: Path) -> Callable[[], bytes]:
    """All bytes of the database after free pages are given back."""

    def read() -> bytes:
        with closing(sqlite3.connect(fresh_database)) as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return fresh_database.read_bytes()

    return read
