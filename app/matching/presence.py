"""Whether a coach can go along: the client's own, else a substitute of the same unit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.domain.bookings import Visit, find_obstacle
from app.domain.calendar import iso_week
from app.domain.presence import Presence, presence

if TYPE_CHECKING:
    from uuid import UUID

    from app.matching.facts import ClientFacts, CoachFacts, Context, ShiftFacts


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


def can_attend(coach: CoachFacts, shift: ShiftFacts, context: Context) -> bool:
    """Whether the coach's week has room for going along on the shift."""
    visit = Visit(shift.id, shift.starts_at, shift.ends_at, shift.place)
    return find_obstacle(coach.week, visit, context.travel) is None


def _order(coach: CoachFacts, client: ClientFacts, shift: ShiftFacts) -> tuple[bool, bool, UUID]:
    """The client's own coach first, then one who is on that shift already, then by id."""
    there = any(visit.shift_id == shift.id for visit in coach.week.visits)
    return coach.id != client.coach_id, not there, coach.id


def list_coaches_for(
    client: ClientFacts, shift: ShiftFacts, context: Context
) -> tuple[CoachChoice, ...]:
    """Every coach who could go along with the client, in the order in which they are asked."""
    able = [
        coach
        for coach in context.coaches.values()
        if coach.id == client.coach_id or coach.unit_id == client.unit_id
        if can_attend(coach, shift, context)
    ]
    able.sort(key=lambda coach: _order(coach, client, shift))
    return tuple(CoachChoice(coach.id, coach.id == client.coach_id) for coach in able)


def find_coach_for(client: ClientFacts, shift: ShiftFacts, context: Context) -> CoachChoice | None:
    """The coach to go along, or None when nobody of the unit can."""
    own = context.coaches.get(client.coach_id) if client.coach_id else None
    if own is not None and can_attend(own, shift, context):
        return CoachChoice(own.id, own=True)
    return next(iter(list_coaches_for(client, shift, context)), None)
