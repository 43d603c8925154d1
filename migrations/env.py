"""Alembic environment: the rooms' tables, one connection handed in by `studio.upkeep` (or opened here)."""

from __future__ import annotations

import importlib
from pathlib import Path

from alembic import context
from sqlmodel import SQLModel

ROOT = Path(__file__).resolve().parents[1]
for found in sorted(ROOT.glob("*/tables.py")):
    importlib.import_module(f"{found.parent.name}.tables")


def run() -> None:
    connection = context.config.attributes.get("connection")
    if connection is not None:
        migrate(connection)
        return
    from studio.database import engine

    with engine().execution_options(write=True).begin() as opened:
        migrate(opened)


def migrate(connection: object) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        compare_type=True,
        transactional_ddl=True,
    )
    context.run_migrations()


run()
