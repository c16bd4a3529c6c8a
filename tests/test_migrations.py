"""The migrations: one line of them, there and back on both engines, and equal to the models."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from alembic.script import ScriptDirectory
from flask_migrate import Migrate, check, downgrade, upgrade
from sqlalchemy import inspect, text

from app.store.db import db
from tests.databases import SqliteTables, build_site, memory_folder, settings_for
from tests.world import World

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

ROOT = Path(__file__).resolve().parent.parent
MIGRATIONS = ROOT / "migrations"
TRIGGERS = {
    "sqlite": {
        "ex_offer_shift_overlap_i", "ex_offer_shift_overlap_u", "ex_coach_booking_overlap_i",
        "ex_coach_booking_overlap_u", "audit_event_no_delete", "audit_event_no_update",
        "audit_event_sealed_once", "audit_event_client_no_update", "audit_event_client_no_delete",
    },
    "postgresql": {
        "audit_event_no_delete", "audit_event_no_update", "audit_event_client_no_change",
    },
}  # fmt: skip
LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
}
EXCLUSIONS = {"ex_offer_shift_overlap", "ex_coach_booking_overlap"}


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def bare_app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """A site whose database has no tables at all."""
    folder = memory_folder()
    if request.param == "sqlite":
        url = SqliteTables(folder).url
    else:
        server = request.getfixturevalue("server")
        server.drop("bare")
        url = server.create("bare")
    app = build_site(settings_for(url, folder / "instance"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def triggers() -> set[str]:
    with db.engine.connect() as connection:
        return set(connection.scalars(text(LISTED[connection.dialect.name])))


def test_up_down_and_up_again(bare_app):
    upgrade()
    first = tables()
    assert first == set(db.metadata.tables)
    assert triggers() == TRIGGERS[db.engine.dialect.name]
    downgrade(revision="base")
    assert tables() == set()
    assert triggers() == set()
    upgrade()
    assert tables() == first
    assert triggers() == TRIGGERS[db.engine.dialect.name]


def test_down_also_where_people_work(bare_app):
    upgrade()
    world = World(bare_app)
    shift_id = world.shift("ma", "06:00", "08:00")
    world.performed(world.kalle, shift_id)
    world.booking(world.carla, shift_id, [world.kalle])
    db.session.remove()
    downgrade(revision="base")
    assert tables() == set()


def test_the_models_and_the_tables_agree(engine_app):
    check()


@pytest.mark.postgres
def test_postgresql_itself_refuses_overlaps(postgres_site):
    app = postgres_site.renew()
    with app.app_context(), db.engine.connect() as connection:
        found = connection.scalars(text("SELECT conname FROM pg_constraint WHERE contype = 'x'"))
        assert set(found) == EXCLUSIONS
    with app.app_context():
        db.engine.dispose()


def test_there_is_one_head_and_it_is_written_down():
    heads = ScriptDirectory(str(MIGRATIONS)).get_heads()
    assert heads == [(MIGRATIONS / "HEAD").read_text(encoding="utf-8").strip()]


def test_migrations_are_numbered_in_one_line():
    scripts = list(ScriptDirectory(str(MIGRATIONS)).walk_revisions())[::-1]
    numbers = [script.revision for script in scripts]
    assert numbers == [f"{n:04d}" for n in range(1, len(numbers) + 1)]
    assert [script.down_revision for script in scripts] == [None, *numbers[:-1]]
    for script in scripts:
        assert Path(script.path).name.startswith(f"{script.revision}_")


def test_no_migration_imports_the_site():
    for path in sorted((MIGRATIONS / "versions").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                assert not any(name.name.split(".")[0] == "app" for name in node.names), path.name
            if isinstance(node, ast.ImportFrom):
                assert (node.module or "").split(".")[0] != "app", path.name


def test_the_site_is_bound_to_these_migrations(app):
    bound = app.extensions["migrate"]
    assert isinstance(bound.migrate, Migrate)
    assert Path(bound.directory) == MIGRATIONS
