"""Letters to dispatchers about orders that wait for screening: soon, and not one for each."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.calendar import in_quiet_hours, local_day
from app.domain.inbox import LETTER_HOURS, is_quiet, is_soon
from app.domain.lifecycle import TaskState
from app.store import letters, risks, rules
from app.store.db import db
from app.store.models.trail import OutboxMessage
from app.store.models.work import Task

if TYPE_CHECKING:
    from datetime import datetime

RULE = "orders.letter_hours"
_ONE, _SOON, _SEVERAL = "task_submitted", "task_submitted_soon", "tasks_submitted"


def tell_of(task: Task, begins_at: datetime, key: str, *, now: datetime) -> None:
    """Write about an order now, unless it has time and there was a letter a short while ago."""
    if is_quiet(_last_told_at(), gap=_gap(now), now=now):
        letters.tell_dispatchers(task, _ONE, f"{_ONE}:{key}", now=now)
    elif is_soon(begins_at, within=timedelta(hours=risks.hours_ahead(now)), now=now):
        letters.tell_dispatchers(task, _SOON, f"{_SOON}:{key}", now=now)


def tell_of_more(*, now: datetime) -> int:
    """Write about all that came since the last letter, when it is time; 1 when it was written."""
    last = _last_told_at()
    if in_quiet_hours(now) or not is_quiet(last, gap=_gap(now), now=now) or not _is_new(last):
        return 0
    key = f"{_SEVERAL}:{int(last.timestamp()) if last else 0}"
    letters.tell_all_dispatchers(_SEVERAL, key, now=now, path="/dispatch/")
    return 1


def _gap(now: datetime) -> timedelta:
    return timedelta(hours=rules.find_whole_number(RULE, on=local_day(now)) or LETTER_HOURS)


def _last_told_at() -> datetime | None:
    """When all that waited was told of; what begins soon is written of besides."""
    told = select(func.max(OutboxMessage.created_at))
    return db.session.scalar(told.where(OutboxMessage.template.in_((_ONE, _SEVERAL))))


def _is_new(last: datetime | None) -> bool:
    """Whether an order waits that came after the last letter."""
    waits = select(Task.id).where(Task.state == TaskState.SUBMITTED)
    since = [] if last is None else [Task.submitted_at > last]
    return db.session.scalar(waits.where(*since).limit(1)) is not None
