"""Each rule asked of every client at once: who is stopped, or whom the shift suits.

One function per rule, of the same name as its per-pair test; None stands for nobody. Rows that
are no clients may be in a set: whoever reads it leaves them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.calendar import week_bounds
from app.domain.passes import PassNeed, rule_for, three_months_after
from app.domain.vocabulary import Category, OwnRule
from app.domain.working_time import is_evening_work, is_weekend_work
from app.matching import stops
from app.matching.agreed import AROUND, longest_ways
from app.matching.bits import from_rows, none_of, pack
from app.matching.client_rows import CATEGORY, OWN_RULE, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.instants import DAY, EPOCH_DAY, MINUTE, micros
from app.matching.ways import NO_LIMIT
from app.matching.ways import minutes as way_minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.reasons import Reason
    from app.domain.vocabulary import PassKind, Scale
    from app.matching.agreed import Agreed, Sums
    from app.matching.bits import Bits, Rows
    from app.matching.client_question import ClientQuestion
    from app.matching.facts import ClientFacts, Context, ShiftFacts

    Test = Callable[[ClientFacts, ShiftFacts, Context], Reason | None]


# --- the shift itself


def started(asked: ClientQuestion) -> Bits | None:
    """Everybody, once the shift has begun."""
    return None if asked.context.now < asked.shift.starts_at else asked.everybody()


def shift_full(asked: ClientQuestion) -> Bits | None:
    """Everybody, when no place is left."""
    return asked.everybody() if asked.shift.taken >= asked.shift.places else None


# --- ties


def blocked_pair(asked: ClientQuestion) -> Bits | None:
    """Who is not to meet the orderer."""
    columns = asked.columns
    code = columns.names.organisations.find(asked.shift.organisation_id.int)
    return asked.these(columns.ties["blocked"].rows(code))


def already_asked(asked: ClientQuestion) -> Bits | None:
    """Who has an open offer of the shift."""
    code = asked.columns.names.shifts.find(asked.shift.id.int)
    return asked.these(asked.columns.ties["asked"].rows(code))


def known_site(asked: ClientQuestion) -> Bits | None:
    """Who has worked at the place."""
    code = asked.columns.names.sites.find(asked.shift.site_id.int)
    return asked.these(asked.columns.ties["sites"].rows(code))


# --- times


def free_time(asked: ClientQuestion) -> Bits | None:
    """Who is known not to be free for the whole shift."""
    return asked.not_free


def chosen_weekday(asked: ClientQuestion) -> Bits | None:
    """Who has kept the weekday for paid work and is free then."""
    columns, weekday = asked.columns, asked.on.weekday()
    kept = columns.row("free_days", weekday) & ~columns.row("work_days", weekday)
    return asked.covered & kept


def work_activity_session(asked: ClientQuestion) -> Bits | None:
    """Who has a stored session of work activity at the same time."""
    rows, starts, ends = asked.columns.session_table()
    return asked.these(rows[(starts < asked.ends) & (asked.starts < ends)])


# --- other work of the client's own


def own_shift(asked: ClientQuestion) -> Bits | None:
    """Who works at the same time; the very same shift included."""
    near = asked.nearby
    return asked.these(near.row[(near.starts < asked.ends) & (asked.starts < near.ends)])


def _one_by_one(asked: ClientQuestion, rows: Iterable[int], test: Test) -> list[int]:
    """Those of the rows whom the per-pair test stops, by their agreed shifts and ceilings."""
    return [r for r in rows if test(asked.worker(r), asked.shift, asked.context) is not None]


def _with_comers(asked: ClientQuestion, rows: Rows, test: Test) -> Bits | None:
    """The rows, but whoever has agreed to this very shift asked by the test."""
    comers = asked.comers
    if not len(comers):
        return asked.these(rows)
    others = rows[~asked.marked(comers)[rows]]
    found = np.array(_one_by_one(asked, comers.tolist(), test), dtype=np.int64)
    return asked.these(np.concatenate((others, found)))


def way_between(asked: ClientQuestion) -> Bits | None:
    """Who has too little time for the way from or to another own shift."""
    place, near, travel = asked.shift.place, asked.nearby, asked.context.travel
    if place is None or not len(near.row):
        return None
    if asked.columns.agreed.longest_way(place, travel) > AROUND // MINUTE:
        near = asked.columns.agreed
    gap = asked.gaps_to(near)
    apart = ((near.lat != place.lat) | (near.lon != place.lon)) & (near.code != asked.shift_code)
    # Beside an unknown place the longest way is not a number, and nothing is less than that.
    chosen = np.flatnonzero((gap >= 0) & (gap < longest_ways(near, place, travel)) & apart)
    way = way_minutes(near.lat[chosen], near.lon[chosen], place, travel)
    return asked.these(near.row[chosen[gap[chosen] < way]])


def daily_rest(asked: ClientQuestion) -> Bits | None:
    """Who would rest less than 11 hours beside another day's shift."""
    near, least = asked.nearby, asked.context.working_time.daily_rest_minutes
    # Most of them are far off: only those close by are measured.
    room = (least + 1) * MINUTE
    close = (near.starts < asked.ends + room) & (near.ends > asked.starts - room)
    chosen = np.flatnonzero(close & (near.day != asked.day) & (near.code != asked.shift_code))
    return asked.these(near.row[chosen[asked.gaps_to(near)[chosen] < least]])


def daily_limit(asked: ClientQuestion) -> Bits | None:
    """Who would work more than 8 hours on the day."""
    most = asked.context.working_time.day_minutes
    return _over(asked, "day", asked.day, most, stops.daily_limit)


def weekly_limit(asked: ClientQuestion) -> Bits | None:
    """Who would work more than 40 hours in the week."""
    most = asked.context.working_time.week_minutes
    return _over(asked, "week", asked.week, most, stops.weekly_limit)


def _over(asked: ClientQuestion, column: str, code: int, most: int, test: Test) -> Bits | None:
    if asked.minutes > most:
        return asked.everybody()
    sums = asked.columns.agreed.sums(column, code)
    return _with_comers(asked, sums.rows[sums.minutes > most - asked.minutes], test)


def weekly_rest(asked: ClientQuestion) -> Bits | None:
    """Who would have no unbroken 35 hours of rest in the week.

    Whoever does not work in the week's first 35 hours has rested then, and is not looked at.
    """
    early = _early(asked)
    if early is not None and not len(early):
        return None
    found = _no_rest_begins(asked)
    if early is None or found is None:
        return found
    return found & from_rows(early, asked.columns.capacity)


def _early(asked: ClientQuestion) -> Rows | None:
    """Who else works in the first 35 hours of the week; None when the shift itself is then."""
    monday = micros(week_bounds(asked.on)[0])
    rested = monday + asked.context.working_time.weekly_rest_minutes * MINUTE
    if asked.starts < rested:
        return None
    others = asked.nearby
    early = (others.ends > monday) & (others.starts < rested) & (others.code != asked.shift_code)
    rows: Rows = others.row[early]
    return rows


def _no_rest_begins(asked: ClientQuestion) -> Bits | None:
    """Who would have no unbroken 35 hours of rest that begins in the week.

    It can only be missing where work that ends in a later week follows within the rest; then
    the rests of these few are looked at. One that itself ends in a later week asks everybody.
    """
    if asked.last_week != asked.week:
        return _rest_into_next_week(asked)
    rest = asked.context.working_time.weekly_rest_minutes * MINUTE
    others, same = asked.nearby, asked.shift_code
    monday = (asked.week * 7 + 8 - EPOCH_DAY) * DAY
    # Local midnight is within hours of midnight in UTC.
    later = (others.ends > monday - DAY) & (others.starts < monday + DAY + rest)
    following = np.flatnonzero(later & (others.last_week != asked.week) & (others.code != same))
    clients = asked.columns.agreed.tangled
    if len(following):
        rows, begins = others.row[following], int(others.starts[following].min())
        if asked.ends <= begins - rest:
            before = (others.last_week == asked.week) & (others.ends > begins - rest)
            rows = rows[asked.marked(others.row[before])[rows]]
        clients = np.concatenate((clients, rows))
    return asked.these(_tired(asked, others, clients)) if len(clients) else None


def _tired(asked: ClientQuestion, others: Agreed, clients: Rows) -> Rows:
    """Those of the clients whose every rest that begins in the week is too short."""
    least = asked.context.working_time.weekly_rest_minutes
    chosen = asked.marked(clients)[others.row] & (others.code != asked.shift_code)
    row, starts, ends, week = others.in_time_order(np.flatnonzero(chosen))
    before = (starts < asked.starts) | ((starts == asked.starts) & (ends <= asked.ends))
    joined = row[1:] == row[:-1]
    # What follows each piece of work: the next one, this shift, or nothing at all.
    following = np.append(np.where(joined, starts[1:], NO_LIMIT * MINUTE), NO_LIMIT * MINUTE)
    last_before = before & ~np.append(joined & before[1:], values=False)
    following[last_before] = asked.starts
    rested = row[(week == asked.week) & ((following - ends) // MINUTE >= least)]
    first_after = ~before & ~np.append(False, joined & ~before[:-1])
    soon = row[first_after & ((starts - asked.ends) // MINUTE < least)]
    tired: Rows = soon[~asked.marked(rested)[soon]]
    return tired


def _rest_into_next_week(asked: ClientQuestion) -> Bits:
    """Nobody's rest begins with this shift: only other work in the week can give one."""
    agreed = asked.columns.agreed
    if asked.context.working_time.weekly_rest_minutes <= 0:
        return none_of(asked.columns.capacity)
    some = np.unique(agreed.row[agreed.last_week == asked.week])
    tired = _one_by_one(asked, some.tolist(), stops.weekly_rest)
    rested = np.setdiff1d(some, tired).astype(np.int64)
    return asked.everybody() & ~from_rows(rested, asked.columns.capacity)


# --- passes and coaches


def passes(asked: ClientQuestion) -> Bits | None:
    """Who lacks a pass that must be there on the day of the shift."""
    shift, columns = asked.shift, asked.columns
    lacking = None
    for kind in shift.passes | shift.passes_at_once:
        needing = None
        rule = rule_for(asked.context.pass_rules, kind, asked.on)
        before_start = rule is None or rule.needed is PassNeed.BEFORE_START
        if not before_start and kind not in shift.passes_at_once:
            needing = _counted_enough(asked, kind)
        without = ~columns.row("passes", PASS_KIND[kind])
        without = without if needing is None else without & needing
        lacking = without if lacking is None else lacking | without
    return lacking


def _counted_enough(asked: ClientQuestion, kind: PassKind) -> Bits:
    """Whose three months of such work are full on the day."""
    columns = asked.columns
    # The day's own three months are never over on the day.
    due = [
        columns.ties["since"].rows(code)
        for code, (counted, since) in columns.names.since.items()
        if counted == kind and three_months_after(since) <= asked.on
    ]
    rows = np.concatenate(due) if due else np.empty(0, dtype=np.int64)
    return from_rows(rows, columns.capacity)


def coach_presence(asked: ClientQuestion) -> Bits | None:
    """Who must not come alone, and has nobody to come along."""
    needing = asked.need_coach
    return needing & asked.coachless if needing.any() else None


# --- the client's own limits


def demand_over_limit(scale: Scale) -> Callable[[ClientQuestion], Bits | None]:
    """The filter of one scale."""

    def over(asked: ClientQuestion) -> Bits | None:
        demand = asked.shift.demands.get(scale)
        if demand is None or demand < 1:
            return None
        if demand > TOP_LEVEL:
            raise ValueError("a demand that is no level of its scale")
        return asked.columns.row("below", SCALE[scale] * TOP_LEVEL + demand - 1)

    return over


def avoided_category(asked: ClientQuestion) -> Bits | None:
    """Who has said not to want this kind of work."""
    category = asked.shift.category
    return None if category is None else asked.columns.row("avoided", CATEGORY[category])


def wish(asked: ClientQuestion) -> Bits | None:
    """Who wants this kind of work."""
    category = asked.shift.category
    return None if category is None else asked.columns.row("wishes", CATEGORY[category])


def _own_rule(asked: ClientQuestion, rule: OwnRule) -> Bits:
    return asked.columns.row("own_rules", OWN_RULE[rule])


def no_food_work(asked: ClientQuestion) -> Bits | None:
    """Who does not work with food, when this is kitchen work."""
    kitchen = asked.shift.category is Category.KITCHEN
    return _own_rule(asked, OwnRule.NO_FOOD_WORK) if kitchen else None


def no_evenings(asked: ClientQuestion) -> Bits | None:
    """Who works no evenings, when the shift ends after 17."""
    late = is_evening_work(asked.shift.period, asked.context.working_time)
    return _own_rule(asked, OwnRule.NO_EVENINGS) if late else None


def no_weekends(asked: ClientQuestion) -> Bits | None:
    """Who works no weekends, when the shift is on one."""
    weekend = is_weekend_work(asked.shift.period)
    return _own_rule(asked, OwnRule.NO_WEEKENDS) if weekend else None


def travel_limit(asked: ClientQuestion) -> Bits | None:
    """Who would travel longer than wanted."""
    far, columns = asked.distances, asked.columns
    if far is None:
        return None
    return pack(far.beyond(columns.reach, columns.bounds[1], columns.max_travel))


def near(asked: ClientQuestion) -> Bits | None:
    """Who lives close by."""
    far = asked.distances
    return None if far is None else pack(far.within(asked.context.match.near_minutes))


def own_week(asked: ClientQuestion) -> Bits | None:
    """Whose week would hold more work than wanted."""
    sums = asked.columns.agreed.sums("week", asked.week)
    most = asked.columns.max_week
    return _above(asked, most, asked.minutes, (sums, sums.minutes), stops.own_week)


def own_month(asked: ClientQuestion) -> Bits | None:
    """Whose month would hold more work than wanted."""
    sums = asked.columns.agreed.sums("month", asked.month)
    most = asked.columns.max_month
    return _above(asked, most, asked.minutes, (sums, sums.minutes), stops.own_month)


def own_earnings(asked: ClientQuestion) -> Bits | None:
    """Whose month would bring more than wanted."""
    sums = asked.columns.agreed.sums("month", asked.month)
    most = asked.columns.max_cents
    return _above(asked, most, asked.shift.cents, (sums, sums.cents), stops.own_earnings)


def _above(
    asked: ClientQuestion, most: Rows, own: int, held: tuple[Sums, Rows], test: Test
) -> Bits | None:
    """Whose ceiling is below what the shift itself brings, or with what is agreed already."""
    flags = most < own
    sums, amounts = held
    flags[sums.rows[most.take(sums.rows) < amounts + own]] = True
    for row in asked.comers.tolist():
        flags[row] = test(asked.worker(row), asked.shift, asked.context) is not None
    return pack(flags)
