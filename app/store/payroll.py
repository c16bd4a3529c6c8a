"""Hours as the dispatcher sees them on the way to the payroll office."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.hours import BY_TIME, goes_to_dispatcher_at
from app.domain.lifecycle import HoursState
from app.store import hour_rules, payroll_words, reading
from app.store.db import db
from app.store.models.people import Client, Organisation
from app.store.models.work import Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.store.hour_rules import HourRules


@dataclass(frozen=True)
class PayrollRow:
    """One person's hours on one day. Units: minutes, below zero for a reversal."""

    hours_id: UUID
    title: str
    organisation: str
    first_name: str
    worked_on: date
    minutes: int
    asked_minutes: int
    state: HoursState
    reason: str
    reverses: bool

    @property
    def may_be_reversed(self) -> bool:
        """Whether exported hours can still be taken back."""
        return self.state is HoursState.CLOSED and not self.reverses


def list_stuck(*, now: datetime) -> list[PayrollRow]:
    """Counters that nobody has answered in time, oldest first."""
    rows = _list(WorkedHours.state == HoursState.COUNTERED, WorkedHours.proposed_at)
    limits = hour_rules.load()
    return [_row(row) for row in rows if _is_stuck(row.WorkedHours, limits, now)]


def _is_stuck(hours: WorkedHours, limits: HourRules, now: datetime) -> bool:
    """Whether the counter has waited for as long as the day of the work gives."""
    since = hours.proposed_at
    return since is not None and goes_to_dispatcher_at(since, limits.on(hours.worked_on)) <= now


def list_of_batch(batch_id: UUID) -> list[PayrollRow]:
    """The rows of one hand-off."""
    return [_row(row) for row in _list(WorkedHours.batch_id == batch_id, WorkedHours.worked_on)]


def list_agreed(*, limit: int | None = None, skip: int = 0) -> list[PayrollRow]:
    """Agreed hours that wait for the next hand-off, oldest first; all, or so many of them."""
    which, order = WorkedHours.state == HoursState.AGREED, WorkedHours.worked_on
    return [_row(row) for row in _list(which, order, limit, skip)]


def count_agreed() -> int:
    """How many rows wait for the next hand-off."""
    agreed = select(func.count()).where(WorkedHours.state == HoursState.AGREED)
    return db.session.scalar(agreed) or 0


def count_held() -> int:
    """How many agreed rows wait for an agreement with the employer."""
    agreed = select(WorkedHours).where(WorkedHours.state == HoursState.AGREED)
    return len(payroll_words.list_held(list(db.session.scalars(agreed))))


def count_correctable(*, now: datetime) -> int:
    """How many rows stay here for some days, because time alone agreed them."""
    stays = select(func.count()).where(
        WorkedHours.state == HoursState.AGREED,
        WorkedHours.agreed_how == BY_TIME,
        ~hour_rules.is_final(now=now),
    )
    return db.session.scalar(stays) or 0


def _list(which: Any, order: Any, limit: int | None = None, skip: int = 0) -> list[Any]:
    rows = db.session.execute(
        select(WorkedHours, Task.title, Organisation.name, Client.first_name)
        .join(Task, Task.id == WorkedHours.task_id)
        .join(Organisation, Organisation.id == WorkedHours.organisation_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .where(which)
        .order_by(order, Organisation.name, WorkedHours.id)
        .limit(limit)
        .offset(skip)
    ).all()
    reading.note({row.WorkedHours.client_id for row in rows})
    return list(rows)


def _row(row: Any) -> PayrollRow:
    hours, title, organisation, first_name = row
    said = hours.proposed_minutes
    agreed = hours.agreed_minutes if hours.agreed_minutes is not None else hours.planned_minutes
    return PayrollRow(
        hours.id, title, organisation, first_name, hours.worked_on,
        -agreed if hours.reverses_id else agreed, hours.planned_minutes if said is None else said,
        hours.state, hours.reason, hours.reverses_id is not None,
    )  # fmt: skip
