"""Support and work of one placement, week by week, and the coach's plan for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, select

from app.domain.calendar import local_day, shift_minutes
from app.domain.errors import Missing
from app.domain.fading import Stage
from app.domain.lifecycle import AttendanceState
from app.domain.policy import Verb, may
from app.store import client_facts
from app.store.db import db
from app.store.hours import LIVE
from app.store.models.fading import SupportStage
from app.store.models.people import Client
from app.store.models.support import SupportContact
from app.store.models.work import Attendance, Placement, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from sqlalchemy import ColumnElement

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Place:
    """A placement: who, at which work."""

    id: UUID
    client_id: UUID
    name: str
    title: str


def get_place(actor: Actor, placement_id: UUID, *, now: datetime) -> Place:
    """The placement of an own client. Raises: Missing for anybody but the client's coach."""
    row = db.session.execute(
        select(Placement, Client, Task.title)
        .join(Client, Client.id == Placement.client_id)
        .join(Task, Task.id == Placement.task_id)
        .where(Placement.id == placement_id)
    ).one_or_none()
    if row is None:
        raise Missing
    placement, client, title = row
    facts = client_facts.get_facts(actor, [client.id], now=now)
    if not may(actor, Verb.WRITE_NOTE, facts[client.id]):
        raise Missing
    name = f"{client.first_name} {client.last_name or ''}".strip()
    return Place(placement.id, client.id, name, title)


def list_places(actor: Actor, client_id: UUID, *, now: datetime) -> list[tuple[UUID, str]]:
    """The placements of a client at which work was done, newest first: id, title."""
    client_facts.get_facts(actor, [client_id], now=now)
    rows = db.session.execute(
        select(Placement.id, Task.title)
        .join(Task, Task.id == Placement.task_id)
        .where(Placement.client_id == client_id, _worked_at())
        .order_by(Placement.agreed_at.desc(), Placement.id)
    )
    return [(placement_id, title) for placement_id, title in rows]


def _worked_at() -> ColumnElement[bool]:
    return exists().where(
        Attendance.placement_id == Placement.id, Attendance.state == AttendanceState.PERFORMED
    )


def list_worked(placement_id: UUID) -> list[tuple[date, int]]:
    """Day and minutes of what was done: agreed ones, else the newest word on them."""
    rows = db.session.execute(
        select(Shift.starts_at, Shift.ends_at, WorkedHours)
        .select_from(Attendance)
        .join(Shift, Shift.id == Attendance.shift_id)
        .outerjoin(WorkedHours, (WorkedHours.attendance_id == Attendance.id) & LIVE)
        .where(Attendance.placement_id == placement_id)
        .where(Attendance.state == AttendanceState.PERFORMED)
    )
    return [(local_day(begins), _minutes(hours, begins, ends)) for begins, ends, hours in rows]


def _minutes(hours: WorkedHours | None, begins: datetime, ends: datetime) -> int:
    if hours is None:
        return shift_minutes(begins, ends)
    known = (hours.agreed_minutes, hours.proposed_minutes, hours.planned_minutes)
    return next(number for number in known if number is not None)


def list_supported(place: Place) -> list[tuple[date, int]]:
    """Day and minutes of support; what names no shift counts where the client has one work."""
    works = db.session.scalar(
        select(func.count()).select_from(Placement).where(
            Placement.client_id == place.client_id, _worked_at()
        )
    )  # fmt: skip
    belongs = SupportContact.placement_id == place.id
    if works == 1:
        belongs |= SupportContact.placement_id.is_(None)
    rows = db.session.execute(
        select(SupportContact.happened_at, SupportContact.minutes)
        .where(SupportContact.client_id == place.client_id, belongs)
    )  # fmt: skip
    return [(local_day(at), minutes) for at, minutes in rows]


def list_stages(placement_id: UUID) -> list[Stage]:
    """The plan, in order of days."""
    rows = db.session.scalars(
        select(SupportStage)
        .where(SupportStage.placement_id == placement_id)
        .order_by(SupportStage.starts_on)
    )
    return [Stage(row.starts_on, row.minutes_per_hour) for row in rows]


def put_stage(place: Place, stage: Stage, *, by_id: UUID, now: datetime) -> UUID:
    """The one stage that begins on that day, now with these minutes."""
    row = _stage(place.id, stage.starts_on)
    if row is None:
        row = SupportStage(
            placement_id=place.id, client_id=place.client_id, starts_on=stage.starts_on
        )
        db.session.add(row)
    row.minutes_per_hour, row.set_by_id, row.set_at = stage.minutes_per_hour, by_id, now
    db.session.flush()
    return row.id


def drop_stage(placement_id: UUID, starts_on: date) -> bool:
    """Whether there was such a stage; it is out of the plan now."""
    row = _stage(placement_id, starts_on)
    if row is None:
        return False
    db.session.delete(row)
    return True


def _stage(placement_id: UUID, starts_on: date) -> SupportStage | None:
    return db.session.scalar(
        select(SupportStage).where(
            SupportStage.placement_id == placement_id, SupportStage.starts_on == starts_on
        )
    )
