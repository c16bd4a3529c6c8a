"""Reasons without prices: nobody on a shift loses less by leaving it than a newcomer would win."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.restrict import owners
from app.matching.plan.visits import given_first_times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.restrict import Limits
    from app.matching.plan.settings import Plan

NOBODY = 2**60


class Holders(NamedTuple):
    """What the plan's pairs are worth to whom has them, all points.

    `loss` by pair of the plan: its value, and the points for being served where it is the only
    one. `least` (s) the least of these on each shift, `first` (g + 1) in each group of first times.
    `coach` and `minutes` by pair of the plan.
    """

    loss: NDArray[np.int64]
    least: NDArray[np.int64]
    first: NDArray[np.int64]
    coach: NDArray[np.int64]
    minutes: NDArray[np.int64]


def holders(week: PlanInstance, plan: Plan, support: NDArray[np.int32]) -> Holders:
    """Who has what in the plan; `support` (m) are a pair's own minutes of its coach."""
    c, rows = week.columns, plan.pairs
    owner = owners(c)[rows]
    only = np.bincount(owner, minlength=week.clients)[owner] == 1
    loss = c.value[rows].astype(np.int64) + np.where(only, c.bonus[owner], 0)
    least = np.full(week.shifts, NOBODY, dtype=np.int64)
    np.minimum.at(least, c.shift[rows], loss)
    group = c.visits.first_time
    first = np.full(int(group.max(initial=-1)) + 2, NOBODY, dtype=np.int64)
    if c.going:
        np.minimum.at(first, group[rows], loss)
    coach, minutes = c.coach[owner].astype(np.int64), support[rows].astype(np.int64)
    return Holders(loss, least, first, coach, minutes)


def worth_more(c: Columns, have: Holders, left: Limits, i: int, own: NDArray[np.int32]) -> bool:
    """Whether each shift of client i's is worth at least as much to everyone who stands in the way.

    A shift is full, the first time that the coach has that day is another's, or the coach has too
    little time left: then it is whoever on the shift, or of the coach's, would free enough by
    leaving. `own` (m) as `support` of `holders`.
    """
    k = int(c.coach[i])
    given = given_first_times(c.visits, left)
    for pair in range(int(c.first[i]), int(c.first[i + 1])):
        gain, j = int(c.value[pair]) + int(c.bonus[i]), int(c.shift[pair])
        if left.places[j] <= 0 and gain <= have.least[j]:
            continue
        if c.going and given[pair] and gain <= have.first[c.visits.first_time[pair]]:
            continue
        missing = int(own[pair]) - int(left.coach[k])
        enough = (have.coach == k) & (have.minutes >= missing)
        if missing <= 0 or not np.all(have.loss[enough] >= gain):
            return False
    return True
