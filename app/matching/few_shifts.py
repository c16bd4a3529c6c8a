"""Some of the shifts beside one client: what is quicker to ask of those whom little else stops.

One function per rule, of the same name as its per-pair test: a flag for each of the shifts, up
where the rule says something; None stands for no shift. Rows may be no shifts: whoever reads the
flags leaves them out. They are new each time, and may be written over.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from app.matching import stops
from app.matching.bits import flags_of, pack
from app.matching.instants import MINUTE
from app.matching.once import once
from app.matching.ways import NO_LIMIT, Chords, minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence
    from uuid import UUID

    from numpy.typing import NDArray

    from app.domain.travel import Point
    from app.matching.bits import Bits, Flags, Rows
    from app.matching.facts import Test
    from app.matching.shift_question import Other, ShiftQuestion


class FewShifts:
    """Some rows of the shifts of a question, in order, with the columns that rules read."""

    def __init__(self, asked: ShiftQuestion, rows: Rows, free: bool = False) -> None:  # noqa: FBT001, FBT002
        """`free`: whether the client is known to be free for all of them."""
        self.asked, self.rows, self.free = asked, rows, free

    def __len__(self) -> int:
        return len(self.rows)

    def column(self, name: str) -> NDArray[Any]:
        """The values of these rows in a column of the shifts."""
        values: NDArray[Any] = getattr(self.asked.columns, name).take(self.rows)
        return values

    @once
    def starts(self) -> Rows:
        """When each begins. Units: microseconds."""
        return self.column("starts")

    @once
    def ends(self) -> Rows:
        """When each ends. Units: microseconds."""
        return self.column("ends")

    @once
    def chords(self) -> Chords | None:
        """How far the place of each is from home; None when that is not known."""
        asked, rows = self.asked, self.rows
        far, space = asked.from_home, asked.columns.space
        if far is None:
            return None
        return Chords(far, rows, far.squares(space.take(rows, axis=1, mode="clip")))

    def any_of(self, name: str, keys: Collection[UUID]) -> Flags | None:
        """Which are of any of these organisations, sites or tasks."""
        column, code = self.column(name), self.asked.columns.codes[name].find
        found: Flags | None = None
        for key in keys:
            same = column == code(key.int)
            found = same if found is None else np.logical_or(found, same, found)
        return found

    def only(self, flags: Flags) -> FewShifts:
        """Those whose flag is up."""
        kept = flags.nonzero()[0]
        left = FewShifts(self.asked, self.rows.take(kept), self.free)
        if self.chords is not None:
            left.chords = self.chords.only(kept, left.rows)
        return left

    def but(self, stopped: Flags | None) -> FewShifts:
        """Those whose flag is not up; the flags are used up."""
        return self if stopped is None else self.only(np.invert(stopped, stopped))

    def settled(self, flags: Flags, test: Test, unusual: Iterable[int] = ()) -> Flags:
        """The flags, but for shifts the client has agreed to as the per-pair test says."""
        asked = self.asked
        for row in {*unusual, *asked.own_rows}:
            place = int(self.rows.searchsorted(row))
            if place < len(self.rows) and self.rows[place] == row:
                flags[place] = test(asked.client, asked.shift(row), asked.context) is not None
        return flags


class EveryShift(FewShifts):
    """Every row that there is."""

    def __init__(self, asked: ShiftQuestion) -> None:
        super().__init__(asked, np.arange(asked.columns.capacity))

    def column(self, name: str) -> NDArray[Any]:
        """The column itself."""
        values: NDArray[Any] = getattr(self.asked.columns, name)
        return values


def over_all(rule: Callable[[FewShifts], Flags | None]) -> Callable[[ShiftQuestion], Bits | None]:
    """The same rule asked of every shift, as a set."""

    def every(asked: ShiftQuestion) -> Bits | None:
        flags = rule(EveryShift(asked))
        return None if flags is None else pack(flags)

    return every


# --- other work of the client's own


def overlapping(few: FewShifts, spans: Sequence[tuple[int, int]]) -> Flags | None:
    """Those at the same time as any of these: instants in microseconds."""
    hits: Flags | None = None
    for starts, ends in spans:
        same = (few.starts < ends) & (starts < few.ends)
        hits = same if hits is None else hits | same
    return hits


def own_shift(few: FewShifts) -> Flags | None:
    """Those at the same time as other work; an agreed one itself included."""
    return overlapping(few, [(one.starts, one.ends) for one in few.asked.agreed])


def _gaps(few: FewShifts, other: Other, places: Rows) -> Rows:
    """Whole minutes between another shift and each of these, whichever comes first."""
    starts, ends = few.starts[places], few.ends[places]
    before = (other.starts < starts) | ((other.starts == starts) & (other.ends <= ends))
    between: Rows = np.where(before, starts - other.ends, other.starts - ends) // MINUTE
    return between


def _near(few: FewShifts, other: Other, room: int) -> Rows:
    """The places of those that begin or end within so many minutes of another one."""
    reach = room * MINUTE
    begins = few.starts < other.ends + reach
    return np.flatnonzero(begins & (other.starts - reach < few.ends))


def way_between(few: FewShifts) -> Flags | None:
    """Those with too little time for the way from or to other work."""
    if not few.asked.agreed:
        return None
    columns, travel = few.asked.columns, few.asked.context.travel
    flags = np.zeros(len(few), dtype=np.bool_)
    for other in few.asked.agreed:
        place = other.place
        if place is None:
            continue
        near = _near(few, other, _longest_way(few.asked, place))
        rows, gap = few.rows[near], _gaps(few, other, near)
        lat, lon = columns.where(rows)
        apart = ~np.isnan(lat) & ((lat != place.lat) | (lon != place.lon)) & (gap >= 0)
        way = minutes(lat[apart], lon[apart], place, travel)
        flags[near[apart][gap[apart] < way]] = True
    return few.settled(flags, stops.way_between)


def _longest_way(asked: ShiftQuestion, place: Point) -> int:
    """No way from other work to any of the shifts takes longer. Units: minutes."""
    known = asked.columns.places
    degrees = abs(place.lat - known.around.lat) + abs(place.lon - known.around.lon)
    km = degrees * 112 + 2 * known.span_km + 1
    return (
        asked.context.travel.base_minutes + int(km * asked.context.travel.tenths_per_km) // 10 + 1
    )


def daily_rest(few: FewShifts) -> Flags | None:
    """Those that leave less than 11 hours of rest beside another day's work."""
    if not few.asked.agreed:
        return None
    least = few.asked.context.working_time.daily_rest_minutes
    flags = np.zeros(len(few), dtype=np.bool_)
    for other in few.asked.agreed:
        near = _near(few, other, least + 1)
        near = near[few.asked.columns.day[few.rows[near]] != other.day]
        flags[near[_gaps(few, other, near) < least]] = True
    return few.settled(flags, stops.daily_rest)


def weekly_rest(few: FewShifts) -> Flags | None:
    """Those with which no unbroken 35 hours of rest would be left in the week."""
    asked = few.asked
    columns, least = asked.columns, asked.context.working_time.weekly_rest_minutes
    if not asked.agreed:
        turning = columns.turning(least * MINUTE) if least > 0 else None
        return None if turning is None else flags_of(turning, few.rows).view(np.bool_)
    agreed = sorted(asked.agreed, key=lambda one: (one.starts, one.ends))
    week = few.column("week")
    flags = (few.column("last_week") != week) & (least > 0)
    weeks = {one.last_week for one in agreed} | {one.week - 1 for one in agreed}
    for code in weeks | {code + 1 for code in weeks}:
        places = np.flatnonzero(week == code)
        if len(places):
            flags[places] = _tired(few, agreed, places, code)
    flags &= ~(columns.rested_after(least * MINUTE).take(few.rows) & ~np.isin(week, _busy(asked)))
    unusual = [row for row in _same_starts(few, agreed) if columns.listed[row] is not None]
    return few.settled(flags, stops.weekly_rest, unusual)


def _busy(asked: ShiftQuestion) -> list[int]:
    """The weeks that do not begin with 35 hours in which nothing is worked."""
    rest = asked.context.working_time.weekly_rest_minutes * MINUTE
    return [
        week
        for week, monday in asked.mondays.items()
        if any(one.ends > monday and one.starts < monday + rest for one in asked.agreed)
    ]


def _same_starts(few: FewShifts, agreed: Sequence[Other]) -> list[int]:
    starts = [one.starts for one in agreed]
    rows: list[int] = few.rows[np.isin(few.starts, starts)].tolist()
    return rows


def _tired(few: FewShifts, agreed: Sequence[Other], places: Rows, week: int) -> Flags:
    """Whether the longest rest that begins in the week is too short, for shifts of that week."""
    asked = few.asked
    least = asked.context.working_time.weekly_rest_minutes
    starts, ends = few.starts[places], few.ends[places]
    orders = np.searchsorted(np.array([one.starts for one in agreed], dtype=np.int64), starts)
    stays = asked.columns.last_week[few.rows[places]] == week
    tired = np.zeros(len(places), dtype=np.bool_)
    for place in np.unique(orders).tolist():
        here = np.flatnonzero(orders == place)
        longest = np.full(len(here), _rest_without(agreed, place, week))
        if place > 0 and agreed[place - 1].last_week == week:
            longest = np.maximum(longest, (starts[here] - agreed[place - 1].ends) // MINUTE)
        after = NO_LIMIT * MINUTE if place == len(agreed) else agreed[place].starts
        longest = np.maximum(longest, np.where(stays[here], (after - ends[here]) // MINUTE, 0))
        tired[here] = longest < least
    return tired


def _rest_without(agreed: Sequence[Other], place: int, week: int) -> int:
    """The longest rest that begins in the week and isn't cut by work put in at this place."""
    longest = 0
    for n, one in enumerate(agreed):
        if one.last_week != week or n == place - 1:
            continue
        if n + 1 == len(agreed):
            return NO_LIMIT
        longest = max(longest, (agreed[n + 1].starts - one.ends) // MINUTE)
    return longest


def beside_agreed(few: FewShifts) -> Flags | None:
    """Those that clash with agreed work or leave too little rest: all at once, where none is told.

    Without agreed work that is the week's rest alone.
    """
    if not few.asked.agreed:
        return weekly_rest(few)
    return _any(few, own_shift, way_between, daily_rest, weekly_rest)


def _any(few: FewShifts, *rules: Callable[[FewShifts], Flags | None]) -> Flags | None:
    """Those of which any of these rules says something."""
    told = [flags for ask in rules if (flags := ask(few)) is not None]
    return np.logical_or.reduce(told) if told else None


# --- ceilings


def over_ceilings(few: FewShifts) -> Flags | None:
    """Those over any ceiling: all at once, where none is told.

    Without agreed work none is, where even the longest shift and the dearest are within.
    """
    asked = few.asked
    client, time, longest = asked.client, asked.context.working_time, asked.columns.longest
    week, month, cents = client.max_minutes_week, client.max_minutes_month, client.max_cents_month
    if (
        not asked.agreed
        and longest <= time.day_minutes
        and longest <= time.week_minutes
        and (week is None or longest <= week)
        and (month is None or longest <= month)
        and (cents is None or asked.columns.dearest <= cents)
    ):
        return None
    return _any(few, daily_limit, weekly_limit, own_week, own_month, own_earnings)


def daily_limit(few: FewShifts) -> Flags | None:
    """Those with which the day would hold more than 8 hours."""
    most = few.asked.context.working_time.day_minutes
    return _above(few, ("day", "minutes"), most, stops.daily_limit)


def weekly_limit(few: FewShifts) -> Flags | None:
    """Those with which the week would hold more than 40 hours."""
    most = few.asked.context.working_time.week_minutes
    return _above(few, ("week", "minutes"), most, stops.weekly_limit)


def own_week(few: FewShifts) -> Flags | None:
    """Those with which the week would hold more work than wanted."""
    return _above(few, ("week", "minutes"), few.asked.client.max_minutes_week, stops.own_week)


def own_month(few: FewShifts) -> Flags | None:
    """Those with which the month would hold more work than wanted."""
    return _above(few, ("month", "minutes"), few.asked.client.max_minutes_month, stops.own_month)


def own_earnings(few: FewShifts) -> Flags | None:
    """Those with which the month would bring more than wanted."""
    return _above(few, ("month", "cents"), few.asked.client.max_cents_month, stops.own_earnings)


def _above(few: FewShifts, what: tuple[str, str], most: int | None, test: Test) -> Flags | None:
    """The shifts that bring more than what is left of a ceiling in their day, week or month."""
    span, kind = what
    if most is None:
        return None
    columns, agreed = few.asked.columns, few.asked.agreed
    largest = columns.dearest if kind == "cents" else columns.longest
    if largest <= most and not agreed:
        return None
    held = _sums(agreed, span, kind)
    if largest <= most - max(held.values(), default=0):
        return None
    amounts = few.column(kind)
    over: Flags = amounts > most
    for code, amount in held.items():
        over |= (few.column(span) == code) & (amounts > most - amount)
    return few.settled(over, test)


def _sums(agreed: Sequence[Other], span: str, kind: str) -> dict[int, int]:
    """How much is agreed already in each day, week or month."""
    sums: dict[int, int] = {}
    for one in agreed:
        code = getattr(one, span)
        sums[code] = sums.get(code, 0) + getattr(one, kind)
    return sums


# --- ways


def travel_limit(few: FewShifts) -> Flags | None:
    """Those to which the way is longer than wanted."""
    most, chords = few.asked.client.max_travel_minutes, few.chords
    return None if chords is None or most is None else chords.farther(most)
