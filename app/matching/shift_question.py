"""One client asked about every shift: what several filters share is worked out once."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.calendar import iso_week, local_day
from app.domain.presence import FIRST_SHIFTS
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.matching.bits import Bits, Flags, Rows, from_rows, none_of
from app.matching.client_rows import QUARTERS, WEEK_QUARTERS
from app.matching.free_times import free_mask, inside, runs_of
from app.matching.instants import MINUTE, micros, mondays, month_code, week_code
from app.matching.shift_columns import WANTED
from app.matching.ways import Distances, distances

if TYPE_CHECKING:
    from datetime import date

    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns


Until = NDArray[np.int16]


class ShiftQuestion:
    """A client, a context and the columns; bitmaps are by shift row."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.agreed = [Other(one) for one in client.agreed]

    def ask_only(self, _among: Bits | None) -> None:
        """Every shift is told of: these filters are as quick for all as for some."""

    # --- sets

    def everybody(self) -> Bits:
        """Every shift."""
        return self.columns.alive

    def nobody(self) -> Bits:
        """No shift."""
        return none_of(self.columns.capacity)

    def these(self, rows: Rows) -> Bits | None:
        """These rows as a set."""
        return from_rows(rows, self.columns.capacity) if len(rows) else None

    def shift(self, row: int) -> ShiftFacts:
        """The record of a shift, for the per-pair functions."""
        found = self.columns.listed[row]
        if found is None:
            raise LookupError(f"no shift in row {row}")
        return found

    @cached_property
    def own_rows(self) -> list[int]:
        """The shifts that the client has agreed to: their sums count them."""
        number = self.columns.number
        return [number[a.shift_id] for a in self.client.agreed if a.shift_id in number]

    @cached_property
    def rested_before(self) -> Flags:
        """The shifts whose week begins with 35 hours in which nothing is worked."""
        rest = self.context.working_time.weekly_rest_minutes * MINUTE
        weeks = {week for one in self.agreed for week in range(one.week, one.last_week + 1)}
        rested: Flags = self.columns.rested_after(rest)
        if not weeks:
            return rested
        begins = mondays(np.array(sorted(weeks), dtype=np.int64))
        busy = [
            week
            for week, monday in zip(sorted(weeks), begins.tolist(), strict=True)
            if any(one.ends > monday and one.starts < monday + rest for one in self.agreed)
        ]
        return rested & ~np.isin(self.columns.week, busy) if busy else rested

    # --- times

    @cached_property
    def _times(self) -> tuple[Bits, Bits]:
        """For which the client is free throughout, and for which surely not."""
        columns, client = self.columns, self.client
        usual = [0] * 7
        for span in client.availability:
            usual[span.weekday] |= inside(span.starts_minute, span.ends_minute)
        fits = columns.within(*_runs(usual))
        busy = ~fits if client.availability else self.nobody()
        for day in self._changed_days.values():
            rows = columns.rows_in("day", day.toordinal())
            of_day = from_rows(rows, columns.capacity)
            on_day = of_day & columns.within(*_runs(self._masks_on(day)))
            fits, busy = fits & ~of_day | on_day, busy & ~of_day | of_day & ~on_day
        if columns.later:
            self._add_parts(_free_until(usual), fits, busy)
        return fits, busy

    def _add_parts(self, usual: Until, fits: Bits, busy: Bits) -> None:
        """The days after the first of shifts that go over midnight."""
        for part in itertools.chain.from_iterable(self.columns.later.values()):
            changed = part.day in self._changed_days
            day = self._changed_days.get(part.day)
            table = usual if day is None else _free_until(self._masks_on(day))
            one = np.uint64(1 << part.row % 64)
            if table[part.first] < part.last:
                fits[part.row // 64] &= ~one
                if changed or self.client.availability:
                    busy[part.row // 64] |= one

    @cached_property
    def _changed_days(self) -> dict[int, date]:
        return {one.on.toordinal(): one.on for one in self.client.exceptions}

    def _masks_on(self, day: date) -> list[int]:
        masks = [0] * 7
        masks[day.weekday()] = free_mask(self.client, day)
        return masks

    @property
    def covered(self) -> Bits:
        """The shifts for the whole of which the client is free."""
        return self._times[0]

    @property
    def not_free(self) -> Bits:
        """The shifts for some part of which the client is known not to be free."""
        return self._times[1]

    # --- ways

    @cached_property
    def distances(self) -> Distances | None:
        """How far every shift is from home; None when that is not known."""
        if self.client.place is None:
            return None
        columns, travel = self.columns, self.context.travel
        places = columns.lat, columns.lon
        return distances(columns.blocks, places, self.client.place, travel)

    def near_of(self, rows: Rows) -> Flags:
        """Which of these are close to home: as the filter of that wish."""
        most, far = self.context.match.near_minutes, self.distances
        return np.zeros(len(rows), dtype=np.bool_) if far is None else far.near_of(rows, most)

    # --- coaches

    @cached_property
    def need_coach(self) -> Bits:
        """The shifts to which the client cannot come alone, as `presence.wanted_presence`."""
        client, columns = self.client, self.columns
        if client.goes_alone:
            return self.nobody()
        wanted = columns.row("wanted", WANTED[CoachWanted.ALWAYS])
        first = columns.row("wanted", WANTED[CoachWanted.FIRST_SHIFT])
        wanted = wanted | first & ~self._performed(1)
        if client.support_need is SupportNeed.ALWAYS:
            return columns.alive
        if client.support_need is SupportNeed.FIRST_SHIFTS:
            return wanted | ~self._performed(FIRST_SHIFTS)
        if client.support_need is SupportNeed.WEEKLY:
            return wanted | ~self._covered_this_week()
        return wanted

    def _performed(self, times: int) -> Bits:
        found = self.nobody()
        for task, count in self.client.performed_at_task.items():
            if count >= times:
                found |= from_rows(self.columns.tied("task", task), self.columns.capacity)
        return found

    def _covered_this_week(self) -> Bits:
        rows = [
            row
            for task, week in self.client.covered_weeks
            for row in self.columns.tied("task", task).tolist()
            if iso_week(self.shift(row).on) == week
        ]
        return from_rows(np.array(rows, dtype=np.int64), self.columns.capacity)

    @property
    def accompanied(self) -> Bits:
        """The shifts on which somebody could go along."""
        return self.columns.along(self.context).for_client(self.client)


class Other:
    """An agreed shift of the client as numbers."""

    def __init__(self, told: AgreedShift) -> None:
        self.told = told
        self.starts, self.ends = micros(told.starts_at), micros(told.ends_at)
        self.minutes, self.cents, self.place = told.minutes, told.cents, told.place
        on = local_day(told.starts_at)
        self.day, self.week, self.month = on.toordinal(), week_code(on), month_code(on)
        self.last_week = week_code(local_day(told.ends_at))


def _flat(masks: list[int]) -> NDArray[np.uint8]:
    flat = b"".join(mask.to_bytes(QUARTERS // 8, "little") for mask in masks)
    return np.unpackbits(np.frombuffer(flat, dtype=np.uint8), bitorder="little")


def _runs(masks: list[int]) -> tuple[Rows, Rows]:
    """From which quarter of the week to which each free time goes on."""
    runs = [
        (day * QUARTERS + first, day * QUARTERS + after)
        for day, mask in enumerate(masks)
        for first, after in runs_of(mask)
    ]
    begins, ends = np.array(runs, dtype=np.int64).reshape(-1, 2).T
    return begins, ends


def _free_until(masks: list[int]) -> Until:
    """For each quarter of the week the first one from there on that is not free."""
    places = np.arange(WEEK_QUARTERS + 1, dtype=np.int16)
    blocked = np.where(np.append(_flat(masks), 0), WEEK_QUARTERS, places)
    until: Until = np.minimum.accumulate(blocked[::-1])[::-1].astype(np.int16)
    return until
