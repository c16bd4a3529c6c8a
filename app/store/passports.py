"""A client's work passport: what was done, where and how often, and what was thanked for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from app.domain.calendar import local_day
from app.domain.lifecycle import AttendanceState, HoursState
from app.domain.policy import Verb, require
from app.store import clients
from app.store.db import db
from app.store.models.own_words import ThankYou
from app.store.models.people import Organisation
from app.store.models.work import Attendance, Shift, Task, WorkedHours

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.thanks import Thank
    from app.domain.vocabulary import Category


@dataclass(frozen=True)
class DoneWork:
    """One kind of work at one workplace: how often and how long. Units: minutes."""

    title: str
    workplace: str
    category: Category | None
    times: int
    minutes: int
    last_on: date


@dataclass(frozen=True)
class Passport:
    """All of it. `thanks`: each with how many times it was said, the commonest first."""

    first_name: str
    last_name: str
    strengths: str
    works: tuple[DoneWork, ...]
    thanks: tuple[tuple[Thank, int], ...]

    @property
    def times(self) -> int:
        """How many shifts were done."""
        return sum(one.times for one in self.works)

    @property
    def minutes(self) -> int:
        """How long they took. Units: minutes."""
        return sum(one.minutes for one in self.works)


def get_passport(actor: Actor, client_id: UUID, *, now: datetime) -> Passport:
    """The passport, the latest work first. Raises: Missing for a stranger, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_CLIENT, clients.facts_of(actor, client, now=now))
    return Passport(
        client.first_name, client.last_name or "", client.strengths or "", _works(client_id),
        _thanks(client_id),
    )  # fmt: skip


def _works(client_id: UUID) -> tuple[DoneWork, ...]:
    length = func.coalesce(
        WorkedHours.agreed_minutes, WorkedHours.proposed_minutes, WorkedHours.planned_minutes
    )
    live = WorkedHours.reverses_id.is_(None) & (WorkedHours.state != HoursState.REVERSED)
    last = func.max(Shift.starts_at)
    rows = db.session.execute(
        select(
            Task.title, Organisation.name, Task.category, func.count(Attendance.id.distinct()),
            func.coalesce(func.sum(length), 0), last,
        )
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .outerjoin(WorkedHours, (WorkedHours.attendance_id == Attendance.id) & live)
        .where(Attendance.client_id == client_id, Attendance.state == AttendanceState.PERFORMED)
        .group_by(Task.title, Organisation.name, Task.category)
        .order_by(last.desc(), Task.title)
    )  # fmt: skip
    return tuple(
        DoneWork(title, place, category, times, minutes, local_day(last_at))
        for title, place, category, times, minutes, last_at in rows
    )


def _thanks(client_id: UUID) -> tuple[tuple[Thank, int], ...]:
    count = func.count()
    rows = db.session.execute(
        select(ThankYou.thank, count)
        .where(ThankYou.client_id == client_id)
        .group_by(ThankYou.thank)
        .order_by(count.desc(), ThankYou.thank)
    )
    return tuple((thank, number) for thank, number in rows)
