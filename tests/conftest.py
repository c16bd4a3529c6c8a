"""What tests get: an application on fresh tables, a world of people in it, a browser."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

from app.store.db import db
from tests.browser import Browser
from tests.databases import (
    EMPTY,
    PEOPLED,
    PostgresTables,
    Site,
    SqliteTables,
    memory_folder,
)
from tests.e2e.client_rules import merge, table
from tests.postgres import postgres_server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from _pytest.terminal import TerminalReporter
    from flask import Flask

    from app.domain.policy import Actor
    from tests.postgres import PostgresServer
    from tests.world import World

# Speed lives in bench/: a busy machine fails no test.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")

# Pages and rows are many small things: looking through them all, again and again, took a tenth.
gc.set_threshold(200_000, 50, 100)

# What takes minutes begins first, so that the processes end at about the same time.
LONGEST = (
    "tests/e2e/test_walk", "tests/e2e/test_pages", "tests/simulation/", "tests/cli/test_demo",
    "tests/e2e/", "tests/access/", "tests/scheduled/",
)  # fmt: skip

ENGINES = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def tables_folder() -> Iterator[Path]:
    """A folder for the session's databases."""
    folder = memory_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def server() -> Iterator[PostgresServer]:
    """A running PostgreSQL, one per test process."""
    with postgres_server() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_site(tables_folder: Path) -> Iterator[Site]:
    site = Site(SqliteTables(tables_folder), tables_folder / "instance")
    yield site
    close(site)


@pytest.fixture(scope="session")
def postgres_site(server: PostgresServer, tables_folder: Path) -> Iterator[Site]:
    site = Site(PostgresTables(server), tables_folder / "instance")
    yield site
    close(site)


def close(site: Site) -> None:
    with site.app.app_context():
        db.engine.dispose()


def in_context(site: Site, request: pytest.FixtureRequest) -> Iterator[Flask]:
    app = site.renew(PEOPLED if "world" in request.fixturenames else EMPTY)
    with app.app_context():
        yield app
        db.session.remove()
    close(site)


@pytest.fixture
def app(request: pytest.FixtureRequest, sqlite_site: Site) -> Iterator[Flask]:
    """The site on SQLite with nobody in its tables but `world`, inside an application context."""
    yield from in_context(sqlite_site, request)


@pytest.fixture(params=ENGINES)
def engine_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The site with nobody in its tables but `world`; the test runs once on each engine."""
    yield from in_context(request.getfixturevalue(f"{request.param}_site"), request)


@pytest.fixture
def world(request: pytest.FixtureRequest) -> World:
    """Named people in the tables of `engine_app` if the test asks for that, else of `app`."""
    both = "engine_app" in request.fixturenames
    app = request.getfixturevalue("engine_app" if both else "app")
    sites = (request.getfixturevalue(f"{engine}_site") for engine in ("sqlite", "postgres"))
    return next(site.world() for site in sites if site.app is app)


@pytest.fixture
def browse(world: World) -> Callable[..., Browser]:
    """`browse(world.carla)`: a browser in which Carla is signed in; `browse()`: nobody is."""

    def browse_as(actor: Actor | None = None) -> Browser:
        return Browser(world, actor)

    return browse_as


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: _turn(item.nodeid))


def _turn(nodeid: str) -> int:
    """Whose turn it is: the place among the longest, else after them all."""
    turns = (turn for turn, start in enumerate(LONGEST) if nodeid.startswith(start))
    return next(turns, len(LONGEST))


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Say how much the sweep asked, how clients' pages keep their 25 rules, how a town fared."""
    _tell_sweep(terminalreporter)
    _tell_client_rules(terminalreporter)
    _tell_fortnights(terminalreporter)


def _told(terminalreporter: TerminalReporter, name: str) -> list[Any]:
    reports = [*terminalreporter.getreports("passed"), *terminalreporter.getreports("failed")]
    return [facts for one in reports for key, facts in one.user_properties if key == name]


def _tell_client_rules(terminalreporter: TerminalReporter) -> None:
    found = _told(terminalreporter, "client_rules")
    if found:
        terminalreporter.section("the 25 rules for clients' pages")
        for line in table(merge(found)):
            terminalreporter.line(line)


def _tell_fortnights(terminalreporter: TerminalReporter) -> None:
    for lines in _told(terminalreporter, "fortnight"):
        terminalreporter.section("a simulated town")
        for line in lines:
            terminalreporter.line(line)


def _tell_sweep(terminalreporter: TerminalReporter) -> None:
    found = _told(terminalreporter, "sweep")
    if not found:
        return
    counts: Counter[str] = Counter()
    for facts in found:
        counts.update(facts["counts"])
    sizes = found[0]["sizes"]
    terminalreporter.section("access sweep")
    terminalreporter.line(
        f"{sizes['routes']} routes at {sizes['addresses']} addresses x {sizes['methods']} methods "
        f"x {len(found)} principals x own, foreign, absent: {counts.pop('requests')} requests"
    )
    terminalreporter.line(", ".join(f"{count} {name}" for name, count in counts.most_common()))
