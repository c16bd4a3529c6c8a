"""A coach's presence at shifts: booked with the yes, given to a substitute, let go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import joinedload

from app.domain import bookings as coach_time
from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import Span, local_day, week_bounds
from app.domain.errors import Missing
from app.domain.lifecycle import AttendanceState, BookingState
from app.domain.presence import Presence, presence
from app.domain.reasons import Reason
from app.domain.substitutes import rank
from app.domain.travel import point
from app.domain.vocabulary import RelationKind, Role
from app.store import moves, presence_changes, substitutes
from app.store.db import db
from app.store.models.people import Absence, Client, Relation, Site, User, WorkingHours
from app.store.models.work import Attendance, CoachBooking, CoachBookingClient, Shift, Task
from app.store.relations import in_force
from app.store.sites import WAY_LAT, WAY_LON

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from uuid import UUID

    from app.domain.policy import Actor

# A wish that the coach come is not the coach's visit before the coach has said yes.
LIVE = (BookingState.BOOKED,)
# These stand in the coach's week; a substituted or cancelled visit is somebody else's or nobody's.
KEPT = (*LIVE, BookingState.DONE)
# Visits of the days before and after a week may collide with one in it.
_AROUND = timedelta(days=1)
_NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Wanted:
    """A visit that is asked for, with the coach who comes first in question."""

    visit: Visit
    unit_id: UUID
    own_coach_id: UUID | None
    client_ids: tuple[UUID, ...] = ()


def get_wanted(shift: Shift, client_id: UUID, *, now: datetime) -> Wanted:
    """The visit on this shift with this client, and the client's own coach and unit."""
    row = db.session.execute(
        select(Client.unit_id, WAY_LAT, WAY_LON, Relation.user_id)
        .select_from(Client)
        .join(Task, Task.id == shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .outerjoin(
            Relation,
            (Relation.client_id == Client.id)
            & (Relation.kind == RelationKind.COACH)
            & in_force(local_day(now)),
        )
        .where(Client.id == client_id)
        .order_by(Relation.starts_on.desc())
        .limit(1)
    ).one()
    visit = Visit(shift.id, shift.starts_at, shift.ends_at, point(row.lat, row.lon))
    return Wanted(visit, row.unit_id, row.user_id, (client_id,))


def get_visit(shift: Shift) -> Visit:
    """Going along on a shift, with whomever."""
    lat, lon = db.session.execute(
        select(WAY_LAT, WAY_LON).join(Task, Task.site_id == Site.id).where(Task.id == shift.task_id)
    ).one()
    return Visit(shift.id, shift.starts_at, shift.ends_at, point(lat, lon))


def get_led(shift: Shift, coach_id: UUID) -> Wanted:
    """The visit of an instructor, for whom a colleague of the same unit may come instead."""
    unit_id = db.session.scalars(select(User.unit_id).where(User.id == coach_id)).one()
    if unit_id is None:
        raise Missing
    return Wanted(get_visit(shift), unit_id, None)


def get_presence(shift: Shift, client_id: UUID) -> Presence:
    """Whether a coach goes along with this client on this shift, and who asked for it."""
    wanted, need = db.session.execute(
        select(Task.coach_wanted, Client.support_need)
        .select_from(Task)
        .join(Client, Client.id == client_id)
        .where(Task.id == shift.task_id)
    ).one()
    performed = db.session.scalar(
        select(func.count())
        .select_from(Attendance)
        .join(Shift, Shift.id == Attendance.shift_id)
        .where(Attendance.client_id == client_id, Shift.task_id == shift.task_id)
        .where(Attendance.state == AttendanceState.PERFORMED)
    )
    covered = _is_covered(shift, client_id)
    return presence(
        wanted, need, performed_at_task=performed or 0, covered_this_week=covered,
        goes_alone=presence_changes.said_alone(shift.id, client_id),
    )  # fmt: skip


def _is_covered(shift: Shift, client_id: UUID) -> bool:
    """Whether a coach goes along with the client on another shift of the task that week."""
    begins, ends = week_bounds(local_day(shift.starts_at))
    return bool(
        db.session.scalar(
            select(
                exists()
                .where(CoachBookingClient.client_id == client_id)
                .where(CoachBooking.id == CoachBookingClient.booking_id)
                .where(CoachBooking.state.in_(KEPT), CoachBooking.shift_id != shift.id)
                .where(Shift.id == CoachBooking.shift_id, Shift.task_id == shift.task_id)
                .where(CoachBooking.starts_at >= begins, CoachBooking.starts_at < ends)
            )
        )
    )


def list_unit_coaches(unit_id: UUID, *, without: Collection[UUID] = ()) -> list[UUID]:
    """The active coaches of a unit, always in the same order."""
    coaches = select(User.id).where(
        User.unit_id == unit_id, User.role == Role.COACH, User.active, User.id.not_in(without)
    )
    return list(db.session.scalars(coaches.order_by(User.id)))


def load_weeks(coach_ids: Collection[UUID], visit: Visit) -> dict[UUID, CoachWeek]:
    """What is known of these coaches' time around a visit."""
    days = local_day(visit.starts_at), local_day(visit.ends_at)
    begins, ends = week_bounds(days[0])
    return _weeks(coach_ids, days, (begins - _AROUND, ends + _AROUND))


def load_weeks_onward(coach_ids: Collection[UUID], on: date) -> dict[UUID, CoachWeek]:
    """What is known of these coaches' time in the week of a day and all that follow."""
    return _weeks(coach_ids, (on, date.max), (week_bounds(on)[0] - _AROUND, _NEVER))


def _weeks(
    coach_ids: Collection[UUID], days: tuple[date, date], span: tuple[datetime, datetime]
) -> dict[UUID, CoachWeek]:
    coaches = db.session.execute(
        select(User.id, User.support_minutes_week).where(User.id.in_(coach_ids), User.active)
    ).all()
    hours = _grouped(_working_hours(coach_ids))
    absences = _grouped(_absences(coach_ids, days))
    visits = _grouped(_visits(coach_ids, span))
    return {
        row.id: CoachWeek(
            row.id,
            tuple(hours.get(row.id, ())),
            tuple(absences.get(row.id, ())),
            tuple(visits.get(row.id, ())),
            row.support_minutes_week,
        )
        for row in coaches
    }


def _grouped(pairs: Iterable[tuple[UUID, Any]]) -> dict[UUID, list[Any]]:
    groups: dict[UUID, list[Any]] = {}
    for key, value in pairs:
        groups.setdefault(key, []).append(value)
    return groups


def _working_hours(coach_ids: Collection[UUID]) -> list[tuple[UUID, Span]]:
    rows = db.session.execute(
        select(
            WorkingHours.user_id,
            WorkingHours.weekday,
            WorkingHours.starts_minute,
            WorkingHours.ends_minute,
        ).where(WorkingHours.user_id.in_(coach_ids))
    )
    return [(user_id, Span(*span)) for user_id, *span in rows]


def _absences(
    coach_ids: Collection[UUID], days: tuple[date, date]
) -> list[tuple[UUID, tuple[date, date]]]:
    first, last = days
    rows = db.session.execute(
        select(Absence.user_id, Absence.starts_on, Absence.ends_on)
        .where(Absence.user_id.in_(coach_ids))
        .where(Absence.starts_on <= last, Absence.ends_on >= first)
    )
    return [(row.user_id, (row.starts_on, row.ends_on)) for row in rows]


def _visits(
    coach_ids: Collection[UUID], span: tuple[datetime, datetime]
) -> list[tuple[UUID, Visit]]:
    rows = db.session.execute(
        select(
            CoachBooking.coach_id,
            CoachBooking.shift_id,
            CoachBooking.starts_at,
            CoachBooking.ends_at,
            WAY_LAT,
            WAY_LON,
        )
        .join(Shift, Shift.id == CoachBooking.shift_id)
        .join(Task, Task.id == Shift.task_id)
        .join(Site, Site.id == Task.site_id)
        .where(CoachBooking.coach_id.in_(coach_ids), CoachBooking.state.in_(KEPT))
        .where(CoachBooking.starts_at >= span[0], CoachBooking.starts_at < span[1])
    )
    return [
        (row.coach_id, Visit(row.shift_id, row.starts_at, row.ends_at, point(row.lat, row.lon)))
        for row in rows
    ]


def find_obstacle(coach_id: UUID, visit: Visit) -> Reason | None:
    """Why this coach cannot go along, read while nobody else can book the coach."""
    lock_coaches([coach_id])
    week = load_weeks([coach_id], visit).get(coach_id)
    return coach_time.find_obstacle(week, visit) if week else Reason("coach_not_at_work")


def lock_coaches(coach_ids: Collection[UUID]) -> None:
    """Let nobody else book these coaches before the end of this unit of work."""
    rows = select(User.id).where(User.id.in_(coach_ids)).order_by(User.id)
    db.session.execute(rows.with_for_update(key_share=True))


def find_free_coach(wanted: Wanted, *, without: Collection[UUID] = ()) -> UUID | None:
    """The client's own coach if free, else a substitute of the unit, else nobody.

    Substitutes come in the order of `domain.substitutes`.
    """
    own, visit = wanted.own_coach_id, wanted.visit
    others = list_unit_coaches(wanted.unit_id, without={*without, *([own] if own else [])})
    mine = [own] if own is not None and own not in without else []
    lock_coaches([*mine, *others])
    weeks = load_weeks([*mine, *others], visit)
    if any(one in weeks and coach_time.find_obstacle(weeks[one], visit) is None for one in mine):
        return own
    day = local_day(visit.starts_at)
    known = substitutes.list_colleagues(others, visit.shift_id, wanted.client_ids, on=day)
    able = (one for one in rank(known, weeks, visit) if one.obstacle is None)
    return next((one.colleague.coach_id for one in able), None)


def book_presence(*, shift: Shift, client_id: UUID, now: datetime) -> CoachBooking | None:
    """A coach's booking to go along with the client, or None when nobody of the unit can.

    Needs a unit of work. Calling it again for the same client and shift changes nothing.
    """
    known = find_booking(shift.id, client_id)
    if known is not None:
        return known
    wanted = get_wanted(shift, client_id, now=now)
    coach_id = find_free_coach(wanted)
    if coach_id is None:
        return None
    role = "coach" if coach_id == wanted.own_coach_id else "substitute"
    return add_booking(shift, coach_id, [client_id], role=role, now=now)


def add_booking(
    shift: Shift, coach_id: UUID, client_ids: Iterable[UUID], *, role: str, now: datetime
) -> CoachBooking:
    """The coach's booking on the shift with these clients added; one booking a coach and shift."""
    booking = db.session.scalar(
        select(CoachBooking).where(
            CoachBooking.coach_id == coach_id,
            CoachBooking.shift_id == shift.id,
            CoachBooking.state.in_((BookingState.WANTED, BookingState.BOOKED)),
        )
    )
    if booking is not None and booking.state is BookingState.WANTED:
        moves.move(CoachBooking, booking.id, BookingState.WANTED, BookingState.BOOKED)
        db.session.refresh(booking)
    if booking is None:
        booking = CoachBooking(
            coach_id=coach_id, shift_id=shift.id, starts_at=shift.starts_at,
            ends_at=shift.ends_at, role=role, state=BookingState.BOOKED, created_at=now,
        )  # fmt: skip
        db.session.add(booking)
        db.session.flush()
    there = set(list_clients(booking.id))
    for client_id in dict.fromkeys(client_ids):
        if client_id not in there:
            db.session.add(CoachBookingClient(booking_id=booking.id, client_id=client_id))
    db.session.flush()
    return booking


def find_booking(shift_id: UUID, client_id: UUID) -> CoachBooking | None:
    """The live booking in which a coach goes along with this client on this shift."""
    return db.session.scalar(
        select(CoachBooking)
        .join(CoachBookingClient, CoachBookingClient.booking_id == CoachBooking.id)
        .where(CoachBooking.shift_id == shift_id, CoachBookingClient.client_id == client_id)
        .where(CoachBooking.state.in_(LIVE))
        .limit(1)
    )


def list_clients(booking_id: UUID) -> list[UUID]:
    """The clients with whom a booked coach goes along."""
    return list(
        db.session.scalars(
            select(CoachBookingClient.client_id).where(CoachBookingClient.booking_id == booking_id)
        )
    )


def get_booking(actor: Actor, booking_id: UUID) -> CoachBooking:
    """A booking of a coach of the actor's unit, with its shift. Raises: Missing."""
    booking = db.session.scalar(
        select(CoachBooking)
        .join(User, User.id == CoachBooking.coach_id)
        .where(CoachBooking.id == booking_id, User.unit_id == actor.unit_id)
        .where(User.unit_id.is_not(None))
        .options(joinedload(CoachBooking.shift))
    )
    if booking is None or actor.role not in {Role.COACH, Role.UNIT_MANAGER}:
        raise Missing
    return booking


def get_any(booking_id: UUID) -> CoachBooking:
    """A booking with its shift, for whoever has made sure of it otherwise."""
    options = [joinedload(CoachBooking.shift)]
    return db.session.get_one(CoachBooking, booking_id, options=options)


def get_shift(shift_id: UUID) -> Shift:
    """The shift on which a coach is wanted. Raises: Missing."""
    shift = db.session.get(Shift, shift_id)
    if shift is None:
        raise Missing
    return shift


def release_presence(*, shift_id: UUID, client_id: UUID) -> UUID | None:
    """The coach who need not go along with this client any more; others keep the coach.

    Needs a unit of work. A booking without clients is cancelled, but an instructor is there for
    everybody.
    """
    booking = find_booking(shift_id, client_id)
    if booking is None:
        return None
    db.session.execute(
        delete(CoachBookingClient)
        .where(CoachBookingClient.booking_id == booking.id)
        .where(CoachBookingClient.client_id == client_id)
        .execution_options(synchronize_session=False)
    )
    if booking.role == coach_time.INSTRUCTOR or list_clients(booking.id):
        return None
    moves.move(CoachBooking, booking.id, booking.state, BookingState.CANCELLED)
    return booking.coach_id


def ensure_presence(*, shift: Shift, client_id: UUID, now: datetime) -> CoachBooking | None:
    """The booking of a coach, if one is asked for and can be had."""
    if not get_presence(shift, client_id).required:
        return None
    return book_presence(shift=shift, client_id=client_id, now=now)


def goes_along(coach_id: UUID | None, shift_id: UUID, client_id: UUID) -> bool:
    """Whether this coach is booked to go along with this client on this shift."""
    booked = (
        exists()
        .where(CoachBooking.coach_id == coach_id, CoachBooking.shift_id == shift_id)
        .where(CoachBooking.state.in_(KEPT))
        .where(CoachBookingClient.booking_id == CoachBooking.id)
        .where(CoachBookingClient.client_id == client_id)
    )
    return coach_id is not None and bool(db.session.scalar(select(booked)))
