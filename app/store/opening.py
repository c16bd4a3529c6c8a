"""An order is opened: its shifts are made, its people are told; and taken back while untouched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from app.domain.lifecycle import TaskState
from app.store import letters, series, tasks, wanted_workers
from app.store.db import db
from app.store.models.work import Series, Shift

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.store.models.work import Task


def open_task(
    task: Task, *, by_id: UUID | None, vouched: bool, tell_from: datetime | None = None,
    now: datetime,
) -> list[str]:  # fmt: skip
    """Open an order; gives how the keys of its letters begin, which go out from `tell_from` on.

    `vouched`: the dispatcher stands for the pay by name. Needs a unit of work. Raises: Conflict.
    """
    tasks.move(
        task, TaskState.OPEN, opened_at=now, screened_by_id=by_id,
        floor_confirmed_by_id=by_id if vouched else None, **tasks.touched(now),
    )  # fmt: skip
    series.add_series(task, now=now)
    key = f"task_opened:{task.id}"
    letters.tell_orderer(task, "task_opened", key, now=now, send_from=tell_from)
    wanted_workers.tell_coach(task, now=now, send_from=tell_from)
    return [f"{key}:", wanted_workers.key_of(task.id)]


def take_back(task: Task) -> bool:
    """Whether an open order waits to be opened again, with its shifts gone.

    Not when anybody has done something with one of them: whatever is about a shift holds on to it.
    Needs a unit of work.
    """
    if task.state is not TaskState.OPEN:
        return False
    try:
        with db.session.begin_nested():
            for kind in (Shift, Series):
                gone = delete(kind).where(kind.task_id == task.id)
                db.session.execute(gone.execution_options(synchronize_session=False))
            closed = {"opened_at": None, "screened_by_id": None, "floor_confirmed_by_id": None}
            tasks.move(task, TaskState.SUBMITTED, **closed)
    except IntegrityError:
        return False
    return True
