"""Each rule asked of one client about every shift at once: which are stopped, or which suit.

One function per rule, of the same name as its per-pair test; None stands for no shift. Rows that
are no shifts may be in a set: whoever reads it leaves them out.
"""

from __future__ import annotations

import functools
import itertools
from typing import TYPE_CHECKING

import numpy as np

from app.domain.passes import PassNeed, three_months_after
from app.domain.vocabulary import Category, OwnRule
from app.matching import stops
from app.matching.bits import Bits, Flags, Rows, from_rows, pack
from app.matching.client_rows import CATEGORY, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.free_times import chosen_weekdays
from app.matching.instants import MINUTE, micros
from app.matching.ways import NO_LIMIT, minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.domain.passes import PassRule
    from app.domain.reasons import Reason
    from app.domain.travel import Point
    from app.domain.vocabulary import PassKind, Scale
    from app.matching.facts import ClientFacts, Context, ShiftFacts
    from app.matching.shift_question import Other, ShiftQuestion

    Test = Callable[[ClientFacts, ShiftFacts, Context], Reason | None]


def started(asked: ShiftQuestion) -> Bits | None:
    """Those that have begun."""
    now = micros(asked.context.now)
    return pack(asked.columns.starts <= now) if asked.columns.first_start <= now else None


def shift_full(asked: ShiftQuestion) -> Bits | None:
    """Those without a place left."""
    return asked.columns.row("full")


def blocked_pair(asked: ShiftQuestion) -> Bits | None:
    """Those of an orderer whom the client is not to meet on that day."""
    client, columns = asked.client, asked.columns
    rows = [columns.tied("organisation", one) for one in client.blocked_organisation_ids]
    for orderer, first in client.blocked_from:
        tied = columns.tied("organisation", orderer)
        rows.append(tied[columns.day[tied] >= first.toordinal()])
    return asked.these(np.concatenate(rows)) if rows else None


def known_site(asked: ShiftQuestion) -> Bits | None:
    """Those at a place where the client has worked."""
    rows = [asked.columns.tied("site", one) for one in asked.client.known_site_ids]
    return asked.these(np.concatenate(rows)) if rows else None


def already_asked(asked: ShiftQuestion) -> Bits | None:
    """Those of which the client has an open offer."""
    number = asked.columns.number
    rows = [number[one] for one in asked.client.asked_shift_ids if one in number]
    return asked.these(np.array(rows, dtype=np.int64))


# --- times


def free_time(asked: ShiftQuestion) -> Bits | None:
    """Those for the whole of which the client is known not to be free."""
    return asked.not_free


def chosen_weekday(asked: ShiftQuestion) -> Bits | None:
    """Those on a weekday kept for paid work, when the client is free."""
    kept = _any_of([asked.columns.row("weekday", day) for day in chosen_weekdays(asked.client)])
    return None if kept is None else asked.covered & kept


def _any_of(sets: Sequence[Bits]) -> Bits | None:
    """Everything in any of some sets; None for no set."""
    return functools.reduce(np.bitwise_or, sets) if sets else None


def work_activity_session(asked: ShiftQuestion) -> Bits | None:
    """Those at the same time as a stored session of work activity."""
    sessions = asked.client.sessions
    return _overlapping(asked, [(micros(one.starts_at), micros(one.ends_at)) for one in sessions])


def _overlapping(asked: ShiftQuestion, spans: Sequence[tuple[int, int]]) -> Bits | None:
    if not spans:
        return None
    columns, hits = asked.columns, np.zeros(asked.columns.capacity, dtype=np.bool_)
    for starts, ends in spans:
        hits |= (columns.starts < ends) & (starts < columns.ends)
    return pack(hits)


# --- other work of the client's own


def own_shift(asked: ShiftQuestion) -> Bits | None:
    """Those at the same time as other work; an agreed one itself included."""
    return _overlapping(asked, [(one.starts, one.ends) for one in asked.agreed])


def _with_own(asked: ShiftQuestion, bits: Bits, test: Test, unusual: Sequence[int] = ()) -> Bits:
    """The set, but for shifts the client has agreed to as the per-pair test says."""
    rows = list({*unusual, *asked.own_rows})
    if not rows:
        return bits
    listed = np.array(rows, dtype=np.int64)
    told = [test(asked.client, asked.shift(row), asked.context) is not None for row in rows]
    capacity = asked.columns.capacity
    kept = bits & ~from_rows(listed, capacity)
    return kept | from_rows(listed[np.array(told, dtype=np.bool_)], capacity)


def _gaps(asked: ShiftQuestion, other: Other, rows: Rows) -> Rows:
    """Whole minutes between another shift and each of these, whichever comes first."""
    starts, ends = asked.columns.starts[rows], asked.columns.ends[rows]
    before = (other.starts < starts) | ((other.starts == starts) & (other.ends <= ends))
    between: Rows = np.where(before, starts - other.ends, other.starts - ends) // MINUTE
    return between


def _near(asked: ShiftQuestion, other: Other, room: int) -> Rows:
    """The shifts that begin or end within so many minutes of another one."""
    columns, reach = asked.columns, room * MINUTE
    begins = columns.starts < other.ends + reach
    return np.flatnonzero(begins & (other.starts - reach < columns.ends))


def way_between(asked: ShiftQuestion) -> Bits | None:
    """Those with too little time for the way from or to other work."""
    if not asked.agreed:
        return None
    columns, travel = asked.columns, asked.context.travel
    flags = np.zeros(columns.capacity, dtype=np.bool_)
    for other in asked.agreed:
        place = other.place
        if place is None:
            continue
        rows = _near(asked, other, _longest_way(asked, place))
        lat, lon, gap = columns.lat[rows], columns.lon[rows], _gaps(asked, other, rows)
        apart = ~np.isnan(lat) & ((lat != place.lat) | (lon != place.lon)) & (gap >= 0)
        way = minutes(lat[apart], lon[apart], place, travel)
        flags[rows[apart][gap[apart] < way]] = True
    return _with_own(asked, pack(flags), stops.way_between)


def _longest_way(asked: ShiftQuestion, place: Point) -> int:
    """No way from other work to any of the shifts takes longer. Units: minutes."""
    columns = asked.columns
    degrees = abs(place.lat - columns.around.lat) + abs(place.lon - columns.around.lon)
    km = degrees * 112 + 2 * columns.blocks.span_km + 1
    return (
        asked.context.travel.base_minutes + int(km * asked.context.travel.tenths_per_km) // 10 + 1
    )


def daily_rest(asked: ShiftQuestion) -> Bits | None:
    """Those that leave less than 11 hours of rest beside another day's work."""
    if not asked.agreed:
        return None
    least = asked.context.working_time.daily_rest_minutes
    flags = np.zeros(asked.columns.capacity, dtype=np.bool_)
    for other in asked.agreed:
        rows = _near(asked, other, least + 1)
        rows = rows[asked.columns.day[rows] != other.day]
        flags[rows[_gaps(asked, other, rows) < least]] = True
    return _with_own(asked, pack(flags), stops.daily_rest)


def daily_limit(asked: ShiftQuestion) -> Bits | None:
    """Those with which the day would hold more than 8 hours."""
    most = asked.context.working_time.day_minutes
    return _above(asked, ("day", "minutes"), most, stops.daily_limit)


def weekly_limit(asked: ShiftQuestion) -> Bits | None:
    """Those with which the week would hold more than 40 hours."""
    most = asked.context.working_time.week_minutes
    return _above(asked, ("week", "minutes"), most, stops.weekly_limit)


def _sums(agreed: Sequence[Other], column: str, what: str) -> dict[int, int]:
    """How much is agreed already in each day, week or month."""
    sums: dict[int, int] = {}
    for one in agreed:
        code = getattr(one, column)
        sums[code] = sums.get(code, 0) + getattr(one, what)
    return sums


def _above(asked: ShiftQuestion, what: tuple[str, str], most: int, test: Test) -> Bits | None:
    """The shifts that bring more than what is left of a ceiling in their day, week or month."""
    columns, (span, kind), held = asked.columns, what, _sums(asked.agreed, *what)
    if columns.largest[kind] <= most - max(held.values(), default=0):
        return None
    amounts = getattr(columns, kind)
    bits = pack(amounts > most) if columns.largest[kind] > most else asked.nobody()
    for code, amount in held.items():
        rows = columns.rows_in(span, code)
        bits |= from_rows(rows[amounts[rows] > most - amount], columns.capacity)
    return _with_own(asked, bits, test)


def weekly_rest(asked: ShiftQuestion) -> Bits | None:
    """Those with which no unbroken 35 hours of rest would be left in the week."""
    columns, least = asked.columns, asked.context.working_time.weekly_rest_minutes
    if not asked.agreed:
        return columns.turning(least * MINUTE) if least > 0 else None
    agreed = sorted(asked.agreed, key=lambda one: (one.starts, one.ends))
    flags = columns.last_week != columns.week
    if least <= 0:
        flags[:] = False
    weeks = {one.last_week for one in agreed} | {one.week - 1 for one in agreed}
    for week in weeks | {week + 1 for week in weeks}:
        rows = columns.rows_in("week", week)
        flags[rows] = _tired(asked, agreed, rows, week)
    flags &= ~asked.rested_before
    unusual = [row for row in _same_starts(asked, agreed) if columns.listed[row] is not None]
    return _with_own(asked, pack(flags), stops.weekly_rest, unusual)


def _same_starts(asked: ShiftQuestion, agreed: Sequence[Other]) -> list[int]:
    starts = [one.starts for one in agreed]
    return np.flatnonzero(np.isin(asked.columns.starts, starts)).tolist()


def _tired(asked: ShiftQuestion, agreed: Sequence[Other], rows: Rows, week: int) -> Flags:
    """Whether the longest rest that begins in the week is too short, for shifts of that week."""
    least = asked.context.working_time.weekly_rest_minutes
    starts, ends = asked.columns.starts[rows], asked.columns.ends[rows]
    places = np.searchsorted(np.array([one.starts for one in agreed], dtype=np.int64), starts)
    stays = asked.columns.last_week[rows] == week
    tired = np.zeros(len(rows), dtype=np.bool_)
    for place in np.unique(places):
        here = np.flatnonzero(places == place)
        longest = np.full(len(here), _rest_without(agreed, int(place), week))
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


# --- passes and coaches


def passes(asked: ShiftQuestion) -> Bits | None:
    """Those that ask for a pass the client lacks and must have on the day."""
    columns, lacking = asked.columns, []
    for kind in PASS_KIND.keys() - asked.client.passes:
        wanting, due = columns.row("passes", PASS_KIND[kind]), _due(asked, kind)
        if due is not None:
            wanting = wanting & (columns.row("at_once", PASS_KIND[kind]) | due)
        lacking.append(wanting)
    return _any_of(lacking)


def _due(asked: ShiftQuestion, kind: PassKind) -> Bits | None:
    """The shifts on days on which the pass must be there; None for all of them."""
    if not any(rule.kind == kind for rule in asked.context.pass_rules):
        return None
    day, flags = asked.columns.day, np.zeros(asked.columns.capacity, dtype=np.bool_)
    since = asked.client.pass_work_since.get(kind)
    for rule, begins, ends in _in_force(asked.context.pass_rules, kind):
        if rule is not None and rule.needed is not PassNeed.BEFORE_START:
            if since is None:
                continue
            begins = max(begins, three_months_after(since).toordinal())  # noqa: PLW2901
        if begins <= asked.columns.first_day and asked.columns.last_day < ends:
            return None
        flags |= (day >= begins) & (day < ends)
    return pack(flags)


def _in_force(
    rules: Sequence[PassRule], kind: PassKind
) -> Iterator[tuple[PassRule | None, int, int]]:
    """Which rule of a pass holds from which day until which, as ordinals."""
    first: dict[int, PassRule] = {}
    for rule in rules:
        if rule.kind == kind:
            first.setdefault(rule.valid_from.toordinal(), rule)
    days = [0, *sorted(first), NO_LIMIT]
    for begins, ends in itertools.pairwise(days):
        yield first.get(begins), begins, ends


def coach_presence(asked: ShiftQuestion) -> Bits | None:
    """Those to which nobody could go along, where somebody must."""
    needing = asked.need_coach
    return needing & ~asked.accompanied if needing.any() else None


# --- the client's own limits


def demand_over_limit(scale: Scale) -> Callable[[ShiftQuestion], Bits | None]:
    """The filter of one scale."""

    def over(asked: ShiftQuestion) -> Bits | None:
        limit = asked.client.limits.get(scale)
        if limit is None or limit >= TOP_LEVEL:
            return None
        return asked.columns.row("above", SCALE[scale] * TOP_LEVEL + limit)

    return over


def _of(asked: ShiftQuestion, categories: frozenset[Category]) -> Bits | None:
    return _any_of([asked.columns.row("category", CATEGORY[one]) for one in categories])


def avoided_category(asked: ShiftQuestion) -> Bits | None:
    """Those of a kind that the client has said not to want."""
    return _of(asked, asked.client.avoided)


def wish(asked: ShiftQuestion) -> Bits | None:
    """Those of a kind that the client wants."""
    return _of(asked, asked.client.wishes)


def no_food_work(asked: ShiftQuestion) -> Bits | None:
    """Kitchen work, when the client does not work with food."""
    kitchen = frozenset({Category.KITCHEN})
    return _of(asked, kitchen) if OwnRule.NO_FOOD_WORK in asked.client.own_rules else None


def no_evenings(asked: ShiftQuestion) -> Bits | None:
    """Those that end after 17, when the client works no evenings."""
    if OwnRule.NO_EVENINGS not in asked.client.own_rules:
        return None
    clock = asked.context.working_time.evening_from
    evening = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 10**6 + clock.microsecond
    ends = asked.columns.ends_within
    return pack((ends > evening) | (ends == 0)) | asked.columns.row("overnight")


def no_weekends(asked: ShiftQuestion) -> Bits | None:
    """Those on a weekend, when the client works on none."""
    return asked.columns.row("weekend") if OwnRule.NO_WEEKENDS in asked.client.own_rules else None


def travel_limit(asked: ShiftQuestion) -> Bits | None:
    """Those to which the way is longer than wanted."""
    most, far = asked.client.max_travel_minutes, asked.distances
    if far is None or most is None:
        return None
    return asked.columns.row("placed") & ~far.within(most)


def near(asked: ShiftQuestion) -> Bits | None:
    """Those close to home."""
    far = asked.distances
    return None if far is None else far.within(asked.context.match.near_minutes)


def own_week(asked: ShiftQuestion) -> Bits | None:
    """Those with which the week would hold more work than wanted."""
    most = asked.client.max_minutes_week
    return _own(asked, ("week", "minutes"), most, stops.own_week)


def own_month(asked: ShiftQuestion) -> Bits | None:
    """Those with which the month would hold more work than wanted."""
    most = asked.client.max_minutes_month
    return _own(asked, ("month", "minutes"), most, stops.own_month)


def own_earnings(asked: ShiftQuestion) -> Bits | None:
    """Those with which the month would bring more than wanted."""
    return _own(asked, ("month", "cents"), asked.client.max_cents_month, stops.own_earnings)


def _own(asked: ShiftQuestion, what: tuple[str, str], most: int | None, test: Test) -> Bits | None:
    return None if most is None else _above(asked, what, most, test)
