"""Orders as the cards of a list: what, where, the next time and how far the search has come."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.domain.lifecycle import AttendanceState, ShiftState, TaskState
from app.store import instructors, series_edits
from app.store.db import db
from app.store.models.work import Attendance, Shift, Task
from app.store.rosters import NOT_COMING
from app.store.tasks import visible_to

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.lifecycle import TaskOutcome
    from app.domain.policy import Actor

RUNNING = (ShiftState.PLANNED, ShiftState.OPEN, ShiftState.FILLED)


class Group(StrEnum):
    """The four heaps into which an orderer's orders fall."""

    ALL = "all"
    UNFINISHED = "unfinished"
    SEARCHING = "searching"
    FINISHED = "finished"


_STATES: dict[Group, tuple[TaskState, ...]] = {
    Group.ALL: tuple(TaskState),
    Group.UNFINISHED: (TaskState.DRAFT, TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED),
    Group.SEARCHING: (TaskState.OPEN, TaskState.PAUSED),
    Group.FINISHED: (TaskState.CLOSED,),
}


@dataclass(frozen=True)
class Progress:
    """How far the shifts of an order have come; places count in the shifts that lie ahead."""

    next_starts_at: datetime | None = None
    next_ends_at: datetime | None = None
    next_places: int = 0
    next_found: int = 0
    ahead: int = 0
    ahead_places: int = 0
    ahead_found: int = 0
    done: int = 0
    # The next time asks for an instructor whom nobody has booked.
    instructor_missing: bool = False


@dataclass(frozen=True)
class TaskCard:
    """One order of a list with the progress of its shifts."""

    task: Task
    progress: Progress
    # How it recurs now.
    recurrence: str = ""

    @property
    def state(self) -> TaskState:
        return self.task.state

    @property
    def outcome(self) -> TaskOutcome | None:
        return self.task.outcome


def count_groups(actor: Actor) -> dict[Group, int]:
    """How many orders each heap holds."""
    rows = db.session.execute(
        select(Task.state, func.count()).where(visible_to(actor)).group_by(Task.state)
    )
    counts = {key: number for key, number in rows.all()}  # noqa: C416
    return {
        group: sum(counts.get(state, 0) for state in states) for group, states in _STATES.items()
    }


def list_cards(
    actor: Actor, group: Group, *, now: datetime, page: int = 1, size: int = 20
) -> list[TaskCard]:
    """One page of a heap, the newest orders first."""
    tasks = db.session.scalars(
        select(Task)
        .where(visible_to(actor), Task.state.in_(_STATES[group]))
        .options(joinedload(Task.site))
        .order_by(Task.created_at.desc(), Task.id)
        .limit(size)
        .offset((page - 1) * size)
    ).all()
    return with_progress(tasks, now=now)


def list_to_change(actor: Actor) -> list[Task]:
    """The orders to which the dispatcher asks for a change."""
    wanted = Task.state == TaskState.CHANGES_REQUESTED
    query = select(Task).where(visible_to(actor), wanted).order_by(Task.first_on, Task.id)
    return list(db.session.scalars(query.limit(20)))


def find_own_draft(actor: Actor) -> Task | None:
    """The draft on which this person worked last."""
    own = select(Task).where(
        visible_to(actor), Task.created_by_id == actor.user_id, Task.state == TaskState.DRAFT
    )
    return db.session.scalar(own.order_by(Task.touched_at.desc(), Task.id).limit(1))


def find_last_sent(actor: Actor) -> Task | None:
    """The newest order that was handed in: the one to order again."""
    sent = select(Task).where(visible_to(actor), Task.submitted_at.is_not(None))
    return db.session.scalar(sent.order_by(Task.submitted_at.desc(), Task.id).limit(1))


def with_progress(tasks: Sequence[Task], *, now: datetime) -> list[TaskCard]:
    """The same orders with what their shifts have come to."""
    ids = [task.id for task in tasks]
    progress, rhythms = _progress(ids, now=now), series_edits.load_rhythms(ids)
    return [
        TaskCard(task, progress.get(task.id, Progress()), rhythms.get(task.id, task.recurrence))
        for task in tasks
    ]


def progress_of(task: Task, *, now: datetime) -> Progress:
    """How far the shifts of one order have come."""
    return _progress([task.id], now=now).get(task.id, Progress())


def _progress(task_ids: Collection[UUID], *, now: datetime) -> dict[UUID, Progress]:
    if not task_ids:
        return {}
    done = _done(task_ids)
    ahead: dict[UUID, list[Any]] = {task_id: [] for task_id in task_ids}
    for row in _ahead(task_ids, now=now):
        ahead[row.task_id].append(row)
    unled = instructors.list_missing([rows[0].id for rows in ahead.values() if rows])
    return {task_id: _of_rows(rows, done.get(task_id, 0), unled) for task_id, rows in ahead.items()}


def _of_rows(rows: Sequence[Any], done: int, unled: Collection[UUID]) -> Progress:
    if not rows:
        return Progress(done=done)
    first = rows[0]
    return Progress(
        first.starts_at, first.ends_at, first.places, min(first.found, first.places), len(rows),
        sum(row.places for row in rows), sum(min(row.found, row.places) for row in rows), done,
        first.id in unled,
    )  # fmt: skip


def _ahead(task_ids: Collection[UUID], *, now: datetime) -> Sequence[Any]:
    found = (
        select(func.count())
        .where(Attendance.shift_id == Shift.id, Attendance.state.not_in(NOT_COMING))
        .correlate(Shift)
        .scalar_subquery()
        .label("found")
    )
    return db.session.execute(
        select(Shift.id, Shift.task_id, Shift.starts_at, Shift.ends_at, Shift.places, found)
        .where(Shift.task_id.in_(task_ids), Shift.state.in_(RUNNING), Shift.ends_at > now)
        .order_by(Shift.starts_at, Shift.id)
    ).all()


def _done(task_ids: Collection[UUID]) -> dict[UUID, int]:
    """How many shifts of each order somebody has worked."""
    rows = db.session.execute(
        select(Shift.task_id, func.count(func.distinct(Shift.id)))
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Shift.task_id.in_(task_ids), Attendance.state == AttendanceState.PERFORMED)
        .group_by(Shift.task_id)
    )
    return {key: number for key, number in rows.all()}  # noqa: C416
