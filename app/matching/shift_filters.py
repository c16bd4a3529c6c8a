"""Each rule asked of one client about every shift at once: which are stopped, or which suit.

One function per rule, of the same name as its per-pair test; None stands for no shift. Rows that
are no shifts may be in a set: whoever reads it leaves them out.
"""

from __future__ import annotations

import itertools
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from app.domain.passes import PassNeed, three_months_after
from app.domain.vocabulary import Category, OwnRule
from app.matching import few_shifts
from app.matching.bits import Bits, pack
from app.matching.client_rows import CATEGORY, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.few_shifts import FewShifts, over_all, overlapping
from app.matching.instants import micros
from app.matching.shift_columns import AT
from app.matching.ways import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from app.domain.passes import PassRule
    from app.domain.vocabulary import PassKind, Scale
    from app.matching.shift_question import ShiftQuestion


def started(asked: ShiftQuestion) -> Bits | None:
    """Those that have begun."""
    now = asked.context.now
    return pack(asked.columns.starts <= micros(now)) if asked.columns.first_start <= now else None


def shift_full(asked: ShiftQuestion) -> Bits | None:
    """Those without a place left."""
    return asked.columns.row("full")


def blocked_pair(asked: ShiftQuestion) -> Bits | None:
    """Those of an orderer whom the client is not to meet on that day."""
    client, columns = asked.client, asked.columns
    rows = [columns.of("organisation", one) for one in client.blocked_organisation_ids]
    for orderer, first in client.blocked_from:
        tied = columns.of("organisation", orderer)
        rows.append(tied[columns.day[tied] >= first.toordinal()])
    return asked.these(np.concatenate(rows)) if rows else None


def already_asked(asked: ShiftQuestion) -> Bits | None:
    """Those of which the client has an open offer."""
    if not asked.client.asked_shift_ids:
        return None
    number = asked.columns.number
    rows = [number[one] for one in asked.client.asked_shift_ids if one in number]
    return asked.these(np.array(rows, dtype=np.int64))


# --- times


def free_time(asked: ShiftQuestion) -> Bits | None:
    """Those for the whole of which the client is known not to be free."""
    return asked.not_free


def _any_of(sets: Sequence[Bits]) -> Bits | None:
    """Everything in any of some sets; None for no set."""
    return reduce(np.bitwise_or, sets) if sets else None


def work_activity_session(asked: ShiftQuestion) -> Bits | None:
    """Those at the same time as a stored session of work activity."""
    if not asked.client.sessions:
        return None
    sessions = [(micros(one.starts_at), micros(one.ends_at)) for one in asked.client.sessions]
    hits = overlapping(FewShifts(asked), sessions)
    return None if hits is None else pack(hits)


# What is asked of some shifts alone, asked of every one.
own_shift = over_all(few_shifts.own_shift)
way_between = over_all(few_shifts.way_between)
daily_rest = over_all(few_shifts.daily_rest)
daily_limit = over_all(few_shifts.daily_limit)
weekly_limit = over_all(few_shifts.weekly_limit)
weekly_rest = over_all(few_shifts.weekly_rest)
own_week = over_all(few_shifts.own_week)
own_month = over_all(few_shifts.own_month)
own_earnings = over_all(few_shifts.own_earnings)
travel_limit = over_all(few_shifts.travel_limit)
wish = over_all(few_shifts.wish)
chosen_weekday = over_all(few_shifts.chosen_weekday)
near = over_all(few_shifts.near)
known_site = over_all(few_shifts.known_site)


# --- passes and coaches


def passes(asked: ShiftQuestion) -> Bits | None:
    """Those that ask for a pass the client lacks and must have on the day."""
    columns, lacking, known = asked.columns, [], asked.client.passes
    ruled = {rule.kind for rule in asked.context.pass_rules}
    if not ruled:
        return columns.asking_more(known)
    for kind, number in PASS_KIND.items():
        if kind in known:
            continue
        wanting = columns.row("passes", number)
        due = _due(asked, kind) if kind in ruled else None
        if due is not None:
            wanting = wanting & (columns.row("at_once", number) | due)
        lacking.append(wanting)
    return _any_of(lacking)


def _due(asked: ShiftQuestion, kind: PassKind) -> Bits | None:
    """The shifts on days on which the pass must be there; None for all of them."""
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
    return None if needing is None else np.bitwise_and(needing, ~asked.accompanied, needing)


# --- the client's own limits


def demand_over_limit(scale: Scale) -> Callable[[ShiftQuestion], Bits | None]:
    """The filter of one scale."""

    def over(asked: ShiftQuestion) -> Bits | None:
        limit = asked.client.limits.get(scale)
        if limit is None or limit >= TOP_LEVEL:
            return None
        above: Bits = asked.columns.bits[_row_above(scale, limit)]
        return above

    return over


def _row_above(scale: Scale, limit: int) -> int:
    """Which bitmap tells what is above a limit."""
    return AT["above"] + SCALE[scale] * TOP_LEVEL + limit


def over_limits(asked: ShiftQuestion) -> Bits | None:
    """Those over any limit of the client: all scales at once, where no scale is told."""
    limits = asked.client.limits.items()
    rows = [_row_above(scale, limit) for scale, limit in limits if limit < TOP_LEVEL]
    return np.bitwise_or.reduce(asked.columns.bits.take(rows, axis=0), axis=0) if rows else None


def _of(asked: ShiftQuestion, categories: frozenset[Category]) -> Bits | None:
    return _any_of([asked.columns.row("category", CATEGORY[one]) for one in categories])


def avoided_category(asked: ShiftQuestion) -> Bits | None:
    """Those of a kind that the client has said not to want."""
    return _of(asked, asked.client.avoided)


def no_food_work(asked: ShiftQuestion) -> Bits | None:
    """Kitchen work, when the client does not work with food."""
    if OwnRule.NO_FOOD_WORK not in asked.client.own_rules:
        return None
    return asked.columns.row("category", CATEGORY[Category.KITCHEN])


def no_evenings(asked: ShiftQuestion) -> Bits | None:
    """Those that end after 17, when the client works no evenings."""
    if OwnRule.NO_EVENINGS not in asked.client.own_rules:
        return None
    clock = asked.context.working_time.evening_from
    evening = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 10**6 + clock.microsecond
    return asked.columns.after(evening)


def no_weekends(asked: ShiftQuestion) -> Bits | None:
    """Those on a weekend, when the client works on none."""
    return asked.columns.row("weekend") if OwnRule.NO_WEEKENDS in asked.client.own_rules else None
