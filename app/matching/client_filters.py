"""Each rule asked of every client at once: who is stopped, or whom the shift suits.

One function per rule, of the same name as its per-pair test; None stands for nobody. Rows that
are no clients may be in a set: whoever reads it leaves them out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.domain.passes import PassNeed, rule_for, three_months_after
from app.domain.vocabulary import Category, OwnRule
from app.domain.working_time import is_evening_work, is_weekend_work
from app.matching import stops
from app.matching.bits import from_rows
from app.matching.client_rows import AT, CATEGORY, OWN_RULE, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.week_rests import may_be_tired, tired_into_next_week, tired_within_week

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.domain.vocabulary import PassKind, Scale
    from app.matching.bits import Bits, Rows
    from app.matching.client_question import ClientQuestion
    from app.matching.facts import Test


# --- the shift itself


def started(asked: ClientQuestion) -> Bits | None:
    """Everybody, once the shift has begun."""
    return None if asked.context.now < asked.shift.starts_at else asked.everybody()


def shift_full(asked: ClientQuestion) -> Bits | None:
    """Everybody, when no place is left."""
    return asked.everybody() if asked.shift.taken >= asked.shift.places else None


# --- ties


def blocked_pair(asked: ClientQuestion) -> Bits | None:
    """Who is not to meet the orderer on that day."""
    columns, orderer = asked.columns, asked.shift.organisation_id
    rows = columns.ties["blocked"].rows(columns.names.organisations.find(orderer.int))
    later = columns.dated.rows(orderer, asked.on)
    return asked.these(np.concatenate((rows, np.array(later, dtype=np.int64))) if later else rows)


def already_asked(asked: ClientQuestion) -> Bits | None:
    """Who has an open offer of the shift."""
    code = asked.columns.names.shifts.find(asked.shift.id.int)
    return asked.these(asked.columns.ties["asked"].rows(code))


def known_site(asked: ClientQuestion) -> Bits | None:
    """Who has worked at the place."""
    return asked.these(asked.knowing_site)


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
    return asked.these(asked.around.overlapping())


def _with_comers(asked: ClientQuestion, rows: Rows, test: Test) -> Bits | None:
    """The rows, but whoever has agreed to this very shift asked by the test."""
    comers = asked.comers
    if not len(comers):
        return asked.these(rows)
    others = rows[~asked.marked(comers)[rows]]
    found = np.array(asked.stopped_by(test, comers), dtype=np.int64)
    return asked.these(np.concatenate((others, found)))


def way_between(asked: ClientQuestion) -> Bits | None:
    """Who has too little time for the way from or to another own shift."""
    return asked.these(asked.around.late())


def daily_rest(asked: ClientQuestion) -> Bits | None:
    """Who would rest less than 11 hours beside another day's shift."""
    return asked.these(asked.around.tired())


def daily_limit(asked: ClientQuestion) -> Bits | None:
    """Who would work more than 8 hours on the day."""
    most = asked.context.working_time.day_minutes
    return _over(asked, asked.days_of_day, most, stops.daily_limit)


def weekly_limit(asked: ClientQuestion) -> Bits | None:
    """Who would work more than 40 hours in the week."""
    most = asked.context.working_time.week_minutes
    return _over(asked, asked.days_of_week, most, stops.weekly_limit)


def _over(asked: ClientQuestion, days: tuple[int, int], most: int, test: Test) -> Bits | None:
    if asked.minutes > most:
        return asked.everybody()
    over = asked.columns.agreed.sums(*days).rows_above(most - asked.minutes)
    return _with_comers(asked, over, test)


def weekly_rest(asked: ClientQuestion) -> Bits | None:
    """Who would have no unbroken 35 hours of rest in the week."""
    if not may_be_tired(asked):
        return None
    if asked.last_week != asked.week:
        return tired_into_next_week(asked)
    return asked.these(tired_within_week(asked))


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
        below: Bits = asked.columns.bits[_row_below(scale, demand)]
        return below

    return over


def _row_below(scale: Scale, demand: int) -> int:
    """Which bitmap tells whose limit is below a demand."""
    if demand > TOP_LEVEL:
        raise ValueError("a demand that is no level of its scale")
    return AT["below"] + SCALE[scale] * TOP_LEVEL + demand - 1


def over_limits(asked: ClientQuestion) -> Bits | None:
    """Whose limit the shift is over on any scale: all of them at once, where no scale is told."""
    demands = asked.shift.demands.items()
    rows = [_row_below(scale, demand) for scale, demand in demands if demand > 0]
    return np.bitwise_or.reduce(asked.columns.bits.take(rows, axis=0), axis=0) if rows else None


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
    far = asked.distances
    return None if far is None else far.beyond(asked.columns.max_travel)


def near(asked: ClientQuestion) -> Bits | None:
    """Who lives close by."""
    far = asked.distances
    return None if far is None else far.within(asked.context.match.near_minutes)


def own_week(asked: ClientQuestion) -> Bits | None:
    """Whose week would hold more work than wanted."""
    return _above(asked, "max_week", asked.minutes, stops.own_week)


def own_month(asked: ClientQuestion) -> Bits | None:
    """Whose month would hold more work than wanted."""
    return _above(asked, "max_month", asked.minutes, stops.own_month)


def own_earnings(asked: ClientQuestion) -> Bits | None:
    """Whose month would bring more than wanted."""
    return _above(asked, "max_cents", asked.shift.cents, stops.own_earnings)


def _above(asked: ClientQuestion, ceiling: str, own: int, test: Test) -> Bits | None:
    """Whose ceiling is below what the shift itself brings, or with what is agreed already."""
    days = asked.days_of_week if ceiling == "max_week" else asked.days_of_month
    over, comers = asked.columns.over(ceiling, days, own), asked.comers
    if not len(comers):
        return over
    capacity = asked.columns.capacity
    found = np.array(asked.stopped_by(test, comers), dtype=np.int64)
    return over & ~from_rows(comers, capacity) | from_rows(found, capacity)
