"""Who can answer for a shift now, and what somebody there has said is wrong."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from app.domain.attendance import DEFAULT as ATTENDANCE
from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import local_day
from app.domain.lifecycle import COMING, COMING_OR_THERE, AlertState
from app.domain.on_site import ANSWER_MINUTES, Colleague, Trouble, answer_by, who_answers
from app.domain.policy import Verb, may
from app.domain.vocabulary import RelationKind, Role
from app.store import bookings, reading, rules
from app.store.alerts import OPEN
from app.store.bookings import KEPT
from app.store.db import db
from app.store.models.people import Client, Relation, User
from app.store.models.support import Alert
from app.store.models.trail import AuditEvent
from app.store.models.work import Attendance, CoachBooking, Shift, Task
from app.store.relations import in_force

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.on_site import Reachable
    from app.domain.policy import Actor

_KINDS = tuple(trouble.value for trouble in Trouble)


def find_reachable(
    shift_id: UUID, client_ids: Collection[UUID], *, office: str, now: datetime
) -> Reachable:
    """Whose phone is answered now for these clients on this shift."""
    coaches = _coaches(shift_id, client_ids, now)
    return who_answers(coaches, shift_id, office=office, now=now)


def find_colleague(client_id: UUID, *, without: UUID | None, now: datetime) -> UUID | None:
    """A coach of the client's unit who can answer now, and is not this one."""
    coaches = [one for one in _coaches(client_id, [client_id], now) if one.user_id != without]
    return who_answers(coaches, client_id, office="", now=now).user_id


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
            one.id, _full_name(one), one.phone or "",
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


@dataclass(frozen=True)
class Said:
    """What was said to be wrong on a shift, about one client, and what has come of it.

    `first_name` is empty where the client's whereabouts are protected. `by_client`: the client
    said it, else the orderer, whose name is `by_name`; None where nobody knows who did.
    `taken_on_by` is who sees to it; `right_at` is when all was well again.
    """

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    client_id: UUID
    first_name: str
    trouble: Trouble
    said_at: datetime
    by_client: bool | None
    by_name: str
    answer_by: datetime
    taken_on_at: datetime | None
    taken_on_by: str
    right_at: datetime | None


def list_of_task(actor: Actor, task_id: UUID, *, now: datetime) -> list[Said]:
    """What was said lately on the shifts of an order, newest first; nothing to whoever may not.

    It is kept in sight for as long as a workplace knows who came.
    """
    if not may(actor, Verb.READ_SHIFT_PEOPLE):
        return []
    since = now - timedelta(days=ATTENDANCE.name_known_days)
    rows = db.session.execute(
        select(Alert, Shift, Client.first_name, Client.non_disclosure, User)
        .join(Shift, Shift.id == Alert.shift_id)
        .join(Client, Client.id == Alert.client_id)
        .join(User, User.id == Alert.acknowledged_by_id, isouter=True)
        .where(Shift.task_id == task_id, Alert.kind.in_(_KINDS), Alert.raised_at > since)
        .order_by(Alert.raised_at.desc(), Client.first_name, Alert.id)
    ).all()
    reading.note(row.Alert.client_id for row in rows)
    tellers = _tellers([row.Alert for row in rows])
    return [_said(row, tellers.get(_moment(row.Alert))) for row in rows]


def _said(row: Any, teller: tuple[bool, str] | None) -> Said:
    alert, shift = row.Alert, row.Shift
    by_client, by_name = teller or (None, "")
    return Said(
        shift.id, shift.starts_at, shift.ends_at, alert.client_id,
        "" if row.non_disclosure else row.first_name, Trouble(alert.kind), alert.raised_at,
        by_client, by_name, alert.due_at, alert.acknowledged_at,
        _full_name(row.User) if row.User else "", alert.done_at,
    )  # fmt: skip


def _full_name(user: User) -> str:
    return f"{user.first_name} {user.last_name or ''}".strip()


def _moment(alert: Alert) -> tuple[Any, ...]:
    return alert.shift_id, alert.raised_at, alert.kind


def _tellers(said: Collection[Alert]) -> dict[tuple[Any, ...], tuple[bool, str]]:
    """By shift, instant and kind: whether a client said it, and of another the name.

    The trail alone knows: a coach can be missed by both.
    """
    if not said:
        return {}
    rows = db.session.execute(
        select(AuditEvent, User)
        .join(User, User.id == AuditEvent.actor_id)
        .where(AuditEvent.object_type == "on_site", AuditEvent.action == "create")
        .where(AuditEvent.at.in_({one.raised_at for one in said}))
        .where(AuditEvent.object_id.in_({one.shift_id for one in said}))
    )
    return {
        (event.object_id, event.at, event.facts.get("kind")):
        (True, "") if event.actor_role == Role.CLIENT else (False, _full_name(user))
        for event, user in rows
    }  # fmt: skip


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
