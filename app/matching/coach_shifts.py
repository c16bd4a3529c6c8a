"""On which of many shifts one coach could go along: the same answer as `presence.can_attend`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import DEFAULT_WORKING_HOURS, local_day
from app.domain.travel import great_circle_km
from app.matching.bits import Bits, Flags, none_of, pack, rows_of
from app.matching.instants import MINUTE, micros, week_code
from app.matching.presence import can_attend
from app.matching.ways import minutes

if TYPE_CHECKING:
    from uuid import UUID

    from app.domain.bookings import CoachWeek, Visit
    from app.matching.facts import ClientFacts, CoachFacts, Context
    from app.matching.shift_columns import ShiftColumns


def able_for(client: ClientFacts, shifts: ShiftColumns, context: Context) -> Bits:
    """The shifts on which the own coach or anybody of the unit could go along."""
    if shifts.coaches is not context.coaches:
        shifts.coaches, shifts.derived = context.coaches, {}
    key = (client.unit_id, client.coach_id, context.travel)
    known = shifts.derived.get(key)
    if known is None:
        known = none_of(shifts.capacity)
        for coach in context.coaches.values():
            if coach.id == client.coach_id or coach.unit_id == client.unit_id:
                known |= _kept(coach, shifts, context)
        shifts.derived[key] = known
    return known


def _kept(coach: CoachFacts, shifts: ShiftColumns, context: Context) -> Bits:
    key = (coach.id, context.travel)
    if key not in shifts.derived:
        shifts.derived[key] = able_shifts(coach, shifts, context)
    return shifts.derived[key]


def able_shifts(coach: CoachFacts, shifts: ShiftColumns, context: Context) -> Bits:
    """The shifts for which the coach's week has room."""
    week = coach.week
    fine = _at_work(week, shifts)
    for first, last in week.absences:
        fine &= (shifts.day < first.toordinal()) | (shifts.day > last.toordinal())
    for visit in week.visits:
        _leave_out(fine, visit, shifts, context)
    _fill_weeks(fine, week, shifts)
    able = pack(fine) & ~shifts.row("odd")
    return _asked_one_by_one(able, coach, shifts, context)


def _at_work(week: CoachWeek, shifts: ShiftColumns) -> Flags:
    fine = np.zeros(shifts.capacity, dtype=np.bool_)
    weekday = (shifts.day - 1) % 7
    for span in tuple(week.working_hours) or DEFAULT_WORKING_HOURS:
        inside = (shifts.starts_minute >= span.starts_minute) & (weekday == span.weekday)
        fine |= inside & (shifts.ends_minute <= span.ends_minute)
    return fine


def _leave_out(fine: Flags, visit: Visit, shifts: ShiftColumns, context: Context) -> None:
    """No shift that collides with a visit, the way between them included."""
    starts, ends = micros(visit.starts_at), micros(visit.ends_at)
    middle = visit.place and great_circle_km(visit.place, shifts.around)
    # Nothing is farther from the visit than through the middle, which is at most so far.
    km = (middle or 0) + 2 * shifts.span_km + 1
    travel = context.travel
    room = (travel.base_minutes + int(km * travel.tenths_per_km / 10) + 2) * MINUTE
    near = np.flatnonzero((starts < shifts.ends + room) & (shifts.starts < ends + room) & fine)
    way = np.zeros(len(near), dtype=np.int64)
    if visit.place is not None:
        lat, lon = shifts.lat[near], shifts.lon[near]
        apart = ~np.isnan(lat) & ((lat != visit.place.lat) | (lon != visit.place.lon))
        way[apart] = minutes(lat[apart], lon[apart], visit.place, travel) * MINUTE
    hits = (starts < shifts.ends[near] + way) & (shifts.starts[near] < ends + way)
    fine[near[hits]] = False


def _fill_weeks(fine: Flags, week: CoachWeek, shifts: ShiftColumns) -> None:
    """No shift that does not fit in what the coach gives in a week."""
    if week.most_minutes is None:
        return
    held: dict[int, dict[UUID, int]] = {}
    for visit in week.visits:
        held.setdefault(week_code(local_day(visit.starts_at)), {})[visit.shift_id] = visit.minutes
    fine &= shifts.minutes <= week.most_minutes
    for code, visits in held.items():
        most = week.most_minutes - sum(visits.values())
        fine &= (shifts.week != code) | (shifts.minutes <= most)


def _asked_one_by_one(
    able: Bits, coach: CoachFacts, shifts: ShiftColumns, context: Context
) -> Bits:
    """The unusual shifts, and those on which the coach goes along already."""
    rows = set(rows_of(shifts.row("odd")).tolist())
    rows |= {shifts.number[v.shift_id] for v in coach.week.visits if v.shift_id in shifts.number}
    flags = np.zeros(shifts.capacity, dtype=np.bool_)
    for row in rows:
        shift = shifts.listed[row]
        flags[row] = shift is not None and can_attend(coach, shift, context)
    asked = np.zeros(shifts.capacity, dtype=np.bool_)
    asked[list(rows)] = True
    return able & ~pack(asked) | pack(flags)
