"""Sites for tests on both engines: migrated once a session, fresh copies of the tables a test."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from copy import copy
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

import psycopg
from flask.testing import FlaskClient
from flask_migrate import upgrade
from psycopg import sql

from app import create_app
from app.clock import Clock
from app.config import Keys, Settings
from app.store import kept
from app.store.db import db
from app.store.demo import clock_offset
from tests.world import World

if TYPE_CHECKING:
    from flask import Flask
    from werkzeug.test import TestResponse

    from tests.postgres import PostgresServer

# Monday 23 November 2026, nine o'clock in Helsinki.
MONDAY_MORNING = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def _key(name: str) -> bytes:
    return hashlib.sha256(f"test {name}".encode()).digest()


# The same in every test process, so that they can share a database.
KEYS = Keys({1: _key("data")}, *map(_key, ("index", "audit", "pepper", "cookie")))
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "alone")
# What tests start from: tables without rows, or the named people of `tests.world` in them.
EMPTY, PEOPLED = "empty", "peopled"


class TestClock(Clock):
    """A clock that stands still until a test, or the demo's own offset, moves it."""

    __test__ = False

    def __init__(self) -> None:
        super().__init__(clock_offset)
        self.at = MONDAY_MORNING

    def utcnow(self) -> datetime:
        return self.at + self._offset_source()

    def forward(self, **spans: float) -> datetime:
        """Move on by so many days, hours, minutes …; the new instant."""
        self.at += timedelta(**spans)
        return self.utcnow()


class IsolatedClient(FlaskClient):
    """A client whose every request gets an application context of its own, as in real life.

    Tests run inside a context, and Flask would let all requests share that one with its `g`.
    """

    def open(self, *args: Any, **options: Any) -> TestResponse:
        with self.application.app_context():
            return super().open(*args, **options)


class Tables(Protocol):
    """Where the tables of one engine come from."""

    url: str

    def keep(self, state: str = EMPTY) -> None:
        """Remember the present state as one that tests start from."""

    def renew(self, state: str = EMPTY) -> None:
        """Bring that state back."""


class SqliteTables:
    """A file, copied anew for each test; in memory where the machine has room for that."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "test.sqlite"
        self.url = f"sqlite:///{self.file}"

    def keep(self, state: str = EMPTY) -> None:
        shutil.copyfile(self.file, self._kept(state))

    def renew(self, state: str = EMPTY) -> None:
        for suffix in ("-wal", "-shm"):
            Path(f"{self.file}{suffix}").unlink(missing_ok=True)
        shutil.copyfile(self._kept(state), self.file)

    def _kept(self, state: str) -> Path:
        return self.file.with_name(f"{state}.sqlite")


class PostgresTables:
    """A database of a real server, whose rows are put back for each test.

    Much quicker than a copied database: most tests touch few tables. It needs the rights of a
    superuser, since the trail lets nobody else delete, and tables nobody takes away or adds.
    """

    def __init__(self, server: PostgresServer, kind: str = "test") -> None:
        self.server = server
        self.name = f"{kind}_{WORKER}"
        server.drop(self.name)
        self.url = server.create(self.name)
        self.kept: dict[str, dict[str, bytes]] = {}

    def keep(self, state: str = EMPTY) -> None:
        with self.server.visit(self.name) as link:
            self.kept[state] = {name: copied(link, name) for name in filled(link)}

    def renew(self, state: str = EMPTY) -> None:
        kept = self.kept[state]
        with self.server.visit(self.name) as link:
            link.execute(OTHERS_LEAVE)
            link.execute("SET session_replication_role = replica")
            for name in {*filled(link), *kept}:
                self._put_back(link, name, kept.get(name, b""))

    def _put_back(self, link: psycopg.Connection, name: str, before: bytes) -> None:
        if copied(link, name) == before:
            return
        link.execute(sql.SQL("DELETE FROM {}").format(sql.Identifier(name)))
        with link.cursor().copy(sql.SQL("COPY {} FROM STDIN").format(sql.Identifier(name))) as rows:
            rows.write(before)


OTHERS_LEAVE = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
"""
TABLES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
)


def filled(link: psycopg.Connection) -> list[str]:
    """The names of the tables that have rows, asked in one go."""
    has_rows = sql.SQL("SELECT {0} WHERE EXISTS (SELECT FROM {1})")
    names = [name for (name,) in link.execute(TABLES)]
    asked = [has_rows.format(sql.Literal(name), sql.Identifier(name)) for name in names]
    return [name for (name,) in link.execute(sql.SQL(" UNION ALL ").join(asked))]


def copied(link: psycopg.Connection, name: str) -> bytes:
    """The rows of a table, as PostgreSQL writes them."""
    with link.cursor().copy(sql.SQL("COPY {} TO STDOUT").format(sql.Identifier(name))) as rows:
        return b"".join(rows)


def memory_folder() -> Path:
    """A new folder for files that need not survive the tests."""
    shared = Path("/dev/shm")
    where = shared if shared.is_dir() and os.access(shared, os.W_OK) else None
    return Path(tempfile.mkdtemp(prefix="jc-test-", dir=where))


def settings_for(url: str, folder: Path, **changes: Any) -> Settings:
    """Settings of a demo site on this database."""
    values: dict[str, Any] = {
        "app_env": "demo",
        "database_url": url,
        "instance_path": folder,
        "public_url": "http://localhost",
        "keys": KEYS,
        "password_hash_cost": "cheap",
        "database_connections": 64,
    }
    return Settings(**values | changes)


class Site:
    """One application on one engine, used by all tests of a session one after the other."""

    def __init__(self, tables: Tables, folder: Path) -> None:
        self.tables = tables
        self.people: World | None = None
        self.app = build_site(settings_for(tables.url, folder))
        with self.app.app_context():
            upgrade()
            db.session.remove()
            db.engine.dispose()
        tables.keep()

    def renew(self, state: str = EMPTY) -> Flask:
        """The application with its tables in this state and the clock on Monday morning."""
        if state == PEOPLED and self.people is None:
            self._people()
        with self.app.app_context():
            db.engine.dispose()
            kept.forget()
        self.tables.renew(state)
        self.app.extensions["jobcenter_clock"].at = MONDAY_MORNING
        return self.app

    def _people(self) -> None:
        """Let the named people move in once; each test that wants them finds them as they came."""
        with self.renew().app_context():
            self.people = World(self.app)
            db.session.remove()
            db.engine.dispose()
        self.tables.keep(PEOPLED)

    def world(self) -> World:
        """The named people, in tables in which nothing else has happened yet."""
        world = copy(self.people)
        for name in ("units", "organisations", "sites"):
            setattr(world, name, dict(getattr(world, name)))
        return world


def build_site(settings: Settings) -> Flask:
    """An application whose bugs reach the test and whose clock stands still."""
    app = create_app(settings)
    app.testing = True
    app.error_handler_spec[None][None].pop(Exception, None)
    app.test_client_class = IsolatedClient
    app.extensions["jobcenter_clock"] = TestClock()
    return app
