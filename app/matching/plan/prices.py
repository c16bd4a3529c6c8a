"""Prices on places and on coach minutes: the bound, and what each pair costs beside the best week.

Lagrangian relaxation of the limits that clients share. Every evaluation is exact in whole
numbers; only the step between two evaluations is made with floats, in one fixed order.
Source: smoothed subgradient with Polyak's step (Camerini, Fratta and Maffioli 1975).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

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

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from app.matching.plan.instance import PlanInstance

START_PLACE, START_COACH_HOUR = 120, 30
NEW_SHARE = 0.3
STALLS, SHRINK = 3, 0.6
HOUR = 60


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
    """The prices under way, in floats: place by shift, coach by hour, and the smoothed slope."""

    place: NDArray[np.float64]
    coach: NDArray[np.float64]
    slope_place: NDArray[np.float64] = field(init=False)
    slope_coach: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        self.slope_place = np.zeros_like(self.place)
        self.slope_coach = np.zeros_like(self.coach)

    def rounded(self) -> Prices:
        """The prices as whole numbers on the scale."""
        return Prices(
            np.rint(self.place * SCALE).astype(np.int64),
            np.rint(self.coach * SCALE / HOUR).astype(np.int64),
        )

    def move(self, place: NDArray[np.float64], coach: NDArray[np.float64], miss: float) -> None:
        """One step against the slope; no price falls below zero."""
        self.slope_place = NEW_SHARE * place + (1 - NEW_SHARE) * self.slope_place
        self.slope_coach = NEW_SHARE * coach + (1 - NEW_SHARE) * self.slope_coach
        size = float(self.slope_place @ self.slope_place + self.slope_coach @ self.slope_coach)
        if size > 0:
            np.maximum(self.place - miss / size * self.slope_place, 0, out=self.place)
            np.maximum(self.coach - miss / size * self.slope_coach, 0, out=self.coach)


def value_of(instance: PlanInstance, prices: Prices, bounds: NDArray[np.int64]) -> int:
    """The bound on every plan: the clients' best weeks and the priced limits. Price scale."""
    limits = prices.place @ instance.places.astype(np.int64)
    hours = prices.coach @ instance.coach_minutes.astype(np.int64)
    return int(bounds.sum() + limits + hours)


def evaluate_at(instance: PlanInstance, prices: Prices, s: Search) -> Priced:
    """What these prices prove."""
    use = Prices(np.zeros_like(prices.place), np.zeros_like(prices.coach))
    bounds = np.zeros(instance.clients, dtype=np.int64)
    evaluate(instance.columns, prices, s, use, bounds)
    return Priced(prices, value_of(instance, prices, bounds), bounds, use, 1)


def starting(instance: PlanInstance, warm: Prices | None) -> Descent:
    """Where the descent begins: the prices given, or the same for all."""
    if warm is not None:
        return Descent(warm.place / SCALE, warm.coach * HOUR / SCALE)
    return Descent(
        np.full(instance.shifts, float(START_PLACE)),
        np.full(len(instance.coach_minutes), float(START_COACH_HOUR)),
    )


def find_prices(
    instance: PlanInstance,
    evaluations: int,
    warm: Prices | None = None,
    target: float = 0.98,
    seen: Callable[[int, int], bool] | None = None,
) -> Priced:
    """The best prices of so many evaluations; `seen(evaluation, bound)` may end it with True.

    `target` is the share of the best bound that the Polyak step aims at.
    """
    evaluation, descent = Evaluation(instance.columns), starting(instance, warm)
    best: Priced | None = None
    factor, stalls = 1.0, 0
    places, minutes = instance.places.astype(float), instance.coach_minutes.astype(float)
    for count in range(1, max(1, evaluations) + 1):
        prices = descent.rounded()
        use, bounds = evaluation.at(prices)
        now = Priced(prices, value_of(instance, prices, bounds), bounds, use, count)
        stalls += 1
        if best is None or now.bound < best.bound:
            best, stalls = now, 0
        best.evaluations = count
        if seen is not None and seen(count, best.bound):
            break
        if stalls >= STALLS:
            factor, stalls = factor * SHRINK, 0
        miss = factor * (now.bound - target * best.bound) / SCALE
        descent.move(places - now.use.place, (minutes - now.use.coach) / HOUR, miss)
    assert best is not None  # noqa: S101 - at least one evaluation is made
    return best


def pair_costs(instance: PlanInstance, priced: Priced, delta: int) -> NDArray[np.int64]:
    """The reduced cost of every pair (m), at most 0, exact down to -delta points. Price scale."""
    cost = np.zeros(instance.pairs, dtype=np.int64)
    s = make_search(instance.columns)
    reduced_costs(instance.columns, priced.prices, s, priced.bounds, delta * SCALE, cost)
    return cost
