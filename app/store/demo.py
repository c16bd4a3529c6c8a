"""The demo's one row: how far its clock is moved."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import select, text, update

from app.store.db import db
from app.store.models.trail import DemoState


def clock_offset() -> timedelta:
    """How far the demo's clock is moved; nothing before the demo is built."""
    with db.engine.connect() as connection:
        seconds = connection.execute(select(DemoState.offset_seconds)).scalar()
    return timedelta(seconds=seconds or 0)


def find_state() -> DemoState | None:
    """The demo's row, if a demo was built."""
    return db.session.scalar(select(DemoState))


def add_state(*, seed: int, now: datetime) -> None:
    db.session.add(DemoState(built_at=now, seed=seed))


def move_clock(seconds: int) -> None:
    """Move the clock by this much more."""
    db.session.execute(
        update(DemoState).values(offset_seconds=DemoState.offset_seconds + seconds)
    )


def is_ready() -> bool:
    """Whether the database answers and has its tables."""
    db.session.execute(text("SELECT 1"))
    return True
