"""Every coach's time as columns: who could go along on a shift, and on which shifts one could.

The same answer as `presence.can_attend`; what columns cannot say is asked of that function.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.calendar import (
    DAY_MINUTES,
    DEFAULT_WORKING_HOURS,
    iso_week,
    local_day,
    local_days,
    local_minute,
)
from app.matching.instants import MINUTE, micros
from app.matching.presence import can_attend
from app.matching.ways import NOWHERE, Places, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from uuid import UUID

    from app.domain.travel import TravelSetting
    from app.matching.bits import Flags, Rows
    from app.matching.client_ties import Names
    from app.matching.columns import ClientColumns
    from app.matching.facts import CoachFacts, Context, ShiftFacts

Int64s = NDArray[np.int64]
_UNLIMITED = np.iinfo(np.int64).max
# A degree of a meridian, a little rounded up. Units: kilometres.
_DEGREE_KM = 112


class CoachColumns:
    """The coaches of one context."""

    def __init__(self, coaches: Mapping[UUID, CoachFacts]) -> None:
        self.coaches = coaches
        self.listed = list(coaches.values())
        self.number = {coach.id: n for n, coach in enumerate(self.listed)}
        self.units = [coach.unit_id for coach in self.listed]
        weeks = [coach.week for coach in self.listed]
        spans = _table(
            (n, s.weekday, s.starts_minute, s.ends_minute)
            for n, week in enumerate(weeks)
            for s in (tuple(week.working_hours) or DEFAULT_WORKING_HOURS)
        )
        self._spans = [spans[:, spans[1] == weekday] for weekday in range(7)]
        self._absences = _table(
            (n, first.toordinal(), last.toordinal(), 0)
            for n, week in enumerate(weeks)
            for first, last in week.absences
        )
        self._visits = [(n, visit) for n, week in enumerate(weeks) for visit in week.visits]
        self._place_visits()
        self._most = np.array(
            [_UNLIMITED if w.most_minutes is None else w.most_minutes for w in weeks],
            dtype=np.int64,
        )
        self._on_shift: dict[UUID, set[int]] = {}
        for n, visit in self._visits:
            self._on_shift.setdefault(visit.shift_id, set()).add(n)
        self._weeks = self._minutes_by_week()
        self._codes: tuple[tuple[int, int, int], tuple[Int64s, Int64s]] | None = None
        self._strays: tuple[tuple[int, int], Rows] | None = None

    def _place_visits(self) -> None:
        """The visits in time order: whose, when and where."""
        times = _table((n, micros(v.starts_at), micros(v.ends_at), 0) for n, v in self._visits)
        order = np.argsort(times[1], kind="stable")
        self._visit_times = np.ascontiguousarray(times[:, order])
        self._longest = int((times[2] - times[1]).max(initial=0))
        places = [visit.place or NOWHERE for _, visit in self._visits]
        lat, lon = np.array(places, dtype=np.float64).reshape(-1, 2)[order].T
        self._places = Places(lat, lon, unit_vectors(lat, lon))
        known = np.stack((lat, lon))[:, ~np.isnan(lat)].T
        self._extent = np.stack((known.min(axis=0), known.max(axis=0))) if len(known) else known

    def _minutes_by_week(self) -> dict[str, Int64s]:
        """What each coach has in each ISO week; a visit to one shift counts once."""
        distinct: dict[tuple[str, int, UUID], int] = {}
        for n, visit in self._visits:
            distinct[iso_week(local_day(visit.starts_at)), n, visit.shift_id] = visit.minutes
        weeks: dict[str, Int64s] = {}
        for (week, n, _), length in distinct.items():
            held = weeks.setdefault(week, np.zeros(len(self.listed), dtype=np.int64))
            held[n] += length
        return weeks

    def codes(self, names: Names) -> tuple[Int64s, Int64s]:
        """The numbers that clients' columns give to each coach and to the coach's unit, or -1."""
        size = len(names.coaches), len(names.units)
        if self._codes is None or self._codes[0] != (id(names), *size):
            own = [names.coaches.find(coach.id.int) for coach in self.listed]
            unit = [names.units.find(one.int) for one in self.units]
            numbers = np.array(own, dtype=np.int64), np.array(unit, dtype=np.int64)
            self._codes = (id(names), *size), numbers
        return self._codes[1]

    def able(self, shift: ShiftFacts, part: tuple[int, int, int] | None, context: Context) -> Flags:
        """Which coaches' weeks have room for the shift.

        `part` is the weekday and the minutes of a shift that touches one local day, else None.
        """
        if part is None:
            return np.array([can_attend(one, shift, context) for one in self.listed], dtype=bool)
        fine = self._at_work(*part)
        fine &= ~self._away(shift)
        fine &= ~self._elsewhere(shift, context.travel)
        week = self._weeks.get(iso_week(shift.on))
        held = shift.minutes if week is None else week + shift.minutes
        fine &= held <= self._most
        for n in self._on_shift.get(shift.id, ()):
            fine[n] = can_attend(self.listed[n], shift, context)
        return fine

    def _at_work(self, weekday: int, starts: int, ends: int) -> Flags:
        spans = self._spans[weekday]
        return self._marked(spans[0][(spans[2] <= starts) & (ends <= spans[3])])

    def _away(self, shift: ShiftFacts) -> Flags:
        absences, day = self._absences, shift.on.toordinal()
        return self._marked(absences[0][(absences[1] <= day) & (day <= absences[2])])

    def _elsewhere(self, shift: ShiftFacts, travel: TravelSetting) -> Flags:
        starts, ends = micros(shift.starts_at), micros(shift.ends_at)
        room = self._longest_way(shift, travel) * MINUTE
        keys = np.array((starts - room - self._longest, ends + room), dtype=np.int64)
        first, after = self._visit_times[1].searchsorted(keys)
        whose, begins, finishes, _ = self._visit_times[:, first:after]
        gaps = np.maximum(begins - ends, starts - finishes) // MINUTE
        hits = gaps < 0
        if shift.place is not None:
            near = self._places.part(slice(int(first), int(after)))
            hits |= near.longer(gaps, shift.place, travel)
        return self._marked(whose[hits])

    def _longest_way(self, shift: ShiftFacts, travel: TravelSetting) -> int:
        if shift.place is None or not len(self._extent):
            return 0
        degrees = np.abs(self._extent - np.array(shift.place)).max(axis=0)
        km = int(float(degrees.sum()) * _DEGREE_KM) + 1
        return travel.base_minutes + km * travel.tenths_per_km // 10 + 1

    def strays(self, columns: ClientColumns) -> Rows:
        """The clients whose own coach is not of their unit."""
        key = id(columns), columns.moves
        if self._strays is None or self._strays[0] != key:
            own, unit = self.codes(columns.names)
            # The last place is of the clients without a coach, and of coaches nobody has.
            of_unit = np.full(len(columns.names.coaches) + 1, -1, dtype=np.int64)
            of_unit[own] = unit
            of_unit[-1] = -1
            found = of_unit[columns.coach]
            known = np.zeros(len(of_unit), dtype=np.bool_)
            known[own] = True
            known[-1] = False
            rows = np.flatnonzero(known[columns.coach] & (found != columns.unit))
            self._strays = key, rows
        return self._strays[1]

    # --- who goes along

    def on_shift(self, shift_id: UUID) -> Flags:
        """Which coaches go along on a shift already."""
        return self._marked(np.array(list(self._on_shift.get(shift_id, ())), dtype=np.int64))

    def substitutes(self, able: Flags, shift_id: UUID) -> Rows:
        """Those of the coaches whose flag is up, who are there already first.

        Then in another order on every shift, so that it is not always the same coach.
        """
        numbers = np.flatnonzero(able)
        high, low = (self._ids[numbers] ^ _halves(shift_id)).T
        return numbers[np.lexsort((low, high, ~self.on_shift(shift_id)[numbers]))]

    @cached_property
    def in_order(self) -> NDArray[np.int32]:
        """Where each coach stands in the order of ids; after the last -1 for nobody."""
        places = np.full(len(self.listed) + 1, -1, dtype=np.int32)
        places[np.lexsort(self._ids.T[::-1])] = np.arange(len(self.listed))
        return places

    @cached_property
    def _ids(self) -> NDArray[np.uint64]:
        """The two halves of each coach's id."""
        halves = [_halves(coach.id) for coach in self.listed]
        return np.array(halves, dtype=np.uint64).reshape(-1, 2)

    def _marked(self, numbers: Int64s) -> Flags:
        flags = np.zeros(len(self.listed), dtype=np.bool_)
        flags[numbers] = True
        return flags


def usual_part(shift: ShiftFacts) -> tuple[int, int, int] | None:
    """The weekday and the minutes of a shift that touches one local day; None for an odd one."""
    first = local_minute(shift.starts_at)
    last = local_minute(shift.ends_at) or DAY_MINUTES
    one_day = len(local_days(shift.starts_at, shift.ends_at)) == 1
    return (shift.on.weekday(), first, last) if one_day and first <= last else None


def _halves(number: UUID) -> NDArray[np.uint64]:
    return np.array(divmod(number.int, 1 << 64), dtype=np.uint64)


def _table(rows: Iterable[tuple[int, int, int, int]]) -> Int64s:
    """Four columns of whole numbers, one contiguous row each."""
    return np.ascontiguousarray(np.array(list(rows), dtype=np.int64).reshape(-1, 4).T)
