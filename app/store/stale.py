"""Orders that wait for somebody who says nothing: to be asked about, to be ended, to be told of."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, or_, select, update

from app.domain.calendar import local_day
from app.domain.endings import ClosedBy, days_untouched
from app.domain.errors import Conflict
from app.domain.lifecycle import OPEN_OFFERS, ShiftState, TaskOutcome, TaskState
from app.domain.tasks import has_future
from app.store import moves
from app.store.db import db
from app.store.models.work import OfferShift, Shift, Task
from app.store.tasks import WITH_ALL, draft_of, touched, visible_to

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.endings import EndingSetting
    from app.domain.policy import Actor

_STATES = (TaskState.DRAFT, TaskState.CHANGES_REQUESTED, TaskState.OPEN, TaskState.PAUSED)
_TOUCHED = func.coalesce(Task.touched_at, Task.opened_at, Task.submitted_at, Task.created_at)


def list_to_ask(setting: EndingSetting, *, now: datetime, limit: int = 200) -> list[Task]:
    """Orders that nobody has touched for so long that the orderer is asked about them."""
    quiet = or_(*(_untouched(state, setting, now) for state in _STATES))
    return _tasks(quiet, Task.asked_at.is_(None), limit=limit)


def list_unanswered(setting: EndingSetting, *, now: datetime, limit: int = 200) -> list[Task]:
    """Orders whose orderer was asked about them and has said nothing for so long that they end."""
    latest = now - timedelta(days=setting.answer_days)
    return _tasks(Task.state.in_(_STATES), Task.asked_at <= latest, ~_is_going_on(now), limit=limit)


def _untouched(state: TaskState, setting: EndingSetting, now: datetime) -> Any:
    days = days_untouched(state, setting)
    if days is None:
        raise ValueError(state)
    return and_(Task.state == state, now - timedelta(days=days) >= _TOUCHED, _is_idle(state, now))


def _is_idle(state: TaskState, now: datetime) -> Any:
    """Nobody is asked or agreed; an open order has besides had a time for which nobody came.

    What rests until a day that the orderer named is not forgotten.
    """
    if state is TaskState.PAUSED:
        return and_(Task.paused_until.is_(None), ~_is_going_on(now))
    if state is not TaskState.OPEN:
        return ~_is_going_on(now)
    past = exists().where(Shift.task_id == Task.id, Shift.state == ShiftState.DONE)
    return and_(past, ~_is_going_on(now))


def _is_going_on(now: datetime) -> Any:
    return exists().where(
        Shift.task_id == Task.id, Shift.ends_at > now, OfferShift.shift_id == Shift.id,
        OfferShift.state.in_(OPEN_OFFERS),
    )  # fmt: skip


def _tasks(*where: Any, limit: int) -> list[Task]:
    query = select(Task).where(*where).options(*WITH_ALL).order_by(Task.id).limit(limit)
    return list(db.session.scalars(query))


def list_by_ids(task_ids: list[UUID]) -> list[Task]:
    """These orders."""
    return _tasks(Task.id.in_(task_ids), limit=len(task_ids)) if task_ids else []


def list_missed(*, now: datetime, limit: int = 200) -> list[Task]:
    """Orders that were handed in and never opened, and whose times are all over."""
    begun = Task.first_on <= local_day(now)
    waiting = Task.state.in_((TaskState.SUBMITTED, TaskState.CHANGES_REQUESTED))
    return [
        task for task in _tasks(waiting, begun, limit=limit) if not has_future(draft_of(task), now)
    ]


def note_asked(task: Task, *, now: datetime) -> bool:
    """Whether the orderer is asked now; false when somebody was first or touched the order."""
    asked: Any = db.session.execute(
        update(Task)
        .where(Task.id == task.id, Task.state == task.state, Task.asked_at.is_(None))
        .values(asked_at=now)
        .execution_options(synchronize_session=False)
    )
    return bool(asked.rowcount == 1)


def refresh(task: Task, *, now: datetime) -> None:
    """The order goes on as it is. Raises: Conflict("task_closed") once it has ended."""
    kept: Any = db.session.execute(
        update(Task)
        .where(Task.id == task.id, Task.state != TaskState.CLOSED)
        .values(**touched(now))
        .execution_options(synchronize_session=False)
    )
    if kept.rowcount != 1:
        raise Conflict("task_closed")


def end(task: Task, outcome: TaskOutcome, *, now: datetime) -> bool:
    """Whether the order ends by time now; false when somebody was first."""
    done = moves.try_move(
        Task, [task.id], task.state, TaskState.CLOSED, outcome=outcome, closed_at=now,
        closed_by=ClosedBy.TIME,
    )  # fmt: skip
    return done == 1


_UNEXPLAINED = (
    Task.outcome == TaskOutcome.NOT_FILLED,
    Task.unfilled_because.is_(None),
)


def list_unexplained(*, limit: int = 50) -> list[Task]:
    """Orders for which nobody was found and nobody has said why, the oldest first."""
    query = select(Task).where(*_UNEXPLAINED).options(*WITH_ALL[:2])
    return list(db.session.scalars(query.order_by(Task.closed_at, Task.id).limit(limit)))


def list_untold(since: datetime, until: datetime, *, limit: int = 200) -> list[Task]:
    """Those of them that ended within a span."""
    return _tasks(*_UNEXPLAINED, Task.closed_at > since, Task.closed_at <= until, limit=limit)


def explain(task_id: UUID, **values: object) -> None:
    """Keep why nobody was found. Raises: Conflict("illegal_move") when that has been said."""
    told: Any = db.session.execute(
        update(Task)
        .where(Task.id == task_id, *_UNEXPLAINED)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if told.rowcount != 1:
        raise Conflict("illegal_move")


def list_asked(actor: Actor, *, limit: int = 20) -> list[Task]:
    """The orders of a person's side about which an answer is waited for, the oldest first."""
    asked = (Task.asked_at.is_not(None), Task.state != TaskState.CLOSED)
    query = select(Task).where(visible_to(actor), *asked)
    return list(db.session.scalars(query.order_by(Task.asked_at, Task.id).limit(limit)))
