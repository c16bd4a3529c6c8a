"""The stage of the sweep: built once for all tests of a process."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.access.stage import Stage
from tests.databases import PostgresTables, Site, SqliteTables

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.postgres import PostgresServer


@pytest.fixture(scope="session")
def stage(tables_folder: Path) -> Iterator[Stage]:
    """The site on SQLite with everybody and everything in it."""
    folder = tables_folder / "sweep"
    folder.mkdir()
    made = Stage(Site(SqliteTables(folder), folder / "instance"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgres_stage(server: PostgresServer, tables_folder: Path) -> Iterator[Stage]:
    """The same on PostgreSQL."""
    made = Stage(Site(PostgresTables(server, "sweep"), tables_folder / "sweep-postgres"))
    yield made
    made.close()
