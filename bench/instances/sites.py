"""A site on an empty database of its own, for as long as a bench needs it."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING

from app.store.db import db
from tests.databases import Site, SqliteTables, memory_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@contextmanager
def own_site() -> Iterator[tuple[Site, Path]]:
    """The site, inside its application context, and the folder that goes with it."""
    folder = memory_folder()
    site = Site(SqliteTables(folder), folder / "instance")
    with site.app.app_context():
        yield site, folder
        db.engine.dispose()
    shutil.rmtree(folder, ignore_errors=True)
