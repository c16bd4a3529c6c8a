"""Recurrences: shifts are made ahead of time, each exactly once."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select, update

from app.domain import recurrence
from app.domain.calendar import local_day, occurrence_span
from app.domain.holidays import AHEAD, holidays_between
from app.domain.lifecycle import ShiftState, TaskState
from app.domain.tasks import WEEKS_AHEAD
from app.store.db import db
from app.store.models.work import Series, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from uuid import UUID

_LIVING = (TaskState.OPEN, TaskState.PAUSED)


def horizon(now: datetime) -> date:
    """The day up to which shifts are made."""
    return local_day(now) + timedelta(weeks=WEEKS_AHEAD)


def add_series(task: Task, *, now: datetime) -> Series:
    """The recurrence of an order that is being opened, with its first shifts."""
    series = Series(
        task_id=task.id, first_on=task.first_on, start_time=task.start_time,
        end_time=task.end_time, recurrence=task.recurrence,
        places=task.places, made_until=task.first_on - timedelta(days=1),
        # The first day is the orderer's own choice, be it a holiday or not.
        skips=[], holidays_until=task.first_on if task.skip_holidays and task.recurrence else None,
    )  # fmt: skip
    db.session.add(series)
    db.session.flush()
    materialise(series, until=max(horizon(now), task.first_on), now=now)
    return series


def find_skipping(task_id: UUID, day: date) -> Series | None:
    """The recurrence of an order that leaves this day out, if any."""
    rows = db.session.scalars(select(Series).where(Series.task_id == task_id).order_by(Series.id))
    return next((row for row in rows if day.isoformat() in (row.skips or ())), None)


def list_skipped(task_id: UUID, *, after: date) -> list[date]:
    """The days after a day that an order's recurrences leave out, in order."""
    rows = db.session.scalars(select(Series.skips).where(Series.task_id == task_id))
    days = {date.fromisoformat(text) for skips in rows for text in skips or ()}
    return sorted(day for day in days if day > after)


def bring_back(row: Series, day: date, *, now: datetime) -> None:
    """Take a day that was left out back in. Needs the order's lock.

    A time that was made and cancelled stays cancelled: another one is made in its place, as a
    recurrence of that day alone.
    """
    row.skips = [one for one in row.skips if one != day.isoformat()]
    row.version += 1
    if day > row.made_until:
        return
    same = select(Shift.id).where(Shift.series_id == row.id, Shift.occurrence_on == day)
    if db.session.scalar(same) is None:
        db.session.add_all([shift for shift in [_shift(row, day, now)] if shift])
        db.session.flush()
        return
    alone = Series(
        task_id=row.task_id, first_on=day, start_time=row.start_time, end_time=row.end_time,
        places=row.places, made_until=day - timedelta(days=1), split_from_id=row.id,
    )  # fmt: skip
    db.session.add(alone)
    db.session.flush()
    materialise(alone, until=day, now=now)


def materialise(series: Series, *, until: date, now: datetime) -> list[Shift]:
    """The shifts that were missing up to a day; what has begun already is never made.

    Each recurrence remembers how far it is made, so that doing it twice makes nothing double.
    """
    _leave_out_holidays(series, until=until + AHEAD)
    days = recurrence.list_days(
        series.recurrence, series.first_on, after=series.made_until, until=until
    )
    skips = set(series.skips or ())
    wanted = [day for day in days if day.isoformat() not in skips]
    made = [shift for day in wanted if (shift := _shift(series, day, now)) is not None]
    db.session.add_all(made)
    series.made_until = max(series.made_until, until)
    db.session.flush()
    return made


def add_days(series: Series, days: Iterable[date], *, now: datetime) -> None:
    """Make the shifts of these days, which the recurrence has not made though it came past them."""
    db.session.add_all(shift for day in days if (shift := _shift(series, day, now)) is not None)
    db.session.flush()


def _leave_out_holidays(series: Series, *, until: date) -> None:
    """Add the holidays that have come into sight; one that was taken back before stays in."""
    if series.holidays_until is None or until <= series.holidays_until:
        return
    found = holidays_between(
        series.recurrence, series.first_on, after=series.holidays_until, until=until
    )
    series.skips = sorted({*(series.skips or ()), *(day.isoformat() for day in found)})
    series.holidays_until = until


def _shift(series: Series, day: date, now: datetime) -> Shift | None:
    span = occurrence_span(day, series.start_time, series.end_time)
    if span is None or span[0] <= now:
        return None
    starts_at, ends_at = span
    return Shift(
        task_id=series.task_id, series_id=series.id, occurrence_on=day, starts_at=starts_at,
        ends_at=ends_at, places=series.places, taken=0, state=ShiftState.OPEN, version=1,
        check_in_code=f"{secrets.randbelow(10_000):04d}",
    )  # fmt: skip


def list_due(until: date) -> list[UUID]:
    """Recurrences of open orders that are not made up to a day yet; those that are stuck last."""
    return list(
        db.session.scalars(
            select(Series.id)
            .join(Task, Task.id == Series.task_id)
            .where(Series.recurrence != "", Series.made_until < until)
            .where(Task.state.in_(_LIVING))
            .order_by(Series.stuck_since.is_not(None), Series.made_until, Series.id)
        )
    )


def extend(series_id: UUID, *, until: date, now: datetime) -> int:
    """How many shifts were added to a recurrence. Needs a unit of work."""
    row = db.session.scalar(select(Series).where(Series.id == series_id, Series.made_until < until))
    if row is None or not _take(row, until):
        return 0
    return len(materialise(row, until=until, now=now))


def _take(series: Series, until: date) -> bool:
    """Whether nobody else has made or changed this recurrence meanwhile."""
    taken = db.session.execute(
        update(Series)
        .where(Series.id == series.id, Series.made_until == series.made_until)
        .where(Series.version == series.version)
        .values(made_until=until, stuck_since=None)
        .execution_options(synchronize_session=False)
    )
    return bool(getattr(taken, "rowcount", 0) == 1)


def note_stuck(series_id: UUID, *, now: datetime) -> Task | None:
    """The order whose shifts cannot be made ahead, when that is news; it is noted since when."""
    stuck = db.session.execute(
        update(Series)
        .where(Series.id == series_id, Series.stuck_since.is_(None))
        .values(stuck_since=now)
        .execution_options(synchronize_session=False)
    )
    if not bool(getattr(stuck, "rowcount", 0)):
        return None
    return db.session.scalar(select(Task).join(Series).where(Series.id == series_id))


def list_stuck() -> list[tuple[Task, date]]:
    """Open orders whose shifts cannot be made ahead, with the last day up to which they are."""
    rows = db.session.execute(
        select(Task, Series.made_until)
        .join(Series, Series.task_id == Task.id)
        .where(Series.stuck_since.is_not(None), Task.state.in_(_LIVING))
        .order_by(Series.made_until, Series.id)
    )
    return [(task, made_until) for task, made_until in rows]
