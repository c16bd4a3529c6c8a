"""Worked hours: made at the check-out, proposed, agreed, closed by an export, reversed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, select, update

from app.domain.calendar import local_day
from app.domain.errors import Conflict, Missing
from app.domain.hours import planned_minutes
from app.domain.lifecycle import HoursState
from app.domain.policy import Actor, Facts, Verb, may
from app.store import former_terms, hour_rules, moves, relations
from app.store.db import db
from app.store.models.people import Client
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

OPEN = (HoursState.PLANNED, HoursState.PROPOSED, HoursState.COUNTERED)
LIVE = WorkedHours.reverses_id.is_(None) & (WorkedHours.state != HoursState.REVERSED)


@dataclass(frozen=True)
class Counted:
    """The hours of one client on one shift, the order, and what that is to the actor."""

    hours: WorkedHours
    task: Task
    shift_id: UUID
    facts: Facts


def add_planned(row: Attendance, shift: Shift, task: Task, *, now: datetime) -> UUID:
    """The id of the new hours of a shift that is done, as long as planned."""
    worked = WorkedHours(
        attendance_id=row.id, client_id=row.client_id, task_id=task.id,
        organisation_id=task.organisation_id, worked_on=local_day(shift.starts_at),
        state=HoursState.PLANNED, planned_minutes=planned_minutes(shift.starts_at, shift.ends_at),
        pay_cents_per_hour=former_terms.pay_of(shift), created_at=now,
        engagement_model=task.engagement_model,
    )  # fmt: skip
    db.session.add(worked)
    db.session.flush()
    return worked.id


def find_live(attendance_id: UUID) -> WorkedHours | None:
    """The hours of an attendance that count now."""
    return db.session.scalar(
        select(WorkedHours).where(WorkedHours.attendance_id == attendance_id, LIVE)
    )


def remove_open(attendance_id: UUID) -> bool:
    """Whether no hours are left for this attendance: those not yet agreed are taken away."""
    db.session.execute(
        delete(WorkedHours)
        .where(WorkedHours.attendance_id == attendance_id, WorkedHours.reverses_id.is_(None))
        .where(WorkedHours.state.in_(OPEN))
        .execution_options(synchronize_session=False)
    )
    left = exists().where(WorkedHours.attendance_id == attendance_id)
    return not db.session.scalar(select(left))


def get_hours(actor: Actor, hours_id: UUID, *, now: datetime) -> Counted:
    """The hours, if the actor may read them. Raises: Missing."""
    return _counted(actor, WorkedHours.id == hours_id, now=now)


def get_hours_of(actor: Actor, attendance_id: UUID, *, now: datetime) -> Counted:
    """The hours of an attendance, if the actor may read them. Raises: Missing."""
    mine = (WorkedHours.attendance_id == attendance_id) & LIVE
    return _counted(actor, mine, now=now)


def _counted(actor: Actor, which: Any, *, now: datetime) -> Counted:
    row = db.session.execute(
        select(WorkedHours, Task, Attendance.shift_id, Client.unit_id)
        .join(Task, Task.id == WorkedHours.task_id)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .join(Client, Client.id == WorkedHours.client_id)
        .where(which)
    ).first()
    if row is None:
        raise Missing
    hours, task, shift_id, unit_id = row
    kinds = relations.list_kinds(actor, [hours.client_id], on=local_day(now))
    facts = Facts(
        client_id=hours.client_id,
        unit_id=unit_id,
        organisation_id=hours.organisation_id,
        relations=kinds[hours.client_id],
    )
    if not may(actor, Verb.READ_HOURS, facts):
        raise Missing
    return Counted(hours, task, shift_id, facts)


def move(hours: WorkedHours, new: HoursState, **values: Any) -> None:
    """Move the hours on from the state in which they were read. Raises: Conflict."""
    moves.move(WorkedHours, hours.id, hours.state, new, **values)


def correct(hours: WorkedHours, **values: Any) -> None:
    """Change a proposal that nobody has answered yet. Raises: Conflict when somebody has."""
    changed: Any = db.session.execute(
        update(WorkedHours)
        .where(WorkedHours.id == hours.id, WorkedHours.state == hours.state)
        .where(WorkedHours.proposed_at == hours.proposed_at)
        .values(**values)
        .execution_options(synchronize_session=False)
    )
    if changed.rowcount != 1:
        raise Conflict("hours_changed")


def add_reversal(hours: WorkedHours, *, reason: str, by: UUID | None, now: datetime) -> UUID:
    """The id of the row that takes exported hours back; its minutes count as below zero."""
    return _add_after(
        hours, state=HoursState.AGREED, reverses_id=hours.id, reason=reason, now=now,
        payroll_reference=hours.payroll_reference, payroll_named=hours.payroll_named,
        proposed_minutes=hours.agreed_minutes, agreed_minutes=hours.agreed_minutes,
        agreed_at=now, agreed_by_id=by, agreed_how="person",
    )  # fmt: skip


def add_correction(hours: WorkedHours, minutes: int, *, reason: str, now: datetime) -> UUID:
    """The id of new hours in place of reversed ones, for the orderer to agree."""
    return _add_after(
        hours, state=HoursState.PROPOSED, reason=reason, now=now, proposed_minutes=minutes,
        proposed_by="dispatcher", proposed_at=now,
    )  # fmt: skip


def _add_after(hours: WorkedHours, *, now: datetime, **values: Any) -> UUID:
    row = WorkedHours(
        attendance_id=hours.attendance_id, client_id=hours.client_id, task_id=hours.task_id,
        organisation_id=hours.organisation_id, worked_on=hours.worked_on,
        planned_minutes=hours.planned_minutes, pay_cents_per_hour=hours.pay_cents_per_hour,
        engagement_model=hours.engagement_model, created_at=now, **values,
    )  # fmt: skip
    db.session.add(row)
    db.session.flush()
    return row.id


def list_due(
    state: HoursState, *, now: datetime, limit: int
) -> list[tuple[WorkedHours, Task, UUID]]:
    """Hours whose time in a state is over by the rules of their day, with order and shift."""
    since = WorkedHours.created_at if state is HoursState.PLANNED else WorkedHours.proposed_at
    rows = db.session.execute(
        select(WorkedHours, Task, Attendance.shift_id)
        .join(Task, Task.id == WorkedHours.task_id)
        .join(Attendance, Attendance.id == WorkedHours.attendance_id)
        .where(WorkedHours.state == state, hour_rules.is_over(state, since, now=now))
        .order_by(since, WorkedHours.id)
        .limit(limit)
    )
    return [(row.WorkedHours, row.Task, row.shift_id) for row in rows]
