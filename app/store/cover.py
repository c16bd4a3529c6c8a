"""Who might come in somebody's place: by what they know of the work; and what has been tried."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from app.domain.cover import Rung, apart
from app.domain.lifecycle import (
    OPEN_OFFERS,
    AttendanceState,
    OfferState,
    PlacementState,
)
from app.domain.vocabulary import RelationKind
from app.store.db import db
from app.store.models.people import Relation, User
from app.store.models.teams import TeamMember
from app.store.models.trail import OutboxMessage
from app.store.models.work import Attendance, OfferShift, Placement, Shift, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

_NOT_AGAIN = (*OPEN_OFFERS, OfferState.DECLINED, OfferState.WITHDRAWN)


def list_known(shift: Shift) -> dict[Rung, set[UUID]]:
    """Clients by how they know the work, each once; whether they fit is the matcher's question."""
    task = shift.task
    return apart(
        {
            Rung.TEAM: _in_the_team(shift),
            Rung.SITE: _performed(Task.site_id == task.site_id),
            Rung.SKILL: _performed(Task.category == task.category) if task.category else set(),
        }
    )


def _in_the_team(shift: Shift) -> set[UUID]:
    """Who has a place at the same order, or is in a team with somebody who is on the shift."""
    same = select(Placement.client_id).where(
        Placement.task_id == shift.task_id, Placement.state != PlacementState.ENDED
    )
    on_it = select(Attendance.client_id).where(Attendance.shift_id == shift.id)
    teams = select(TeamMember.team_id).where(TeamMember.client_id.in_(on_it))
    mates = select(TeamMember.client_id).where(TeamMember.team_id.in_(teams))
    return {*db.session.scalars(same), *db.session.scalars(mates)}


def _performed(where: Any) -> set[UUID]:
    query = (
        select(Attendance.client_id)
        .join(Shift, Shift.id == Attendance.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Attendance.state == AttendanceState.PERFORMED, where)
    )
    return set(db.session.scalars(query.distinct()))


def list_not_again(shift_id: UUID) -> set[UUID]:
    """Who is asked already, has said no or cannot come."""
    asked = select(OfferShift.client_id).where(
        OfferShift.shift_id == shift_id, OfferShift.state.in_(_NOT_AGAIN)
    )
    away = select(Attendance.client_id).where(
        Attendance.shift_id == shift_id,
        Attendance.state.in_((AttendanceState.CANNOT_COME, AttendanceState.CANCELLED)),
    )
    return {*db.session.scalars(asked), *db.session.scalars(away)}


def list_by_coach(on: date) -> dict[UUID, set[UUID]]:
    """The clients of each coach who works here."""
    rows = db.session.execute(
        select(Relation.user_id, Relation.client_id)
        .join(User, User.id == Relation.user_id)
        .where(Relation.kind == RelationKind.COACH, in_force(on), User.active)
    )
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for coach_id, client_id in rows:
        found[coach_id].add(client_id)
    return dict(found)


def key_of(shift_id: UUID, rung: Rung) -> str:
    """What the letters of a rung of a shift begin with."""
    return f"cover:{shift_id}:{rung}:"


def list_tried(shift_id: UUID) -> dict[Rung, datetime]:
    """When each rung was tried last."""
    found = {}
    for rung in Rung:
        begins = OutboxMessage.dedupe_key.startswith(key_of(shift_id, rung), autoescape=True)
        found[rung] = db.session.scalar(select(func.max(OutboxMessage.created_at)).where(begins))
    return {rung: at for rung, at in found.items() if at is not None}
