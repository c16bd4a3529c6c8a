"""What is over: shifts whose time has passed, and orders with nothing left to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select, update

from app.domain import recurrence
from app.domain.endings import ClosedBy
from app.domain.lifecycle import ShiftState, TaskOutcome, TaskState
from app.domain.vocabulary import Role
from app.store.db import db
from app.store.models.people import User
from app.store.models.work import Series, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date, datetime
    from uuid import UUID

AHEAD = (ShiftState.PLANNED, ShiftState.OPEN, ShiftState.FILLED)
_LIVE_TASKS = (TaskState.OPEN, TaskState.PAUSED)


def end_shifts(*, now: datetime, limit: int = 1000) -> list[UUID]:
    """The shifts that have just become done. Needs a unit of work.

    One that was never opened is cancelled instead, so that no time of work is left without an end.
    """
    _end(now, (ShiftState.PLANNED,), ShiftState.CANCELLED, limit)
    return _end(now, (ShiftState.OPEN, ShiftState.FILLED), ShiftState.DONE, limit)


def _end(now: datetime, old: tuple[ShiftState, ...], new: ShiftState, limit: int) -> list[UUID]:
    over = select(Shift.id).where(Shift.ends_at <= now, Shift.state.in_(old))
    ids = list(db.session.scalars(over.order_by(Shift.id).limit(limit)))
    if ids:
        db.session.execute(
            update(Shift)
            .where(Shift.id.in_(ids), Shift.state.in_(old))
            .values(state=new)
            .execution_options(synchronize_session=False)
        )
    return ids


def close_tasks(*, on: date, now: datetime, limit: int = 500) -> list[tuple[UUID, TaskOutcome]]:
    """The orders that have just been closed, with how they ended. Needs a unit of work."""
    to_come = exists().where(Shift.task_id == Task.id, Shift.state.in_(AHEAD))
    ids = db.session.scalars(
        select(Task.id)
        .where(Task.state.in_(_LIVE_TASKS), ~to_come)
        .where(exists().where(Series.task_id == Task.id))
        .order_by(Task.id)
        .limit(limit)
    ).all()
    rows = db.session.scalars(select(Series).where(Series.task_id.in_(ids)))
    going_on = {row.task_id for row in rows if not _has_ended(row.recurrence, row.first_on, on)}
    ended = [task_id for task_id in ids if task_id not in going_on]
    return [(task_id, _close(task_id, outcome, now)) for task_id, outcome in outcomes_of(ended)]


def _has_ended(text: str, first_on: date, on: date) -> bool:
    last_on = recurrence.last_day(text, first_on)
    return last_on is not None and last_on <= on


def has_other_times(task_id: UUID, besides: Collection[UUID]) -> bool:
    """Whether an order has any time that was done or is to be done, besides these."""
    counting = Shift.state.in_((*AHEAD, ShiftState.DONE))
    query = exists().where(Shift.task_id == task_id, counting, Shift.id.not_in(besides))
    return bool(db.session.scalar(select(query)))


def outcomes_of(task_ids: list[UUID]) -> list[tuple[UUID, TaskOutcome]]:
    """How each of these orders ended, by the shifts of it that were done."""
    if not task_ids:
        return []
    done = Shift.state == ShiftState.DONE
    counted = db.session.execute(
        select(
            Shift.task_id,
            func.coalesce(func.sum(Shift.taken).filter(done), 0).label("taken"),
            func.coalesce(func.sum(Shift.places).filter(done), 0).label("places"),
        )
        .where(Shift.task_id.in_(task_ids))
        .group_by(Shift.task_id)
    )
    return [(row.task_id, outcome_of(row.taken, row.places)) for row in counted]


def outcome_of(taken: int, places: int) -> TaskOutcome:
    """How an order ended that had so many places in all."""
    if places == 0:
        return TaskOutcome.CANCELLED
    if taken == 0:
        return TaskOutcome.NOT_FILLED
    return TaskOutcome.FILLED if taken >= places else TaskOutcome.PARTLY


def _close(task_id: UUID, outcome: TaskOutcome, now: datetime) -> TaskOutcome:
    by = _who_cancelled(task_id) if outcome is TaskOutcome.CANCELLED else ClosedBy.TIME
    db.session.execute(
        update(Task)
        .where(Task.id == task_id, Task.state.in_(_LIVE_TASKS))
        .values(state=TaskState.CLOSED, outcome=outcome, closed_at=now, closed_by=by)
        .execution_options(synchronize_session=False)
    )
    return outcome


def _who_cancelled(task_id: UUID) -> ClosedBy:
    """Whose side took back the last time of an order of which all times were taken back."""
    role = db.session.scalar(
        select(User.role)
        .join(Shift, Shift.cancelled_by_id == User.id)
        .where(Shift.task_id == task_id)
        .order_by(Shift.cancelled_at.desc(), Shift.id)
        .limit(1)
    )
    if role is None:
        return ClosedBy.TIME
    return ClosedBy.DISPATCHER if role is Role.DISPATCHER else ClosedBy.ORDERER
