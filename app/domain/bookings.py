"""Whether a coach's week has room for going along on a shift, and if not, why.

Source: the presence rules of the design pages: working hours, absences, other visits with the way
between them, and the weekly minutes, in which a visit with several clients counts once.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from app.domain.calendar import (
    DAY_MINUTES,
    DEFAULT_WORKING_HOURS,
    Span,
    iso_week,
    local_day,
    local_days,
    local_minute,
    shift_minutes,
)
from app.domain.reasons import Reason, reason
from app.domain.travel import DEFAULT as DEFAULT_TRAVEL
from app.domain.travel import Point, TravelSetting, minutes_between

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from uuid import UUID

# The role of a booking in which somebody goes along with everybody of a shift.
INSTRUCTOR = "instructor"


@dataclass(frozen=True, slots=True)
class Visit:
    """A shift on which a coach goes along, or would."""

    shift_id: UUID
    starts_at: datetime
    ends_at: datetime
    place: Point | None = None

    @property
    def minutes(self) -> int:
        """How long it is. Units: minutes."""
        return shift_minutes(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True)
class CoachWeek:
    """What is known of one coach's time. Units: minutes; absences include their last day."""

    coach_id: UUID
    working_hours: tuple[Span, ...] = ()
    absences: tuple[tuple[date, date], ...] = ()
    visits: tuple[Visit, ...] = ()
    most_minutes: int | None = None


def _day_parts(visit: Visit) -> Iterator[tuple[int, int, int]]:
    """The weekday and the first and last minute of the visit on each day it touches."""
    days = local_days(visit.starts_at, visit.ends_at)
    for day in days:
        starts = local_minute(visit.starts_at) if day == days[0] else 0
        last = day == local_day(visit.ends_at)
        yield day.weekday(), starts, local_minute(visit.ends_at) if last else DAY_MINUTES


def is_at_work(hours: Iterable[Span], visit: Visit) -> bool:
    """Whether the visit lies within the working hours; without any, Monday to Friday 8 to 16."""
    spans = tuple(hours) or DEFAULT_WORKING_HOURS
    return all(
        any(s.weekday == day and s.starts_minute <= first and last <= s.ends_minute for s in spans)
        for day, first, last in _day_parts(visit)
    )


def _is_away(coach: CoachWeek, visit: Visit) -> bool:
    days = local_days(visit.starts_at, visit.ends_at)
    return any(first <= day <= last for first, last in coach.absences for day in days)


def collides(other: Visit, visit: Visit, travel: TravelSetting) -> bool:
    """Whether one person cannot make both visits, the way between them included."""
    if other.shift_id == visit.shift_id:
        return False
    way = timedelta(minutes=minutes_between(other.place, visit.place, travel))
    return other.starts_at < visit.ends_at + way and visit.starts_at < other.ends_at + way


def _week_minutes(coach: CoachWeek, visit: Visit) -> int:
    week = iso_week(local_day(visit.starts_at))
    same = {v.shift_id: v.minutes for v in coach.visits if iso_week(local_day(v.starts_at)) == week}
    return sum((same | {visit.shift_id: visit.minutes}).values())


def find_obstacle(
    coach: CoachWeek, visit: Visit, travel: TravelSetting = DEFAULT_TRAVEL
) -> Reason | None:
    """Why the coach cannot go along on this visit, or None when nothing is in the way."""
    if _is_away(coach, visit):
        return reason("coach_absent")
    if any(other.shift_id == visit.shift_id for other in coach.visits):
        return None  # The coach has promised to be there; who else comes takes no more time.
    if not is_at_work(coach.working_hours, visit):
        return reason("coach_not_at_work")
    if any(collides(other, visit, travel) for other in coach.visits):
        return reason("coach_double_booked")
    minutes = _week_minutes(coach, visit)
    if coach.most_minutes is not None and minutes > coach.most_minutes:
        return reason("coach_week_full", minutes=minutes, most_minutes=coach.most_minutes)
    return None


# What a coach can set aside by saying "I can come": own hours, never another visit or an absence.
OWN_TO_GIVE = frozenset({"coach_not_at_work", "coach_week_full"})


def joint_share(minutes: int, clients: int) -> tuple[int, ...]:
    """The minutes of a joint visit split evenly; what does not divide goes to the first ones.

    Units: minutes. Each share is at least one.
    """
    share, rest = divmod(minutes, clients)
    return tuple(max(1, share + (1 if n < rest else 0)) for n in range(clients))
