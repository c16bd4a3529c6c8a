"""A month of an organisation: its hours, its orders that ended, and who had any."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, exists, func, literal, or_, select, union

from app.domain.calendar import following_month, local_day, month_bounds
from app.domain.hours import LATE_CANCEL
from app.domain.lifecycle import HoursState, TaskOutcome
from app.domain.months import EndedOrder, MonthRow, MonthSummary, summary_of
from app.store import engagement, export_batches, hours
from app.store.db import db
from app.store.models.work import Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

_SETTLED = (HoursState.AGREED, HoursState.CLOSED, HoursState.REVERSED)


def get_summary(organisation_id: UUID, first_on: date) -> MonthSummary:
    """What the month that begins on a day was to the organisation."""
    rows = [*_list_settled(organisation_id, first_on), *_list_waiting(organisation_id, first_on)]
    return summary_of(rows, _list_ended(organisation_id, first_on), engagement.list_versions())


def _worked(first_on: date) -> Any:
    after = following_month(first_on)
    return and_(WorkedHours.worked_on >= first_on, WorkedHours.worked_on < after)


def _ended(first_on: date) -> Any:
    """Orders that ended in the month; a draft that nobody sent was none yet."""
    begins, ends = month_bounds(first_on)
    sent = or_(Task.submitted_at.is_not(None), Task.outcome != TaskOutcome.EXPIRED)
    return and_(Task.closed_at >= begins, Task.closed_at < ends, Task.outcome.is_not(None), sent)


def _list_settled(organisation_id: UUID, first_on: date) -> list[MonthRow]:
    # The page tells nothing of a person, so no name is read.
    found = export_batches.rows_where(
        WorkedHours.organisation_id == organisation_id, WorkedHours.state.in_(_SETTLED),
        _worked(first_on), first_name=literal(""),
    )  # fmt: skip
    return [
        MonthRow(
            row.task_id, row.title, row.client_id, line,
            stands=_was_worked(row),
        )
        for row, line in zip(found, export_batches.lines_of(found), strict=True)
    ]  # fmt: skip


def _was_worked(row: Any) -> bool:
    reversed_ = row.reverses_id is not None or row.state is HoursState.REVERSED
    return not reversed_ and row.agreed_how != LATE_CANCEL


def _list_waiting(organisation_id: UUID, first_on: date) -> list[MonthRow]:
    said = func.coalesce(WorkedHours.proposed_minutes, WorkedHours.planned_minutes)
    rows = db.session.execute(
        select(WorkedHours.task_id, Task.title, WorkedHours.client_id, said.label("minutes"))
        .join(Task, Task.id == WorkedHours.task_id)
        .where(WorkedHours.organisation_id == organisation_id, WorkedHours.state.in_(hours.OPEN))
        .where(_worked(first_on))
    )
    return [MonthRow(row.task_id, row.title, row.client_id, None, row.minutes) for row in rows]


def _list_ended(organisation_id: UUID, first_on: date) -> list[EndedOrder]:
    rows = db.session.execute(
        select(Task.id, Task.title, Task.outcome, Task.closed_at)
        .where(Task.organisation_id == organisation_id, _ended(first_on))
        .order_by(Task.closed_at, Task.title, Task.id)
    )
    return [EndedOrder(row.id, row.title, row.outcome, local_day(row.closed_at)) for row in rows]


def has_earlier(organisation_id: UUID, first_on: date) -> bool:
    """Whether anything was worked or ended before the month."""
    worked = exists().where(
        WorkedHours.organisation_id == organisation_id, WorkedHours.worked_on < first_on
    )
    ended = exists().where(
        Task.organisation_id == organisation_id, Task.closed_at < month_bounds(first_on)[0]
    )
    return bool(db.session.scalar(select(or_(worked, ended))))


def list_organisations(first_on: date) -> list[UUID]:
    """The organisations for which work was done or an order ended in the month."""
    worked = select(WorkedHours.organisation_id).where(_worked(first_on))
    ended = select(Task.organisation_id).where(_ended(first_on))
    return sorted(db.session.scalars(union(worked, ended)))
