"""Who can answer for a shift now, and what somebody there has said is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import local_day
from app.domain.lifecycle import COMING, COMING_OR_THERE, AlertState
from app.domain.on_site import ANSWER_MINUTES, Colleague, Trouble, answer_by, who_answers
from app.domain.vocabulary import RelationKind
from app.store import bookings, rules
from app.store.alerts import OPEN
from app.store.bookings import KEPT
from app.store.db import db
from app.store.models.people import Client, Relation, User
from app.store.models.support import Alert
from app.store.models.work import Attendance, CoachBooking, Shift, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.on_site import Reachable

_KINDS = tuple(trouble.value for trouble in Trouble)


def find_reachable(
    shift_id: UUID, client_ids: Collection[UUID], *, office: str, now: datetime
) -> Reachable:
    """Whose phone is answered now for these clients on this shift."""
    coaches = _coaches(shift_id, client_ids, now)
    return who_answers(coaches, shift_id, office=office, now=now)


def _coaches(shift_id: UUID, client_ids: Collection[UUID], now: datetime) -> list[Colleague]:
    along = set(
        db.session.scalars(
            select(CoachBooking.coach_id)
            .where(CoachBooking.shift_id == shift_id, CoachBooking.state.in_(KEPT))
        )
    )  # fmt: skip
    own = set(
        db.session.scalars(
            select(Relation.user_id)
            .where(Relation.client_id.in_(client_ids), Relation.kind == RelationKind.COACH)
            .where(in_force(local_day(now)))
        )
    )
    units = select(Client.unit_id).where(Client.id.in_(client_ids)).distinct()
    ids = {
        *along, *own,
        *(one for unit in db.session.scalars(units) for one in bookings.list_unit_coaches(unit)),
    }  # fmt: skip
    weeks = bookings.load_weeks(ids, Visit(shift_id, now, now)) if ids else {}
    people = db.session.scalars(select(User).where(User.id.in_(ids), User.active))
    return [
        Colleague(
            one.id, f"{one.first_name} {one.last_name or ''}".strip(), one.phone or "",
            weeks.get(one.id, CoachWeek(one.id)), along=one.id in along, own=one.id in own,
        )
        for one in people
    ]  # fmt: skip


def answer_due(now: datetime) -> datetime:
    """By when somebody is to answer, as the dated rule has it."""
    return answer_by(now, rules.find_whole_number(ANSWER_MINUTES, on=local_day(now)))


def key_of(trouble: Trouble, shift_id: UUID, client_id: UUID | None = None) -> str:
    """How the keys of what was said begin; said again after it was taken back it is a new one."""
    return f"{trouble.value}:{shift_id}:" + (f"{client_id}:" if client_id else "")


def list_said(shift_ids: Collection[UUID], client_id: UUID | None = None) -> list[Alert]:
    """What is said to be wrong on these shifts and not yet right again, newest first.

    Of one client it is only what that client said.
    """
    if not shift_ids:
        return []
    query = select(Alert).where(Alert.shift_id.in_(shift_ids), Alert.kind.in_(_KINDS))
    query = query.where(Alert.state.in_(OPEN))
    if client_id is not None:
        query = query.where(Alert.client_id == client_id)
    return list(db.session.scalars(query.order_by(Alert.raised_at.desc(), Alert.id)))


def list_expected(shift_id: UUID) -> list[UUID]:
    """The clients who are waited for on a shift and have not come."""
    query = select(Attendance.client_id).where(Attendance.shift_id == shift_id)
    return sorted(db.session.scalars(query.where(Attendance.state.in_(COMING))))


def list_there(shift_id: UUID) -> list[UUID]:
    """The clients who are on a shift or waited for."""
    query = select(Attendance.client_id).where(Attendance.shift_id == shift_id)
    return sorted(db.session.scalars(query.where(Attendance.state.in_(COMING_OR_THERE))))


def has_coach(shift_id: UUID) -> bool:
    """Whether a coach is booked to go along on the shift."""
    query = select(CoachBooking.id).where(CoachBooking.shift_id == shift_id)
    return db.session.scalar(query.where(CoachBooking.state.in_(KEPT)).limit(1)) is not None


def list_unanswered(*, now: datetime, limit: int = 100) -> Sequence[tuple[Alert, Task]]:
    """What nobody has taken on in time, with the order that it is about."""
    rows = db.session.execute(
        select(Alert, Task)
        .join(Shift, Shift.id == Alert.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .where(Alert.kind.in_(_KINDS), Alert.state == AlertState.OPEN, Alert.due_at <= now)
        .order_by(Alert.due_at, Alert.id)
        .limit(limit)
    )
    return [(row.Alert, row.Task) for row in rows]
