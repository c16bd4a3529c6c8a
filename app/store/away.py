"""Coaches who are away: said, taken back, and what it would mean for their visits."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import joinedload

from app.domain.away import UNDO, Accompanied, Planned, Proposal, plan_cover
from app.domain.bookings import INSTRUCTOR
from app.domain.calendar import day_bounds, local_day, local_days
from app.domain.errors import Gone, Missing, RuleBroken
from app.domain.lifecycle import COMING, AttendanceState, BookingState
from app.domain.vocabulary import Role
from app.store import bookings, substitutes
from app.store.db import db
from app.store.models.people import Absence, Client, User
from app.store.models.presence import CoachAway
from app.store.models.work import Attendance, CoachBooking, CoachBookingClient, Shift, Task
from app.store.visits import short_name

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime
    from uuid import UUID

    from app.domain.bookings import Visit
    from app.domain.policy import Actor

# An order wants a coach by what it says itself, not by what a client wishes.
_ORDERERS = "orderer_wants"
# So long the unit sees what came of an absence.
SHOWN_FOR = timedelta(days=7)


@dataclass(frozen=True)
class AwayPlan:
    """What is proposed for a coach's visits of some days, each with its shift."""

    proposals: tuple[Proposal, ...]
    shifts: dict[UUID, Shift]

    def shift_of(self, proposal: Proposal) -> Shift:
        """The shift with its order of a proposal."""
        return self.shifts[proposal.planned.visit.shift_id]


def get_colleague(actor: Actor, coach_id: UUID) -> User:
    """A coach of the actor's own unit. Raises: Missing."""
    found = db.session.scalar(
        select(User).where(
            User.id == coach_id, User.unit_id == actor.unit_id, User.unit_id.is_not(None),
            User.role == Role.COACH, User.active,
        )
    )  # fmt: skip
    if found is None or actor.role not in {Role.COACH, Role.UNIT_MANAGER}:
        raise Missing
    return found


def list_unit(actor: Actor) -> list[User]:
    """The active coaches of the actor's own unit, by name."""
    of_unit = select(User).where(
        User.unit_id == actor.unit_id, User.unit_id.is_not(None), User.role == Role.COACH,
        User.active,
    )  # fmt: skip
    return list(db.session.scalars(of_unit.order_by(User.first_name, User.id)))


def load_plan(coach: User, first_on: date, last_on: date, *, now: datetime) -> AwayPlan:
    """What to do about the coach's visits of these days that have not begun."""
    booked = list_visits(coach.id, first_on, last_on, now=now)
    if not booked or coach.unit_id is None:
        return AwayPlan((), {})
    others = bookings.list_unit_coaches(coach.unit_id, without={coach.id})
    weeks = bookings.load_weeks_onward(others, first_on) if others else {}
    people = _people(booked)
    planned = [_planned(one, people[one.id], others) for one in booked]
    return AwayPlan(plan_cover(planned, weeks), {one.shift_id: one.shift for one in booked})


def list_visits(
    coach_id: UUID, first_on: date, last_on: date, *, now: datetime
) -> list[CoachBooking]:
    """The coach's booked visits that touch these days and have not begun, with their shifts."""
    ends = day_bounds(last_on)[1]
    rows = db.session.scalars(
        select(CoachBooking)
        .where(CoachBooking.coach_id == coach_id, CoachBooking.state == BookingState.BOOKED)
        .where(CoachBooking.starts_at > now, CoachBooking.starts_at < ends)
        .options(joinedload(CoachBooking.shift).joinedload(Shift.task).joinedload(Task.site))
        .order_by(CoachBooking.starts_at, CoachBooking.id)
    )
    return [row for row in rows if local_days(row.starts_at, row.ends_at)[-1] >= first_on]


def _people(booked: Sequence[CoachBooking]) -> dict[UUID, list[Client]]:
    """With whom the coach was to go, by visit; who cannot come any more needs nobody."""
    rows = db.session.execute(
        select(CoachBookingClient.booking_id, Client)
        .join(Client, Client.id == CoachBookingClient.client_id)
        .where(CoachBookingClient.booking_id.in_([one.id for one in booked]))
        .order_by(Client.first_name, Client.id)
    )
    people: dict[UUID, list[Client]] = defaultdict(list)
    for booking_id, client in rows:
        people[booking_id].append(client)
    return people


def _planned(booking: CoachBooking, clients: Sequence[Client], others: Sequence[UUID]) -> Planned:
    shift = booking.shift
    visit: Visit = bookings.get_visit(shift)
    ids = [one.id for one in clients]
    people = tuple(Accompanied(one.id, short_name(one), _ordered(shift, one.id)) for one in clients)
    known = substitutes.list_colleagues(others, shift.id, ids, on=local_day(shift.starts_at))
    return Planned(booking.id, visit, booking.role == INSTRUCTOR, people, known)


def _ordered(shift: Shift, client_id: UUID) -> bool:
    """Whether the orderer asked for a coach with this client."""
    codes = bookings.get_presence(shift, client_id).codes
    return any(code.startswith(_ORDERERS) for code in codes)


def add_away(coach: User, first_on: date, last_on: date, *, by: UUID, now: datetime) -> CoachAway:
    """That the coach is away, in the coach's calendar too. Needs a unit of work.

    Raises: RuleBroken("away_known") when an absence from that day on is known already.
    """
    known = select(Absence.id).where(Absence.user_id == coach.id, Absence.starts_on == first_on)
    if db.session.scalar(known) is not None:
        raise RuleBroken("away_known")
    away = CoachAway(
        coach_id=coach.id, said_by_id=by, said_at=now, first_on=first_on, last_on=last_on
    )
    absence = Absence(user_id=coach.id, starts_on=first_on, ends_on=last_on, entered_at=now)
    db.session.add_all([away, absence])
    db.session.flush()
    return away


def find_standing(coach_id: UUID, first_on: date, last_on: date) -> CoachAway | None:
    """The same absence, said before and not taken back."""
    return db.session.scalar(
        select(CoachAway).where(
            CoachAway.coach_id == coach_id, CoachAway.first_on == first_on,
            CoachAway.last_on == last_on, CoachAway.undone_at.is_(None),
        )
    )  # fmt: skip


def get_away(actor: Actor, away_id: UUID) -> CoachAway:
    """An absence of a coach of the actor's unit. Raises: Missing."""
    away = db.session.get(CoachAway, away_id, options=[joinedload(CoachAway.coach)])
    if away is None:
        raise Missing
    get_colleague(actor, away.coach_id)
    return away


def list_recent(actor: Actor, *, now: datetime) -> list[CoachAway]:
    """The absences of the unit's coaches that are not over, or were said lately."""
    if actor.unit_id is None:
        return []
    query = (
        select(CoachAway)
        .join(User, User.id == CoachAway.coach_id)
        .where(User.unit_id == actor.unit_id, CoachAway.undone_at.is_(None))
        .where((CoachAway.last_on >= local_day(now)) | (CoachAway.said_at > now - SHOWN_FOR))
        .options(joinedload(CoachAway.coach))
        .order_by(CoachAway.first_on, CoachAway.id)
    )
    return list(db.session.scalars(query))


def undo(away: CoachAway, *, now: datetime) -> None:
    """Take the absence back, once. Raises: Gone("undo_too_late")."""
    done: Any = db.session.execute(
        update(CoachAway)
        .where(CoachAway.id == away.id, CoachAway.undone_at.is_(None))
        .where(CoachAway.said_at >= now - UNDO)
        .values(undone_at=now)
        .execution_options(synchronize_session=False)
    )
    if done.rowcount != 1:
        raise Gone("undo_too_late")
    db.session.execute(
        delete(Absence)
        .where(Absence.user_id == away.coach_id, Absence.starts_on == away.first_on)
        .where(Absence.entered_at == away.said_at)
        .execution_options(synchronize_session=False)
    )


def is_coming(shift_id: UUID, client_id: UUID) -> bool:
    """Whether the client still means to come."""
    states: tuple[AttendanceState, ...] = tuple(COMING)
    found = select(Attendance.id).where(
        Attendance.shift_id == shift_id, Attendance.client_id == client_id,
        Attendance.state.in_(states),
    )  # fmt: skip
    return db.session.scalar(found) is not None
