"""What orderers pay for shifts that they take back late: shown before, kept as agreed hours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.calendar import local_day
from app.domain.hours import LATE_CANCEL, earned_cents, planned_minutes
from app.domain.late_cancelling import DEFAULT, LateCancelSetting, LateCost, paid_minutes
from app.domain.lifecycle import COMING, HoursState
from app.domain.vocabulary import ORDERER_ROLES
from app.store import audit, rules
from app.store.db import db
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor

NOTICE, SHARE = "late_cancel.notice_hours", "late_cancel.paid_percent"


@dataclass(frozen=True)
class Paid:
    """One person's part: the row of who is expected, and what is paid. Units: minutes."""

    row: Any
    minutes: int

    @property
    def cents(self) -> int:
        return earned_cents(self.minutes, self.row.rate or 0)


def setting_on(day: date) -> LateCancelSetting:
    """The rule of the day of the work; nought means that nothing is paid."""
    said = rules.find_whole_numbers((NOTICE, SHARE), on=day)
    hours, percent = said[NOTICE], said[SHARE]
    return LateCancelSetting(
        DEFAULT.notice_hours if hours is None else hours,
        DEFAULT.paid_percent if percent is None else min(percent, 100),
    )


def foresee(task_id: UUID, *, now: datetime) -> dict[UUID, LateCost]:
    """What each shift of an order would cost that is taken back now; only those that cost."""
    costs: dict[UUID, LateCost] = {}
    for one in _list_paid(Shift.task_id == task_id, now=now):
        before = costs.get(one.row.shift_id, LateCost())
        costs[one.row.shift_id] = before + LateCost(1, one.cents)
    return costs


def total_of(costs: Iterable[LateCost]) -> LateCost | None:
    """What they cost together; None where nothing would be paid."""
    total = sum(costs, LateCost())
    return total if total.people else None


def add_pay(actor: Actor, shift_ids: Collection[UUID], *, now: datetime) -> list[Paid]:
    """Who is paid although the orderer cancels these shifts: their hours are agreed by the rule.

    Needs a unit of work, and the attendances as they were before the cancelling.
    """
    if actor.role not in ORDERER_ROLES:
        return []
    paid = _list_paid(Shift.id.in_(shift_ids), now=now)
    made = [_hours(actor, one, now=now) for one in paid]
    db.session.add_all(made)
    db.session.flush()
    audit.record_many(actor, [_entry(row) for row in made], now=now)
    return paid


def _list_paid(which: Any, *, now: datetime) -> list[Paid]:
    setting = cache(setting_on)
    every = (
        Paid(row, paid_minutes(row.starts_at, row.ends_at, now, setting(local_day(row.starts_at))))
        for row in _list_coming(which, now=now)
    )
    return [one for one in every if one.cents]


def _list_coming(which: Any, *, now: datetime) -> Sequence[Any]:
    """Whoever is expected at these shifts that lie ahead."""
    return db.session.execute(
        select(
            Attendance.id.label("attendance_id"), Attendance.client_id, Attendance.shift_id,
            Shift.starts_at, Shift.ends_at, Shift.task_id, Task.organisation_id,
            Task.pay_cents_per_hour.label("rate"), Task.engagement_model,
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(which, Attendance.state.in_(COMING), Shift.starts_at > now)
        .order_by(Shift.starts_at, Attendance.id)
    ).all()  # fmt: skip


def _hours(actor: Actor, one: Paid, *, now: datetime) -> WorkedHours:
    row = one.row
    return WorkedHours(
        attendance_id=row.attendance_id, client_id=row.client_id, task_id=row.task_id,
        organisation_id=row.organisation_id, worked_on=local_day(row.starts_at),
        state=HoursState.AGREED, planned_minutes=planned_minutes(row.starts_at, row.ends_at),
        agreed_minutes=one.minutes, agreed_at=now, agreed_by_id=actor.user_id,
        agreed_how=LATE_CANCEL, pay_cents_per_hour=row.rate, created_at=now,
        engagement_model=row.engagement_model,
    )  # fmt: skip


def _entry(row: WorkedHours) -> audit.Entry:
    facts = {"to": HoursState.AGREED.value, "how": LATE_CANCEL}
    return audit.Entry(
        "create", "hours", row.id, client_ids=[row.client_id], fields=["minutes"], facts=facts
    )
