"""What stands on the paper of an agreement: who, what, where and when, and for what pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.agreements import Agreement, agreement_on, employer_key
from app.domain.calendar import local_day
from app.domain.lifecycle import COMING
from app.store import agreements, engagement, reading, series_edits
from app.store.db import db
from app.store.models.people import Client
from app.store.models.work import Attendance, Shift, Task
from app.store.tasks import WITH_ALL

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.engagement import Responsibility
    from app.domain.policy import Actor
    from app.domain.vocabulary import Language

TIMES_SHOWN = 8


@dataclass(frozen=True)
class Paper:
    """One client at one task. Nothing of support or benefits is in here: an employer reads it.

    `first_name` is empty where the client's whereabouts are protected; `times` are the nearest.
    """

    first_name: str
    language: Language
    task: Task
    recurrence: str
    found: Responsibility | None
    agreement: Agreement | None
    first_on: date
    times: tuple[tuple[datetime, datetime], ...]


def get_paper(actor: Actor, placement_id: UUID, *, now: datetime) -> Paper:
    """The paper, for those who may make the agreement. Raises: Missing."""
    placement = agreements.get_placed(actor, placement_id, now=now).placement
    client = db.session.get_one(Client, placement.client_id)
    task = db.session.scalars(
        select(Task).where(Task.id == placement.task_id).options(*WITH_ALL)
    ).unique().one()  # fmt: skip
    reading.note([client.id])
    first_on = agreements.first_day_at(placement_id) or local_day(now)
    times = _times(placement_id, now=now)
    on = max(first_on, local_day(times[0][0]) if times else local_day(now))
    found = engagement.find_responsibility(task.engagement_model, on=on)
    return Paper(
        "" if client.non_disclosure else client.first_name, client.language, task,
        series_edits.rhythm_of(task), found, _agreement(client.id, task, found, on), first_on,
        times,
    )  # fmt: skip


def _agreement(
    client_id: UUID, task: Task, found: Responsibility | None, on: date
) -> Agreement | None:
    if found is None:
        return None
    known = agreements.list_of([client_id])[client_id]
    return agreement_on(known, employer_key(found, task.organisation_id), on)


def _times(placement_id: UUID, *, now: datetime) -> tuple[tuple[datetime, datetime], ...]:
    rows = db.session.execute(
        select(Shift.starts_at, Shift.ends_at)
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Attendance.placement_id == placement_id, Shift.ends_at > now)
        .where(Attendance.state.in_(COMING))
        .order_by(Shift.starts_at)
        .limit(TIMES_SHOWN)
    )
    return tuple((starts_at, ends_at) for starts_at, ends_at in rows)
