"""What a client was told of who comes along instead, and the client's own word about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from app.domain.away import Way
from app.domain.errors import Missing
from app.domain.lifecycle import BookingState
from app.domain.questions import Said
from app.store.db import db
from app.store.models.presence import PresenceChange
from app.store.models.work import CoachBooking, CoachBookingClient, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor

_WITH_WORK = (
    joinedload(PresenceChange.shift).joinedload(Shift.task).joinedload(Task.site),
    joinedload(PresenceChange.shift).joinedload(Shift.task).joinedload(Task.organisation),
    joinedload(PresenceChange.old_booking).joinedload(CoachBooking.coach),
    joinedload(PresenceChange.new_booking).joinedload(CoachBooking.coach),
)


def add_change(
    old: CoachBooking, way: Way, *, client_id: UUID | None, new_id: UUID | None = None,
    away_id: UUID | None = None, now: datetime,
) -> PresenceChange:  # fmt: skip
    """What came of a visit for one client. Needs a unit of work."""
    change = PresenceChange(
        away_id=away_id, client_id=client_id, shift_id=old.shift_id, old_booking_id=old.id,
        new_booking_id=new_id, way=way, told_at=now,
    )  # fmt: skip
    db.session.add(change)
    db.session.flush()
    return change


def get_own(actor: Actor, change_id: UUID) -> PresenceChange:
    """The client's own news with its work. Raises: Missing for everybody else's."""
    found = db.session.scalar(
        select(PresenceChange)
        .where(PresenceChange.id == change_id, PresenceChange.client_id == actor.client_id)
        .where(PresenceChange.client_id.is_not(None))
        .options(*_WITH_WORK)
    )
    if found is None:
        raise Missing
    return found


def list_unread(client_id: UUID, *, now: datetime) -> list[PresenceChange]:
    """The news of work to come that wait for the client's word, the nearest first."""
    rows = db.session.scalars(
        select(PresenceChange)
        .join(Shift, Shift.id == PresenceChange.shift_id)
        .where(PresenceChange.client_id == client_id, PresenceChange.answer.is_(None))
        .where(PresenceChange.undone_at.is_(None), Shift.starts_at > now)
        .options(*_WITH_WORK)
        .order_by(Shift.starts_at, PresenceChange.told_at.desc())
    )
    return [row for row in rows if is_alive(row, now)]


def is_alive(change: PresenceChange, now: datetime) -> bool:
    """Whether the client's word still matters: nothing else has come of the visit since."""
    if change.undone_at is not None or change.shift.starts_at <= now:
        return False
    along = _find_along(change)
    return along is None if change.new_booking_id is None else along == change.new_booking_id


def _find_along(change: PresenceChange) -> UUID | None:
    """The booking in which a coach goes along with the client now."""
    return db.session.scalar(
        select(CoachBooking.id)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .where(CoachBookingClient.client_id == change.client_id)
        .where(CoachBooking.shift_id == change.shift_id)
        .where(CoachBooking.state == BookingState.BOOKED)
        .limit(1)
    )


def list_of_away(away_id: UUID) -> Sequence[PresenceChange]:
    """What came of each visit of an absence, the earliest first."""
    query = (
        select(PresenceChange)
        .join(Shift, Shift.id == PresenceChange.shift_id)
        .where(PresenceChange.away_id == away_id)
        .options(*_WITH_WORK, joinedload(PresenceChange.client))
        .order_by(Shift.starts_at, PresenceChange.id)
    )
    return db.session.scalars(query).all()


def said_alone(shift_id: UUID, client_id: UUID) -> bool:
    """Whether the client has said that going alone to this shift is fine."""
    found = exists().where(
        PresenceChange.shift_id == shift_id, PresenceChange.client_id == client_id,
        PresenceChange.way == Way.ALONE, PresenceChange.answer == Said.YES,
        PresenceChange.undone_at.is_(None),
    )  # fmt: skip
    return bool(db.session.scalar(select(found)))
