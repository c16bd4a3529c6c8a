"""What clients have already said yes to, as one table with a row per agreed shift.

In the order of time, so that whatever is asked around a shift is a few neighbours. Sums of days,
weeks and months are kept until somebody's agreed shifts of those days change.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import isnan
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

import numpy as np

from app.domain.calendar import week_bounds
from app.domain.travel import Point
from app.matching.facts import AgreedShift
from app.matching.instants import (
    DAY,
    EPOCH_DAY,
    MINUTE,
    Int64s,
    instant,
    local_times,
    many_micros,
    micros,
    whole_minutes,
)
from app.matching.ties import Codes
from app.matching.ways import NO_LIMIT, NOWHERE, Places, unit_vectors

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from app.domain.travel import TravelSetting
    from app.matching.bits import Flags, Rows

# How far outside a week other work may count for the rests of it.
AROUND = 3 * DAY
_MOST_WEEKS, _MOST_SUMS = 8, 64
# A degree of a meridian, rounded up. Units: kilometres.
_DEGREE_KM = 112


@dataclass(frozen=True)
class Sums:
    """Per client with any: whole minutes and cents. Rows in order."""

    rows: Rows
    minutes: Int64s
    cents: Int64s

    def rows_above(self, minutes: int) -> Rows:
        """Who has more than so many minutes."""
        return self.rows[self.minutes > minutes]


class Work(NamedTuple):
    """Some agreed shifts by the columns of `Agreed`, all those that touch a span of time."""

    row: NDArray[np.int32]
    code: NDArray[np.int32]
    starts: Int64s
    ends: Int64s
    day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    units: NDArray[np.float64]

    @property
    def places(self) -> Places:
        """Where they are."""
        return Places(self.lat, self.lon, self.units)

    @property
    def last_week(self) -> NDArray[np.int32]:
        """The ISO week in which each ends, as `week_code` counts."""
        return (self.last_day - 1) // 7

    def only(self, chosen: Rows | NDArray[np.bool_]) -> Work:
        """These of them."""
        return Work._make(column[chosen] for column in self)

    def by_client(self) -> Work:
        """The same, client by client in time order."""
        return self.only(np.lexsort((self.ends, self.starts, self.row)))


@dataclass(frozen=True)
class Turn:
    """What can take away the rest of a week. Instants and lengths in microseconds.

    `early`: work within so much of `monday` as a rest takes. `following`: whose work ends in a
    later week and begins soon enough; `begins` is the earliest. The work around the week of those
    of them who also have some close before `begins`, and of those of these who work early, too.
    Whoever works twice at once is among them all.
    """

    monday: int
    rest: int
    early: Work
    begins: int
    following: Rows
    work_of_both: Work
    work_of_early: Work


class Agreed:
    """The table in time order.

    `row` is the client's, `code` the shift's, `nth` the place in what the client told. Instants in
    microseconds, days as ordinals.
    """

    row: NDArray[np.int32]
    nth: NDArray[np.int32]
    code: NDArray[np.int32]
    starts: Int64s
    ends: Int64s
    cents: NDArray[np.int32]
    minutes: NDArray[np.int32]
    day: NDArray[np.int32]
    last_day: NDArray[np.int32]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]
    units: NDArray[np.float64]

    def __init__(self) -> None:
        self.shifts: Codes[int] = Codes()
        self.fill(np.empty(0, dtype=np.int64), ())

    @property
    def nbytes(self) -> int:
        """What is resident without what is worked out of it. Units: bytes."""
        return sum(getattr(self, name).nbytes for name in COLUMNS)

    # --- what was told

    def take(self, rows: Rows, told: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[Any]]:
        """The columns of these agreed shifts, plain values by the names of `AgreedShift`."""
        count = len(told)
        places = [one.get("place") or NOWHERE for one in told]
        where = np.array(places, dtype=np.float64).reshape(count, 2)
        starts = many_micros((one["starts_at"] for one in told), count)
        ends = many_micros((one["ends_at"] for one in told), count)
        codes = self.shifts.many([one["shift_id"].int for one in told])
        values = {
            "row": rows, "nth": _nth(rows), "code": codes, "starts": starts, "ends": ends,
            "cents": [one.get("cents", 0) for one in told],
            "minutes": whole_minutes(ends - starts), "day": local_times(starts).day,
            "last_day": local_times(ends).day, "lat": where[:, 0], "lon": where[:, 1],
            "units": unit_vectors(where[:, 0], where[:, 1]),
        }  # fmt: skip
        return {name: np.asarray(values[name], dtype=kind) for name, kind in COLUMNS.items()}

    def fill(self, rows: Rows, told: Sequence[Mapping[str, Any]]) -> None:
        """Take these instead of all there were; what one client has in its order."""
        columns = self.take(rows, told)
        order = np.argsort(columns["starts"], kind="stable")
        for name, values in columns.items():
            setattr(self, name, values[order])
        self._tangled = set(_tangled(self.row, self.starts, self.ends).tolist())
        self._forget(None)

    def replace(self, row: int, told: Sequence[Mapping[str, Any]]) -> None:
        """Take these for one client instead of the client's own."""
        old = self._own(row)
        if not len(old) and not told:
            return
        new = self.take(np.full(len(told), row), told)
        if len(old) == len(told) and all(
            np.array_equal(getattr(self, name)[old], values, equal_nan=name in _PLACED)
            for name, values in new.items()
        ):
            return
        self._forget(np.concatenate((self.day[old], new["day"])))
        kept = np.delete(np.arange(len(self.row)), old)
        order = np.argsort(new["starts"], kind="stable")
        where = self.starts[kept].searchsorted(new["starts"][order], side="right")
        picked = np.insert(kept, where, len(self.row) + order)
        for name, values in new.items():
            setattr(self, name, np.concatenate((getattr(self, name), values))[picked])
        self._tangled.discard(row)
        self._tangled |= set(_tangled(new["row"], new["starts"], new["ends"]).tolist())

    def _own(self, row: int) -> Rows:
        """The places of a client's own in the table, in the order in which they were told."""
        places = np.flatnonzero(self.row == row)
        return places[np.argsort(self.nth[places])]

    def of(self, row: int) -> tuple[AgreedShift, ...]:
        """What one client has agreed to, in the order in which it was told."""

        def place(n: int) -> Point | None:
            lat = float(self.lat[n])
            return None if isnan(lat) else Point(lat, float(self.lon[n]))

        return tuple(
            AgreedShift(
                UUID(int=self.shifts.name(int(self.code[n]))), instant(int(self.starts[n])),
                instant(int(self.ends[n])), int(self.cents[n]), place(n),
            )
            for n in self._own(row).tolist()
        )  # fmt: skip

    def _forget(self, days: Rows | None) -> None:
        """Drop what was worked out of work on these days, or of everything."""
        self._longest: int | None = None
        self._by_code: Rows | None = None
        self._extent: list[tuple[float, float]] | None = None
        self._turns: dict[tuple[int, int], Turn] = {}
        self._sums: dict[tuple[int, int], Sums] = (
            {}
            if days is None
            else {
                (first, after): sums
                for (first, after), sums in self._sums.items()
                if not ((first <= days) & (days < after)).any()
            }
        )

    # --- what is asked

    @property
    def longest(self) -> int:
        """The length of the longest one. Units: microseconds."""
        if self._longest is None:
            self._longest = int((self.ends - self.starts).max(initial=0))
        return self._longest

    def comers(self, code: int) -> Rows:
        """Who has agreed to a shift, by its number; nobody to one numbered -1. In order."""
        if self._by_code is None:
            self._by_code = np.sort(self.code.astype(np.int64) << 32 | self.row)
        if code < 0:
            return self._by_code[:0]
        keys = np.array((code << 32, code + 1 << 32), dtype=np.int64)
        first, after = self._by_code.searchsorted(keys).tolist()
        if first == after:
            return self._by_code[:0]
        return np.unique(self._by_code[first:after] & 0xFFFF_FFFF)

    def between(self, begins: int, ends: int, whose: Flags | None = None) -> Work:
        """Those that begin before `ends` and may end after `begins`: instants.

        Of the clients whose flag is up, or of everybody.
        """
        keys = np.array((begins - self.longest, ends), dtype=np.int64)
        first, after = self.starts.searchsorted(keys).tolist()
        chosen: slice | Rows = slice(first, after)
        if whose is not None:
            chosen = whose.take(self.row[first:after]).nonzero()[0] + first
        return Work._make([getattr(self, name)[chosen] for name in Work._fields])

    def sums(self, first_day: int, day_after: int) -> Sums:
        """What each client has that begins on these days: ordinals."""
        known = self._sums.get((first_day, day_after))
        if known is None:
            first, after = self.day.searchsorted(np.array((first_day, day_after), dtype=np.int32))
            part = slice(int(first), int(after))
            known = _summed(self.row[part], self.minutes[part], self.cents[part])
            kept = self._sums if len(self._sums) < _MOST_SUMS else {}
            self._sums = {**kept, (first_day, day_after): known}
        return known

    def turn(self, week: int, rest: int) -> Turn:
        """The end of an ISO week, for a rest of so many microseconds that must begin in it."""
        known = self._turns.get((week, rest))
        if known is None:
            known = self._turn(week, rest)
            kept = self._turns if len(self._turns) < _MOST_WEEKS else {}
            self._turns = {**kept, (week, rest): known}
        return known

    def _turn(self, week: int, rest: int) -> Turn:
        monday, after = (micros(one) for one in week_bounds(date.fromordinal(week * 7 + 1)))
        early = self.between(monday, monday + rest)
        early = early.only(early.ends > monday)
        near = self.between(after - DAY, after + DAY + rest)
        near = near.only((near.ends > after - DAY) & (near.last_week != week))
        begins = int(near.starts.min(initial=NO_LIMIT * MINUTE))
        close = self.between(begins - rest, after + DAY) if len(near.row) else near
        before = close.row[(close.last_week == week) & (close.ends > begins - rest)]
        tangled = np.array(sorted(self._tangled), dtype=np.int64)
        both = np.concatenate((np.intersect1d(near.row, before), tangled))
        work = self.around(week, rest)
        work = work.only(np.isin(work.row, both)).by_client()
        of_early = work.only(np.isin(work.row, early.row))
        following: Rows = np.concatenate((near.row, tangled))
        return Turn(monday, rest, early, begins, following, work, of_early)

    def around(self, week: int, rest: int) -> Work:
        """Those that touch an ISO week or the days on either side of it that a rest can reach."""
        monday = (week * 7 + 1 - EPOCH_DAY) * DAY
        return self.between(monday - AROUND - rest - DAY, monday + 8 * DAY + AROUND + rest)

    def longest_way(self, place: Point, travel: TravelSetting) -> int:
        """No way from a place to any of these takes longer. Units: minutes."""
        if self._extent is None:
            known = ~np.isnan(self.lat)
            ends = [(v[known].min(), v[known].max()) for v in (self.lat, self.lon) if known.any()]
            self._extent = [(float(low), float(high)) for low, high in ends]
        degrees = sum(
            max(abs(one - low), abs(one - high))
            for one, (low, high) in zip(place, self._extent, strict=False)
        )
        return travel.base_minutes + 2 + int(degrees * _DEGREE_KM * travel.tenths_per_km / 10)


COLUMNS: dict[str, type[np.generic]] = {
    "row": np.int32, "nth": np.int32, "code": np.int32, "starts": np.int64, "ends": np.int64,
    "cents": np.int32, "minutes": np.int32, "day": np.int32, "last_day": np.int32,
    "lat": np.float64, "lon": np.float64, "units": np.float64,
}  # fmt: skip
_PLACED = ("lat", "lon", "units")


def _nth(rows: Rows) -> Rows:
    """How many of the same client come before each."""
    order = np.argsort(rows, kind="stable")
    told = rows[order]
    places: Rows = np.empty(len(rows), dtype=np.int64)
    places[order] = np.arange(len(rows)) - told.searchsorted(told)
    return places


def _tangled(row: Rows, starts: Int64s, ends: Int64s) -> Rows:
    """The clients two of whose agreed shifts overlap, which should not be."""
    order = np.lexsort((starts, row))
    row, starts, ends = row[order], starts[order], ends[order]
    return np.unique(row[1:][(row[1:] == row[:-1]) & (ends[:-1] > starts[1:])])


def _summed(row: Rows, minutes: Rows, cents: Rows) -> Sums:
    if not len(row):
        nothing = np.empty(0, dtype=np.int64)
        return Sums(nothing, nothing, nothing)
    order = np.argsort(row, kind="stable")
    rows = row[order]
    firsts = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    return Sums(
        rows[firsts].astype(np.int64),
        np.add.reduceat(minutes[order].astype(np.int64), firsts),
        np.add.reduceat(cents[order].astype(np.int64), firsts),
    )
