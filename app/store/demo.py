"""The demo's own: how far its clock is moved, and which invented people one can be."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import Select, func, or_, select, update

from app.domain.lifecycle import AttendanceState, BookingState
from app.domain.vocabulary import ORDERER_ROLES, Role
from app.store.db import db
from app.store.models.people import Client, User
from app.store.models.trail import DemoState, OutboxMessage
from app.store.models.work import Attendance, CoachBooking, Shift, Task

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.policy import Actor


def clock_offset() -> timedelta:
    """How far the demo's clock is moved; nothing before the demo is built."""
    with db.engine.connect() as connection:
        seconds = connection.execute(select(DemoState.offset_seconds)).scalar()
    return timedelta(seconds=seconds or 0)


def find_state() -> DemoState | None:
    """The demo's row, if a demo was built."""
    return db.session.scalar(select(DemoState))


def add_state(*, seed: int, now: datetime) -> None:
    db.session.add(DemoState(built_at=now, seed=seed))


def move_clock(seconds: int) -> None:
    """Move the clock by this much more."""
    db.session.execute(update(DemoState).values(offset_seconds=DemoState.offset_seconds + seconds))


@dataclass(frozen=True)
class DemoPerson:
    """One of the invented people: the key of the demo, first name and role."""

    key: str
    user_id: UUID
    first_name: str
    role: Role


def list_people() -> dict[str, DemoPerson]:
    """The people one can be in the demo, by key."""
    rows = db.session.execute(
        select(User.demo_key, User.id, User.first_name, User.role).where(
            User.demo_key.is_not(None), User.active
        )
    )
    return {key: DemoPerson(key, id_, name, role) for key, id_, name, role in rows if key}


def find_user(key: str) -> User | None:
    """The demo's person of this key."""
    return db.session.scalar(select(User).where(User.demo_key == key, User.active))


@dataclass(frozen=True)
class DemoLetter:
    """One message of the outbox, opened, with whom it is for."""

    to: str
    template: str
    channel: str
    language: str
    facts: dict[str, Any]
    state: str
    created_at: datetime
    discreet: bool


def count_messages(key: str = "") -> int:
    """How many messages the outbox holds, for one of the people or for all."""
    query = select(func.count()).select_from(OutboxMessage)
    return int(db.session.scalar(_for_person(query, key)) or 0)


def list_letters(key: str, *, limit: int, offset: int = 0) -> list[DemoLetter]:
    """The newest messages for one of the people, or for all. The people are invented."""
    query = (
        select(OutboxMessage, User.first_name, Client.first_name, Client.non_disclosure)
        .outerjoin(User, User.id == OutboxMessage.user_id)
        .outerjoin(Client, Client.id == OutboxMessage.client_id)
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id)
    )
    rows = db.session.execute(_for_person(query, key).limit(limit).offset(offset))
    return [
        DemoLetter(
            user or client or message.address or "",
            message.template,
            message.channel,
            message.language,
            json.loads(message.facts or "{}"),
            message.state,
            message.created_at,
            bool(hidden),
        )
        for message, user, client, hidden in rows
    ]


def _for_person(query: Any, key: str) -> Any:
    if not key:
        return query
    whose = select(User.id).where(User.demo_key == key).scalar_subquery()
    client = select(User.client_id).where(User.demo_key == key).scalar_subquery()
    return query.where(or_(OutboxMessage.user_id == whose, OutboxMessage.client_id == client))


_COMING = (AttendanceState.BOOKED, AttendanceState.WILL_COME)


def next_shift_at(actor: Actor, *, after: datetime) -> datetime | None:
    """When the person's next shift begins: worked, gone along with or ordered."""
    found: datetime | None = db.session.scalar(_next_shift(actor, after))
    return found


def _next_shift(actor: Actor, after: datetime) -> Select[Any]:
    if actor.role is Role.COACH:
        return select(func.min(CoachBooking.starts_at)).where(
            CoachBooking.coach_id == actor.user_id,
            CoachBooking.state == BookingState.BOOKED,
            CoachBooking.starts_at > after,
        )
    query = (
        select(func.min(Shift.starts_at))
        .join(Attendance, Attendance.shift_id == Shift.id)
        .where(Attendance.state.in_(_COMING), Shift.starts_at > after)
    )
    if actor.role is Role.CLIENT:
        return query.where(Attendance.client_id == actor.client_id)
    if actor.role in ORDERER_ROLES:
        return query.join(Task).where(Task.organisation_id == actor.organisation_id)
    return query
