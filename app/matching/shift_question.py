"""One client asked about every shift: what several filters share is worked out once."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from app.domain.calendar import week_from_name
from app.matching.bits import Bits, Rows, from_rows, leave_out, none_of
from app.matching.client_rows import WEEK_QUARTERS
from app.matching.free_times import free_mask, runs_of_week, usual_runs
from app.matching.instants import mondays, times_of, week_code
from app.matching.once import once
from app.matching.ways import reached_chord

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts
    from app.matching.shift_columns import ShiftColumns
    from app.matching.ways import FromPlace


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

    @once
    def own_rows(self) -> list[int]:
        """The shifts that the client has agreed to: their sums count them."""
        number = self.columns.number
        return [number[a.shift_id] for a in self.client.agreed if a.shift_id in number]

    @once
    def mondays(self) -> dict[int, int]:
        """When the weeks of agreed shifts begin. Units: microseconds."""
        weeks = {week for one in self.agreed for week in range(one.week, one.last_week + 1)}
        begins = mondays(np.array(sorted(weeks), dtype=np.int64)).tolist()
        return dict(zip(sorted(weeks), begins, strict=True))

    # --- times

    @once
    def _times(self) -> tuple[Bits, Bits]:
        """For which the client is free throughout, and for which surely not."""
        columns, client = self.columns, self.client
        usual = usual_runs(client)
        fits = columns.within(usual)
        busy = ~fits if client.availability else self.nobody()
        for day in self._changed_days.values():
            rows = columns.rows_in("day", day.toordinal())
            of_day = from_rows(rows, columns.capacity)
            on_day = of_day & columns.within(self._runs_on(day))
            fits, busy = fits & ~of_day | on_day, busy & ~of_day | of_day & ~on_day
        if columns.later:
            self._add_parts(_free_until(usual), fits, busy)
        return fits, busy

    def _add_parts(self, usual: Until, fits: Bits, busy: Bits) -> None:
        """The days after the first of shifts that go over midnight."""
        for part in itertools.chain.from_iterable(self.columns.later.values()):
            changed = part.day in self._changed_days
            day = self._changed_days.get(part.day)
            table = usual if day is None else _free_until(self._runs_on(day))
            one = np.uint64(1 << part.row % 64)
            if table[part.first] < part.last:
                fits[part.row // 64] &= ~one
                if changed or self.client.availability:
                    busy[part.row // 64] |= one

    def _runs_on(self, day: date) -> list[tuple[int, int]]:
        return runs_of_week({day.weekday(): free_mask(self.client, day)})

    @once
    def _changed_days(self) -> dict[int, date]:
        return {one.on.toordinal(): one.on for one in self.client.exceptions}

    @property
    def covered(self) -> Bits:
        """The shifts for the whole of which the client is free."""
        return self._times[0]

    @property
    def not_free(self) -> Bits:
        """The shifts for some part of which the client is known not to be free."""
        return self._times[1]

    # --- ways

    @once
    def from_home(self) -> FromPlace | None:
        """How the ways from home are worked out; None when that is not known."""
        home = self.client.place
        return None if home is None else self.columns.places.from_home(home, self.context.travel)

    def surely_far(self) -> Bits | None:
        """Those beyond the travel limit of whom their block says it."""
        far, most = self.from_home, self.client.max_travel_minutes
        if far is None or most is None:
            return None
        blocks, reach = self.columns.blocks, reached_chord(most, self.context.travel)
        return blocks.surely_farther(blocks.apart2(far.weights, far.here2), reach)

    # --- coaches

    @property
    def need_coach(self) -> Bits | None:
        """The shifts to which the client cannot come alone, as `wanted_presence`; None for none."""
        client, columns = self.client, self.columns
        if client.goes_alone:
            return None
        need, done = client.support_need, client.performed_at_task
        needing = columns.need_coach(need).copy()
        for task, times in done.items():
            leave_out(needing, columns.alone(task, need, times))
        for task, week in client.covered_weeks:
            rows = columns.alone(task, need, done.get(task, 0), covered=True)
            code = week_code(week_from_name(week))
            leave_out(needing, [row for row in rows if columns.week[row] == code])
        return needing

    @property
    def accompanied(self) -> Bits:
        """The shifts on which somebody could go along."""
        return self.columns.along(self.context).for_client(self.client)


class Other:
    """An agreed shift of the client as numbers."""

    def __init__(self, told: AgreedShift) -> None:
        self.told = told
        times = times_of(told.starts_at, told.ends_at)
        self.starts, self.ends, self.day, self.week, self.month, self.last_week = times
        self.minutes, self.cents, self.place = told.minutes, told.cents, told.place


def _free_until(runs: Iterable[tuple[int, int]]) -> Until:
    """For each quarter of the week the first one from there on that is not free."""
    until = np.arange(WEEK_QUARTERS + 1, dtype=np.int16)
    for begins, ends in runs:
        until[begins:ends] = ends
    return until
