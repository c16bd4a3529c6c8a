"""Orders that rest until a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.lifecycle import TaskState
from app.store.db import db
from app.store.models.work import Task

if TYPE_CHECKING:
    from datetime import date


def list_due(on: date) -> list[Task]:
    """The resting orders whose day has come, oldest day first."""
    query = select(Task).where(Task.state == TaskState.PAUSED, Task.paused_until <= on)
    return list(db.session.scalars(query.order_by(Task.paused_until, Task.id)))
