"""The jobs that a client goes to, and the times of one that are given up or taken back at once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.attendance import AbsenceReason
from app.domain.errors import Missing
from app.domain.lifecycle import COMING, AttendanceState, PlacementState
from app.store.db import db
from app.store.models.people import Organisation
from app.store.models.work import Attendance, Placement, Shift, Task

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Job:
    """One task that a client goes to, with the times still to come and those just given up."""

    placement_id: UUID
    client_id: UUID
    task: Task
    workplace: str
    coming: tuple[tuple[Attendance, Shift], ...]
    given_up: tuple[tuple[Attendance, Shift], ...]


def list_jobs(actor: Actor, *, now: datetime, since: datetime) -> list[Job]:
    """The client's jobs with times to come, by the next time."""
    rows = db.session.execute(
        select(Placement.id)
        .where(Placement.client_id == actor.client_id, Placement.state != PlacementState.ENDED)
        .order_by(Placement.agreed_at, Placement.id)
    )
    jobs = [get_job(actor, row.id, now=now, since=since) for row in rows]
    return sorted(
        (job for job in jobs if job.coming),
        key=lambda job: min(s.starts_at for _a, s in job.coming),
    )


def get_job(actor: Actor, placement_id: UUID, *, now: datetime, since: datetime) -> Job:
    """One of the client's own jobs; `since`: what was given up then or later counts as just now.

    Raises: Missing for everybody else's.
    """
    row = db.session.execute(
        select(Task, Organisation.name)
        .join(Placement, Placement.task_id == Task.id)
        .join(Organisation, Organisation.id == Task.organisation_id)
        .where(Placement.id == placement_id, Placement.client_id == actor.client_id)
    ).first()
    if row is None or actor.client_id is None:
        raise Missing
    ahead = _ahead(placement_id, now)
    return Job(
        placement_id=placement_id, client_id=actor.client_id, task=row.Task, workplace=row.name,
        coming=tuple(one for one in ahead if one[0].state in COMING),
        given_up=tuple(one for one in ahead if _just_given_up(one[0], since)),
    )  # fmt: skip


def _ahead(placement_id: UUID, now: datetime) -> list[tuple[Attendance, Shift]]:
    """The times that have not begun; by shift, so that two people wait in the same order."""
    rows = db.session.execute(
        select(Attendance, Shift)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.placement_id == placement_id, Shift.starts_at > now)
        .order_by(Shift.id)
    )
    return [(row.Attendance, row.Shift) for row in rows]


def _just_given_up(visit: Attendance, since: datetime) -> bool:
    gone = visit.state is AttendanceState.CANNOT_COME
    return gone and visit.reason == AbsenceReason.STOPPING and visit.changed_at >= since
