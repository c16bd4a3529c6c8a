"""Whether a coach can go along: the client's own, else a substitute of the same unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.calendar import iso_week, local_day, shift_minutes
from app.domain.presence import Presence, presence
from app.domain.travel import minutes_between
from app.matching.free_times import day_parts, touched, weekly_mask

if TYPE_CHECKING:
    from uuid import UUID

    from app.matching.facts import BookedPresence, ClientFacts, CoachFacts, Context, ShiftFacts


@dataclass(frozen=True, slots=True)
class CoachChoice:
    """The coach who can go along, and whether it is the client's own."""

    coach_id: UUID
    own: bool


def wanted_presence(client: ClientFacts, shift: ShiftFacts) -> Presence:
    """Whether a coach goes along with this client on this shift."""
    return presence(
        shift.coach_wanted,
        client.support_need,
        performed_at_task=client.performed_at_task.get(shift.task_id, 0),
        covered_this_week=(shift.task_id, iso_week(shift.on)) in client.covered_weeks,
        goes_alone=client.goes_alone,
    )


def is_at_work(coach: CoachFacts, shift: ShiftFacts) -> bool:
    """Whether the shift lies within the coach's working hours."""
    return all(
        touched(starts, ends) & ~weekly_mask(coach.working_hours, day.weekday()) == 0
        for day, starts, ends in day_parts(shift.period)
    )


def is_absent(coach: CoachFacts, shift: ShiftFacts) -> bool:
    """Whether the coach is away on a day of the shift."""
    days = [day for day, _, _ in day_parts(shift.period)]
    return any(first <= day <= last for first, last in coach.absences for day in days)


def _collides(booking: BookedPresence, shift: ShiftFacts, context: Context) -> bool:
    if booking.shift_id == shift.id:
        return False
    way = minutes_between(booking.place, shift.place, context.travel)
    earlier, later = sorted((booking.period, shift.period))
    return shift_minutes(earlier.ends_at, later.starts_at) < way


def is_booked(coach: CoachFacts, shift: ShiftFacts, context: Context) -> bool:
    """Whether the coach goes along elsewhere then, the way between included."""
    return any(_collides(booking, shift, context) for booking in coach.bookings)


def is_over_ceiling(coach: CoachFacts, shift: ShiftFacts) -> bool:
    """Whether the shift would take the coach over the weekly minutes on site.

    A shift on which the coach already goes along with somebody counts once.
    """
    if coach.support_minutes_week is None:
        return False
    week = iso_week(shift.on)
    booked = {shift.id: shift.minutes}
    for booking in coach.bookings:
        if iso_week(local_day(booking.starts_at)) == week:
            booked[booking.shift_id] = shift_minutes(booking.starts_at, booking.ends_at)
    return sum(booked.values()) > coach.support_minutes_week


def can_attend(coach: CoachFacts, shift: ShiftFacts, context: Context) -> bool:
    """Whether the coach can go along on the shift."""
    return (
        is_at_work(coach, shift)
        and not is_absent(coach, shift)
        and not is_booked(coach, shift, context)
        and not is_over_ceiling(coach, shift)
    )


def list_coaches_for(
    client: ClientFacts, shift: ShiftFacts, context: Context
) -> tuple[CoachChoice, ...]:
    """Every coach who could go along, the client's own first, then by id."""
    able = (
        coach
        for coach in context.coaches.values()
        if client.coach_id == coach.id or client.unit_id == coach.unit_id
        if can_attend(coach, shift, context)
    )
    choices = (CoachChoice(c.id, c.id == client.coach_id) for c in able)
    return tuple(sorted(choices, key=lambda choice: (not choice.own, choice.coach_id)))


def find_coach_for(client: ClientFacts, shift: ShiftFacts, context: Context) -> CoachChoice | None:
    """The coach to go along, or None when nobody of the unit can."""
    own = context.coaches.get(client.coach_id) if client.coach_id else None
    if own is not None and can_attend(own, shift, context):
        return CoachChoice(own.id, own=True)
    return next(iter(list_coaches_for(client, shift, context)), None)
