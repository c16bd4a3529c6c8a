"""A coach's own days as routes: the visits that are booked, with the way between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select

from app.domain.bookings import CoachWeek, Visit
from app.domain.calendar import day_bounds, iso_week, week_start
from app.domain.errors import Missing
from app.domain.routes import Stop, plan_route, week_minutes
from app.domain.travel import point
from app.store import bookings, visits
from app.store.db import db
from app.store.models.people import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from app.domain.policy import Actor
    from app.domain.travel import Point
    from app.store.visits import CoachShift

DAYS = 7


@dataclass(frozen=True)
class RouteStop:
    """A stop with the shift that is there, and the shifts with which it does not go together."""

    stop: Stop
    shift: CoachShift
    clashing: tuple[CoachShift, ...]


@dataclass(frozen=True)
class RouteDay:
    """One day: where the coach goes, and where own clients work without this coach."""

    on: date
    stops: tuple[RouteStop, ...]
    others: tuple[CoachShift, ...]


@dataclass(frozen=True)
class Room:
    """How much of a week is promised, and of how much. Units: minutes."""

    minutes: int
    most_minutes: int | None

    @property
    def is_over(self) -> bool:
        """Whether more is promised than the week has."""
        return self.most_minutes is not None and self.minutes > self.most_minutes


def get_room(actor: Actor, on: date) -> Room:
    """The minutes of the coach's visits in the week of a day. Raises: Missing."""
    return room_of(_load(actor, on), on)


def room_of(week: CoachWeek, on: date) -> Room:
    """How much of what is known of a coach's time is promised in the week of a day."""
    return Room(week_minutes(week.visits, iso_week(on)), week.most_minutes)


def list_week(actor: Actor, on: date, *, now: datetime) -> list[RouteDay]:
    """The seven days of the week of a day."""
    monday = week_start(on)
    return _days(actor, [monday + timedelta(days=n) for n in range(DAYS)], now=now)


def get_day(actor: Actor, on: date, *, now: datetime) -> RouteDay:
    """One day."""
    return _days(actor, [on], now=now)[0]


def _days(actor: Actor, days: Sequence[date], *, now: datetime) -> list[RouteDay]:
    begins, ends = day_bounds(days[0])[0], day_bounds(days[-1])[1]
    shifts = visits.list_visits(actor, begins, ends, now=now)
    booked, start = _load(actor, days[0]).visits, _find_start(actor)
    return [_day(day, shifts, booked, start) for day in days]


def _day(
    on: date, shifts: Sequence[CoachShift], booked: Sequence[Visit], start: Point | None
) -> RouteDay:
    known = {shift.id: shift for shift in shifts if shift.on == on}
    mine = {shift.id for shift in known.values() if shift.attended}
    stops = plan_route([visit for visit in booked if visit.shift_id in mine], start)
    return RouteDay(
        on,
        tuple(
            RouteStop(stop, known[stop.visit.shift_id], tuple(known[one] for one in stop.clashes))
            for stop in stops
        ),
        tuple(shift for shift in known.values() if shift.id not in mine),
    )


def _load(actor: Actor, on: date) -> CoachWeek:
    if actor.user_id is None:
        raise Missing
    begins, ends = day_bounds(on)
    around = Visit(actor.user_id, begins, ends - timedelta(minutes=1))
    return bookings.load_weeks([actor.user_id], around)[actor.user_id]


def _find_start(actor: Actor) -> Point | None:
    """Where the day begins: the own unit."""
    row = db.session.execute(select(Unit.lat, Unit.lon).where(Unit.id == actor.unit_id)).first()
    return point(*row) if row is not None else None
