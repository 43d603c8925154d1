"""A trainer with a workshop, and people joining it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

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
def scenario_id() -> str:
    return next(iter(cases.offered("en")))
