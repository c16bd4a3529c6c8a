"""Reasons without prices: nobody on a shift loses less by leaving it than a newcomer would win."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.restrict import owners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.restrict import Limits
    from app.matching.plan.settings import Plan

NOBODY = 2**60


class Holders(NamedTuple):
    """What the plan's pairs are worth to whom has them, all points.

    `loss` by pair of the plan: its value, and the points for being served where it is the only
    one. `least` (s) the least of these on each shift. `coach` and `minutes` by pair of the plan.
    """

    loss: NDArray[np.int64]
    least: NDArray[np.int64]
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
    return Holders(loss, least, c.coach[owner].astype(np.int64), support[rows].astype(np.int64))


def worth_more(c: Columns, have: Holders, left: Limits, i: int, own: NDArray[np.int32]) -> bool:
    """Whether each shift of client i's is worth at least as much to everyone who stands in the way.

    A shift is full, or the coach has too little time left: then it is whoever on the shift, or of
    the coach's, would free enough by leaving. `own` (m) as `support` of `holders`.
    """
    k = int(c.coach[i])
    for pair in range(int(c.first[i]), int(c.first[i + 1])):
        gain, j = int(c.value[pair]) + int(c.bonus[i]), int(c.shift[pair])
        if left.places[j] <= 0 and gain <= have.least[j]:
            continue
        missing = int(own[pair]) - int(left.coach[k])
        enough = (have.coach == k) & (have.minutes >= missing)
        if missing <= 0 or not np.all(have.loss[enough] >= gain):
            return False
    return True
