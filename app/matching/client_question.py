"""One shift asked of every client: what several filters share is worked out once."""

from __future__ import annotations

import functools
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import iso_week
from app.domain.presence import FIRST_SHIFTS
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.matching.around import Around
from app.matching.bits import (
    Bits,
    Flags,
    Rows,
    all_of,
    counts,
    flags_of,
    from_rows,
    leave_out,
    none_of,
    pack,
)
from app.matching.client_facts import worker_at
from app.matching.client_rows import NEED
from app.matching.coach_columns import CoachColumns, usual_part
from app.matching.free_times import QUARTER, QUARTERS, day_parts
from app.matching.instants import MINUTE, times_of
from app.matching.once import once
from app.matching.ways import Distances

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator
    from datetime import date

    from app.matching.agreed import Turn
    from app.matching.columns import ClientColumns
    from app.matching.facts import ClientFacts, Context, ShiftFacts, Test
    from app.matching.free_times import Changed
    from app.matching.shift_columns import ShiftColumns

# The codes of `stops.free_time`.
FREE_CODES = ("not_free_that_day", "starts_too_early", "ends_too_late", "not_free_then")


class ClientQuestion:
    """A shift, a context and the columns; bitmaps are by client row."""

    def __init__(
        self,
        columns: ClientColumns,
        shift: ShiftFacts,
        context: Context,
        coaches: CoachColumns | None = None,
        shifts: ShiftColumns | None = None,
    ) -> None:
        """`coaches` and `shifts`: what is kept of the context's, so that it isn't made anew."""
        self.columns, self.shift, self.context = columns, shift, context
        self._coaches, self._shifts = coaches, shifts
        times = times_of(shift.starts_at, shift.ends_at)
        self.starts, self.ends, self.day, self.week, self.month, self.last_week = times
        self.on, self.minutes = shift.on, shift.minutes
        self.parts = day_parts(shift.period)
        self._workers: dict[int, ClientFacts] = {}

    # --- sets

    def everybody(self) -> Bits:
        """Every client."""
        return self.columns.alive

    def these(self, rows: Rows) -> Bits | None:
        """These rows as a set."""
        return from_rows(rows, self.columns.capacity) if len(rows) else None

    def marked(self, rows: Rows) -> Flags:
        """A flag for each row, up for these."""
        flags = np.zeros(self.columns.capacity, dtype=np.bool_)
        flags[rows] = True
        return flags

    def worker(self, row: int) -> ClientFacts:
        """One client's other work and ceilings, for the per-pair functions that ask no more."""
        known = self._workers.get(row)
        if known is None:
            known = self._workers[row] = worker_at(self.columns, row)
        return known

    def stopped_by(self, test: Test, rows: Rows) -> list[int]:
        """Those of the rows whom the per-pair test stops, by their agreed shifts and ceilings."""
        told = ((row, self.worker(row)) for row in rows.tolist())
        return [row for row, one in told if test(one, self.shift, self.context) is not None]

    # --- times

    @once
    def covered(self) -> Bits:
        """Who is free for the whole shift, exceptions of the day included."""
        free = self._free
        return free[0] if len(free) == 1 else functools.reduce(np.bitwise_and, free)

    @once
    def not_free(self) -> Bits:
        """Who is known not to be free for some part of the shift."""
        busy = self._busy
        return busy[0] if len(busy) == 1 else functools.reduce(np.bitwise_or, busy)

    @once
    def _free(self) -> list[Bits]:
        """Who is free on each local day of the shift for its part of it."""
        return [self._free_on(*part) for part in self._quarters]

    @once
    def _busy(self) -> list[Bits]:
        """Who is known not to be, in the same manner."""
        busy = []
        for (day, _, _), free in zip(self._quarters, self._free, strict=True):
            aware, changed = self.columns.row("known"), self.columns.changed(day)
            busy.append((aware | changed.bits) & ~free)
        return busy

    def count_free_codes(self, left: Bits) -> dict[str, int]:
        """How many of these, who are not free, are told which code: that of the first such day."""
        numbers: Counter[str] = Counter()
        for part, busy in zip(self._quarters, self._busy, strict=True):
            changed, told = self.columns.changed(part[0]), left & busy
            usual = told & ~changed.bits if len(changed.rows) else told
            found = counts(np.stack([bits & usual for bits in self._codes_on(*part)]))
            numbers.update(dict(zip(FREE_CODES, found, strict=True)))
            numbers.update(self._codes_of_changed(told, *part))
            left = left & ~busy
        return numbers

    def _codes_on(self, day: date, first: int, last: int) -> tuple[Bits, ...]:
        """Who would be told each code, if not free that day, by the usual week."""
        weekday, columns = day.weekday(), self.columns
        # Of a day of which only the first seconds are needed nobody is told anything.
        final = max(last - 1, 0)
        some = columns.row("some", weekday)
        begins = columns.row("free", weekday * QUARTERS + first)
        ends = columns.row("free", weekday * QUARTERS + final)
        return ~some, some & ends & ~begins, some & begins & ~ends, some & ~(begins ^ ends)

    def _codes_of_changed(self, told: Bits, day: date, first: int, last: int) -> Iterator[str]:
        """The codes of those of them whose free times are otherwise on that day."""
        changed, final = self.columns.changed(day), max(last - 1, 0)
        for there, mask in zip(flags_of(told, changed.rows), changed.masks, strict=True):
            begins, ends = mask >> first & 1, mask >> final & 1
            if there:
                yield FREE_CODES[0 if not mask else 3 if begins == ends else 1 if ends else 2]

    def _instead(self, bits: Bits, changed: Changed, flags: list[bool]) -> Bits:
        """The set with these rows as they are told here."""
        told = from_rows(changed.rows[np.array(flags, dtype=np.bool_)], self.columns.capacity)
        return bits & ~changed.bits | told

    @once
    def _quarters(self) -> list[tuple[date, int, int]]:
        """Each local day of the shift with the first quarter it touches and the one after."""
        return [(day, first // QUARTER, -(-last // QUARTER)) for day, first, last in self.parts]

    def _free_on(self, day: date, first: int, last: int) -> Bits:
        free = self.columns.free(day.weekday(), first, last)
        changed = self.columns.changed(day)
        if not len(changed.rows):
            return free
        wanted = ((1 << last) - 1) & ~((1 << first) - 1) if last > first else 0
        return self._instead(free, changed, [wanted & ~mask == 0 for mask in changed.masks])

    # --- ways

    @once
    def distances(self) -> Distances | None:
        """How far everybody lives from the place; None when that is not known."""
        if self.shift.place is None:
            return None
        columns, travel = self.columns, self.context.travel
        places = columns.lat, columns.lon
        return Distances(columns.blocks_for(travel), places, self.shift.place, travel)

    # --- other work

    @once
    def around(self) -> Around:
        """The agreed shifts so close in time that rest or the way between could be too short."""
        return self.around_of(None)

    def around_of(self, whose: Flags | None) -> Around:
        """Those of the clients whose flag is up, or everybody's."""
        room = max(self.context.working_time.daily_rest_minutes, self.longest_way)
        reach = (room + 1) * MINUTE
        work = self.columns.agreed.between(self.starts - reach, self.ends + reach, whose)
        return Around(self, work)

    @once
    def longest_way(self) -> int:
        """No way between the shift and agreed ones takes longer. Units: minutes."""
        place = self.shift.place
        return 0 if place is None else self.columns.agreed.longest_way(place, self.context.travel)

    def surely_far(self) -> Bits | None:
        """Those beyond their travel limit of whom their block says it."""
        far = self.distances
        return None if far is None else far.surely_beyond()

    @property
    def knowing_site(self) -> Rows:
        """Who has worked at the place."""
        columns = self.columns
        return columns.ties["sites"].rows(columns.names.sites.find(self.shift.site_id.int))

    @property
    def knowing_task(self) -> Rows:
        """Who has worked at the task, in no order."""
        return np.concatenate([self._performed(n) for n in range(1, FIRST_SHIFTS + 1)])

    @property
    def going_on(self) -> Rows:
        """Who has agreed shifts of the task ahead."""
        columns = self.columns
        return columns.ties["committed"].rows(columns.names.tasks.find(self.shift.task_id.int))

    @once
    def turn(self) -> Turn:
        """The beginning and the end of the week of the shift, for the rest of that week."""
        rest = self.context.working_time.weekly_rest_minutes * MINUTE
        return self.columns.agreed.turn(self.week, rest)

    @property
    def days_of_day(self) -> tuple[int, int]:
        """The day of the shift and the one after it, as ordinals."""
        return self.day, self.day + 1

    @property
    def days_of_week(self) -> tuple[int, int]:
        """The Monday of the week of the shift and the next, as ordinals."""
        return self.week * 7 + 1, self.week * 7 + 8

    @once
    def days_of_month(self) -> tuple[int, int]:
        """The first of the month of the shift and of the next, as ordinals."""
        first = self.on.replace(day=1)
        after = (first + timedelta(days=31)).replace(day=1)
        return first.toordinal(), after.toordinal()

    @once
    def shift_code(self) -> int:
        """The number of this shift among agreed ones, or -1."""
        return self.columns.agreed.shifts.find(self.shift.id.int)

    @once
    def comers(self) -> Rows:
        """Who has agreed to this very shift: their sums count it, so they are asked one by one."""
        return self.columns.agreed.comers(self.shift_code)

    # --- coaches

    @once
    def need_coach(self) -> Bits:
        """Who cannot come without a coach, as `presence.wanted_presence` says."""
        columns, shift = self.columns, self.shift
        wanted: Bits
        if shift.coach_wanted is CoachWanted.ALWAYS:
            wanted = ~columns.row("goes_alone")
            return wanted
        first, weekly = self._needs(SupportNeed.FIRST_SHIFTS), self._needs(SupportNeed.WEEKLY)
        wanted = first | weekly
        done = self._performed(FIRST_SHIFTS)
        leave_out(wanted, done[flags_of(first, done).view(np.bool_)].tolist())
        covered = self._tied("covered", (shift.task_id.int, iso_week(self.on)))
        leave_out(wanted, covered[flags_of(weekly, covered).view(np.bool_)].tolist())
        wanted |= self._needs(SupportNeed.ALWAYS)
        if shift.coach_wanted is CoachWanted.FIRST_SHIFT:
            wanted |= ~from_rows(self.knowing_task, columns.capacity)
        wanted &= ~columns.row("goes_alone")
        return wanted

    def _needs(self, need: SupportNeed) -> Bits:
        return self.columns.row("needs", NEED[need])

    def _performed(self, times: int) -> Rows:
        """Who has done the task so many times."""
        return self._tied("performed", (self.shift.task_id.int, times))

    def _tied(self, name: str, key: Hashable) -> Rows:
        columns = self.columns
        return columns.ties[name].rows(getattr(columns.names, name).find(key))

    @once
    def coachless(self) -> Bits:
        """Whose own coach and unit have nobody who could go along."""
        columns = self.columns
        units, strays = np.flatnonzero(self._units_without), self.coaches.strays(columns)
        if not len(units):
            return none_of(columns.capacity)
        if len(units) == len(self._units_without) and not len(strays):
            return all_of(columns.capacity)
        alone = self.marked(columns.of_units(units))
        if len(strays):
            alone[strays[self._own_able[columns.coach[strays]]]] = False
        return pack(alone)

    def coachless_of(self, rows: Rows) -> Flags:
        """The same of some rows."""
        columns = self.columns
        alone = self._units_without[columns.unit[rows]]
        if len(self.coaches.strays(columns)):
            alone &= ~self._own_able[columns.coach.take(rows)]
        return alone

    @once
    def _units_without(self) -> Flags:
        """By the number of a unit of clients whether nobody there could."""
        names, row = self.columns.names, self._shift_row
        if self._shifts is not None and row >= 0:
            return ~self._shifts.along(self.context).units_able(row, names)
        _, unit = self.coaches.codes(names)
        # The last place is of units that are nobody's.
        without = np.ones(len(names.units) + 1, dtype=np.bool_)
        without[unit[self.able_coaches]] = False
        return without[:-1]

    @once
    def _own_able(self) -> Flags:
        """By the number of a coach whether that one could; the last is of who has none."""
        own, _ = self.coaches.codes(self.columns.names)
        able = np.zeros(len(self.columns.names.coaches) + 1, dtype=np.bool_)
        able[own[self.able_coaches]] = True
        able[-1] = False
        return able

    @once
    def _shift_row(self) -> int:
        """The row of this very shift among those that are kept, or -1."""
        return -1 if self._shifts is None else self._shifts.row_of(self.shift)

    @once
    def able_coaches(self) -> Flags:
        """Which of the coaches, as listed, could go along."""
        row = self._shift_row
        if self._shifts is not None and row >= 0:
            return self._shifts.along(self.context).on_shift(row)
        return self.coaches.able(self.shift, usual_part(self.shift), self.context)

    @property
    def coaches(self) -> CoachColumns:
        """The coaches of the context as columns."""
        if self._coaches is None or self._coaches.coaches is not self.context.coaches:
            self._coaches = CoachColumns(self.context.coaches)
        return self._coaches
