"""What was learned from each job of a client, in versions; never a rating, never for matching."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import case, func, select

from app.domain.errors import Missing
from app.domain.learning import is_asked
from app.domain.lifecycle import AttendanceState, PlacementState
from app.domain.policy import Facts, Verb, require
from app.store import clients
from app.store.db import db
from app.store.models.people import Client
from app.store.models.person import VocationalProfile
from app.store.models.work import Attendance, Placement, Task

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor


@dataclass(frozen=True)
class Job:
    """A job of a client of which something can be said."""

    placement_id: UUID
    client_id: UUID
    first_name: str
    title: str
    ended: bool


def list_profiles(
    actor: Actor, client_id: UUID, *, now: datetime
) -> Sequence[tuple[VocationalProfile, str]]:
    """Every version with the title of the work, newest first. Raises: Missing, NotAllowed."""
    client = clients.get_client(actor, client_id, now=now)
    require(actor, Verb.READ_READINESS, clients.facts_of(actor, client, now=now))
    rows = db.session.execute(
        select(VocationalProfile, Task.title)
        .join(Placement, Placement.id == VocationalProfile.placement_id)
        .join(Task, Task.id == Placement.task_id)
        .where(VocationalProfile.client_id == client_id)
        .order_by(VocationalProfile.written_at.desc(), VocationalProfile.version.desc())
    )
    return [(profile, title) for profile, title in rows]


def list_newest(
    actor: Actor, client_id: UUID, *, now: datetime
) -> list[tuple[VocationalProfile, str]]:
    """The newest version of each job with its title. Raises: Missing, NotAllowed."""
    found: dict[UUID, tuple[VocationalProfile, str]] = {}
    for profile, title in list_profiles(actor, client_id, now=now):
        found.setdefault(profile.placement_id, (profile, title))
    return list(found.values())


def get_job(actor: Actor, placement_id: UUID, *, now: datetime) -> tuple[Job, Facts]:
    """The job and what its client is to the actor. Raises: Missing for a stranger."""
    row = db.session.execute(_jobs().where(Placement.id == placement_id)).first()
    if row is None:
        raise Missing
    client = clients.get_client(actor, row.client_id, now=now)
    return _job(row), clients.facts_of(actor, client, now=now)


def _jobs() -> Any:
    return (
        select(Placement.id, Placement.client_id, Placement.state, Client.first_name, Task.title)
        .join(Task, Task.id == Placement.task_id)
        .join(Client, Client.id == Placement.client_id)
    )


def _job(row: Any) -> Job:
    ended = row.state == PlacementState.ENDED
    return Job(row.id, row.client_id, row.first_name, row.title, ended)


def find_last(placement_id: UUID) -> VocationalProfile | None:
    """The newest version of what was learned from a job."""
    query = select(VocationalProfile).where(VocationalProfile.placement_id == placement_id)
    return db.session.scalar(query.order_by(VocationalProfile.version.desc()).limit(1))


def list_asked(actor: Actor, *, now: datetime, limit: int = 20) -> list[Job]:
    """The jobs of own clients of which the coach is asked, the longest known first."""
    ids = clients.list_own_ids(actor, now=now)
    done, written = _performed(ids), _written(ids)
    rows = db.session.execute(
        _jobs().where(Placement.id.in_(done)).order_by(Placement.agreed_at, Placement.id)
    )
    asked = []
    for row in rows:
        times, after_end = written.get(row.id, (0, 0))
        job = _job(row)
        if is_asked(done[row.id], ended=job.ended, written=times, written_after_end=after_end > 0):
            asked.append(job)
    return asked[:limit]


def _performed(client_ids: Collection[UUID]) -> dict[UUID, int]:
    rows = db.session.execute(
        select(Attendance.placement_id, func.count())
        .where(Attendance.client_id.in_(client_ids))
        .where(Attendance.state == AttendanceState.PERFORMED)
        .group_by(Attendance.placement_id)
    )
    return {placement_id: times for placement_id, times in rows if placement_id}


def _written(client_ids: Collection[UUID]) -> dict[UUID, tuple[int, int]]:
    after_end = func.sum(case((VocationalProfile.after_end, 1), else_=0))
    rows = db.session.execute(
        select(VocationalProfile.placement_id, func.count(), after_end)
        .where(VocationalProfile.client_id.in_(client_ids))
        .group_by(VocationalProfile.placement_id)
    )
    return {placement_id: (times, late or 0) for placement_id, times, late in rows}


def add(job: Job, words: Mapping[str, str | None], *, by: UUID, now: datetime) -> VocationalProfile:
    """Keep a new version. Needs a unit of work."""
    last = find_last(job.placement_id)
    profile = VocationalProfile(
        client_id=job.client_id, placement_id=job.placement_id, after_end=job.ended,
        version=(last.version if last else 0) + 1, written_at=now, written_by_id=by,
    )  # fmt: skip
    for name, text in words.items():
        setattr(profile, name, text)
    db.session.add(profile)
    db.session.flush()
    return profile
