"""The demo as tests use it: built once for all test processes, then copied."""

from __future__ import annotations

import fcntl
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from flask_migrate import upgrade

from app.cli.demo.command import SEED, build
from app.store import demo
from app.store.db import db
from tests.databases import build_site, settings_for
from tests.world import World

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

# A Wednesday morning in the middle of work.
NOW = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)


class DemoWorld(World):
    """The demo's own people instead of the named ones; the same ways to ask the database."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.clock = app.extensions["jobcenter_clock"]


def demo_site(shared: Path, own: Path, now: datetime = NOW) -> Flask:
    """An application on a copy of the demo; whoever comes first builds it for the others."""
    built = shared / f"demo-{now:%m%d%H}.sqlite"
    with built.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not built.exists():
            _build(built, now)
    copy = own / "demo.sqlite"
    shutil.copyfile(built, copy)
    app = build_site(settings_for(f"sqlite:///{copy}", own))
    app.extensions["jobcenter_clock"].at = now
    return app


def _build(built: Path, now: datetime) -> None:
    fresh = built.with_suffix(".new")
    app = build_site(settings_for(f"sqlite:///{fresh}", built.parent))
    with app.app_context():
        upgrade()
        demo.hurry()
        build(SEED, now)
        db.session.remove()
        db.engine.dispose()
    fresh.rename(built)
