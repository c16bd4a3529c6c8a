"""Each rule asked of one client about every shift at once: which are stopped, or which suit.

One function per rule, of the same name as its per-pair test; None stands for no shift. Rows that
are no shifts may be in a set: whoever reads it leaves them out.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np

from app.domain.passes import PassNeed, three_months_after
from app.domain.vocabulary import Category, OwnRule
from app.matching import few_shifts, shift_wishes
from app.matching.bits import Bits, pack
from app.matching.client_rows import CATEGORY, PASS_KIND, SCALE, TOP_LEVEL
from app.matching.few_shifts import EveryShift, over_all, overlapping
from app.matching.instants import micros
from app.matching.shift_columns import AT
from app.matching.shift_sets import United
from app.matching.ways import NO_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from app.domain.passes import PassRule
    from app.domain.vocabulary import PassKind, Scale
    from app.matching.kept_sets import Key
    from app.matching.shift_question import ShiftQuestion


def started(asked: ShiftQuestion) -> Bits | None:
    """Those that have begun."""
    now = asked.context.now
    return pack(asked.columns.starts <= micros(now)) if asked.columns.first_start <= now else None


@United
def shift_full(_asked: ShiftQuestion) -> list[Key]:
    """Those without a place left."""
    return [AT["full"]]


def blocked_pair(asked: ShiftQuestion) -> Bits | None:
    """Those of an orderer whom the client is not to meet on that day."""
    client, columns = asked.client, asked.columns
    if not client.blocked_organisation_ids and not client.blocked_from:
        return None
    rows = [columns.of("organisation", one) for one in client.blocked_organisation_ids]
    for orderer, first in client.blocked_from:
        tied = columns.of("organisation", orderer)
        rows.append(tied[columns.day[tied] >= first.toordinal()])
    return asked.these(np.concatenate(rows))


def already_asked(asked: ShiftQuestion) -> Bits | None:
    """Those of which the client has an open offer."""
    if not asked.client.asked_shift_ids:
        return None
    number = asked.columns.number
    rows = [number[one] for one in asked.client.asked_shift_ids if one in number]
    return asked.these(np.array(rows, dtype=np.int64))


# --- times


@United
def free_time(asked: ShiftQuestion) -> list[Key]:
    """Those for the whole of which the client is known not to be free."""
    return asked.busy


def work_activity_session(asked: ShiftQuestion) -> Bits | None:
    """Those at the same time as a stored session of work activity."""
    if not asked.client.sessions:
        return None
    sessions = [(micros(one.starts_at), micros(one.ends_at)) for one in asked.client.sessions]
    hits = overlapping(EveryShift(asked), sessions)
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
wish = over_all(shift_wishes.wish)
chosen_weekday = over_all(shift_wishes.chosen_weekday)
near = over_all(shift_wishes.near)
known_site = over_all(shift_wishes.known_site)


# --- passes and coaches


@United
def passes(asked: ShiftQuestion) -> list[Key]:
    """Those that ask for a pass the client lacks and must have on the day."""
    known, rules = asked.client.passes, asked.context.pass_rules
    if not rules:
        return [("asking_more", known)]
    since, ruled = asked.client.pass_work_since, {rule.kind for rule in rules}
    return [
        ("due", number, _due(rules, kind, since.get(kind))) if kind in ruled
        else AT["passes"] + number
        for kind, number in PASS_KIND.items() if kind not in known
    ]  # fmt: skip


def _due(
    rules: Sequence[PassRule], kind: PassKind, since: date | None
) -> tuple[tuple[int, int], ...]:
    """From which day until which a pass must be there that isn't asked for at once.

    Of one who has done such work since a day. Units: days as ordinals.
    """
    due = []
    for rule, begins, ends in _in_force(rules, kind):
        if rule is None or rule.needed is PassNeed.BEFORE_START:
            due.append((begins, ends))
        elif since is not None:
            due.append((max(begins, three_months_after(since).toordinal()), ends))
    return tuple(due)


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
    return asked.without_coach


# --- the client's own limits


def demand_over_limit(scale: Scale) -> United:
    """The filter of one scale."""

    def over(asked: ShiftQuestion) -> list[Key]:
        return _above([(scale, asked.client.limits.get(scale))])

    return United(over)


# Of each scale and limit the set of what is above it.
_ABOVE = {
    (scale, limit): AT["above"] + n * TOP_LEVEL + limit
    for scale, n in SCALE.items()
    for limit in range(TOP_LEVEL)
}


def _above(limits: Iterable[tuple[Scale, int | None]]) -> list[Key]:
    return [_ABOVE[one] for one in limits if one in _ABOVE]


@United
def over_limits(asked: ShiftQuestion) -> list[Key]:
    """Those over any limit of the client: all scales at once, where no scale is told."""
    return _above(asked.client.limits.items())


@United
def avoided_category(asked: ShiftQuestion) -> list[Key]:
    """Those of a kind that the client has said not to want."""
    return [*map(_OF_KIND.__getitem__, asked.client.avoided)]


_OF_KIND = {kind: AT["category"] + n for kind, n in CATEGORY.items()}


@United
def own_rules(asked: ShiftQuestion) -> list[Key]:
    """Those against any own rule about kinds and times: all at once, where none is told."""
    if not asked.client.own_rules:
        return []
    return [*no_food_work.keys(asked), *no_evenings.keys(asked), *no_weekends.keys(asked)]


@United
def no_food_work(asked: ShiftQuestion) -> list[Key]:
    """Kitchen work, when the client does not work with food."""
    says = OwnRule.NO_FOOD_WORK in asked.client.own_rules
    return [_OF_KIND[Category.KITCHEN]] if says else []


@United
def no_evenings(asked: ShiftQuestion) -> list[Key]:
    """Those that end after 17, when the client works no evenings."""
    if OwnRule.NO_EVENINGS not in asked.client.own_rules:
        return []
    clock = asked.context.working_time.evening_from
    evening = ((clock.hour * 60 + clock.minute) * 60 + clock.second) * 10**6 + clock.microsecond
    return [("after", evening)]


@United
def no_weekends(asked: ShiftQuestion) -> list[Key]:
    """Those on a weekend, when the client works on none."""
    return [AT["weekend"]] if OwnRule.NO_WEEKENDS in asked.client.own_rules else []
