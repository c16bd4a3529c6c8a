"""The instructor of a unit who goes along with everybody of a shift, where the order asks for one.

It is a coach's booking with a role of its own: it belongs to the shift and to none of its clients,
so it stays when one of them can't come.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from app.domain.bookings import INSTRUCTOR
from app.domain.lifecycle import BookingState
from app.store.db import db
from app.store.models.people import User
from app.store.models.work import CoachBooking, Shift, Task

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

_THERE = (BookingState.BOOKED, BookingState.DONE)


def list_missing(shift_ids: Collection[UUID]) -> set[UUID]:
    """Of these shifts those whose order asks for an instructor while none is booked."""
    booked = exists().where(
        CoachBooking.shift_id == Shift.id, CoachBooking.role == INSTRUCTOR,
        CoachBooking.state.in_(_THERE),
    )  # fmt: skip
    query = select(Shift.id).join(Task, Task.id == Shift.task_id)
    return set(
        db.session.scalars(query.where(Shift.id.in_(shift_ids), Task.instructor_along, ~booked))
    )


def find_booked(shift_ids: Collection[UUID]) -> dict[UUID, User]:
    """Who is booked as the instructor, by shift."""
    if not shift_ids:
        return {}
    rows = db.session.execute(
        select(CoachBooking.shift_id, User)
        .join(User, User.id == CoachBooking.coach_id)
        .where(CoachBooking.shift_id.in_(shift_ids), CoachBooking.role == INSTRUCTOR)
        .where(CoachBooking.state.in_(_THERE))
        .order_by(CoachBooking.created_at.desc())
    )
    return {shift_id: user for shift_id, user in rows}  # noqa: C416 - the first booked stays


def take_over(shift_id: UUID, coach_id: UUID) -> UUID | None:
    """The booking of a coach who is there already and now as the instructor; None without one.

    Needs a unit of work.
    """
    booking = db.session.scalar(
        select(CoachBooking).where(
            CoachBooking.shift_id == shift_id, CoachBooking.coach_id == coach_id,
            CoachBooking.state == BookingState.BOOKED,
        )
    )  # fmt: skip
    if booking is None:
        return None
    booking.role = INSTRUCTOR
    db.session.flush()
    return booking.id
