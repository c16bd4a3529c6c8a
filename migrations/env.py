"""Runs the migrations on the site's own engine, one transaction for all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from alembic import context
from flask import current_app

if TYPE_CHECKING:
    from alembic.autogenerate.api import AutogenContext

MIGRATE = current_app.extensions["migrate"]
DB = MIGRATE.db


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | bool:
    """Own column types are written as SQLAlchemy's, so that no migration imports the site."""
    if kind == "type" and type(item).__name__ == "UtcDateTime":
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    with DB.engine.connect() as plain:
        # Writers of SQLite take the lock at once; see app/store/sqlite.py.
        connection = plain.execution_options(writes=True)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SET lock_timeout = '5s'")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=DB.metadata,
            render_item=render_item,
            render_as_batch=True,
            compare_type=True,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
