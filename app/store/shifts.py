"""Shifts: found with the eyes of the person who asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload

from app.domain.errors import Missing
from app.domain.lifecycle import ShiftState, TaskState
from app.store import tasks
from app.store.db import db
from app.store.models.work import Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

_WITH_TASK = (
    contains_eager(Shift.task).joinedload(Task.site),
    contains_eager(Shift.task).joinedload(Task.organisation),
    contains_eager(Shift.task).selectinload(Task.demands),
)


def get_shift(actor: Actor, shift_id: UUID) -> Shift:
    """The shift with its order, site and demands. Raises: Missing for a stranger."""
    shift = db.session.scalar(
        select(Shift)
        .join(Task, Task.id == Shift.task_id)
        .where(Shift.id == shift_id, tasks.visible_to(actor))
        .options(*_WITH_TASK)
    )
    if shift is None:
        raise Missing
    return shift


def list_of_task(task_id: UUID, *, since: datetime | None = None) -> list[Shift]:
    """The shifts of an order in time order, those before an instant left out."""
    query = select(Shift).where(Shift.task_id == task_id).order_by(Shift.starts_at)
    if since is not None:
        query = query.where(Shift.ends_at > since)
    return list(db.session.scalars(query))


def list_open(actor: Actor, shift_ids: Collection[UUID], *, now: datetime) -> list[Shift]:
    """Those of the shifts that have not begun and can be offered, with orders and places."""
    return list(
        db.session.scalars(
            select(Shift)
            .join(Task, Task.id == Shift.task_id)
            .where(Shift.state == ShiftState.OPEN, Task.state == TaskState.OPEN)
            .where(Shift.starts_at > now, Shift.id.in_(shift_ids), tasks.visible_to(actor))
            .options(*_WITH_TASK)
            .order_by(Shift.starts_at, Shift.id)
        )
    )


def list_between(
    actor: Actor, starts_at: datetime, ends_at: datetime, *, limit: int = 500
) -> list[Shift]:
    """The shifts that begin in a span, whatever their state, with their orders and places."""
    return list(
        db.session.scalars(
            select(Shift)
            .join(Shift.task)
            .where(Shift.starts_at >= starts_at, Shift.starts_at < ends_at)
            .where(tasks.visible_to(actor))
            .options(joinedload(Shift.task).joinedload(Task.site))
            .order_by(Shift.starts_at, Shift.id)
            .limit(limit)
        )
    )


def list_by_ids(actor: Actor, shift_ids: Collection[UUID]) -> list[Shift]:
    """Those of the shifts that this person may see, in time order, with their orders."""
    return list(
        db.session.scalars(
            select(Shift)
            .join(Shift.task)
            .where(Shift.id.in_(shift_ids), tasks.visible_to(actor))
            .options(contains_eager(Shift.task))
            .order_by(Shift.starts_at, Shift.id)
        )
    )
