"""Shifts that must all be done, by people with nothing but minutes to spare: exactly.

The generalised assignment problem, the planner's special case without clashes, coaches and
earnings. Prices on the shifts as in `prices`, with each person's best load found by a table over
minutes; then HiGHS on the pairs of near-zero reduced cost, wider until nothing outside can win.
Source: Fisher, Jaikumar and Van Wassenhove, Management Science 32 (1986) 1095-1103.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.compiled import compiled
from app.matching.plan.mip import Effort, Model, Rows, solve_model
from app.matching.plan.patterns import SCALE
from app.matching.plan.problems import SolverFailed

if TYPE_CHECKING:
    from numpy.typing import NDArray

# Descent: evaluations, how many without a better bound shorten the step, shares of it.
EVALUATIONS, STALLS, SHRINK, NEW_SHARE = 1_500, 8, 0.7, 0.4
# Points of reduced cost that the cores reach, one after the other.
REACHES = (1, 3, 10, 30, 2**20)


class Loads(NamedTuple):
    """Points and minutes (m, n) of each person doing each shift; minutes (m) each has."""

    gain: NDArray[np.int64]
    weight: NDArray[np.int64]
    capacity: NDArray[np.int64]


class Tables(NamedTuple):
    """The best load by first shifts and minutes, and by last shifts and minutes."""

    before: NDArray[np.int64]
    after: NDArray[np.int64]


class Costs(NamedTuple):
    """What a pair costs in an answer, and what its absence does (m, n). Price scale."""

    inside: NDArray[np.int64]
    outside: NDArray[np.int64]


class Filled(NamedTuple):
    """The rows (person * n + shift) taken, points in all, and whether none can be better."""

    rows: NDArray[np.int64]
    value: int
    proven: bool


@compiled
def fill_before(net: NDArray[np.int64], weight: NDArray[np.int64], most: int, t: Tables) -> None:
    """The best of the first p shifts within h minutes, for every p and h."""
    t.before[0, : most + 1] = 0
    for p in range(len(net)):
        w = weight[p]
        for h in range(most + 1):
            best = t.before[p, h]
            if net[p] > 0 and h >= w and t.before[p, h - w] + net[p] > best:
                best = t.before[p, h - w] + net[p]
            t.before[p + 1, h] = best


@compiled
def fill_after(net: NDArray[np.int64], weight: NDArray[np.int64], most: int, t: Tables) -> None:
    """The best of the shifts from p on within h minutes, for every p and h."""
    n = len(net)
    t.after[n, : most + 1] = 0
    for p in range(n - 1, -1, -1):
        w = weight[p]
        for h in range(most + 1):
            best = t.after[p + 1, h]
            if net[p] > 0 and h >= w and t.after[p + 1, h - w] + net[p] > best:
                best = t.after[p + 1, h - w] + net[p]
            t.after[p, h] = best


@compiled
def evaluate(a: Loads, price: NDArray[np.int64], t: Tables, use: NDArray[np.int64]) -> int:
    """What no answer is worth more than at these prices; `use` counts who wants each shift."""
    total = np.int64(0)
    for p in range(len(price)):
        total += price[p]
    use[:] = 0
    for i in range(len(a.capacity)):
        net, h = a.gain[i] * SCALE - price, a.capacity[i]
        fill_before(net, a.weight[i], h, t)
        total += t.before[len(net), h]
        for p in range(len(net) - 1, -1, -1):
            if t.before[p + 1, h] != t.before[p, h]:
                use[p] += 1
                h -= a.weight[i, p]
    return int(total)


@compiled
def reduced_costs(
    a: Loads, price: NDArray[np.int64], t: Tables, inside: NDArray[np.int64],
    outside: NDArray[np.int64],
) -> None:  # fmt: skip
    """How much each person's best load loses with the pair in it, and without. Price scale."""
    for i in range(len(a.capacity)):
        net, most = a.gain[i] * SCALE - price, a.capacity[i]
        fill_before(net, a.weight[i], most, t)
        fill_after(net, a.weight[i], most, t)
        best = t.before[len(net), most]
        for p in range(len(net)):
            inside[i, p] = best - best_around(t, p, most - a.weight[i, p]) - net[p]
            outside[i, p] = best - best_around(t, p, most)


@compiled
def best_around(t: Tables, p: int, minutes: int) -> int:
    """The best of all shifts but p within so many minutes."""
    best = -(2**61)
    for h in range(minutes + 1):
        best = max(best, t.before[p, h] + t.after[p + 1, minutes - h])
    return best


def descend(a: Loads, t: Tables) -> tuple[NDArray[np.int64], int]:
    """The best prices of the descent and what they prove; ever smaller hopes for the next step."""
    high = np.sort(a.gain, axis=0)
    price = high[-2:].mean(axis=0) if len(high) > 1 else high[0].astype(float)
    use, slope = np.zeros(len(price), dtype=np.int64), np.zeros(len(price))
    best, found = np.rint(price * SCALE).astype(np.int64), 2**62
    hope, stalls = 0.02 * float(np.ptp(a.gain)) * len(price), 0
    for _ in range(EVALUATIONS):
        whole = np.rint(price * SCALE).astype(np.int64)
        bound = evaluate(a, whole, t, use)
        stalls += 1
        if bound < found:
            best, found, stalls = whole, bound, 0
        if stalls >= STALLS:
            hope, stalls = hope * SHRINK, 0
        missed = 1 - use
        size = int(missed @ missed)
        if hope < 0.01 or size == 0:
            break
        slope = NEW_SHARE * missed + (1 - NEW_SHARE) * slope
        price = price - ((bound - found) / SCALE + hope) / size * slope
    return best, int(found)


def within(a: Loads, rows: NDArray[np.int64]) -> Model:
    """The pairs of these rows: every shift once, nobody over the minutes."""
    n = a.gain.shape[1]
    who, what = rows // n, rows % n
    at, one = np.arange(len(rows)), np.ones(len(rows), dtype=np.int64)
    limits = (np.ones(n, dtype=np.int64), np.full(n, -1), a.capacity)
    return Model(a.gain.ravel()[rows], len(rows), Rows(
        np.concatenate((what, n + what, 2 * n + who)), np.concatenate((at, at, at)),
        np.concatenate((one, -one, a.weight.ravel()[rows])), np.concatenate(limits),
    ))  # fmt: skip


def core(costs: Costs, reach: int) -> NDArray[np.int64]:
    """The rows that can be in an answer worth at most `reach` less than the bound. Price scale."""
    inside = costs.inside <= reach
    sure = costs.outside > reach
    return np.flatnonzero(inside & (sure | ~sure.any(axis=0)))


def fill_all(a: Loads, effort: Effort) -> Filled:
    """Who does each shift, for the most points. Raises: SolverFailed when there is no way.

    Points are above zero.
    """
    shape = (a.gain.shape[1] + 1, int(a.capacity.max(initial=0)) + 1)
    t = Tables(np.zeros(shape, dtype=np.int64), np.zeros(shape, dtype=np.int64))
    price, bound = descend(a, t)
    costs = Costs(np.zeros_like(a.gain), np.zeros_like(a.gain))
    reduced_costs(a, price, t, *costs)
    first = first_answer(a, costs, effort)
    # Whatever is worth a point more uses no pair that costs more than the bound leaves for it.
    left = bound - (first.value + 1) * SCALE
    if left < 0:
        return first._replace(proven=True)
    rows = np.union1d(core(costs, left), first.rows)
    return answer_of(a, rows, first.rows, effort)


def first_answer(a: Loads, costs: Costs, effort: Effort) -> Filled:
    """The best of as small a core as has an answer; mostly the best of all."""
    for reach in REACHES:
        rows = core(costs, reach * SCALE)
        with suppress(SolverFailed):
            return answer_of(a, rows, rows[:0], effort)
    raise SolverFailed("solver_gave_no_answer", status="Infeasible")


def answer_of(a: Loads, rows: NDArray[np.int64], warm: NDArray[np.int64], effort: Effort) -> Filled:
    """The solver's answer on these rows, begun with the warm ones."""
    answer = solve_model(within(a, rows), np.isin(rows, warm), effort)
    taken = rows[answer.taken]
    value = int(a.gain.ravel()[taken].sum())
    return Filled(taken, value, answer.status == "Optimal")
