"""Shifts: found with the eyes of the person who asks."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import contains_eager, joinedload

from app.domain.errors import Missing
from app.domain.lifecycle import ShiftState, TaskState
from app.store import tasks
from app.store.db import db
from app.store.models.work import Shift, Task
from app.store.prepared import who, whoever

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.vocabulary import Role

_WITH_TASK = (
    contains_eager(Shift.task).joinedload(Task.site),
    contains_eager(Shift.task).joinedload(Task.organisation),
    contains_eager(Shift.task).selectinload(Task.demands),
)


def get_shift(actor: Actor, shift_id: UUID) -> Shift:
    """The shift with its order, site and demands. Raises: Missing for a stranger."""
    found = db.session.scalars(_get_query(actor.role), {"shift_id": shift_id, **who(actor)})
    shift: Shift | None = found.unique().one_or_none()
    if shift is None:
        raise Missing
    return shift


@cache
def _get_query(role: Role | None) -> Any:
    return (
        select(Shift)
        .join(Task, Task.id == Shift.task_id)
        .where(Shift.id == bindparam("shift_id"), tasks.visible_to(whoever(role)))
        .options(
            contains_eager(Shift.task).joinedload(Task.site),
            contains_eager(Shift.task).joinedload(Task.organisation),
            contains_eager(Shift.task).joinedload(Task.demands),
        )
    )


def list_of_task(task_id: UUID, *, since: datetime | None = None) -> list[Shift]:
    """The shifts of an order in time order, those before an instant left out."""
    query = _of_task_query(since=since is not None)
    return list(db.session.scalars(query, {"task_id": task_id, "since": since}))


@cache
def _of_task_query(*, since: bool) -> Any:
    query = select(Shift).where(Shift.task_id == bindparam("task_id")).order_by(Shift.starts_at)
    return query.where(Shift.ends_at > bindparam("since")) if since else query


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
