"""The plan after one cancellation: few others change, and nobody who has confirmed."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.first_plan import State, load, no_prices, release, settle, take
from app.matching.plan.going import make_going
from app.matching.plan.patterns import make_search
from app.matching.plan.pins import alone_fits
from app.matching.plan.restrict import all_limits, keep_pairs, owners, value_of_plan

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns, PlanInstance
    from app.matching.plan.settings import Plan

MOST_OTHERS = 3


class Replanned(NamedTuple):
    """The new plan and the ids of the others whose week changed, at most three."""

    plan: Plan
    changed: tuple[str, ...]


def replan(
    instance: PlanInstance, plan: Plan, cancelled: Collection[tuple[str, str]],
    confirmed: Collection[str] = (),
) -> Replanned:  # fmt: skip
    """The plan without these (client, shift) pairs, their places given to others where possible.

    The clients who cancelled get nothing new; clients in `confirmed` and those with a pin keep
    what they have. The bound stays the plan's: with fewer pairs nothing can be worth more.
    """
    week = instance.with_bonus(plan.bonus)
    gone = {client for client, _ in cancelled}
    kept = frozen(week, {*confirmed, *gone, *(pin.client_id for pin in plan.pins)})
    pairs = [
        int(row)
        for row, *pair in zip(plan.pairs, plan.client_ids, plan.shift_ids, strict=True)
        if tuple(pair) not in cancelled
    ]  # fmt: skip
    taken = np.zeros(week.pairs, dtype=np.bool_)
    taken[pairs] = True
    wanted = np.isin(week.shift_ids, sorted({shift for _, shift in cancelled}))
    changed = fill_again(week, taken, np.flatnonzero(wanted), kept)
    return Replanned(new_plan(week, plan, taken), tuple(sorted(week.client_ids[changed].tolist())))


def frozen(week: PlanInstance, ids: Collection[str]) -> NDArray[np.bool_]:
    """The clients whose week must stay (n)."""
    return np.isin(week.client_ids, sorted(ids)) if ids else np.zeros(week.clients, dtype=np.bool_)


def small_state(c: Columns, week: PlanInstance, taken: NDArray[np.bool_]) -> State:
    """The state of the taken pairs, without the lists that only moves need."""
    limits, none = all_limits(week), np.zeros(0, dtype=np.int64)
    s = len(c.start)
    state = State(
        np.zeros(len(c.shift), dtype=np.bool_), limits.places, limits.coach,
        np.zeros(len(c.ceiling), dtype=np.int64), owners(c), none, none,
        np.zeros(s, dtype=np.int64), np.full(s, -1, dtype=np.int64),
        np.zeros((1, 2), dtype=np.int64), make_going(limits),
    )  # fmt: skip
    load(c, state, taken)
    return state


def fill_again(
    week: PlanInstance, taken: NDArray[np.bool_], freed: NDArray[np.int64], kept: NDArray[np.bool_]
) -> list[int]:
    """Up to three clients, one after the other, change to the week that wins most; their rows.

    Whoever takes a freed place may leave another, which is freed in turn.
    """
    rows = np.flatnonzero(alone_fits(week.columns) | taken)
    c = keep_pairs(week.columns, rows, owners(week.columns))
    state = small_state(c, week, taken[rows])
    changed: list[int] = []
    while len(changed) < MOST_OTHERS and len(freed):
        asked = np.unique(state.owner[np.isin(c.shift, freed)])
        able = [int(i) for i in asked if not kept[i] and i not in changed]
        best = best_change(c, week, state, able)
        if best < 0:
            break
        before = shifts_of(c, state, best)
        search, free = make_search(c), no_prices(c, all_limits(week))
        release(c, state, best)
        settle(c, state, free, search, best)
        freed = np.array(sorted(before - shifts_of(c, state, best)), dtype=np.int64)
        changed.append(best)
    taken[rows] = state.taken
    return changed


def shifts_of(c: Columns, state: State, i: int) -> set[int]:
    """The shifts that client i has."""
    own = slice(int(c.first[i]), int(c.first[i + 1]))
    return set(c.shift[own][state.taken[own]].tolist())


def best_change(c: Columns, week: PlanInstance, state: State, able: list[int]) -> int:
    """Who wins most from the best week of what is free; the first of equals, -1 if none."""
    search, free = make_search(c), no_prices(c, all_limits(week))
    most, who = 0, -1
    for i in able:
        own = np.flatnonzero(state.taken[int(c.first[i]) : int(c.first[i + 1])]) + int(c.first[i])
        had = int(state.value[i])
        release(c, state, i)
        settle(c, state, free, search, i)
        now = int(state.value[i])
        release(c, state, i)
        for pair in own.tolist():
            take(c, state, pair)
        if now - had > most:
            most, who = now - had, i
    return who


def new_plan(week: PlanInstance, plan: Plan, taken: NDArray[np.bool_]) -> Plan:
    """The plan of these pairs, with the old prices and bound."""
    rows = np.flatnonzero(taken)
    return replace(
        plan,
        pairs=rows,
        client_ids=tuple(week.client_ids[owners(week.columns)[rows]].tolist()),
        shift_ids=tuple(week.shift_ids[week.columns.shift[rows]].tolist()),
        value=value_of_plan(week.columns, taken),
        bound=plan.price_bound,
        bound_by="prices",
    )
