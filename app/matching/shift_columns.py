"""Every open shift in memory as columns and bitmaps, so that one client is asked about all at once.

A row is a shift and keeps its place. Nothing here decides: the filters of the rules read it.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import DAY_MINUTES, local_day, local_minute, week_start
from app.domain.vocabulary import Category, PassKind, Scale
from app.domain.working_time import is_weekend_work
from app.matching.bits import WORD, Bits, pack, room_for, set_column
from app.matching.blocks import Blocks, near_together
from app.matching.client_rows import CATEGORY, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.coach_shifts import Along
from app.matching.free_times import QUARTER, QUARTERS, day_parts
from app.matching.instants import instant, local_times, many_micros, mondays, whole_minutes
from app.matching.kept_sets import KeptSets
from app.matching.known_places import KnownPlaces
from app.matching.once import once
from app.matching.shift_sets import WANTED, Parts, made
from app.matching.ties import Codes
from app.matching.ways import places_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from app.matching.bits import Flags, Rows
    from app.matching.facts import Context, ShiftFacts

_WIDTHS = {
    "category": len(Category), "above": len(Scale) * TOP_LEVEL, "passes": len(PassKind),
    "at_once": len(PassKind), "weekend": 1, "full": 1,
    "into_next_week": 1, "placed": 1, "overnight": 1, "odd": 1, "alive": 1, "empty": 1,
}  # fmt: skip
AT: dict[str, int] = {}
_HEIGHT = 0
for _name, _width in _WIDTHS.items():
    AT[_name] = _HEIGHT
    _HEIGHT += _width

_COLUMNS: dict[str, type[np.generic]] = {
    "starts": np.int64, "ends": np.int64, "day": np.int32, "week": np.int32, "month": np.int32,
    "last_week": np.int32, "into_week": np.int64, "minutes": np.int32, "cents": np.int32,
    "left": np.int32, "first": np.int16, "last": np.int16, "starts_minute": np.int16,
    "ends_minute": np.int16, "ends_within": np.int64, "place": np.int64, "weekday": np.int8,
    "category": np.int8, "kind_and_day": np.int16, "wanted": np.int8,
    "organisation": np.int32, "site": np.int32, "task": np.int32,
    "id_high": np.uint64, "id_low": np.uint64, "order": np.int64,
}  # fmt: skip
# What is in a row of no shift, where it is not zero.
_NOTHING = {"organisation": -2, "site": -2, "task": -2}
_NAMED = ("organisation", "site", "task")
# So many bits of the id are in the order of shifts that begin at the same time.
ID_BITS = 8


class ShiftColumns:
    """The shifts of one matcher, in `listed` by row; a row that is free holds None."""

    starts: NDArray[np.int64]
    ends: NDArray[np.int64]
    day: NDArray[np.int32]
    week: NDArray[np.int32]
    month: NDArray[np.int32]
    last_week: NDArray[np.int32]
    into_week: NDArray[np.int64]
    minutes: NDArray[np.int32]
    cents: NDArray[np.int32]
    left: NDArray[np.int32]
    first: NDArray[np.int16]
    last: NDArray[np.int16]
    starts_minute: NDArray[np.int16]
    ends_minute: NDArray[np.int16]
    ends_within: NDArray[np.int64]
    place: NDArray[np.int64]
    weekday: NDArray[np.int8]
    category: NDArray[np.int8]
    # The kind and the weekday as one number: seven to a kind.
    kind_and_day: NDArray[np.int16]
    wanted: NDArray[np.int8]
    organisation: NDArray[np.int32]
    site: NDArray[np.int32]
    task: NDArray[np.int32]
    id_high: NDArray[np.uint64]
    id_low: NDArray[np.uint64]
    # By beginning and then by the first bits of the id; microseconds since 1970 fit till 2112.
    order: NDArray[np.int64]

    def __init__(self, shifts: Iterable[ShiftFacts]) -> None:
        told = _near_together(shifts)
        self.capacity = room_for(len(told))
        self.listed: list[ShiftFacts | None] = [None] * self.capacity
        self._keep_sets()
        self.sets.own[AT["empty"]] = ~np.uint64(0)
        for name, kind in _COLUMNS.items():
            setattr(self, name, np.full(self.capacity, _NOTHING.get(name, 0), dtype=kind))
        self.codes: dict[str, Codes[int]] = {name: Codes() for name in _NAMED}
        # Of shifts that go over midnight what they are on the days after the first, as in `Parts`.
        self._later: dict[int, list[tuple[int, int, int, int, int]]] = {}
        self._along: Along | None = None
        self.number = {shift.id: row for row, shift in enumerate(told)}
        self._spare = list(range(self.capacity - 1, len(told) - 1, -1))
        self.places = KnownPlaces([one.place for one in told])
        self.space = np.full((4, self.capacity), np.nan, dtype=np.float32)
        self._write(np.arange(len(told)), told)
        self.blocks = Blocks(self.space, self.places.origin)

    # --- changes

    def put(self, shift: ShiftFacts) -> int:
        """Take one shift's new values; gives the row."""
        row = self.number.get(shift.id)
        if row is None:
            if not self._spare:
                self._grow()
            row = self.number[shift.id] = self._spare.pop()
        before = self.listed[row]
        if before is not None and replace(before, places=shift.places, taken=shift.taken) == shift:
            self._write_places(row, shift)
            return row
        self._write(np.array([row]), [shift])
        if not _same_visit(before, shift):
            self.blocks.update(slice(row // WORD, row // WORD + 1))
            if self._along is not None:
                self._along.moved(row)
        return row

    def _write_places(self, row: int, shift: ShiftFacts) -> None:
        """All that changes with an answer; nothing that is kept rests on it."""
        self.listed[row], self.left[row] = shift, _places_left(shift)
        full = self.sets.own[AT["full"], None]
        set_column(full, row, np.array([shift.taken >= shift.places], dtype=np.uint8))

    def remove(self, shift_id: UUID) -> None:
        """Forget a shift; nothing when it is not here."""
        row = self.number.pop(shift_id, None)
        if row is None:
            return
        set_column(self.sets.own, row, _NO_SHIFT)
        self.listed[row] = None
        self._later.pop(row, None)
        for name in _NAMED:
            getattr(self, name)[row] = _NOTHING[name]
        self._spare.append(row)
        self._forget()
        if self._along is not None:
            self._along.moved(row)

    def _grow(self) -> None:
        old, self.capacity = self.capacity, room_for(self.capacity + self.capacity // 8 + 64)
        spare = self.capacity - old
        before = self.sets.own
        self._keep_sets()
        self.sets.own[:, : old // WORD] = before
        self.sets.own[AT["empty"], old // WORD :] = ~np.uint64(0)
        for name in _COLUMNS:
            empty = _NOTHING.get(name, 0)
            padded = np.pad(getattr(self, name), (0, spare), constant_values=empty)
            setattr(self, name, padded)
        self.space = np.pad(self.space, ((0, 0), (0, spare)), constant_values=np.nan)
        self.blocks = Blocks(self.space, self.places.origin)
        self._along = None
        self.listed += [None] * spare
        self._spare = list(range(self.capacity - 1, old - 1, -1))

    def _keep_sets(self) -> None:
        self.sets = KeptSets(_HEIGHT, self.capacity, partial(made, self))

    def _write(self, rows: Rows, told: Sequence[ShiftFacts]) -> None:
        count = len(told)
        self.starts[rows] = starts = many_micros((one.starts_at for one in told), count)
        self.ends[rows] = ends = many_micros((one.ends_at for one in told), count)
        begins, finishes = local_times(starts), local_times(ends)
        self.day[rows], self.week[rows], self.month[rows] = begins.day, begins.week, begins.month
        self.last_week[rows], self.ends_within[rows] = finishes.week, finishes.within
        self.into_week[rows] = starts - mondays(begins.week)
        self.minutes[rows] = whole_minutes(ends - starts)
        self.cents[rows] = [one.cents for one in told]
        self.left[rows] = [_places_left(one) for one in told]
        self.place[rows] = places = self.places.numbers([one.place for one in told])
        self.space[:, rows] = self.places.space_of(np.array(places, dtype=np.int64))
        for row, shift in zip(rows.tolist(), told, strict=True):
            self._write_one(row, shift)
        self._forget()

    def _write_one(self, row: int, shift: ShiftFacts) -> None:
        self.listed[row] = shift
        self._number(row, shift)
        parts = [
            (row, day.toordinal(), day.weekday(), day.weekday() * QUARTERS + first // QUARTER,
             day.weekday() * QUARTERS - (-last // QUARTER))
            for day, first, last in day_parts(shift.period)
        ]  # fmt: skip
        *_, self.first[row], self.last[row] = parts[0]
        self._later.pop(row, None)
        if len(parts) > 1:
            self._later[row] = parts[1:]
        begins, ends = local_minute(shift.starts_at), local_minute(shift.ends_at)
        self.starts_minute[row] = begins
        self.ends_minute[row] = ends or DAY_MINUTES
        flags = _flags(shift, overnight=len(parts) > 1, turned=ends < begins)
        set_column(self.sets.own, row, flags)

    def _number(self, row: int, shift: ShiftFacts) -> None:
        """What the shift is and whose, as numbers."""
        for name in _NAMED:
            getattr(self, name)[row] = self.codes[name].code(getattr(shift, f"{name}_id").int)
        self.weekday[row], self.wanted[row] = shift.on.weekday(), WANTED[shift.coach_wanted]
        # What is of no kind has the number after the last.
        kind = len(CATEGORY) if shift.category is None else CATEGORY[shift.category]
        self.category[row] = kind
        self.kind_and_day[row] = kind * 7 + self.weekday[row]
        self.id_high[row], self.id_low[row] = divmod(shift.id.int, 1 << 64)
        self.order[row] = int(self.starts[row]) << ID_BITS | shift.id.int >> (128 - ID_BITS)

    def _forget(self) -> None:
        # No shift is on a day before the first or after the last; rows set free may widen it.
        days = self.day[self.day > 0]
        self.first_day = int(days.min()) if len(days) else 0
        self.last_day = int(days.max(initial=0))
        begun = self.starts[self.starts > 0]
        self.first_start = instant(int(begun.min()) if len(begun) else 0)
        self.longest, self.dearest = int(self.minutes.max()), int(self.cents.max())
        self._rows_in: dict[tuple[str, int], Rows] = {}
        self.sets.forget()
        for name in ("first_parts", "later_parts"):
            self.__dict__.pop(name, None)
        self._rested: tuple[int, Flags] | None = None
        self._turning: tuple[int, Bits | None] | None = None

    # --- what filters read

    @property
    def alive(self) -> Bits:
        """The rows that are shifts."""
        return self.row("alive")

    def row(self, name: str, number: int = 0) -> Bits:
        """One bitmap by its name and number in `AT`."""
        return self.sets[AT[name] + number]

    def row_of(self, shift: ShiftFacts) -> int:
        """The row of a shift that is here as it is told now, or -1."""
        row = self.number.get(shift.id, -1)
        return row if row >= 0 and _same_visit(self.listed[row], shift) else -1

    def along(self, context: Context) -> Along:
        """On which of the shifts each coach of the context could go along."""
        if self._along is None or not self._along.knows(context):
            self._along = Along(self, context, self._along)
        return self._along

    def rows_in(self, column: str, code: int) -> Rows:
        """The shifts of a day, a week or a month."""
        known = self._rows_in.get((column, code))
        if known is None:
            known = np.flatnonzero(getattr(self, column) == code)
            self._rows_in[column, code] = known
        return known

    @once
    def first_parts(self) -> Parts:
        """What each is on its first day, a row each."""
        rows = np.arange(self.capacity)
        return Parts(rows, self.day, self.weekday, self.first, self.last)

    @once
    def later_parts(self) -> Parts:
        """What those that go over midnight are on the days after."""
        parts = list(chain.from_iterable(self._later.values()))
        return Parts(*np.array(parts, dtype=np.int64).reshape(-1, len(Parts._fields)).T)

    def rested_after(self, rest: int) -> Flags:
        """The shifts before which so much of their week has passed. Units: microseconds."""
        if self._rested is None or self._rested[0] != rest:
            self._rested = rest, self.into_week >= rest
        return self._rested[1]

    def turning(self, rest: int) -> Bits | None:
        """Those of the others that go on into the next week; None for no shift."""
        if self._turning is None or self._turning[0] != rest:
            turning = self.row("into_next_week") & ~pack(self.rested_after(rest))
            self._turning = rest, turning if turning.any() else None
        return self._turning[1]

    def where(self, rows: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Two rows of degrees, one of them north; no numbers for a place that nobody knows."""
        places = self.place[rows]
        return self.places.lat[places], self.places.lon[places]

    def code(self, name: str, key: UUID) -> int:
        """The number of an organisation, a site or a task in the column of that name, or -1."""
        return self.codes[name].find(key.int)

    def of(self, name: str, key: UUID) -> Rows:
        """The shifts of an organisation, a site or a task."""
        return np.flatnonzero(getattr(self, name) == self.code(name, key))


def _near_together(shifts: Iterable[ShiftFacts]) -> list[ShiftFacts]:
    """The shifts so that neighbours lie near each other, at one place in the order of time."""
    told = sorted(shifts, key=lambda one: (one.starts_at, str(one.id)))
    order = near_together(*places_of([one.place for one in told]))
    return [told[n] for n in order.tolist()]


def _places_left(shift: ShiftFacts) -> int:
    """For a team; that none is left for anybody is another rule."""
    return max(shift.places - shift.taken, 0)


def _same_visit(before: ShiftFacts | None, now: ShiftFacts) -> bool:
    """Whether going along on the shift is the same as before."""
    if before is None or before is now:
        return before is now
    return (before.starts_at, before.ends_at, before.place) == (
        now.starts_at, now.ends_at, now.place,
    )  # fmt: skip


_NO_SHIFT = np.zeros(_HEIGHT, dtype=np.uint8)
_NO_SHIFT[AT["empty"]] = 1


def _flags(shift: ShiftFacts, *, overnight: bool, turned: bool) -> NDArray[np.uint8]:
    flags = np.zeros(_HEIGHT, dtype=np.uint8)
    if shift.category is not None:
        flags[AT["category"] + CATEGORY[shift.category]] = 1
    for scale, demand in shift.demands.items():
        if not 0 <= demand <= TOP_LEVEL:
            raise ValueError("a demand that is no level of its scale")
        begins = AT["above"] + SCALE[scale] * TOP_LEVEL
        flags[begins : begins + demand] = 1
    for kind in shift.passes | shift.passes_at_once:
        flags[AT["passes"] + PASS_KIND[kind]] = 1
    for kind in shift.passes_at_once:
        flags[AT["at_once"] + PASS_KIND[kind]] = 1
    flags[AT["weekend"]] = is_weekend_work(shift.period)
    flags[AT["into_next_week"]] = week_start(local_day(shift.ends_at)) != week_start(shift.on)
    flags[AT["placed"]] = shift.place is not None
    flags[AT["full"]] = shift.taken >= shift.places
    flags[AT["overnight"]] = overnight
    # Not to be judged by the minutes of one day: over midnight, or an hour that is repeated.
    flags[AT["odd"]] = overnight or turned
    flags[AT["alive"]] = 1
    return flags
