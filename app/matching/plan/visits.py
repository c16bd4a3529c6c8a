"""Coaches who go along: a visit is one coach on one shift, with as many clients as there are.

Its minutes count once. A coach has one visit at a time, travel included, and at most one first
time of a client a day. A week in which nobody is named as going along has empty columns here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.patterns import too_close
from app.matching.plan.problems import PlanInputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.restrict import Limits

# What may become of a visit: it can be made, it is made already, or the coach is elsewhere.
FREE, HELD, SHUT = 0, 1, -1
NO_VISIT = -1


class Visits(NamedTuple):
    """Columns of pairs and of visits, all int32.

    By pair (m, or none in a week without visits): `visit` row that must be made if the pair is
    taken, `first_time` group of which one pair at most is taken; -1 for none. By visit (v), in the
    order of coach and shift: `coach` and `shift` rows, `minutes`.
    """

    visit: NDArray[np.int32]
    first_time: NDArray[np.int32]
    coach: NDArray[np.int32]
    shift: NDArray[np.int32]
    minutes: NDArray[np.int32]


_NONE = np.zeros(0, dtype=np.int32)
NO_VISITS = Visits(_NONE, _NONE, _NONE, _NONE, _NONE)


def make_visits(table: Mapping[str, NDArray[np.int32]], day: NDArray[np.int32]) -> Visits:
    """The visits of a table of pairs in canonical order; `day` (s) is the shifts'.

    Raises PlanInputError where two pairs of a visit disagree about its minutes.
    """
    coach = table.get("goes", _NONE)
    pairs = np.flatnonzero(coach >= 0)
    if not len(pairs):
        return NO_VISITS
    key = coach[pairs].astype(np.int64) << 32 | table["shift"][pairs]
    keys, at, number = np.unique(key, return_index=True, return_inverse=True)
    length = table["support"][pairs[at]]
    if np.any(length[number] != table["support"][pairs]):
        raise PlanInputError("visit_minutes_differ")
    visit = np.full(len(coach), NO_VISIT, dtype=np.int32)
    visit[pairs] = number
    shift, coaches = (part.astype(np.int32) for part in (keys & (2**32 - 1), keys >> 32))
    marked = table.get("first_time", np.zeros(len(coach), dtype=np.int32))
    group = _first_times(visit, marked, coaches, day[shift])
    return Visits(visit, group, coaches, shift, length)


def _first_times(
    visit: NDArray[np.int32], marked: NDArray[Any], coach: NDArray[np.int32],
    day: NDArray[np.int32],
) -> NDArray[np.int32]:  # fmt: skip
    """For each pair that is a first time the number of its coach and day (m)."""
    group = np.full(len(visit), -1, dtype=np.int32)
    rows = np.flatnonzero((visit >= 0) & (marked != 0))
    key = coach[visit[rows]].astype(np.int64) * 8 + day[visit[rows]]
    group[rows] = np.unique(key, return_inverse=True)[1]
    return group


def priced_support(c: Columns, places: NDArray[Any]) -> NDArray[np.int32]:
    """The minutes at which prices reckon each pair (m): never more than plans can need.

    Of a visit each of the most who can share it bears an equal part, rounded down: together they
    pay no more than the visit takes.
    """
    v = c.visits
    if not len(v.visit):
        return c.support
    share = v.minutes // np.maximum(np.minimum(most_together(v), places[v.shift]), 1)
    return np.where(v.visit >= 0, np.append(share, 0)[v.visit], c.support).astype(np.int32)


def most_together(v: Visits) -> NDArray[np.int64]:
    """How many of the pairs of each visit one plan can have (v): of its first times one only."""
    first = v.first_time >= 0
    many = np.bincount(v.visit[(v.visit >= 0) & ~first], minlength=len(v.shift))
    return many + np.isin(np.arange(len(v.shift)), v.visit[first])


def payers(c: Columns) -> NDArray[np.int32]:
    """The coach whose minutes each pair takes (m): of its visit, else the client's own."""
    own = np.repeat(c.coach, np.diff(c.first))
    if not len(c.visits.visit):
        return own
    return np.where(c.visits.visit >= 0, np.append(c.visits.coach, -1)[c.visits.visit], own)


def own_support(c: Columns) -> NDArray[np.int32]:
    """The minutes that each pair takes of the own coach for itself (m): none with a visit."""
    return np.where(c.visits.visit >= 0, 0, c.support) if len(c.visits.visit) else c.support


def may_go(c: Columns, limits: Limits) -> NDArray[np.bool_]:
    """The pairs (m) whose coach could still go along, by itself."""
    v = c.visits
    if not len(v.visit):
        return np.ones(len(c.shift), dtype=np.bool_)
    left = v.minutes <= limits.coach[v.coach]
    able = (limits.visits == HELD) | ((limits.visits == FREE) & left)
    able = np.append(able, True)[v.visit]
    few: NDArray[np.bool_] = able & np.append(limits.first_times > 0, True)[v.first_time]
    return few


def given_first_times(v: Visits, left: Limits) -> NDArray[np.bool_]:
    """The pairs (m, or none without visits) that are a first time, which all the others have."""
    return np.append(left.first_times <= 0, False)[v.first_time]


@compiled
def meet(c: Columns, a: int, b: int) -> bool:
    """Whether one coach cannot make both visits, the way between them included; no night."""
    early = min(c.visits.shift[a], c.visits.shift[b])
    late = max(c.visits.shift[a], c.visits.shift[b])
    gap = np.int64(c.start[late]) - c.end[early]
    dx, dy = np.int64(c.x[late]) - c.x[early], np.int64(c.y[late]) - c.y[early]
    near = too_close(gap, dx * dx + dy * dy, c.travel_base, c.travel_tenths)
    return bool(early != late and (gap < 0 or near))


@compiled
def shut_near(c: Columns, held: NDArray[np.int64], state: NDArray[np.int64]) -> None:
    """Shut every free visit that its coach cannot make beside the held ones."""
    v = c.visits
    for h in held:
        for step in (-1, 1):
            other = h + step
            while 0 <= other < len(v.coach) and v.coach[other] == v.coach[h]:
                if state[other] == FREE and meet(c, h, other):
                    state[other] = SHUT
                other += step


def group_coaches(v: Visits, groups: int) -> NDArray[np.int64]:
    """The coach of each group of first times (g)."""
    found = np.zeros(groups, dtype=np.int64)
    rows = np.flatnonzero(v.first_time >= 0)
    found[v.first_time[rows]] = v.coach[v.visit[rows]]
    return found
