"""A list asks the database as often for many objects as for few."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from streamlit.testing.v1 import AppTest

from studio import identity
from studio.settings import ROOT
from tests.architecture.objects import everything

LISTS = [
    "home/views/start.py",
    "partnership/views/list.py",
    "toolkit/views/standards.py",
    "toolkit/views/forms.py",
    "scenarios/views/gallery.py",
    "scenarios/views/caseloads.py",
    "scenarios/views/progress.py",
    "scenarios/views/author.py",
    "workshop/views/list.py",
]


@contextmanager
def counting() -> Iterator[list[str]]:
    """The statements that are executed within the block."""
    asked: list[str] = []

    def asks(connection: object, cursor: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    event.listen(Engine, "before_cursor_execute", asks)
    try:
        yield asked
    finally:
        event.remove(Engine, "before_cursor_execute", asks)


def asked_by(pages: dict[str, AppTest]) -> dict[str, int]:
    counts = {}
    for name, page in pages.items():
        page.run()  # what is kept per state is put together here
        assert not page.exception
        with counting() as asked:
            page.run()
        counts[name] = len(asked)
    return counts


@pytest.mark.usefixtures("database_folder")
def test_more_objects_are_listed_with_as_many_queries() -> None:
    owner = identity.local_owner()
    session_id = identity.session_of_secret(identity.use_link(identity.owner_link()))
    pages = {}
    for script in LISTS:
        page = AppTest.from_file(ROOT / "home/shell.py", default_timeout=60)
        page.user = {"session": session_id}
        page.run()
        pages[script] = page.switch_page(f"../{script}")
    everything(owner)
    few = asked_by(pages)
    for _ in range(3):
        everything(owner)
    assert asked_by(pages) == few
