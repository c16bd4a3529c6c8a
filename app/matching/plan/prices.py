"""Prices on places, coach minutes and first times: the bound, and what each pair costs beside it.

Lagrangian relaxation of the limits that clients share. Every evaluation is exact in whole
numbers; only the step between two evaluations is made with floats, in one fixed order.
Source: smoothed subgradient with Polyak's step (Camerini, Fratta and Maffioli 1975).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from app.matching.plan.active import Evaluation
from app.matching.plan.patterns import (
    SCALE,
    Prices,
    Search,
    evaluate,
    make_search,
    reduced_costs,
)
from app.matching.plan.visits import payers

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from app.matching.plan.instance import Columns
    from app.matching.plan.restrict import Limits

START_PLACE, START_FIRST = 120, 100
NEW_SHARE, SHRINK = 0.3, 0.6
HOUR = 60


class Pace(NamedTuple):
    """How prices go down: the coach's hour at the start, evaluations without a better bound.

    `turns` times the evaluations of the settings are made. `free` prices that are nothing and
    would fall further have no part in the length of a step.
    """

    coach_hour: int
    stalls: int
    turns: int
    free: bool


# Most coaches who go along have hours left, which are many beside one place or one first time.
PLAIN, GOING = Pace(30, 3, 1, free=False), Pace(5, 2, 2, free=True)


def pace_of(c: Columns) -> Pace:
    """The pace of a week with visits or without."""
    return GOING if c.going else PLAIN


@dataclass
class Priced:
    """Prices and what they prove. `bound` and `bounds` (n) on the price scale."""

    prices: Prices
    bound: int
    bounds: NDArray[np.int64]
    use: Prices
    evaluations: int


@dataclass
class Descent:
    """The prices under way, in floats: place by shift, coach by hour, first times by group."""

    prices: tuple[NDArray[np.float64], ...]
    free: bool
    slopes: list[NDArray[np.float64]] = field(init=False)

    def __post_init__(self) -> None:
        self.slopes = [np.zeros_like(price) for price in self.prices]

    def rounded(self) -> Prices:
        """The prices as whole numbers on the scale."""
        place, coach, first = self.prices
        return Prices(
            np.rint(place * SCALE).astype(np.int64),
            np.rint(coach * SCALE / HOUR).astype(np.int64),
            np.append(np.rint(first * SCALE), 0).astype(np.int64),
        )

    def move(self, slopes: tuple[NDArray[np.float64], ...], miss: float) -> None:
        """One step against the slopes, which are smoothed; no price falls below zero."""
        pairs = zip(slopes, self.slopes, strict=True)
        self.slopes = [NEW_SHARE * now + (1 - NEW_SHARE) * before for now, before in pairs]
        steps = [self.step(*both) for both in zip(self.prices, self.slopes, strict=True)]
        size = float(sum(step @ step for step in steps))
        for price, slope in zip(self.prices, steps, strict=True):
            if size > 0:
                np.maximum(price - miss / size * slope, 0, out=price)

    def step(self, price: NDArray[np.float64], slope: NDArray[np.float64]) -> NDArray[np.float64]:
        """The slope without what can fall no further, where that is left out."""
        return np.where((price <= 0) & (slope > 0), 0.0, slope) if self.free else slope


def unused(limits: Limits, use: Prices) -> tuple[NDArray[np.float64], ...]:
    """What best weeks leave of each limit, below zero where they take more: the slopes."""
    return (
        limits.places.astype(float) - use.place,
        (limits.coach.astype(float) - use.coach) / HOUR,
        limits.first_times.astype(float) - use.first[:-1],
    )


def value_of(limits: Limits, prices: Prices, bounds: NDArray[np.int64]) -> int:
    """The bound on every plan: the clients' best weeks and the priced limits. Price scale."""
    priced = prices.place @ limits.places + prices.coach @ limits.coach
    return int(bounds.sum() + priced + prices.first[:-1] @ limits.first_times)


def evaluate_at(c: Columns, limits: Limits, prices: Prices, s: Search) -> Priced:
    """What these prices prove."""
    use = Prices(*(np.zeros_like(price) for price in prices))
    bounds = np.zeros(len(c.ceiling), dtype=np.int64)
    evaluate(c, prices, s, use, bounds)
    return Priced(prices, value_of(limits, prices, bounds), bounds, use, 1)


def starting(limits: Limits, warm: Prices | None, pace: Pace) -> Descent:
    """Where the descent begins: the prices given, or the same for all."""
    if warm is not None:
        begin = warm.place / SCALE, warm.coach * HOUR / SCALE, warm.first[:-1] / SCALE
        return Descent(begin, pace.free)
    same = (limits.places, START_PLACE), (limits.coach, pace.coach_hour)
    every = (*same, (limits.first_times, START_FIRST))
    return Descent(tuple(np.full(len(limit), float(price)) for limit, price in every), pace.free)


def find_prices(
    c: Columns,
    limits: Limits,
    evaluations: int,
    warm: Prices | None = None,
    target: float = 0.98,
    seen: Callable[[int, int], bool] | None = None,
) -> Priced:
    """The best prices of so many evaluations; `seen(evaluation, bound)` may end it with True.

    `target` is the share of the best bound that the Polyak step aims at.
    """
    pace = pace_of(c)
    evaluation, descent = Evaluation(c), starting(limits, warm, pace)
    best: Priced | None = None
    factor, stalls = 1.0, 0
    for count in range(1, max(1, evaluations) + 1):
        prices = descent.rounded()
        use, bounds = evaluation.at(prices)
        now = Priced(prices, value_of(limits, prices, bounds), bounds, use, count)
        stalls += 1
        if best is None or now.bound < best.bound:
            best, stalls = now, 0
        best.evaluations = count
        if seen is not None and seen(count, best.bound):
            break
        if stalls >= pace.stalls:
            factor, stalls = factor * SHRINK, 0
        miss = factor * (now.bound - target * best.bound) / SCALE
        descent.move(unused(limits, use), miss)
    assert best is not None  # noqa: S101 - at least one evaluation is made
    return best


def nets(c: Columns, prices: Prices) -> NDArray[np.int64]:
    """What every pair brings above its prices (m), by `net_of`. Price scale."""
    net = c.value.astype(np.int64) * SCALE - prices.place[c.shift]
    net -= prices.coach[payers(c)] * c.support
    return net - prices.first[c.visits.first_time] if c.going else net


def pair_costs(c: Columns, priced: Priced, delta: int) -> NDArray[np.int64]:
    """The reduced cost of every pair (m), at most 0, exact down to -delta points. Price scale."""
    cost = np.zeros(len(c.shift), dtype=np.int64)
    reduced_costs(c, priced.prices, make_search(c), priced.bounds, delta * SCALE, cost)
    return cost
