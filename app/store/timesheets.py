"""The hours worked for an organisation, as its own people may see them.

A first name is shown for 14 days after the shift, and never of a client whose whereabouts are
protected; after that the row says only when, what and how long.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.attendance import name_known_until
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.hours import (
    BY_TIME,
    LATE_CANCEL,
    agrees_itself_at,
    correctable_to,
    earned_cents,
    leaves_from,
    may_reopen,
)
from app.domain.lifecycle import HoursState
from app.store import hour_rules, reading
from app.store.db import db
from app.store.models.asking import CallWish
from app.store.models.people import Client
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.hours import HoursSetting
    from app.domain.policy import Actor


class Heap(StrEnum):
    """What the orderer has to do with hours: agree, wait, nothing more."""

    TO_AGREE = "to_agree"
    WAITING = "waiting"
    AGREED = "agreed"
    CLOSED = "closed"


_STATES: dict[Heap, tuple[HoursState, ...]] = {
    Heap.TO_AGREE: (HoursState.PLANNED, HoursState.PROPOSED),
    Heap.WAITING: (HoursState.COUNTERED,),
    Heap.AGREED: (HoursState.AGREED,),
    Heap.CLOSED: (HoursState.CLOSED, HoursState.REVERSED),
}


@dataclass(frozen=True)
class TimesheetRow:
    """The hours of one person on one shift. Units: minutes, cents."""

    id: UUID
    task_id: UUID
    title: str
    first_name: str
    starts_at: datetime
    ends_at: datetime
    state: HoursState
    planned_minutes: int
    minutes: int
    pay_cents: int
    proposed_by: str
    reason: str
    agreed_how: str
    agrees_itself_at: datetime | None
    reopen_minutes: int
    may_reopen: bool
    # Of hours that time alone agreed: the last day to correct them, and when they may leave.
    correct_to: date | None
    leaves_from: datetime | None
    is_reversal: bool
    # By when the orderer was promised a call about these hours.
    call_by: datetime | None = None

    @property
    def differs(self) -> bool:
        """Whether other minutes than the planned ones stand."""
        return self.minutes != self.planned_minutes

    @property
    def is_late_pay(self) -> bool:
        """Whether nobody worked and a part is paid, because the shift was cancelled late."""
        return self.agreed_how == LATE_CANCEL


def count_heaps(actor: Actor) -> dict[Heap, int]:
    """How many hours each heap of the organisation holds."""
    rows = db.session.execute(
        select(WorkedHours.state, func.count())
        .where(WorkedHours.organisation_id == actor.organisation_id)
        .group_by(WorkedHours.state)
    )
    counts = {key: number for key, number in rows.all()}  # noqa: C416
    return {heap: sum(counts.get(state, 0) for state in states) for heap, states in _STATES.items()}


def list_rows(
    actor: Actor, heap: Heap, *, now: datetime, page: int = 1, size: int = 20
) -> list[TimesheetRow]:
    """One page of a heap: what waits longest comes first, what is done comes last first."""
    oldest_first = heap in (Heap.TO_AGREE, Heap.WAITING)
    order = Shift.starts_at if oldest_first else Shift.starts_at.desc()
    wanted = [WorkedHours.state.in_(_STATES[heap])]
    return _rows(actor, wanted, now=now, order=order, limit=size, offset=(page - 1) * size)


def list_of_task(
    actor: Actor, task_id: UUID, *, now: datetime, limit: int = 30
) -> list[TimesheetRow]:
    """The hours of one order that are still to be agreed."""
    states = _STATES[Heap.TO_AGREE] + _STATES[Heap.WAITING]
    wanted = [WorkedHours.task_id == task_id, WorkedHours.state.in_(states)]
    return _rows(actor, wanted, now=now, order=Shift.starts_at, limit=limit)


def get_row(actor: Actor, hours_id: UUID, *, now: datetime) -> TimesheetRow:
    """One row of the organisation's own. Raises: Missing."""
    found = _rows(actor, [WorkedHours.id == hours_id], now=now, order=Shift.starts_at, limit=1)
    if not found:
        raise Missing
    return found[0]


def _rows(
    actor: Actor, wanted: Sequence[Any], *, now: datetime, order: Any, limit: int, offset: int = 0
) -> list[TimesheetRow]:  # fmt: skip
    columns = WorkedHours.__table__.c
    rows = db.session.execute(
        select(
            *columns, Task.title, Shift.starts_at, Shift.ends_at,
            Client.first_name, Client.non_disclosure, CallWish.due_at.label("call_by"),
        )
        .select_from(WorkedHours)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == WorkedHours.task_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .outerjoin(CallWish, (CallWish.shift_id == Shift.id) & CallWish.done_at.is_(None))
        .where(WorkedHours.organisation_id == actor.organisation_id, *wanted)
        .order_by(order, Client.first_name, WorkedHours.id)
        .limit(limit)
        .offset(offset)
    ).all()  # fmt: skip
    reading.note(row.client_id for row in rows)
    limits = hour_rules.load()
    return [_row(row, limits.on(row.worked_on), now) for row in rows]


def _row(row: Any, limits: HoursSetting, now: datetime) -> TimesheetRow:
    known = (row.agreed_minutes, row.proposed_minutes, row.planned_minutes)
    minutes = next(number for number in known if number is not None)
    signed = -minutes if row.reverses_id else minutes
    named = not row.non_disclosure and now < name_known_until(row.ends_at)
    how = row.agreed_how
    last = correctable_to(row.state, row.agreed_at, local_day(now), limits, how=how)
    takes_back = how != BY_TIME and may_reopen(row.state, row.agreed_at, now, limits, how=how)
    waits = row.state is HoursState.PROPOSED and row.proposed_at is not None
    return TimesheetRow(
        id=row.id, task_id=row.task_id, title=row.title,
        first_name=row.first_name if named else "", starts_at=row.starts_at, ends_at=row.ends_at,
        state=row.state, planned_minutes=row.planned_minutes, minutes=signed,
        pay_cents=earned_cents(signed, row.pay_cents_per_hour), proposed_by=row.proposed_by,
        reason=row.reason, agreed_how=row.agreed_how,
        agrees_itself_at=agrees_itself_at(row.proposed_at, limits) if waits else None,
        reopen_minutes=limits.reopen_minutes,
        may_reopen=takes_back, correct_to=last,
        leaves_from=leaves_from(row.agreed_at, limits, how=how) if last else None,
        is_reversal=bool(row.reverses_id), call_by=row.call_by,
    )  # fmt: skip
