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
from app.matching.bits import flags_of, from_rows, none_of, unpack
from app.matching.client_rows import CATEGORY, OWN_RULE, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.instants import MINUTE
from app.matching.ways import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.domain.reasons import Reason
    from app.domain.vocabulary import PassKind, Scale
    from app.matching.agreed import Work
    from app.matching.bits import Bits, Rows
    from app.matching.client_question import ClientQuestion
    from app.matching.facts import ClientFacts, Context, ShiftFacts

    Test = Callable[[ClientFacts, ShiftFacts, Context], Reason | None]

# Fewer pieces of work than this are looked at one by one.
_FEW = 48


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
    return asked.these(asked.nearby.row[asked.between < 0])


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
    place, near = asked.shift.place, asked.nearby
    if place is None or not len(near.row):
        return None
    gaps, travel = asked.gaps, asked.context.travel
    longest = asked.columns.agreed.longest_way(place, travel)
    some = np.flatnonzero((gaps >= 0) & (gaps <= longest) & (near.code != asked.shift_code))
    if not len(some):
        return None
    late = near.places.part(some).longer(gaps[some], place, travel)
    return asked.these(near.row[some[late]])


def daily_rest(asked: ClientQuestion) -> Bits | None:
    """Who would rest less than 11 hours beside another day's shift."""
    near, least = asked.nearby, asked.context.working_time.daily_rest_minutes
    tired = (asked.gaps < least) & (near.day != asked.day) & (near.code != asked.shift_code)
    return asked.these(near.row[tired])


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
    sums = asked.columns.agreed.sums(*days)
    return _with_comers(asked, sums.rows[sums.minutes > most - asked.minutes], test)


def weekly_rest(asked: ClientQuestion) -> Bits | None:
    """Who would have no unbroken 35 hours of rest in the week.

    Whoever does not work in the week's first 35 hours has rested then, and is not looked at.
    """
    turn = asked.turn
    sooner = asked.starts < turn.monday + turn.rest
    if not sooner and not len(turn.early):
        return None
    if asked.last_week != asked.week:
        found = _rest_into_next_week(asked)
        return found if sooner else found & from_rows(_early(asked), asked.columns.capacity)
    if asked.ends <= turn.begins - turn.rest:
        work = turn.work_of_both if sooner else turn.work_of_early
    else:
        work = asked.columns.agreed.around(asked.week, turn.rest)
        clients = asked.marked(turn.following) if sooner else asked.marked(turn.early.row)
        clients = clients if asked.among is None else clients & unpack(asked.among)
        work = work.only(clients[work.row]).by_client()
    if asked.among is not None and len(work.row):
        work = work.only(asked.still(work.row))
    if not len(work.row):
        return None
    tired = _tired(asked, work)
    if len(tired) and not sooner:
        tired = tired[np.isin(tired, _early(asked))]
    return asked.these(tired)


def _early(asked: ClientQuestion) -> Rows:
    """Who else works in the first 35 hours of the week."""
    early = asked.turn.early
    rows: Rows = early.row[early.code != asked.shift_code]
    return rows


def _tired(asked: ClientQuestion, work: Work) -> Rows:
    """Those of the clients whose every rest that begins in the week is too short."""
    if len(work.row) < _FEW:
        return _tired_one_by_one(asked, work)
    least = asked.context.working_time.weekly_rest_minutes
    others = work.only(work.code != asked.shift_code)
    row, starts, ends, week = others.row, others.starts, others.ends, others.last_week
    before = (starts < asked.starts) | ((starts == asked.starts) & (ends <= asked.ends))
    joined = row[1:] == row[:-1]
    # What follows each piece of work: the next one, this shift, or nothing at all.
    following = np.append(np.where(joined, starts[1:], NO_LIMIT * MINUTE), NO_LIMIT * MINUTE)
    last_before = before & ~np.append(joined & before[1:], values=False)
    following = np.where(last_before, asked.starts, following[: len(row)])
    rested = row[(week == asked.week) & ((following - ends) // MINUTE >= least)]
    first_after = ~before & ~np.append(False, joined & ~before[:-1])[: len(row)]
    soon = row[first_after & ((starts - asked.ends) // MINUTE < least)]
    tired: Rows = soon[~np.isin(soon, rested)]
    return tired


def _tired_one_by_one(asked: ClientQuestion, work: Work) -> Rows:
    """The same, for so few pieces of work that it is quicker to look at each."""
    least = asked.context.working_time.weekly_rest_minutes * MINUTE
    pieces: dict[int, list[tuple[int, int, int]]] = {}
    columns = (work.row, work.code, work.starts, work.ends, work.last_week)
    for row, code, *piece in zip(*(one.tolist() for one in columns), strict=True):
        own = pieces.setdefault(row, [(asked.starts, asked.ends, asked.week)])
        if code != asked.shift_code:
            own.append(tuple(piece))

    def rests(own: list[tuple[int, int, int]]) -> bool:
        following = [*[starts for starts, _, _ in sorted(own)][1:], NO_LIMIT * MINUTE]
        return any(
            week == asked.week and (starts - ends) // MINUTE * MINUTE >= least
            for (_, ends, week), starts in zip(sorted(own), following, strict=True)
        )

    return np.array([row for row, own in pieces.items() if not rests(own)], dtype=np.int64)


def _rest_into_next_week(asked: ClientQuestion) -> Bits:
    """Nobody's rest begins with this shift: only other work in the week can give one."""
    agreed = asked.columns.agreed
    if asked.context.working_time.weekly_rest_minutes <= 0:
        return none_of(asked.columns.capacity)
    some = np.unique(agreed.row[(agreed.last_day - 1) // 7 == asked.week])
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
    if asked.few is not None:
        rows = asked.few[flags_of(needing, asked.few).view(np.bool_)]
        return asked.these(rows[asked.coachless_of(rows)])
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
    if asked.few is not None:
        over_few = asked.columns.over_of(asked.few, ceiling, days, own)
        return _with_comers(asked, over_few, test)
    over, comers = asked.columns.over(ceiling, days, own), asked.comers
    if not len(comers):
        return over
    capacity = asked.columns.capacity
    found = np.array(_one_by_one(asked, comers.tolist(), test), dtype=np.int64)
    return over & ~from_rows(comers, capacity) | from_rows(found, capacity)
