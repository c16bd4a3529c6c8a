"""Open orders as a coach looks for work: the nearest time, and how many times have room."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.calendar import local_day, week_bounds
from app.domain.lifecycle import ShiftState, TaskState
from app.store.db import db
from app.store.models.work import Shift, Task
from app.store.tasks import visible_to

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

_COMING = (ShiftState.OPEN, ShiftState.FILLED)


class Heap(StrEnum):
    """Which open orders are looked at."""

    ALL = "all"
    WEEK = "week"
    FREE = "free"


@dataclass(frozen=True)
class OpenTask:
    """One open order with its nearest shift of the heap; counts are of the shifts ahead."""

    task: Task
    next_shift: Shift
    ahead: int
    free: int


def _wanted(actor: Actor, heap: Heap, now: datetime) -> list[Any]:
    wanted = [visible_to(actor), Task.state == TaskState.OPEN, Shift.state.in_(_COMING)]
    wanted.append(Shift.starts_at > now)
    if heap is Heap.WEEK:
        wanted.append(Shift.starts_at < week_bounds(local_day(now))[1])
    if heap is Heap.FREE:
        wanted.append(Shift.taken < Shift.places)
    return wanted


def count_heaps(actor: Actor, *, now: datetime) -> dict[Heap, int]:
    """How many orders each heap holds."""
    counts = {}
    for heap in Heap:
        query = select(func.count(func.distinct(Task.id))).select_from(Task)
        query = query.join(Shift, Shift.task_id == Task.id).where(*_wanted(actor, heap, now))
        counts[heap] = db.session.scalar(query) or 0
    return counts


def list_open_tasks(
    actor: Actor, heap: Heap, *, now: datetime, page: int = 1, size: int = 20
) -> list[OpenTask]:
    """One page of the open orders, those whose time is nearest first."""
    first = func.min(Shift.starts_at)
    found = db.session.execute(
        select(Task.id, first)
        .join(Shift, Shift.task_id == Task.id)
        .where(*_wanted(actor, heap, now))
        .group_by(Task.id)
        .order_by(first, Task.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    ids = [row.id for row in found]
    tasks, shifts = _tasks(ids), _shifts(actor, ids, heap, now)
    return [_row(tasks[task_id], shifts[task_id]) for task_id in ids]


def _row(task: Task, shifts: list[Shift]) -> OpenTask:
    free = sum(shift.taken < shift.places for shift in shifts)
    return OpenTask(task, shifts[0], len(shifts), free)


def _tasks(task_ids: Collection[UUID]) -> dict[UUID, Task]:
    rows = db.session.scalars(
        select(Task)
        .where(Task.id.in_(task_ids))
        .options(joinedload(Task.site), joinedload(Task.organisation))
    )
    return {task.id: task for task in rows}


def _shifts(
    actor: Actor, task_ids: Collection[UUID], heap: Heap, now: datetime
) -> dict[UUID, list[Shift]]:
    rows = db.session.scalars(
        select(Shift)
        .join(Task, Task.id == Shift.task_id)
        .where(Shift.task_id.in_(task_ids), *_wanted(actor, heap, now))
        .order_by(Shift.starts_at, Shift.id)
    )
    grouped: dict[UUID, list[Shift]] = {}
    for shift in rows:
        grouped.setdefault(shift.task_id, []).append(shift)
    return grouped
