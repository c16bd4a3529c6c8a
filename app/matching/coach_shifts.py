"""On which of many shifts coaches could go along: the same answer as `presence.can_attend`."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import DEFAULT_WORKING_HOURS, local_day
from app.domain.travel import great_circle_km
from app.matching.bits import WORD, Bits, Flags, Rows, pack, rows_of, unpack
from app.matching.coach_columns import CoachColumns, usual_part
from app.matching.instants import MINUTE, micros, week_code
from app.matching.presence import can_attend
from app.matching.ways import minutes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.bookings import CoachWeek, Visit
    from app.domain.travel import TravelSetting
    from app.matching.client_ties import Names
    from app.matching.facts import ClientFacts, CoachFacts, Context
    from app.matching.shift_columns import ShiftColumns


_VERSIONS = count()


class Along:
    """On which of many shifts each coach could go along, worked out once: a row of bits a coach.

    `coaches` are in the order of the context. Rows of coaches of whom nothing has changed are taken
    over from an older one.
    """

    def __init__(self, shifts: ShiftColumns, context: Context, older: Along | None = None) -> None:
        self._shifts, self._context = shifts, context
        # Tells it from all others, in the names of sets that rest on it.
        self.version = next(_VERSIONS)
        self.coaches = list(context.coaches.values())
        self._rows = np.zeros((len(self.coaches), shifts.capacity // WORD), dtype="<u8")
        self._known = np.zeros(len(self.coaches), dtype=np.bool_)
        self._columns: CoachColumns | None = None
        # By their ids as numbers, which are found at once: where each is listed, and of which unit.
        self._number = {
            coach.id.int: (n, coach.unit_id.int) for n, coach in enumerate(self.coaches)
        }
        self._of_unit: dict[UUID, list[int]] = {}
        for n, coach in enumerate(self.coaches):
            self._of_unit.setdefault(coach.unit_id, []).append(n)
        # By unit the shifts on which anybody could, and the same by shift: made when asked for.
        self._units: dict[UUID, Bits] = {}
        self._by_shift: NDArray[np.bool_] | None = None
        self._codes: tuple[tuple[int, int], Rows] | None = None
        if older is not None and older.is_for(context.travel, shifts.capacity):
            self._take_over(older)

    def knows(self, context: Context) -> bool:
        """Whether it is of these very coaches."""
        mine, travel = self._context, context.travel
        return mine.coaches is context.coaches and (mine.travel is travel or mine.travel == travel)

    def is_for(self, travel: TravelSetting, capacity: int) -> bool:
        """Whether it was worked out by this setting, for so many shifts."""
        return self._context.travel == travel and self._shifts.capacity == capacity

    def _take_over(self, older: Along) -> None:
        same = {id(coach): n for n, coach in enumerate(older.coaches)}
        pairs = [(n, same.get(id(coach), -1)) for n, coach in enumerate(self.coaches)]
        known = [pair for pair in pairs if pair[1] >= 0]
        mine, theirs = np.array(known, dtype=np.int64).reshape(-1, 2).T
        self._rows[mine], self._known[mine] = older._rows[theirs], older._known[theirs]
        if list(self._of_unit) != list(older._of_unit):
            return
        # Of whoever is told anew the unit of before has changed too.
        changed = {self.coaches[n].unit_id for n, theirs in pairs if theirs < 0}
        left = set(range(len(older.coaches))) - set(theirs.tolist())
        changed |= {older.coaches[n].unit_id for n in left}
        self._units = {one: bits for one, bits in older._units.items() if one not in changed}
        if older._by_shift is not None:
            self._by_shift = older._by_shift.copy()
            for n, unit in enumerate(self._of_unit):
                if unit in changed:
                    self._by_shift[:, n] = unpack(self._of_anybody(self._of_unit[unit]))

    def moved(self, row: int) -> None:
        """The shift in a row is new, or at another time or place."""
        if self._columns is None:
            self._columns = CoachColumns(self._context.coaches)
        shift = self._shifts.listed[row]
        none = np.zeros(len(self.coaches), dtype=np.bool_)
        able = none if shift is None else self._columns.able(
            shift, usual_part(shift), self._context
        )  # fmt: skip
        word, one = row // WORD, np.uint64(1 << row % WORD)
        kept = self._rows[:, word] & ~one
        self._rows[:, word] = kept | np.where(able, one, np.uint64(0))
        self._units = {}
        if self._by_shift is not None:
            of_units = [able[numbers].any() for numbers in self._of_unit.values()]
            self._by_shift[row, :-1] = of_units

    def _know(self, numbers: Iterable[int]) -> None:
        for n in numbers:
            if not self._known[n]:
                self._rows[n] = able_shifts(self.coaches[n], self._shifts, self._context)
                self._known[n] = True

    def elsewhere(self, client: ClientFacts) -> int:
        """The number of the own coach who is of another unit than the client's, or -1."""
        coach_id = client.coach_id
        own = None if coach_id is None else self._number.get(coach_id.int)
        return -1 if own is None or own[1] == client.unit_id.int else own[0]

    def for_client(self, client: ClientFacts) -> Bits:
        """The shifts on which the own coach or anybody of the unit could go along."""
        able = self._units.get(client.unit_id)
        if able is None:
            numbers = self._of_unit.get(client.unit_id, [])
            able = self._units[client.unit_id] = self._of_anybody(numbers)
        own = self.elsewhere(client)
        return able if own < 0 else able | self._of_anybody([own])

    def _of_anybody(self, numbers: list[int]) -> Bits:
        """The shifts on which any of these coaches could go along."""
        self._know(numbers)
        able: Bits = np.bitwise_or.reduce(self._rows[numbers], axis=0)
        return able

    def on_shift(self, row: int) -> Flags:
        """Which of the coaches could go along on the shift in a row."""
        self._know(np.flatnonzero(~self._known).tolist())
        bits = self._rows[:, row // WORD] & np.uint64(1 << row % WORD)
        able: Flags = bits != 0
        return able

    def units_able(self, row: int, names: Names) -> Flags:
        """Which units have somebody for the shift in a row, by their numbers in `names`."""
        if self._by_shift is None:
            # After the units one that has no coach.
            flags = [unpack(self._of_anybody(numbers)) for numbers in self._of_unit.values()]
            flags.append(np.zeros(self._shifts.capacity, dtype=np.bool_))
            self._by_shift = np.ascontiguousarray(np.stack(flags).T)
        able: Flags = self._by_shift[row].take(self._places_of(names))
        return able

    def _places_of(self, names: Names) -> Rows:
        """Where the flag of each of these units is."""
        key = id(names), len(names.units)
        if self._codes is None or self._codes[0] != key:
            place = {unit.int: n for n, unit in enumerate(self._of_unit)}
            found = [place.get(unit, len(place)) for _, unit in names.units.items()]
            self._codes = key, np.array(found, dtype=np.int64)
        return self._codes[1]


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
    middle = visit.place and great_circle_km(visit.place, shifts.places.around)
    # Nothing is farther from the visit than through the middle, which is at most so far.
    km = (middle or 0) + 2 * shifts.places.span_km + 1
    travel = context.travel
    room = (travel.base_minutes + int(km * travel.tenths_per_km / 10) + 2) * MINUTE
    near = np.flatnonzero((starts < shifts.ends + room) & (shifts.starts < ends + room) & fine)
    way = np.zeros(len(near), dtype=np.int64)
    if visit.place is not None:
        lat, lon = shifts.where(near)
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
