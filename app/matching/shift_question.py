"""One client asked about every shift: what several filters share is worked out once."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.calendar import iso_week, local_day
from app.domain.presence import FIRST_SHIFTS
from app.domain.vocabulary import CoachWanted, SupportNeed
from app.matching.bits import Bits, Flags, Rows, from_rows, none_of, pack
from app.matching.client_rows import QUARTERS, WEEK_QUARTERS
from app.matching.coach_shifts import able_for
from app.matching.free_times import free_mask, weekly_mask
from app.matching.instants import MINUTE, micros, mondays, month_code, week_code
from app.matching.shift_columns import WANTED
from app.matching.ways import Distances, distances

if TYPE_CHECKING:
    from datetime import date

    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import Part, ShiftColumns


Until = NDArray[np.int16]


class ShiftQuestion:
    """A client, a context and the columns; bitmaps are by shift row."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.agreed = [Other(one) for one in client.agreed]

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
        begins = mondays(np.array(sorted(weeks), dtype=np.int64))
        busy = [
            week
            for week, monday in zip(sorted(weeks), begins.tolist(), strict=True)
            if any(one.ends > monday and one.starts < monday + rest for one in self.agreed)
        ]
        rested: Flags = self.columns.into_week >= rest
        return rested & ~np.isin(self.columns.week, busy) if busy else rested

    # --- times

    @cached_property
    def _times(self) -> tuple[Bits, Bits]:
        """For which the client is free throughout, and for which surely not."""
        columns, client = self.columns, self.client
        until = _free_until([weekly_mask(client.availability, day) for day in range(7)])
        fits = until.take(columns.first) >= columns.last
        if not client.exceptions and not columns.later:
            free = pack(fits)
            return free, ~free if client.availability else self.nobody()
        busy = ~fits if client.availability else np.zeros(columns.capacity, dtype=np.bool_)
        for day in {one.on for one in client.exceptions}:
            rows = np.flatnonzero(columns.day == day.toordinal())
            usual = self._until_on(day)
            fits[rows] = usual[columns.first[rows]] >= columns.last[rows]
            busy[rows] = ~fits[rows]
        for parts in columns.later.values():
            for part in parts:
                self._add_part(part, until, fits, busy)
        return pack(fits), pack(busy)

    def _add_part(self, part: Part, until: Until, fits: Flags, busy: Flags) -> None:
        changed = part.day in self._changed_days
        table = self._until_on(self._changed_days[part.day]) if changed else until
        free = table[part.first] >= part.last
        fits[part.row] &= free
        busy[part.row] |= not free and (changed or bool(self.client.availability))

    @cached_property
    def _changed_days(self) -> dict[int, date]:
        return {one.on.toordinal(): one.on for one in self.client.exceptions}

    def _until_on(self, day: date) -> Until:
        masks = [0] * 7
        masks[day.weekday()] = free_mask(self.client, day)
        return _free_until(masks)

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
        columns = self.columns
        return distances(
            columns.space, columns.around, (columns.lat, columns.lon), self.client.place,
            self.context.travel, columns.span_km,
        )  # fmt: skip

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
        return able_for(self.client, self.columns, self.context)


class Other:
    """An agreed shift of the client as numbers."""

    def __init__(self, told: AgreedShift) -> None:
        self.told = told
        self.starts, self.ends = micros(told.starts_at), micros(told.ends_at)
        self.minutes, self.cents, self.place = told.minutes, told.cents, told.place
        on = local_day(told.starts_at)
        self.day, self.week, self.month = on.toordinal(), week_code(on), month_code(on)
        self.last_week = week_code(local_day(told.ends_at))


def _free_until(masks: list[int]) -> Until:
    """For each quarter of the week the first one from there on that is not free."""
    flat = b"".join(mask.to_bytes(QUARTERS // 8, "little") for mask in masks)
    free = np.unpackbits(np.frombuffer(flat, dtype=np.uint8), bitorder="little").view(np.bool_)
    places = np.arange(WEEK_QUARTERS + 1, dtype=np.int16)
    blocked = np.where(np.append(free, False), WEEK_QUARTERS, places)
    until: Until = np.minimum.accumulate(blocked[::-1])[::-1].astype(np.int16)
    return until
