"""Ties of a best plan: who could have the work of another, and the plan would be just as good."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from app.matching.plan.exchange import holders
from app.matching.plan.parts import use_of
from app.matching.plan.pins import apply_pins, free_pairs
from app.matching.plan.restrict import Limits, all_limits, owners
from app.matching.plan.visits import HELD, own_support, shut_near

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.matching.plan.instance import PlanInstance
    from app.matching.plan.settings import Plan


def left_of(week: PlanInstance, plan: Plan) -> Limits:
    """What a plan leaves of places and coach minutes."""
    c, limits = week.columns, all_limits(week)
    taken = np.zeros(week.pairs, dtype=np.bool_)
    taken[plan.pairs] = True
    used = use_of(c, taken, limits, plan.pairs)
    state = np.where(used.visits > 0, HELD, limits.visits)
    shut_near(c, np.flatnonzero(used.visits > 0), state)
    first = limits.first_times - used.first_times
    return Limits(limits.places - used.places, limits.coach - used.coach, state, first)


def equally_good(week: PlanInstance, plan: Plan) -> NDArray[np.bool_]:
    """The clients (n) without work who could take one shift of another's, for as many points.

    Nobody in a plan that may be short of the best, or in a week too large to be one model: there
    each exchange is not looked at.
    """
    found = np.zeros(week.clients, dtype=np.bool_)
    if plan.gap or week.pairs > plan.settings.small:
        return found
    c = week.columns
    owner, have = owners(c), holders(week, plan, own_support(c))
    served = np.zeros(week.clients, dtype=np.bool_)
    served[owner[plan.pairs]] = True
    pinned = apply_pins(week, plan.pins)
    able = np.zeros(week.pairs, dtype=np.bool_)
    able[pinned.rows] = ~served[owner[pinned.rows]]
    gain = c.value.astype(np.int64) + c.bonus[owner]
    for at, row in enumerate(plan.pairs.tolist()):
        equal = able & (gain == have.loss[at])
        if row in pinned.fixed or not equal.any():
            continue
        without = replace(plan, pairs=np.delete(plan.pairs, at))
        found[owner[equal & free_pairs(c, left_of(week, without))]] = True
    return found
