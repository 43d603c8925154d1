"""Alembic environment: the rooms' tables, one connection handed in by `studio.upkeep` (or opened here)."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from studio.upkeep import import_tables

import_tables()


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
