"""Beside whom somebody learns: where the order allows it, a place is for who has not done the work.

Nothing is written down about anybody: who has done this work before and comes, too, is the guide.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from app.domain.lifecycle import COMING_OR_THERE, AttendanceState
from app.store import reading
from app.store.db import db
from app.store.models.people import Client
from app.store.models.teams import TeamMember
from app.store.models.work import Attendance, Shift, Task

if TYPE_CHECKING:
    from uuid import UUID


@dataclass(frozen=True)
class Guide:
    """Who does the work while somebody learns beside. `team_name`: told to the own team only."""

    client_id: UUID
    team_name: str = ""


def find_guide(shift: Shift, task: Task, *, client_id: UUID | None = None) -> Guide | None:
    """Who comes to the shift and knows the work; None where nobody may learn beside there.

    `client_id`: somebody who would learn; None for whoever has done the work before.
    """
    if not task.learner_welcome or (client_id and _knows(client_id, task.id)):
        return None
    done, at_it = aliased(Attendance), aliased(Shift)
    knows = exists().where(
        done.client_id == Attendance.client_id, done.shift_id == at_it.id,
        at_it.task_id == task.id, done.state == AttendanceState.PERFORMED,
    )  # fmt: skip
    query = (
        select(Client.id, Client.first_name)
        .join(Attendance, Attendance.client_id == Client.id)
        .where(Attendance.shift_id == shift.id, Attendance.state.in_(COMING_OR_THERE), knows)
        .order_by(Client.first_name, Client.id)
    )
    guide = db.session.execute(query.limit(1)).one_or_none()
    if guide is None or not client_id or not _same_team(client_id, guide.id):
        return Guide(guide.id) if guide else None
    reading.note([guide.id])
    return Guide(guide.id, guide.first_name)


def _knows(client_id: UUID, task_id: UUID) -> bool:
    """Whether the client has done this work before."""
    query = select(Attendance.id).join(Shift, Shift.id == Attendance.shift_id)
    done = query.where(
        Attendance.client_id == client_id, Shift.task_id == task_id,
        Attendance.state == AttendanceState.PERFORMED,
    )  # fmt: skip
    return db.session.scalar(done.limit(1)) is not None


def _same_team(one: UUID, other: UUID) -> bool:
    theirs = select(TeamMember.team_id).where(TeamMember.client_id == one)
    query = select(TeamMember.id).where(
        TeamMember.client_id == other, TeamMember.team_id.in_(theirs)
    )
    return db.session.scalar(query.limit(1)) is not None
