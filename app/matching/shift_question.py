"""One client asked about every shift: what several filters share is worked out once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import Span, week_from_name
from app.matching.bits import Bits, Rows, from_rows, leave_out
from app.matching.free_times import free_mask, runs_on, usual_masks
from app.matching.instants import mondays, times_of, week_code
from app.matching.once import once
from app.matching.shift_sets import alone, newly_alone

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from app.matching.facts import AgreedShift, ClientFacts, Context, ShiftFacts
    from app.matching.kept_sets import Key
    from app.matching.shift_columns import ShiftColumns
    from app.matching.ways import FromPlace


class ShiftQuestion:
    """A client, a context and the columns; bitmaps are by shift row."""

    def __init__(self, columns: ShiftColumns, client: ClientFacts, context: Context) -> None:
        self.columns, self.client, self.context = columns, client, context
        self.agreed = [Other(one) for one in client.agreed]

    # --- sets

    def everybody(self) -> Bits:
        """Every shift."""
        return self.columns.alive

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
    def weekdays(self) -> set[int]:
        """Those on which the client is free at some time."""
        return {span.weekday for span in self.client.availability}

    @property
    def busy(self) -> list[Key]:
        """The sets of shifts for some part of which the client is known not to be free."""
        spans, days = self.client.availability, self._changed_days()
        if not spans:
            return self._busy_on(days)
        weekdays = self.weekdays
        if not days and len(weekdays) == len(spans):
            return [*spans, *map(_NEVER.__getitem__, _WEEK - weekdays)]
        masks = usual_masks(self.client)
        usual = [outside(day, masks.get(day, 0), days) for day in range(7)]
        return usual + self._busy_on(days)

    def _busy_on(self, days: Iterable[date]) -> list[Key]:
        free = ((day, free_mask(self.client, day)) for day in days)
        return [("day", day.toordinal(), runs_on(day.weekday(), mask)) for day, mask in free]

    def _changed_days(self) -> set[date]:
        exceptions = self.client.exceptions
        return {one.on for one in exceptions} if exceptions else set()

    @once
    def covered(self) -> Bits:
        """The shifts for the whole of which the client is free."""
        unknown = ("other_days", tuple(day.toordinal() for day in self._changed_days()))
        busy = self.busy if self.client.availability else [*self.busy, unknown]
        return self.everybody() & ~self.columns.sets.union(busy)

    # --- ways

    @once
    def from_home(self) -> FromPlace | None:
        """How the ways from home are worked out; None when that is not known."""
        home, columns = self.client.place, self.columns
        if home is None:
            return None
        return columns.places.from_home(home, self.context.travel, columns.place)

    def surely_far(self) -> Bits | None:
        """Those beyond the travel limit of whom their block says it."""
        far, most = self.from_home, self.client.max_travel_minutes
        if far is None or most is None:
            return None
        return self.columns.blocks.surely_farther(far.weights, far.here2, far.limits2[most])

    # --- coaches

    @property
    def without_coach(self) -> Bits | None:
        """Where nobody could go along, of the shifts to which the client cannot come alone."""
        if self.client.goes_alone:
            return None
        rows, found = self._alone(), self._nobody_along()
        if not rows:
            return found
        found = found.copy()
        leave_out(found, rows)
        return found

    def _alone(self) -> list[int]:
        """The shifts of known tasks to which the client can come alone for that."""
        client, columns = self.client, self.columns
        need, done, rows = client.support_need, client.performed_at_task, list[int]()
        for task, times in done.items():
            rows += alone(columns, task, newly_alone(need, times))
        for task, week in client.covered_weeks:
            code = week_code(week_from_name(week))
            tied = alone(columns, task, newly_alone(need, done.get(task, 0), covered=True))
            rows += [row for row in tied if columns.week[row] == code]
        return rows

    def _nobody_along(self) -> Bits:
        """The same as if every task were new to the client: kept for all whom it is the same."""
        sets, along, client = self.columns.sets, self.columns.along(self.context), self.client
        need, unit = client.support_need, client.unit_id.int
        name = "nobody_along", along.version, need, unit, along.elsewhere(client)
        found = sets.find(name)
        if found is None:
            found = sets["needing", need] & ~along.for_client(client)
            sets.keep(name, found)
        return found


class Other:
    """An agreed shift of the client as numbers."""

    def __init__(self, told: AgreedShift) -> None:
        self.told = told
        times = times_of(told.starts_at, told.ends_at)
        self.starts, self.ends, self.day, self.week, self.month, self.last_week = times
        self.minutes, self.cents, self.place = told.minutes, told.cents, told.place


_WEEK = frozenset(range(7))
_NEVER = [Span(day, 0, 0) for day in _WEEK]


def outside(weekday: int, free: int, but: Iterable[date]) -> Key:
    """The set of the shifts of a weekday outside these quarters of it, but for some days."""
    days = tuple(day.toordinal() for day in but if day.weekday() == weekday)
    return "weekday", weekday, runs_on(weekday, free), days
