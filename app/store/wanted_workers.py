"""Workers whom an orderer knows and would like again, and of which order that was said.

Known is whoever has performed at the organisation and whose first name its people may still see
(`rosters`): nothing but that name and the work leaves this module towards an orderer. Whether the
client wants to come, or not, is never told by it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select

from app.domain.attendance import DEFAULT as ATTENDANCE
from app.domain.calendar import local_day
from app.domain.errors import Missing
from app.domain.lifecycle import AttendanceState
from app.store import letters, reading
from app.store.db import db
from app.store.models.people import Client
from app.store.models.wanted import WantedWorker
from app.store.models.work import Attendance, Shift, Task
from app.store.relations import find_coach

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.store.models.people import User


@dataclass(frozen=True)
class Known:
    """Somebody who has worked for the organisation lately, by the attendance, not the client."""

    attendance_id: UUID
    first_name: str
    title: str
    worked_on: date


@dataclass(frozen=True)
class Wanted:
    """Whom an order asks for. The coach is for staff."""

    client_id: UUID
    first_name: str
    coach: User | None


def _known_query(organisation_id: UUID, now: datetime) -> Any:
    since = now - timedelta(days=ATTENDANCE.name_known_days)
    return (
        select(Attendance.id, Attendance.client_id, Client.first_name, Task.title, Shift.starts_at)
        .join(Client, Client.id == Attendance.client_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Task.organisation_id == organisation_id, Client.non_disclosure.is_(False))
        .where(Attendance.state == AttendanceState.PERFORMED, Shift.ends_at > since)
        .order_by(Shift.starts_at.desc(), Attendance.id)
    )


def list_known(organisation_id: UUID, *, now: datetime) -> list[Known]:
    """Whom the organisation may ask for, each once, who worked last first."""
    rows = db.session.execute(_known_query(organisation_id, now)).all()
    latest: dict[UUID, Any] = {}
    for row in rows:
        latest.setdefault(row.client_id, row)
    reading.note(latest)
    return [
        Known(row.id, row.first_name, row.title, local_day(row.starts_at))
        for row in latest.values()
    ]


def client_of(organisation_id: UUID, attendance_id: UUID, *, now: datetime) -> UUID:
    """The client of an attendance whom the organisation may ask for. Raises: Missing."""
    query = _known_query(organisation_id, now).where(Attendance.id == attendance_id)
    row = db.session.execute(query).first()
    if row is None:
        raise Missing
    client_id: UUID = row.client_id
    return client_id


def find_wanted(task_id: UUID, *, now: datetime) -> Wanted | None:
    """Whom an order asks for by name, if anybody."""
    row = db.session.execute(
        select(Client.id, Client.first_name)
        .join(WantedWorker, WantedWorker.client_id == Client.id)
        .where(WantedWorker.task_id == task_id, Client.non_disclosure.is_(False))
    ).first()
    if row is None:
        return None
    reading.note([row.id])
    return Wanted(row.id, row.first_name, find_coach(row.id, on=local_day(now)))


def find_client_id(task_id: UUID) -> UUID | None:
    """The client whom an order asks for, if anybody."""
    return db.session.scalar(select(WantedWorker.client_id).where(WantedWorker.task_id == task_id))


def write(task_id: UUID, client_id: UUID, *, by_id: UUID | None, now: datetime) -> None:
    """Ask for this client instead of whoever was asked for."""
    remove(task_id)
    db.session.add(
        WantedWorker(task_id=task_id, client_id=client_id, asked_by_id=by_id, asked_at=now)
    )
    db.session.flush()


def remove(task_id: UUID) -> None:
    """Ask for nobody by name any more."""
    db.session.execute(delete(WantedWorker).where(WantedWorker.task_id == task_id))


def first_in_order(task_id: UUID, client_ids: Sequence[UUID]) -> list[UUID]:
    """The same clients in asking order, whoever is asked for by name first."""
    wanted = find_client_id(task_id)
    return sorted(client_ids, key=lambda one: one != wanted)


def key_of(task_id: UUID) -> str:
    """How the key of the letter to the coach begins."""
    return f"worker_wanted:{task_id}:"


def tell_coach(task: Task, *, now: datetime, send_from: datetime | None = None) -> None:
    """Tell the coach of whom an open order asks for, once an order and client."""
    client_id = find_client_id(task.id)
    coach = find_coach(client_id, on=local_day(now)) if client_id is not None else None
    if coach is not None:
        letters.tell_user(
            coach.id, "worker_wanted", f"{key_of(task.id)}{client_id}", now=now,
            path=f"/coach/tasks/{task.id}", send_from=send_from,
        )  # fmt: skip
