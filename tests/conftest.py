"""Fixtures shared by all rooms: a fresh migrated database, people with roles."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import hypothesis
import psycopg
import pytest
from psycopg import sql
from streamlit.components.v2 import manifest_scanner

os.environ.setdefault("ICM_OPEN_BROWSER", "false")

from studio import database, identity, ids, upkeep
from studio.database import writing
from studio.identity import Actor, Role
from studio.settings import settings

REQUIRED = pytest.StashKey[bool]()

# Machines differ in speed; a slow one must not turn a true property false.
hypothesis.settings.register_profile(
    "studio", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow], max_examples=60
)
hypothesis.settings.load_profile("studio")


def pytest_configure(config: pytest.Config) -> None:
    config.stash[REQUIRED] = os.environ.get("ICM_TEST_REQUIRE") == "1"


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """With ICM_TEST_REQUIRE=1 a test that would skip fails, so that none disappears silently."""
    outcome = yield
    report = outcome.get_result()  # type: ignore[attr-defined]
    if report.skipped and item.config.stash[REQUIRED] and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped where everything is required: {report.longrepr}"


@pytest.fixture(scope="session", autouse=True)
def installed_components_are_looked_up_once() -> Iterator[None]:
    """Streamlit reads the metadata of every installed package for each AppTest; packages do not change meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database brought to the newest version once; tests copy it."""
    folder = tmp_path_factory.mktemp("migrated")
    with pytest.MonkeyPatch.context() as patch:
        use_folder(patch, folder)
        upkeep.upgrade()
        database.forget_engine()
    settings.cache_clear()
    return folder / "icm-studio.db"


def use_folder(patch: pytest.MonkeyPatch, folder: Path) -> None:
    patch.setenv("ICM_DATA_DIR", str(folder))
    patch.delenv("ICM_DATABASE_URL", raising=False)
    settings.cache_clear()
    database.forget_engine()


@pytest.fixture
def database_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> Iterator[Path]:
    """The folder of a fresh embedded database that this process uses."""
    use_folder(monkeypatch, tmp_path)
    shutil.copy(migrated_file, tmp_path / "icm-studio.db")
    yield tmp_path
    database.forget_engine()
    settings.cache_clear()


@pytest.fixture
def fresh_database(database_folder: Path) -> Path:
    """The file of a fresh embedded database."""
    return database_folder / "icm-studio.db"


@pytest.fixture
def actor(fresh_database: Path) -> Callable[..., Actor]:
    """Makes signed-in people: `actor("trainer", "Ana")`."""

    def make(role: str = "manager", name: str = "Synthetic Person", context: str = "") -> Actor:
        with writing() as session:
            person = identity.add_person(session, name)
            secret = identity.open_session(session, person.id, Role(role), context=context)
        session_id = identity.session_of_secret(secret)
        assert session_id is not None
        found = identity.resolve(session_id)
        assert found is not None
        return found

    return make


@pytest.fixture
def postgres(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[str]:
    """A fresh, migrated PostgreSQL database that this process uses; skips where no server answers."""
    server = os.environ.get("ICM_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432/postgres")
    try:
        admin = psycopg.connect(server, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        pytest.skip("needs PostgreSQL on 127.0.0.1:5432, or its address in ICM_TEST_POSTGRES")
    name = ids.new("icm_test")
    with admin:
        admin.execute(sql.SQL("create database {}").format(sql.Identifier(name)))
        use_folder(monkeypatch, tmp_path)
        monkeypatch.setenv("ICM_DATABASE_URL", f"{server.rsplit('/', 1)[0]}/{name}")
        settings.cache_clear()
        upkeep.upgrade()
        yield name
        database.forget_engine()
        settings.cache_clear()
        admin.execute(sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))
    admin.close()
