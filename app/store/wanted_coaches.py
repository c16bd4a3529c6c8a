"""Who of a unit's coaches could come to a shift, and whose coming is wished for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload

from app.domain.bookings import OWN_TO_GIVE, find_obstacle
from app.domain.calendar import local_day
from app.domain.lifecycle import BookingState
from app.store.bookings import get_visit, list_unit_coaches, load_weeks
from app.store.db import db
from app.store.models.people import User
from app.store.models.work import CoachBooking, CoachBookingClient, Shift, Task
from app.store.routes import Room, room_of

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from app.domain.policy import Actor
    from app.domain.reasons import Reason


@dataclass(frozen=True)
class UnitCoach:
    """A coach of the unit, what is in the way of coming, and how a wish stands."""

    coach_id: UUID
    name: str
    obstacle: Reason | None
    state: BookingState | None
    room: Room

    @property
    def may_be_asked(self) -> bool:
        """Whether coming is the coach's own to decide."""
        free = self.obstacle is None or self.obstacle.code in OWN_TO_GIVE
        return free and self.state is None


def list_for_shift(unit_id: UUID, shift: Shift) -> list[UnitCoach]:
    """The active coaches of a unit with what is in each one's way, those who can come first."""
    ids = list_unit_coaches(unit_id)
    visit = get_visit(shift)
    weeks = load_weeks(ids, visit) if ids else {}
    states = dict(
        db.session.execute(
            select(CoachBooking.coach_id, CoachBooking.state)
            .where(CoachBooking.shift_id == shift.id, CoachBooking.coach_id.in_(ids))
            .where(CoachBooking.state.in_((BookingState.WANTED, BookingState.BOOKED)))
        ).all()
    )
    people = db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.first_name))
    found = [
        UnitCoach(one.id, f"{one.first_name} {one.last_name or ''}".strip(),
                  find_obstacle(weeks[one.id], visit), states.get(one.id),
                  room_of(weeks[one.id], local_day(visit.starts_at)))
        for one in people
    ]  # fmt: skip
    return sorted(found, key=lambda one: not one.may_be_asked)


def list_wishes(actor: Actor, *, now: datetime) -> list[CoachBooking]:
    """The shifts to which this coach is wished or has promised to come, still without a client."""
    with_client = exists().where(CoachBookingClient.booking_id == CoachBooking.id)
    query = (
        select(CoachBooking)
        .where(CoachBooking.coach_id == actor.user_id, CoachBooking.starts_at > now)
        .where(CoachBooking.state.in_((BookingState.WANTED, BookingState.BOOKED)), ~with_client)
        .options(joinedload(CoachBooking.shift).joinedload(Shift.task).joinedload(Task.site))
        .order_by(CoachBooking.starts_at, CoachBooking.id)
    )
    return list(db.session.scalars(query))


def add_wish(
    shift: Shift, coach_id: UUID, *, role: str = "substitute", now: datetime
) -> CoachBooking:
    """A new wish; needs a unit of work. A second one for the same coach breaks a constraint."""
    wish = CoachBooking(
        coach_id=coach_id, shift_id=shift.id, starts_at=shift.starts_at, ends_at=shift.ends_at,
        role=role, state=BookingState.WANTED, created_at=now,
    )  # fmt: skip
    db.session.add(wish)
    db.session.flush()
    return wish
