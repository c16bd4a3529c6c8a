"""Orderers who asked to be called about hours, and by when that was promised."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, or_, select, update

from app.domain.calendar import local_day
from app.domain.waiting import PROMISE_RULE, PROMISED_HOURS, call_by
from app.store import rules
from app.store.db import db
from app.store.models.asking import CallWish
from app.store.models.people import User
from app.store.models.work import Shift, Task
from app.store.tasks import WITH_ALL

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


def find_waiting(shift_id: UUID) -> CallWish | None:
    """The wish about a shift that waits for its call."""
    query = select(CallWish).where(CallWish.shift_id == shift_id, CallWish.done_at.is_(None))
    return db.session.scalar(query)


def add(shift_id: UUID, user_id: UUID, *, now: datetime) -> CallWish:
    """A new wish, with the time that is promised by the rule of the day. Needs a unit of work."""
    hours = rules.find_whole_number(PROMISE_RULE, on=local_day(now)) or PROMISED_HOURS
    wish = CallWish(
        shift_id=shift_id, asked_by_id=user_id, asked_at=now, due_at=call_by(now, hours)
    )
    db.session.add(wish)
    db.session.flush()
    return wish


def remove(wish: CallWish) -> None:
    """Take a wish away. Needs a unit of work."""
    db.session.execute(delete(CallWish).where(CallWish.id == wish.id))


def finish(wish_id: UUID, *, now: datetime) -> None:
    """The call was made. Needs a unit of work."""
    db.session.execute(
        update(CallWish)
        .where(CallWish.id == wish_id, CallWish.done_at.is_(None))
        .values(done_at=now)
        .execution_options(synchronize_session=False)
    )


def list_of_dispatch(*, since: datetime) -> list[tuple[CallWish, Task, User]]:
    """The wishes that wait, and those called since then, with the order and who asked."""
    rows = db.session.execute(
        select(CallWish, Task, User)
        .join(Shift, Shift.id == CallWish.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(User, User.id == CallWish.asked_by_id)
        .where(or_(CallWish.done_at.is_(None), CallWish.done_at > since))
        .options(*WITH_ALL)
        .order_by(CallWish.due_at, CallWish.id)
    ).unique()
    return [(wish, task, user) for wish, task, user in rows]
