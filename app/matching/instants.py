"""Many instants at once: microseconds since 1970 in UTC, and the local days they fall on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.domain.calendar import local, local_day, week_bounds

if TYPE_CHECKING:
    from collections.abc import Iterable

Int64s = NDArray[np.int64]

MINUTE = 60_000_000
HOUR = 60 * MINUTE
DAY = 24 * HOUR
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = _EPOCH.toordinal()


def micros(instant: datetime) -> int:
    """The instant as a whole number. Units: microseconds since 1970."""
    return (instant - _EPOCH) // timedelta(microseconds=1)


def instant(value: int) -> datetime:
    """The instant of such a number, in UTC."""
    return _EPOCH + timedelta(microseconds=int(value))


def many_micros(instants: Iterable[datetime], count: int) -> Int64s:
    """`micros` of each; a double holds every microsecond until the year 2255."""
    seconds = np.fromiter((one.timestamp() for one in instants), dtype=np.float64, count=count)
    return np.rint(seconds * 1e6).astype(np.int64)


def whole_minutes(span: Int64s) -> Int64s:
    """Whole minutes of lengths in microseconds, rounded down as `shift_minutes` rounds them."""
    return span // MINUTE


@dataclass(frozen=True)
class LocalTimes:
    """Local days as ordinals, ISO weeks and months as counts of them, and the time of day."""

    day: Int64s
    within: Int64s

    @property
    def week(self) -> Int64s:
        """The ISO week of each: equal for equal weeks, one more for the next."""
        return (self.day - 1) // 7

    @property
    def month(self) -> Int64s:
        """The calendar month of each, in the same manner."""
        days = (self.day - EPOCH_DAY).astype("datetime64[D]")
        return days.astype("datetime64[M]").astype(np.int64)

    @property
    def minute(self) -> Int64s:
        """The minute of the day on the wall clock."""
        return self.within // MINUTE


def local_times(values: Int64s) -> LocalTimes:
    """When the instants are on a Helsinki wall clock; clocks change at whole hours."""
    hours, which = np.unique(values // HOUR, return_inverse=True)
    offsets = [local(instant(int(hour) * HOUR)).utcoffset() or timedelta() for hour in hours]
    table = np.array([one // timedelta(microseconds=1) for one in offsets], dtype=np.int64)
    shifted = values + table[which]
    return LocalTimes(shifted // DAY + EPOCH_DAY, shifted % DAY)


def week_code(day: date) -> int:
    """The ISO week of a day as `LocalTimes.week` counts them."""
    return (day.toordinal() - 1) // 7


def mondays(weeks: Int64s) -> Int64s:
    """The instants at which weeks, as `LocalTimes.week` counts them, begin in Helsinki."""
    known, which = np.unique(weeks, return_inverse=True)
    days = [date.fromordinal(int(week) * 7 + 1) for week in known]
    begins = np.array([micros(week_bounds(day)[0]) for day in days], dtype=np.int64)
    return begins[which]


def month_code(day: date) -> int:
    """The month of a day as `LocalTimes.month` counts them."""
    return (day.year - 1970) * 12 + day.month - 1


class Times(NamedTuple):
    """When a piece of work is: instants in microseconds, and the local day, week and month codes.

    The day is an ordinal; `last_week` is the week in which it ends.
    """

    starts: int
    ends: int
    day: int
    week: int
    month: int
    last_week: int


# The same few pieces of work are asked about again and again.
@lru_cache(maxsize=4096)
def times_of(starts_at: datetime, ends_at: datetime) -> Times:
    """The numbers of a piece of work."""
    on = local_day(starts_at)
    return Times(
        micros(starts_at), micros(ends_at), on.toordinal(), week_code(on), month_code(on),
        week_code(local_day(ends_at)),
    )  # fmt: skip
