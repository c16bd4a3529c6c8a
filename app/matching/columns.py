"""Every client in memory as columns and bitmaps, so that one rule is asked of all at once.

A row is a client and keeps its place; whoever leaves frees it. A change of one client rewrites
that row alone. Nothing here decides: the filters of the rules read it.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np

from app.domain.travel import DEFAULT, Point
from app.matching.agreed import Agreed
from app.matching.bits import (
    WORD,
    Bits,
    Flags,
    column,
    from_rows,
    has,
    none_of,
    pack,
    room_for,
    rows_of,
    set_column,
)
from app.matching.blocks import Blocks
from app.matching.client_parts import put_fields
from app.matching.client_rows import (
    AT,
    DENSE,
    HEIGHT,
    TIES,
    UNLIMITED,
    ClientRows,
    encode,
)
from app.matching.client_tables import ClientTables, neighbours_together, table_of, tables_of
from app.matching.client_ties import Names
from app.matching.dated_pairs import DatedPairs
from app.matching.free_times import QUARTERS, Changed, changed_mask
from app.matching.instants import micros
from app.matching.ties import Ties, short_tie_break
from app.matching.ways import NOWHERE, on_earth, on_sphere, reach2

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from datetime import date

    from numpy.typing import NDArray

    from app.domain.calendar import DayException
    from app.domain.travel import TravelSetting
    from app.domain.working_time import Period
    from app.matching.bits import Rows
    from app.matching.facts import ClientFacts

_MIDDLE = Point(60.2, 24.9)
_MOST_WEEKS, _MOST_KEPT = 6, 16
# Short numbers are compared in half the time.
_SHORT_MOST = np.iinfo(np.int16).max
_SHORT = np.iinfo(np.uint16).max
# What is in a row of nobody, where it is not zero.
_NOBODYS = {
    "max_week": UNLIMITED, "max_month": UNLIMITED, "max_cents": UNLIMITED,
    "lat": NOWHERE[0], "lon": NOWHERE[1],
}  # fmt: skip


class ClientColumns:
    """The clients of one matcher. Not for two threads that write at once."""

    max_travel: NDArray[np.int32]
    max_week: NDArray[np.int32]
    max_month: NDArray[np.int32]
    max_cents: NDArray[np.int32]
    waiting: NDArray[np.int32]
    unit: NDArray[np.int32]
    coach: NDArray[np.int32]
    language: NDArray[np.int8]
    lat: NDArray[np.float64]
    lon: NDArray[np.float64]

    def __init__(
        self,
        clients: Iterable[Mapping[str, Any]] | ClientTables = (),
        travel: TravelSetting = DEFAULT,
    ) -> None:
        """The clients by the plain values that `inputs.build` takes, or a field at a time.

        A store that reads everybody gives `ClientTables` straight from its rows: that is quicker.
        """
        told = clients if isinstance(clients, ClientTables) else tables_of(list(clients))
        told = neighbours_together(told, travel)
        self.names = Names()
        self.travel = travel
        self.agreed = Agreed()
        self.ties = {name: Ties() for name in TIES}
        self.exceptions: dict[int, tuple[DayException, ...]] = {}
        self.sessions: dict[int, tuple[Period, ...]] = {}
        self.dated = DatedPairs()
        self.capacity = room_for(len(told))
        self._fill(encode(told, self.names), len(told))
        self.after_change()

    def _fill(self, told: ClientRows, count: int) -> None:
        spare = self.capacity - count
        self.bits, self.ids = told.bits, np.pad(told.ids, ((0, spare), (0, 0)))
        for name in DENSE:
            setattr(self, name, _padded(told.dense[name], name, spare))
        for name, ties in self.ties.items():
            ties.fill(*told.ties[name])
        self.agreed.fill(*told.agreed)
        self.exceptions, self.sessions = told.exceptions, told.sessions
        self.dated.fill(told.blocked_from)
        self._place_all(count)
        self._low = self.ids[:count, 12:].copy().view(">u4").ravel().astype(np.uint32)
        self._sorted = np.argsort(self._low, kind="stable").astype(np.int32)
        self._low = self._low[self._sorted]
        self._later: dict[int, int] = {}
        self._tie_breaks: dict[str, NDArray[np.uint16]] = {}
        self._spare = list(range(self.capacity - 1, count - 1, -1))
        self.moves = 0
        self._move()

    def _place_all(self, count: int) -> None:
        lat, lon = self.lat[:count], self.lon[:count]
        known = ~np.isnan(lat)
        if known.any():
            self.around = Point(float(lat[known].mean()), float(lon[known].mean()))
        else:
            self.around = _MIDDLE
        self.space = on_sphere(self.lat, self.lon, self.around)
        self.reach = reach2(self.max_travel, self.travel)
        self.blocks = Blocks(self.space, on_earth(self.around), self.reach)

    # --- who is where

    @property
    def alive(self) -> Bits:
        """The rows that are clients."""
        bits: Bits = self.bits[AT["alive"]]
        return bits

    def __len__(self) -> int:
        return len(rows_of(self.alive))

    def id_of(self, row: int) -> UUID:
        """Who is in a row."""
        return UUID(bytes=self.ids[row].tobytes())

    def find(self, client_id: UUID) -> int:
        """The row of a client, or -1."""
        later = self._later.get(client_id.int)
        if later is not None:
            return later
        low = np.uint32(client_id.int & 0xFFFF_FFFF)
        place = int(np.searchsorted(self._low, low))
        while place < len(self._low) and self._low[place] == low:
            row = int(self._sorted[place])
            if self.ids[row].tobytes() == client_id.bytes and has(self.alive, row):
                return row
            place += 1
        return -1

    def rows(self, client_ids: Iterable[UUID]) -> Rows:
        """The rows of those who are here."""
        found = (self.find(one) for one in client_ids)
        return np.array([row for row in found if row >= 0], dtype=np.int64)

    def strangers(self, client_ids: Iterable[UUID]) -> frozenset[UUID]:
        """Those of them who are not here."""
        return frozenset(one for one in client_ids if self.find(one) < 0)

    # --- changes

    def put(self, client: Mapping[str, Any]) -> int:
        """Take one client's new values; gives the row."""
        row = self.find(client["id"])
        if row < 0:
            row = self._new_row(client["id"])
        put_fields(self, row, table_of(client["id"], client))
        return row

    def write(self, row: int, dense: Mapping[str, NDArray[Any]]) -> set[str]:
        """Take one client's values of these columns, the first of each; gives those that differ."""
        new = {name for name, values in dense.items() if getattr(self, name)[row] != values[0]}
        for name in new:
            getattr(self, name)[row] = dense[name][0]
        where, block = slice(row, row + 1), slice(row // WORD, row // WORD + 1)
        if new & {"unit", "coach"}:
            self._move()
        if "max_travel" in new:
            self.reach[where] = reach2(self.max_travel[where], self.travel)
            self.blocks.update_reach(block)
        if new & {"lat", "lon"}:
            self.space[:, where] = on_sphere(self.lat[where], self.lon[where], self.around)
            self.blocks.update(block)
        return new

    def remove(self, client_id: UUID) -> None:
        """Forget a client; nothing when it is not here."""
        row = self.find(client_id)
        if row < 0:
            return
        set_column(self.bits, row, np.zeros(HEIGHT, dtype=np.uint8))
        for ties in self.ties.values():
            ties.replace(row, ())
        self.agreed.replace(row, ())
        for kept in (self.exceptions, self.sessions):
            kept.pop(row, None)
        self.dated.put(row, ())
        self._later.pop(client_id.int, None)
        self._spare.append(row)
        self.after_change()

    def _new_row(self, client_id: UUID) -> int:
        if not self._spare:
            self._grow()
        row = self._spare.pop()
        self._later[client_id.int] = row
        self.ids[row] = np.frombuffer(client_id.bytes, dtype=np.uint8)
        for week, ties in self._tie_breaks.items():
            ties[row] = short_tie_break(str(client_id), week)
        return row

    def _grow(self) -> None:
        old, self.capacity = self.capacity, room_for(self.capacity + self.capacity // 8 + WORD)
        spare = self.capacity - old
        self.bits = np.pad(self.bits, ((0, 0), (0, spare // WORD)))
        self.ids = np.pad(self.ids, ((0, spare), (0, 0)))
        for name in DENSE:
            setattr(self, name, _padded(getattr(self, name), name, spare))
        self.space = np.pad(self.space, ((0, 0), (0, spare)), constant_values=np.nan)
        self.reach = np.pad(self.reach, (0, spare))
        self.blocks = Blocks(self.space, self.blocks.origin, self.reach)
        self._spare = list(range(self.capacity - 1, old - 1, -1))
        self._tie_breaks = {}
        self._move()

    def _move(self) -> None:
        """Somebody has another unit or coach."""
        self.moves += 1
        self._by_unit: list[Rows] | None = None

    def after_change(self, new: Collection[str] | None = None) -> None:
        """What was worked out from everybody is worked out again when it is next asked for.

        After a change of one client only what rests on these fields or columns.
        """

        def over(*names: str) -> bool:
            return new is None or any(name in new for name in names)

        if over("exceptions", "availability"):
            self._days: dict[int, Rows] | None = None
            self._changed: dict[date, Changed] = {}
        if over("sessions"):
            self._session_table: tuple[Rows, Rows, Rows] | None = None
        if over("agreed", "max_week", "max_month", "max_cents"):
            self._left: dict[tuple[str, int, int, bool], Rows] = {}
        if new is None:
            self._tie_breaks = {}

    # --- what filters read

    def row(self, name: str, number: int = 0) -> Bits:
        """One bitmap by its name and number in `client_rows.AT`."""
        bits: Bits = self.bits[AT[name] + number]
        return bits

    def free(self, weekday: int, first: int, last: int) -> Bits:
        """Who is free on a weekday in all quarters from the first up to the last."""
        begins = AT["free"] + weekday * 96
        if first >= last:
            return ~none_of(self.capacity)
        together: Bits = np.bitwise_and.reduce(self.bits[begins + first : begins + last], axis=0)
        return together

    def blocks_for(self, travel: TravelSetting) -> Blocks:
        """Where everybody lives and how far each travels, by the minutes of this setting."""
        if travel != self.travel:
            self.travel = travel
            self.reach = reach2(self.max_travel, travel)
            self.blocks = Blocks(self.space, self.blocks.origin, self.reach)
        return self.blocks

    def over(self, ceiling: str, days: tuple[int, int], own: int) -> Bits:
        """Below whose ceiling so much is not left after the work agreed for these days."""
        left = self._left_of(ceiling, *days, short=own <= _SHORT_MOST)
        return pack(left < own)

    def over_of(self, rows: Rows, ceiling: str, days: tuple[int, int], own: int) -> Flags:
        """The same of some rows: a flag for each."""
        return self._left_of(ceiling, *days, short=own <= _SHORT_MOST).take(rows) < own

    def _left_of(self, ceiling: str, first_day: int, day_after: int, *, short: bool) -> Rows:
        """What is left below everybody's; as short numbers no more than they hold."""
        key = ceiling, first_day, day_after, short
        known = self._left.get(key)
        if known is None:
            sums = self.agreed.sums(first_day, day_after)
            held = sums.cents if ceiling == "max_cents" else sums.minutes
            known = getattr(self, ceiling).copy()
            known[sums.rows] -= held.astype(np.int32)
            if short:
                np.minimum(known, _SHORT_MOST, out=known)
                known = np.maximum(known, -_SHORT_MOST, out=known).astype(np.int16)
            kept = self._left if len(self._left) < _MOST_KEPT else {}
            self._left = {**kept, key: known}
        return known

    def of_units(self, codes: Rows) -> Rows:
        """The rows of these units, numbered as `names.units` does; rows of nobody among them."""
        if self._by_unit is None:
            # So short numbers are sorted by their digits.
            short = self.unit if len(self.names.units) > _SHORT else self.unit.astype(np.uint16)
            order = np.argsort(short, kind="stable").astype(np.int32)
            ends = np.bincount(self.unit, minlength=len(self.names.units)).cumsum()
            self._by_unit = np.split(order, ends[:-1])
        parts = [self._by_unit[code] for code in codes.tolist()]
        return np.concatenate(parts) if parts else np.empty(0, dtype=np.int32)

    def with_exception(self, day: date) -> Rows:
        """Those whose free times are otherwise on that day."""
        if self._days is None:
            found: dict[int, list[int]] = {}
            for row, exceptions in self.exceptions.items():
                for one in {exception.on.toordinal() for exception in exceptions}:
                    found.setdefault(one, []).append(row)
            self._days = {day: np.array(rows, dtype=np.int64) for day, rows in found.items()}
        return self._days.get(day.toordinal(), np.empty(0, dtype=np.int64))

    def changed(self, day: date) -> Changed:
        """The same with their free quarters on that day, as `free_times.free_mask`."""
        known = self._changed.get(day)
        if known is None:
            rows = self.with_exception(day)
            masks = [self._mask(row, day) for row in rows.tolist()]
            known = self._changed[day] = Changed(rows, from_rows(rows, self.capacity), masks)
        return known

    def _mask(self, row: int, day: date) -> int:
        begins = AT["free"] + day.weekday() * QUARTERS
        flags = column(self.bits[begins : begins + QUARTERS], row)
        mask = int.from_bytes(np.packbits(flags, bitorder="little").tobytes(), "little")
        return changed_mask(mask, self.exceptions[row], day)

    def session_table(self) -> tuple[Rows, Rows, Rows]:
        """Whose each stored session is, and its instants in microseconds."""
        if self._session_table is None:
            flat = [
                (row, micros(one.starts_at), micros(one.ends_at))
                for row, sessions in self.sessions.items()
                for one in sessions
            ]
            table = np.array(flat, dtype=np.int64).reshape(-1, 3)
            self._session_table = table[:, 0], table[:, 1], table[:, 2]
        return self._session_table

    def tie_breaks(self, week: str) -> NDArray[np.uint16]:
        """The first sixteen bits of each client's tie-break in a week."""
        known = self._tie_breaks.get(week)
        if known is None:
            known = np.zeros(self.capacity, dtype=np.uint16)
            rows = rows_of(self.alive)
            known[rows] = [short_tie_break(self._id_text(row), week) for row in rows.tolist()]
            kept = self._tie_breaks if len(self._tie_breaks) < _MOST_WEEKS else {}
            self._tie_breaks = {**kept, week: known}
        return known

    def _id_text(self, row: int) -> str:
        digits = self.ids[row].tobytes().hex()
        parts = digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]
        return "-".join(parts)

    @property
    def nbytes(self) -> int:
        """What is resident, whatever was worked out from it included. Units: bytes."""
        own = self.bits, self.ids, self.space, self.reach, self._low, self._sorted
        arrays: list[NDArray[Any]] = [*own, *self._tie_breaks.values(), *self._left.values()]
        arrays += [getattr(self, name) for name in DENSE]
        ties = sum(ties.nbytes for ties in self.ties.values())
        return (
            sum(array.nbytes for array in arrays) + ties + self.agreed.nbytes + self.blocks.nbytes
        )


def _padded(column: NDArray[Any], name: str, spare: int) -> NDArray[Any]:
    return np.pad(column, (0, spare), constant_values=_NOBODYS.get(name, 0))


def values_of(client: ClientFacts) -> dict[str, Any]:
    """The plain values of a record, as `inputs.build` takes them."""
    values = {one.name: getattr(client, one.name) for one in fields(client)}
    agreed = [{one.name: getattr(a, one.name) for one in fields(a)} for a in client.agreed]
    return values | {"agreed": agreed}
