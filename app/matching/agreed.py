"""What clients have already said yes to, as one table with a row per agreed shift.

Sorted by client, so that sums per client are sums of neighbours. The part that lies around one
week is cut out once and kept until somebody's agreed shifts change.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isnan
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from app.domain.travel import Point
from app.matching.facts import AgreedShift
from app.matching.instants import (
    DAY,
    EPOCH_DAY,
    Int64s,
    instant,
    local_times,
    many_micros,
    whole_minutes,
)
from app.matching.ties import Codes
from app.matching.ways import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from app.domain.travel import TravelSetting
    from app.matching.bits import Rows

# How far outside a week other work is kept beside it; whoever asks for more gets everything.
AROUND = 3 * DAY
_MOST_WEEKS = 4
# A degree of a meridian, rounded up. Units: kilometres.
_DEGREE_KM = 112


@dataclass(frozen=True)
class Sums:
    """Per client with any: whole minutes and cents. Rows in order."""

    rows: Rows
    minutes: Int64s
    cents: Int64s


@dataclass
class Agreed:
    """The table; `row` is the client's, `code` the shift's, instants in microseconds."""

    shifts: Codes[int] = field(default_factory=Codes)
    row: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    code: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    starts: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    ends: Int64s = field(default_factory=lambda: np.empty(0, np.int64))
    cents: NDArray[np.int32] = field(default_factory=lambda: np.empty(0, np.int32))
    lat: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))
    lon: NDArray[np.float64] = field(default_factory=lambda: np.empty(0))

    def __post_init__(self) -> None:
        self._views: dict[int, Agreed] = {}
        self._sums: dict[tuple[str, int], Sums] = {}
        self._local: dict[str, NDArray[np.int32]] = {}
        self._tangled: NDArray[np.int32] | None = None
        self._extent: tuple[tuple[float, float], ...] | None = None

    @property
    def nbytes(self) -> int:
        """What is resident without the parts cut out. Units: bytes."""
        return sum(getattr(self, name).nbytes for name in COLUMNS)

    # --- what was told

    def take(self, rows: Rows, told: Sequence[Mapping[str, Any]]) -> dict[str, NDArray[Any]]:
        """The columns of these agreed shifts, plain values by the names of `AgreedShift`."""
        count = len(told)
        places = [one.get("place") or NOWHERE for one in told]
        where = np.array(places, dtype=np.float64).reshape(count, 2)
        return {
            "row": rows.astype(np.int32),
            "code": np.array([self.shifts.code(t["shift_id"].int) for t in told], dtype=np.int32),
            "starts": many_micros((one["starts_at"] for one in told), count),
            "ends": many_micros((one["ends_at"] for one in told), count),
            "cents": np.array([one.get("cents", 0) for one in told], dtype=np.int32),
            "lat": where[:, 0],
            "lon": where[:, 1],
        }

    def fill(self, rows: Rows, told: Sequence[Mapping[str, Any]]) -> None:
        """Take these instead of all there were; what one client has in its order."""
        order = np.argsort(rows, kind="stable")
        for name, values in self.take(rows, told).items():
            setattr(self, name, values[order])
        self._forget()

    def replace(self, row: int, told: Sequence[Mapping[str, Any]]) -> None:
        """Take these for one client instead of the client's own."""
        begins, ends = self._span(row)
        if begins == ends and not told:
            return
        new = self.take(np.full(len(told), row), told)
        for name, values in new.items():
            old = getattr(self, name)
            setattr(self, name, np.concatenate((old[:begins], values, old[ends:])))
        self._forget()

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
            for n in range(*self._span(row))
        )  # fmt: skip

    def _span(self, row: int) -> tuple[int, int]:
        begins, ends = np.searchsorted(self.row, np.array((row, row + 1), dtype=np.int32))
        return int(begins), int(ends)

    def _forget(self) -> None:
        self._views, self._sums, self._local = {}, {}, {}
        self._tangled, self._extent = None, None

    # --- what is asked

    @property
    def minutes(self) -> NDArray[np.int32]:
        """How long each is. Units: whole minutes."""
        return self._kept("minutes")

    @property
    def day(self) -> NDArray[np.int32]:
        """The local day on which each begins."""
        return self._kept("day")

    @property
    def week(self) -> NDArray[np.int32]:
        """The ISO week in which each begins."""
        return self._kept("week")

    @property
    def month(self) -> NDArray[np.int32]:
        """The month in which each begins."""
        return self._kept("month")

    @property
    def last_week(self) -> NDArray[np.int32]:
        """The ISO week in which each ends."""
        return self._kept("last_week")

    def _kept(self, name: str) -> NDArray[np.int32]:
        if not self._local:
            begins = local_times(self.starts)
            derived = {
                "minutes": whole_minutes(self.ends - self.starts),
                "day": begins.day,
                "week": begins.week,
                "month": begins.month,
                "last_week": local_times(self.ends).week,
            }
            self._local = {key: values.astype(np.int32) for key, values in derived.items()}
        return self._local[name]

    def around(self, week: int) -> Agreed:
        """Those that touch an ISO week or the three days on either side of it."""
        known = self._views.get(week)
        if known is None:
            monday = (week * 7 + 1 - EPOCH_DAY) * DAY
            lowest, highest = monday - AROUND - DAY, monday + 8 * DAY + AROUND
            known = self._part((self.ends > lowest) & (self.starts < highest))
            kept = self._views if len(self._views) < _MOST_WEEKS else {}
            self._views = {**kept, week: known}
        return known

    def _part(self, chosen: NDArray[np.bool_]) -> Agreed:
        values = {name: getattr(self, name)[chosen] for name in COLUMNS}
        part = Agreed(self.shifts, **values)
        part._local = {name: self._kept(name)[chosen] for name in LOCAL}
        return part

    def in_time_order(
        self, chosen: Rows
    ) -> tuple[NDArray[np.int32], Int64s, Int64s, NDArray[np.int32]]:
        """Client, instants and the week of the end of these, client by client."""
        order = np.lexsort((self.ends[chosen], self.starts[chosen], self.row[chosen]))
        rows = chosen[order]
        return self.row[rows], self.starts[rows], self.ends[rows], self.last_week[rows]

    def sums(self, column: str, code: int) -> Sums:
        """What each client has in one week or month (`column`)."""
        known = self._sums.get((column, code))
        if known is None:
            chosen = np.flatnonzero(self._kept(column) == code)
            known = _summed(self.row[chosen], self.minutes[chosen], self.cents[chosen])
            self._sums[column, code] = known
        return known

    @property
    def tangled(self) -> NDArray[np.int32]:
        """The clients two of whose agreed shifts overlap, which should not be."""
        if self._tangled is None:
            order = np.lexsort((self.starts, self.row))
            row, starts, ends = self.row[order], self.starts[order], self.ends[order]
            overlapping = (row[1:] == row[:-1]) & (ends[:-1] > starts[1:])
            self._tangled = np.unique(row[1:][overlapping])
        return self._tangled

    def longest_way(self, place: Point, travel: TravelSetting) -> float:
        """No way from a place to any of these takes longer. Units: minutes."""
        if self._extent is None:
            known = ~np.isnan(self.lat)
            ends = [(v[known].min(), v[known].max()) for v in (self.lat, self.lon) if known.any()]
            self._extent = tuple(ends)
        degrees = sum(
            max(abs(one - low), abs(one - high))
            for one, (low, high) in zip(place, self._extent, strict=False)
        )
        longest: float = _minutes_of(degrees, travel)
        return longest


def _minutes_of(degrees: Any, travel: TravelSetting) -> Any:  # noqa: ANN401 - one or many
    return travel.base_minutes + 1 + degrees * _DEGREE_KM * travel.tenths_per_km / 10


def longest_ways(agreed: Agreed, place: Point, travel: TravelSetting) -> NDArray[np.float64]:
    """No less than the way from the place to each of these; nan where that is not known."""
    apart: NDArray[np.float64] = np.abs(agreed.lat - place.lat) + np.abs(agreed.lon - place.lon)
    ways: NDArray[np.float64] = _minutes_of(apart, travel)
    return ways


COLUMNS = ("row", "code", "starts", "ends", "cents", "lat", "lon")
LOCAL = ("minutes", "day", "week", "month", "last_week")


def _summed(row: NDArray[np.int32], minutes: NDArray[np.int32], cents: NDArray[np.int32]) -> Sums:
    if not len(row):
        nothing = np.empty(0, dtype=np.int64)
        return Sums(nothing, nothing, nothing)
    firsts = np.flatnonzero(np.concatenate(([True], row[1:] != row[:-1])))
    return Sums(
        row[firsts].astype(np.int64),
        np.add.reduceat(minutes.astype(np.int64), firsts),
        np.add.reduceat(cents.astype(np.int64), firsts),
    )
